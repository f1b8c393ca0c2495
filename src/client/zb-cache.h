/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-inbox.h"

#include <libdex.h>

G_BEGIN_DECLS

#define ZB_TYPE_CACHE (zb_cache_get_type ())
G_DECLARE_FINAL_TYPE (ZbCache, zb_cache, ZB, CACHE, GObject)

/**
 * ZbCacheContents:
 * @account: the id of the account whose view of the district it is
 * @heard_at: when it was written, µs UTC
 * @log_id: the log that @through counts in
 * @through: the event after which to resume
 * @entities: (array fixed-size=ZB_N_KINDS) (element-type GPtrArray): the entities of each kind; %NULL for
 * none
 *
 * What a console knew when it ended.
 */
typedef struct
{
  char *account;
  gint64 heard_at;
  char *log_id;
  gint64 through;
  GPtrArray *entities[ZB_N_KINDS];
} ZbCacheContents;

void zb_cache_contents_free (ZbCacheContents *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbCacheContents, zb_cache_contents_free)

char *zb_cache_find_path (const char *url, const char *username);
ZbCache *zb_cache_new (const char *path, ZbInbox *inbox, GError **error);
DexFuture *zb_cache_load (ZbCache *self);
void zb_cache_set_account (ZbCache *self, const char *account);
void zb_cache_renew (ZbCache *self, const char *log_id, gint64 through);
DexFuture *zb_cache_close (ZbCache *self);

G_END_DECLS
