/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-label-style.h"
#include "zb-mercator.h"

#include <gdk/gdk.h>
#include <graphene.h>

G_BEGIN_DECLS

/**
 * ZbLabelPlace:
 * @x: across the world, in pixels at the label's zoom
 * @y: down the world, likewise
 *
 * A place of a name, or of a line that it goes along.
 */
typedef struct
{
  double x;
  double y;
} ZbLabelPlace;

/**
 * ZbLabel:
 * @text: what it says
 * @image: how that looks
 * @place: the middle of it
 * @frame: where the image is, from @place
 * @boxes: (element-type graphene_rect_t): what it covers, from @place
 * @apart: how far from another of the same text it stays, in pixels
 * @rank: its importance; the greater goes first
 * @length: of the line that it goes along, in pixels; the longer goes first among those of one rank
 *
 * A name that could be put on the map, at one whole zoom.
 */
typedef struct
{
  char *text;
  GdkTexture *image;
  ZbLabelPlace place;
  graphene_rect_t frame;
  GArray *boxes;
  double apart;
  guint rank;
  double length;
} ZbLabel;

ZbLabel *zb_label_new_at (const ZbLabelLook *look, ZbLabelPlace place, int scale);
ZbLabel *zb_label_new_along (const ZbLabelLook *look, const ZbLabelPlace *line, guint n_places, double middle,
                             int scale);
double zb_label_measure (const ZbLabelLook *look);
ZbLabel *zb_label_ref (ZbLabel *self);
void zb_label_unref (ZbLabel *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbLabel, zb_label_unref)

G_END_DECLS
