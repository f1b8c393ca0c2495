/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-database.h"

G_BEGIN_DECLS

/* The numbered steps from an empty file to today's schema. */
extern const char *const zb_platform_migrations[];

/* What follows the name of a database that a restore has put aside. */
#define ZB_ASIDE ".before-restore"

gboolean zb_schema_is_aside (const char *database);
char *zb_meta_get (ZbConnection *connection, const char *key, GError **error);
gboolean zb_meta_set (ZbConnection *connection, const char *key, const char *value, GError **error);

G_END_DECLS
