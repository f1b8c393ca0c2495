/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is on watch, in memory: nobody's comings and goings are kept. A console says every 20 s that somebody
 * sits there; who has said nothing for a minute, or has signed out, is gone.
 *
 * Written by the database's writer, read by the main loop, so everything is done under a lock. */
#include "zb-presence-book.h"

#include "zb-drill-sight.h"
#include "zb-json.h"
#include "zb-time.h"

/* Somebody had to sign in for each; with as many a frame stays well below 1 MiB. */
#define MOST_SESSIONS 1000

typedef struct
{
  char *session;
  ZbAccount *account;
  char *looking_at;
  char *area;
  guint muted;
  gboolean silent;
  gint64 at;    /* since when it is so */
  gint64 heard; /* when it was last said */
} Seat;

struct _ZbPresenceBook
{
  GMutex lock;
  GPtrArray *seats; /* in the order in which they came */
};

static void
seat_free (gpointer data)
{
  Seat *seat = data;
  g_object_unref (seat->account);
  g_free (seat->session);
  g_free (seat->looking_at);
  g_free (seat->area);
  g_free (seat);
}

/**
 * zb_presence_book_new:
 *
 * Returns: (transfer full): a book in which nobody is on watch
 */
ZbPresenceBook *
zb_presence_book_new (void)
{
  ZbPresenceBook *self = g_new0 (ZbPresenceBook, 1);
  g_mutex_init (&self->lock);
  self->seats = g_ptr_array_new_with_free_func (seat_free);
  return self;
}

/**
 * zb_presence_book_free:
 * @self: (transfer full): a book
 */
void
zb_presence_book_free (ZbPresenceBook *self)
{
  g_ptr_array_unref (self->seats);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * zb_presence_book_tells:
 * @account: somebody
 *
 * Returns: whether it is one of those who are on watch and are told of each other: a wall is nobody, and a
 *   handler is out in the street
 */
gboolean
zb_presence_book_tells (const ZbAccount *account)
{
  return account->role != ZB_ROLE_WALL && account->role != ZB_ROLE_HANDLER;
}

static Seat *
find_seat (ZbPresenceBook *self, const char *session, guint *at)
{
  for (guint i = 0; i < self->seats->len; i++)
    {
      Seat *seat = g_ptr_array_index (self->seats, i);
      if (!g_str_equal (seat->session, session))
        continue;
      if (at != NULL)
        *at = i;
      return seat;
    }
  return NULL;
}

static Seat *
add_seat (ZbPresenceBook *self, const ZbPresenceNote *note)
{
  if (self->seats->len >= MOST_SESSIONS)
    return NULL;
  Seat *seat = g_new0 (Seat, 1);
  seat->session = g_strdup (note->session);
  g_ptr_array_add (self->seats, seat);
  return seat;
}

static gboolean
is_same_officer (const ZbAccount *a, const ZbAccount *b)
{
  return a != NULL && a->role == b->role && g_strcmp0 (a->name, b->name) == 0;
}

/* Returns whether it says anything that was not said before. */
static gboolean
take_note (Seat *seat, const ZbPresenceNote *note, gint64 now)
{
  gboolean same_officer = is_same_officer (seat->account, note->account);
  gboolean same =
      seat->heard != 0 && same_officer && seat->muted == note->muted && seat->silent == note->silent;
  gboolean elsewhere = seat->heard == 0 || g_strcmp0 (seat->looking_at, note->looking_at) != 0;
  g_set_object (&seat->account, note->account);
  g_set_str (&seat->looking_at, note->looking_at);
  g_set_str (&seat->area, note->area);
  seat->muted = note->muted;
  seat->silent = note->silent;
  seat->heard = now;
  if (elsewhere)
    seat->at = now;
  return !same || elsewhere;
}

/**
 * zb_presence_book_note:
 * @self: a book
 * @note: what a console says
 * @now: µs UTC
 *
 * Returns: whether there is anything to be told of it
 */
gboolean
zb_presence_book_note (ZbPresenceBook *self, const ZbPresenceNote *note, gint64 now)
{
  if (note->session == NULL || !zb_presence_book_tells (note->account))
    return FALSE;
  g_mutex_lock (&self->lock);
  Seat *seat = find_seat (self, note->session, NULL);
  if (seat == NULL)
    seat = add_seat (self, note);
  gboolean changed = seat != NULL && take_note (seat, note, now);
  g_mutex_unlock (&self->lock);
  return changed;
}

/**
 * zb_presence_book_leave:
 * @self: a book
 * @session: (nullable): the family of a session that has ended
 *
 * Returns: whether anybody was there
 */
gboolean
zb_presence_book_leave (ZbPresenceBook *self, const char *session)
{
  guint at = 0;
  g_mutex_lock (&self->lock);
  gboolean there = session != NULL && find_seat (self, session, &at) != NULL;
  if (there)
    g_ptr_array_remove_index (self->seats, at);
  g_mutex_unlock (&self->lock);
  return there;
}

/**
 * zb_presence_book_expire:
 * @self: a book
 * @now: µs UTC
 *
 * Takes those for gone who have been silent for %ZB_PRESENCE_SILENCE.
 *
 * Returns: whether there were any
 */
gboolean
zb_presence_book_expire (ZbPresenceBook *self, gint64 now)
{
  g_mutex_lock (&self->lock);
  guint before = self->seats->len;
  for (guint i = before; i > 0; i--)
    if (now - ((Seat *)g_ptr_array_index (self->seats, i - 1))->heard > ZB_PRESENCE_SILENCE)
      g_ptr_array_remove_index (self->seats, i - 1);
  gboolean changed = self->seats->len != before;
  g_mutex_unlock (&self->lock);
  return changed;
}

/* --- the frame --------------------------------------------------------------------------------- */

static gboolean
lie_in (ZbAreas *areas, const ZbAccount *outer, const ZbAccount *inner)
{
  const char *const *within = (const char *const *)outer->areas;
  for (guint i = 0; inner->areas != NULL && inner->areas[i] != NULL; i++)
    if (zb_areas_contain (areas, within, inner->areas[i]))
      return TRUE;
  /* No areas, or none but those of drills, stand for the whole district. */
  return zb_drill_sight_is_all (within);
}

/**
 * zb_presence_book_meet:
 * @areas: which area lies in which
 * @a: somebody
 * @b: somebody else
 *
 * Returns: whether their areas are such that they are told of each other
 */
gboolean
zb_presence_book_meet (ZbAreas *areas, const ZbAccount *a, const ZbAccount *b)
{
  return lie_in (areas, a, b) || lie_in (areas, b, a);
}

/* Who sits at two desks is where he was last heard of something new. */
static gboolean
has_later_seat (ZbPresenceBook *self, guint at)
{
  const Seat *seat = g_ptr_array_index (self->seats, at);
  for (guint i = 0; i < self->seats->len; i++)
    {
      const Seat *other = g_ptr_array_index (self->seats, i);
      gboolean later = other->at > seat->at || (other->at == seat->at && i > at);
      if (later && g_str_equal (ZB_ENTITY (other->account)->id, ZB_ENTITY (seat->account)->id))
        return TRUE;
    }
  return FALSE;
}

static yyjson_mut_val *
write_muted (yyjson_mut_doc *doc, guint muted)
{
  yyjson_mut_val *list = yyjson_mut_arr (doc);
  for (int severity = ZB_SEVERITY_LOW; severity < ZB_N_SEVERITIES; severity++)
    if (muted & (1u << severity))
      yyjson_mut_arr_add_str (doc, list, zb_choices_nick (&zb_severities, severity));
  return list;
}

/* What lies outside the recipient's areas is not even hinted at. */
static void
write_seat (yyjson_mut_doc *doc, yyjson_mut_val *list, const Seat *seat, ZbAreas *areas, ZbAccount *recipient)
{
  char at[ZB_TIME_LENGTH + 1];
  zb_time_format (seat->at, at);
  yyjson_mut_val *officer = yyjson_mut_arr_add_obj (doc, list);
  gboolean sees =
      seat->looking_at != NULL && zb_areas_contain (areas, (const char *const *)recipient->areas, seat->area);
  yyjson_mut_obj_add_strcpy (doc, officer, "account", ZB_ENTITY (seat->account)->id);
  yyjson_mut_obj_add_strcpy (doc, officer, "name", seat->account->name != NULL ? seat->account->name : "");
  yyjson_mut_obj_add_str (doc, officer, "role", zb_choices_nick (&zb_roles, seat->account->role));
  if (sees)
    yyjson_mut_obj_add_strcpy (doc, officer, "looking_at", seat->looking_at);
  else
    yyjson_mut_obj_add_null (doc, officer, "looking_at");
  yyjson_mut_obj_add_val (doc, officer, "muted", write_muted (doc, seat->muted));
  yyjson_mut_obj_add_bool (doc, officer, "silent", seat->silent != FALSE);
  yyjson_mut_obj_add_strcpy (doc, officer, "at", at);
}

/**
 * zb_presence_book_write:
 * @self: a book
 * @areas: which area lies in which
 * @recipient: who is told
 *
 * Returns: (transfer full): a frame of the feed with all who are on watch, as @recipient may see it
 */
char *
zb_presence_book_write (ZbPresenceBook *self, ZbAreas *areas, ZbAccount *recipient)
{
  g_autoptr (ZbJsonMutDoc) doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_str (doc, root, "type", "presence");
  yyjson_mut_val *officers = yyjson_mut_obj_add_arr (doc, root, "officers");
  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->seats->len; i++)
    {
      const Seat *seat = g_ptr_array_index (self->seats, i);
      if (zb_presence_book_meet (areas, seat->account, recipient) && !has_later_seat (self, i))
        write_seat (doc, officers, seat, areas, recipient);
    }
  g_mutex_unlock (&self->lock);
  return zb_json_to_text (doc, NULL);
}
