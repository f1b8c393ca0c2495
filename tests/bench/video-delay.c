/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How old a picture is when it is on the screen: a camera sees a clock, and what the tile shows of it is read
 * from the tile's own snapshot once it is painted. */
#include "video.h"

#include "zb-bench-media.h"
#include "zb-time-blocks.h"

#define TILE_WIDTH 640
#define TILE_HEIGHT 360

typedef struct
{
  ZbTile *tile;
  guint painted, n_unread;
  GArray *delays;
} Look;

static GdkTexture *
take_picture (GtkWidget *tile)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (tile);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;

  gdk_paintable_snapshot (paintable, snapshot, TILE_WIDTH, TILE_HEIGHT);
  node = gtk_snapshot_to_node (snapshot);
  return gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (tile)), node,
                                      &GRAPHENE_RECT_INIT (0, 0, TILE_WIDTH, TILE_HEIGHT));
}

static void
read_clock (Look *look, gint64 now)
{
  static guint8 pixels[TILE_WIDTH * TILE_HEIGHT * 4];
  g_autoptr (GdkTexture) picture = take_picture (GTK_WIDGET (look->tile));
  guint16 taken;
  double delay;

  gdk_texture_download (picture, pixels, TILE_WIDTH * 4);
  if (!zb_time_blocks_read (pixels, TILE_WIDTH * 4, TILE_WIDTH, TILE_HEIGHT, &taken))
    {
      look->n_unread++;
      return;
    }
  delay = (guint16)((guint16)(now / 1000) - taken);
  g_array_append_val (look->delays, delay);
}

static void
on_after_paint (GdkFrameClock *clock, Look *look)
{
  const gint64 now = g_get_monotonic_time ();
  const guint painted = zb_tile_get_n_painted (look->tile);

  if (painted != look->painted)
    read_clock (look, now);
  look->painted = painted;
}

static gboolean
is_live (gpointer tile)
{
  ZbPlayer *player = zb_tile_get_player (tile);

  return player && zb_player_get_state (player) == ZB_PLAYER_LIVE;
}

static GtkWidget *
make_tile (const char *server, const char *profile)
{
  g_autoptr (ZbMedia) media = zb_bench_media_new (server, profile);
  g_autoptr (ZbDevice) camera = video_make_camera ("clock");
  GtkWidget *tile = zb_tile_new ();

  zb_tile_set_media (ZB_TILE (tile), media);
  zb_tile_set_device (ZB_TILE (tile), camera);
  return tile;
}

void
bench_delay (const char *server, const char *profile, guint seconds)
{
  Look look = { .tile = ZB_TILE (make_tile (server, profile)),
                .delays = g_array_new (FALSE, FALSE, sizeof (double)) };
  GtkWidget *window = video_show (GTK_WIDGET (look.tile), TILE_WIDTH, TILE_HEIGHT);

  if (!video_run_until (is_live, look.tile, 15))
    g_error ("no picture came");
  video_run (2000);
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (on_after_paint), &look);
  video_run (seconds * 1000);
  g_signal_handlers_disconnect_by_data (gtk_widget_get_frame_clock (window), &look);
  g_print ("{\"ms_p95\": %.0f, \"ms_median\": %.0f, \"ms_least\": %.0f, \"ms_most\": %.0f, \"pictures\": %u, "
           "\"unread\": %u}\n",
           video_quantile (look.delays, .95), video_quantile (look.delays, .5),
           video_quantile (look.delays, 0), video_quantile (look.delays, 1), look.delays->len, look.n_unread);
  gtk_window_destroy (GTK_WINDOW (window));
  g_array_unref (look.delays);
  video_run (500);
}
