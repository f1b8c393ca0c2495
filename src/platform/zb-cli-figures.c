/* SPDX-License-Identifier: GPL-3.0-or-later */
/* zhiban-platform figures rebuild: the facts of figures are made again from the log. */
#include "zb-cli.h"

#include "zb-areas.h"
#include "zb-facts-rebuild.h"

#include <glib/gi18n.h>
#include <stdio.h>

static gboolean
rebuild (ZbConnection *connection, gint64 *n_read, GError **error)
{
  g_autoptr (ZbAreas) areas = zb_areas_load (connection, error);
  if (areas == NULL || !zb_cli_begin (connection, error))
    return FALSE;
  g_autoptr (ZbTransaction) tx =
      zb_transaction_new (connection, areas, NULL, g_get_real_time () / 1000 * 1000);
  if (!zb_facts_rebuild (tx, n_read))
    {
      *error = g_error_copy (zb_transaction_get_error (tx));
      return FALSE;
    }
  return zb_cli_commit (connection, "figures.rebuild", NULL, NULL, error);
}

/**
 * zb_cli_figures:
 * @data_dir: the platform's folder
 * @argc: how many words
 * @argv: the words: rebuild
 *
 * Returns: the exit code
 */
int
zb_cli_figures (const char *data_dir, int argc, char **argv)
{
  if (argc != 1 || !g_str_equal (argv[0], "rebuild"))
    {
      zb_cli_fail (_ ("figures needs rebuild."));
      return 2;
    }
  g_autoptr (GError) error = NULL;
  if (zb_cli_is_running (data_dir))
    return zb_cli_fail (_ ("A platform is running in %s; stop it first."), data_dir);
  g_autoptr (ZbConnection) connection = zb_cli_open (data_dir);
  gint64 n = 0;
  if (connection == NULL)
    return 1;
  if (!rebuild (connection, &n, &error))
    return zb_cli_fail (_ ("The figures were not made again: %s."), error->message);
  printf (_ ("The figures were made again from %d events.\n"), (int)n);
  return 0;
}
