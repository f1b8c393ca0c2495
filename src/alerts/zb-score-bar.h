/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_SCORE_BAR (zb_score_bar_get_type ())
G_DECLARE_FINAL_TYPE (ZbScoreBar, zb_score_bar, ZB, SCORE_BAR, GtkWidget)

G_END_DECLS
