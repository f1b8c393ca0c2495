/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cameras to measure with, in a process of their own, so that what they cost is not counted:
 *
 *   /film/N/main, /film/N/sub   films in which everything moves, each camera at another moment of its own
 *   /clock                      a camera that sees a clock
 *
 * Usage: video-server FOLDER
 * It makes the films in the folder where they are missing, prints {"port": N} and serves until it is ended.
 */
#include "zb-clock-camera.h"
#include "zb-film-factory.h"
#include "zb-moving-films.h"

#include <gst/gst.h>
#include <stdio.h>

#define N_CAMERAS 25

static void
mount_film (GstRTSPMountPoints *mounts, const char *folder, guint camera, ZbProfile profile)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbFilm) film = zb_moving_film_open (folder, camera, profile, &error);
  g_autofree char *path =
      g_strdup_printf ("/film/%u/%s", camera, profile == ZB_PROFILE_MAIN ? "main" : "sub");
  const guint group = 2 * ZB_FILM_RATE; /* from key frame to key frame */

  if (!film)
    g_error ("%s", error->message);
  gst_rtsp_mount_points_add_factory (
      mounts, path,
      zb_film_factory_new (film, camera / ZB_N_MOVING_FILMS * group % zb_film_get_n_frames (film)));
}

static void
mount_all (GstRTSPServer *server, const char *folder)
{
  g_autoptr (GstRTSPMountPoints) mounts = gst_rtsp_server_get_mount_points (server);

  for (guint i = 0; i < N_CAMERAS; i++)
    for (guint j = 0; j < ZB_N_PROFILES; j++)
      mount_film (mounts, folder, i, (ZbProfile)j);
  gst_rtsp_mount_points_add_factory (mounts, "/clock", zb_clock_camera_new ());
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GstRTSPServer) server = NULL;
  g_autoptr (GMainLoop) loop = NULL;

  if (argc != 2)
    return 2;
  gst_init (NULL, NULL);
  if (!zb_moving_films_make (argv[1], &error))
    g_error ("%s", error->message);
  server = gst_rtsp_server_new ();
  gst_rtsp_server_set_address (server, "127.0.0.1");
  gst_rtsp_server_set_service (server, "0");
  mount_all (server, argv[1]);
  if (gst_rtsp_server_attach (server, NULL) == 0)
    g_error ("no port");
  printf ("{\"port\": %d}\n", gst_rtsp_server_get_bound_port (server));
  fflush (stdout);
  loop = g_main_loop_new (NULL, FALSE);
  g_main_loop_run (loop);
  return 0;
}
