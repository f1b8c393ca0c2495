/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding by a part of a name or number, in what the caller may see. Every word of what was typed has
 * to be there. Two characters are a whole word in Chinese, and SQLite's trigram index finds nothing for
 * two: so the rows of a kind are looked through, which takes some 40 ms for all devices. Of alerts and cases
 * that are over only those of the last days are, see zb-lately.c; a case is found by its whole number however
 * old it is. */
#include "zb-entity-search.h"

#include "zb-alert.h"
#include "zb-area.h"
#include "zb-case.h"
#include "zb-device.h"
#include "zb-lately.h"
#include "zb-unit.h"

#define MAX_WORDS 4

/* The kinds in the order in which they are shown, and what is looked into. */
static const struct
{
  ZbKind kind;
  const char *text;
} places[] = {
  { ZB_KIND_CASE, "coalesce (body ->> '$.number', '') || ' ' || coalesce (body ->> '$.title', '') || ' ' ||"
                  " coalesce (body ->> '$.place', '')" },
  { ZB_KIND_ALERT, "coalesce (body ->> '$.title', '') || ' ' || coalesce (body ->> '$.place', '')" },
  { ZB_KIND_AREA, "coalesce (body ->> '$.name', '') || ' ' || coalesce (body ->> '$.code', '')" },
  { ZB_KIND_UNIT, "coalesce (body ->> '$.call_sign', '')" },
  { ZB_KIND_DEVICE, "coalesce (body ->> '$.name', '') || ' ' || coalesce (body ->> '$.code', '')" },
};

static ZbSearchHit *
hit_new (const char *title, const char *subtitle, ZbPoint location)
{
  ZbSearchHit *self = g_object_new (ZB_TYPE_SEARCH_HIT, NULL);
  self->title = g_strdup (title ? title : "");
  self->subtitle = g_strdup (subtitle);
  self->location = location;
  return self;
}

static char *
name_area (ZbTransaction *tx, const char *id)
{
  ZbArea *area = zb_transaction_load (tx, ZB_KIND_AREA, id);
  return area ? g_strdup (area->name) : NULL;
}

static ZbSearchHit *
describe (ZbTransaction *tx, gpointer entity)
{
  g_autofree char *area = NULL;
  switch ((int)zb_entity_get_kind (entity))
    {
    case ZB_KIND_CASE:
      return hit_new (ZB_CASE (entity)->title, ZB_CASE (entity)->number, ZB_CASE (entity)->location);
    case ZB_KIND_ALERT:
      return hit_new (ZB_ALERT (entity)->title, ZB_ALERT (entity)->place, ZB_ALERT (entity)->location);
    case ZB_KIND_UNIT:
      return hit_new (ZB_UNIT (entity)->call_sign, NULL, ZB_UNIT (entity)->location);
    case ZB_KIND_AREA:
      area = name_area (tx, ZB_AREA (entity)->parent);
      return hit_new (ZB_AREA (entity)->name, area,
                      ZB_AREA (entity)->geometry ? zb_geometry_get_centre (ZB_AREA (entity)->geometry)
                                                 : ZB_POINT_NOWHERE);
    default:
      area = name_area (tx, ZB_DEVICE (entity)->area);
      return hit_new (ZB_DEVICE (entity)->name, area, ZB_DEVICE (entity)->location);
    }
}

/* "instr (lower (…), ?) > 0 AND …", one for each word. */
static char *
make_condition (guint place, char **words)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; words[i]; i++)
    g_string_append_printf (text, "%sinstr (lower (%s), ?) > 0", i > 0 ? " AND " : "", places[place].text);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* The statement of @query with @words from the place @first on. */
static ZbStatement *
prepare (ZbTransaction *tx, const char *query, char **words, int first)
{
  ZbStatement *rows = tx->error ? NULL : zb_connection_prepare (tx->connection, query, &tx->error);
  for (int i = 0; rows && words[i]; i++)
    zb_statement_bind_text (rows, first + i, words[i]);
  return rows;
}

static ZbStatement *
find (ZbTransaction *tx, guint place, char **words)
{
  g_autofree char *condition = make_condition (place, words);
  g_autofree char *query = zb_lately_search (places[place].kind, "id, area", condition);
  return prepare (tx, query, words, 1);
}

static ZbStatement *
find_over (ZbTransaction *tx, guint place, char **words)
{
  g_autofree char *condition = make_condition (place, words);
  g_autofree char *query = zb_lately_search_over (places[place].kind, "id, area", condition);
  ZbStatement *rows = prepare (tx, query, words, 2);
  if (rows)
    zb_statement_bind_int64 (rows, 1, tx->now - ZB_LATELY_LONGEST);
  return rows;
}

static ZbStatement *
find_number (ZbTransaction *tx, const char *word)
{
  g_autofree char *number = g_ascii_strup (word, -1);
  return tx->error ? NULL
                   : zb_connection_query (tx->connection, &tx->error, ZB_LATELY_NUMBER_QUERY, "t", number);
}

static void
take_ids (ZbTransaction *tx, ZbStatement *statement, guint limit, GPtrArray *ids)
{
  const char *const *areas = (const char *const *)tx->call->account->areas;
  g_autoptr (ZbStatement) rows = statement;
  while (rows && ids->len < limit && zb_statement_step (rows, &tx->error) == ZB_STEP_ROW)
    if (zb_areas_contain (tx->areas, areas, zb_statement_get_text (rows, 1)) &&
        !g_ptr_array_find_with_equal_func (ids, zb_statement_get_text (rows, 0), g_str_equal, NULL))
      g_ptr_array_add (ids, g_strdup (zb_statement_get_text (rows, 0)));
}

static GPtrArray *
find_ids (ZbTransaction *tx, guint place, char **words, guint limit)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  if (places[place].kind == ZB_KIND_CASE && !words[1])
    take_ids (tx, find_number (tx, words[0]), limit, ids);
  take_ids (tx, find (tx, place, words), limit, ids);
  if (ids->len < limit && zb_lately_bounds (places[place].kind))
    take_ids (tx, find_over (tx, place, words), limit, ids);
  return ids;
}

static void
look_into (ZbTransaction *tx, guint place, char **words, guint limit, GPtrArray *hits)
{
  g_autoptr (GPtrArray) ids = find_ids (tx, place, words, limit);
  for (guint i = 0; i < ids->len; i++)
    {
      gpointer entity = zb_transaction_load (tx, places[place].kind, ids->pdata[i]);
      if (!entity)
        continue;
      ZbSearchHit *hit = describe (tx, entity);
      hit->kind = g_strdup (zb_choices_nick (&zb_kinds, (int)places[place].kind));
      hit->id = g_strdup (ids->pdata[i]);
      g_ptr_array_add (hits, hit);
    }
}

/* At most four words; what comes after them is left out. */
static char **
split (const char *text)
{
  g_autofree char *small = g_utf8_strdown (text, -1);
  g_auto (GStrv) parts = g_strsplit_set (small, " \t\n\r", -1);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  for (guint i = 0, n = 0; parts[i] && n < MAX_WORDS; i++)
    if (*parts[i])
      {
        g_strv_builder_add (words, parts[i]);
        n++;
      }
  return g_strv_builder_end (words);
}

/**
 * zb_search_new:
 * @tx: a transaction or view
 * @text: what was typed
 * @limit: how many at most of each kind
 *
 * Returns: (transfer full) (element-type ZbSearchHit): what was found
 */
GPtrArray *
zb_search_new (ZbTransaction *tx, const char *text, guint limit)
{
  GPtrArray *hits = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (GStrv) words = split (text);
  for (guint i = 0; *words && i < G_N_ELEMENTS (places); i++)
    look_into (tx, i, words, limit, hits);
  return hits;
}
