/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-store.h"

G_BEGIN_DECLS

gboolean zb_store_put (ZbStore *self, ZbEntity *entity);
void zb_store_put_many (ZbStore *self, GPtrArray *entities);
gboolean zb_store_remove (ZbStore *self, const char *id);

G_END_DECLS
