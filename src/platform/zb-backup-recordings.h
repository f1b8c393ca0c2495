/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-connection.h"

G_BEGIN_DECLS

gboolean zb_backup_recordings_copy (ZbConnection *copy, const char *data_dir, guint *n_missing,
                                    GError **error);
gboolean zb_backup_recordings_write (ZbConnection *copy, const char *data_dir, GError **error);

G_END_DECLS
