/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-layout.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_LAYOUT_ROW (zb_layout_row_get_type ())
G_DECLARE_FINAL_TYPE (ZbLayoutRow, zb_layout_row, ZB, LAYOUT_ROW, GtkWidget)

ZbLayoutRow *zb_layout_row_new (ZbLayout *layout);

G_END_DECLS
