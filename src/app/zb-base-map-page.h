/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-base-maps.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_BASE_MAP_PAGE (zb_base_map_page_get_type ())
G_DECLARE_FINAL_TYPE (ZbBaseMapPage, zb_base_map_page, ZB, BASE_MAP_PAGE, AdwPreferencesPage)

AdwPreferencesPage *zb_base_map_page_new (GSettings *settings, ZbBaseMaps *maps);

G_END_DECLS
