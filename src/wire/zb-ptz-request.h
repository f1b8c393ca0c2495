/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-media.h"
#include "zb-request.h"

G_BEGIN_DECLS

ZbRequest *zb_ptz_request_new (const char *camera, const ZbPtzOrder *order);

G_END_DECLS
