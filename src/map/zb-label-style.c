/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-label-style.h"

#include "zb-style-expression.h"

/**
 * ZbLabelStyle:
 *
 * The names that a MapLibre style writes on its map: its layers of the type "symbol". What is drawn later is
 * more important, as the specification has it. It is only read, from any thread.
 */
struct _ZbLabelStyle
{
  gatomicrefcount refs;
  yyjson_doc *doc;
  GPtrArray *layers; /* yyjson_val, owned by the doc */
};

/* What the specification says where a style says nothing. */
#define USUAL_SIZE 16
#define USUAL_APART 250
#define USUAL_PADDING 2

static gboolean
writes_names (yyjson_val *layer)
{
  return g_strcmp0 (yyjson_get_str (yyjson_obj_get (layer, "type")), "symbol") == 0;
}

/**
 * zb_label_style_new:
 * @style: a MapLibre style, in JSON
 *
 * Returns: (transfer full): its names; none where @style is no style
 */
ZbLabelStyle *
zb_label_style_new (const char *style)
{
  ZbLabelStyle *self = g_new0 (ZbLabelStyle, 1);
  yyjson_arr_iter iter;
  yyjson_val *layer;

  g_atomic_ref_count_init (&self->refs);
  self->layers = g_ptr_array_new ();
  self->doc = yyjson_read (style, strlen (style), 0);
  if (self->doc && yyjson_arr_iter_init (yyjson_obj_get (yyjson_doc_get_root (self->doc), "layers"), &iter))
    while ((layer = yyjson_arr_iter_next (&iter)))
      if (writes_names (layer))
        g_ptr_array_add (self->layers, layer);
  return self;
}

/**
 * zb_label_style_ref:
 * @self: a style
 *
 * Returns: (transfer full): the same
 */
ZbLabelStyle *
zb_label_style_ref (ZbLabelStyle *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * zb_label_style_unref:
 * @self: (transfer full): a style
 */
void
zb_label_style_unref (ZbLabelStyle *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_ptr_array_unref (self->layers);
  yyjson_doc_free (self->doc);
  g_free (self);
}

static void
remove_names (yyjson_mut_val *layers)
{
  for (gsize i = yyjson_mut_arr_size (layers); i-- > 0;)
    {
      yyjson_mut_val *layer = yyjson_mut_arr_get (layers, i);

      if (g_strcmp0 (yyjson_mut_get_str (yyjson_mut_obj_get (layer, "type")), "symbol") == 0)
        yyjson_mut_arr_remove (layers, i);
    }
}

/**
 * zb_label_style_strip:
 * @style: a MapLibre style, in JSON
 *
 * Returns: (transfer full): the same without its names; as it is where it cannot be read
 */
char *
zb_label_style_strip (const char *style)
{
  yyjson_doc *doc = yyjson_read (style, strlen (style), 0);
  yyjson_mut_doc *copy = doc ? yyjson_doc_mut_copy (doc, NULL) : NULL;
  char *text, *stripped;

  remove_names (yyjson_mut_obj_get (yyjson_mut_doc_get_root (copy), "layers"));
  text = copy ? yyjson_mut_write (copy, 0, NULL) : NULL;
  stripped = g_strdup (text ? text : style);
  free (text);
  yyjson_mut_doc_free (copy);
  yyjson_doc_free (doc);
  return stripped;
}

/* --- a name ------------------------------------------------------------------------------------ */

static gboolean
is_bold (yyjson_val *layout)
{
  yyjson_arr_iter iter;
  yyjson_val *font;

  if (yyjson_arr_iter_init (yyjson_obj_get (layout, "text-font"), &iter))
    while ((font = yyjson_arr_iter_next (&iter)))
      if (yyjson_is_str (font) && g_str_has_suffix (yyjson_get_str (font), " Bold"))
        return TRUE;
  return FALSE;
}

static void
read_look (yyjson_val *layer, double zoom, ZbLabelLook *look)
{
  yyjson_val *layout = yyjson_obj_get (layer, "layout"), *paint = yyjson_obj_get (layer, "paint");
  const char *colour = yyjson_get_str (yyjson_obj_get (paint, "text-color"));

  look->size = zb_style_expression_get_number (yyjson_obj_get (layout, "text-size"), NULL, zoom, USUAL_SIZE);
  look->spacing = look->size * zb_style_expression_get_number (yyjson_obj_get (layout, "text-letter-spacing"),
                                                               NULL, zoom, 0);
  look->bold = is_bold (layout);
  look->along = g_strcmp0 (yyjson_get_str (yyjson_obj_get (layout, "symbol-placement")), "line") == 0;
  look->apart =
      zb_style_expression_get_number (yyjson_obj_get (layout, "symbol-spacing"), NULL, zoom, USUAL_APART);
  look->padding =
      zb_style_expression_get_number (yyjson_obj_get (layout, "text-padding"), NULL, zoom, USUAL_PADDING);
  if (!colour || !gdk_rgba_parse (&look->colour, colour))
    look->colour = (GdkRGBA){ 0, 0, 0, 1 };
}

typedef struct
{
  yyjson_val *filter, *text;
  double zoom;
  ZbLabelLook look;
  ZbLabelFunc func;
  gpointer data;
} Search;

static void
on_feature (const ZbVectorFeature *feature, gpointer data)
{
  Search *search = data;

  if (!zb_style_expression_holds (search->filter, feature, search->zoom))
    return;
  search->look.text = zb_style_expression_get_text (search->text, feature, search->zoom);
  if (search->look.text && *search->look.text)
    search->func (&search->look, feature, search->data);
  g_clear_pointer (&search->look.text, g_free);
}

static gboolean
is_shown_at (yyjson_val *layer, double zoom)
{
  return zoom >= zb_style_expression_get_number (yyjson_obj_get (layer, "minzoom"), NULL, zoom, 0) &&
         zoom < zb_style_expression_get_number (yyjson_obj_get (layer, "maxzoom"), NULL, zoom, 99);
}

/**
 * zb_label_style_foreach:
 * @self: a style
 * @tile: a tile
 * @zoom: its zoom
 * @func: (scope call): what is called for each name on it
 * @data: what it is given
 */
void
zb_label_style_foreach (ZbLabelStyle *self, const ZbVectorTile *tile, double zoom, ZbLabelFunc func,
                        gpointer data)
{
  for (guint i = 0; i < self->layers->len; i++)
    {
      yyjson_val *layer = self->layers->pdata[i];
      const char *source = yyjson_get_str (yyjson_obj_get (layer, "source-layer"));
      Search search = { .filter = yyjson_obj_get (layer, "filter"),
                        .text = yyjson_obj_get (yyjson_obj_get (layer, "layout"), "text-field"),
                        .zoom = zoom,
                        .func = func,
                        .data = data };

      if (!source || !is_shown_at (layer, zoom))
        continue;
      read_look (layer, zoom, &search.look);
      search.look.rank = i;
      zb_vector_tile_foreach (tile, source, on_feature, &search);
    }
}
