/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-route.h"

G_BEGIN_DECLS

gboolean zb_authority_refuse_stranger (ZbCall *call, ZbResponse *response);
gboolean zb_authority_check_caller (ZbConnection *connection, ZbCall *call, ZbResponse *response);
gboolean zb_authority_check_sight (ZbTransaction *tx, ZbResponse *response);

G_END_DECLS
