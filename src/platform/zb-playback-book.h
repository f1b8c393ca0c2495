/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-span-file.h"
#include "zb-ticket-book.h"

G_BEGIN_DECLS

/* So many spans a playback has at the most, and a session so many playbacks at a time. */
#define ZB_PLAYBACK_MOST_SPANS 200
#define ZB_PLAYBACK_MOST_OPEN 16

typedef struct _ZbPlaybackBook ZbPlaybackBook;

ZbPlaybackBook *zb_playback_book_new (void);
void zb_playback_book_free (ZbPlaybackBook *self);
char **zb_playback_book_open (ZbPlaybackBook *self, const char *session, GPtrArray *files,
                              ZbTicketStub *stub);
ZbSpanFile *zb_playback_book_find (ZbPlaybackBook *self, const char *file, const char *user,
                                   const char *password, char **session);
void zb_playback_book_revoke (ZbPlaybackBook *self, const char *user);
guint zb_playback_book_get_n_files (ZbPlaybackBook *self);

G_END_DECLS
