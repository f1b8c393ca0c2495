/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_STALE_MARK (zb_stale_mark_get_type ())
G_DECLARE_FINAL_TYPE (ZbStaleMark, zb_stale_mark, ZB, STALE_MARK, GtkWidget)

G_END_DECLS
