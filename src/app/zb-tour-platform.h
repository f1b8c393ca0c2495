/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _ZbTourPlatform ZbTourPlatform;

ZbTourPlatform *zb_tour_platform_new (const char *url, const char *username, const char *password);
void zb_tour_platform_free (ZbTourPlatform *self);
JsonObject *zb_tour_platform_get (ZbTourPlatform *self, const char *path_format, ...) G_GNUC_PRINTF (2, 3);
guint zb_tour_platform_count (ZbTourPlatform *self, const char *plural);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbTourPlatform, zb_tour_platform_free)

G_END_DECLS
