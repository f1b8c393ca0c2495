/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-response.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * ZbStreamRead:
 * @data: whatever has the file
 * @offset: from where on
 * @length: how many bytes
 * @error: return location for an error
 *
 * Reads a part of a file, on a thread of its own.
 *
 * Returns: (transfer full) (nullable): so many bytes
 */
typedef GBytes *(*ZbStreamRead) (gpointer data, gint64 offset, gsize length, GError **error);

/**
 * ZbStreamFile:
 * @type: its media type, interned
 * @tag: (nullable): its entity tag, in quotation marks
 * @length: how many bytes it has
 * @read: reads a part of it
 * @data: for @read
 * @destroy: frees @data, on any thread
 *
 * A file that is too large to be held in memory.
 */
typedef struct
{
  const char *type;
  const char *tag;
  gint64 length;
  ZbStreamRead read;
  gpointer data;
  GDestroyNotify destroy;
} ZbStreamFile;

gboolean zb_response_stream (ZbResponse *self, ZbCall *call, const ZbStreamFile *file);
void zb_response_stream_send (ZbResponseStream *self, SoupServerMessage *message);
void zb_response_stream_free (ZbResponseStream *self);

G_END_DECLS
