/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sub-commands share: the database, opened beside a platform that may be running, and one
 * clear sentence when something is wrong. */
#include "zb-cli.h"

#include "zb-audit.h"
#include "zb-schema.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <stdarg.h>
#include <stdio.h>

/* Those of the build tree, for a program that is not installed. */
static char *
find_translations (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = g_path_get_dirname (program != NULL ? program : ".");
  g_autofree char *installed = g_build_filename (folder, "..", "share", "locale", NULL);
  if (g_file_test (installed, G_FILE_TEST_IS_DIR))
    return g_steal_pointer (&installed);
  return g_build_filename (folder, "..", "..", "po", NULL);
}

/**
 * zb_cli_set_locale:
 *
 * Speaks the language that the environment names. Numbers and dates stay as the contract has them.
 */
void
zb_cli_set_locale (void)
{
  g_autofree char *translations = find_translations ();
  setlocale (LC_CTYPE, "");
  setlocale (LC_MESSAGES, "");
  bindtextdomain (GETTEXT_PACKAGE, translations);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

/**
 * zb_cli_fail:
 * @format: one sentence
 * @...: for @format
 *
 * Returns: the exit code of a failure
 */
int
zb_cli_fail (const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *message = g_strdup_vprintf (format, args);
  va_end (args);
  fprintf (stderr, "zhiban-platform: %s\n", message);
  return 1;
}

/**
 * zb_cli_open:
 * @data_dir: the platform's folder
 *
 * Returns: (transfer full) (nullable): the database to write to; NULL where that was said on standard error
 */
ZbConnection *
zb_cli_open (const char *data_dir)
{
  if (g_mkdir_with_parents (data_dir, 0700) != 0)
    {
      zb_cli_fail (_ ("The data folder %s cannot be made."), data_dir);
      return NULL;
    }
  g_autofree char *path = g_build_filename (data_dir, "platform.db", NULL);
  g_autoptr (GError) error = NULL;
  if (zb_schema_is_aside (path))
    {
      zb_cli_fail (_ ("A restore in the data folder %s was not finished: restore again, or give "
                      "platform.db.before-restore its name platform.db back."),
                   data_dir);
      return NULL;
    }
  g_autoptr (ZbConnection) connection = zb_connection_open (path, ZB_CONNECTION_WRITE_DURABLE, &error);
  if (connection != NULL && zb_connection_migrate (connection, zb_platform_migrations, &error))
    return g_steal_pointer (&connection);
  zb_cli_fail (_ ("The database in the data folder %s cannot be used: %s."), data_dir, error->message);
  return NULL;
}

/**
 * zb_cli_parse:
 * @argc: (inout): how many words
 * @argv: (inout): the words, without the options when it returns
 * @entries: the options
 * @usage: what stands after the program's name
 *
 * Returns: whether they could be read; if not, that was said on standard error
 */
gboolean
zb_cli_parse (int *argc, char ***argv, const GOptionEntry *entries, const char *usage)
{
  g_autoptr (GOptionContext) context = g_option_context_new (usage);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_autoptr (GError) error = NULL;
  if (g_option_context_parse (context, argc, argv, &error))
    return TRUE;
  zb_cli_fail (_ ("%s; see zhiban-platform --help."), error->message);
  return FALSE;
}

/**
 * zb_cli_begin:
 * @connection: the database
 * @error: return location for a ZbDatabaseError
 *
 * Begins a change; where it fails before zb_cli_commit() it is undone when @connection is closed.
 *
 * Returns: whether it could begin
 */
gboolean
zb_cli_begin (ZbConnection *connection, GError **error)
{
  return zb_connection_script (connection, "BEGIN IMMEDIATE", error);
}

/**
 * zb_cli_commit:
 * @connection: the database
 * @action: what was done: "user.add"
 * @id: (nullable): the id of what it was done to
 * @why: (nullable): words that tell it apart
 * @error: return location for a ZbDatabaseError
 *
 * Writes down who did it at this machine, and ends the change.
 *
 * Returns: whether it is on disk
 */
gboolean
zb_cli_commit (ZbConnection *connection, const char *action, const char *id, const char *why, GError **error)
{
  ZbAuditRow row = {
    .at = g_get_real_time () / 1000 * 1000,
    .name = g_get_user_name (),
    .action = action,
    .id = id,
    .address = "command line",
    .why = why,
  };
  return zb_audit_append (connection, &row, error) && zb_connection_script (connection, "COMMIT", error);
}

/**
 * zb_cli_find_area:
 * @connection: the database
 * @name: an area's id, code or name
 *
 * Returns: (transfer full) (nullable): its id
 */
char *
zb_cli_find_area (ZbConnection *connection, const char *name)
{
  g_autoptr (ZbStatement) statement = zb_connection_query (
      connection, NULL,
      "SELECT id FROM entity WHERE kind = 'area' AND (id = ?1 OR code = ?1 OR body ->> '$.name' = ?1)"
      " ORDER BY id = ?1 DESC, code = ?1 DESC LIMIT 1",
      "t", name);
  if (statement == NULL || zb_statement_step (statement, NULL) != ZB_STEP_ROW)
    return NULL;
  return g_strdup (zb_statement_get_text (statement, 0));
}
