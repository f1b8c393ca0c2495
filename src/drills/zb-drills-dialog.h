/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-drill-query.h"
#include "zb-drill-watch.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_DRILLS_DIALOG (zb_drills_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ZbDrillsDialog, zb_drills_dialog, ZB, DRILLS_DIALOG, AdwDialog)

G_END_DECLS
