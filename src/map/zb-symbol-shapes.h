/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-symbols.h"

G_BEGIN_DECLS

double zb_symbol_shape_reach (ZbSymbolKey key);
void zb_symbol_shape_draw (cairo_t *cr, const ZbMapPalette *palette, ZbSymbolKey key);
PangoLayout *zb_symbol_layout_new (cairo_t *cr, const char *text, gboolean bold);

G_END_DECLS
