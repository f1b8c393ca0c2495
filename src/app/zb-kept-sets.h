/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char **zb_kept_sets_read_words (GVariant *kept, const char *name);
void zb_kept_sets_read (GListStore *sets, GVariant *kept, const char *name, const char *items);
GVariant *zb_kept_sets_write (GListStore *sets, const char *items);

G_END_DECLS
