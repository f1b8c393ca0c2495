/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-world.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_HERALD (zb_herald_get_type ())
G_DECLARE_FINAL_TYPE (ZbHerald, zb_herald, ZB, HERALD, GObject)

ZbHerald *zb_herald_new (GtkApplication *application, ZbWorld *world, GSettings *settings);
guint zb_herald_get_n_sounded (ZbHerald *self);

G_END_DECLS
