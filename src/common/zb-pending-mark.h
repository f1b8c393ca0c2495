/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-command.h"
#include "zb-mark.h"

G_BEGIN_DECLS

#define ZB_TYPE_PENDING_MARK (zb_pending_mark_get_type ())
G_DECLARE_FINAL_TYPE (ZbPendingMark, zb_pending_mark, ZB, PENDING_MARK, ZbMark)

GtkWidget *zb_pending_mark_new (void);

const char *zb_pending_words (ZbCommandState state);
const char *zb_pending_describe (ZbCommand *command);

G_END_DECLS
