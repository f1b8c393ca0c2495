/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-map-palette.h"
#include "zb-map-projection.h"

G_BEGIN_DECLS

typedef struct _ZbAreaShapes ZbAreaShapes;

/**
 * ZbAreaParts:
 * @ZB_AREA_PART_DISTRICT: the district's outline, and outside it a veil
 * @ZB_AREA_PART_SUBDISTRICTS: the subdistricts' outlines
 * @ZB_AREA_PART_COMMUNITIES: the residential communities
 * @ZB_AREA_PART_COMMITTEES: the committees' outlines
 * @ZB_AREA_PART_GRIDS: the grids
 */
typedef enum
{
  ZB_AREA_PART_DISTRICT = 1 << 0,
  ZB_AREA_PART_SUBDISTRICTS = 1 << 1,
  ZB_AREA_PART_COMMUNITIES = 1 << 2,
  ZB_AREA_PART_COMMITTEES = 1 << 3,
  ZB_AREA_PART_GRIDS = 1 << 4,
} ZbAreaParts;

/**
 * ZbAreaPicture:
 * @texture: the outlines, and outside the district a veil
 * @world: how many logical pixels wide the world was when it was drawn
 * @left: how many of them lie west of it
 * @top: how many of them lie north of it
 * @width: logical pixels
 * @height: logical pixels
 * @scale: device pixels to a logical one
 *
 * The areas as they look from one viewpoint.
 */
typedef struct
{
  GdkTexture *texture;
  double world;
  double left;
  double top;
  double width;
  double height;
  double scale;
} ZbAreaPicture;

ZbAreaShapes *zb_area_shapes_new (void);
ZbAreaShapes *zb_area_shapes_ref (ZbAreaShapes *self);
void zb_area_shapes_unref (ZbAreaShapes *self);
void zb_area_shapes_add (ZbAreaShapes *self, int kind, ZbGeometry *geometry);
gboolean zb_area_shapes_is_empty (const ZbAreaShapes *self);

ZbAreaPicture *zb_area_picture_draw (const ZbAreaShapes *shapes, const ZbMapProjection *projection,
                                     double margin, double scale, const ZbMapPalette *palette,
                                     ZbAreaParts parts);
void zb_area_picture_free (ZbAreaPicture *self);
gboolean zb_area_picture_covers (const ZbAreaPicture *self, const ZbMapProjection *projection);
void zb_area_picture_append (const ZbAreaPicture *self, GtkWidget *widget, GtkSnapshot *snapshot,
                             const ZbMapProjection *projection);
graphene_rect_t zb_area_picture_place (const ZbAreaPicture *self, const ZbMapProjection *projection);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbAreaShapes, zb_area_shapes_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbAreaPicture, zb_area_picture_free)

G_END_DECLS
