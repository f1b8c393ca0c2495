/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-inbox.h"
#include "zb-session.h"

G_BEGIN_DECLS

gboolean zb_lists_fetch_everything (ZbSession *session, ZbWorld *world, gboolean other_log, DexFuture *stop,
                                    guint *missing, GError **error);
guint zb_lists_fetch_missing (ZbSession *session, ZbWorld *world, guint missing, GHashTable *gone,
                              DexFuture *stop);
DexFuture *zb_lists_fetch_one (ZbSession *session, ZbInbox *inbox, ZbKind kind, const char *id,
                               DexFuture *stop);

G_END_DECLS
