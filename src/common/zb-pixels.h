/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gpointer zb_pixels_new (gsize size);
void zb_pixels_free (gpointer pixels, gsize size);
GBytes *zb_pixels_seal (gpointer pixels, gsize size);

G_END_DECLS
