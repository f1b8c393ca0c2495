/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scripts that come with the platform. A leader may send one of their own instead. */
#include "zb-drill-shelf.h"

#include "zb-drill-resource.h"
#include "zb-json.h"

#include <gio/gio.h>

#define SHELF "/cn/zhiban/drills"
#define SUFFIX ".json"

/**
 * zb_drill_shelf_list:
 *
 * Returns: (transfer full) (array zero-terminated=1): the names of the scripts
 */
char **
zb_drill_shelf_list (void)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) files = g_resource_enumerate_children (zb_drill_get_resource (), SHELF, 0, NULL);
  for (guint i = 0; files != NULL && files[i] != NULL; i++)
    if (g_str_has_suffix (files[i], SUFFIX))
      g_strv_builder_take (names, g_strndup (files[i], strlen (files[i]) - strlen (SUFFIX)));
  return g_strv_builder_end (names);
}

/**
 * zb_drill_shelf_load:
 * @name: a script's name
 *
 * Returns: (transfer full) (nullable): the script; %NULL where there is none of that name
 */
ZbDrillScript *
zb_drill_shelf_load (const char *name)
{
  g_autofree char *path = g_strconcat (SHELF "/", name, SUFFIX, NULL);
  g_autoptr (GBytes) file = g_resource_lookup_data (zb_drill_get_resource (), path, 0, NULL);
  g_autoptr (GError) error = NULL;
  gsize length;
  if (file == NULL)
    return NULL;
  const char *text = g_bytes_get_data (file, &length);
  ZbDrillScript *script = zb_json_read_record_text (ZB_TYPE_DRILL_SCRIPT, text, (gssize)length, &error);
  if (script == NULL)
    g_warning ("the script %s cannot be read: %s", name, error->message);
  return script;
}
