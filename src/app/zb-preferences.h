/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-desk.h"

G_BEGIN_DECLS

#define ZB_TYPE_PREFERENCES (zb_preferences_get_type ())
G_DECLARE_FINAL_TYPE (ZbPreferences, zb_preferences, ZB, PREFERENCES, GObject)

ZbPreferences *zb_preferences_new (ZbDesk *desk);
gboolean zb_preferences_are_known (ZbPreferences *self);
GVariant *zb_preferences_get (ZbPreferences *self, const char *name);
void zb_preferences_set (ZbPreferences *self, const char *name, GVariant *value);

GVariant *zb_preferences_unbox (GVariant *value);
GVariant *zb_preferences_find (GVariant *dictionary, const char *name, const GVariantType *type);
char **zb_preferences_read_strings (GVariant *list);

G_END_DECLS
