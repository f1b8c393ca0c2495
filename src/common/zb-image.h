/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GdkTexture *zb_image_new (int width, int height, gsize stride, gboolean opaque, GBytes *pixels);
GdkTexture *zb_image_new_sparse (int width, int height, gsize stride, GBytes *pixels);
GdkTexture *zb_image_new_faded (GdkTexture *image, double dim, gboolean grey);
void zb_image_append (GdkTexture *image, GtkWidget *widget, GtkSnapshot *snapshot,
                      const graphene_rect_t *place);
void zb_image_append_rough (GdkTexture *image, GtkWidget *widget, GtkSnapshot *snapshot,
                            const graphene_rect_t *place);

G_END_DECLS
