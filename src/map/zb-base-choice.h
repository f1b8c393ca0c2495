/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-tiles.h"

G_BEGIN_DECLS

#define ZB_TYPE_BASE_CHOICE (zb_base_choice_get_type ())
G_DECLARE_FINAL_TYPE (ZbBaseChoice, zb_base_choice, ZB, BASE_CHOICE, GObject)

ZbBaseChoice *zb_base_choice_get (void);
void zb_base_choice_set (ZbBaseChoice *self, ZbTiles *tiles, ZbBaseSource *source);
void zb_base_choice_break (ZbBaseChoice *self, const char *why);
ZbBaseSource *zb_base_choice_get_source (ZbBaseChoice *self);
ZbTiles *zb_base_choice_get_tiles (ZbBaseChoice *self);
guint zb_base_choice_get_serial (ZbBaseChoice *self);

G_END_DECLS
