/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The console's tiles, four by four, with all that is written over them. */
#include "video.h"

static void
count_painted (ZbTileGrid *grid, guint *n)
{
  for (guint i = 0; i < N_TILES; i++)
    n[i] = zb_tile_get_n_painted (zb_tile_grid_get_tile (grid, i)) - n[i];
}

void
bench_tiles (const char *server, const char *profile, guint seconds)
{
  GtkWidget *wall = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0),
            *grid = video_make_grid (server, profile, 4, 4), *window;
  guint n[N_TILES] = { 0 };
  ZbCpuMark mark, since;

  gtk_widget_add_css_class (wall, "zb-video-wall");
  gtk_box_append (GTK_BOX (wall), grid);
  window = video_show (wall, WIDTH, HEIGHT);
  if (!video_run_until (video_all_live, grid, 30))
    g_error ("not all tiles are live");
  video_run (4000);
  count_painted (ZB_TILE_GRID (grid), n);
  mark = zb_cpu_mark_now ();
  video_run (seconds * 1000);
  since = zb_cpu_mark_since (&mark);
  count_painted (ZB_TILE_GRID (grid), n);
  video_print (&since, n, N_TILES);
  gtk_window_destroy (GTK_WINDOW (window));
  video_run (500);
}
