/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-line-watch.h"
#include "zb-sounder.h"
#include "zb-world.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_HERALD (zb_herald_get_type ())
G_DECLARE_FINAL_TYPE (ZbHerald, zb_herald, ZB, HERALD, GObject)

ZbHerald *zb_herald_new (GtkApplication *application, ZbWorld *world, GSettings *settings);
void zb_herald_set_officer (ZbHerald *self, const char *officer);
void zb_herald_set_drill (ZbHerald *self, gboolean drill);
void zb_herald_set_line (ZbHerald *self, ZbLine line);
void zb_herald_see (ZbHerald *self, const char *alert);
void zb_herald_tell_sound (ZbHerald *self, const char *words);
guint zb_herald_get_muted (ZbHerald *self);
ZbSounder *zb_herald_get_sounder (ZbHerald *self);
guint zb_herald_get_n_sounded (ZbHerald *self);
guint zb_herald_get_n_announced (ZbHerald *self);
const char *zb_herald_get_announced (ZbHerald *self);

G_END_DECLS
