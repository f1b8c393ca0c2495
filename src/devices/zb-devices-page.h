/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-page.h"
#include "zb-world.h"

G_BEGIN_DECLS

#define ZB_TYPE_DEVICES_PAGE (zb_devices_page_get_type ())
G_DECLARE_FINAL_TYPE (ZbDevicesPage, zb_devices_page, ZB, DEVICES_PAGE, ZbPage)

G_END_DECLS
