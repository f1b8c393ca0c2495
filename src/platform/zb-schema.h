/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-database.h"

G_BEGIN_DECLS

/* The numbered steps from an empty file to today's schema. */
extern const char *const zb_platform_migrations[];

char *zb_meta_get (ZbConnection *connection, const char *key, GError **error);
gboolean zb_meta_set (ZbConnection *connection, const char *key, const char *value, GError **error);

G_END_DECLS
