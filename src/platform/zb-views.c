/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Views of the database that outlive a request: all pages of a list show one moment. Each holds a
 * connection inside a read transaction, which keeps SQLite from shortening its log, so there are few
 * of them, and a timer ends them when nobody asks for a minute, or has asked for ten. Used from the
 * readers' threads and, by the timer, from the main loop. */
#include "zb-views.h"

#include "zb-accounts.h"

#define MAX_VIEWS 48
#define MAX_VIEWS_OF_ONE 16
#define MAX_IDLE 8
#define KEPT_MS 60000
/* However often it is asked for, a view lasts so many times as long as it is kept unasked. */
#define LIVES 10

struct _ZbViews
{
  GMutex mutex;
  char *path;
  gint64 kept; /* µs */
  guint timer;
  GHashTable *views; /* token → ZbView */
  GPtrArray *idle;   /* connections that can be used again */
};

/* With the mutex held. */
static void
end_view (ZbViews *self, ZbView *view)
{
  if (zb_connection_run (view->connection, NULL, "ROLLBACK", "") && self->idle->len < MAX_IDLE)
    g_ptr_array_add (self->idle, view->connection);
  else
    zb_connection_close (view->connection);
  g_free (view->token);
  g_free (view->owner);
  g_free (view);
}

static gboolean
is_over (ZbViews *self, const ZbView *view, gint64 now)
{
  return now - view->used_at > self->kept || now - view->opened_at > LIVES * self->kept;
}

/* With the mutex held: ends those that nobody has asked for, and those that have lasted long enough. */
static void
end_old (ZbViews *self)
{
  gint64 now = g_get_monotonic_time ();
  GHashTableIter iter;
  gpointer view;
  g_hash_table_iter_init (&iter, self->views);
  while (g_hash_table_iter_next (&iter, NULL, &view))
    if (is_over (self, view, now))
      {
        g_hash_table_iter_remove (&iter);
        end_view (self, view);
      }
}

/* With the mutex held: ends the oldest of @owner, or of all where that is NULL, where there are @most. */
static void
end_oldest (ZbViews *self, const char *owner, guint most)
{
  GHashTableIter iter;
  gpointer value;
  ZbView *oldest = NULL;
  guint n = 0;
  g_hash_table_iter_init (&iter, self->views);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      ZbView *view = value;
      if (owner != NULL && g_strcmp0 (view->owner, owner) != 0)
        continue;
      n++;
      if (oldest == NULL || view->used_at < oldest->used_at)
        oldest = view;
    }
  if (n < most || oldest == NULL)
    return;
  g_hash_table_remove (self->views, oldest->token);
  end_view (self, oldest);
}

static gboolean
on_timer (gpointer data)
{
  ZbViews *self = data;
  g_mutex_lock (&self->mutex);
  end_old (self);
  g_mutex_unlock (&self->mutex);
  return G_SOURCE_CONTINUE;
}

/**
 * zb_views_new:
 * @path: the database's file
 * @kept_ms: how long a view is kept that nobody asks for, 0 for a minute
 *
 * Returns: (transfer full): no views yet; to be freed on the same main loop
 */
ZbViews *
zb_views_new (const char *path, guint kept_ms)
{
  ZbViews *self = g_new0 (ZbViews, 1);
  g_mutex_init (&self->mutex);
  self->path = g_strdup (path);
  self->kept = (gint64)(kept_ms != 0 ? kept_ms : KEPT_MS) * 1000;
  self->views = g_hash_table_new (g_str_hash, g_str_equal);
  self->idle = g_ptr_array_new_with_free_func ((GDestroyNotify)zb_connection_close);
  self->timer = g_timeout_add ((guint)(self->kept / 4000), on_timer, self);
  return self;
}

/**
 * zb_views_free:
 * @self: (transfer full): views that nobody uses any more
 */
void
zb_views_free (ZbViews *self)
{
  GHashTableIter iter;
  gpointer view;
  g_clear_handle_id (&self->timer, g_source_remove);
  g_hash_table_iter_init (&iter, self->views);
  while (g_hash_table_iter_next (&iter, NULL, &view))
    end_view (self, view);
  g_hash_table_unref (self->views);
  g_ptr_array_unref (self->idle);
  g_mutex_clear (&self->mutex);
  g_free (self->path);
  g_free (self);
}

/**
 * zb_views_get_n:
 * @self: views
 *
 * Returns: how many are held between two pages
 */
guint
zb_views_get_n (ZbViews *self)
{
  g_mutex_lock (&self->mutex);
  guint n = g_hash_table_size (self->views);
  g_mutex_unlock (&self->mutex);
  return n;
}

static ZbConnection *
get_connection (ZbViews *self, const char *owner, GError **error)
{
  g_mutex_lock (&self->mutex);
  end_old (self);
  end_oldest (self, owner, MAX_VIEWS_OF_ONE);
  end_oldest (self, NULL, MAX_VIEWS);
  ZbConnection *connection =
      self->idle->len > 0 ? g_ptr_array_steal_index (self->idle, self->idle->len - 1) : NULL;
  g_mutex_unlock (&self->mutex);
  return connection != NULL ? connection : zb_connection_open (self->path, ZB_CONNECTION_READ, error);
}

static gboolean
begin (ZbConnection *connection, gint64 *seq, GError **error)
{
  if (!zb_connection_run (connection, error, "BEGIN", ""))
    return FALSE;
  /* Reading is what fixes the moment. */
  g_autoptr (ZbStatement) statement =
      zb_connection_prepare (connection, "SELECT coalesce (max(seq), 0) FROM event", error);
  if (statement == NULL || zb_statement_step (statement, error) != ZB_STEP_ROW)
    return FALSE;
  *seq = zb_statement_get_int64 (statement, 0);
  return TRUE;
}

/**
 * zb_views_open:
 * @self: views
 * @owner: the id of the account it is for
 * @error: return location for a ZbDatabaseError
 *
 * Returns: (transfer full): a view of now, to be given to zb_views_keep() or zb_views_end(), or NULL
 */
ZbView *
zb_views_open (ZbViews *self, const char *owner, GError **error)
{
  g_autoptr (ZbConnection) connection = get_connection (self, owner, error);
  gint64 seq = 0;
  if (connection == NULL || !begin (connection, &seq, error))
    return NULL;
  ZbView *view = g_new0 (ZbView, 1);
  view->token = zb_secret_new ();
  view->owner = g_strdup (owner);
  view->connection = g_steal_pointer (&connection);
  view->seq = seq;
  view->opened_at = g_get_monotonic_time ();
  return view;
}

/**
 * zb_views_take:
 * @self: views
 * @token: a view's name
 * @owner: the id of the account that asks for it
 *
 * Returns: (transfer full) (nullable): the view, to be given back with zb_views_keep() or
 *   zb_views_end(); NULL where it has ended, is in use or is another's
 */
ZbView *
zb_views_take (ZbViews *self, const char *token, const char *owner)
{
  g_mutex_lock (&self->mutex);
  ZbView *view = g_hash_table_lookup (self->views, token);
  if (view != NULL && g_strcmp0 (view->owner, owner) != 0)
    view = NULL;
  if (view != NULL)
    g_hash_table_remove (self->views, token);
  g_mutex_unlock (&self->mutex);
  return view;
}

/**
 * zb_views_keep:
 * @self: views
 * @view: (transfer full): a view that there are more pages of
 */
void
zb_views_keep (ZbViews *self, ZbView *view)
{
  g_mutex_lock (&self->mutex);
  view->used_at = g_get_monotonic_time ();
  g_hash_table_insert (self->views, view->token, view);
  g_mutex_unlock (&self->mutex);
}

/**
 * zb_views_end:
 * @self: views
 * @view: (transfer full): a view that there are no more pages of
 */
void
zb_views_end (ZbViews *self, ZbView *view)
{
  g_mutex_lock (&self->mutex);
  end_view (self, view);
  g_mutex_unlock (&self->mutex);
}
