/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys of base maps, in the secret store of the desktop and nowhere else. */
#include "zb-tile-keys.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

static const SecretSchema schema = {
  "cn.zhiban.Console.TileKey",
  SECRET_SCHEMA_NONE,
  { { "map", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

/**
 * zb_tile_keys_lookup_async:
 * @id: the id of a base map
 * @cancellable: (nullable): gives up
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Looks for the key of a base map.
 */
void
zb_tile_keys_lookup_async (const char *id, GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  secret_password_lookup (&schema, cancellable, callback, user_data, "map", id, NULL);
}

/**
 * zb_tile_keys_lookup_finish:
 * @result: what the callback was given
 * @error: return location for a #GError, such as that there is no secret store
 *
 * Returns: (transfer full) (nullable): the key, to be freed with zb_tile_keys_free(); %NULL where none is
 *   kept
 */
char *
zb_tile_keys_lookup_finish (GAsyncResult *result, GError **error)
{
  return secret_password_lookup_finish (result, error);
}

/**
 * zb_tile_keys_keep_async:
 * @id: the id of a base map
 * @name: its name for people, shown in the desktop's list of passwords
 * @key: its key
 * @cancellable: (nullable): gives up
 * @callback: called when it is kept
 * @user_data: for @callback
 *
 * Keeps the key of a base map.
 */
void
zb_tile_keys_keep_async (const char *id, const char *name, const char *key, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  /* TRANSLATORS: in the desktop's list of passwords; %s is the name of a base map */
  g_autofree char *label = g_strdup_printf (_ ("Zhiban: key of the base map %s"), name);

  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, key, cancellable, callback, user_data,
                         "map", id, NULL);
}

/**
 * zb_tile_keys_keep_finish:
 * @result: what the callback was given
 * @error: return location for a #GError, such as that there is no secret store
 *
 * Returns: whether the key is kept
 */
gboolean
zb_tile_keys_keep_finish (GAsyncResult *result, GError **error)
{
  return secret_password_store_finish (result, error);
}

/**
 * zb_tile_keys_forget:
 * @id: the id of a base map
 *
 * Takes its key out of the secret store.
 */
void
zb_tile_keys_forget (const char *id)
{
  secret_password_clear (&schema, NULL, NULL, NULL, "map", id, NULL);
}

/**
 * zb_tile_keys_free:
 * @key: (nullable): a key
 *
 * Overwrites and frees it.
 */
void
zb_tile_keys_free (char *key)
{
  secret_password_free (key);
}
