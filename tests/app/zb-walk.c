/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Walks the widgets that are shown and complains of what an officer could not read: texts that are
 * cut off, that are not in Chinese, that stand out too little from what is behind them, and regions
 * with nothing in them.
 */
#include "zb-walk.h"

#include "zb-tooltip.h"

#include <adwaita.h>
#include <math.h>

typedef struct
{
  GtkWidget *window;
  GdkTexture *picture;
  guchar *pixels;
  int width, height;
  GPtrArray *complaints;
  guint n_texts, n_insensitive;
} Walk;

static void G_GNUC_PRINTF (3, 4) complain (Walk *walk, GtkWidget *widget, const char *format, ...)
{
  g_autofree char *words = NULL;
  va_list args;

  va_start (args, format);
  words = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (walk->complaints, g_strdup_printf ("%s: %s", G_OBJECT_TYPE_NAME (widget), words));
}

/* --- language --------------------------------------------------------------------------------- */

/* Names of keys, units and codes that Chinese texts use as they are; everything else in Latin letters has
 * Chinese beside it, or no lower-case letter at all. */
static gboolean
may_be_latin (const char *text)
{
  static const char *const known[] = { "Ctrl", "Shift", "Alt", "Esc", "Enter", "Home", "fps",
                                       "km",   "cm",    "LEL", "px",  "v",     "m" };
  g_auto (GStrv) words = g_strsplit_set (text, " \t\n+/·:,.()[]0123456789%–-", -1);

  /* An address is the same in every language, and so is who somebody is at the door. */
  if (strstr (text, "://"))
    return TRUE;
  for (guint i = 0; words[i]; i++)
    {
      gboolean lower = FALSE, is_known = FALSE;
      for (const char *c = words[i]; *c; c++)
        lower |= g_ascii_islower (*c);
      for (gsize k = 0; k < G_N_ELEMENTS (known); k++)
        is_known |= g_str_equal (words[i], known[k]);
      if (lower && !is_known)
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_chinese (const char *text)
{
  for (const char *c = text; *c; c = g_utf8_next_char (c))
    if (g_unichar_get_script (g_utf8_get_char (c)) == G_UNICODE_SCRIPT_HAN)
      return TRUE;
  return FALSE;
}

static void
check_language (Walk *walk, GtkWidget *widget, const char *text)
{
  if (text && *text && !has_chinese (text) && !may_be_latin (text))
    complain (walk, widget, "“%s” is not in Chinese", text);
}

/* --- contrast --------------------------------------------------------------------------------- */

static double
linear (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
luminance (double red, double green, double blue)
{
  return 0.2126 * linear (red) + 0.7152 * linear (green) + 0.0722 * linear (blue);
}

static double
contrast (double a, double b)
{
  return (MAX (a, b) + 0.05) / (MIN (a, b) + 0.05);
}

/* The colour that most of a text's box has is what the text stands on. */
static gboolean
find_behind (Walk *walk, const graphene_rect_t *box, GdkRGBA *behind)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer color, count;
  guint most = 0, best = 0;

  for (int y = MAX (0, (int)box->origin.y); y < MIN (walk->height, box->origin.y + box->size.height); y++)
    for (int x = MAX (0, (int)box->origin.x); x < MIN (walk->width, box->origin.x + box->size.width); x++)
      {
        const guchar *pixel = walk->pixels + 4 * (y * walk->width + x);
        gpointer key = GUINT_TO_POINTER ((pixel[2] << 16 | pixel[1] << 8 | pixel[0]) + 1);
        g_hash_table_insert (counts, key,
                             GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, key)) + 1));
      }
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &color, &count))
    if (GPOINTER_TO_UINT (count) > most)
      {
        most = GPOINTER_TO_UINT (count);
        best = GPOINTER_TO_UINT (color) - 1;
      }
  *behind = (GdkRGBA){ (best >> 16 & 255) / 255.0f, (best >> 8 & 255) / 255.0f, (best & 255) / 255.0f, 1 };
  return most > 0;
}

static double
total_opacity (GtkWidget *widget)
{
  double opacity = 1;

  for (; widget; widget = gtk_widget_get_parent (widget))
    opacity *= gtk_widget_get_opacity (widget);
  return opacity;
}

static double
mix (double before, double behind, double opacity)
{
  return before * opacity + behind * (1 - opacity);
}

static void
check_contrast (Walk *walk, GtkWidget *widget, const char *text)
{
  graphene_rect_t box;
  GdkRGBA color, behind;
  double opacity, ratio;

  walk->n_texts += text && *text;
  if (!text || !*text)
    return;
  /* What cannot be used is dimmed on purpose; how much of it there is, is told. */
  if (!gtk_widget_is_sensitive (widget))
    {
      walk->n_insensitive++;
      return;
    }
  if (!gtk_widget_compute_bounds (widget, walk->window, &box) || !find_behind (walk, &box, &behind))
    return;
  /* An entry row keeps the title that it does not show just now. */
  if (total_opacity (widget) < 0.02)
    return;
  gtk_widget_get_color (widget, &color);
  opacity = color.alpha * total_opacity (widget);
  ratio = contrast (luminance (mix (color.red, behind.red, opacity), mix (color.green, behind.green, opacity),
                               mix (color.blue, behind.blue, opacity)),
                    luminance (behind.red, behind.green, behind.blue));
  if (ratio < 4.5)
    complain (walk, widget, "“%s” has a contrast of %.1f", text, ratio);
}

/* --- what is cut off --------------------------------------------------------------------------- */

static void
check_label (Walk *walk, GtkWidget *widget)
{
  GtkLabel *label = GTK_LABEL (widget);
  const char *text = gtk_label_get_text (label);

  if (pango_layout_is_ellipsized (gtk_label_get_layout (label)))
    complain (walk, widget, "“%s” is cut off", text);
  check_language (walk, widget, text);
  check_contrast (walk, widget, text);
}

static void
check_inscription (Walk *walk, GtkWidget *widget)
{
  const char *text = gtk_inscription_get_text (GTK_INSCRIPTION (widget));
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
  int width;

  pango_layout_set_attributes (layout, gtk_inscription_get_attributes (GTK_INSCRIPTION (widget)));
  pango_layout_get_pixel_size (layout, &width, NULL);
  if (text && width > gtk_widget_get_width (widget) + 1)
    complain (walk, widget, "“%s” is cut off: %d of %d px", text, gtk_widget_get_width (widget), width);
  check_language (walk, widget, text);
  check_contrast (walk, widget, text);
}

/* Whether all of @widget is within the window and within everything that it scrolls in. */
static gboolean
is_on_screen (Walk *walk, GtkWidget *widget)
{
  graphene_rect_t box, port = GRAPHENE_RECT_INIT (0, 0, (float)walk->width, (float)walk->height);

  if (!gtk_widget_compute_bounds (widget, walk->window, &box) || box.size.width <= 0 || box.size.height <= 0)
    return FALSE;
  if (!GTK_IS_LABEL (widget) && !GTK_IS_INSCRIPTION (widget))
    return graphene_rect_intersection (&port, &box, NULL);
  for (GtkWidget *above = widget; above && above != walk->window; above = gtk_widget_get_parent (above))
    if (GTK_IS_SCROLLED_WINDOW (above) && gtk_widget_compute_bounds (above, walk->window, &port) &&
        !graphene_rect_contains_rect (&port, &box))
      return FALSE;
  return TRUE;
}

static void
walk_widget (Walk *walk, GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget) || !is_on_screen (walk, widget))
    return;
  if (GTK_IS_LABEL (widget))
    check_label (walk, widget);
  else if (GTK_IS_INSCRIPTION (widget))
    check_inscription (walk, widget);
  if (gtk_widget_get_tooltip_text (widget))
    check_language (walk, widget, gtk_widget_get_tooltip_text (widget));
  if (zb_tooltip_get (widget))
    check_language (walk, widget, zb_tooltip_get (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    walk_widget (walk, child);
}

/* --- regions ------------------------------------------------------------------------------------ */

/* At least this many colours: a box with a border and nothing in it has two or three. */
#define LEAST_COLOURS 4

static gboolean
is_plain (Walk *walk, const graphene_rect_t *box)
{
  guint32 colours[LEAST_COLOURS];
  guint n = 0;

  for (int y = MAX (0, (int)box->origin.y); y < MIN (walk->height, box->origin.y + box->size.height); y++)
    for (int x = MAX (0, (int)box->origin.x); x < MIN (walk->width, box->origin.x + box->size.width); x++)
      {
        guint32 colour, i = 0;
        memcpy (&colour, walk->pixels + 4 * (y * walk->width + x), 4);
        while (i < n && colours[i] != colour)
          i++;
        if (i < n)
          continue;
        colours[n++] = colour;
        if (n == LEAST_COLOURS)
          return FALSE;
      }
  return TRUE;
}

static gboolean
is_of_region (GtkWidget *widget, const ZbWalkRegion *region)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (widget), region->type) &&
         (!region->style || gtk_widget_has_css_class (widget, region->style));
}

/* How many widgets make up the region as it should be. */
static guint
count_good (Walk *walk, GtkWidget *widget, const ZbWalkRegion *region)
{
  graphene_rect_t box;
  guint n = 0;

  if (!gtk_widget_get_mapped (widget))
    return 0;
  if (is_of_region (widget, region))
    return gtk_widget_compute_bounds (widget, walk->window, &box) && box.size.width >= region->width &&
           box.size.height >= region->height && box.origin.x < walk->width && box.origin.y < walk->height &&
           !is_plain (walk, &box);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    n += count_good (walk, child, region);
  return n;
}

static void
check_regions (Walk *walk, GtkWidget *top, const ZbWalkRegion *regions)
{
  for (; regions && regions->name; regions++)
    {
      const guint n = count_good (walk, top, regions);
      if (n < regions->count)
        complain (walk, top, "%s: %u of %u are there, of at least %d×%d and not empty", regions->name, n,
                  regions->count, regions->width, regions->height);
    }
}

static GskRenderNode *
snapshot_window (Walk *walk)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (walk->window);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();

  gdk_paintable_snapshot (paintable, snapshot, walk->width, walk->height);
  return gtk_snapshot_to_node (snapshot);
}

/* A window that is being drawn anew has nothing to show for a frame or two. */
static void
draw (Walk *walk)
{
  g_autoptr (GskRenderNode) node = NULL;

  walk->width = gtk_widget_get_width (walk->window);
  walk->height = gtk_widget_get_height (walk->window);
  while (!(node = snapshot_window (walk)))
    g_main_context_iteration (NULL, TRUE);
  walk->picture =
      gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (walk->window)), node,
                                   &GRAPHENE_RECT_INIT (0, 0, (float)walk->width, (float)walk->height));
  walk->pixels = g_malloc ((gsize)walk->width * walk->height * 4);
  gdk_texture_download (walk->picture, walk->pixels, (gsize)walk->width * 4);
}

/* Most of a screen can be used; where it cannot, there is nothing to be read with ease on it. */
#define MOST_INSENSITIVE 0.35

/**
 * zb_walk_window:
 * @window: a window that is shown
 * @regions: (nullable) (array zero-terminated=1): what has to be on it, or on the dialog over it
 *
 * Returns: (transfer full) (element-type utf8): what is to be complained of
 */
GPtrArray *
zb_walk_window (GtkWidget *window, const ZbWalkRegion *regions)
{
  AdwDialog *dialog = NULL;
  GtkWidget *top;
  Walk walk = { .window = window, .complaints = g_ptr_array_new_with_free_func (g_free) };

  draw (&walk);
  /* What is below a dialog is dimmed on purpose. */
  if (ADW_IS_APPLICATION_WINDOW (window))
    dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));
  top = dialog ? GTK_WIDGET (dialog) : window;
  walk_widget (&walk, top);
  check_regions (&walk, top, regions);
  g_test_message ("%u texts, %u of them greyed out", walk.n_texts, walk.n_insensitive);
  if (walk.n_insensitive > MOST_INSENSITIVE * walk.n_texts)
    complain (&walk, top, "%u of %u texts are greyed out", walk.n_insensitive, walk.n_texts);
  g_object_unref (walk.picture);
  g_free (walk.pixels);
  return walk.complaints;
}
