/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _ZbPictureCache ZbPictureCache;

ZbPictureCache *zb_picture_cache_new (gsize limit);
void zb_picture_cache_free (ZbPictureCache *self);
GBytes *zb_picture_cache_lookup (ZbPictureCache *self, const char *id);
void zb_picture_cache_add (ZbPictureCache *self, const char *id, GBytes *bytes);
void zb_picture_cache_clear (ZbPictureCache *self);
gsize zb_picture_cache_get_size (ZbPictureCache *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbPictureCache, zb_picture_cache_free)

G_END_DECLS
