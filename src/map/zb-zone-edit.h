/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-zone.h"

G_BEGIN_DECLS

GVariant *zb_zone_edit_make_args (const ZbZone *read, const ZbZone *written, gint64 now);

G_END_DECLS
