/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint zb_ptz_keys_find (guint keyval);
int zb_ptz_keys_find_preset (guint keyval);
void zb_ptz_keys_add_up (guint held, double *pan, double *tilt, double *zoom);

G_END_DECLS
