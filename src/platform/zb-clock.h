/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-platform.h"

G_BEGIN_DECLS

typedef struct _ZbPlatformClock ZbPlatformClock;

ZbPlatformClock *zb_platform_clock_start (ZbPlatform *platform, guint every_ms);
void zb_platform_clock_stop (ZbPlatformClock *self);

G_END_DECLS
