/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void zb_map_places_read_async (const char *directory, GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer data);
GPtrArray *zb_map_places_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
