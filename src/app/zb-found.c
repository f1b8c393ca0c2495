/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-found.h"

/**
 * ZbFound:
 *
 * The alerts that a list has brought, page by page, and no event has told of: they are gathered until no more
 * come, so that many are told of as one. Has no clock: whoever asks says what time it is, by one that is
 * never set.
 */
struct _ZbFound
{
  GObject parent_instance;
  GHashTable *ids;
  gint64 first_at, last_at;
};

/* Between two pages of a list it is quiet for a moment. However many there are, an officer does not wait
 * long. */
#define QUIET (500 * G_TIME_SPAN_MILLISECOND)
#define AT_MOST (2 * G_TIME_SPAN_SECOND)

G_DEFINE_FINAL_TYPE (ZbFound, zb_found, G_TYPE_OBJECT)

/**
 * zb_found_new:
 *
 * Returns: (transfer full): nothing was found
 */
ZbFound *
zb_found_new (void)
{
  return g_object_new (ZB_TYPE_FOUND, NULL);
}

/**
 * zb_found_add:
 * @self: what was found
 * @id: of an alert
 * @now: the time, µs
 */
void
zb_found_add (ZbFound *self, const char *id, gint64 now)
{
  g_return_if_fail (ZB_IS_FOUND (self));
  if (g_hash_table_size (self->ids) == 0)
    self->first_at = now;
  self->last_at = now;
  g_hash_table_add (self->ids, g_strdup (id));
}

/**
 * zb_found_remove:
 * @self: what was found
 * @id: of an alert, which is told of by itself
 */
void
zb_found_remove (ZbFound *self, const char *id)
{
  g_return_if_fail (ZB_IS_FOUND (self));
  g_hash_table_remove (self->ids, id);
}

/**
 * zb_found_clear:
 * @self: what was found
 *
 * Nobody is told of it.
 */
void
zb_found_clear (ZbFound *self)
{
  g_return_if_fail (ZB_IS_FOUND (self));
  g_hash_table_remove_all (self->ids);
}

/**
 * zb_found_take:
 * @self: what was found
 * @now: the time, µs
 *
 * Returns: (transfer full) (nullable) (element-type utf8): the ids of all that were found and are to be told
 * of now; %NULL where there are none, or more may come at once
 */
GPtrArray *
zb_found_take (ZbFound *self, gint64 now)
{
  GPtrArray *ids;

  g_return_val_if_fail (ZB_IS_FOUND (self), NULL);
  if (zb_found_is_empty (self) || (now < self->last_at + QUIET && now < self->first_at + AT_MOST))
    return NULL;
  ids = g_hash_table_steal_all_keys (self->ids);
  g_ptr_array_set_free_func (ids, g_free);
  return ids;
}

/**
 * zb_found_is_empty:
 * @self: what was found
 *
 * Returns: whether there is nothing to tell of
 */
gboolean
zb_found_is_empty (ZbFound *self)
{
  g_return_val_if_fail (ZB_IS_FOUND (self), TRUE);
  return g_hash_table_size (self->ids) == 0;
}

static void
zb_found_finalize (GObject *object)
{
  g_hash_table_unref (ZB_FOUND (object)->ids);
  G_OBJECT_CLASS (zb_found_parent_class)->finalize (object);
}

static void
zb_found_class_init (ZbFoundClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_found_finalize;
}

static void
zb_found_init (ZbFound *self)
{
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}
