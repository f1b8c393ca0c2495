/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demonstration's cameras, as a district's video gateway would stand beside the platform: tickets
 * are issued here, the RTSP server asks for them, and what a camera shows follows from where it is. */
#include "zb-live.h"

#include "zb-database.h"
#include "zb-device.h"
#include "zb-rtsp-watch.h"

#include <stdio.h>

/* Good for reconnecting that long; a console renews it before. */
#define TICKET_SECONDS 600

/* A camera that turns, and what it looks over. */
typedef struct
{
  char *camera;
  ZbHead *head;
} Lookout;

struct _ZbLive
{
  ZbTicketBook *book;
  ZbRtspServer *server;
  char *films;
  GCancellable *cancellable;
  Lookout lookouts[ZB_N_VISTAS]; /* none is added once it is on the line */
  gboolean has_counter;

  GMutex mutex; /* guards the connection: the server asks from its threads */
  ZbConnection *connection;
};

static guint
seed_of (const char *camera)
{
  return g_str_hash (camera);
}

static ZbCameraAnswer
read_camera (ZbStatement *row, const char *camera, ZbScene *scene)
{
  if (zb_statement_step (row, NULL) != ZB_STEP_ROW)
    return ZB_CAMERA_UNKNOWN;
  int status = zb_choices_parse (&zb_device_statuses, zb_statement_get_text (row, 0));
  if (status == ZB_DEVICE_OFFLINE || status == ZB_DEVICE_FAULT || status == ZB_DEVICE_MAINTENANCE)
    return ZB_CAMERA_OFFLINE;
  const char *placement = zb_statement_get_text (row, 1);
  *scene = zb_scene_for_camera (placement != NULL ? placement : "residential", zb_statement_get_text (row, 2),
                                seed_of (camera));
  return ZB_CAMERA_READY;
}

static ZbCameraAnswer
resolve (const char *camera, ZbScene *scene, gpointer data)
{
  ZbLive *self = data;
  ZbCameraAnswer answer = ZB_CAMERA_UNKNOWN;
  g_mutex_lock (&self->mutex);
  ZbStatement *row =
      zb_connection_query (self->connection, NULL,
                           "SELECT body ->> '$.status', body ->> '$.placement', body ->> '$.name' FROM entity"
                           " WHERE kind = 'device' AND id = ? AND body ->> '$.kind' = 'camera'",
                           "t", camera);
  if (row != NULL)
    {
      answer = read_camera (row, camera, scene);
      zb_statement_release (row);
    }
  g_mutex_unlock (&self->mutex);
  return answer;
}

/* --- cameras that turn ------------------------------------------------------------------------------ */

static const Lookout *
find_lookout (ZbLive *self, const char *camera)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->lookouts); i++)
    if (self->lookouts[i].head != NULL && g_strcmp0 (self->lookouts[i].camera, camera) == 0)
      return &self->lookouts[i];
  return NULL;
}

static ZbHead *
find_head (const char *camera, ZbVistaKind *vista, gpointer data)
{
  ZbLive *self = data;
  const Lookout *lookout = find_lookout (self, camera);
  if (lookout == NULL)
    return NULL;
  *vista = self->has_counter ? ZB_VISTA_COUNTER : (ZbVistaKind)(lookout - self->lookouts);
  return g_object_ref (lookout->head);
}

/* The first on roofs that can be turned, of those that send pictures. */
static void
mount_heads (ZbLive *self)
{
  g_autoptr (ZbStatement) row =
      zb_connection_query (self->connection, NULL,
                           "SELECT id, coalesce (body ->> '$.heading', 0) FROM entity WHERE kind = 'device'"
                           " AND body ->> '$.placement' = 'high_lookout' AND body ->> '$.ptz'"
                           " ORDER BY body ->> '$.status' <> 'online', rid LIMIT ?",
                           "i", (gint64)G_N_ELEMENTS (self->lookouts));
  for (guint i = 0; row != NULL && zb_statement_step (row, NULL) == ZB_STEP_ROW; i++)
    self->lookouts[i] = (Lookout){ g_strdup (zb_statement_get_text (row, 0)),
                                   zb_head_new (zb_statement_get_double (row, 1), ZB_VISTA_HEIGHT) };
}

static void
dismount_heads (ZbLive *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->lookouts); i++)
    {
      g_clear_pointer (&self->lookouts[i].camera, g_free);
      g_clear_object (&self->lookouts[i].head);
    }
}

/**
 * zb_live_find_head:
 * @self: the cameras
 * @camera: the id of a camera
 *
 * Returns: (transfer none) (nullable): what turns it, %NULL where nothing does
 */
ZbHead *
zb_live_find_head (ZbLive *self, const char *camera)
{
  const Lookout *lookout = find_lookout (self, camera);
  return lookout != NULL ? lookout->head : NULL;
}

/**
 * zb_live_set_test_camera:
 * @self: the cameras, not yet on the line
 *
 * Those that turn show the milliseconds of the clock instead of what they look over, so that the delay of a
 * picture can be read off it; see zb_counter_read().
 */
void
zb_live_set_test_camera (ZbLive *self)
{
  self->has_counter = TRUE;
}

/**
 * zb_live_set_most_sessions:
 * @self: the cameras, not yet on the line
 * @most: how many may watch one camera at a time, 0 for any number
 *
 * Whoever comes when there are as many is answered 453, as by a real camera.
 */
void
zb_live_set_most_sessions (ZbLive *self, guint most)
{
  zb_rtsp_server_set_most_sessions (self->server, most);
}

/**
 * zb_live_get_most_sessions:
 * @self: the cameras
 *
 * Returns: how many may watch one camera at a time, 0 for any number
 */
guint
zb_live_get_most_sessions (ZbLive *self)
{
  return zb_rtsp_server_get_most_sessions (self->server);
}

/* --- tickets -------------------------------------------------------------------------------------- */

static gboolean
is_signed_in (ZbLive *self, const char *session)
{
  gboolean good = FALSE;
  g_mutex_lock (&self->mutex);
  ZbStatement *row = zb_connection_query (self->connection, NULL,
                                          "SELECT 1 FROM session JOIN account ON account.id = session.account"
                                          " WHERE family = ? AND expires_at > ? AND enabled LIMIT 1",
                                          "ti", session, g_get_real_time ());
  if (row != NULL)
    {
      good = zb_statement_step (row, NULL) == ZB_STEP_ROW;
      zb_statement_release (row);
    }
  g_mutex_unlock (&self->mutex);
  return good;
}

/**
 * zb_live_authenticate:
 * @user: who somebody says to be
 * @camera: what they want to watch
 * @profile: which stream of it
 * @live: a #ZbLive
 *
 * A #ZbRtspAuthenticate: a ticket is good for as long as the session that it was given to. Each request of a
 * viewer is asked about, so that a stream ends soon after its session, which may end in another process.
 *
 * Returns: (transfer full) (nullable): the ticket's password
 */
char *
zb_live_authenticate (const char *user, const char *camera, const char *profile, gpointer live)
{
  ZbLive *self = live;
  g_autofree char *session = zb_ticket_book_dup_owner (self->book, user);
  if (session != NULL && !is_signed_in (self, session))
    zb_ticket_book_revoke (self->book, user);
  return zb_ticket_book_lookup (user, camera, profile, self->book);
}

static char *
find_owner (const char *user, gpointer live)
{
  return zb_ticket_book_dup_owner (((ZbLive *)live)->book, user);
}

static void
session_free (gpointer data)
{
  ZbLiveSession *session = data;
  g_free (session->owner);
  g_free (session);
}

/**
 * zb_live_list_sessions:
 * @self: the cameras, on the line
 * @camera: the id of a camera
 *
 * From any thread. A ticket that is held and not used is no session.
 *
 * Returns: (transfer full) (element-type ZbLiveSession): those that watch it now
 */
GPtrArray *
zb_live_list_sessions (ZbLive *self, const char *camera)
{
  GPtrArray *sessions = g_ptr_array_new_with_free_func (session_free);
  g_autoptr (GPtrArray) watches = zb_rtsp_server_list_watches (self->server, camera);
  for (guint i = 0; i < watches->len; i++)
    {
      const ZbRtspWatch *watch = watches->pdata[i];
      ZbLiveSession *session = g_new (ZbLiveSession, 1);
      *session = (ZbLiveSession){ g_strdup (watch->owner), watch->since };
      g_ptr_array_add (sessions, session);
    }
  return sessions;
}

/**
 * zb_live_new:
 * @database: the platform's database
 * @film_directory: where the films are kept
 *
 * Returns: (transfer full) (nullable): the cameras, not yet on the line
 */
ZbLive *
zb_live_new (const char *database, const char *film_directory)
{
  ZbConnection *connection = zb_connection_open (database, ZB_CONNECTION_READ, NULL);
  if (connection == NULL)
    return NULL;
  ZbLive *self = g_new0 (ZbLive, 1);
  g_mutex_init (&self->mutex);
  self->connection = connection;
  self->films = g_strdup (film_directory);
  self->cancellable = g_cancellable_new ();
  self->book = zb_ticket_book_new ();
  self->server = zb_rtsp_server_new (film_directory);
  zb_rtsp_server_set_resolver (self->server, resolve, self);
  zb_rtsp_server_set_authenticator (self->server, zb_live_authenticate, self);
  zb_rtsp_server_set_owner_finder (self->server, find_owner, self);
  zb_rtsp_server_set_head_finder (self->server, find_head, self);
  mount_heads (self);
  return self;
}

/**
 * zb_live_free:
 * @self: (transfer full): the cameras
 */
void
zb_live_free (ZbLive *self)
{
  g_cancellable_cancel (self->cancellable);
  zb_rtsp_server_stop (self->server);
  g_object_unref (self->server);
  dismount_heads (self);
  g_object_unref (self->book);
  g_object_unref (self->cancellable);
  zb_connection_close (self->connection);
  g_mutex_clear (&self->mutex);
  g_free (self->films);
  g_free (self);
}

static void
tell_progress (guint done, guint total, const char *scene, gpointer data)
{
  fprintf (stderr, "zhiban-platform: demonstration film %u of %u\n", done, total);
}

static void
on_films_made (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  if (!zb_films_make_finish (result, &error) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    fprintf (stderr, "zhiban-platform: the demonstration films were not made: %s\n", error->message);
}

/**
 * zb_live_start:
 * @self: the cameras
 * @address: where they listen, numbers
 * @error: return location for an error
 *
 * Opens their door. GStreamer must have been initialised.
 *
 * Returns: whether they are on the line
 */
gboolean
zb_live_start (ZbLive *self, const char *address, GError **error)
{
  return zb_rtsp_server_start (self->server, address, 0, error) != 0;
}

/**
 * zb_live_make_films:
 * @self: the cameras
 *
 * Has the films made that are not in the cache yet, in a thread of their own, and tells the progress
 * on standard error.
 */
void
zb_live_make_films (ZbLive *self)
{
  zb_films_make_async (self->films, ZB_N_SCENES, ZB_SCENE_PERIOD, tell_progress, NULL, self->cancellable,
                       on_films_made, NULL);
}

/**
 * zb_live_dup_url:
 * @self: the cameras, on the line
 * @host: what others call this machine
 *
 * Returns: (transfer full): where they are, without a slash at the end
 */
char *
zb_live_dup_url (ZbLive *self, const char *host)
{
  g_autofree char *any = zb_rtsp_server_dup_uri (self->server, host, "x", "main");
  char *path = strstr (any, "/x/");
  return path != NULL ? g_strndup (any, (gsize)(path - any)) : g_strdup (any);
}

/**
 * zb_live_issue:
 * @self: the cameras
 * @session: the family of the session that asks
 * @host: (nullable): what the viewer calls this machine
 * @camera: the id of a camera
 * @profile: main or sub
 * @stub: (out): user, password and how long they are good
 *
 * Returns: (transfer full): where the stream is, without any secret
 */
char *
zb_live_issue (ZbLive *self, const char *session, const char *host, const char *camera, const char *profile,
               ZbTicketStub *stub)
{
  zb_ticket_book_issue_to (self->book, session, camera, profile, TICKET_SECONDS, stub);
  return zb_rtsp_server_dup_uri (self->server, host, camera, profile);
}

/**
 * zb_live_has_film:
 * @self: the cameras
 * @camera: the id of a camera
 * @profile: main or sub
 *
 * Whoever asks the server for a stream whose film is not made yet has it made before the others. What can
 * wait asks here first. From any thread.
 *
 * Returns: whether the camera can be watched, and its film is there
 */
gboolean
zb_live_has_film (ZbLive *self, const char *camera, const char *profile)
{
  ZbScene scene;
  ZbProfile which;
  if (!zb_profile_from_name (profile, &which) || resolve (camera, &scene, self) != ZB_CAMERA_READY)
    return FALSE;
  g_autoptr (ZbFilm) film = zb_film_open (self->films, scene, which, NULL);
  return film != NULL;
}

/**
 * zb_live_issue_own:
 * @self: the cameras, on the line
 * @camera: the id of a camera
 * @profile: main or sub
 * @stub: (out): user, password and how long they are good
 *
 * For the platform itself, which records.
 *
 * Returns: (transfer full): where this machine finds the stream, without any secret
 */
char *
zb_live_issue_own (ZbLive *self, const char *camera, const char *profile, ZbTicketStub *stub)
{
  zb_ticket_book_issue (self->book, camera, profile, TICKET_SECONDS, stub);
  return zb_rtsp_server_dup_uri (self->server, "127.0.0.1", camera, profile);
}
