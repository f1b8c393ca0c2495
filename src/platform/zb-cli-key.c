/* SPDX-License-Identifier: GPL-3.0-or-later */
/* zhiban-platform key add|list|remove SOURCE, and zhiban-platform audit */
#include "zb-cli.h"

#include "zb-accounts.h"
#include "zb-audit.h"

#include <glib/gi18n.h>
#include <stdio.h>

static int
add (ZbConnection *connection, const char *source)
{
  g_autofree char *key = zb_secret_new ();
  g_autofree char *hash = zb_secret_hash (key);
  g_autoptr (GError) error = NULL;
  if (!zb_cli_begin (connection, &error) ||
      !zb_connection_run (connection, &error, "INSERT INTO api_key VALUES (?, ?, ?)", "tti", hash, source,
                          g_get_real_time ()) ||
      !zb_cli_commit (connection, "key.add", NULL, source, &error))
    return zb_cli_fail (_ ("The key was not added: %s."), error->message);
  printf ("source: %s\nkey: %s\n", source, key);
  fprintf (stderr, "%s\n", _ ("The key is shown this once and is not kept."));
  return 0;
}

static int
list (ZbConnection *connection)
{
  g_autoptr (ZbStatement) rows = zb_connection_prepare (
      connection, "SELECT source, substr(hash, 1, 8), count(*) FROM api_key GROUP BY source ORDER BY source",
      NULL);
  while (rows != NULL && zb_statement_step (rows, NULL) == ZB_STEP_ROW)
    printf ("%s (%d)\n", zb_statement_get_text (rows, 0), (int)zb_statement_get_int64 (rows, 2));
  return 0;
}

static int
take_away (ZbConnection *connection, const char *source)
{
  g_autoptr (GError) error = NULL;
  gboolean good = zb_cli_begin (connection, &error) &&
                  zb_connection_run (connection, &error, "DELETE FROM api_key WHERE source = ?", "t", source);
  if (good && zb_connection_get_changes (connection) == 0)
    return zb_cli_fail (_ ("No key is bound to %s."), source);
  if (!good || !zb_cli_commit (connection, "key.remove", NULL, source, &error))
    return zb_cli_fail (_ ("The keys were not removed: %s."), error->message);
  return 0;
}

/**
 * zb_cli_key:
 * @data_dir: the platform's folder
 * @argc: how many words
 * @argv: the words: a verb and a source
 *
 * Returns: the exit code
 */
int
zb_cli_key (const char *data_dir, int argc, char **argv)
{
  gboolean known = argc > 0 && (g_str_equal (argv[0], "add") || g_str_equal (argv[0], "remove"));
  gboolean lists = argc == 1 && g_str_equal (argv[0], "list");
  if (!lists && (!known || argc != 2))
    {
      zb_cli_fail (_ ("key needs add SOURCE, remove SOURCE or list."));
      return 2;
    }
  g_autoptr (ZbConnection) connection = zb_cli_open (data_dir);
  if (connection == NULL)
    return 1;
  return lists                          ? list (connection)
         : g_str_equal (argv[0], "add") ? add (connection, argv[1])
                                        : take_away (connection, argv[1]);
}

/**
 * zb_cli_audit:
 * @data_dir: the platform's folder
 * @argc: how many words
 * @argv: the words: verify
 *
 * Returns: the exit code
 */
int
zb_cli_audit (const char *data_dir, int argc, char **argv)
{
  if (argc != 1 || !g_str_equal (argv[0], "verify"))
    {
      zb_cli_fail (_ ("audit needs verify."));
      return 2;
    }
  g_autoptr (ZbConnection) connection = zb_cli_open (data_dir);
  g_autoptr (GError) error = NULL;
  gint64 broken = connection != NULL ? zb_audit_verify (connection, &error) : -1;
  if (broken < 0)
    return connection != NULL ? zb_cli_fail (_ ("The log cannot be read: %s."), error->message) : 1;
  if (broken > 0)
    return zb_cli_fail (_ ("The audit log does not hold from row %d on."), (int)broken);
  printf (_ ("The audit log holds.\n"));
  return 0;
}
