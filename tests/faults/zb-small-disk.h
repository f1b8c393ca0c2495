/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A disk that can be full: a small file system of its own where this process may mount one, otherwise a limit
 * on the size of the files that the platform writes. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean zb_small_disk_prepare (void);
void zb_small_disk_mount (const char *folder);
void zb_small_disk_unmount (const char *folder);
void zb_small_disk_fill (const char *folder, GPid platform);
void zb_small_disk_make_room (const char *folder, GPid platform);

G_END_DECLS
