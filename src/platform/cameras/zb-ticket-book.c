/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tickets that are out: each lets one user watch one profile of one camera until it expires. Issued by a
 * route, looked up by the RTSP server's threads, so everything is done under a lock. */
#include "zb-ticket-book.h"

#include <string.h>
#include <sys/random.h>

typedef struct
{
  char *owner; /* NULL where it is nobody's in particular */
  char *camera;
  char *profile;
  char *password;
  gint64 expires_at;
} Entry;

struct _ZbTicketBook
{
  GObject parent_instance;
  GMutex lock;
  GHashTable *entries; /* user → Entry */
};

G_DEFINE_FINAL_TYPE (ZbTicketBook, zb_ticket_book, G_TYPE_OBJECT)

static void
entry_free (gpointer data)
{
  Entry *entry = data;
  g_free (entry->owner);
  g_free (entry->camera);
  g_free (entry->profile);
  g_free (entry->password);
  g_free (entry);
}

static void
zb_ticket_book_finalize (GObject *object)
{
  ZbTicketBook *self = ZB_TICKET_BOOK (object);
  g_hash_table_unref (self->entries);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (zb_ticket_book_parent_class)->finalize (object);
}

static void
zb_ticket_book_class_init (ZbTicketBookClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_ticket_book_finalize;
}

static void
zb_ticket_book_init (ZbTicketBook *self)
{
  g_mutex_init (&self->lock);
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, entry_free);
}

/**
 * zb_ticket_book_new:
 *
 * Returns: (transfer full): a book without tickets
 */
ZbTicketBook *
zb_ticket_book_new (void)
{
  return g_object_new (ZB_TYPE_TICKET_BOOK, NULL);
}

/* Secrets come from the kernel, not from GLib's generator, which can be foretold. */
static char *
new_secret (gsize n_bytes)
{
  guint8 bytes[32];
  GString *text = g_string_new (NULL);
  g_return_val_if_fail (n_bytes <= sizeof bytes, NULL);
  if (getrandom (bytes, n_bytes, 0) != (gssize)n_bytes)
    g_error ("The kernel gives no random bytes");
  for (gsize i = 0; i < n_bytes; i++)
    g_string_append_printf (text, "%02x", bytes[i]);
  return g_string_free (text, FALSE);
}

static gboolean
has_expired (gpointer key, gpointer value, gpointer now)
{
  return ((Entry *)value)->expires_at <= *(gint64 *)now;
}

/**
 * zb_ticket_book_issue:
 * @self: a book
 * @camera: the id of a camera
 * @profile: "main" or "sub"
 * @seconds: how long it is good
 * @stub: (out caller-allocates): user, password and end; to be cleared with zb_ticket_stub_clear()
 *
 * Issues a ticket that is nobody's in particular; see zb_ticket_book_issue_to().
 */
void
zb_ticket_book_issue (ZbTicketBook *self, const char *camera, const char *profile, guint seconds,
                      ZbTicketStub *stub)
{
  zb_ticket_book_issue_to (self, NULL, camera, profile, seconds, stub);
}

/**
 * zb_ticket_book_issue_to:
 * @self: a book
 * @owner: (nullable): whose it is: the family of a session
 * @camera: the id of a camera
 * @profile: "main" or "sub"
 * @seconds: how long it is good
 * @stub: (out caller-allocates): user, password and end; to be cleared with zb_ticket_stub_clear()
 *
 * Issues a ticket, and throws away those that have expired.
 */
void
zb_ticket_book_issue_to (ZbTicketBook *self, const char *owner, const char *camera, const char *profile,
                         guint seconds, ZbTicketStub *stub)
{
  gint64 now = g_get_real_time ();
  Entry *entry = g_new0 (Entry, 1);
  *entry = (Entry){ g_strdup (owner), g_strdup (camera), g_strdup (profile), new_secret (16),
                    now + (gint64)seconds * G_USEC_PER_SEC };
  *stub = (ZbTicketStub){ new_secret (8), g_strdup (entry->password), entry->expires_at };
  g_mutex_lock (&self->lock);
  g_hash_table_foreach_remove (self->entries, has_expired, &now);
  g_hash_table_insert (self->entries, g_strdup (stub->user), entry);
  g_mutex_unlock (&self->lock);
}

/**
 * zb_ticket_book_dup_owner:
 * @self: a book
 * @user: the user of a ticket
 *
 * Returns: (transfer full) (nullable): whose it is
 */
char *
zb_ticket_book_dup_owner (ZbTicketBook *self, const char *user)
{
  g_mutex_lock (&self->lock);
  const Entry *entry = g_hash_table_lookup (self->entries, user);
  char *owner = entry ? g_strdup (entry->owner) : NULL;
  g_mutex_unlock (&self->lock);
  return owner;
}

/**
 * zb_ticket_book_revoke:
 * @self: a book
 * @user: the user of a ticket
 *
 * Makes a ticket void at once, as when its officer signs out.
 */
void
zb_ticket_book_revoke (ZbTicketBook *self, const char *user)
{
  g_mutex_lock (&self->lock);
  g_hash_table_remove (self->entries, user);
  g_mutex_unlock (&self->lock);
}

/**
 * zb_ticket_book_lookup:
 * @user: who somebody says to be
 * @camera: what they want to watch
 * @profile: which stream of it
 * @book: a #ZbTicketBook
 *
 * A #ZbRtspAuthenticate over a book.
 *
 * Returns: (transfer full) (nullable): the ticket's password, %NULL where there is none, it is for something
 *   else, or it has expired
 */
char *
zb_ticket_book_lookup (const char *user, const char *camera, const char *profile, gpointer book)
{
  ZbTicketBook *self = book;
  char *password = NULL;
  g_mutex_lock (&self->lock);
  const Entry *entry = g_hash_table_lookup (self->entries, user);
  if (entry && entry->expires_at > g_get_real_time () && strcmp (entry->camera, camera) == 0 &&
      strcmp (entry->profile, profile) == 0)
    password = g_strdup (entry->password);
  g_mutex_unlock (&self->lock);
  return password;
}

/**
 * zb_ticket_book_get_n_tickets:
 * @self: a book
 *
 * Returns: how many tickets it holds
 */
guint
zb_ticket_book_get_n_tickets (ZbTicketBook *self)
{
  g_mutex_lock (&self->lock);
  guint n = g_hash_table_size (self->entries);
  g_mutex_unlock (&self->lock);
  return n;
}

/**
 * zb_ticket_secrets_equal:
 * @a: what is right
 * @b: what somebody says
 *
 * Compares secrets without telling by its time how much was right.
 *
 * Returns: whether they are the same
 */
gboolean
zb_ticket_secrets_equal (const char *a, const char *b)
{
  gsize n = strlen (a);
  guint difference = 0;
  if (n != strlen (b))
    return FALSE;
  for (gsize i = 0; i < n; i++)
    difference |= (guint)(a[i] ^ b[i]);
  return difference == 0;
}

/**
 * zb_ticket_stub_clear:
 * @stub: what a ticket's holder was told
 *
 * Frees it.
 */
void
zb_ticket_stub_clear (ZbTicketStub *stub)
{
  g_clear_pointer (&stub->user, g_free);
  g_clear_pointer (&stub->password, g_free);
}
