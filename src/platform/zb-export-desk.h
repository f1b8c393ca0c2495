/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-platform.h"

G_BEGIN_DECLS

ZbExportDesk *zb_export_desk_start (ZbPlatform *platform, GError **error);
void zb_export_desk_stop (ZbExportDesk *self);
void zb_export_desk_wake (ZbExportDesk *self);
double zb_export_desk_get_progress (ZbExportDesk *self, const char *id);

G_END_DECLS
