/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-bulk.h"

#include <adwaita.h>

G_BEGIN_DECLS

AdwDialog *zb_bulk_ask (GtkWidget *asker, const ZbBulkAct *act, GPtrArray *alerts, ZbWorld *world,
                        ZbAccount *account);

G_END_DECLS
