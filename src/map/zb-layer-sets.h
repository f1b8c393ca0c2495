/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* More than anybody looks through, and few enough that an officer's preferences stay small. */
#define ZB_LAYER_SETS_MOST 40
/* In characters. */
#define ZB_LAYER_SET_NAME_MOST 40

#define ZB_TYPE_LAYER_SET (zb_layer_set_get_type ())
G_DECLARE_FINAL_TYPE (ZbLayerSet, zb_layer_set, ZB, LAYER_SET, GObject)

ZbLayerSet *zb_layer_set_new (const char *name, const char *const *layers);
const char *zb_layer_set_get_name (ZbLayerSet *self);
const char *const *zb_layer_set_get_layers (ZbLayerSet *self);

GListStore *zb_layer_sets_new (void);
ZbLayerSet *zb_layer_sets_find (GListStore *sets, const char *name, guint *position);
gboolean zb_layer_sets_save (GListStore *sets, const char *name, const char *const *layers);
gboolean zb_layer_sets_rename (GListStore *sets, const char *name, const char *to);
void zb_layer_sets_put (GListStore *sets, guint position, ZbLayerSet *set);

G_END_DECLS
