/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-layer-keeper.h"

#include "zb-kept-sets.h"
#include "zb-named-sets.h"

/**
 * ZbLayerKeeper:
 *
 * Remembers for an officer which layers of the map are shown, and the sets of layers that they have named:
 * among their preferences, so that they have them at any seat. Who has chosen nothing yet starts from what
 * the seat showed last.
 */
struct _ZbLayerKeeper
{
  GObject parent_instance;
  ZbPreferences *preferences;
  ZbMapView *map;   /* not owned: the page has both */
  GListStore *sets; /* NULL while it is not known whose they are */
  gboolean taking;  /* what is set now is what was remembered */
};

G_DEFINE_FINAL_TYPE (ZbLayerKeeper, zb_layer_keeper, G_TYPE_OBJECT)

/* Among the officer's preferences: {"layers": […], "sets": [{"name": …, "layers": […]}]} */
#define NAME "map"
#define LAYERS "layers"
#define SETS "sets"
static void
take (ZbLayerKeeper *self)
{
  g_autoptr (GVariant) kept = zb_preferences_get (self->preferences, NAME);
  g_auto (GStrv) layers = zb_kept_sets_read_words (kept, LAYERS);

  zb_kept_sets_read (self->sets, kept, SETS, LAYERS);
  if (layers)
    g_object_set (self->map, "enabled-layers", layers, NULL);
}

static void
keep (ZbLayerKeeper *self)
{
  GVariantDict dictionary;
  g_auto (GStrv) layers = NULL;

  if (self->taking || !self->sets || !self->map)
    return;
  g_variant_dict_init (&dictionary, NULL);
  g_object_get (self->map, "enabled-layers", &layers, NULL);
  g_variant_dict_insert_value (&dictionary, LAYERS, g_variant_new_strv ((const char *const *)layers, -1));
  g_variant_dict_insert_value (&dictionary, SETS, zb_kept_sets_write (self->sets, LAYERS));
  zb_preferences_set (self->preferences, NAME, g_variant_dict_end (&dictionary));
}

static void
on_known (ZbLayerKeeper *self)
{
  if (!self->map)
    return;
  if (self->sets)
    g_signal_handlers_disconnect_by_data (self->sets, self);
  g_clear_object (&self->sets);
  if (zb_preferences_are_known (self->preferences))
    {
      self->sets = zb_named_sets_new ();
      self->taking = TRUE;
      take (self);
      self->taking = FALSE;
      g_signal_connect_object (self->sets, "items-changed", G_CALLBACK (keep), self, G_CONNECT_SWAPPED);
    }
  g_object_set (self->map, "layer-sets", self->sets, NULL);
}

static void
zb_layer_keeper_dispose (GObject *object)
{
  ZbLayerKeeper *self = ZB_LAYER_KEEPER (object);

  g_clear_weak_pointer (&self->map);
  g_clear_object (&self->sets);
  g_clear_object (&self->preferences);
  G_OBJECT_CLASS (zb_layer_keeper_parent_class)->dispose (object);
}

static void
zb_layer_keeper_class_init (ZbLayerKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zb_layer_keeper_dispose;
}

static void
zb_layer_keeper_init (ZbLayerKeeper *self)
{
}

/**
 * zb_layer_keeper_new:
 * @preferences: the officer's preferences
 * @map: the map whose layers they choose
 *
 * Returns: (transfer full): who remembers what they have chosen
 */
ZbLayerKeeper *
zb_layer_keeper_new (ZbPreferences *preferences, ZbMapView *map)
{
  ZbLayerKeeper *self = g_object_new (ZB_TYPE_LAYER_KEEPER, NULL);

  self->preferences = g_object_ref (preferences);
  g_set_weak_pointer (&self->map, map);
  g_signal_connect_object (preferences, "notify::known", G_CALLBACK (on_known), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (map, "notify::enabled-layers", G_CALLBACK (keep), self, G_CONNECT_SWAPPED);
  on_known (self);
  return self;
}
