/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Passwords that a console has to know by itself, such as that of a wall, which starts without anybody
 * at a keyboard. They are in the secret store of the desktop and nowhere else. */
#include "zb-keyring.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

static const SecretSchema schema = {
  "cn.zhiban.Console.Account",
  SECRET_SCHEMA_NONE,
  { { "url", SECRET_SCHEMA_ATTRIBUTE_STRING }, { "username", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

/**
 * zb_keyring_lookup_async:
 * @url: a platform
 * @username: an account of it
 * @cancellable: (nullable): gives up
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Looks for a password.
 */
void
zb_keyring_lookup_async (const char *url, const char *username, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  secret_password_lookup (&schema, cancellable, callback, user_data, "url", url, "username", username, NULL);
}

/**
 * zb_keyring_lookup_finish:
 * @result: what the callback was given
 * @error: return location for a #GError, such as that there is no secret store
 *
 * Returns: (transfer full) (nullable): the password, to be freed with zb_keyring_free_password(); %NULL
 *   where none is kept
 */
char *
zb_keyring_lookup_finish (GAsyncResult *result, GError **error)
{
  return secret_password_lookup_finish (result, error);
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!secret_password_store_finish (result, &error))
    g_message ("The password could not be kept: %s", error->message);
}

/**
 * zb_keyring_keep:
 * @url: a platform
 * @username: an account of it
 * @password: its password
 *
 * Keeps a password for the next start. Where there is no secret store it is logged that it could not
 * be kept, and asked for again.
 */
void
zb_keyring_keep (const char *url, const char *username, const char *password)
{
  /* TRANSLATORS: in the desktop's list of passwords; %1$s is a user name, %2$s an address */
  g_autofree char *label = g_strdup_printf (_ ("Zhiban: %1$s at %2$s"), username, url);

  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, password, NULL, on_kept, NULL, "url", url,
                         "username", username, NULL);
}

/**
 * zb_keyring_forget:
 * @url: a platform
 * @username: an account of it
 *
 * Takes a password away that is no longer right.
 */
void
zb_keyring_forget (const char *url, const char *username)
{
  secret_password_clear (&schema, NULL, NULL, NULL, "url", url, "username", username, NULL);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (SecretService) service = secret_service_get_finish (result, &error);

  if (service)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * zb_keyring_check_async:
 * @cancellable: (nullable): gives up
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Asks whether there is a secret store; nothing is read or kept.
 */
void
zb_keyring_check_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  secret_service_get (SECRET_SERVICE_OPEN_SESSION, cancellable, on_opened, task);
}

/**
 * zb_keyring_check_finish:
 * @result: what the callback was given
 * @error: return location for a #GError that says why there is none
 *
 * Returns: whether passwords can be kept
 */
gboolean
zb_keyring_check_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * zb_keyring_free_password:
 * @password: (nullable): a password
 *
 * Overwrites and frees it.
 */
void
zb_keyring_free_password (char *password)
{
  secret_password_free (password);
}
