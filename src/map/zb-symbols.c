/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Textures of the map's symbols, each drawn once for a look, a scale and a style. A look is a word of 64
 * bits, so that finding it costs one hash; what is on screen then is one texture node a symbol. */
#include "zb-symbols.h"

#include "zb-symbol-shapes.h"

#include <math.h>

/* More looks than a screen of clusters, headings and counts can have; beyond it we begin anew. */
#define MAX_KEPT 6000
#define CHIP_HEIGHT 18
#define CHIP_PADDING 8
#define CHIP_RADIUS 4

struct _ZbSymbols
{
  double scale;
  gboolean dark;
  const ZbMapPalette *palette;
  GHashTable *by_key;
  GHashTable *by_text;
  guint n_drawn;
};

static void
symbol_free (gpointer data)
{
  ZbSymbol *symbol = data;
  g_clear_object (&symbol->texture);
  g_free (symbol);
}

/**
 * zb_symbols_new:
 * @scale: device pixels a logical one
 * @dark: for the dark style
 *
 * Returns: (transfer full): an empty set of textures
 */
ZbSymbols *
zb_symbols_new (double scale, gboolean dark)
{
  ZbSymbols *self = g_new0 (ZbSymbols, 1);
  self->scale = scale;
  self->dark = dark;
  self->palette = zb_map_palette_get (dark);
  self->by_key = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, symbol_free);
  self->by_text = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, symbol_free);
  return self;
}

/**
 * zb_symbols_free:
 * @self: (transfer full): a set
 */
void
zb_symbols_free (ZbSymbols *self)
{
  g_hash_table_unref (self->by_key);
  g_hash_table_unref (self->by_text);
  g_free (self);
}

/**
 * zb_symbols_fits:
 * @self: a set
 * @scale: device pixels a logical one
 * @dark: for the dark style
 *
 * Returns: whether its textures are right for a display and a style
 */
gboolean
zb_symbols_fits (const ZbSymbols *self, double scale, gboolean dark)
{
  return self->scale == scale && self->dark == dark;
}

/**
 * zb_symbols_get_palette:
 * @self: a set
 *
 * Returns: (transfer none): its colours
 */
const ZbMapPalette *
zb_symbols_get_palette (const ZbSymbols *self)
{
  return self->palette;
}

/**
 * zb_symbols_get_n_drawn:
 * @self: a set
 *
 * Returns: how many textures were ever drawn, to see that looks are shared
 */
guint
zb_symbols_get_n_drawn (const ZbSymbols *self)
{
  return self->n_drawn;
}

/* A length that is whole in device pixels, so that a texture is never stretched. */
static float
whole_pixels (const ZbSymbols *self, double length)
{
  return (float)(ceil (length * self->scale) / self->scale);
}

static cairo_surface_t *
surface_new (const ZbSymbols *self, const graphene_rect_t *bounds)
{
  return cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int)lround (bounds->size.width * self->scale),
                                     (int)lround (bounds->size.height * self->scale));
}

static cairo_t *
context_new (const ZbSymbols *self, cairo_surface_t *surface, const graphene_rect_t *bounds)
{
  cairo_t *cr = cairo_create (surface);
  cairo_scale (cr, self->scale, self->scale);
  cairo_translate (cr, -bounds->origin.x, -bounds->origin.y);
  return cr;
}

static void
unref_surface (gpointer surface)
{
  cairo_surface_destroy (surface);
}

static ZbSymbol *
symbol_new (ZbSymbols *self, cairo_surface_t *surface, graphene_rect_t bounds)
{
  ZbSymbol *symbol = g_new0 (ZbSymbol, 1);
  int height = cairo_image_surface_get_height (surface), stride = cairo_image_surface_get_stride (surface);
  cairo_surface_flush (surface);
  g_autoptr (GBytes) bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface),
                                                         (gsize)(stride * height), unref_surface, surface);
  symbol->texture = gdk_memory_texture_new (cairo_image_surface_get_width (surface), height,
                                            GDK_MEMORY_DEFAULT, bytes, (gsize)stride);
  symbol->bounds = bounds;
  self->n_drawn++;
  return symbol;
}

static ZbSymbol *
draw_symbol (ZbSymbols *self, ZbSymbolKey key)
{
  float reach = whole_pixels (self, zb_symbol_shape_reach (key));
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (-reach, -reach, 2 * reach, 2 * reach);
  cairo_surface_t *surface = surface_new (self, &bounds);
  cairo_t *cr = context_new (self, surface, &bounds);
  zb_symbol_shape_draw (cr, self->palette, key);
  cairo_destroy (cr);
  return symbol_new (self, surface, bounds);
}

/**
 * zb_symbols_get:
 * @self: a set
 * @key: a look
 *
 * Returns: (transfer none): its texture, drawn now if it is new; good until the next call
 */
const ZbSymbol *
zb_symbols_get (ZbSymbols *self, ZbSymbolKey key)
{
  ZbSymbol *symbol = g_hash_table_lookup (self->by_key, &key);
  if (symbol)
    return symbol;
  if (g_hash_table_size (self->by_key) >= MAX_KEPT)
    g_hash_table_remove_all (self->by_key);
  symbol = draw_symbol (self, key);
  g_hash_table_insert (self->by_key, g_memdup2 (&key, sizeof key), symbol);
  return symbol;
}

static void
rounded_path (cairo_t *cr, const graphene_rect_t *box, double radius)
{
  double left = box->origin.x, top = box->origin.y, right = left + box->size.width,
         bottom = top + box->size.height;
  cairo_new_sub_path (cr);
  cairo_arc (cr, right - radius, top + radius, radius, -G_PI / 2, 0);
  cairo_arc (cr, right - radius, bottom - radius, radius, 0, G_PI / 2);
  cairo_arc (cr, left + radius, bottom - radius, radius, G_PI / 2, G_PI);
  cairo_arc (cr, left + radius, top + radius, radius, G_PI, 1.5 * G_PI);
  cairo_close_path (cr);
}

static const GdkRGBA *
chip_text_colour (const ZbSymbols *self, ZbChipStyle style)
{
  switch (style)
    {
    case ZB_CHIP_RADIUS:
      return &self->palette->near_line;
    case ZB_CHIP_GRID:
      return &self->palette->grid_text;
    case ZB_CHIP_NAME:
    case ZB_CHIP_ZONE:
      return &self->palette->name_text;
    case ZB_CHIP_UNIT:
    case ZB_CHIP_UNIT_BOLD:
    default:
      return &self->palette->unit_text;
    }
}

/* What a part of the district is called is larger, bold and spaced, as on the paper map. */
static PangoLayout *
layout_new (cairo_t *cr, const char *text, ZbChipStyle style)
{
  PangoLayout *layout = zb_symbol_layout_new (cr, text, style == ZB_CHIP_UNIT_BOLD || style == ZB_CHIP_NAME);
  if (style != ZB_CHIP_NAME)
    return layout;
  g_autoptr (PangoFontDescription) font =
      pango_font_description_copy (pango_layout_get_font_description (layout));
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  pango_font_description_set_absolute_size (font, 15 * PANGO_SCALE);
  pango_attr_list_insert (attributes, pango_attr_letter_spacing_new (2 * PANGO_SCALE));
  pango_layout_set_font_description (layout, font);
  pango_layout_set_attributes (layout, attributes);
  return layout;
}

static ZbSymbol *
draw_chip (ZbSymbols *self, const char *text, ZbChipStyle style)
{
  int width, height;
  cairo_surface_t *probe = cairo_image_surface_create (CAIRO_FORMAT_A8, 1, 1);
  cairo_t *cr = cairo_create (probe);
  g_autoptr (PangoLayout) layout = layout_new (cr, text, style);
  gboolean bare = style == ZB_CHIP_GRID || style == ZB_CHIP_NAME;
  pango_layout_get_pixel_size (layout, &width, &height);
  cairo_destroy (cr);
  cairo_surface_destroy (probe);
  int tall = MAX (CHIP_HEIGHT, 2 * ((height + 1) / 2));
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (
      0, (float)-tall / 2, whole_pixels (self, width + 2 * CHIP_PADDING), whole_pixels (self, tall));
  cairo_surface_t *surface = surface_new (self, &bounds);
  cr = context_new (self, surface, &bounds);
  if (!bare)
    {
      rounded_path (cr, &bounds, CHIP_RADIUS);
      gdk_cairo_set_source_rgba (cr, &self->palette->chip);
      cairo_fill (cr);
    }
  gdk_cairo_set_source_rgba (cr, chip_text_colour (self, style));
  cairo_move_to (cr, CHIP_PADDING, -height / 2.0);
  pango_cairo_update_layout (cr, layout);
  pango_cairo_show_layout (cr, layout);
  cairo_destroy (cr);
  return symbol_new (self, surface, bounds);
}

/**
 * zb_symbols_get_chip:
 * @self: a set
 * @text: a few words
 * @style: how they look
 *
 * Returns: (transfer none): the words on their chip, which begins at the place and is centred on its
 *   height; good until the next call
 */
const ZbSymbol *
zb_symbols_get_chip (ZbSymbols *self, const char *text, ZbChipStyle style)
{
  g_autofree char *key = g_strdup_printf ("%d%s", style, text);
  ZbSymbol *symbol = g_hash_table_lookup (self->by_text, key);
  if (symbol)
    return symbol;
  if (g_hash_table_size (self->by_text) >= MAX_KEPT)
    g_hash_table_remove_all (self->by_text);
  symbol = draw_chip (self, text, style);
  g_hash_table_insert (self->by_text, g_steal_pointer (&key), symbol);
  return symbol;
}

/**
 * zb_symbols_append:
 * @self: a set
 * @snapshot: where to draw
 * @symbol: one of @self
 * @place: where its place is, drawn to the nearest device pixel so that it stays sharp
 */
void
zb_symbols_append (ZbSymbols *self, GtkSnapshot *snapshot, const ZbSymbol *symbol, graphene_point_t place)
{
  graphene_rect_t bounds = symbol->bounds;
  float scale = (float)self->scale;
  bounds.origin.x = roundf ((place.x + bounds.origin.x) * scale) / scale;
  bounds.origin.y = roundf ((place.y + bounds.origin.y) * scale) / scale;
  gtk_snapshot_append_texture (snapshot, symbol->texture, &bounds);
}
