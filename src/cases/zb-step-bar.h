/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_STEP_BAR (zb_step_bar_get_type ())
G_DECLARE_FINAL_TYPE (ZbStepBar, zb_step_bar, ZB, STEP_BAR, GtkWidget)

G_END_DECLS
