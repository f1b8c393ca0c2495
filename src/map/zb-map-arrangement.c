/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-map-arrangement.h"

#include <math.h>

/* How far beyond the widget things are given their spots, and how far the map may be moved before they
 * are given anew; in between all of them move along. */
#define ZB_ARRANGEMENT_SLACK 96
/* What creeps along, as units do, is looked at this often. */
#define SOON_MS 700

/**
 * ZbMapArrangement:
 *
 * Where the symbols and labels of all layers of one map go. The layers offer what they have, and each
 * is drawn where the placement put it; that is found out anew when the zoom or what is to be shown is
 * another, or the map was moved some way, and not in every frame.
 */
struct _ZbMapArrangement
{
  GObject parent_instance;
  GPtrArray *layers; /* not owned: a layer takes itself out */
  ZbMapPlacement *placement;
  ZbMapProjection solved;
  gboolean stale;
  guint soon;
  gint64 spent;
};

G_DEFINE_FINAL_TYPE (ZbMapArrangement, zb_map_arrangement, G_TYPE_OBJECT)

static void
zb_map_arrangement_finalize (GObject *object)
{
  ZbMapArrangement *self = ZB_MAP_ARRANGEMENT (object);
  g_clear_handle_id (&self->soon, g_source_remove);
  g_ptr_array_unref (self->layers);
  zb_map_placement_free (self->placement);
  G_OBJECT_CLASS (zb_map_arrangement_parent_class)->finalize (object);
}

static void
zb_map_arrangement_class_init (ZbMapArrangementClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_map_arrangement_finalize;
}

static void
zb_map_arrangement_init (ZbMapArrangement *self)
{
  self->layers = g_ptr_array_new ();
  self->placement = zb_map_placement_new ();
  self->stale = TRUE;
}

/**
 * zb_map_arrangement_new:
 *
 * Returns: (transfer full): an arrangement without layers
 */
ZbMapArrangement *
zb_map_arrangement_new (void)
{
  return g_object_new (ZB_TYPE_MAP_ARRANGEMENT, NULL);
}

/**
 * zb_map_arrangement_add_layer:
 * @self: an arrangement
 * @layer: a layer of its map
 */
void
zb_map_arrangement_add_layer (ZbMapArrangement *self, ZbSymbolLayer *layer)
{
  g_ptr_array_add (self->layers, layer);
  self->stale = TRUE;
}

/**
 * zb_map_arrangement_remove_layer:
 * @self: an arrangement
 * @layer: a layer that goes
 */
void
zb_map_arrangement_remove_layer (ZbMapArrangement *self, ZbSymbolLayer *layer)
{
  g_ptr_array_remove (self->layers, layer);
  self->stale = TRUE;
}

static gboolean
still_fits (ZbMapArrangement *self, const ZbMapProjection *now)
{
  const ZbMapProjection *then = &self->solved;
  return !self->stale && now->world == then->world && now->width == then->width &&
         now->height == then->height && fabs (now->left - then->left) < ZB_ARRANGEMENT_SLACK &&
         fabs (now->top - then->top) < ZB_ARRANGEMENT_SLACK;
}

/**
 * zb_map_arrangement_follow:
 * @self: an arrangement
 * @projection: what is looked at in the frame that is being drawn
 *
 * Finds the spots anew where those there are do not fit any more. The first layer of a frame pays.
 */
void
zb_map_arrangement_follow (ZbMapArrangement *self, const ZbMapProjection *projection)
{
  gint64 began = g_get_monotonic_time ();
  if (still_fits (self, projection))
    return;
  zb_map_placement_clear (self->placement);
  for (guint i = 0; i < self->layers->len; i++)
    if (gtk_widget_get_visible (self->layers->pdata[i]))
      zb_symbol_layer_offer (self->layers->pdata[i], self->placement, projection);
  zb_map_placement_solve (self->placement);
  self->solved = *projection;
  self->stale = FALSE;
  self->spent += g_get_monotonic_time () - began;
}

/**
 * zb_map_arrangement_renew:
 * @self: an arrangement
 *
 * What is to be shown is another: all layers are drawn anew.
 */
void
zb_map_arrangement_renew (ZbMapArrangement *self)
{
  g_clear_handle_id (&self->soon, g_source_remove);
  self->stale = TRUE;
  for (guint i = 0; i < self->layers->len; i++)
    gtk_widget_queue_draw (self->layers->pdata[i]);
}

static gboolean
on_soon (gpointer user_data)
{
  ZbMapArrangement *self = user_data;
  self->soon = 0;
  zb_map_arrangement_renew (self);
  return G_SOURCE_REMOVE;
}

/**
 * zb_map_arrangement_renew_soon:
 * @self: an arrangement
 *
 * The same, in a moment and once for all that moves until then.
 */
void
zb_map_arrangement_renew_soon (ZbMapArrangement *self)
{
  if (!self->soon)
    self->soon = g_timeout_add (SOON_MS, on_soon, self);
}

/**
 * zb_map_arrangement_get_placement:
 * @self: an arrangement
 *
 * Returns: (transfer none): where everything goes
 */
const ZbMapPlacement *
zb_map_arrangement_get_placement (ZbMapArrangement *self)
{
  return self->placement;
}

/**
 * zb_map_arrangement_has_text:
 * @self: an arrangement
 * @projection: what is looked at, which it follows
 * @box: a part of the widget
 *
 * Returns: whether a label was put there
 */
gboolean
zb_map_arrangement_has_text (ZbMapArrangement *self, const ZbMapProjection *projection,
                             const graphene_rect_t *box)
{
  graphene_rect_t then;
  graphene_rect_offset_r (box, (float)(projection->left - self->solved.left),
                          (float)(projection->top - self->solved.top), &then);
  return zb_map_placement_has_text (self->placement, &then);
}

/**
 * zb_map_arrangement_take_time:
 * @self: an arrangement
 *
 * Returns: what it has cost in µs since this was last asked
 */
gint64
zb_map_arrangement_take_time (ZbMapArrangement *self)
{
  gint64 spent = self->spent;
  self->spent = 0;
  return spent;
}
