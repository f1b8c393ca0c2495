/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-entity.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define ZB_TYPE_STORE (zb_store_get_type ())
G_DECLARE_FINAL_TYPE (ZbStore, zb_store, ZB, STORE, GObject)

ZbStore *zb_store_new (ZbKind kind);
ZbKind zb_store_get_kind (ZbStore *self);
gpointer zb_store_lookup (ZbStore *self, const char *id);
guint zb_store_get_size (ZbStore *self);
gpointer zb_store_get_nth (ZbStore *self, guint position);

G_END_DECLS
