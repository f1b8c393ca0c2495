/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-inbox.h"
#include "zb-session.h"

G_BEGIN_DECLS

gboolean zb_lists_fetch_everything (ZbSession *session, ZbWorld *world, gboolean other_log, DexFuture *stop,
                                    GError **error);
DexFuture *zb_lists_fetch_one (ZbSession *session, ZbInbox *inbox, ZbKind kind, const char *id,
                               DexFuture *stop);

G_END_DECLS
