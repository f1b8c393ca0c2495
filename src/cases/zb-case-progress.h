/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_CASE_PROGRESS (zb_case_progress_get_type ())
G_DECLARE_FINAL_TYPE (ZbCaseProgress, zb_case_progress, ZB, CASE_PROGRESS, GtkWidget)

G_END_DECLS
