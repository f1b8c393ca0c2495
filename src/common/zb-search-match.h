/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-reading.h"

G_BEGIN_DECLS

#define ZB_SEARCH_NO_MATCH G_MAXUINT

typedef struct _ZbSearchQuery ZbSearchQuery;

ZbSearchQuery *zb_search_query_new (const char *text);
void zb_search_query_free (ZbSearchQuery *self);
gboolean zb_search_query_is_empty (const ZbSearchQuery *self);
guint64 zb_search_marks_of (const ZbRead *reads, guint n_reads);
guint zb_search_query_match (const ZbSearchQuery *self, guint64 marks, const ZbRead *reads, guint n_reads,
                             guint n_title);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbSearchQuery, zb_search_query_free)

G_END_DECLS
