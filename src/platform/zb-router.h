/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-platform.h"
#include "zb-route.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

void zb_router_send (SoupServerMessage *message, ZbResponse *response);
void zb_router_attach (ZbPlatform *platform, SoupServer *server);

G_END_DECLS
