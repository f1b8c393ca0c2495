/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _ZbTourPlatform ZbTourPlatform;

ZbTourPlatform *zb_tour_platform_new (const char *url, const char *username, const char *password);
void zb_tour_platform_free (ZbTourPlatform *self);
JsonObject *zb_tour_platform_get (ZbTourPlatform *self, const char *path_format, ...) G_GNUC_PRINTF (2, 3);
guint zb_tour_platform_count (ZbTourPlatform *self, const char *plural);
guint zb_tour_platform_count_where (ZbTourPlatform *self, const char *plural, const char *member,
                                    const char *value);
guint zb_tour_platform_count_deeds (ZbTourPlatform *self, const char *action, const char *id,
                                    const char *actor, gint64 since);
gboolean zb_tour_platform_put_file (ZbTourPlatform *self, const char *id, GBytes *file);
gboolean zb_tour_platform_post (ZbTourPlatform *self, const char *path, const char *body);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbTourPlatform, zb_tour_platform_free)

G_END_DECLS
