/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-settings.h"

#define SCHEMA "cn.zhiban.Console"

/* The schema that is compiled in the build tree, for a console that is not installed. */
static GSettingsSchema *
find_in_build_tree (GSettingsSchemaSource *parent)
{
  const char *build = g_getenv ("ZHIBAN_BUILD");
  g_autofree char *data = build ? g_build_filename (build, "data", NULL) : NULL;
  g_autoptr (GSettingsSchemaSource) source =
      data ? g_settings_schema_source_new_from_directory (data, parent, TRUE, NULL) : NULL;

  return source ? g_settings_schema_source_lookup (source, SCHEMA, FALSE) : NULL;
}

/**
 * zb_settings_new:
 *
 * Opens the console's settings, by the schema that is installed or the one in the build tree.
 *
 * Returns: (transfer full): the settings
 */
GSettings *
zb_settings_new (void)
{
  GSettingsSchemaSource *installed = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  schema = find_in_build_tree (installed);
  if (!schema && installed)
    schema = g_settings_schema_source_lookup (installed, SCHEMA, TRUE);
  if (!schema)
    g_error ("The settings schema %s is not installed", SCHEMA);
  return g_settings_new_full (schema, NULL, NULL);
}
