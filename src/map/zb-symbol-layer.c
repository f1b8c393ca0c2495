/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-symbol-layer.h"

#include "zb-map-arrangement.h"

#include <adwaita.h>

/**
 * ZbSymbolLayer:
 *
 * A layer of the map that paints symbols by itself, without a widget for any of them.
 *
 * It follows the viewport and the style, keeps the textures, and remembers what the last frame drew
 * and where, which is what clicks and the accessible list go by.
 */
typedef struct
{
  ZbSymbols *symbols;
  ZbMapArrangement *arrangement;
  GArray *drawn;
  gint64 draw_time;
  double magnify; /* 0 until it is set, which is as 1 */
} ZbSymbolLayerPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (ZbSymbolLayer, zb_symbol_layer, SHUMATE_TYPE_LAYER)

static ZbSymbolLayerPrivate *
get_private (ZbSymbolLayer *self)
{
  return zb_symbol_layer_get_instance_private (self);
}

static double
magnified (const ZbSymbolLayerPrivate *priv)
{
  return priv->magnify > 0 ? priv->magnify : 1;
}

static void
renew_symbols (ZbSymbolLayer *self)
{
  ZbSymbolLayerPrivate *priv = get_private (self);
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  double scale = gtk_widget_get_scale_factor (GTK_WIDGET (self)) * magnified (priv);
  if (priv->symbols && zb_symbols_fits (priv->symbols, scale, dark))
    return;
  g_clear_pointer (&priv->symbols, zb_symbols_free);
  priv->symbols = zb_symbols_new (scale, dark);
}

/* A layer draws as if on a smaller map of the same places, which is then shown larger. */
static void
magnify (ZbMapProjection *projection, GtkSnapshot *snapshot, double times)
{
  projection->world /= times;
  projection->left /= times;
  projection->top /= times;
  projection->width /= times;
  projection->height /= times;
  gtk_snapshot_scale (snapshot, (float)times, (float)times);
}

static void
zb_symbol_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ZbSymbolLayer *self = ZB_SYMBOL_LAYER (widget);
  ZbSymbolLayerPrivate *priv = get_private (self);
  gint64 began = g_get_monotonic_time ();
  ZbMapProjection projection;
  if (!zb_map_projection_init (&projection, shumate_layer_get_viewport (SHUMATE_LAYER (self)), widget))
    return;
  renew_symbols (self);
  if (priv->arrangement)
    zb_map_arrangement_follow (priv->arrangement, &projection);
  g_array_set_size (priv->drawn, 0);
  gtk_snapshot_save (snapshot);
  magnify (&projection, snapshot, magnified (priv));
  ZB_SYMBOL_LAYER_GET_CLASS (self)->draw (self, snapshot, &projection);
  gtk_snapshot_restore (snapshot);
  priv->draw_time = g_get_monotonic_time () - began;
}

static void
zb_symbol_layer_constructed (GObject *object)
{
  ZbSymbolLayer *self = ZB_SYMBOL_LAYER (object);
  G_OBJECT_CLASS (zb_symbol_layer_parent_class)->constructed (object);
  g_signal_connect_object (shumate_layer_get_viewport (SHUMATE_LAYER (self)), "notify",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

static void
zb_symbol_layer_finalize (GObject *object)
{
  ZbSymbolLayerPrivate *priv = get_private (ZB_SYMBOL_LAYER (object));
  if (priv->arrangement)
    zb_map_arrangement_remove_layer (priv->arrangement, ZB_SYMBOL_LAYER (object));
  g_clear_object (&priv->arrangement);
  g_clear_pointer (&priv->symbols, zb_symbols_free);
  g_array_unref (priv->drawn);
  G_OBJECT_CLASS (zb_symbol_layer_parent_class)->finalize (object);
}

static void
zb_symbol_layer_class_init (ZbSymbolLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = zb_symbol_layer_constructed;
  G_OBJECT_CLASS (klass)->finalize = zb_symbol_layer_finalize;
  GTK_WIDGET_CLASS (klass)->snapshot = zb_symbol_layer_snapshot;
}

static void
zb_symbol_layer_init (ZbSymbolLayer *self)
{
  get_private (self)->drawn = g_array_new (FALSE, FALSE, sizeof (ZbDrawn));
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

/**
 * zb_symbol_layer_set_magnify:
 * @self: a layer
 * @times: how many times larger than on a desk its symbols are
 *
 * Draws larger symbols, as a wall needs them.
 */
void
zb_symbol_layer_set_magnify (ZbSymbolLayer *self, double times)
{
  g_return_if_fail (times > 0);
  get_private (self)->magnify = times;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * zb_symbol_layer_get_symbols:
 * @self: a layer that is drawing
 *
 * Returns: (transfer none): its textures
 */
ZbSymbols *
zb_symbol_layer_get_symbols (ZbSymbolLayer *self)
{
  return get_private (self)->symbols;
}

/**
 * zb_symbol_layer_put:
 * @self: a layer that is drawing
 * @snapshot: where to draw
 * @key: a look
 * @place: where on the widget
 */
void
zb_symbol_layer_put (ZbSymbolLayer *self, GtkSnapshot *snapshot, ZbSymbolKey key, graphene_point_t place)
{
  ZbSymbols *symbols = get_private (self)->symbols;
  zb_symbols_append (symbols, snapshot, zb_symbols_get (symbols, key), place);
}

/**
 * zb_symbol_layer_add_drawn:
 * @self: a layer that is drawing
 * @drawn: what it has drawn
 */
void
zb_symbol_layer_add_drawn (ZbSymbolLayer *self, const ZbDrawn *drawn)
{
  g_array_append_vals (get_private (self)->drawn, drawn, 1);
}

/**
 * zb_symbol_layer_get_drawn:
 * @self: a layer
 * @n_drawn: (out): how many
 *
 * Returns: (transfer none) (array length=n_drawn): what the last frame drew, good until the next one
 */
const ZbDrawn *
zb_symbol_layer_get_drawn (ZbSymbolLayer *self, guint *n_drawn)
{
  ZbSymbolLayerPrivate *priv = get_private (self);
  *n_drawn = priv->drawn->len;
  return (const ZbDrawn *)priv->drawn->data;
}

/**
 * zb_symbol_layer_pick:
 * @self: a layer
 * @x: across the widget
 * @y: down the widget
 *
 * Returns: (transfer none) (nullable): what was drawn there, the topmost of several
 */
const ZbDrawn *
zb_symbol_layer_pick (ZbSymbolLayer *self, double x, double y)
{
  GArray *all = get_private (self)->drawn;
  const double times = magnified (get_private (self));
  graphene_point_t at = GRAPHENE_POINT_INIT ((float)(x / times), (float)(y / times));
  for (guint i = all->len; i-- > 0;)
    {
      const ZbDrawn *drawn = &g_array_index (all, ZbDrawn, i);
      if (graphene_point_distance (&drawn->place, &at, NULL, NULL) <= drawn->radius)
        return drawn;
    }
  return NULL;
}

/**
 * zb_symbol_layer_get_draw_time:
 * @self: a layer
 *
 * Returns: what the last frame cost here in µs
 */
gint64
zb_symbol_layer_get_draw_time (ZbSymbolLayer *self)
{
  return get_private (self)->draw_time;
}

/**
 * zb_symbol_layer_set_arrangement:
 * @self: a layer that has none yet
 * @arrangement: where its things go, together with those of the map's other layers
 */
void
zb_symbol_layer_set_arrangement (ZbSymbolLayer *self, ZbMapArrangement *arrangement)
{
  ZbSymbolLayerPrivate *priv = get_private (self);
  g_return_if_fail (priv->arrangement == NULL);
  priv->arrangement = g_object_ref (arrangement);
  zb_map_arrangement_add_layer (arrangement, self);
}

/**
 * zb_symbol_layer_offer:
 * @self: a layer
 * @placement: where to add what it has
 * @projection: what is looked at
 *
 * Adds everything within %ZB_OFFER_MARGIN of the widget.
 */
void
zb_symbol_layer_offer (ZbSymbolLayer *self, ZbMapPlacement *placement, const ZbMapProjection *projection)
{
  renew_symbols (self);
  if (ZB_SYMBOL_LAYER_GET_CLASS (self)->offer)
    ZB_SYMBOL_LAYER_GET_CLASS (self)->offer (self, placement, projection);
}

/**
 * zb_symbol_layer_find_spot:
 * @self: a layer that is drawing
 * @key: what is to be drawn
 * @place: (inout): where it belongs; where it goes
 *
 * Returns: whether there is a spot for it; what has none is drawn where it belongs, or not at all
 */
gboolean
zb_symbol_layer_find_spot (ZbSymbolLayer *self, gconstpointer key, graphene_point_t *place)
{
  ZbSymbolLayerPrivate *priv = get_private (self);
  return priv->arrangement &&
         zb_map_placement_find (zb_map_arrangement_get_placement (priv->arrangement), key, place);
}

/**
 * zb_symbol_layer_renew:
 * @self: a layer
 *
 * It has other things to show: everything on the map is given its spot anew.
 */
void
zb_symbol_layer_renew (ZbSymbolLayer *self)
{
  ZbSymbolLayerPrivate *priv = get_private (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (priv->arrangement)
    zb_map_arrangement_renew (priv->arrangement);
}

/**
 * zb_symbol_layer_moved:
 * @self: a layer
 *
 * One of its things is somewhat further on: it is drawn there at once, and the others make room soon.
 */
void
zb_symbol_layer_moved (ZbSymbolLayer *self)
{
  ZbSymbolLayerPrivate *priv = get_private (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (priv->arrangement)
    zb_map_arrangement_renew_soon (priv->arrangement);
}
