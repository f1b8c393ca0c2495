/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-account.h"
#include "zb-world.h"
#include "zb-zone.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_ZONE_DIALOG (zb_zone_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ZbZoneDialog, zb_zone_dialog, ZB, ZONE_DIALOG, AdwDialog)

ZbZoneDialog *zb_zone_dialog_new (ZbWorld *world, ZbAccount *account, ZbZone *zone);
void zb_zone_dialog_set_read (ZbZoneDialog *self, ZbZone *zone);
ZbZone *zb_zone_dialog_make_zone (ZbZoneDialog *self);

G_END_DECLS
