/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-map-palette.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  ZB_SYMBOL_CLUSTER,
  ZB_SYMBOL_COUNT,
  ZB_SYMBOL_DEVICE,
  ZB_SYMBOL_DOT,
  ZB_SYMBOL_WEDGE,
  ZB_SYMBOL_UNIT,
  ZB_SYMBOL_ALERT,
  ZB_SYMBOL_CASE,
  ZB_N_SYMBOL_SHAPES,
} ZbSymbolShape;

typedef enum
{
  ZB_DEVICE_STYLE_ONLINE,
  ZB_DEVICE_STYLE_NEAR,
  ZB_DEVICE_STYLE_UNKNOWN,
  ZB_DEVICE_STYLE_OFF,
} ZbDeviceStyle;

typedef enum
{
  ZB_UNIT_STYLE_HOLLOW = 1 << 0,
  ZB_UNIT_STYLE_STALE = 1 << 1,
  ZB_UNIT_STYLE_NO_HEADING = 1 << 2,
} ZbUnitStyle;

typedef enum
{
  ZB_CHIP_UNIT,
  ZB_CHIP_UNIT_BOLD,
  ZB_CHIP_RADIUS,
  ZB_CHIP_GRID,
  ZB_CHIP_NAME,
  ZB_CHIP_ZONE,
} ZbChipStyle;

/**
 * ZbSymbolKey:
 *
 * What a symbol looks like, in one word: the shape and three figures whose meaning it decides.
 */
typedef guint64 ZbSymbolKey;

#define ZB_SYMBOL_KEY(shape, a, b, c)                                                                        \
  ((ZbSymbolKey)(shape) << 56 | (ZbSymbolKey)(a) << 32 | (ZbSymbolKey)(b) << 16 | (ZbSymbolKey)(c))

/**
 * ZbSymbol:
 * @texture: its picture, at the scale of the display
 * @bounds: where the picture goes, relative to the place it stands for
 */
typedef struct
{
  GdkTexture *texture;
  graphene_rect_t bounds;
} ZbSymbol;

typedef struct _ZbSymbols ZbSymbols;

ZbSymbols *zb_symbols_new (double scale, gboolean dark);
void zb_symbols_free (ZbSymbols *self);
gboolean zb_symbols_fits (const ZbSymbols *self, double scale, gboolean dark);
const ZbMapPalette *zb_symbols_get_palette (const ZbSymbols *self);
guint zb_symbols_get_n_drawn (const ZbSymbols *self);
const ZbSymbol *zb_symbols_get (ZbSymbols *self, ZbSymbolKey key);
const ZbSymbol *zb_symbols_get_chip (ZbSymbols *self, const char *text, ZbChipStyle style);
void zb_symbols_append (ZbSymbols *self, GtkSnapshot *snapshot, const ZbSymbol *symbol,
                        graphene_point_t place);

ZbSymbolKey zb_symbol_cluster (guint n_items, guint n_well);
ZbSymbolKey zb_symbol_count (guint n_items);
double zb_symbol_cluster_radius (guint n_items);
ZbSymbolKey zb_symbol_device (guint glyph, ZbDeviceStyle style);
ZbSymbolKey zb_symbol_dot (ZbDeviceStyle style);
ZbSymbolKey zb_symbol_wedge (double heading, double fov, ZbDeviceStyle style);
ZbSymbolKey zb_symbol_unit (double heading, ZbUnitStyle style);
ZbSymbolKey zb_symbol_alert (guint severity, gboolean selected);
double zb_symbol_alert_radius (guint severity, gboolean selected);
ZbSymbolKey zb_symbol_case (guint severity, gboolean overdue);
char *zb_symbol_count_text (guint n_items);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbSymbols, zb_symbols_free)

G_END_DECLS
