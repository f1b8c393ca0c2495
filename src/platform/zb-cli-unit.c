/* SPDX-License-Identifier: GPL-3.0-or-later */
/* zhiban-platform unit list, unit key NAME, unit end-key NAME */
#include "zb-cli.h"

#include "zb-accounts.h"
#include "zb-owntracks.h"

#include <glib/gi18n.h>
#include <stdio.h>

static int
list (ZbConnection *connection)
{
  g_autoptr (ZbStatement) rows = zb_connection_prepare (
      connection,
      "SELECT body ->> '$.call_sign', field_key.unit IS NOT NULL FROM entity"
      " LEFT JOIN field_key ON field_key.unit = entity.id WHERE kind = 'unit' ORDER BY 1",
      NULL);
  while (rows != NULL && zb_statement_step (rows, NULL) == ZB_STEP_ROW)
    printf ("%s%s\n", zb_statement_get_text (rows, 0), zb_statement_get_int64 (rows, 1) != 0 ? " *" : "");
  return 0;
}

static char *
find_unit (ZbConnection *connection, const char *name)
{
  g_autoptr (ZbStatement) row = zb_connection_query (
      connection, NULL,
      "SELECT id FROM entity WHERE kind = 'unit' AND (id = ?1 OR body ->> '$.call_sign' = ?1) LIMIT 1", "t",
      name);
  if (row == NULL || zb_statement_step (row, NULL) != ZB_STEP_ROW)
    return NULL;
  return g_strdup (zb_statement_get_text (row, 0));
}

static int
make_key (ZbConnection *connection, const char *unit, const char *name)
{
  g_autofree char *key = zb_secret_new ();
  g_autofree char *hash = zb_secret_hash (key);
  g_autoptr (GError) error = NULL;
  if (!zb_cli_begin (connection, &error) ||
      !zb_connection_run (connection, &error,
                          "INSERT INTO field_key VALUES (?, ?, ?) ON CONFLICT (unit) DO UPDATE SET"
                          " hash = excluded.hash, created_at = excluded.created_at",
                          "tti", unit, hash, g_get_real_time ()) ||
      !zb_cli_commit (connection, "unit.owntracks_key", unit, name, &error))
    return zb_cli_fail (_ ("The key was not added: %s."), error->message);
  printf ("user: %s\nkey: %s\n", ZB_OWNTRACKS_USER, key);
  fprintf (stderr, "%s\n", _ ("The key is shown this once and is not kept."));
  return 0;
}

static int
end_key (ZbConnection *connection, const char *unit, const char *name)
{
  g_autoptr (GError) error = NULL;
  gboolean good = zb_cli_begin (connection, &error) &&
                  zb_connection_run (connection, &error, "DELETE FROM field_key WHERE unit = ?", "t", unit);
  if (good && zb_connection_get_changes (connection) == 0)
    return zb_cli_fail (_ ("No key is bound to %s."), name);
  if (!good || !zb_cli_commit (connection, "unit.owntracks_key_end", unit, name, &error))
    return zb_cli_fail (_ ("The keys were not removed: %s."), error->message);
  return 0;
}

/**
 * zb_cli_unit:
 * @data_dir: the platform's folder
 * @argc: how many words
 * @argv: the words: a verb and a unit's call sign
 *
 * Returns: the exit code
 */
int
zb_cli_unit (const char *data_dir, int argc, char **argv)
{
  gboolean lists = argc == 1 && g_str_equal (argv[0], "list");
  gboolean makes = argc == 2 && g_str_equal (argv[0], "key");
  if (!lists && !makes && !(argc == 2 && g_str_equal (argv[0], "end-key")))
    {
      zb_cli_fail (_ ("unit needs list, key NAME or end-key NAME."));
      return 2;
    }
  g_autoptr (ZbConnection) connection = zb_cli_open (data_dir);
  g_autofree char *unit = connection != NULL && !lists ? find_unit (connection, argv[1]) : NULL;
  if (connection == NULL)
    return 1;
  if (lists)
    return list (connection);
  if (unit == NULL)
    return zb_cli_fail (_ ("There is no unit %s."), argv[1]);
  return makes ? make_key (connection, unit, argv[1]) : end_key (connection, unit, argv[1]);
}
