/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a platform keeps: its folder, which is one platform's alone, and the database in it. */
#include "zb-platform-private.h"

#include "zb-facts-rebuild.h"
#include "zb-schema.h"
#include "zb-uuid.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#define N_READERS 2

static gboolean
make_folder (const char *path, GError **error)
{
  if (g_mkdir_with_parents (path, 0700) == 0)
    return TRUE;
  return zb_platform_fail (error, _ ("The data folder %s cannot be made: %s."), path, g_strerror (errno));
}

static gboolean
lock_folder (ZbPlatform *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->data_dir, "lock", NULL);
  self->lock = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->lock < 0)
    return zb_platform_fail (error, _ ("The data folder %s cannot be written: %s."), self->data_dir,
                             g_strerror (errno));
  if (flock (self->lock, LOCK_EX | LOCK_NB) == 0)
    return TRUE;
  return zb_platform_fail (error, _ ("Another platform is running in the data folder %s."), self->data_dir);
}

/* The evidence that units and officers add lies beside the database. */
gboolean
zb_platform_open_folder (ZbPlatform *self, GError **error)
{
  g_autofree char *evidence = g_build_filename (self->data_dir, "evidence", NULL);
  return make_folder (self->data_dir, error) && lock_folder (self, error) && make_folder (evidence, error);
}

static gboolean
explain (ZbPlatform *self, const GError *reason, GError **error)
{
  switch ((ZbDatabaseError)reason->code)
    {
    case ZB_DATABASE_ERROR_NEWER:
      return zb_platform_fail (error,
                               _ ("The database in %s was written by a newer version of this program: %s."),
                               self->data_dir, reason->message);
    case ZB_DATABASE_ERROR_FULL:
      return zb_platform_fail (error, _ ("The disk that holds the data folder %s is full."), self->data_dir);
    case ZB_DATABASE_ERROR_CORRUPT:
      return zb_platform_fail (error, _ ("The database in %s is damaged (%s); restore a backup."),
                               self->data_dir, reason->message);
    case ZB_DATABASE_ERROR_FAILED:
    case ZB_DATABASE_ERROR_BUSY:
    case ZB_DATABASE_ERROR_UNREACHABLE:
    case ZB_DATABASE_ERROR_CONSTRAINT:
    case ZB_DATABASE_ERROR_CLOSED:
    case ZB_DATABASE_ERROR_LATE:
    default:
      return zb_platform_fail (error, _ ("The database in the data folder %s cannot be opened: %s."),
                               self->data_dir, reason->message);
    }
}

gboolean
zb_platform_open_database (ZbPlatform *self, guint views_ms, GError **error)
{
  g_autofree char *path = g_build_filename (self->data_dir, "platform.db", NULL);
  g_autoptr (GError) reason = NULL;
  if (zb_schema_is_aside (path))
    return zb_platform_fail (error,
                             _ ("A restore in the data folder %s was not finished: restore again, or give "
                                "platform.db.before-restore its name platform.db back."),
                             self->data_dir);
  self->database =
      zb_database_new (path, ZB_CONNECTION_WRITE_DURABLE, zb_platform_migrations, N_READERS, &reason);
  if (self->database != NULL)
    self->lookup = zb_connection_open (path, ZB_CONNECTION_READ, &reason);
  if (self->lookup == NULL)
    return explain (self, reason, error);
  self->views = zb_views_new (path, views_ms);
  self->fact_names = zb_fact_names_new ();
  self->zones = zb_zones_new ();
  self->ptz_leases = zb_ptz_leases_new ();
  self->figures = zb_figure_desk_new (path);
  return TRUE;
}

/* A new database gets its name, by which consoles notice that it is another one. */
static DexFuture *
name_database (ZbConnection *connection, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *known = zb_meta_get (connection, "log_id", &error);
  g_autofree char *fresh = known == NULL ? zb_uuid_new () : NULL;
  if (fresh != NULL && error == NULL)
    zb_meta_set (connection, "log_id", fresh, &error);
  return error == NULL ? dex_future_new_true () : dex_future_new_for_error (g_steal_pointer (&error));
}

static gint64
get_last_seq (ZbPlatform *self)
{
  g_autoptr (ZbStatement) statement =
      zb_connection_prepare (self->lookup, "SELECT max(seq) FROM event", NULL);
  return statement != NULL && zb_statement_step (statement, NULL) == ZB_STEP_ROW
             ? zb_statement_get_int64 (statement, 0)
             : 0;
}

static gboolean
make_facts (ZbTransaction *tx, gpointer data)
{
  return zb_facts_are_made (tx->connection) || zb_facts_rebuild (tx, NULL);
}

gboolean
zb_platform_load_state (ZbPlatform *self, guint heartbeat_ms, GError **error)
{
  g_autoptr (GError) reason = NULL;
  if (!zb_database_write_sync (self->database, name_database, self, &reason))
    return explain (self, reason, error);
  g_autofree char *log_id = zb_meta_get (self->lookup, "log_id", NULL);
  self->areas = zb_areas_load (self->lookup, &reason);
  if (self->areas == NULL)
    return explain (self, reason, error);
  self->hub = zb_hub_new (self->database, log_id, get_last_seq (self), heartbeat_ms);
  zb_hub_set_areas (self->hub, self->areas);
  if (!zb_platform_work_sync (self, make_facts, NULL, &reason))
    return explain (self, reason, error);
  return TRUE;
}
