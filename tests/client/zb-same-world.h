/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-test-platform.h"
#include "zb-world.h"

G_BEGIN_DECLS

guint zb_assert_same_world (ZbTestPlatform *platform, const char *who, ZbWorld *world);

G_END_DECLS
