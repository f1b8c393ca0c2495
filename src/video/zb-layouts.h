/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-layout.h"

#include <gio/gio.h>

G_BEGIN_DECLS

GListStore *zb_layouts_new (void);
ZbLayout *zb_layouts_find (GListStore *layouts, const char *id, guint *position);
gboolean zb_layouts_save (GListStore *layouts, const char *name, const char *const *arrangement);
gboolean zb_layouts_rename (GListStore *layouts, const char *id, const char *to);
void zb_layouts_set_seconds (GListStore *layouts, const char *id, gint64 seconds);
void zb_layouts_put (GListStore *layouts, guint position, ZbLayout *layout);
char **zb_layout_to_arrangement (ZbLayout *layout);

G_END_DECLS
