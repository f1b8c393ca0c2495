/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the entities of a store are on the unit square, kept beside the store: a frame that looks
 * through some thousand alerts must not project them all. */
#include "zb-places.h"

#include <math.h>

/**
 * ZbPlaces:
 *
 * The projected places of a store's entities, in the store's order, and how many there are of each class:
 * counted as they change, for some ten thousand of them are not to be looked at for a figure.
 */
struct _ZbPlaces
{
  GObject parent_instance;
  ZbStore *store;
  ZbPlaceFunc place_of;
  ZbPlaceClassFunc class_of; /* NULL where nobody asks */
  GArray *places;
  GByteArray *classes; /* beside the places */
  guint counts[ZB_PLACE_CLASSES];
  GPtrArray *entities; /* only looked at: the store owns them */
  GHashTable *positions;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZbPlaces, zb_places, G_TYPE_OBJECT)

static ZbMercator
project (ZbPlaces *self, gpointer entity)
{
  ZbPoint point = self->place_of (entity);
  return zb_point_is_known (point) ? zb_mercator_from_point (point) : (ZbMercator){ NAN, NAN };
}

static guint8
classify (ZbPlaces *self, gpointer entity)
{
  return self->class_of ? self->class_of (entity) : ZB_PLACE_NO_CLASS;
}

/* ZB_PLACE_NO_CLASS is counted nowhere. */
static void
count (ZbPlaces *self, guint8 place_class, int step)
{
  if (place_class < ZB_PLACE_CLASSES)
    self->counts[place_class] += (guint)step;
}

static void
set_class (ZbPlaces *self, guint position, guint8 place_class)
{
  count (self, self->classes->data[position], -1);
  self->classes->data[position] = place_class;
  count (self, place_class, 1);
}

static void
forget (ZbPlaces *self, guint position, guint removed)
{
  for (guint i = position; i < position + removed; i++)
    {
      g_hash_table_remove (self->positions, self->entities->pdata[i]);
      count (self, self->classes->data[i], -1);
    }
  g_byte_array_remove_range (self->classes, position, removed);
  g_ptr_array_remove_range (self->entities, position, removed);
  g_array_remove_range (self->places, position, removed);
}

/* A byte array has no insert of its own. */
static void
take_in_classes (ZbPlaces *self, guint position, guint added)
{
  guint behind = self->classes->len - position;
  g_byte_array_set_size (self->classes, self->classes->len + added);
  memmove (self->classes->data + position + added, self->classes->data + position, behind);
  for (guint i = position; i < position + added; i++)
    {
      self->classes->data[i] = classify (self, self->entities->pdata[i]);
      count (self, self->classes->data[i], 1);
    }
}

static void
take_in (ZbPlaces *self, guint position, guint added)
{
  g_autofree ZbMercator *places = g_new (ZbMercator, added);
  for (guint i = 0; i < added; i++)
    {
      gpointer entity = zb_store_get_nth (self->store, position + i);
      places[i] = project (self, entity);
      g_ptr_array_insert (self->entities, (int)(position + i), entity);
    }
  g_array_insert_vals (self->places, position, places, added);
  take_in_classes (self, position, added);
}

/* The store appends, drops its last, or puts another in the place of one: what is filed again is
 * hardly ever more than what came. */
static void
on_items_changed (ZbPlaces *self, guint position, guint removed, guint added)
{
  if (removed)
    forget (self, position, removed);
  if (added)
    take_in (self, position, added);
  guint end = removed == added ? position + added : self->entities->len;
  for (guint i = position; i < end; i++)
    g_hash_table_insert (self->positions, self->entities->pdata[i], GUINT_TO_POINTER (i));
  g_signal_emit (self, signals[CHANGED], 0, NULL);
}

static void
on_changed (ZbPlaces *self, gpointer entity)
{
  gpointer position;
  if (!g_hash_table_lookup_extended (self->positions, entity, NULL, &position))
    return;
  g_array_index (self->places, ZbMercator, GPOINTER_TO_UINT (position)) = project (self, entity);
  set_class (self, GPOINTER_TO_UINT (position), classify (self, entity));
  g_signal_emit (self, signals[CHANGED], 0, entity);
}

static void
zb_places_finalize (GObject *object)
{
  ZbPlaces *self = ZB_PLACES (object);
  g_clear_object (&self->store);
  g_array_unref (self->places);
  g_byte_array_unref (self->classes);
  g_ptr_array_unref (self->entities);
  g_hash_table_unref (self->positions);
  G_OBJECT_CLASS (zb_places_parent_class)->finalize (object);
}

static void
zb_places_class_init (ZbPlacesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_places_finalize;

  /**
   * ZbPlaces::changed:
   * @self: the places
   * @entity: (nullable) (type ZbEntity): what has changed, %NULL where some came or went
   */
  signals[CHANGED] = g_signal_new ("changed", ZB_TYPE_PLACES, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_OBJECT);
}

static void
zb_places_init (ZbPlaces *self)
{
  self->places = g_array_new (FALSE, FALSE, sizeof (ZbMercator));
  self->classes = g_byte_array_new ();
  self->entities = g_ptr_array_new ();
  self->positions = g_hash_table_new (NULL, NULL);
}

/**
 * zb_places_new:
 * @store: what to follow
 * @place_of: (scope forever): gives an entity's place, or nowhere if it is not to be drawn
 *
 * Returns: (transfer full): the places
 */
ZbPlaces *
zb_places_new (ZbStore *store, ZbPlaceFunc place_of)
{
  ZbPlaces *self = g_object_new (ZB_TYPE_PLACES, NULL);
  self->store = g_object_ref (store);
  self->place_of = place_of;
  g_signal_connect_object (store, "items-changed", G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  on_items_changed (self, 0, 0, zb_store_get_size (store));
  return self;
}

/**
 * zb_places_get_size:
 * @self: the places
 *
 * Returns: how many entities the store has
 */
guint
zb_places_get_size (ZbPlaces *self)
{
  return self->places->len;
}

/**
 * zb_places_get:
 * @self: the places
 * @position: which entity
 * @place: (out): where it is
 *
 * Returns: whether it is to be drawn
 */
gboolean
zb_places_get (ZbPlaces *self, guint position, ZbMercator *place)
{
  *place = g_array_index (self->places, ZbMercator, position);
  return !isnan (place->x);
}

/**
 * zb_places_get_entity:
 * @self: the places
 * @position: which entity
 *
 * Returns: (transfer none): the entity there
 */
gpointer
zb_places_get_entity (ZbPlaces *self, guint position)
{
  return self->entities->pdata[position];
}

/**
 * zb_places_set_classes:
 * @self: the places
 * @class_of: (scope forever): gives an entity's class, less than %ZB_PLACE_CLASSES, or %ZB_PLACE_NO_CLASS
 *
 * Has the entities counted by class from now on.
 */
void
zb_places_set_classes (ZbPlaces *self, ZbPlaceClassFunc class_of)
{
  self->class_of = class_of;
  for (guint i = 0; i < self->entities->len; i++)
    set_class (self, i, classify (self, self->entities->pdata[i]));
}

/**
 * zb_places_count:
 * @self: the places
 * @place_class: a class
 *
 * Returns: how many of the store's entities are in it, those without a place included
 */
guint
zb_places_count (ZbPlaces *self, guint8 place_class)
{
  return place_class < ZB_PLACE_CLASSES ? self->counts[place_class] : 0;
}
