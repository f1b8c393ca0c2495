/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "studio.h"

#include "zb-film.h"
#include "zb-time.h"

#include <glib/gstdio.h>
#include <gst/gst.h>

#define LOOP_SECONDS 4

static char *films;

static void
copy_film (const char *directory, ZbScene scene, ZbProfile profile)
{
  g_autofree char *from = zb_film_path (directory, ZB_SCENE_JUNCTION, profile);
  g_autofree char *to = zb_film_path (directory, scene, profile);
  g_autofree char *data = NULL;
  gsize length;
  g_assert_true (g_file_get_contents (from, &data, &length, NULL));
  g_assert_true (g_file_set_contents (to, data, (gssize)length, NULL));
}

/**
 * studio_make_films:
 * @directory: where they are to be
 *
 * Makes one film, and has all scenes show it.
 */
void
studio_make_films (const char *directory)
{
  g_autoptr (GError) error = NULL;
  gst_init (NULL, NULL);
  zb_films_make (directory, 1, LOOP_SECONDS, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  for (ZbScene scene = ZB_SCENE_JUNCTION; scene < ZB_N_SCENES; scene++)
    for (ZbProfile profile = ZB_PROFILE_MAIN; profile < ZB_N_PROFILES; profile++)
      if (scene != ZB_SCENE_JUNCTION)
        copy_film (directory, scene, profile);
}

static void
start_gateway (Studio *self)
{
  ZbPlatform *platform = zb_test_platform_get (self->platform);
  g_autoptr (GError) error = NULL;
  self->live = zb_live_new (zb_database_get_path (zb_platform_get_database (platform)), films);
  g_assert_true (zb_live_start (self->live, "127.0.0.1", &error));
  zb_platform_set_live (platform, self->live);
  self->exports = zb_export_desk_start (platform, &error);
  g_assert_no_error (error);
  zb_platform_set_exports (platform, self->exports);
}

/**
 * studio_new:
 * @options: (nullable): what is recorded, %NULL for nothing yet
 *
 * Returns: (transfer full): a platform with cameras
 */
Studio *
studio_new (const ZbRecorderOptions *options)
{
  Studio *self = g_new0 (Studio, 1);
  if (films == NULL)
    {
      films = g_dir_make_tmp ("zb-films-XXXXXX", NULL);
      studio_make_films (films);
    }
  self->platform =
      zb_test_platform_new_with (&(ZbPlatformOptions){ .heartbeat_ms = 1000, .token_seconds = 3600 });
  start_gateway (self);
  if (options != NULL)
    studio_record (self, options);
  return self;
}

/**
 * studio_record:
 * @self: a studio that does not record
 * @options: what is recorded
 */
void
studio_record (Studio *self, const ZbRecorderOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (self->recorder);
  self->recorder = zb_recorder_start (zb_test_platform_get (self->platform), self->live, options, &error);
  g_assert_no_error (error);
}

/**
 * studio_pause:
 * @self: a studio
 *
 * Ends recording; what was recorded stays.
 */
void
studio_pause (Studio *self)
{
  g_clear_pointer (&self->recorder, zb_recorder_stop);
}

/**
 * studio_free:
 * @self: (transfer full): a studio
 */
void
studio_free (Studio *self)
{
  ZbPlatform *platform = zb_test_platform_get (self->platform);
  studio_pause (self);
  zb_platform_set_exports (platform, NULL);
  g_clear_pointer (&self->exports, zb_export_desk_stop);
  zb_platform_set_live (platform, NULL);
  zb_test_platform_free (self->platform);
  zb_live_free (self->live);
  g_free (self);
}

static ZbConnection *
open_database (Studio *self, ZbConnectionMode mode)
{
  g_autofree char *path = g_build_filename (zb_test_platform_get_dir (self->platform), "platform.db", NULL);
  ZbConnection *connection = zb_connection_open (path, mode, NULL);
  g_assert_nonnull (connection);
  return connection;
}

/**
 * studio_count:
 * @self: a studio
 * @sql: a query
 *
 * Returns: the first number of its first row
 */
gint64
studio_count (Studio *self, const char *sql)
{
  g_autoptr (ZbConnection) connection = open_database (self, ZB_CONNECTION_READ);
  g_autoptr (ZbStatement) row = zb_connection_prepare (connection, sql, NULL);
  g_assert_cmpint (zb_statement_step (row, NULL), ==, ZB_STEP_ROW);
  return zb_statement_get_int64 (row, 0);
}

/**
 * studio_change:
 * @self: a studio
 * @sql: a statement
 */
void
studio_change (Studio *self, const char *sql)
{
  g_autoptr (ZbConnection) connection = open_database (self, ZB_CONNECTION_WRITE);
  g_autoptr (GError) error = NULL;
  zb_connection_script (connection, sql, &error);
  g_assert_no_error (error);
}

typedef struct
{
  Studio *studio;
  const char *sql;
  gint64 least;
} Wish;

static gboolean
is_granted (gpointer data)
{
  Wish *wish = data;
  return studio_count (wish->studio, wish->sql) >= wish->least;
}

/**
 * studio_wait:
 * @self: a studio
 * @sql: a query
 * @least: what its number has to come to
 * @seconds: how long to wait at the most
 */
void
studio_wait (Studio *self, const char *sql, gint64 least, guint seconds)
{
  Wish wish = { self, sql, least };
  if (!zb_test_wait (is_granted, &wish, seconds * 1000))
    g_error ("%s has not come to %d", sql, (int)least);
}

/**
 * studio_wait_recorded:
 * @self: a studio
 * @camera: the id of a camera
 * @seconds: how much of it is to be recorded
 */
void
studio_wait_recorded (Studio *self, const char *camera, guint seconds)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT coalesce (sum(ended_at - started_at), 0) FROM segment WHERE camera = '%s'", camera);
  studio_wait (self, sql, (gint64)seconds * G_USEC_PER_SEC, seconds + 60);
}

/**
 * studio_times:
 * @from: µs UTC
 * @until: µs UTC
 *
 * Returns: (transfer full): both as members of a JSON object
 */
char *
studio_times (gint64 from, gint64 until)
{
  char first[ZB_TIME_LENGTH + 1], last[ZB_TIME_LENGTH + 1];
  zb_time_format (from, first);
  zb_time_format (until, last);
  return g_strdup_printf ("\"from\":\"%s\",\"until\":\"%s\"", first, last);
}
