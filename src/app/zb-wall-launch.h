/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean zb_wall_launch (const char *profile, GError **error);

G_END_DECLS
