/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_ZONE_KINDS (zb_zone_kinds_get_type ())
G_DECLARE_FINAL_TYPE (ZbZoneKinds, zb_zone_kinds, ZB, ZONE_KINDS, AdwBin)

ZbZoneKinds *zb_zone_kinds_new (const char *const *chosen);
char **zb_zone_kinds_get_chosen (ZbZoneKinds *self);

G_END_DECLS
