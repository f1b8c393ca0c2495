/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-store-private.h"

#include "zb-store-index.h"

/**
 * ZbStore:
 *
 * All entities of one kind: looked up by id, and a list model for views.
 *
 * The order is that of arrival and a removal puts the last in the gap, so that every change costs
 * the same whatever the size; sorted views keep an order of their own. An entity that changes stays
 * the same object: its properties are notified, and #ZbStore::changed tells whoever has to do more
 * than repaint it. Only the world writes (`zb-store-private.h`).
 */
struct _ZbStore
{
  GObject parent_instance;
  ZbKind kind;
  GPtrArray *items;
  ZbStoreIndex index;
  GArray *watches; /* Watch */
};

typedef struct
{
  ZbStoreWatch watch; /* NULL once it is called no more */
  gpointer data;
} Watch;

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GType
zb_store_get_item_type (GListModel *model)
{
  return zb_kind_get_type (ZB_STORE (model)->kind);
}

static guint
zb_store_get_n_items (GListModel *model)
{
  return ZB_STORE (model)->items->len;
}

static gpointer
zb_store_get_item (GListModel *model, guint position)
{
  ZbStore *self = ZB_STORE (model);
  return position < self->items->len ? g_object_ref (self->items->pdata[position]) : NULL;
}

static void
zb_store_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = zb_store_get_item_type;
  iface->get_n_items = zb_store_get_n_items;
  iface->get_item = zb_store_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ZbStore, zb_store, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, zb_store_list_model_init))

static void
zb_store_finalize (GObject *object)
{
  ZbStore *self = ZB_STORE (object);

  zb_store_index_clear (&self->index);
  g_array_unref (self->watches);
  g_ptr_array_unref (self->items);
  G_OBJECT_CLASS (zb_store_parent_class)->finalize (object);
}

static void
zb_store_class_init (ZbStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_store_finalize;

  /**
   * ZbStore::changed:
   * @self: the store
   * @entity: (type ZbEntity): what has changed
   *
   * An entity that was already here holds something else now.
   */
  signals[CHANGED] = g_signal_new ("changed", ZB_TYPE_STORE, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_OBJECT);
}

static void
zb_store_init (ZbStore *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  zb_store_index_init (&self->index);
  self->watches = g_array_new (FALSE, FALSE, sizeof (Watch));
}

/**
 * zb_store_new:
 * @kind: what it holds
 *
 * Returns: (transfer full): an empty store
 */
ZbStore *
zb_store_new (ZbKind kind)
{
  ZbStore *self = g_object_new (ZB_TYPE_STORE, NULL);
  self->kind = kind;
  return self;
}

/**
 * zb_store_get_kind:
 * @self: a store
 *
 * Returns: what it holds
 */
ZbKind
zb_store_get_kind (ZbStore *self)
{
  return self->kind;
}

/**
 * zb_store_lookup:
 * @self: a store
 * @id: (nullable): an id
 *
 * Returns: (transfer none) (nullable) (type ZbEntity): the entity of that id
 */
gpointer
zb_store_lookup (ZbStore *self, const char *id)
{
  const ZbStoreIndexRow *row = id ? zb_store_index_find (&self->index, id) : NULL;

  return row ? row->entity : NULL;
}

/**
 * zb_store_get_size:
 * @self: a store
 *
 * Returns: how many entities it holds
 */
guint
zb_store_get_size (ZbStore *self)
{
  return self->items->len;
}

/**
 * zb_store_get_nth:
 * @self: a store
 * @position: less than its size
 *
 * As g_list_model_get_item(), without a reference: for loops over all of them.
 *
 * Returns: (transfer none) (type ZbEntity): the entity there
 */
gpointer
zb_store_get_nth (ZbStore *self, guint position)
{
  return self->items->pdata[position];
}

static void
append (ZbStore *self, ZbEntity *entity)
{
  zb_store_index_add (&self->index, entity, self->items->len);
  g_ptr_array_add (self->items, g_object_ref (entity));
}

static void
tell_changed (ZbStore *self, ZbEntity *entity, guint position)
{
  for (guint i = 0; i < self->watches->len; i++)
    {
      const Watch *watch = &g_array_index (self->watches, Watch, i);
      if (watch->watch)
        watch->watch (watch->data, entity, position);
    }
  g_signal_emit (self, signals[CHANGED], 0, entity);
}

/* Assigning does not touch the id, by which the index knows the entity: it is the same text. */
static gboolean
update (ZbStore *self, const ZbStoreIndexRow *row, ZbEntity *entity)
{
  ZbEntity *held = row->entity;
  const guint position = row->position;

  if (entity->version <= held->version)
    return FALSE;
  if (zb_record_assign (ZB_RECORD (held), ZB_RECORD (entity)))
    tell_changed (self, held, position);
  return TRUE;
}

/* Adds @entity, or makes the one held equal to it where its version is newer.
 * Returns whether anything was done. */
gboolean
zb_store_put (ZbStore *self, ZbEntity *entity)
{
  const ZbStoreIndexRow *row = zb_store_index_find (&self->index, entity->id);

  if (row)
    return update (self, row, entity);
  append (self, entity);
  g_list_model_items_changed (G_LIST_MODEL (self), self->items->len - 1, 0, 1);
  return TRUE;
}

/* The same for many at once, with one signal for all that are new. */
void
zb_store_put_many (ZbStore *self, GPtrArray *entities)
{
  guint before = self->items->len;
  g_autoptr (GPtrArray) known = g_ptr_array_new ();

  for (guint i = 0; i < entities->len; i++)
    {
      ZbEntity *entity = entities->pdata[i];
      if (zb_store_lookup (self, entity->id))
        g_ptr_array_add (known, entity);
      else
        append (self, entity);
    }
  if (self->items->len > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, self->items->len - before);
  for (guint i = 0; i < known->len; i++)
    {
      const ZbStoreIndexRow *row = zb_store_index_find (&self->index, ((ZbEntity *)known->pdata[i])->id);
      if (row)
        update (self, row, known->pdata[i]);
    }
}

static void
place_at (ZbStore *self, const char *id, guint position)
{
  ZbStoreIndexRow *row = zb_store_index_find (&self->index, id);

  if (row)
    row->position = position;
}

/* Each signal is emitted while the model is just as it says: first the last one goes, then it
 * stands in the place of the one that is gone. */
static void
move_last_to (ZbStore *self, guint position)
{
  guint last = self->items->len - 1;
  ZbEntity *moved = g_object_ref (self->items->pdata[last]);

  g_ptr_array_set_size (self->items, last);
  g_list_model_items_changed (G_LIST_MODEL (self), last, 1, 0);
  g_object_unref (self->items->pdata[position]);
  self->items->pdata[position] = moved;
  place_at (self, moved->id, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 1);
}

/* Takes the entity of @id out and puts the last one in its place. */
gboolean
zb_store_remove (ZbStore *self, const char *id)
{
  const ZbStoreIndexRow *row = id ? zb_store_index_find (&self->index, id) : NULL;
  const guint position = row ? row->position : 0, last = self->items->len - 1;
  g_autoptr (ZbEntity) gone = NULL;

  if (!row)
    return FALSE;
  gone = g_object_ref (row->entity);
  zb_store_index_remove (&self->index, gone->id);
  if (position < last)
    move_last_to (self, position);
  else
    {
      g_ptr_array_set_size (self->items, last);
      g_list_model_items_changed (G_LIST_MODEL (self), last, 1, 0);
    }
  return TRUE;
}

/*< private >
 * zb_store_watch:
 * @self: a store
 * @watch: what is called
 * @data: for @watch; not yet among those that watch
 *
 * Tells of each #ZbStore::changed before the signal is emitted, and where the entity stands: for lists that
 * keep something for each position, and for which looking up what a signal brings costs more than all they do
 * then. To be ended by zb_store_unwatch().
 */
void
zb_store_watch (ZbStore *self, ZbStoreWatch watch, gpointer data)
{
  const Watch one = { watch, data };

  for (guint i = 0; i < self->watches->len; i++)
    if (!g_array_index (self->watches, Watch, i).watch)
      {
        g_array_index (self->watches, Watch, i) = one;
        return;
      }
  g_array_append_val (self->watches, one);
}

/*< private >
 * zb_store_unwatch:
 * @self: a store
 * @data: what was given to zb_store_watch()
 *
 * May be called from a watch.
 */
void
zb_store_unwatch (ZbStore *self, gpointer data)
{
  for (guint i = 0; i < self->watches->len; i++)
    if (g_array_index (self->watches, Watch, i).data == data)
      g_array_index (self->watches, Watch, i) = (Watch){ NULL, NULL };
}
