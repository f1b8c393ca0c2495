/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-connection.h"

G_BEGIN_DECLS

/**
 * ZbView:
 * @token: its name in the cursor of a list
 * @owner: the id of the account that opened it
 * @connection: a connection inside a read transaction, which goes on seeing what it saw at first
 * @seq: the number of the last event that it sees
 *
 * One moment of the database, held for the pages of one list.
 */
typedef struct
{
  char *token;
  char *owner;
  ZbConnection *connection;
  gint64 seq;
  gint64 opened_at;
  gint64 used_at;
} ZbView;

typedef struct _ZbViews ZbViews;

ZbViews *zb_views_new (const char *path, guint kept_ms);
void zb_views_free (ZbViews *self);
guint zb_views_get_n (ZbViews *self);
ZbView *zb_views_open (ZbViews *self, const char *owner, GError **error);
ZbView *zb_views_take (ZbViews *self, const char *token, const char *owner);
void zb_views_keep (ZbViews *self, ZbView *view);
void zb_views_end (ZbViews *self, ZbView *view);

G_END_DECLS
