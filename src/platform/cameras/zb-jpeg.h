/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

GBytes *zb_jpeg_pack (cairo_surface_t *surface, GError **error);

G_END_DECLS
