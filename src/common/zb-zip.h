/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _ZbZip ZbZip;

ZbZip *zb_zip_new (void);
gboolean zb_zip_add (ZbZip *self, const char *name, const char *data, gsize length, gboolean deflate,
                     GError **error);
GBytes *zb_zip_finish (ZbZip *self);
void zb_zip_free (ZbZip *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbZip, zb_zip_free)

G_END_DECLS
