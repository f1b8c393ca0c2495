/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define ZB_TYPE_TICKET_BOOK (zb_ticket_book_get_type ())
G_DECLARE_FINAL_TYPE (ZbTicketBook, zb_ticket_book, ZB, TICKET_BOOK, GObject)

/**
 * ZbTicketStub:
 * @user: who to be at the camera
 * @password: for that one ticket
 * @expires_at: µs since the epoch, UTC
 *
 * What is told to whoever was given a ticket.
 */
typedef struct
{
  char *user;
  char *password;
  gint64 expires_at;
} ZbTicketStub;

ZbTicketBook *zb_ticket_book_new (void);
void zb_ticket_book_issue (ZbTicketBook *self, const char *camera, const char *profile, guint seconds,
                           ZbTicketStub *stub);
void zb_ticket_book_issue_to (ZbTicketBook *self, const char *owner, const char *camera, const char *profile,
                              guint seconds, ZbTicketStub *stub);
char *zb_ticket_book_dup_owner (ZbTicketBook *self, const char *user);
void zb_ticket_book_revoke (ZbTicketBook *self, const char *user);
char *zb_ticket_book_lookup (const char *user, const char *camera, const char *profile, gpointer book);
guint zb_ticket_book_get_n_tickets (ZbTicketBook *self);
gboolean zb_ticket_secrets_equal (const char *a, const char *b);
void zb_ticket_stub_clear (ZbTicketStub *stub);

G_END_DECLS
