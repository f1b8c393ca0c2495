/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-command.h"
#include "zb-event.h"
#include "zb-officer.h"
#include "zb-store.h"

G_BEGIN_DECLS

#define ZB_TYPE_WORLD (zb_world_get_type ())
G_DECLARE_FINAL_TYPE (ZbWorld, zb_world, ZB, WORLD, GObject)

ZbWorld *zb_world_new (void);
ZbStore *zb_world_get_store (ZbWorld *self, ZbKind kind);
gpointer zb_world_lookup (ZbWorld *self, ZbKind kind, const char *id);
gboolean zb_world_apply (ZbWorld *self, ZbEvent *event);
void zb_world_apply_many (ZbWorld *self, GPtrArray *events);
void zb_world_fill (ZbWorld *self, ZbKind kind, GPtrArray *entities);
void zb_world_sweep (ZbWorld *self, ZbKind kind, GHashTable *named);
void zb_world_forget_over (ZbWorld *self, gint64 before);
void zb_world_clear (ZbWorld *self);

GListModel *zb_world_get_officers (ZbWorld *self);
void zb_world_set_officers (ZbWorld *self, GPtrArray *officers);

GListModel *zb_world_get_commands (ZbWorld *self);
GListModel *zb_world_get_delivered (ZbWorld *self);
void zb_world_add_command (ZbWorld *self, ZbCommand *command);
void zb_world_remove_command (ZbWorld *self, ZbCommand *command);
guint zb_world_get_others_waiting (ZbWorld *self);
void zb_world_set_others_waiting (ZbWorld *self, guint n);
ZbCommand *zb_world_find_command (ZbWorld *self, const char *subject);

G_END_DECLS
