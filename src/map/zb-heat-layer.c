/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-heat-layer.h"

#include "zb-heat-picture.h"

#include <adwaita.h>

/* How far beyond the widget the picture is drawn, so that panning moves it for a while. */
#define MARGIN 256

/**
 * ZbHeatLayer:
 *
 * Where many alerts were received: a tint under all symbols. Every frame moves the last picture along;
 * where it does not reach or the zoom is another, a thread draws the next one meanwhile.
 */
struct _ZbHeatLayer
{
  ZbSymbolLayer parent_instance;
  GBytes *spots; /* ZbHeatSpot; NULL for none */
  ZbAreaPicture *picture;
  gboolean picture_is_old;
  gboolean dark;
  GCancellable *drawing;
};

typedef struct
{
  GBytes *spots;
  ZbMapProjection projection;
  double scale;
  gboolean dark;
} Job;

G_DEFINE_FINAL_TYPE (ZbHeatLayer, zb_heat_layer, ZB_TYPE_SYMBOL_LAYER)

static void
job_free (gpointer data)
{
  g_bytes_unref (((Job *)data)->spots);
  g_free (data);
}

static void
draw_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  g_task_return_pointer (
      task,
      zb_heat_picture_draw (job->spots, &job->projection, MARGIN, job->scale, zb_map_palette_get (job->dark)),
      (GDestroyNotify)zb_area_picture_free);
}

static void
on_drawn (GObject *object, GAsyncResult *result, gpointer user_data)
{
  ZbHeatLayer *self = ZB_HEAT_LAYER (object);
  ZbAreaPicture *picture = g_task_propagate_pointer (G_TASK (result), NULL);
  if (!picture)
    return;
  g_clear_object (&self->drawing);
  g_clear_pointer (&self->picture, zb_area_picture_free);
  self->picture = picture;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
start_drawing (ZbHeatLayer *self, const ZbMapProjection *projection)
{
  Job job = { g_bytes_ref (self->spots), *projection, gtk_widget_get_scale_factor (GTK_WIDGET (self)),
              self->dark };
  self->drawing = g_cancellable_new ();
  self->picture_is_old = FALSE;
  g_autoptr (GTask) task = g_task_new (self, self->drawing, on_drawn, NULL);
  g_task_set_source_tag (task, start_drawing);
  g_task_set_task_data (task, g_memdup2 (&job, sizeof job), job_free);
  g_task_run_in_thread (task, draw_in_thread);
}

static void
zb_heat_layer_draw (ZbSymbolLayer *layer, GtkSnapshot *snapshot, const ZbMapProjection *projection)
{
  ZbHeatLayer *self = ZB_HEAT_LAYER (layer);
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  self->picture_is_old |= dark != self->dark;
  self->dark = dark;
  if (self->spots && !self->drawing &&
      (!self->picture || self->picture_is_old || !zb_area_picture_covers (self->picture, projection)))
    start_drawing (self, projection);
  if (!self->picture)
    return;
  zb_area_picture_append (self->picture, GTK_WIDGET (self), snapshot, projection);
}

static void
stop_drawing (ZbHeatLayer *self)
{
  if (self->drawing)
    g_cancellable_cancel (self->drawing);
  g_clear_object (&self->drawing);
}

static void
zb_heat_layer_dispose (GObject *object)
{
  stop_drawing (ZB_HEAT_LAYER (object));
  G_OBJECT_CLASS (zb_heat_layer_parent_class)->dispose (object);
}

static void
zb_heat_layer_finalize (GObject *object)
{
  ZbHeatLayer *self = ZB_HEAT_LAYER (object);
  g_clear_pointer (&self->picture, zb_area_picture_free);
  g_clear_pointer (&self->spots, g_bytes_unref);
  G_OBJECT_CLASS (zb_heat_layer_parent_class)->finalize (object);
}

static void
zb_heat_layer_class_init (ZbHeatLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zb_heat_layer_dispose;
  G_OBJECT_CLASS (klass)->finalize = zb_heat_layer_finalize;
  ZB_SYMBOL_LAYER_CLASS (klass)->draw = zb_heat_layer_draw;
}

static void
zb_heat_layer_init (ZbHeatLayer *self)
{
}

/**
 * zb_heat_layer_new:
 * @viewport: what is looked at
 *
 * Returns: (transfer floating): a layer that shows nothing
 */
ZbHeatLayer *
zb_heat_layer_new (ShumateViewport *viewport)
{
  return g_object_new (ZB_TYPE_HEAT_LAYER, "viewport", viewport, NULL);
}

static GBytes *
make_spots (const ZbDensity *density)
{
  guint n = density->cells ? density->cells->len : 0;
  ZbHeatSpot *spots = g_new (ZbHeatSpot, n);
  for (guint i = 0; i < n; i++)
    {
      const ZbDensityCell *cell = density->cells->pdata[i];
      spots[i] = (ZbHeatSpot){ zb_mercator_from_point (cell->location), (double)cell->alerts };
    }
  return g_bytes_new_take (spots, n * sizeof *spots);
}

/**
 * zb_heat_layer_set_density:
 * @self: a layer
 * @density: (nullable): what to show
 */
void
zb_heat_layer_set_density (ZbHeatLayer *self, const ZbDensity *density)
{
  stop_drawing (self);
  g_clear_pointer (&self->spots, g_bytes_unref);
  self->spots = density ? make_spots (density) : NULL;
  self->picture_is_old = TRUE;
  if (!density)
    g_clear_pointer (&self->picture, zb_area_picture_free);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * zb_heat_layer_is_ready:
 * @self: a layer
 *
 * Returns: whether the picture shown is of all that is to be shown
 */
gboolean
zb_heat_layer_is_ready (ZbHeatLayer *self)
{
  return !self->spots || (self->picture && !self->picture_is_old && !self->drawing);
}

/**
 * zb_heat_layer_is_drawn:
 * @self: a layer
 *
 * Returns: whether there is a picture
 */
gboolean
zb_heat_layer_is_drawn (ZbHeatLayer *self)
{
  return self->picture != NULL;
}
