/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A wall that turns through its scenes at a real platform, with nobody near it: how long its frames are,
 * and whether its memory stays as it is. It prints one line of JSON.
 *
 * Usage: wall URL USERNAME PASSWORD SECONDS SETTLE
 * SETTLE is after how many seconds memory is looked at for the first time. */
#include "zb-locale.h"
#include "zb-wall-host.h"

#include <gst/gst.h>
#include <libdex.h>

#include <stdio.h>
#include <unistd.h>

typedef struct
{
  ZbDesk *desk;
  ZbWallHost *host;
  GMainLoop *loop;
  GArray *frames; /* double, milliseconds */
  gint64 frame_began;
  double worst;
  char *worst_cause;
  char *layout;
  gint64 turned_at;
  double first_mib;
  gboolean signed_in;
} Bench;

static double
resident_mib (void)
{
  g_autofree char *text = NULL;
  gint64 pages = 0;

  if (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    sscanf (text, "%*s %" G_GINT64_FORMAT, &pages);
  return (double)pages * (double)sysconf (_SC_PAGESIZE) / (1024 * 1024);
}

static ZbWallWindow *
get_window (Bench *bench)
{
  return zb_wall_host_get_windows (bench->host)->pdata[0];
}

static void
on_before_paint (GdkFrameClock *clock, Bench *bench)
{
  const char *layout = zb_wall_window_get_layout (get_window (bench));

  bench->frame_began = g_get_monotonic_time ();
  if (g_set_str (&bench->layout, layout))
    bench->turned_at = bench->frame_began;
}

/* What a long frame had to do with: the turn to another scene, or what is shown. */
static void
on_after_paint (GdkFrameClock *clock, Bench *bench)
{
  const gint64 now = g_get_monotonic_time ();
  const double ms = (double)(now - bench->frame_began) / 1000;

  g_array_append_val (bench->frames, ms);
  if (ms <= bench->worst)
    return;
  bench->worst = ms;
  g_free (bench->worst_cause);
  bench->worst_cause = g_strdup_printf ("%s, %.1f s after it was turned to", bench->layout,
                                        (double)(now - bench->turned_at) / G_TIME_SPAN_SECOND);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const double one = *(const double *)a, other = *(const double *)b;

  return one < other ? -1 : one > other;
}

static double
percentile (GArray *sorted, double share)
{
  return sorted->len ? g_array_index (sorted, double, (guint)((sorted->len - 1) * share)) : 0;
}

static gboolean
on_settled (gpointer data)
{
  Bench *bench = data;

  bench->first_mib = resident_mib ();
  return G_SOURCE_REMOVE;
}

static gboolean
on_over (gpointer data)
{
  Bench *bench = data;
  const double last = resident_mib ();

  g_array_sort (bench->frames, compare);
  printf ("{\"frames\":%u,\"frame_ms_p50\":%.2f,\"frame_ms_p99\":%.2f,\"frame_ms_p999\":%.2f,\"frame_ms_"
          "max\":%.2f,"
          "\"cause\":\"%s\",\"first_mib\":%.1f,\"last_mib\":%.1f}\n",
          bench->frames->len, percentile (bench->frames, .5), percentile (bench->frames, .99),
          percentile (bench->frames, .999), bench->worst, bench->worst_cause ? bench->worst_cause : "",
          bench->first_mib, last);
  g_main_loop_quit (bench->loop);
  return G_SOURCE_REMOVE;
}

/* The first pictures of everything are not what an hour on the wall is like. */
static gboolean
on_warm (gpointer data)
{
  Bench *bench = data;

  g_array_set_size (bench->frames, 0);
  bench->worst = 0;
  return G_SOURCE_REMOVE;
}

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!zb_link_sign_in_finish (ZB_LINK (source), result, &error))
    g_error ("%s", error->message);
  ((Bench *)data)->signed_in = TRUE;
}

int
main (int argc, char *argv[])
{
  Bench bench = { 0 };
  g_autoptr (ZbWallProfile) profile = zb_wall_profile_new ("bench");
  GtkApplication *application;
  GdkFrameClock *clock;

  if (argc != 6)
    return 2;
  zb_locale_set_up ();
  dex_init ();
  gst_init (NULL, NULL);
  adw_init ();
  application = GTK_APPLICATION (adw_application_new ("cn.zhiban.Bench", G_APPLICATION_NON_UNIQUE));
  g_application_register (G_APPLICATION (application), NULL, NULL);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  bench.frames = g_array_new (FALSE, FALSE, sizeof (double));
  bench.loop = g_main_loop_new (NULL, FALSE);
  bench.desk = zb_desk_new (NULL);
  bench.host = zb_wall_host_new (application, bench.desk, profile);
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (get_window (&bench)));
  g_signal_connect (clock, "before-paint", G_CALLBACK (on_before_paint), &bench);
  g_signal_connect (clock, "after-paint", G_CALLBACK (on_after_paint), &bench);
  zb_link_sign_in_async (zb_desk_get_link (bench.desk), argv[1], argv[2], argv[3], NULL, on_signed_in,
                         &bench);
  g_timeout_add_seconds (20, on_warm, &bench);
  g_timeout_add_seconds ((guint)atoi (argv[5]), on_settled, &bench);
  g_timeout_add_seconds ((guint)atoi (argv[4]), on_over, &bench);
  g_main_loop_run (bench.loop);
  return bench.signed_in ? 0 : 1;
}
