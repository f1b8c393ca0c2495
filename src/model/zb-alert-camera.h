/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-alert.h"
#include "zb-device.h"
#include "zb-world.h"

G_BEGIN_DECLS

ZbDevice *zb_alert_find_camera (const ZbAlert *alert, ZbWorld *world);

G_END_DECLS
