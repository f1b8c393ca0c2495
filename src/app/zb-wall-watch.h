/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean zb_wall_watch_is_wanted (int argc, char **argv);
int zb_wall_watch_run (char **argv);
void zb_wall_watch_follow (char **argv);
guint zb_wall_watch_get_restarts (void);

G_END_DECLS
