/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-segment.h"

G_BEGIN_DECLS

/* A longer gap ends a span, µs. */
#define ZB_SPAN_GAP (2 * G_TIME_SPAN_SECOND)

typedef struct _ZbSpanFile ZbSpanFile;

/**
 * ZbSpanPiece:
 * @offset: where it begins in the span's file, in bytes
 * @length: how many bytes it has
 * @starts_at: when it begins, in ms after the start of the span
 * @duration: how long it plays, in ms
 *
 * A fragment of the file of a span.
 */
typedef struct
{
  gint64 offset;
  gint64 length;
  gint64 starts_at;
  gint64 duration;
} ZbSpanPiece;

GPtrArray *zb_span_files_new (const char *folder, GPtrArray *segments, gint64 from, gint64 until);
ZbSpanFile *zb_span_file_ref (ZbSpanFile *self);
void zb_span_file_unref (ZbSpanFile *self);

gint64 zb_span_file_get_start (const ZbSpanFile *self);
gint64 zb_span_file_get_end (const ZbSpanFile *self);
gint64 zb_span_file_get_length (const ZbSpanFile *self);
guint zb_span_file_get_n_pieces (const ZbSpanFile *self);
ZbSpanPiece zb_span_file_get_piece (const ZbSpanFile *self, guint at);
char *zb_span_file_make_tag (const ZbSpanFile *self);
GBytes *zb_span_file_read (ZbSpanFile *self, gint64 offset, gsize length, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbSpanFile, zb_span_file_unref)

G_END_DECLS
