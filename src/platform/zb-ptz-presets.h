/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-connection.h"
#include "zb-ptz.h"

G_BEGIN_DECLS

/* The step of the schema that makes their table. */
extern const char zb_ptz_schema[];

GPtrArray *zb_ptz_presets_list (ZbConnection *connection, const char *camera, GError **error);
ZbPtzPreset *zb_ptz_presets_find (ZbConnection *connection, const char *camera, const char *id,
                                  GError **error);
gboolean zb_ptz_presets_have_room (ZbConnection *connection, const char *camera, const char *name,
                                   GError **error);
void zb_ptz_presets_save (ZbConnection *connection, const char *camera, ZbPtzPreset *preset, const char *by,
                          gint64 at, GError **error);
void zb_ptz_presets_remove (ZbConnection *connection, const char *camera, const char *id, GError **error);

G_END_DECLS
