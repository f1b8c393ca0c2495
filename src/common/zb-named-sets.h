/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* More than anybody looks through, and few enough that an officer's preferences stay small. */
#define ZB_NAMED_SETS_MOST 40
/* In characters. */
#define ZB_NAMED_SET_NAME_MOST 40

#define ZB_TYPE_NAMED_SET (zb_named_set_get_type ())
G_DECLARE_FINAL_TYPE (ZbNamedSet, zb_named_set, ZB, NAMED_SET, GObject)

ZbNamedSet *zb_named_set_new (const char *name, const char *const *items);
const char *zb_named_set_get_name (ZbNamedSet *self);
const char *const *zb_named_set_get_items (ZbNamedSet *self);

GListStore *zb_named_sets_new (void);
ZbNamedSet *zb_named_sets_find (GListStore *sets, const char *name, guint *position);
gboolean zb_named_sets_save (GListStore *sets, const char *name, const char *const *items);
gboolean zb_named_sets_rename (GListStore *sets, const char *name, const char *to);
void zb_named_sets_put (GListStore *sets, guint position, ZbNamedSet *set);

G_END_DECLS
