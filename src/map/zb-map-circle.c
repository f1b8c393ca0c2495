/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far it is around a place: a dashed circle with a tint in it. */
#include "zb-map-circle.h"

#define LINE_WIDTH 1.6f
#define TINT .06f

static GskPath *
get_path (ZbMapCircle *self, float radius)
{
  g_autoptr (GskPathBuilder) builder = NULL;

  if (self->path && self->radius == radius)
    return self->path;
  builder = gsk_path_builder_new ();
  gsk_path_builder_add_circle (builder, graphene_point_zero (), radius);
  zb_map_circle_clear (self);
  self->path = gsk_path_builder_to_path (builder);
  self->radius = radius;
  return self->path;
}

static void
append_tint (GtkSnapshot *snapshot, graphene_point_t place, float radius, GdkRGBA tint)
{
  graphene_rect_t box = GRAPHENE_RECT_INIT (place.x - radius, place.y - radius, 2 * radius, 2 * radius);
  GskRoundedRect disc;

  tint.alpha = TINT;
  gsk_rounded_rect_init_from_rect (&disc, &box, radius);
  gtk_snapshot_push_rounded_clip (snapshot, &disc);
  gtk_snapshot_append_color (snapshot, &tint, &box);
  gtk_snapshot_pop (snapshot);
}

/**
 * zb_map_circle_append:
 * @self: the circle
 * @snapshot: where to draw
 * @place: its middle
 * @radius: logical pixels
 * @line: the colour of its line, and of the tint
 */
void
zb_map_circle_append (ZbMapCircle *self, GtkSnapshot *snapshot, graphene_point_t place, float radius,
                      const GdkRGBA *line)
{
  g_autoptr (GskStroke) dashes = gsk_stroke_new (LINE_WIDTH);

  append_tint (snapshot, place, radius, *line);
  gsk_stroke_set_dash (dashes, (float[]){ 5, 5 }, 2);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &place);
  gtk_snapshot_append_stroke (snapshot, get_path (self, radius), dashes, line);
  gtk_snapshot_restore (snapshot);
}

/**
 * zb_map_circle_clear:
 * @self: the circle
 */
void
zb_map_circle_clear (ZbMapCircle *self)
{
  g_clear_pointer (&self->path, gsk_path_unref);
}
