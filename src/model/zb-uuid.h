/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *zb_uuid_new (void);
gboolean zb_uuid_is_valid (const char *text);

G_END_DECLS
