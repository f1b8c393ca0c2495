/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture of the map for those who were not there: the map as it is drawn, with what it is and as of when
 * above it, and below it what the symbols mean and how long a stretch is. */
#include "zb-map-sheet.h"

#include "zb-device.h"
#include "zb-entity.h"
#include "zb-scale-bar.h"
#include "zb-words.h"

#include <glib/gi18n.h>
#include <math.h>

#define HEAD 44
#define ROW 30
#define FOOT (2 * ROW + 12)
#define EDGE 16
#define GAP 22
/* From the middle of a symbol to what it means. */
#define SYMBOL_ROOM 20
#define CLUSTER_ROOM 34
#define BAR_PIXELS 120
#define TICK 6

typedef struct
{
  const ZbMapSheet *sheet;
  GtkSnapshot *snapshot;
  ZbSymbols *symbols;
  const ZbMapPalette *palette;
  float width;
  float map_height;
} Drawing;

/* Returns how wide it is; @x is its left end, or its right end where @from_right. */
static float
draw_text (Drawing *self, const char *text, gboolean bold, float x, float middle, gboolean from_right)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (self->sheet->map, text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  int width, height;

  pango_attr_list_insert (attributes, pango_attr_weight_new (bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (self->snapshot);
  gtk_snapshot_translate (self->snapshot, &GRAPHENE_POINT_INIT (from_right ? x - (float)width : x,
                                                                roundf (middle - (float)height / 2)));
  gtk_snapshot_append_layout (self->snapshot, layout, &self->palette->disc_text);
  gtk_snapshot_restore (self->snapshot);
  return (float)width;
}

/* --- what the symbols mean ---------------------------------------------------------------------------- */

static void
draw_symbol (Drawing *self, ZbSymbolKey key, float room, float *x, float middle, const char *meaning)
{
  graphene_point_t place = GRAPHENE_POINT_INIT (*x + room / 2, middle);

  zb_symbols_append (self->symbols, self->snapshot, zb_symbols_get (self->symbols, key), place);
  *x += room + 4;
  *x += draw_text (self, meaning, FALSE, *x, middle, FALSE) + GAP;
}

static void
draw_alerts (Drawing *self, float middle)
{
  float x = EDGE;

  for (guint severity = ZB_SEVERITY_URGENT; severity >= ZB_SEVERITY_LOW; severity--)
    {
      /* Translators: in the legend of the map; %s is a severity */
      g_autofree char *meaning = g_strdup_printf (_ ("Alert: %s"), zb_words_severity ((int)severity));
      draw_symbol (self, zb_symbol_alert (severity, FALSE), SYMBOL_ROOM, &x, middle, meaning);
    }
}

static void
draw_things (Drawing *self, float middle)
{
  float x = EDGE;

  draw_symbol (self, zb_symbol_unit (0, 0), SYMBOL_ROOM, &x, middle, _ ("Unit, free"));
  draw_symbol (self, zb_symbol_unit (0, ZB_UNIT_STYLE_HOLLOW), SYMBOL_ROOM, &x, middle, _ ("Unit, busy"));
  draw_symbol (self, zb_symbol_device (ZB_DEVICE_CAMERA, ZB_DEVICE_STYLE_ONLINE), SYMBOL_ROOM, &x, middle,
               _ ("Camera"));
  draw_symbol (self, zb_symbol_device (ZB_DEVICE_CAMERA, ZB_DEVICE_STYLE_OFF), SYMBOL_ROOM, &x, middle,
               _ ("Camera, offline"));
  draw_symbol (self, zb_symbol_cluster (20, 16), CLUSTER_ROOM, &x, middle,
               _ ("Several devices; ring: share online"));
}

/* --- how long a stretch is ----------------------------------------------------------------------------- */

static void
draw_scale (Drawing *self, float middle)
{
  double metres = zb_scale_bar_round (self->sheet->metres_per_pixel * BAR_PIXELS);
  float length = (float)(metres / self->sheet->metres_per_pixel), right = self->width - EDGE;
  g_autofree char *text = zb_scale_bar_name (metres);
  float left = right - draw_text (self, text, FALSE, right, middle, TRUE) - 8 - length;
  const GdkRGBA *colour = &self->palette->disc_text;

  gtk_snapshot_append_color (self->snapshot, colour, &GRAPHENE_RECT_INIT (left, middle + 4, length, 1.5f));
  gtk_snapshot_append_color (self->snapshot, colour,
                             &GRAPHENE_RECT_INIT (left, middle + 4 - TICK, 1.5f, TICK));
  gtk_snapshot_append_color (self->snapshot, colour,
                             &GRAPHENE_RECT_INIT (left + length - 1.5f, middle + 4 - TICK, 1.5f, TICK));
}

/* --- all of it ------------------------------------------------------------------------------------------ */

/* Drawn now, whatever the last frame has shown: that may have been before the view was moved. */
static void
draw_map (Drawing *self)
{
  gtk_snapshot_save (self->snapshot);
  gtk_snapshot_translate (self->snapshot, &GRAPHENE_POINT_INIT (0, HEAD));
  gtk_snapshot_push_clip (self->snapshot, &GRAPHENE_RECT_INIT (0, 0, self->width, self->map_height));
  gtk_widget_snapshot_child (gtk_widget_get_parent (self->sheet->map), self->sheet->map, self->snapshot);
  gtk_snapshot_pop (self->snapshot);
  gtk_snapshot_restore (self->snapshot);
}

static void
draw_sheet (Drawing *self)
{
  float foot = HEAD + self->map_height + 6;

  gtk_snapshot_append_color (self->snapshot, &self->palette->disc,
                             &GRAPHENE_RECT_INIT (0, 0, self->width, HEAD + self->map_height + FOOT));
  draw_text (self, self->sheet->title, TRUE, EDGE, HEAD / 2.f, FALSE);
  draw_text (self, self->sheet->note, FALSE, self->width - EDGE, HEAD / 2.f, TRUE);
  draw_map (self);
  draw_alerts (self, foot + ROW / 2.f);
  draw_scale (self, foot + ROW / 2.f);
  draw_things (self, foot + ROW * 1.5f);
}

/* In ordinary memory, where another thread can read it, whatever the renderer keeps pictures in. */
static GdkTexture *
copy_to_memory (GdkTexture *texture)
{
  g_autoptr (GdkTextureDownloader) downloader = gdk_texture_downloader_new (texture);
  g_autoptr (GBytes) bytes = NULL;
  gsize stride;

  gdk_texture_downloader_set_format (downloader, GDK_MEMORY_R8G8B8A8_PREMULTIPLIED);
  bytes = gdk_texture_downloader_download_bytes (downloader, &stride);
  return gdk_memory_texture_new (gdk_texture_get_width (texture), gdk_texture_get_height (texture),
                                 GDK_MEMORY_R8G8B8A8_PREMULTIPLIED, bytes, stride);
}

static GdkTexture *
render (Drawing *self, double scale)
{
  GskRenderer *renderer = gtk_native_get_renderer (gtk_widget_get_native (self->sheet->map));
  g_autoptr (GskRenderNode) node = gtk_snapshot_to_node (self->snapshot);
  g_autoptr (GdkTexture) texture =
      gsk_renderer_render_texture (renderer, node,
                                   &GRAPHENE_RECT_INIT (0, 0, (float)(self->width * scale),
                                                        (float)((HEAD + self->map_height + FOOT) * scale)));

  return copy_to_memory (texture);
}

/**
 * zb_map_sheet_draw:
 * @self: what it is made of
 *
 * Returns: (transfer full) (nullable): the picture, as sharp as the display; it may be given to another
 *   thread. %NULL while the map is not shown
 */
GdkTexture *
zb_map_sheet_draw (const ZbMapSheet *self)
{
  double scale = gtk_widget_get_scale_factor (self->map);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (ZbSymbols) symbols = zb_symbols_new (scale, self->dark);
  Drawing drawing = { self,
                      snapshot,
                      symbols,
                      zb_symbols_get_palette (symbols),
                      (float)gtk_widget_get_width (self->map),
                      (float)gtk_widget_get_height (self->map) };

  if (!gtk_widget_get_mapped (self->map))
    return NULL;
  gtk_snapshot_scale (snapshot, (float)scale, (float)scale);
  draw_sheet (&drawing);
  return render (&drawing, scale);
}
