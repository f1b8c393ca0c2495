/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-settings.h"

#define SCHEMA "cn.zhiban.Console"

static GSettingsSchema *
find_in_folder (const char *folder, GSettingsSchemaSource *parent)
{
  g_autoptr (GSettingsSchemaSource) source =
      g_settings_schema_source_new_from_directory (folder, parent, TRUE, NULL);

  return source ? g_settings_schema_source_lookup (source, SCHEMA, FALSE) : NULL;
}

/* The schema that is compiled in the build tree, for a console that is not installed. */
static GSettingsSchema *
find_in_build_tree (GSettingsSchemaSource *parent)
{
  const char *build = g_getenv ("ZHIBAN_BUILD");
  g_autofree char *folder = build ? g_build_filename (build, "data", NULL) : NULL;

  return folder ? find_in_folder (folder, parent) : NULL;
}

/* The schema of a prefix that is not among the system's data folders. */
static GSettingsSchema *
find_beside_program (GSettingsSchemaSource *parent)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program ? g_path_get_dirname (program) : g_strdup (".");
  g_autofree char *schemas = g_build_filename (folder, "..", "share", "glib-2.0", "schemas", NULL);

  return find_in_folder (schemas, parent);
}

/**
 * zb_settings_new:
 *
 * Opens the console's settings, by the schema in the build tree, the one of the system, or the one beside
 * the program.
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
    schema = find_beside_program (installed);
  if (!schema)
    g_error ("The settings schema %s is not installed", SCHEMA);
  return g_settings_new_full (schema, NULL, NULL);
}
