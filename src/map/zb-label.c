/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names drawn once, each as an image of its own: painting one is copying some thousand pixels, however it is
 * turned. Along a line every character is laid by itself. On a steep street a Chinese name reads from top to
 * bottom with its characters upright, as street plans have it. All of this is for a thread of its own. */
#include "zb-label.h"

#include <math.h>
#include <pango/pangocairo.h>

#define FONT "Adwaita Sans,Inter,Noto Sans CJK SC"

/* The most that one character is turned against the one before, and against the first. */
#define MOST_BEND (G_PI / 5)
#define MOST_TURN (G_PI / 2.2)

/* Steeper than this a name stands. */
#define STEEP (G_PI / 3)

/* The Chinese, Japanese and Korean blocks begin here: what is before needs to be read sideways. */
#define FIRST_UPRIGHT 0x2e80

#define MOST_CHARACTERS 64

/* A character, and where it is. */
typedef struct
{
  char text[8];
  double width;
  ZbLabelPlace middle;
  double angle;
} Glyph;

typedef struct
{
  PangoLayout *layout;
  Glyph glyphs[MOST_CHARACTERS];
  guint n_glyphs;
  double height, length;
} Line;

static PangoLayout *
make_layout (const ZbLabelLook *look)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string (FONT);
  PangoLayout *layout;

  /* Of the characters that Chinese and Japanese share, the Chinese ones. */
  pango_context_set_language (context, pango_language_from_string ("zh-cn"));
  pango_font_description_set_absolute_size (font, look->size * PANGO_SCALE);
  pango_font_description_set_weight (font, look->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_context_set_font_description (context, font);
  layout = pango_layout_new (context);
  g_object_unref (context);
  return layout;
}

static void
measure (Line *line, const ZbLabelLook *look)
{
  line->layout = make_layout (look);
  line->length = -look->spacing;
  for (const char *at = look->text; *at && line->n_glyphs < MOST_CHARACTERS; at = g_utf8_next_char (at))
    {
      Glyph *glyph = &line->glyphs[line->n_glyphs++];
      PangoRectangle logical;

      memcpy (glyph->text, at, (gsize)(g_utf8_next_char (at) - at));
      pango_layout_set_text (line->layout, glyph->text, -1);
      pango_layout_get_extents (line->layout, NULL, &logical);
      glyph->width = (double)logical.width / PANGO_SCALE;
      line->height = fmax (line->height, (double)logical.height / PANGO_SCALE);
      line->length += glyph->width + look->spacing;
    }
}

/**
 * zb_label_measure:
 * @look: a name
 *
 * Returns: how long it is, in pixels
 */
double
zb_label_measure (const ZbLabelLook *look)
{
  Line line = { 0 };

  measure (&line, look);
  g_object_unref (line.layout);
  return line.length;
}

/* --- the image --------------------------------------------------------------------------------- */

/* The smallest upright box around a character that is turned. */
static graphene_rect_t
get_box (const Glyph *glyph, double height, double padding)
{
  const double across = fabs (cos (glyph->angle)), down = fabs (sin (glyph->angle));
  const double width = glyph->width * across + height * down + 2 * padding;
  const double tall = glyph->width * down + height * across + 2 * padding;

  return GRAPHENE_RECT_INIT ((float)(glyph->middle.x - width / 2), (float)(glyph->middle.y - tall / 2),
                             (float)width, (float)tall);
}

static GArray *
get_boxes (const Line *line, double padding, graphene_rect_t *all)
{
  GArray *boxes = g_array_sized_new (FALSE, FALSE, sizeof (graphene_rect_t), line->n_glyphs);

  for (guint i = 0; i < line->n_glyphs; i++)
    {
      const graphene_rect_t box = get_box (&line->glyphs[i], line->height, padding),
                            ink = get_box (&line->glyphs[i], line->height, 1);

      g_array_append_val (boxes, box);
      if (i == 0)
        *all = ink;
      else
        graphene_rect_union (all, &ink, all);
    }
  return boxes;
}

static void
draw_glyph (cairo_t *cr, const Line *line, const Glyph *glyph)
{
  cairo_save (cr);
  cairo_translate (cr, glyph->middle.x, glyph->middle.y);
  cairo_rotate (cr, glyph->angle);
  cairo_move_to (cr, -glyph->width / 2, -line->height / 2);
  pango_layout_set_text (line->layout, glyph->text, -1);
  pango_cairo_show_layout (cr, line->layout);
  cairo_restore (cr);
}

static GdkTexture *
take_texture (cairo_surface_t *surface)
{
  const int width = cairo_image_surface_get_width (surface),
            height = cairo_image_surface_get_height (surface);
  const gsize stride = (gsize)cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) bytes = NULL;

  cairo_surface_flush (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface), stride * (gsize)height);
  cairo_surface_destroy (surface);
  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
}

static GdkTexture *
draw (const Line *line, const ZbLabelLook *look, const graphene_rect_t *frame, int scale)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int)frame->size.width * scale,
                                                         (int)frame->size.height * scale);
  cairo_t *cr = cairo_create (surface);

  cairo_scale (cr, scale, scale);
  cairo_translate (cr, -frame->origin.x, -frame->origin.y);
  gdk_cairo_set_source_rgba (cr, &look->colour);
  for (guint i = 0; i < line->n_glyphs; i++)
    draw_glyph (cr, line, &line->glyphs[i]);
  cairo_destroy (cr);
  return take_texture (surface);
}

static ZbLabel *
make (Line *line, const ZbLabelLook *look, ZbLabelPlace place, int scale)
{
  ZbLabel *self = g_atomic_rc_box_new0 (ZbLabel);

  self->text = g_strdup (look->text);
  self->place = place;
  self->apart = look->apart;
  self->rank = look->rank;
  self->boxes = get_boxes (line, look->padding, &self->frame);
  graphene_rect_round_extents (&self->frame, &self->frame);
  self->image = draw (line, look, &self->frame, scale);
  g_object_unref (line->layout);
  return self;
}

/**
 * zb_label_new_at:
 * @look: a name
 * @place: the middle of it
 * @scale: device pixels to a pixel
 *
 * Returns: (transfer full) (nullable): the name, level; %NULL where it says nothing
 */
ZbLabel *
zb_label_new_at (const ZbLabelLook *look, ZbLabelPlace place, int scale)
{
  Line line = { 0 };
  double at;

  measure (&line, look);
  if (line.n_glyphs == 0)
    {
      g_object_unref (line.layout);
      return NULL;
    }
  at = -line.length / 2;
  for (guint i = 0; i < line.n_glyphs; i++)
    {
      line.glyphs[i].middle.x = at + line.glyphs[i].width / 2;
      at += line.glyphs[i].width + look->spacing;
    }
  return make (&line, look, place, scale);
}

/* --- along a line ------------------------------------------------------------------------------ */

/* The place that is @distance along the line. */
static ZbLabelPlace
find_place (const ZbLabelPlace *line, guint n_places, double distance)
{
  guint i = 0;
  double part = 0, length = 0;

  for (; i + 1 < n_places; i++, distance -= length)
    {
      length = hypot (line[i + 1].x - line[i].x, line[i + 1].y - line[i].y);
      if (distance <= length || i + 2 == n_places)
        break;
    }
  part = length > 0 ? CLAMP (distance / length, 0, 1) : 0;
  return (ZbLabelPlace){ line[i].x + part * (line[i + 1].x - line[i].x),
                         line[i].y + part * (line[i + 1].y - line[i].y) };
}

static double
turn_between (double from, double to)
{
  return fabs (remainder (to - from, 2 * G_PI));
}

/* Each character lies on the chord under it. */
static void
lay (Line *text, const ZbLabelLook *look, const ZbLabelPlace *line, guint n_places, double from,
     gboolean backwards)
{
  for (guint i = 0; i < text->n_glyphs; i++)
    {
      Glyph *glyph = &text->glyphs[backwards ? text->n_glyphs - 1 - i : i];
      const ZbLabelPlace begin = find_place (line, n_places, from),
                         end = find_place (line, n_places, from + glyph->width);

      glyph->middle = (ZbLabelPlace){ (begin.x + end.x) / 2, (begin.y + end.y) / 2 };
      glyph->angle = atan2 (end.y - begin.y, end.x - begin.x) + (backwards ? G_PI : 0);
      from += glyph->width + look->spacing;
    }
}

static gboolean
is_straight (const Line *text)
{
  for (guint i = 1; i < text->n_glyphs; i++)
    if (turn_between (text->glyphs[i - 1].angle, text->glyphs[i].angle) > MOST_BEND ||
        turn_between (text->glyphs[0].angle, text->glyphs[i].angle) > MOST_TURN)
      return FALSE;
  return TRUE;
}

static gboolean
may_stand (const char *text)
{
  for (; *text; text = g_utf8_next_char (text))
    if (g_utf8_get_char (text) < FIRST_UPRIGHT)
      return FALSE;
  return TRUE;
}

static void
centre (Line *text, ZbLabelPlace on)
{
  for (guint i = 0; i < text->n_glyphs; i++)
    {
      text->glyphs[i].middle.x -= on.x;
      text->glyphs[i].middle.y -= on.y;
    }
}

/**
 * zb_label_new_along:
 * @look: a name
 * @line: (array length=n_places): a line
 * @n_places: how many, at least 2
 * @middle: where on it the middle of the name is, in pixels from its beginning
 * @scale: device pixels to a pixel
 *
 * Returns: (transfer full) (nullable): the name, along the line; %NULL where the line is too short or too
 *   crooked there
 */
ZbLabel *
zb_label_new_along (const ZbLabelLook *look, const ZbLabelPlace *line, guint n_places, double middle,
                    int scale)
{
  Line text = { 0 };
  const ZbLabelPlace on = find_place (line, n_places, middle);
  ZbLabelPlace begin, end;
  double slope;
  gboolean stands;

  measure (&text, look);
  begin = find_place (line, n_places, middle - text.length / 2);
  end = find_place (line, n_places, middle + text.length / 2);
  slope = atan2 (end.y - begin.y, end.x - begin.x);
  stands = asin (fabs (sin (slope))) > STEEP && may_stand (look->text);
  lay (&text, look, line, n_places, middle - text.length / 2, stands ? end.y < begin.y : end.x < begin.x);
  if (text.n_glyphs == 0 || !is_straight (&text))
    {
      g_object_unref (text.layout);
      return NULL;
    }
  for (guint i = 0; stands && i < text.n_glyphs; i++)
    text.glyphs[i].angle -= G_PI / 2;
  centre (&text, on);
  return make (&text, look, on, scale);
}

/**
 * zb_label_ref:
 * @self: a name
 *
 * Returns: (transfer full): the same
 */
ZbLabel *
zb_label_ref (ZbLabel *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  ZbLabel *self = data;

  g_free (self->text);
  g_clear_object (&self->image);
  g_array_unref (self->boxes);
}

/**
 * zb_label_unref:
 * @self: (transfer full): a name
 */
void
zb_label_unref (ZbLabel *self)
{
  g_atomic_rc_box_release_full (self, clear);
}
