/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ZbCourier:
 *
 * Brings events and pictures to a platform's ingest routes over HTTP, and nothing else. Events are
 * gathered and sent in batches, one batch at a time; a batch that did not arrive is sent again. It works
 * in the main context that is the thread's own when it is made.
 */
typedef struct _ZbCourier ZbCourier;

/**
 * ZbCourierStored:
 * @stored: whether the platform has the picture now
 * @data: of the caller
 */
typedef void (*ZbCourierStored) (gboolean stored, gpointer data);

ZbCourier *zb_courier_new (const char *url, const char *api_key, const char *source,
                           GTlsCertificate *certificate);
void zb_courier_free (ZbCourier *self);
void zb_courier_add_event (ZbCourier *self, const char *type, const char *subject, gint64 time,
                           const char *data);
void zb_courier_flush (ZbCourier *self);
void zb_courier_store (ZbCourier *self, const char *id, GBytes *picture, const char *sha256,
                       ZbCourierStored func, gpointer data);
guint zb_courier_get_n_delivered (const ZbCourier *self);
guint zb_courier_get_n_refused (const ZbCourier *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbCourier, zb_courier_free)

G_END_DECLS
