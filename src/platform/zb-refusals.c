/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands that were refused to a wall, as rows of the audit log.
 *
 *   first ─▶ a row at once ─▶ those that follow are counted ─▶ after a while one row tells how many
 *
 * A wall that goes on asking for what it may not have, all day and as fast as it can, must not fill the disk:
 * while it does not cease, the while grows to twice as long each time, up to an hour. There is one count for
 * each account and route, so that there are as many as routes at the most. Used on the main loop. */
#include "zb-refusals.h"

#include "zb-audit.h"
#include "zb-route.h"
#include "zb-uuid.h"

#define MOST_DOUBLINGS 6

struct _ZbRefusals
{
  ZbDatabase *database;
  GHashTable *counts; /* account and route → Count */
  guint window_ms;
  guint source;
};

/* Who was refused what, and how often since a row told of it. */
typedef struct
{
  char *account;
  char *name;
  char *area;
  char *address;
  char *what;
  guint more;
  guint doublings;
  gint64 told_at; /* monotonic */
} Count;

/* What is handed to the writer's thread. */
typedef struct
{
  char *account;
  char *name;
  char *area;
  char *address;
  char *id;
  char *why;
} Row;

static void
count_free (gpointer data)
{
  Count *self = data;
  g_free (self->account);
  g_free (self->name);
  g_free (self->area);
  g_free (self->address);
  g_free (self->what);
  g_free (self);
}

static void
row_free (gpointer data)
{
  Row *self = data;
  g_free (self->account);
  g_free (self->name);
  g_free (self->area);
  g_free (self->address);
  g_free (self->id);
  g_free (self->why);
  g_free (self);
}

/* --- rows ------------------------------------------------------------------------------------- */

static Row *
row_new (const Count *count, const char *id, char *why)
{
  Row *self = g_new0 (Row, 1);
  self->account = g_strdup (count->account);
  self->name = g_strdup (count->name);
  self->area = g_strdup (count->area);
  self->address = g_strdup (count->address);
  self->id = g_strdup (id);
  self->why = why;
  return self;
}

static DexFuture *
write_row (ZbConnection *connection, gpointer data)
{
  const Row *self = data;
  g_autoptr (GError) error = NULL;
  ZbAuditRow row = {
    .at = g_get_real_time () / 1000 * 1000,
    .account = self->account,
    .name = self->name,
    .action = "command.refused",
    .id = self->id,
    .area = self->area,
    .address = self->address,
    .why = self->why,
  };
  return zb_audit_append (connection, &row, &error) ? dex_future_new_true ()
                                                    : dex_future_new_for_error (g_steal_pointer (&error));
}

static Row *
row_of_more (Count *count)
{
  return row_new (count, NULL, g_strdup_printf ("%s, %u more times", count->what, count->more));
}

/* --- windows ---------------------------------------------------------------------------------- */

static DexFuture *
on_told (DexFuture *future, gpointer data)
{
  g_autoptr (GError) error = NULL;
  if (dex_future_get_value (future, &error) == NULL)
    g_warning ("what was refused to a wall could not be written down: %s", error->message);
  return dex_future_new_true ();
}

static gboolean
is_open (ZbRefusals *self, const Count *count, gint64 now)
{
  return now - count->told_at < ((gint64)self->window_ms << count->doublings) * G_TIME_SPAN_MILLISECOND;
}

/* Returns whether it is forgotten: nothing was refused in the whole of its window. */
static gboolean
close_window (gpointer key, gpointer value, gpointer data)
{
  ZbRefusals *self = data;
  Count *count = value;
  gint64 now = g_get_monotonic_time ();
  if (is_open (self, count, now))
    return FALSE;
  if (count->more == 0)
    return TRUE;
  dex_future_disown (dex_future_finally (
      zb_database_write (self->database, write_row, row_of_more (count), row_free), on_told, NULL, NULL));
  count->more = 0;
  count->told_at = now;
  count->doublings = MIN (count->doublings + 1, MOST_DOUBLINGS);
  return FALSE;
}

static gboolean
on_window (gpointer data)
{
  ZbRefusals *self = data;
  g_hash_table_foreach_remove (self->counts, close_window, self);
  if (g_hash_table_size (self->counts) > 0)
    return G_SOURCE_CONTINUE;
  self->source = 0;
  return G_SOURCE_REMOVE;
}

/**
 * zb_refusals_new:
 * @database: where the audit log is
 * @window_ms: for how long those that follow the first are counted before a row tells of them
 *
 * Returns: (transfer full): nothing refused yet
 */
ZbRefusals *
zb_refusals_new (ZbDatabase *database, guint window_ms)
{
  ZbRefusals *self = g_new0 (ZbRefusals, 1);
  self->database = g_object_ref (database);
  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, count_free);
  self->window_ms = window_ms;
  return self;
}

static Count *
count_new (ZbCall *call)
{
  Count *self = g_new0 (Count, 1);
  ZbAccount *account = call->account;
  self->account = g_strdup (ZB_ENTITY (account)->id);
  self->name = g_strdup (account->name);
  self->area = g_strdup (account->areas != NULL ? account->areas[0] : NULL);
  self->address = g_strdup (call->address);
  self->what = g_strconcat (call->method, " ", call->route->path, NULL);
  self->told_at = g_get_monotonic_time ();
  return self;
}

static DexFuture *
begin_window (ZbRefusals *self, const char *key, ZbCall *call)
{
  Count *count = count_new (call);
  /* The id is what somebody wrote into a path: only what looks like one is kept. */
  const char *id = call->id != NULL && zb_uuid_is_valid (call->id) ? call->id : NULL;
  g_hash_table_insert (self->counts, g_strdup (key), count);
  if (self->source == 0)
    self->source = g_timeout_add (self->window_ms, on_window, self);
  return zb_database_write (self->database, write_row, row_new (count, id, g_strdup (count->what)), row_free);
}

/**
 * zb_refusals_note:
 * @self: what was refused
 * @call: a wall's call for a command
 *
 * Writes it down, or counts it where it was written down a short while ago.
 *
 * Returns: (transfer full): a future that holds once it is on disk or counted
 */
DexFuture *
zb_refusals_note (ZbRefusals *self, ZbCall *call)
{
  g_autofree char *key =
      g_strjoin ("\n", ZB_ENTITY (call->account)->id, call->method, call->route->path, NULL);
  Count *count = g_hash_table_lookup (self->counts, key);
  if (count == NULL)
    return begin_window (self, key, call);
  count->more++;
  return dex_future_new_true ();
}

static void
tell_now (gpointer key, gpointer value, gpointer data)
{
  ZbRefusals *self = data;
  Count *count = value;
  g_autoptr (GError) error = NULL;
  if (count->more == 0)
    return;
  Row *row = row_of_more (count);
  if (!zb_database_write_sync (self->database, write_row, row, &error))
    g_warning ("what was refused to a wall could not be written down: %s", error->message);
  row_free (row);
}

/**
 * zb_refusals_free:
 * @self: (transfer full): what was refused
 *
 * Writes down what was only counted. The database has to be open still.
 */
void
zb_refusals_free (ZbRefusals *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_hash_table_foreach (self->counts, tell_now, self);
  g_hash_table_unref (self->counts);
  g_object_unref (self->database);
  g_free (self);
}
