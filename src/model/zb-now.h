/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gint64 zb_now (void);
GDateTime *zb_now_local (void);
void zb_now_set_offset (gint64 microseconds);

G_END_DECLS
