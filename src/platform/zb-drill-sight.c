/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who sees what belongs to a drill. Lists, feed, search, files and commands all ask one question: does this
 * area lie in those of the account? So a drill's things are given an area of their own, "drill:<id>", which
 * lies in no other and which only its members have, and leaders. What is asked nowhere cannot be forgotten
 * anywhere. */
#include "zb-drill-sight.h"

#include "zb-drill-schema.h"

/* The script of a drill is for its runner, not for its members; `seen_at` is when the runner last looked, µs
 * UTC; `declines` and `late` wait for the next unit. A step that has happened has a row, by its place in the
 * script or, let happen by hand, by a number below zero. */
const char zb_drill_schema[] =
    "CREATE TABLE drill_run (drill TEXT PRIMARY KEY, script TEXT NOT NULL, seen_at INTEGER NOT NULL DEFAULT "
    "0,"
    " declines INTEGER NOT NULL DEFAULT 0, late INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;"
    "CREATE TABLE drill_member (account TEXT NOT NULL, drill TEXT NOT NULL, PRIMARY KEY (account, drill))"
    " WITHOUT ROWID;"
    "CREATE TABLE drill_step (drill TEXT NOT NULL, step INTEGER NOT NULL, at INTEGER NOT NULL,"
    " clock INTEGER NOT NULL, what TEXT NOT NULL, entity TEXT, body TEXT NOT NULL, PRIMARY KEY (drill, step))"
    " WITHOUT ROWID;"
    "CREATE INDEX entity_drill ON entity (area, kind) WHERE mode = 'drill';"
    "CREATE INDEX audit_drill ON audit (area) WHERE area >= 'drill:' AND area < 'drill;'";

/**
 * zb_drill_sight:
 * @drill: the id of a drill
 *
 * Returns: (transfer none): the area that its things lie in
 */
const char *
zb_drill_sight (const char *drill)
{
  g_autofree char *area = g_strconcat (ZB_DRILL_SIGHT, drill, NULL);
  return g_intern_string (area);
}

/**
 * zb_drill_is_sight:
 * @area: (nullable): the id of an area
 *
 * Returns: whether it is that of a drill
 */
gboolean
zb_drill_is_sight (const char *area)
{
  return area != NULL && g_str_has_prefix (area, ZB_DRILL_SIGHT);
}

/**
 * zb_drill_sees:
 * @areas: (nullable): the areas of an account
 * @sight: the area of a drill
 *
 * Returns: whether that account sees what belongs to it
 */
gboolean
zb_drill_sees (const char *const *areas, const char *sight)
{
  return areas != NULL && (g_strv_contains (areas, sight) || g_strv_contains (areas, ZB_DRILL_SIGHT_ALL));
}

/**
 * zb_drill_sight_is_all:
 * @areas: (nullable): the areas of an account
 *
 * Returns: whether there are none beside those of drills, which stands for the whole district
 */
gboolean
zb_drill_sight_is_all (const char *const *areas)
{
  for (guint i = 0; areas != NULL && areas[i] != NULL; i++)
    if (!zb_drill_is_sight (areas[i]))
      return FALSE;
  return TRUE;
}
