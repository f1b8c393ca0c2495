/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-page.h"
#include "zb-world.h"

G_BEGIN_DECLS

#define ZB_TYPE_UNITS_PAGE (zb_units_page_get_type ())
G_DECLARE_FINAL_TYPE (ZbUnitsPage, zb_units_page, ZB, UNITS_PAGE, ZbPage)

G_END_DECLS
