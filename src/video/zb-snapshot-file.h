/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *zb_snapshot_file_folder (void);
char *zb_snapshot_file_name (const char *camera, gint64 time);
char *zb_snapshot_file_write (const char *folder, const char *name, GBytes *content, GError **error);

G_END_DECLS
