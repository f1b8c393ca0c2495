/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-compare-view.h"

#include <glib/gi18n.h>

/**
 * ZbCompareView:
 *
 * Two pictures of one place, one over the other, and a line between them that is dragged, or moved
 * with the arrow keys: left of it is before, right of it after.
 */
struct _ZbCompareView
{
  GtkWidget parent_instance;
  GdkTexture *before, *after;
  double position, drag_began;
};

#define STEP 0.05
#define HANDLE 14.0f

G_DEFINE_FINAL_TYPE (ZbCompareView, zb_compare_view, GTK_TYPE_WIDGET)

static const GdkRGBA white = { 1, 1, 1, 1 };

static void
set_position (ZbCompareView *self, double position)
{
  self->position = CLAMP (position, 0, 1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 1.0, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
                                  self->position, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* --- drawing ---------------------------------------------------------------------------------- */

static graphene_rect_t
fit (ZbCompareView *self, GdkTexture *texture)
{
  const float width = gtk_widget_get_width (GTK_WIDGET (self)),
              height = gtk_widget_get_height (GTK_WIDGET (self));
  const float ratio = (float)gdk_texture_get_width (texture) / gdk_texture_get_height (texture);
  const float fitting = MIN (width, height * ratio);

  return GRAPHENE_RECT_INIT ((width - fitting) / 2, (height - fitting / ratio) / 2, fitting, fitting / ratio);
}

static void
append_words (ZbCompareView *self, GtkSnapshot *snapshot, const char *words, float x, float y,
              gboolean from_right)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), words);
  GskRoundedRect outline;
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  x = from_right ? x - width - 12 : x;
  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (x, y, width + 12, height + 4), 5);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &(GdkRGBA){ 0.05f, 0.06f, 0.07f, 0.82f }, &outline.bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x + 6, y + 2));
  gtk_snapshot_append_layout (snapshot, layout, &white);
  gtk_snapshot_restore (snapshot);
}

static void
append_handle (GtkSnapshot *snapshot, float x, const graphene_rect_t *area)
{
  const float y = area->origin.y + area->size.height / 2;
  GskRoundedRect outline;

  gtk_snapshot_append_color (snapshot, &white,
                             &GRAPHENE_RECT_INIT (x - 1, area->origin.y, 2, area->size.height));
  gsk_rounded_rect_init_from_rect (
      &outline, &GRAPHENE_RECT_INIT (x - HANDLE, y - HANDLE, 2 * HANDLE, 2 * HANDLE), HANDLE);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &white, &outline.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
zb_compare_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ZbCompareView *self = ZB_COMPARE_VIEW (widget);
  const graphene_rect_t area = fit (self, self->after), beneath = fit (self, self->before);
  const float x = area.origin.x + area.size.width * self->position;

  gtk_snapshot_append_texture (snapshot, self->after, &area);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, x, gtk_widget_get_height (widget)));
  gtk_snapshot_append_texture (snapshot, self->before, &beneath);
  gtk_snapshot_pop (snapshot);
  append_words (self, snapshot, _ ("Before"), area.origin.x + 8, area.origin.y + 8, FALSE);
  append_words (self, snapshot, _ ("After"), area.origin.x + area.size.width - 8, area.origin.y + 8, TRUE);
  append_handle (snapshot, x, &area);
}

/* --- moving ------------------------------------------------------------------------------------ */

static double
position_at (ZbCompareView *self, double x)
{
  const graphene_rect_t area = fit (self, self->after);

  return (x - area.origin.x) / MAX (1, area.size.width);
}

static void
on_drag_begin (ZbCompareView *self, double x, double y)
{
  self->drag_began = x;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  set_position (self, position_at (self, x));
}

static void
on_drag_update (ZbCompareView *self, double dx, double dy)
{
  set_position (self, position_at (self, self->drag_began + dx));
}

static gboolean
move (GtkWidget *widget, GVariant *by, gpointer data)
{
  ZbCompareView *self = ZB_COMPARE_VIEW (widget);

  set_position (self, self->position + g_variant_get_double (by));
  return TRUE;
}

/**
 * zb_compare_view_get_position:
 * @self: a comparison
 *
 * Returns: where the line stands, from 0 on the left to 1 on the right
 */
double
zb_compare_view_get_position (ZbCompareView *self)
{
  return self->position;
}

static void
zb_compare_view_dispose (GObject *object)
{
  g_clear_object (&ZB_COMPARE_VIEW (object)->before);
  g_clear_object (&ZB_COMPARE_VIEW (object)->after);
  G_OBJECT_CLASS (zb_compare_view_parent_class)->dispose (object);
}

static void
zb_compare_view_class_init (ZbCompareViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zb_compare_view_dispose;
  widget_class->snapshot = zb_compare_view_snapshot;
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, 0, move, "d", -STEP);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, 0, move, "d", STEP);
  gtk_widget_class_set_css_name (widget_class, "compare");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
}

static void
zb_compare_view_init (ZbCompareView *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Before and after"), -1);
  set_position (self, 0.5);
}

/**
 * zb_compare_view_new:
 * @before: how it was
 * @after: how it is
 *
 * Returns: (transfer floating): both, with the line in the middle
 */
GtkWidget *
zb_compare_view_new (GdkTexture *before, GdkTexture *after)
{
  ZbCompareView *self = g_object_new (ZB_TYPE_COMPARE_VIEW, NULL);

  self->before = g_object_ref (before);
  self->after = g_object_ref (after);
  return GTK_WIDGET (self);
}
