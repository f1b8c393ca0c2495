/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-connection.h"
#include "zb-point.h"

G_BEGIN_DECLS

typedef struct _ZbAreas ZbAreas;

ZbAreas *zb_areas_load (ZbConnection *connection, GError **error);
ZbAreas *zb_areas_ref (ZbAreas *self);
void zb_areas_unref (ZbAreas *self);
gboolean zb_areas_contain (ZbAreas *self, const char *const *outer, const char *inner);
const char *zb_areas_locate (ZbAreas *self, ZbPoint point);
const char *zb_areas_get_root (ZbAreas *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbAreas, zb_areas_unref)

G_END_DECLS
