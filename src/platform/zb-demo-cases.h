/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-platform.h"

G_BEGIN_DECLS

gboolean zb_demo_fill_cases (ZbPlatform *platform, guint64 seed, GError **error);

G_END_DECLS
