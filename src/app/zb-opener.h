/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-desk.h"
#include "zb-window.h"

G_BEGIN_DECLS

#define ZB_TYPE_OPENER (zb_opener_get_type ())
G_DECLARE_FINAL_TYPE (ZbOpener, zb_opener, ZB, OPENER, GObject)

ZbOpener *zb_opener_new (ZbWindow *window, ZbDesk *desk);
void zb_opener_open (ZbOpener *self, const char *uri);
gboolean zb_opener_is_waiting (ZbOpener *self);

G_END_DECLS
