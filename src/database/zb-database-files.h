/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void zb_database_files_remove (const char *path);
void zb_database_files_move (const char *path, const char *to);

G_END_DECLS
