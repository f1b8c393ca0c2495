/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _ZbCatalogue ZbCatalogue;

ZbCatalogue *zb_catalogue_new (const char *path);
ZbCatalogue *zb_catalogue_new_from_bytes (GBytes *bytes);
void zb_catalogue_free (ZbCatalogue *self);
const char *zb_catalogue_find (const ZbCatalogue *self, const char *context, const char *text);
const ZbCatalogue *zb_catalogue_get_chinese (void);

gboolean zb_catalogue_is_chinese (const char *languages);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbCatalogue, zb_catalogue_free)

G_END_DECLS
