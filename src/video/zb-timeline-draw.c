/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a timeline is drawn. What stays while it plays is kept as a node; the playhead, the marked span and
 * the live edge are drawn over it. */
#include "zb-timeline-private.h"

#include "zb-replay-words.h"
#include "zb-severity-icon.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#define RGB(hex) { ((hex) >> 16) / 255.0f, (((hex) >> 8) & 0xff) / 255.0f, ((hex) & 0xff) / 255.0f, 1 }
#define RGBA(hex, alpha)                                                                                     \
  { ((hex) >> 16) / 255.0f, (((hex) >> 8) & 0xff) / 255.0f, ((hex) & 0xff) / 255.0f, alpha }

/* The design's tokens for what is drawn rather than styled. */
typedef struct
{
  GdkRGBA text, dim, rule, recorded, held, gap, gap_text, mark, mark_text, live;
} Inks;

static const Inks dark_inks = {
  .text = RGB (0xE9ECEF),
  .dim = RGB (0x909AA5),
  .rule = RGB (0x21262C),
  .recorded = RGB (0x3A6350),
  .held = RGB (0x8CC0FA),
  .gap = RGBA (0xE5B54A, 0.5f),
  .gap_text = RGB (0xE5B54A),
  .mark = RGBA (0x2A6FCE, 0.35f),
  .mark_text = RGB (0x8CC0FA),
  .live = RGB (0x62BF8F),
};

static const Inks light_inks = {
  .text = RGB (0x14181D),
  .dim = RGB (0x59636E),
  .rule = RGB (0xDDE2E7),
  .recorded = RGB (0x7FB89B),
  .held = RGB (0x1A57AD),
  .gap = RGBA (0x855800, 0.5f),
  .gap_text = RGB (0x855800),
  .mark = RGBA (0x2A6FCE, 0.25f),
  .mark_text = RGB (0x1A57AD),
  .live = RGB (0x12663A),
};

typedef struct
{
  ZbTimeline *timeline;
  GtkSnapshot *snapshot;
  PangoLayout *layout;
  const Inks *inks;
  gboolean dark;
  float left, right; /* of the plot */
} Pen;

static float
x_of (const Pen *pen, gint64 time)
{
  return (float)zb_timeline_get_x (pen->timeline, time);
}

static float
measure (Pen *pen, const char *text)
{
  int width;

  pango_layout_set_text (pen->layout, text, -1);
  pango_layout_get_pixel_size (pen->layout, &width, NULL);
  return (float)width;
}

static void
put_text (Pen *pen, const char *text, const GdkRGBA *color, float x, float y)
{
  pango_layout_set_text (pen->layout, text, -1);
  gtk_snapshot_save (pen->snapshot);
  gtk_snapshot_translate (pen->snapshot, &GRAPHENE_POINT_INIT (roundf (x), roundf (y)));
  gtk_snapshot_append_layout (pen->snapshot, pen->layout, color);
  gtk_snapshot_restore (pen->snapshot);
}

static void
fill (Pen *pen, const GdkRGBA *color, float x, float y, float width, float height)
{
  gtk_snapshot_append_color (pen->snapshot, color, &GRAPHENE_RECT_INIT (x, y, width, height));
}

/* --- the scale ----------------------------------------------------------------------------------- */

#define BETWEEN_TICKS 64 /* pixels at the least */

static const int minutes[] = { 1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720 };

static gint64
find_step (const Pen *pen)
{
  const double pixels = (pen->right - pen->left) / (double)pen->timeline->span;

  for (guint i = 0; i < G_N_ELEMENTS (minutes); i++)
    if ((double)(minutes[i] * G_TIME_SPAN_MINUTE) * pixels >= BETWEEN_TICKS)
      return minutes[i] * G_TIME_SPAN_MINUTE;
  return minutes[G_N_ELEMENTS (minutes) - 1] * G_TIME_SPAN_MINUTE;
}

/* Whole hours are those of the clock on the wall. */
static gint64
find_first_tick (ZbTimeline *self, gint64 step)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (self->from);
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);
  const gint64 offset = g_date_time_get_utc_offset (local);

  return (self->from + offset + step - 1) / step * step - offset;
}

static void
draw_scale (Pen *pen)
{
  const gint64 step = find_step (pen), until = pen->timeline->from + pen->timeline->span;

  for (gint64 time = find_first_tick (pen->timeline, step); time <= until; time += step)
    {
      g_autofree char *text = zb_replay_words_clock (time);
      const float x = roundf (x_of (pen, time)), width = measure (pen, text);
      fill (pen, &pen->inks->rule, x, ZB_TIMELINE_SCALE (pen->timeline), 1,
            ZB_TIMELINE_NOTES (pen->timeline) - ZB_TIMELINE_SCALE (pen->timeline));
      if (x - width / 2 >= pen->left - 16 && x + width / 2 <= pen->right + ZB_TIMELINE_RIGHT)
        put_text (pen, text, &pen->inks->dim, x - width / 2, 0);
    }
}

/* --- what was recorded -------------------------------------------------------------------------- */

static void
draw_recorded (Pen *pen, const ZbRecordedSpan *span)
{
  const float x = MAX (pen->left, x_of (pen, span->started_at)),
              end = MIN (pen->right, x_of (pen, span->ended_at));
  GskRoundedRect shape;

  if (end <= x)
    return;
  gsk_rounded_rect_init_from_rect (
      &shape,
      &GRAPHENE_RECT_INIT (x, ZB_TIMELINE_BAR (pen->timeline), MAX (1, end - x), ZB_TIMELINE_BAR_HEIGHT), 2);
  gtk_snapshot_push_rounded_clip (pen->snapshot, &shape);
  gtk_snapshot_append_color (pen->snapshot, &pen->inks->recorded, &shape.bounds);
  if (span->held)
    fill (pen, &pen->inks->held, x, ZB_TIMELINE_BAR (pen->timeline) + ZB_TIMELINE_BAR_HEIGHT - 3, end - x, 3);
  gtk_snapshot_pop (pen->snapshot);
}

#define HATCH 8 /* pixels from line to line */

static void
draw_hatch (Pen *pen, float x, float end)
{
  GskPathBuilder *builder = gsk_path_builder_new ();
  const float height = ZB_TIMELINE_BAR_HEIGHT, bottom = ZB_TIMELINE_BAR (pen->timeline) + height;
  g_autoptr (GskStroke) stroke = gsk_stroke_new (1.5f);
  g_autoptr (GskPath) path = NULL;

  for (float at = floorf (x / HATCH) * HATCH - height; at < end; at += HATCH)
    {
      gsk_path_builder_move_to (builder, at, bottom);
      gsk_path_builder_line_to (builder, at + height, ZB_TIMELINE_BAR (pen->timeline));
    }
  path = gsk_path_builder_free_to_path (builder);
  gtk_snapshot_push_clip (pen->snapshot,
                          &GRAPHENE_RECT_INIT (x, ZB_TIMELINE_BAR (pen->timeline), end - x, height));
  gtk_snapshot_append_stroke (pen->snapshot, path, stroke, &pen->inks->gap);
  gtk_snapshot_pop (pen->snapshot);
}

/* What is marked is written below its end. */
static char *
describe_mark (Pen *pen, float *x, float *width)
{
  g_autofree char *times = NULL;
  char *text;
  gint64 from, until;

  *x = *width = 0;
  if (!zb_timeline_get_mark (pen->timeline, &from, &until))
    return NULL;
  times = zb_replay_words_span (from, until);
  /* Translators: from when until when is to be exported */
  text = g_strdup_printf (_ ("Marked %s"), times);
  *width = measure (pen, text);
  *x = CLAMP (x_of (pen, until) - *width, pen->left, MAX (pen->left, pen->right - *width));
  return text;
}

static gboolean
is_free (Pen *pen, float from, float until)
{
  float x, width;
  g_autofree char *mark = describe_mark (pen, &x, &width);

  return !mark || until + 8 < x || from > x + width + 8;
}

/* Below its gap, as far as there is room beside the note before and that of what is marked. */
static void
write_gap (Pen *pen, gint64 from, gint64 until, float x, float end, float *taken)
{
  g_autofree char *first = zb_replay_words_clock (from), *last = zb_replay_words_clock (until);
  /* Translators: no pictures came from the first to the second time of day */
  g_autofree char *text = g_strdup_printf (_ ("Cut %s–%s"), first, last);
  const float width = measure (pen, text);
  const float at = CLAMP ((x + end - width) / 2, pen->left, MAX (pen->left, pen->right - width));

  if (at < *taken || !is_free (pen, at, at + width))
    return;
  put_text (pen, text, &pen->inks->gap_text, at, ZB_TIMELINE_NOTES (pen->timeline));
  *taken = at + width + 8;
}

static void
draw_gap (Pen *pen, gint64 from, gint64 until, float *taken)
{
  const float x = MAX (pen->left, x_of (pen, from)), end = MIN (pen->right, x_of (pen, until));

  if (end <= x)
    return;
  draw_hatch (pen, x, MAX (end, x + 2));
  write_gap (pen, from, until, x, end, taken);
}

static void
draw_film (Pen *pen)
{
  GPtrArray *recorded = pen->timeline->recorded;
  float taken = pen->left;

  for (guint i = 0; i < recorded->len; i++)
    {
      const ZbRecordedSpan *span = g_ptr_array_index (recorded, i);
      gint64 from, until;
      draw_recorded (pen, span);
      if (zb_timeline_find_gap (pen->timeline, span->ended_at + 1, &from, &until))
        draw_gap (pen, from, until, &taken);
    }
}

/* --- alerts ------------------------------------------------------------------------------------------ */

static void
draw_alerts (Pen *pen)
{
  const GdkRGBA ink = pen->dark ? (GdkRGBA){ 0.07f, 0.08f, 0.09f, 1 } : (GdkRGBA){ 1, 1, 1, 1 };

  for (guint i = 0; i < pen->timeline->alerts->len; i++)
    {
      const ZbAlert *alert = g_ptr_array_index (pen->timeline->alerts, i);
      const float x = x_of (pen, alert->first_at);
      GdkRGBA color;
      if (x < pen->left || x > pen->right)
        continue;
      zb_severity_get_color (alert->severity, pen->dark, &color);
      zb_severity_append_shape (pen->snapshot, alert->severity, x, ZB_TIMELINE_ALERTS (pen->timeline),
                                ZB_TIMELINE_ALERT_RADIUS, &color, &ink);
    }
}

/* What a row is called, at the height of its middle. */
static void
put_beside (Pen *pen, const char *text, int middle)
{
  put_text (pen, text, &pen->inks->dim, 0, (float)(middle - pen->timeline->line / 2));
}

static void
draw_ground (Pen *pen)
{
  draw_scale (pen);
  put_beside (pen, C_ ("timeline", "Alerts"), ZB_TIMELINE_ALERTS (pen->timeline));
  put_beside (pen, C_ ("timeline", "Film"), ZB_TIMELINE_BAR (pen->timeline) + ZB_TIMELINE_BAR_HEIGHT / 2);
  draw_film (pen);
  draw_alerts (pen);
}

static GskRenderNode *
make_ground (const Pen *pen)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  Pen other = *pen;

  other.snapshot = snapshot;
  draw_ground (&other);
  return gtk_snapshot_to_node (snapshot);
}

/* --- what moves ------------------------------------------------------------------------------------- */

static void
write_mark (Pen *pen)
{
  float x, width;
  g_autofree char *text = describe_mark (pen, &x, &width);

  if (text)
    put_text (pen, text, &pen->inks->mark_text, x, (float)ZB_TIMELINE_NOTES (pen->timeline));
}

static void
draw_mark (Pen *pen)
{
  const float top = ZB_TIMELINE_SCALE (pen->timeline), height = ZB_TIMELINE_NOTES (pen->timeline) - top;
  gint64 from, until;

  if (!zb_timeline_get_mark (pen->timeline, &from, &until))
    return;
  const float x = MAX (pen->left, x_of (pen, from)), end = MIN (pen->right, x_of (pen, until));
  if (end < x)
    return;
  fill (pen, &pen->inks->mark, x, top, end - x, height);
  fill (pen, &pen->inks->mark_text, x, top, 2, height);
  fill (pen, &pen->inks->mark_text, end - 2, top, 2, height);
  write_mark (pen);
}

static void
draw_live (Pen *pen)
{
  const char *text = C_ ("tile", "Live");
  const float x = x_of (pen, pen->timeline->now), width = measure (pen, text);

  if (x < pen->left || x > pen->right)
    return;
  fill (pen, &pen->inks->live, x, ZB_TIMELINE_SCALE (pen->timeline), 1,
        ZB_TIMELINE_NOTES (pen->timeline) - ZB_TIMELINE_SCALE (pen->timeline));
  if (x + 6 + width <= pen->right + ZB_TIMELINE_RIGHT)
    put_text (pen, text, &pen->inks->live, x + 6,
              (float)(ZB_TIMELINE_BAR (pen->timeline) + (ZB_TIMELINE_BAR_HEIGHT - pen->timeline->line) / 2));
}

static void
draw_head (Pen *pen)
{
  const float x = roundf (x_of (pen, zb_timeline_get_position (pen->timeline)));

  if (x < pen->left || x > pen->right)
    return;
  fill (pen, &pen->inks->text, x - 1, ZB_TIMELINE_SCALE (pen->timeline) - 2, 2,
        ZB_TIMELINE_NOTES (pen->timeline) - ZB_TIMELINE_SCALE (pen->timeline) + 4);
}

/**
 * zb_timeline_draw:
 * @self: a timeline
 * @snapshot: where to
 */
void
zb_timeline_draw (ZbTimeline *self, GtkSnapshot *snapshot)
{
  const int width = gtk_widget_get_width (GTK_WIDGET (self));
  const gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  Pen pen = { self,
              snapshot,
              layout,
              dark ? &dark_inks : &light_inks,
              dark,
              (float)ZB_TIMELINE_LEFT (self),
              (float)width - ZB_TIMELINE_RIGHT };

  if (pen.right <= pen.left)
    return;
  if (self->ground_width != width)
    g_clear_pointer (&self->ground, gsk_render_node_unref);
  self->ground_width = width;
  if (!self->ground)
    self->ground = make_ground (&pen);
  if (self->ground)
    gtk_snapshot_append_node (snapshot, self->ground);
  draw_mark (&pen);
  draw_live (&pen);
  draw_head (&pen);
}
