/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-guard.h"
#include "zb-world.h"

G_BEGIN_DECLS

gboolean zb_account_covers (ZbAccount *self, ZbWorld *world, const char *area);
ZbActor zb_account_act (ZbAccount *self, ZbWorld *world, const char *area, gint64 now);

G_END_DECLS
