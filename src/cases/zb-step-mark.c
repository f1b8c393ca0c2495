/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-step-mark.h"

#include "zb-case.h"
#include "zb-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/**
 * ZbStepMark:
 *
 * One of the seven steps as a numbered circle with the line that joins it to the steps beside it:
 * ticked where it is behind the case, filled where the case is, hollow where it is still to come.
 */
struct _ZbStepMark
{
  GtkWidget parent_instance;
  int number;
  GtkOrientation orientation;
  ZbStepLook look;
};

#define N_STEPS 7
#define RADIUS 11.0f
#define GAP 3.0f

G_DEFINE_FINAL_TYPE (ZbStepMark, zb_step_mark, GTK_TYPE_WIDGET)

static const struct
{
  const char *dark, *light;
} fills[] = {
  [ZB_STEP_LOOK_TODO] = { "#4A535E", "#B9C1CA" },
  [ZB_STEP_LOOK_NOW] = { "#2A6FCE", "#2A6FCE" },
  [ZB_STEP_LOOK_DONE] = { "#3E7A5D", "#2F8A5B" },
};

static void
get_fill (ZbStepLook look, GdkRGBA *color)
{
  const gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  gdk_rgba_parse (color, dark ? fills[look].dark : fills[look].light);
}

static void
append_line (ZbStepMark *self, GtkSnapshot *snapshot, float from, float to, ZbStepLook look)
{
  const float across = self->orientation == GTK_ORIENTATION_VERTICAL
                           ? gtk_widget_get_width (GTK_WIDGET (self)) / 2.0f
                           : gtk_widget_get_height (GTK_WIDGET (self)) / 2.0f;
  GdkRGBA color;

  if (to <= from)
    return;
  get_fill (look, &color);
  if (self->orientation == GTK_ORIENTATION_VERTICAL)
    gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (across - 1, from, 2, to - from));
  else
    gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (from, across - 1, to - from, 2));
}

static void
append_circle (ZbStepMark *self, GtkSnapshot *snapshot, const graphene_point_t *centre)
{
  const graphene_rect_t bounds =
      GRAPHENE_RECT_INIT (centre->x - RADIUS, centre->y - RADIUS, 2 * RADIUS, 2 * RADIUS);
  GskRoundedRect outline;
  GdkRGBA color;

  get_fill (self->look, &color);
  gsk_rounded_rect_init_from_rect (&outline, &bounds, RADIUS);
  if (self->look == ZB_STEP_LOOK_TODO)
    {
      gtk_snapshot_append_border (snapshot, &outline, (float[4]){ 1.5f, 1.5f, 1.5f, 1.5f },
                                  (GdkRGBA[4]){ color, color, color, color });
      return;
    }
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &color, &bounds);
  gtk_snapshot_pop (snapshot);
}

static void
append_tick (GtkSnapshot *snapshot, const graphene_point_t *centre)
{
  g_autoptr (GskPath) path = gsk_path_parse ("M -4.2 0.4 L -1.2 3.2 L 4.4 -3");
  g_autoptr (GskStroke) stroke = gsk_stroke_new (1.8f);

  gsk_stroke_set_line_cap (stroke, GSK_LINE_CAP_ROUND);
  gsk_stroke_set_line_join (stroke, GSK_LINE_JOIN_ROUND);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, centre);
  gtk_snapshot_append_stroke (snapshot, path, stroke, &(GdkRGBA){ 1, 1, 1, 1 });
  gtk_snapshot_restore (snapshot);
}

static void
append_number (ZbStepMark *self, GtkSnapshot *snapshot, const graphene_point_t *centre)
{
  g_autofree char *words = g_strdup_printf ("%d", self->number);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), words);
  GdkRGBA color = { 1, 1, 1, 1 };
  int width, height;

  if (self->look == ZB_STEP_LOOK_TODO)
    gtk_widget_get_color (GTK_WIDGET (self), &color);
  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (centre->x - width / 2.0f, centre->y - height / 2.0f));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

/* The line to the next step is done only when this one is; the one from the step before is done
 * as soon as this one is reached. */
static void
zb_step_mark_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ZbStepMark *self = ZB_STEP_MARK (widget);
  const gboolean upright = self->orientation == GTK_ORIENTATION_VERTICAL;
  const float width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  const graphene_point_t centre = { width / 2, upright ? RADIUS + 1 : height / 2 };
  const float along = upright ? centre.y : centre.x, end = upright ? height : width;

  if (self->number > 1)
    append_line (self, snapshot, 0, along - RADIUS - GAP,
                 self->look == ZB_STEP_LOOK_TODO ? ZB_STEP_LOOK_TODO : ZB_STEP_LOOK_DONE);
  if (self->number < N_STEPS)
    append_line (self, snapshot, along + RADIUS + GAP, end,
                 self->look == ZB_STEP_LOOK_DONE ? ZB_STEP_LOOK_DONE : ZB_STEP_LOOK_TODO);
  append_circle (self, snapshot, &centre);
  if (self->look == ZB_STEP_LOOK_DONE)
    append_tick (snapshot, &centre);
  else
    append_number (self, snapshot, &centre);
}

static void
zb_step_mark_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                      int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = 2 * RADIUS + 2;
}

static void
zb_step_mark_class_init (ZbStepMarkClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = zb_step_mark_snapshot;
  widget_class->measure = zb_step_mark_measure;
  gtk_widget_class_set_css_name (widget_class, "step");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
zb_step_mark_init (ZbStepMark *self)
{
  self->number = 1;
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

static const char *
describe_look (ZbStepLook look)
{
  switch (look)
    {
    case ZB_STEP_LOOK_DONE:
      return C_ ("step of a case", "done");
    case ZB_STEP_LOOK_NOW:
      return C_ ("step of a case", "now");
    case ZB_STEP_LOOK_TODO:
    default:
      return C_ ("step of a case", "to come");
    }
}

static void
describe (ZbStepMark *self)
{
  g_autofree char *words =
      g_strdup_printf (C_ ("step and how it stands", "%s: %s"), zb_words_choice (&zb_steps, self->number),
                       describe_look (self->look));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

/**
 * zb_step_mark_new:
 * @number: which of the seven steps, counted from 1
 * @orientation: which way the line runs
 *
 * Returns: (transfer floating): the mark of a step that is still to come
 */
GtkWidget *
zb_step_mark_new (int number, GtkOrientation orientation)
{
  ZbStepMark *self = g_object_new (ZB_TYPE_STEP_MARK, NULL);

  self->number = number;
  self->orientation = orientation;
  describe (self);
  return GTK_WIDGET (self);
}

/**
 * zb_step_mark_set_look:
 * @self: a mark
 * @look: how its step stands
 */
void
zb_step_mark_set_look (ZbStepMark *self, ZbStepLook look)
{
  if (self->look == look)
    return;
  self->look = look;
  describe (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
