/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-alert-memory.h"

#include "zb-alert.h"

/**
 * ZbAlertMemory:
 *
 * What each alert was before its last event. An entity of the world only says what it is; whoever
 * has to tell of a change – that it has become graver, that a claim is gone – asks here while
 * #ZbWorld::applied is emitted.
 */
struct _ZbAlertMemory
{
  GObject parent_instance;
  ZbStore *store;
  GHashTable *known;     /* id → ZbAlertBefore, as they are */
  char *changed;         /* the id of the one that has changed last */
  ZbAlertBefore *before; /* what that one was, NULL where it was not known */
};

/* So many that are gone may be remembered before they are cleared away. */
#define SPARE 1000

G_DEFINE_FINAL_TYPE (ZbAlertMemory, zb_alert_memory, G_TYPE_OBJECT)

static void
before_free (gpointer data)
{
  ZbAlertBefore *before = data;

  g_free (before->claimed_by);
  g_free (before);
}

static void
know (ZbAlertMemory *self, const ZbAlert *alert)
{
  ZbAlertBefore *now = g_new0 (ZbAlertBefore, 1);
  const char *id = ZB_ENTITY (alert)->id;
  gpointer key = NULL, before = NULL;

  g_hash_table_steal_extended (self->known, id, &key, &before);
  g_free (key);
  g_clear_pointer (&self->before, before_free);
  self->before = before;
  g_set_str (&self->changed, id);
  now->severity = alert->severity;
  now->state = alert->state;
  now->snoozed = alert->snoozed_until > 0;
  now->again = alert->again;
  now->claimed_by = alert->state == ZB_ALERT_CLAIMED && alert->claim ? g_strdup (alert->claim->by) : NULL;
  g_hash_table_insert (self->known, g_strdup (id), now);
}

static gboolean
is_gone (gpointer id, gpointer before, gpointer store)
{
  return zb_store_lookup (store, id) == NULL;
}

static void
on_items_changed (ZbAlertMemory *self, guint position, guint removed, guint added)
{
  for (guint i = 0; i < added; i++)
    know (self, zb_store_get_nth (self->store, position + i));
  if (g_hash_table_size (self->known) > zb_store_get_size (self->store) + SPARE)
    g_hash_table_foreach_remove (self->known, is_gone, self->store);
}

/**
 * zb_alert_memory_new:
 * @world: whose alerts are remembered
 *
 * Returns: (transfer full): a memory
 */
ZbAlertMemory *
zb_alert_memory_new (ZbWorld *world)
{
  ZbAlertMemory *self = g_object_new (ZB_TYPE_ALERT_MEMORY, NULL);

  self->store = g_object_ref (zb_world_get_store (world, ZB_KIND_ALERT));
  on_items_changed (self, 0, 0, zb_store_get_size (self->store));
  g_signal_connect_object (self->store, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->store, "changed", G_CALLBACK (know), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * zb_alert_memory_get_before:
 * @self: a memory
 * @id: the id of the alert of the event that is applied now
 *
 * Returns: (transfer none) (nullable): what it was before; %NULL where it was not known
 */
const ZbAlertBefore *
zb_alert_memory_get_before (ZbAlertMemory *self, const char *id)
{
  g_return_val_if_fail (ZB_IS_ALERT_MEMORY (self), NULL);
  return g_strcmp0 (self->changed, id) == 0 ? self->before : NULL;
}

static void
zb_alert_memory_dispose (GObject *object)
{
  g_clear_object (&ZB_ALERT_MEMORY (object)->store);
  G_OBJECT_CLASS (zb_alert_memory_parent_class)->dispose (object);
}

static void
zb_alert_memory_finalize (GObject *object)
{
  ZbAlertMemory *self = ZB_ALERT_MEMORY (object);

  g_hash_table_unref (self->known);
  g_clear_pointer (&self->before, before_free);
  g_free (self->changed);
  G_OBJECT_CLASS (zb_alert_memory_parent_class)->finalize (object);
}

static void
zb_alert_memory_class_init (ZbAlertMemoryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zb_alert_memory_dispose;
  G_OBJECT_CLASS (klass)->finalize = zb_alert_memory_finalize;
}

static void
zb_alert_memory_init (ZbAlertMemory *self)
{
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, before_free);
}
