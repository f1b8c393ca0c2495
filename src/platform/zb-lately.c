/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is open, and what was over not long ago.
 *
 *   open: entity_state, one place for each state that is not an end
 *   over: entity_over, by when it last changed
 *
 * Alerts, cases and assignments stay for good, so that whoever reads all of a kind reads more each day, and
 * after some years only what nobody asks for. What is open are some thousands, however old the district is;
 * what was over within some days is as much as came in those days. */
#include "zb-lately.h"

#include "zb-alert.h"
#include "zb-assignment.h"
#include "zb-case.h"

#include <string.h>

/* As the index has it: SQLite takes one only where the words are the same. */
#define OVER "'closed', 'void', 'done', 'declined', 'handed_back', 'cancelled'"

/* What comes in is written into neither: only what ends is. A number is asked for however old it is. */
const char zb_lately_schema[] =
    "CREATE INDEX entity_over ON entity (kind, updated_at) WHERE (kind = 'alert' OR kind = 'case' OR kind = "
    "'assignment') AND state IN ('closed', 'void', 'done', 'declined', 'handed_back', 'cancelled');"
    "CREATE INDEX entity_number ON entity (body ->> '$.number') WHERE kind = 'case'";

static const ZbChoices *
get_states (ZbKind kind)
{
  switch ((int)kind)
    {
    case ZB_KIND_ALERT:
      return &zb_alert_states;
    case ZB_KIND_CASE:
      return &zb_steps;
    case ZB_KIND_ASSIGNMENT:
      return &zb_assignment_states;
    default:
      return NULL;
    }
}

/**
 * zb_lately_bounds:
 * @kind: a kind of entity
 *
 * Returns: whether there is ever more of it, so that no more than %ZB_LATELY_LONGEST of what is over is
 * looked at
 */
gboolean
zb_lately_bounds (ZbKind kind)
{
  return get_states (kind) != NULL;
}

/* Its own list, since "not over" finds no place in an index. */
static char *
list_open (const ZbChoices *states)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 1; states->nicks[i] != NULL; i++)
    {
      g_autofree char *state = g_strdup_printf ("'%s'", states->nicks[i]);
      if (strstr (OVER, state) == NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", state);
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static char *
list_rows (const char *kind, const ZbChoices *states)
{
  g_autofree char *open = list_open (states);
  return g_strdup_printf ("rid IN (SELECT rid FROM entity WHERE kind = '%s' AND state IN (%s) AND rid > ?1"
                          " UNION ALL SELECT rid FROM entity WHERE kind = '%s' AND state IN (" OVER ")"
                          " AND updated_at > ?2 AND rid > ?1)",
                          kind, open, kind);
}

/* Of a zone that is over, too, only what has changed lately; there are few. Of all else, all. */
static char *
list_all (const char *kind, gboolean ends)
{
  return g_strdup_printf ("kind = '%s' AND rid > ?1 AND %s", kind,
                          ends ? "(updated_at > ?2 OR body ->> '$.ended_at' IS NULL)" : "?2 IS NOT NULL");
}

/**
 * zb_lately_list:
 * @kind: a kind of entity
 * @columns: what is asked of each row
 *
 * Returns: (transfer full): a query for what is open, and what was over lately, in the order of the rows: the
 *   first value is the row after which it begins, the second the time after which what is over has changed
 */
char *
zb_lately_list (ZbKind kind, const char *columns)
{
  const char *nick = zb_choices_nick (&zb_kinds, (int)kind);
  const ZbChoices *states = get_states (kind);
  g_autofree char *rows = states != NULL ? list_rows (nick, states) : list_all (nick, kind == ZB_KIND_ZONE);
  return g_strdup_printf ("SELECT %s FROM entity WHERE %s ORDER BY rid", columns, rows);
}

/**
 * zb_lately_search:
 * @kind: a kind of entity
 * @columns: what is asked of each row
 * @condition: what has to hold, with values
 *
 * Returns: (transfer full): a query for what is open, or for all where there is no end of it, the newest
 * first
 */
char *
zb_lately_search (ZbKind kind, const char *columns, const char *condition)
{
  const char *nick = zb_choices_nick (&zb_kinds, (int)kind);
  const ZbChoices *states = get_states (kind);
  if (states == NULL)
    return g_strdup_printf ("SELECT %s FROM entity WHERE kind = '%s' AND %s ORDER BY rid DESC", columns, nick,
                            condition);
  g_autofree char *open = list_open (states);
  return g_strdup_printf ("SELECT %s FROM entity WHERE rid IN (SELECT rid FROM entity WHERE kind = '%s'"
                          " AND state IN (%s)) AND %s ORDER BY rid DESC",
                          columns, nick, open, condition);
}

/**
 * zb_lately_search_over:
 * @kind: a kind of entity of which zb_lately_bounds() says so
 * @columns: what is asked of each row
 * @condition: what has to hold, with values
 *
 * Returns: (transfer full): a query for what is over, what has changed last first, and thus without going
 *   through all of them where the first ones are enough; its first value is the time after which it has
 * changed, and those of @condition follow
 */
char *
zb_lately_search_over (ZbKind kind, const char *columns, const char *condition)
{
  return g_strdup_printf ("SELECT %s FROM entity WHERE kind = '%s' AND state IN (" OVER ")"
                          " AND updated_at > ?1 AND %s ORDER BY updated_at DESC",
                          columns, zb_choices_nick (&zb_kinds, (int)kind), condition);
}
