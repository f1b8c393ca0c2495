/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-debrief.h"
#include "zb-drill-query.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_DEBRIEF_DIALOG (zb_debrief_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ZbDebriefDialog, zb_debrief_dialog, ZB, DEBRIEF_DIALOG, AdwDialog)

GtkWidget *zb_debrief_dialog_new (ZbDrillQuery *query, const char *drill);
ZbDebrief *zb_debrief_dialog_get_debrief (ZbDebriefDialog *self);

G_END_DECLS
