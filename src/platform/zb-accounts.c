/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may sign in. Passwords are kept as Argon2id hashes, tokens and keys as SHA-256 of 256 random
 * bits: whoever reads the file can sign in as nobody. */
#include "zb-accounts.h"

#include "zb-drill-sight.h"
#include "zb-uuid.h"

#include <gio/gio.h>
#include <sodium.h>

#define SECRET_BYTES 32

/**
 * zb_secret_new:
 *
 * Returns: (transfer full): 256 random bits in hexadecimal
 */
char *
zb_secret_new (void)
{
  guint8 bytes[SECRET_BYTES];
  randombytes_buf (bytes, sizeof bytes);
  char *text = g_malloc (2 * SECRET_BYTES + 1);
  sodium_bin2hex (text, 2 * SECRET_BYTES + 1, bytes, sizeof bytes);
  sodium_memzero (bytes, sizeof bytes);
  return text;
}

/**
 * zb_secret_hash:
 * @secret: a token or key
 *
 * Returns: (transfer full): what is kept of it
 */
char *
zb_secret_hash (const char *secret)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, secret, -1);
}

/**
 * zb_password_new:
 *
 * Returns: (transfer full): a random password that can be read out and typed, of about 79 bits
 */
char *
zb_password_new (void)
{
  /* Without what looks like something else: 0 o, 1 l i. */
  static const char letters[] = "abcdefghjkmnpqrstuvwxyz23456789";
  GString *text = g_string_new (NULL);
  for (int i = 0; i < 16; i++)
    {
      if (i > 0 && i % 4 == 0)
        g_string_append_c (text, '-');
      g_string_append_c (text, letters[randombytes_uniform (sizeof letters - 1)]);
    }
  return g_string_free_and_steal (text);
}

/**
 * zb_password_hash:
 * @password: a password
 * @error: return location for an error
 *
 * Takes tens of milliseconds and 64 MiB on purpose: never call it on the main loop or in a transaction.
 *
 * Returns: (transfer full): its Argon2id hash, or NULL where memory is short
 */
char *
zb_password_hash (const char *password, GError **error)
{
  g_autofree char *hash = g_malloc0 (crypto_pwhash_STRBYTES);
  if (crypto_pwhash_str_alg (hash, password, strlen (password), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                             crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13) == 0)
    return g_steal_pointer (&hash);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "not enough memory to hash the password");
  return NULL;
}

/**
 * zb_password_verify:
 * @hash: (nullable): what zb_password_hash() gave
 * @password: a password
 *
 * Takes as long as zb_password_hash(), also where @hash is NULL, so that nobody learns from the time
 * whether there is such a user.
 *
 * Returns: whether it is the password
 */
gboolean
zb_password_verify (const char *hash, const char *password)
{
  if (hash != NULL)
    return crypto_pwhash_str_verify (hash, password, strlen (password)) == 0;
  g_free (zb_password_hash (password, NULL));
  return FALSE;
}

static gboolean
add_areas (ZbConnection *connection, ZbAccount *account, GError **error)
{
  for (guint i = 0; account->areas != NULL && account->areas[i] != NULL; i++)
    if (!zb_connection_run (connection, error, "INSERT INTO account_area VALUES (?, ?)", "tt",
                            ZB_ENTITY (account)->id, account->areas[i]))
      return FALSE;
  return TRUE;
}

/**
 * zb_accounts_add:
 * @connection: the writer's connection
 * @account: somebody new; gets an id if it has none
 * @password_hash: what zb_password_hash() gave
 * @error: return location for a ZbDatabaseError, %ZB_DATABASE_ERROR_CONSTRAINT where the name is taken
 *
 * Returns: whether it was added
 */
gboolean
zb_accounts_add (ZbConnection *connection, ZbAccount *account, const char *password_hash, GError **error)
{
  ZbEntity *entity = ZB_ENTITY (account);
  if (entity->id == NULL)
    entity->id = zb_uuid_new ();
  return zb_connection_run (
             connection, error,
             "INSERT INTO account (id, username, name, number, role, organisation, unit, password,"
             " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
             "tttttttti", entity->id, account->username, account->name, account->number,
             zb_choices_nick (&zb_roles, account->role), account->organisation, account->unit, password_hash,
             g_get_real_time ()) &&
         add_areas (connection, account, error);
}

/* The drills that an account takes part in follow its areas: the last ones, since it may have been in
 * hundreds. Leaders and administrators see all. */
static void
add_drills (ZbConnection *connection, GStrvBuilder *areas, const char *id, ZbRole role, GError **error)
{
  if (role == ZB_ROLE_DUTY_LEADER || role == ZB_ROLE_ADMINISTRATOR)
    {
      g_strv_builder_add (areas, ZB_DRILL_SIGHT_ALL);
      return;
    }
  g_autoptr (ZbStatement) drills = zb_connection_query (
      connection, error,
      "SELECT '" ZB_DRILL_SIGHT "' || drill FROM drill_member WHERE account = ? ORDER BY drill DESC LIMIT 50",
      "t", id);
  while (drills != NULL && zb_statement_step (drills, error) == ZB_STEP_ROW)
    g_strv_builder_add (areas, zb_statement_get_text (drills, 0));
}

static char **
load_areas (ZbConnection *connection, const char *id, ZbRole role, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (ZbStatement) statement = zb_connection_query (
      connection, error, "SELECT area FROM account_area WHERE account = ? ORDER BY area", "t", id);
  while (statement != NULL && zb_statement_step (statement, error) == ZB_STEP_ROW)
    g_strv_builder_add (builder, zb_statement_get_text (statement, 0));
  if (statement != NULL)
    add_drills (connection, builder, id, role, error);
  return g_strv_builder_end (builder);
}

#define COLUMNS "id, username, name, number, role, organisation, unit, enabled, created_at, password"

static ZbAccount *
read_account (ZbConnection *connection, ZbStatement *statement, GError **error)
{
  ZbAccount *account = ZB_ACCOUNT (zb_entity_new (ZB_KIND_ACCOUNT, zb_statement_get_text (statement, 0)));
  ZB_ENTITY (account)->version = 1;
  account->username = g_strdup (zb_statement_get_text (statement, 1));
  account->name = g_strdup (zb_statement_get_text (statement, 2));
  account->number = g_strdup (zb_statement_get_text (statement, 3));
  account->role = zb_choices_parse (&zb_roles, zb_statement_get_text (statement, 4));
  account->organisation = g_strdup (zb_statement_get_text (statement, 5));
  account->unit = g_strdup (zb_statement_get_text (statement, 6));
  account->enabled = zb_statement_get_int64 (statement, 7) != 0;
  ZB_ENTITY (account)->updated_at = zb_statement_get_int64 (statement, 8);
  account->areas = load_areas (connection, ZB_ENTITY (account)->id, (ZbRole)account->role, error);
  return account;
}

static ZbAccount *
read_one (ZbConnection *connection, ZbStatement *statement, char **password_hash, GError **error)
{
  g_autoptr (ZbStatement) owned = statement;
  if (owned == NULL || zb_statement_step (owned, error) != ZB_STEP_ROW)
    return NULL;
  if (password_hash != NULL)
    *password_hash = g_strdup (zb_statement_get_text (owned, 9));
  return read_account (connection, owned, error);
}

/**
 * zb_accounts_find:
 * @connection: a connection
 * @username: what one signs in with
 * @password_hash: (out) (optional): the hash of its password
 * @error: return location for a ZbDatabaseError
 *
 * Returns: (transfer full) (nullable): the account, NULL where there is none
 */
ZbAccount *
zb_accounts_find (ZbConnection *connection, const char *username, char **password_hash, GError **error)
{
  ZbStatement *statement = zb_connection_query (
      connection, error, "SELECT " COLUMNS " FROM account WHERE username = ?", "t", username);
  return read_one (connection, statement, password_hash, error);
}

/**
 * zb_accounts_load:
 * @connection: a connection
 * @id: an account's id
 * @error: return location for a ZbDatabaseError
 *
 * Returns: (transfer full) (nullable): the account, NULL where there is none
 */
ZbAccount *
zb_accounts_load (ZbConnection *connection, const char *id, GError **error)
{
  ZbStatement *statement =
      zb_connection_query (connection, error, "SELECT " COLUMNS " FROM account WHERE id = ?", "t", id);
  return read_one (connection, statement, NULL, error);
}

/**
 * zb_accounts_show:
 * @account: an account as it was loaded
 *
 * What an account sees of drills is the platform's own business: to a console its areas are places.
 *
 * Returns: (transfer full): the account as its owner is told of it
 */
ZbAccount *
zb_accounts_show (ZbAccount *account)
{
  ZbAccount *shown = ZB_ACCOUNT (zb_record_copy ((ZbRecord *)account));
  g_autoptr (GStrvBuilder) areas = g_strv_builder_new ();
  for (guint i = 0; account->areas != NULL && account->areas[i] != NULL; i++)
    if (!zb_drill_is_sight (account->areas[i]))
      g_strv_builder_add (areas, account->areas[i]);
  g_strfreev (shown->areas);
  shown->areas = g_strv_builder_end (areas);
  return shown;
}

/**
 * zb_accounts_of_token:
 * @connection: a connection
 * @token: the hash of an access token
 * @now: µs UTC
 * @error: return location for a ZbDatabaseError
 *
 * Returns: (transfer full) (nullable): who has signed in with it, NULL where it is not good (any more)
 */
ZbAccount *
zb_accounts_of_token (ZbConnection *connection, const char *token, gint64 now, GError **error)
{
  ZbStatement *statement = zb_connection_query (
      connection, error,
      "SELECT " COLUMNS " FROM account WHERE enabled AND id = (SELECT account FROM session WHERE hash = ?"
      " AND use = 'access' AND expires_at > ?)",
      "ti", token, now);
  return read_one (connection, statement, NULL, error);
}

/**
 * zb_accounts_session_of_token:
 * @connection: a connection
 * @token: the hash of a token
 *
 * Returns: (transfer full) (nullable): the family of its session
 */
char *
zb_accounts_session_of_token (ZbConnection *connection, const char *token)
{
  g_autoptr (ZbStatement) statement =
      zb_connection_query (connection, NULL, "SELECT family FROM session WHERE hash = ?", "t", token);
  if (statement == NULL || zb_statement_step (statement, NULL) != ZB_STEP_ROW)
    return NULL;
  return g_strdup (zb_statement_get_text (statement, 0));
}

/**
 * zb_accounts_list:
 * @connection: a connection
 * @error: return location for a ZbDatabaseError
 *
 * Returns: (transfer full) (element-type ZbAccount): all accounts by name
 */
GPtrArray *
zb_accounts_list (ZbConnection *connection, GError **error)
{
  GPtrArray *accounts = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (ZbStatement) statement =
      zb_connection_prepare (connection, "SELECT " COLUMNS " FROM account ORDER BY username", error);
  while (statement != NULL && zb_statement_step (statement, error) == ZB_STEP_ROW)
    g_ptr_array_add (accounts, read_account (connection, statement, error));
  return accounts;
}

static gboolean
end_sessions (ZbConnection *connection, const char *id, GError **error)
{
  return zb_connection_run (connection, error, "DELETE FROM session WHERE account = ?", "t", id);
}

/**
 * zb_accounts_set_password:
 * @connection: the writer's connection
 * @id: an account's id
 * @password_hash: what zb_password_hash() gave
 * @error: return location for a ZbDatabaseError
 *
 * Changes the password and ends the sessions begun with the old one.
 *
 * Returns: whether it was written
 */
gboolean
zb_accounts_set_password (ZbConnection *connection, const char *id, const char *password_hash, GError **error)
{
  return zb_connection_run (connection, error, "UPDATE account SET password = ? WHERE id = ?", "tt",
                            password_hash, id) &&
         end_sessions (connection, id, error);
}

/**
 * zb_accounts_set_enabled:
 * @connection: the writer's connection
 * @id: an account's id
 * @enabled: whether it may sign in
 * @error: return location for a ZbDatabaseError
 *
 * Returns: whether it was written
 */
gboolean
zb_accounts_set_enabled (ZbConnection *connection, const char *id, gboolean enabled, GError **error)
{
  return zb_connection_run (connection, error, "UPDATE account SET enabled = ? WHERE id = ?", "it",
                            (gint64)enabled, id) &&
         (enabled || end_sessions (connection, id, error));
}

/**
 * zb_accounts_source_of_key:
 * @connection: a connection
 * @key: the hash of an API key
 * @error: return location for a ZbDatabaseError
 *
 * Returns: (transfer full) (nullable): the source that it is bound to, NULL where it is not good
 */
char *
zb_accounts_source_of_key (ZbConnection *connection, const char *key, GError **error)
{
  g_autoptr (ZbStatement) statement =
      zb_connection_query (connection, error, "SELECT source FROM api_key WHERE hash = ?", "t", key);
  if (statement == NULL || zb_statement_step (statement, error) != ZB_STEP_ROW)
    return NULL;
  return g_strdup (zb_statement_get_text (statement, 0));
}
