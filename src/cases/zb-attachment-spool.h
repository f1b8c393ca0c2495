/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ZbSpooled:
 * @id: under which the platform will have it
 * @path: where it lies until it is sent
 * @mime: its media type
 * @sha256: of the file, in hexadecimal
 * @label: what it is called here
 * @picture: (nullable): small enough to be looked at in a list; %NULL for a clip
 *
 * A file that waits on this machine to be sent.
 */
typedef struct
{
  char *id;
  char *path;
  char *mime;
  char *sha256;
  char *label;
  GdkTexture *picture;
} ZbSpooled;

void zb_spooled_free (ZbSpooled *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbSpooled, zb_spooled_free)

void zb_attachment_spool_async (GFile *file, const char *label, gboolean keep_notes, gboolean take_away,
                                GAsyncReadyCallback callback, gpointer user_data);
void zb_attachment_spool_picture_async (GdkTexture *picture, const char *label, GAsyncReadyCallback callback,
                                        gpointer user_data);
void zb_attachment_spool_again_async (GVariant *kept, GAsyncReadyCallback callback, gpointer user_data);
ZbSpooled *zb_attachment_spool_finish (GAsyncResult *result, GError **error);
GVariant *zb_spooled_keep (const ZbSpooled *self);

G_END_DECLS
