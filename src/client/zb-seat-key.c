/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What lets an officer who has signed in at this seat before sit down while there is no line: who they are,
 * and an Argon2id hash of their password. Both are in the secret store of the desktop and nowhere else, and
 * hold for a week. It opens what this machine knows and its outbox; what goes to the platform goes only after
 * the platform has seen the password itself. */
#include "zb-seat-key.h"

#include "zb-fiber.h"
#include "zb-json.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>
#include <sodium.h>

static const SecretSchema schema = {
  "cn.zhiban.Console.Seat",
  SECRET_SCHEMA_NONE,
  { { "url", SECRET_SCHEMA_ATTRIBUTE_STRING }, { "username", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

/* The kept text is of these lines. */
enum
{
  LINE_KIND,
  LINE_TIME,
  LINE_HASH,
  LINE_ACCOUNT,
  N_LINES,
};

#define KIND "seat-1"

/* Hashing takes 64 MiB and a core for a while, which the console's first seconds have no room for; in
 * milliseconds. */
#define SETTLE 2000

static void
forget_text (char *text)
{
  if (text != NULL)
    sodium_memzero (text, strlen (text));
  g_free (text);
}

/* --- hashing, on a thread of its own ---------------------------------------------------------- */

typedef struct
{
  char *password;
  char *hash; /* to be compared with; NULL where one is to be made */
  DexPromise *promise;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  forget_text (work->password);
  forget_text (work->hash);
  dex_unref (work->promise);
  g_free (work);
}

static void
make_hash (Work *work)
{
  char *hash = g_malloc0 (crypto_pwhash_STRBYTES);

  if (crypto_pwhash_str_alg (hash, work->password, strlen (work->password),
                             crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE,
                             crypto_pwhash_ALG_ARGON2ID13) == 0)
    {
      dex_promise_resolve_string (work->promise, hash);
      return;
    }
  g_free (hash);
  dex_promise_reject (work->promise,
                      g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "there is no memory for a hash"));
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;

  if (sodium_init () < 0)
    dex_promise_reject (work->promise,
                        g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "there is no source of chance"));
  else if (work->hash == NULL)
    make_hash (work);
  else
    dex_promise_resolve_boolean (
        work->promise, crypto_pwhash_str_verify (work->hash, work->password, strlen (work->password)) == 0);
  g_task_return_boolean (task, TRUE);
}

static DexFuture *
start_work (const char *password, const char *hash)
{
  DexPromise *promise = dex_promise_new ();
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);
  Work *work = g_new0 (Work, 1);

  work->password = g_strdup (password);
  work->hash = g_strdup (hash);
  work->promise = dex_ref (promise);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, run);
  return DEX_FUTURE (promise);
}

/* --- keeping ---------------------------------------------------------------------------------- */

typedef struct
{
  char *url;
  char *username;
  char *password;
  ZbAccount *account; /* NULL where it is looked for */
  char *text;         /* what is kept; a store that asks its owner first may not answer before the end */
} Key;

static void
key_free (gpointer data)
{
  Key *key = data;

  g_free (key->url);
  g_free (key->username);
  forget_text (key->password);
  g_clear_object (&key->account);
  forget_text (key->text);
  g_free (key);
}

static Key *
key_new (const char *url, const char *username, const char *password, ZbAccount *account)
{
  Key *key = g_new0 (Key, 1);

  key->url = g_strdup (url);
  key->username = g_strdup (username);
  key->password = g_strdup (password);
  g_set_object (&key->account, account);
  return key;
}

static void
on_stored (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DexPromise) promise = data;
  g_autoptr (GError) error = NULL;

  if (secret_password_store_finish (result, &error))
    dex_promise_resolve_boolean (promise, TRUE);
  else
    dex_promise_reject (promise, g_steal_pointer (&error));
}

static DexFuture *
store (const Key *key)
{
  DexPromise *promise = dex_promise_new ();
  /* TRANSLATORS: in the desktop's list of secrets; %1$s is a user name, %2$s an address */
  g_autofree char *label =
      g_strdup_printf (_ ("Zhiban, to begin without a line: %1$s at %2$s"), key->username, key->url);

  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, key->text, NULL, on_stored,
                         dex_ref (promise), "url", key->url, "username", key->username, NULL);
  return DEX_FUTURE (promise);
}

static DexFuture *
keep_fiber (gpointer data)
{
  Key *key = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *account = zb_json_write_record_text (key->account, ZB_JSON_WRITE_ALL, NULL);
  g_autofree char *hash = NULL;

  dex_await (dex_timeout_new_msec (SETTLE), NULL);
  hash = dex_await_string (start_work (key->password, NULL), &error);
  if (hash == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  key->text = g_strdup_printf (KIND "\n%" G_GINT64_FORMAT "\n%s\n%s", g_get_real_time (), hash, account);
  return dex_await (store (key), &error) ? dex_future_new_true ()
                                         : dex_future_new_for_error (g_steal_pointer (&error));
}

/**
 * zb_seat_key_keep:
 * @url: a platform
 * @account: who has just signed in there
 * @password: their password; it is not kept
 *
 * Lets this officer sit down here while there is no line.
 *
 * Returns: (transfer full): a future of %TRUE; it rejects where there is no secret store
 */
DexFuture *
zb_seat_key_keep (const char *url, ZbAccount *account, const char *password)
{
  return zb_fiber_spawn (keep_fiber, key_new (url, account->username, password, account), key_free);
}

/**
 * zb_seat_key_forget:
 * @url: a platform
 * @username: somebody whom it does not let in any more
 */
void
zb_seat_key_forget (const char *url, const char *username)
{
  secret_password_clear (&schema, NULL, NULL, NULL, "url", url, "username", username, NULL);
}

/* --- opening ---------------------------------------------------------------------------------- */

static void
on_found (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DexPromise) promise = data;
  g_autoptr (GError) error = NULL;
  char *text = secret_password_lookup_finish (result, &error);

  if (text != NULL)
    dex_promise_resolve_string (promise, g_strdup (text));
  else
    dex_promise_reject (promise, error ? g_steal_pointer (&error)
                                       : g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                                                              "nobody of that name has signed in here"));
  secret_password_free (text);
}

static DexFuture *
find (const Key *key)
{
  DexPromise *promise = dex_promise_new ();

  secret_password_lookup (&schema, NULL, on_found, dex_ref (promise), "url", key->url, "username",
                          key->username, NULL);
  return DEX_FUTURE (promise);
}

/* A clock that was set back does not make a key last. */
static gboolean
is_fresh (const char *time)
{
  gint64 kept_at;

  return g_ascii_string_to_signed (time, 10, 0, G_MAXINT64, &kept_at, NULL) &&
         ABS (g_get_real_time () - kept_at) < ZB_SEAT_KEY_LIFE;
}

static ZbAccount *
read_account (const Key *key, char **lines)
{
  g_autoptr (ZbRecord) record = zb_json_read_record_text (ZB_TYPE_ACCOUNT, lines[LINE_ACCOUNT], -1, NULL);

  if (record == NULL || g_strcmp0 (ZB_ACCOUNT (record)->username, key->username) != 0)
    return NULL;
  return ZB_ACCOUNT (g_steal_pointer (&record));
}

static DexFuture *
open_fiber (gpointer data)
{
  Key *key = data;
  g_autoptr (GError) error = NULL;
  char *text = dex_await_string (find (key), &error);
  g_auto (GStrv) lines = g_strsplit (text ? text : "", "\n", N_LINES);
  g_autoptr (ZbAccount) account = NULL;

  forget_text (text);
  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (g_strv_length (lines) == N_LINES && g_str_equal (lines[LINE_KIND], KIND) &&
      is_fresh (lines[LINE_TIME]) && dex_await_boolean (start_work (key->password, lines[LINE_HASH]), NULL))
    account = read_account (key, lines);
  if (account == NULL)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "the key does not fit");
  return dex_future_new_take_object (g_steal_pointer (&account));
}

/**
 * zb_seat_key_open:
 * @url: a platform
 * @username: who
 * @password: the password
 *
 * Returns: (transfer full): a future of the #ZbAccount that signed in here with this password within a week;
 * it rejects where there is none
 */
DexFuture *
zb_seat_key_open (const char *url, const char *username, const char *password)
{
  return zb_fiber_spawn (open_fiber, key_new (url, username, password, NULL), key_free);
}
