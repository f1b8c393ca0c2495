/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The code that a unit's telephone signs in with, once. Eight characters can be tried out by whoever has the
 * file and a fast machine, so the hash is made with a key that is in this process's memory only: after a
 * restart the code is not good any more and another is asked for. */
#include "zb-field-codes.h"

#include <sodium.h>

/* Without what looks like something else: 0 O, 1 I L, U V. */
static const char letters[] = "ABCDEFGHJKMNPQRSTWXYZ23456789";

static const guchar *
get_key (void)
{
  static gsize once;
  static guchar key[crypto_generichash_KEYBYTES];
  if (g_once_init_enter (&once))
    {
      randombytes_buf (key, sizeof key);
      g_once_init_leave (&once, 1);
    }
  return key;
}

static char *
hash_code (const char *code)
{
  guchar digest[crypto_generichash_BYTES];
  char *text = g_malloc (2 * sizeof digest + 1);
  crypto_generichash (digest, sizeof digest, (const guchar *)code, strlen (code), get_key (),
                      crypto_generichash_KEYBYTES);
  return sodium_bin2hex (text, 2 * sizeof digest + 1, digest, sizeof digest);
}

static char *
make_code (void)
{
  GString *code = g_string_new (NULL);
  for (guint i = 0; i < ZB_FIELD_CODE_LENGTH; i++)
    g_string_append_c (code, letters[randombytes_uniform (sizeof letters - 1)]);
  return g_string_free_and_steal (code);
}

/**
 * zb_field_code_new:
 * @tx: a transaction
 * @unit: the id of a unit
 *
 * A unit has one code at a time: one that was made before is not good any more.
 *
 * Returns: (transfer full): a code, good for %ZB_FIELD_CODE_LIFE and for one sign-in
 */
char *
zb_field_code_new (ZbTransaction *tx, const char *unit)
{
  char *code = make_code ();
  g_autofree char *hash = hash_code (code);
  if (tx->error == NULL)
    zb_connection_run (tx->connection, &tx->error,
                       "INSERT INTO field_code VALUES (?, ?, ?) ON CONFLICT (unit) DO UPDATE SET"
                       " hash = excluded.hash, expires_at = excluded.expires_at",
                       "tti", unit, hash, tx->now + ZB_FIELD_CODE_LIFE);
  return code;
}

/* As it was read out: in small letters, in groups. */
static char *
tidy (const char *typed)
{
  GString *code = g_string_new (NULL);
  for (; *typed != '\0' && code->len <= ZB_FIELD_CODE_LENGTH; typed++)
    if (g_ascii_isalnum (*typed))
      g_string_append_c (code, g_ascii_toupper (*typed));
  return g_string_free_and_steal (code);
}

/**
 * zb_field_code_redeem:
 * @tx: a transaction
 * @typed: what was typed
 *
 * Takes the code away, so that nobody signs in with it again.
 *
 * Returns: (transfer full) (nullable): the id of its unit, NULL where it is not good
 */
char *
zb_field_code_redeem (ZbTransaction *tx, const char *typed)
{
  g_autofree char *code = tidy (typed), *hash = hash_code (code);
  g_autoptr (ZbStatement) row = zb_connection_query (
      tx->connection, &tx->error, "SELECT unit FROM field_code WHERE hash = ? AND expires_at > ?", "ti", hash,
      tx->now);
  if (row == NULL || zb_statement_step (row, &tx->error) != ZB_STEP_ROW)
    return NULL;
  char *unit = g_strdup (zb_statement_get_text (row, 0));
  zb_statement_reset (row);
  zb_connection_run (tx->connection, &tx->error, "DELETE FROM field_code WHERE unit = ?", "t", unit);
  return unit;
}
