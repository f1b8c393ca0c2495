/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-mark.h"

G_BEGIN_DECLS

#define ZB_TYPE_LOOKING_MARK (zb_looking_mark_get_type ())
G_DECLARE_FINAL_TYPE (ZbLookingMark, zb_looking_mark, ZB, LOOKING_MARK, ZbMark)

GtkWidget *zb_looking_mark_new (void);
GtkWidget *zb_looking_mark_new_initial (const char *name);
void zb_looking_mark_set_own (const char *account);

G_END_DECLS
