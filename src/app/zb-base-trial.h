/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-base-maps.h"

G_BEGIN_DECLS

void zb_base_trial_async (ZbBaseMaps *maps, ZbBaseSource *source, const char *key, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data);
char *zb_base_trial_finish (GAsyncResult *result, GError **error);

G_END_DECLS
