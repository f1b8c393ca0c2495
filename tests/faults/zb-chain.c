/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-chain.h"

/* What a hash is over, after the hash before it. */
static const char columns[] = "at, account, name, action, kind, id, area, address, why";

#define N_COLUMNS 9

/* Each field with its length in bytes before it: "5:leave,", and "-," for none. */
static void
add_field (GString *text, const char *field)
{
  if (field == NULL)
    g_string_append (text, "-,");
  else
    g_string_append_printf (text, "%" G_GSIZE_FORMAT ":%s,", strlen (field), field);
}

static char *
hash (const char *previous, ZbStatement *row)
{
  g_autoptr (GString) text = g_string_new (NULL);

  add_field (text, previous);
  for (int i = 0; i < N_COLUMNS; i++)
    add_field (text, zb_statement_get_text (row, i));
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, -1);
}

/* Asserts that no row was changed, left out or put in. Returns how many there are. */
guint
zb_chain_assert_whole (ZbConnection *records)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s, previous, hash FROM audit ORDER BY number", columns);
  g_autofree char *previous = g_strdup ("");
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbStatement) rows = zb_connection_prepare (records, sql, &error);
  guint n = 0;

  g_assert_no_error (error);
  while (zb_statement_step (rows, &error) == ZB_STEP_ROW)
    {
      g_autofree char *expected = hash (previous, rows);
      if (g_strcmp0 (previous, zb_statement_get_text (rows, N_COLUMNS)) != 0 ||
          g_strcmp0 (expected, zb_statement_get_text (rows, N_COLUMNS + 1)) != 0)
        g_error ("the chain of the audit is broken after %u rows", n);
      g_set_str (&previous, expected);
      n++;
    }
  g_assert_no_error (error);
  return n;
}
