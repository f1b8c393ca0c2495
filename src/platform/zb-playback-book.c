/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files that are open for playback: each is known by a number of its own, which is no secret, and given
 * to whoever holds the ticket of its playback. They are used by the database's threads, so everything is done
 * under a lock. */
#include "zb-playback-book.h"

#include "zb-uuid.h"

#include <string.h>

#define TICKET_SECONDS 3600
#define PURPOSE "playback"

typedef struct
{
  char *id;
  char *session;
  char *user;
  gint64 expires_at;
  GPtrArray *names; /* those of its files */
} Playback;

typedef struct
{
  ZbSpanFile *file;
  Playback *playback;
} Entry;

struct _ZbPlaybackBook
{
  ZbTicketBook *tickets;
  GMutex lock;
  GHashTable *files;    /* name → Entry */
  GPtrArray *playbacks; /* the oldest first */
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;
  zb_span_file_unref (entry->file);
  g_free (entry);
}

static void
playback_free (gpointer data)
{
  Playback *playback = data;
  g_ptr_array_unref (playback->names);
  g_free (playback->id);
  g_free (playback->session);
  g_free (playback->user);
  g_free (playback);
}

/**
 * zb_playback_book_new:
 *
 * Returns: (transfer full): a book without playbacks
 */
ZbPlaybackBook *
zb_playback_book_new (void)
{
  ZbPlaybackBook *self = g_new0 (ZbPlaybackBook, 1);
  g_mutex_init (&self->lock);
  self->tickets = zb_ticket_book_new ();
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, entry_free);
  self->playbacks = g_ptr_array_new_with_free_func (playback_free);
  return self;
}

/**
 * zb_playback_book_free:
 * @self: (transfer full): a book
 */
void
zb_playback_book_free (ZbPlaybackBook *self)
{
  g_hash_table_unref (self->files);
  g_ptr_array_unref (self->playbacks);
  g_object_unref (self->tickets);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static void
close_at (ZbPlaybackBook *self, guint at)
{
  Playback *playback = g_ptr_array_index (self->playbacks, at);
  for (guint i = 0; i < playback->names->len; i++)
    g_hash_table_remove (self->files, g_ptr_array_index (playback->names, i));
  zb_ticket_book_revoke (self->tickets, playback->user);
  g_ptr_array_remove_index (self->playbacks, at);
}

/* Those that have expired, and the session's oldest where it has as many as it may have. */
static void
make_room (ZbPlaybackBook *self, const char *session)
{
  guint own = 0;
  for (guint i = self->playbacks->len; i > 0; i--)
    {
      const Playback *playback = g_ptr_array_index (self->playbacks, i - 1);
      gboolean is_own = g_strcmp0 (playback->session, session) == 0;
      if (playback->expires_at <= g_get_real_time () || (is_own && own + 1 >= ZB_PLAYBACK_MOST_OPEN))
        close_at (self, i - 1);
      else if (is_own)
        own++;
    }
}

static char *
add_file (ZbPlaybackBook *self, Playback *playback, ZbSpanFile *file)
{
  Entry *entry = g_new0 (Entry, 1);
  char *name = zb_uuid_new ();
  entry->file = zb_span_file_ref (file);
  entry->playback = playback;
  g_ptr_array_add (playback->names, g_strdup (name));
  g_hash_table_insert (self->files, g_strdup (name), entry);
  return name;
}

/**
 * zb_playback_book_open:
 * @self: a book
 * @session: the family of the session that asks
 * @files: (element-type ZbSpanFile): what is to be played
 * @stub: (out): user, password and how long they are good
 *
 * Returns: (transfer full): the names of the files, in their order, ended by %NULL
 */
char **
zb_playback_book_open (ZbPlaybackBook *self, const char *session, GPtrArray *files, ZbTicketStub *stub)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  Playback *playback = g_new0 (Playback, 1);
  playback->id = zb_uuid_new ();
  playback->session = g_strdup (session);
  playback->names = g_ptr_array_new_with_free_func (g_free);
  zb_ticket_book_issue_to (self->tickets, session, playback->id, PURPOSE, TICKET_SECONDS, stub);
  playback->user = g_strdup (stub->user);
  playback->expires_at = stub->expires_at;
  g_mutex_lock (&self->lock);
  make_room (self, session);
  g_ptr_array_add (self->playbacks, playback);
  for (guint i = 0; i < files->len && i < ZB_PLAYBACK_MOST_SPANS; i++)
    g_strv_builder_take (names, add_file (self, playback, g_ptr_array_index (files, i)));
  g_mutex_unlock (&self->lock);
  return g_strv_builder_end (names);
}

static gboolean
is_good (ZbPlaybackBook *self, const Playback *playback, const char *user, const char *password)
{
  g_autofree char *wanted = zb_ticket_book_lookup (user, playback->id, PURPOSE, self->tickets);
  return wanted != NULL && zb_ticket_secrets_equal (wanted, password);
}

/**
 * zb_playback_book_find:
 * @self: a book
 * @file: the name of a file
 * @user: who somebody says to be
 * @password: and proves by
 * @session: (out): the family of the session that it was opened for
 *
 * Returns: (transfer full) (nullable): the file, %NULL where there is none or the ticket is not its
 */
ZbSpanFile *
zb_playback_book_find (ZbPlaybackBook *self, const char *file, const char *user, const char *password,
                       char **session)
{
  ZbSpanFile *found = NULL;
  g_mutex_lock (&self->lock);
  const Entry *entry = g_hash_table_lookup (self->files, file);
  if (entry != NULL && is_good (self, entry->playback, user, password))
    {
      found = zb_span_file_ref (entry->file);
      *session = g_strdup (entry->playback->session);
    }
  g_mutex_unlock (&self->lock);
  return found;
}

/**
 * zb_playback_book_revoke:
 * @self: a book
 * @user: the user of a playback's ticket
 *
 * Ends a playback, as when its officer has signed out.
 */
void
zb_playback_book_revoke (ZbPlaybackBook *self, const char *user)
{
  g_mutex_lock (&self->lock);
  for (guint i = self->playbacks->len; i > 0; i--)
    if (g_strcmp0 (((Playback *)g_ptr_array_index (self->playbacks, i - 1))->user, user) == 0)
      close_at (self, i - 1);
  g_mutex_unlock (&self->lock);
}

/**
 * zb_playback_book_get_n_files:
 * @self: a book
 *
 * Returns: how many files are open
 */
guint
zb_playback_book_get_n_files (ZbPlaybackBook *self)
{
  g_mutex_lock (&self->lock);
  guint n = g_hash_table_size (self->files);
  g_mutex_unlock (&self->lock);
  return n;
}
