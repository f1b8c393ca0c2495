/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demonstration: a district in an empty database, and somebody for every role. The passwords are
 * made anew in each new data folder and kept there, readable for its owner alone, so that a second
 * start prints the same and a console that is signed in stays so. */
#include "zb-demo.h"

#include "zb-accounts.h"
#include "zb-district.h"
#include "zb-schema.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

/* Under this name the database says that it is a demonstration, and of which seed. */
#define SEED "demo_seed"

/* --- the district -------------------------------------------------------------------------------------- */

static gboolean
is_empty (ZbTransaction *tx)
{
  return zb_transaction_count (tx,
                               "SELECT (SELECT count(*) FROM (SELECT 1 FROM entity LIMIT 1)) +"
                               " (SELECT count(*) FROM account)",
                               "") == 0;
}

/* Demonstrations of before the seed was kept have a row of the audit that only a filled one has. */
static gboolean
is_demonstration (ZbTransaction *tx, guint64 *seed)
{
  g_autofree char *kept = zb_meta_get (tx->connection, SEED, &tx->error);
  if (kept != NULL)
    *seed = g_ascii_strtoull (kept, NULL, 10);
  return kept != NULL ||
         zb_transaction_count (tx, "SELECT count(*) FROM audit WHERE action = 'demo.fill'", "") > 0;
}

static gboolean
keep_seed (ZbTransaction *tx, guint64 seed)
{
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, seed);
  return zb_meta_set (tx->connection, SEED, text, &tx->error);
}

static gboolean
fill (ZbTransaction *tx, gpointer data)
{
  guint64 *seed = data;
  static const ZbKind kinds[] = { ZB_KIND_AREA, ZB_KIND_ORGANISATION, ZB_KIND_ALGORITHM,
                                  ZB_KIND_PLAN, ZB_KIND_UNIT,         ZB_KIND_DEVICE };
  if (is_demonstration (tx, seed))
    return keep_seed (tx, *seed);
  if (!is_empty (tx) || !keep_seed (tx, *seed))
    return FALSE;
  g_autoptr (ZbDistrict) district = zb_district_new (*seed);
  zb_district_stamp (district, tx->now);
  zb_transaction_set_quiet (tx, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      GPtrArray *entities = zb_district_get_entities (district, kinds[i]);
      for (guint j = 0; entities != NULL && j < entities->len; j++)
        zb_transaction_add (tx, g_object_ref (g_ptr_array_index (entities, j)), NULL);
    }
  zb_transaction_audit (tx, "demo.fill", NULL, NULL);
  return TRUE;
}

/**
 * zb_demo_fill:
 * @platform: a platform that does not listen yet
 * @seed: (inout): which district; where there is one already, which it is
 * @error: return location for an error
 *
 * Puts the demonstration district into a new database, and leaves one that has it as it is. A database that
 * is in use for anything else is refused: its accounts and passwords are not the demonstration's to change.
 *
 * Returns: whether it is there
 */
gboolean
zb_demo_fill (ZbPlatform *platform, guint64 *seed, GError **error)
{
  g_autoptr (GError) reason = NULL;
  if (zb_platform_work_sync (platform, fill, seed, &reason))
    return TRUE;
  if (g_error_matches (reason, ZB_PLATFORM_ERROR, ZB_PLATFORM_ERROR_REFUSED))
    g_set_error_literal (error, ZB_PLATFORM_ERROR, ZB_PLATFORM_ERROR_START,
                         _ ("it is in use and no demonstration; choose a new folder with --data-dir"));
  else
    g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/* --- the accounts -----------------------------------------------------------------------------------------
 */

static const struct
{
  const char *username;
  const char *name;
  const char *number;
  ZbRole role;
} people[] = {
  { "zhiban", "林晓岚", "CN0386", ZB_ROLE_DUTY_OFFICER },
  { "zhiban2", "周启明", "CN0391", ZB_ROLE_DUTY_OFFICER },
  { "banzhang", "沈静波", "CN0102", ZB_ROLE_DUTY_LEADER },
  { "jiedao", "顾文昊", "TS0217", ZB_ROLE_SUBDISTRICT_OFFICER },
  { "chuzhi", "许海峰", "XF0033", ZB_ROLE_HANDLER },
  { "hecha", "陆思远", "HC0045", ZB_ROLE_CHECKER },
  { "suanfa", "徐若琳", "SF0008", ZB_ROLE_ALGORITHM_REVIEWER },
  { "shenji", "钱国梁", "SJ0002", ZB_ROLE_AUDITOR },
  { "admin", "系统管理员", "GL0001", ZB_ROLE_ADMINISTRATOR },
  { "daping", "指挥大屏", "DP0001", ZB_ROLE_WALL },
};

typedef struct
{
  GPtrArray *hashes;
} Accounts;

static char *
find_first (ZbTransaction *tx, const char *sql)
{
  g_autoptr (ZbStatement) statement = zb_connection_prepare (tx->connection, sql, &tx->error);
  if (statement == NULL || zb_statement_step (statement, &tx->error) != ZB_STEP_ROW)
    return NULL;
  return g_strdup (zb_statement_get_text (statement, 0));
}

/* The subdistrict's officer has the first subdistrict, the handler the first unit. */
static void
place (ZbTransaction *tx, ZbAccount *account)
{
  g_autoptr (GStrvBuilder) areas = g_strv_builder_new ();
  char *area =
      account->role == ZB_ROLE_SUBDISTRICT_OFFICER
          ? find_first (tx, "SELECT id FROM entity WHERE kind = 'area' AND body ->> '$.kind' = 'subdistrict'"
                            " ORDER BY body ->> '$.name' = '天山路街道' DESC, rid LIMIT 1")
          : NULL;
  if (area != NULL)
    g_strv_builder_take (areas, area);
  account->areas = g_strv_builder_end (areas);
  if (account->role != ZB_ROLE_HANDLER)
    return;
  account->unit = find_first (tx, "SELECT id FROM entity WHERE kind = 'unit' ORDER BY rid LIMIT 1");
  account->organisation = find_first (
      tx, "SELECT body ->> '$.organisation' FROM entity WHERE kind = 'unit' ORDER BY rid LIMIT 1");
}

static gboolean
add_accounts (ZbTransaction *tx, gpointer data)
{
  Accounts *accounts = data;
  for (guint i = 0; tx->error == NULL && i < G_N_ELEMENTS (people); i++)
    {
      g_autoptr (ZbAccount) known = zb_accounts_find (tx->connection, people[i].username, NULL, &tx->error);
      if (known != NULL)
        {
          zb_accounts_set_password (tx->connection, ZB_ENTITY (known)->id,
                                    g_ptr_array_index (accounts->hashes, i), &tx->error);
          continue;
        }
      g_autoptr (ZbAccount) account = g_object_new (ZB_TYPE_ACCOUNT, NULL);
      account->username = g_strdup (people[i].username);
      account->name = g_strdup (people[i].name);
      account->number = g_strdup (people[i].number);
      account->role = (int)people[i].role;
      place (tx, account);
      zb_accounts_add (tx->connection, account, g_ptr_array_index (accounts->hashes, i), &tx->error);
    }
  zb_transaction_audit (tx, "demo.accounts", NULL, NULL);
  return TRUE;
}

static void
demo_account_free (gpointer data)
{
  ZbDemoAccount *account = data;
  g_free (account->username);
  g_free (account->password);
  g_free (account);
}

static GPtrArray *
make_list (GKeyFile *kept)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (demo_account_free);
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      ZbDemoAccount *account = g_new0 (ZbDemoAccount, 1);
      account->username = g_strdup (people[i].username);
      account->password = g_key_file_get_string (kept, "passwords", people[i].username, NULL);
      account->role = zb_choices_nick (&zb_roles, (int)people[i].role);
      g_ptr_array_add (list, account);
    }
  return list;
}

static gboolean
is_complete (GKeyFile *kept)
{
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    if (!g_key_file_has_key (kept, "passwords", people[i].username, NULL))
      return FALSE;
  return TRUE;
}

static gboolean
make_passwords (ZbPlatform *platform, GKeyFile *kept, GError **error)
{
  Accounts accounts = { g_ptr_array_new_with_free_func (g_free) };
  g_autoptr (GPtrArray) hashes = accounts.hashes;
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autofree char *password = zb_password_new ();
      char *hash = zb_password_hash (password, error);
      if (hash == NULL)
        return FALSE;
      g_ptr_array_add (hashes, hash);
      g_key_file_set_string (kept, "passwords", people[i].username, password);
    }
  return zb_platform_work_sync (platform, add_accounts, &accounts, error);
}

static gboolean
save (GKeyFile *kept, const char *path, GError **error)
{
  gsize length;
  g_autofree char *text = g_key_file_to_data (kept, &length, NULL);
  return g_file_set_contents_full (path, text, (gssize)length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

/**
 * zb_demo_prepare_accounts:
 * @platform: a platform that does not listen yet
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type ZbDemoAccount): somebody for every role, with passwords; or NULL
 */
GPtrArray *
zb_demo_prepare_accounts (ZbPlatform *platform, GError **error)
{
  g_autofree char *path = g_build_filename (zb_platform_get_data_dir (platform), "demo-passwords", NULL);
  g_autoptr (GKeyFile) kept = g_key_file_new ();
  g_key_file_load_from_file (kept, path, G_KEY_FILE_NONE, NULL);
  if (!is_complete (kept) && (!make_passwords (platform, kept, error) || !save (kept, path, error)))
    return NULL;
  return make_list (kept);
}

/* --- the simulator's key
 * -------------------------------------------------------------------------------------- */

typedef struct
{
  const char *source;
  char *hash;
} Key;

static gboolean
replace_key (ZbTransaction *tx, gpointer data)
{
  Key *key = data;
  return zb_connection_run (tx->connection, &tx->error, "DELETE FROM api_key WHERE source = ?", "t",
                            key->source) &&
         zb_connection_run (tx->connection, &tx->error, "INSERT INTO api_key VALUES (?, ?, ?)", "tti",
                            key->hash, key->source, tx->now);
}

/**
 * zb_demo_make_key:
 * @platform: a platform
 * @source: the name of a source
 * @error: return location for an error
 *
 * Returns: (transfer full): a new API key for it, which replaces those that it had; or NULL
 */
char *
zb_demo_make_key (ZbPlatform *platform, const char *source, GError **error)
{
  g_autofree char *secret = zb_secret_new ();
  g_autofree char *hash = zb_secret_hash (secret);
  Key key = { source, hash };
  return zb_platform_work_sync (platform, replace_key, &key, error) ? g_steal_pointer (&secret) : NULL;
}
