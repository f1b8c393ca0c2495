/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-mark.h"

G_BEGIN_DECLS

#define ZB_TYPE_CHATTER_MARK (zb_chatter_mark_get_type ())
G_DECLARE_FINAL_TYPE (ZbChatterMark, zb_chatter_mark, ZB, CHATTER_MARK, ZbMark)

GtkWidget *zb_chatter_mark_new (void);

G_END_DECLS
