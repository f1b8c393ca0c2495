/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-account.h"
#include "zb-areas.h"

G_BEGIN_DECLS

/* How long somebody is taken to be there who says nothing. */
#define ZB_PRESENCE_SILENCE (60 * G_TIME_SPAN_SECOND)

typedef struct _ZbPresenceBook ZbPresenceBook;

/**
 * ZbPresenceNote:
 * @session: the family of the session that says it
 * @account: whose it is
 * @looking_at: (nullable): what is looked at, such as "alert/<id>"
 * @area: (nullable): the area that it lies in; %NULL for what is for all
 * @muted: the severities that make no sound there, one bit each: 1 << #ZbSeverity
 * @silent: whether nothing at all can be heard there
 *
 * What a console says of who sits there.
 */
typedef struct
{
  const char *session;
  ZbAccount *account;
  const char *looking_at;
  const char *area;
  guint muted;
  gboolean silent;
} ZbPresenceNote;

ZbPresenceBook *zb_presence_book_new (void);
void zb_presence_book_free (ZbPresenceBook *self);
gboolean zb_presence_book_note (ZbPresenceBook *self, const ZbPresenceNote *note, gint64 now);
gboolean zb_presence_book_leave (ZbPresenceBook *self, const char *session);
gboolean zb_presence_book_expire (ZbPresenceBook *self, gint64 now);
char *zb_presence_book_write (ZbPresenceBook *self, ZbAreas *areas, ZbAccount *recipient);
gboolean zb_presence_book_tells (const ZbAccount *account);
gboolean zb_presence_book_meet (ZbAreas *areas, const ZbAccount *a, const ZbAccount *b);

G_END_DECLS
