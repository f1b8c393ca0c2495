/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define ZB_TYPE_FOUND (zb_found_get_type ())
G_DECLARE_FINAL_TYPE (ZbFound, zb_found, ZB, FOUND, GObject)

ZbFound *zb_found_new (void);
void zb_found_add (ZbFound *self, const char *id, gint64 now);
void zb_found_remove (ZbFound *self, const char *id);
void zb_found_clear (ZbFound *self);
GPtrArray *zb_found_take (ZbFound *self, gint64 now);
gboolean zb_found_is_empty (ZbFound *self);

G_END_DECLS
