/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demonstration cameras' RTSP server:
 *
 *   /cameras/ID/PROFILE → gate (ticket, camera) → mounted when first asked for → factory of the scene's film
 *
 * There are four factories a film (so that two cameras at two gates are not at the same moment), whatever the
 * number of cameras; a path is mounted when a camera is
 * first watched. A camera that turns has factories of its own, which draw and encode what it sees while it is
 * watched. The server has a thread and a main context of its own. */
#include "zb-rtsp-server.h"

#include "zb-film-factory.h"
#include "zb-live-factory.h"
#include "zb-rtsp-watch.h"

/* Cameras that show the same scene are not all at the same moment of it. */
#define N_TAKES 4

#define LIVE (ZB_N_SCENES + 1)

struct _ZbRtspServer
{
  GObject parent_instance;
  char *directory;
  ZbRtspResolve resolve;
  gpointer resolve_data;
  ZbRtspFindHead find_head;
  gpointer head_data;
  ZbRtspAuthenticate authenticate;
  gpointer authenticate_data;
  ZbRtspFindOwner find_owner;
  gpointer owner_data;
  GstRTSPServer *server;
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
  guint port;
  guint most_sessions; /* of one camera, 0 for any number */
  GMutex lock;
  GstRTSPMediaFactory *factories[ZB_N_SCENES][ZB_N_PROFILES][N_TAKES];
  GHashTable *mounted; /* path → scene + 1, LIVE for a camera that turns */
};

G_DEFINE_FINAL_TYPE (ZbRtspServer, zb_rtsp_server, G_TYPE_OBJECT)

static guint
first_frame (const ZbFilm *film, guint take)
{
  const guint group = 2 * ZB_FILM_RATE; /* from key frame to key frame */
  return zb_film_get_n_frames (film) * take / N_TAKES / group * group;
}

/* A film that is not made yet is asked for again by the next viewer. */
static GstRTSPMediaFactory *
factory_for (ZbRtspServer *self, ZbScene scene, ZbProfile profile, guint take)
{
  GstRTSPMediaFactory **slot = &self->factories[scene][profile][take];
  if (*slot)
    return *slot;
  g_autoptr (ZbFilm) film = zb_film_open (self->directory, scene, profile, NULL);
  if (film)
    *slot = zb_film_factory_new (film, first_frame (film, take));
  else
    zb_film_want (scene);
  return *slot;
}

static gboolean
is_mounted (ZbRtspServer *self, const char *path, guint what)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->mounted, path)) == what;
}

static void
put_on (ZbRtspServer *self, const char *path, guint what, GstRTSPMediaFactory *factory)
{
  g_autoptr (GstRTSPMountPoints) mounts = gst_rtsp_server_get_mount_points (self->server);
  gst_rtsp_mount_points_add_factory (mounts, path, factory);
  g_hash_table_insert (self->mounted, g_strdup (path), GUINT_TO_POINTER (what));
}

static gboolean
mount (ZbRtspServer *self, const char *camera, const char *profile_name, ZbScene scene, ZbProfile profile)
{
  g_autofree char *path = g_strdup_printf ("/cameras/%s/%s", camera, profile_name);
  g_mutex_lock (&self->lock);
  GstRTSPMediaFactory *factory = factory_for (self, scene, profile, g_str_hash (camera) % N_TAKES);
  if (factory && !is_mounted (self, path, scene + 1u))
    put_on (self, path, scene + 1u, g_object_ref (factory));
  g_mutex_unlock (&self->lock);
  return factory != NULL;
}

static gboolean
mount_live (ZbRtspServer *self, const char *camera, const char *profile_name, ZbProfile profile)
{
  ZbVistaKind vista = ZB_VISTA_VIADUCT;
  g_autoptr (ZbHead) head = self->find_head ? self->find_head (camera, &vista, self->head_data) : NULL;
  if (!head)
    return FALSE;
  g_autofree char *path = g_strdup_printf ("/cameras/%s/%s", camera, profile_name);
  g_mutex_lock (&self->lock);
  if (!is_mounted (self, path, LIVE))
    put_on (self, path, LIVE, zb_live_factory_new (head, vista, profile));
  g_mutex_unlock (&self->lock);
  return TRUE;
}

/* As a camera does that can encode for so many and no more. */
static gboolean
is_full (ZbRtspServer *self, GstRTSPContext *context, const char *camera)
{
  if (self->most_sessions == 0)
    return FALSE;
  g_autoptr (GPtrArray) others = zb_rtsp_watch_list (self->server, camera, context->client);
  return others->len >= self->most_sessions;
}

static GstRTSPStatusCode
admit (GstRTSPContext *context, const char *camera, const char *profile_name, gpointer user_data)
{
  ZbRtspServer *self = user_data;
  ZbProfile profile;
  ZbScene scene = ZB_SCENE_JUNCTION;
  if (!zb_profile_from_name (profile_name, &profile) || !self->resolve)
    return GST_RTSP_STS_NOT_FOUND;
  ZbCameraAnswer answer = self->resolve (camera, &scene, self->resolve_data);
  if (answer != ZB_CAMERA_READY)
    return GST_RTSP_STS_NOT_FOUND;
  if (is_full (self, context, camera))
    return GST_RTSP_STS_NOT_ENOUGH_BANDWIDTH;
  if (!mount_live (self, camera, profile_name, profile) &&
      !mount (self, camera, profile_name, scene, profile))
    return GST_RTSP_STS_SERVICE_UNAVAILABLE;
  return GST_RTSP_STS_OK;
}

static char *
password_of (const char *user, const char *camera, const char *profile, gpointer user_data)
{
  ZbRtspServer *self = user_data;
  return self->authenticate ? self->authenticate (user, camera, profile, self->authenticate_data) : NULL;
}

static void
zb_rtsp_server_finalize (GObject *object)
{
  ZbRtspServer *self = ZB_RTSP_SERVER (object);
  zb_rtsp_server_stop (self);
  for (guint i = 0; i < ZB_N_SCENES; i++)
    for (guint j = 0; j < ZB_N_PROFILES; j++)
      for (guint k = 0; k < N_TAKES; k++)
        g_clear_object (&self->factories[i][j][k]);
  g_hash_table_unref (self->mounted);
  g_mutex_clear (&self->lock);
  g_free (self->directory);
  G_OBJECT_CLASS (zb_rtsp_server_parent_class)->finalize (object);
}

static void
zb_rtsp_server_class_init (ZbRtspServerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_rtsp_server_finalize;
}

static void
zb_rtsp_server_init (ZbRtspServer *self)
{
  g_mutex_init (&self->lock);
  self->mounted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * zb_rtsp_server_new:
 * @film_directory: where zb_films_make() puts the films; they may come later
 *
 * Returns: (transfer full): a server that knows no camera and no ticket yet
 */
ZbRtspServer *
zb_rtsp_server_new (const char *film_directory)
{
  ZbRtspServer *self = g_object_new (ZB_TYPE_RTSP_SERVER, NULL);
  self->directory = g_strdup (film_directory);
  return self;
}

/**
 * zb_rtsp_server_set_resolver:
 * @self: a server that has not been started
 * @resolve: (scope forever): knows the cameras; called from the server's threads
 * @user_data: for @resolve, which must outlive the server
 */
void
zb_rtsp_server_set_resolver (ZbRtspServer *self, ZbRtspResolve resolve, gpointer user_data)
{
  g_return_if_fail (!self->thread);
  self->resolve = resolve;
  self->resolve_data = user_data;
}

/**
 * zb_rtsp_server_set_head_finder:
 * @self: a server that has not been started
 * @find: (scope forever): knows the cameras that turn; called from the server's threads
 * @user_data: for @find, which must outlive the server
 */
void
zb_rtsp_server_set_head_finder (ZbRtspServer *self, ZbRtspFindHead find, gpointer user_data)
{
  g_return_if_fail (!self->thread);
  self->find_head = find;
  self->head_data = user_data;
}

/**
 * zb_rtsp_server_set_authenticator:
 * @self: a server that has not been started
 * @authenticate: (scope forever): knows the tickets, such as zb_ticket_book_lookup(); called from the
 * server's threads
 * @user_data: for @authenticate, which must outlive the server
 */
void
zb_rtsp_server_set_authenticator (ZbRtspServer *self, ZbRtspAuthenticate authenticate, gpointer user_data)
{
  g_return_if_fail (!self->thread);
  self->authenticate = authenticate;
  self->authenticate_data = user_data;
}

/**
 * zb_rtsp_server_set_owner_finder:
 * @self: a server that has not been started
 * @find: (scope forever): knows whose tickets are, such as zb_ticket_book_dup_owner(); called from the
 * server's threads
 * @user_data: for @find, which must outlive the server
 */
void
zb_rtsp_server_set_owner_finder (ZbRtspServer *self, ZbRtspFindOwner find, gpointer user_data)
{
  g_return_if_fail (!self->thread);
  self->find_owner = find;
  self->owner_data = user_data;
}

static gpointer
serve (gpointer data)
{
  ZbRtspServer *self = data;
  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

/* Sessions of viewers that went away without a word are swept here. */
static gboolean
sweep_sessions (gpointer data)
{
  g_autoptr (GstRTSPSessionPool) pool = gst_rtsp_server_get_session_pool (GST_RTSP_SERVER (data));
  gst_rtsp_session_pool_cleanup (pool);
  return G_SOURCE_CONTINUE;
}

static void
attach_sweeper (ZbRtspServer *self)
{
  g_autoptr (GSource) source = g_timeout_source_new_seconds (5);
  g_source_set_callback (source, sweep_sessions, g_object_ref (self->server), g_object_unref);
  g_source_attach (source, self->context);
}

/**
 * zb_rtsp_server_start:
 * @self: a server
 * @address: where it listens, such as "127.0.0.1"
 * @port: at which port, 0 for a free one
 * @error: why it failed: the port is in use
 *
 * Starts to serve, in a thread of its own. GStreamer must have been initialised.
 *
 * Returns: the port, 0 where it failed
 */
guint
zb_rtsp_server_start (ZbRtspServer *self, const char *address, guint port, GError **error)
{
  g_return_val_if_fail (!self->thread, 0);
  g_autofree char *service = g_strdup_printf ("%u", port);
  g_autoptr (GstRTSPAuth) gate = zb_rtsp_gate_new (password_of, admit, self);
  zb_rtsp_gate_set_owner_finder (ZB_RTSP_GATE (gate), self->find_owner, self->owner_data);
  self->server = gst_rtsp_server_new ();
  gst_rtsp_server_set_address (self->server, address);
  gst_rtsp_server_set_service (self->server, service);
  gst_rtsp_server_set_auth (self->server, gate);
  self->context = g_main_context_new ();
  g_autoptr (GSource) source = gst_rtsp_server_create_source (self->server, NULL, error);
  if (!source)
    {
      zb_rtsp_server_stop (self);
      return 0;
    }
  g_source_attach (source, self->context);
  attach_sweeper (self);
  self->port = (guint)gst_rtsp_server_get_bound_port (self->server);
  self->loop = g_main_loop_new (self->context, FALSE);
  self->thread = g_thread_new ("zb-rtsp", serve, self);
  return self->port;
}

static GstRTSPFilterResult
drop_client (GstRTSPServer *server, GstRTSPClient *client, gpointer user_data)
{
  return GST_RTSP_FILTER_REMOVE;
}

static gboolean
quit (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

/**
 * zb_rtsp_server_stop:
 * @self: a server
 *
 * Closes all connections and ends the thread. Does nothing where it was not started.
 */
void
zb_rtsp_server_stop (ZbRtspServer *self)
{
  if (self->server)
    gst_rtsp_server_client_filter (self->server, drop_client, NULL);
  if (self->thread)
    {
      g_main_context_invoke (self->context, quit, self->loop);
      g_thread_join (g_steal_pointer (&self->thread));
    }
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_object (&self->server);
  g_hash_table_remove_all (self->mounted);
  self->port = 0;
}

/**
 * zb_rtsp_server_get_port:
 * @self: a server
 *
 * Returns: the port it listens at, 0 where it was not started
 */
guint
zb_rtsp_server_get_port (ZbRtspServer *self)
{
  return self->port;
}

/* Nobody can go to 0.0.0.0. */
static gboolean
is_any (const char *address)
{
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (address);
  return inet && g_inet_address_get_is_any (inet);
}

/**
 * zb_rtsp_server_dup_uri:
 * @self: a started server
 * @host: (nullable): what the viewer calls this machine; it counts where the server listens on all addresses
 * @camera: the id of a camera
 * @profile: "main" or "sub"
 *
 * Returns: (transfer full): where the stream is, without any secret
 */
char *
zb_rtsp_server_dup_uri (ZbRtspServer *self, const char *host, const char *camera, const char *profile)
{
  g_autofree char *address = gst_rtsp_server_get_address (self->server);
  const char *name = host && is_any (address) ? host : address;
  gboolean six = strchr (name, ':') != NULL;
  return g_strdup_printf ("rtsp://%s%s%s:%u/cameras/%s/%s", six ? "[" : "", name, six ? "]" : "", self->port,
                          camera, profile);
}

/**
 * zb_rtsp_server_get_n_viewers:
 * @self: a server
 *
 * Returns: how many sessions are open
 */
guint
zb_rtsp_server_get_n_viewers (ZbRtspServer *self)
{
  g_autoptr (GstRTSPSessionPool) pool = self->server ? gst_rtsp_server_get_session_pool (self->server) : NULL;
  return pool ? gst_rtsp_session_pool_get_n_sessions (pool) : 0;
}

/**
 * zb_rtsp_server_set_most_sessions:
 * @self: a server that has not been started
 * @most: how many may watch one camera at a time, 0 for any number
 *
 * Whoever comes when there are as many is answered 453.
 */
void
zb_rtsp_server_set_most_sessions (ZbRtspServer *self, guint most)
{
  g_return_if_fail (!self->thread);
  self->most_sessions = most;
}

/**
 * zb_rtsp_server_get_most_sessions:
 * @self: a server
 *
 * Returns: how many may watch one camera at a time, 0 for any number
 */
guint
zb_rtsp_server_get_most_sessions (ZbRtspServer *self)
{
  return self->most_sessions;
}

/**
 * zb_rtsp_server_list_watches:
 * @self: a started server
 * @camera: the id of a camera
 *
 * From any thread.
 *
 * Returns: (transfer full) (element-type ZbRtspWatch): the sessions that watch it now
 */
GPtrArray *
zb_rtsp_server_list_watches (ZbRtspServer *self, const char *camera)
{
  return zb_rtsp_watch_list (self->server, camera, NULL);
}
