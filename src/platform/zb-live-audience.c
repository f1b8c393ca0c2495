/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who watches a camera, told by the rules of presence: by name those whom the caller is told of anyway, and
 * walls, which are nobody; all others by their number alone. */
#include "zb-live-audience.h"

#include "zb-accounts.h"
#include "zb-presence-book.h"

static ZbAccount *
find_account (ZbTransaction *tx, const char *session)
{
  g_autoptr (ZbStatement) row = zb_connection_query (
      tx->connection, &tx->error, "SELECT account FROM session WHERE family = ? LIMIT 1", "t", session);
  if (row == NULL || zb_statement_step (row, &tx->error) != ZB_STEP_ROW)
    return NULL;
  return zb_accounts_load (tx->connection, zb_statement_get_text (row, 0), &tx->error);
}

static gboolean
is_told_of (ZbTransaction *tx, const ZbAccount *account)
{
  const ZbAccount *caller = tx->call->account;
  return (zb_presence_book_tells (account) || account->role == ZB_ROLE_WALL) &&
         zb_presence_book_tells (caller) && zb_presence_book_meet (tx->areas, account, caller);
}

static ZbAudienceSeat *
find_seat (ZbAudience *self, const ZbAccount *account)
{
  for (guint i = 0; i < self->seats->len; i++)
    {
      ZbAudienceSeat *seat = self->seats->pdata[i];
      if (seat->role == account->role && g_str_equal (seat->name, account->name ? account->name : ""))
        return seat;
    }
  return NULL;
}

static void
add_seat (ZbAudience *self, const ZbAccount *account, gint64 since)
{
  ZbAudienceSeat *seat = find_seat (self, account);
  if (seat == NULL)
    {
      seat = g_object_new (ZB_TYPE_AUDIENCE_SEAT, NULL);
      seat->name = g_strdup (account->name ? account->name : "");
      seat->role = account->role;
      seat->at = since;
      g_ptr_array_add (self->seats, seat);
    }
  seat->sessions++;
  seat->at = MIN (seat->at, since);
}

static void
add_session (ZbAudience *self, ZbTransaction *tx, const ZbLiveSession *session)
{
  g_autoptr (ZbAccount) account = session->owner != NULL ? find_account (tx, session->owner) : NULL;
  self->sessions++;
  if (session->owner == NULL)
    self->recordings++;
  else if (account != NULL && is_told_of (tx, account))
    add_seat (self, account, session->since);
  else
    self->others++;
}

static int
compare_seats (gconstpointer a, gconstpointer b)
{
  const ZbAudienceSeat *one = *(ZbAudienceSeat *const *)a, *other = *(ZbAudienceSeat *const *)b;
  return one->at < other->at ? -1 : one->at > other->at;
}

/**
 * zb_live_audience_new:
 * @live: the cameras, on the line
 * @tx: a view, with the call of whoever asks
 * @camera: the id of a camera
 *
 * Returns: (transfer full): who watches it, as the caller may know it
 */
ZbAudience *
zb_live_audience_new (ZbLive *live, ZbTransaction *tx, const char *camera)
{
  ZbAudience *self = g_object_new (ZB_TYPE_AUDIENCE, NULL);
  g_autoptr (GPtrArray) sessions = zb_live_list_sessions (live, camera);
  self->most = zb_live_get_most_sessions (live);
  self->seats = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < sessions->len; i++)
    add_session (self, tx, sessions->pdata[i]);
  g_ptr_array_sort (self->seats, compare_seats);
  return self;
}
