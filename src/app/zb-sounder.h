/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define ZB_TYPE_SOUNDER (zb_sounder_get_type ())
G_DECLARE_FINAL_TYPE (ZbSounder, zb_sounder, ZB, SOUNDER, GObject)

ZbSounder *zb_sounder_new (void);
void zb_sounder_set_volume (ZbSounder *self, double volume);
void zb_sounder_hush (ZbSounder *self);
void zb_sounder_sound (ZbSounder *self, int severity);
int zb_sounder_get_last (ZbSounder *self);
guint zb_sounder_get_n_sounded (ZbSounder *self);

G_END_DECLS
