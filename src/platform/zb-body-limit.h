/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-route.h"

G_BEGIN_DECLS

/* The most that anybody may send, bytes. */
#define ZB_BODY_LIMIT (1024 * 1024)

gsize zb_body_limit_of_route (const ZbRoute *route);
gboolean zb_body_limit_is_caller_known (ZbConnection *connection, ZbCall *call);

G_END_DECLS
