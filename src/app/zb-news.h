/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-alert-memory.h"
#include "zb-alert.h"

G_BEGIN_DECLS

gboolean zb_news_needs_somebody (const ZbAlert *alert);
gboolean zb_news_needs_look (const ZbAlert *alert);
gboolean zb_news_was_held_by (const ZbAlertBefore *before, const char *officer);
gboolean zb_news_is_told_anew (const ZbAlert *alert, const ZbAlertBefore *before, gboolean known);
char *zb_news_sentence (const ZbAlert *alert);

G_END_DECLS
