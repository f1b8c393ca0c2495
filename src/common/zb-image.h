/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ZbImagePlace:
 * @image: an image of zb_image_new(), or any texture
 * @place: where it is drawn
 *
 * One of several images that are drawn over one another.
 */
typedef struct
{
  GdkTexture *image;
  graphene_rect_t place;
} ZbImagePlace;

GdkTexture *zb_image_new (int width, int height, gsize stride, gboolean opaque, GBytes *pixels);
GdkTexture *zb_image_new_from_surface (cairo_surface_t *surface, GBytes *pixels);
GdkTexture *zb_image_new_sparse (int width, int height, gsize stride, GBytes *pixels);
GdkTexture *zb_image_new_faded (GdkTexture *image, double dim, gboolean grey);
gboolean zb_image_suits (GtkWidget *widget);
void zb_image_append (GdkTexture *image, GtkWidget *widget, GtkSnapshot *snapshot,
                      const graphene_rect_t *place);
void zb_image_append_all (const ZbImagePlace *places, guint n_places, GtkWidget *widget,
                          GtkSnapshot *snapshot, const graphene_rect_t *bounds);
void zb_image_append_rough (GdkTexture *image, GtkWidget *widget, GtkSnapshot *snapshot,
                            const graphene_rect_t *place);

G_END_DECLS
