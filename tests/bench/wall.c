/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A wall that turns through its scenes at a real platform, with nobody near it: how long its frames are,
 * and whether its memory stays as it is. It prints the longest frames and one line of JSON.
 *
 * Usage: wall URL USERNAME PASSWORD SECONDS SETTLE
 * SETTLE is after how many seconds memory is compared from. */
#include "zb-drawing.h"
#include "zb-locale.h"
#include "zb-memory.h"
#include "zb-wall-host.h"

#include <gst/gst.h>
#include <libdex.h>

#include <malloc.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define N_WORST 12

/* A frame, and what it had to do with: the turn to another scene, or what is shown. */
typedef struct
{
  double ms, layout_ms, paint_ms;
  double cpu_ms;     /* what of it this thread was busy; the rest it waited for a core or a lock */
  double since_turn; /* seconds */
  guint faults;      /* pages that were mapped in it */
  char layout[32];
} Frame;

typedef struct
{
  ZbDesk *desk;
  ZbWallHost *host;
  GMainLoop *loop;
  GArray *times; /* float, ms: one for each frame */
  GArray *worst; /* Frame, the longest first */
  gint64 started_at;
  gint64 began, laid_out;
  double cpu_began;
  gint64 faults_began;
  char *layout;
  gint64 turned_at;
  GArray *memory; /* double, MiB, one for each second */
  guint settle;   /* seconds */
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

static double
thread_cpu_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

/* Pages that had to be mapped. Where a machine is a guest and its host has not backed one yet that takes ten
 * times as long. */
static gint64
thread_faults (void)
{
  struct rusage usage;

  getrusage (RUSAGE_THREAD, &usage);
  return usage.ru_minflt + usage.ru_majflt;
}

static void
on_before_paint (GdkFrameClock *clock, Bench *bench)
{
  bench->began = bench->laid_out = g_get_monotonic_time ();
  bench->cpu_began = thread_cpu_ms ();
  bench->faults_began = thread_faults ();
  if (g_set_str (&bench->layout, zb_wall_window_get_layout (get_window (bench))))
    bench->turned_at = bench->began;
}

/* Connected after the window, so that it comes after what the window does itself. */
static void
on_layout (GdkFrameClock *clock, Bench *bench)
{
  bench->laid_out = g_get_monotonic_time ();
}

static void
note_worst (Bench *bench, const Frame *frame)
{
  guint at = bench->worst->len;

  while (at > 0 && g_array_index (bench->worst, Frame, at - 1).ms < frame->ms)
    at--;
  if (at >= N_WORST)
    return;
  g_array_insert_vals (bench->worst, at, frame, 1);
  g_array_set_size (bench->worst, MIN (bench->worst->len, N_WORST));
}

/* What is noted of each frame is little, and room for an hour of it was made before: else what grew would be
 * this. */
static void
note_frame (Bench *bench, const Frame *frame)
{
  const float ms = (float)frame->ms;

  g_array_append_val (bench->times, ms);
  note_worst (bench, frame);
}

static void
make_room (Bench *bench, guint seconds)
{
  bench->times = g_array_sized_new (FALSE, FALSE, sizeof (float), 60 * seconds);
  g_array_set_size (bench->times, 60 * seconds);
  memset (bench->times->data, 1, (gsize)60 * seconds * sizeof (float));
  g_array_set_size (bench->times, 0);
  bench->worst = g_array_sized_new (FALSE, FALSE, sizeof (Frame), N_WORST + 1);
}

static void
on_after_paint (GdkFrameClock *clock, Bench *bench)
{
  const gint64 now = g_get_monotonic_time ();
  Frame frame = { .ms = (double)(now - bench->began) / 1000,
                  .layout_ms = (double)(bench->laid_out - bench->began) / 1000,
                  .paint_ms = (double)(now - bench->laid_out) / 1000,
                  .cpu_ms = thread_cpu_ms () - bench->cpu_began,
                  .faults = (guint)(thread_faults () - bench->faults_began),
                  .since_turn = (double)(now - bench->turned_at) / G_TIME_SPAN_SECOND };

  g_strlcpy (frame.layout, bench->layout, sizeof frame.layout);
  note_frame (bench, &frame);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const float one = *(const float *)a, other = *(const float *)b;

  return one < other ? 1 : one > other ? -1 : 0;
}

/* Of the longest first. */
static double
percentile (GArray *sorted, double share)
{
  return sorted->len > 0 ? g_array_index (sorted, float, (guint)((sorted->len - 1) * (1 - share))) : 0;
}

static void
print_worst (GArray *worst)
{
  for (guint i = 0; i < worst->len; i++)
    {
      const Frame *frame = &g_array_index (worst, Frame, i);

      printf ("  %6.1f ms (busy %.1f, sizes %.1f, drawing %.1f, %u pages mapped): %s, %.1f s after it was "
              "turned to\n",
              frame->ms, frame->cpu_ms, frame->layout_ms, frame->paint_ms, frame->faults, frame->layout,
              frame->since_turn);
    }
}

static double
share_so_far (Bench *bench)
{
  g_autoptr (GArray) sorted = g_array_copy (bench->times);

  g_array_sort (sorted, compare);
  return percentile (sorted, .999);
}

/* What the C library was asked for, and what it keeps beside that, over all of its arenas. */
static gboolean
on_look (gpointer data)
{
  const struct mallinfo2 info = mallinfo2 ();
  Bench *bench = data;

  printf ("  after %3.0f min %6.1f MiB: %.1f in use, %.1f mapped, %.1f kept free; 99.9 %% so far %.1f ms\n",
          (double)(g_get_monotonic_time () - bench->started_at) / G_TIME_SPAN_MINUTE, resident_mib (),
          (double)info.uordblks / (1024 * 1024), (double)info.hblkhd / (1024 * 1024),
          (double)info.fordblks / (1024 * 1024), share_so_far (bench));
  fflush (stdout);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_second (gpointer data)
{
  const double mib = resident_mib ();

  g_array_append_val (((Bench *)data)->memory, mib);
  return G_SOURCE_CONTINUE;
}

/* Over so many seconds from FROM on, in MiB. */
static double
mean_memory (Bench *bench, guint from, guint seconds)
{
  double sum = 0;
  const guint to = MIN (from + seconds, bench->memory->len);

  for (guint i = from; i < to; i++)
    sum += g_array_index (bench->memory, double, i);
  return to > from ? sum / (to - from) : 0;
}

/* Each scene needs another amount, and each turn through them shows other cases and cameras: only the means
 * of several turns can be compared. */
static guint
comparable_seconds (Bench *bench)
{
  return MIN (600, bench->memory->len / 4);
}

static gboolean
on_over (gpointer data)
{
  Bench *bench = data;
  const guint n = bench->memory->len;
  const guint seconds = comparable_seconds (bench);
  const double first = mean_memory (bench, MIN (bench->settle, n), seconds);
  const double last = mean_memory (bench, n - seconds, seconds);
  const Frame *worst = &g_array_index (bench->worst, Frame, 0);

  g_array_sort (bench->times, compare);
  print_worst (bench->worst);
  printf ("{\"frames\":%u,\"frame_ms_p50\":%.2f,\"frame_ms_p99\":%.2f,\"frame_ms_p999\":%.2f,\"frame_ms_"
          "max\":%.2f,\"cause\":\"%s, %.1f s after it was turned "
          "to\",\"first_mib\":%.1f,\"last_mib\":%.1f,\"mean_over_s\":%u}\n",
          bench->times->len, percentile (bench->times, .5), percentile (bench->times, .99),
          percentile (bench->times, .999), worst->ms, worst->layout, worst->since_turn, first, last, seconds);
  g_main_loop_quit (bench->loop);
  return G_SOURCE_REMOVE;
}

/* The first pictures of everything are not what an hour on the wall is like. */
static gboolean
on_warm (gpointer data)
{
  Bench *bench = data;

  g_array_set_size (bench->times, 0);
  g_array_set_size (bench->worst, 0);
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
  zb_memory_set_up ();
  zb_drawing_set_up ("/dev/dri");
  zb_locale_set_up ();
  dex_init ();
  gst_init (NULL, NULL);
  zb_memory_give_back_at_times (); /* as the console does, until it is a wall */
  adw_init ();
  /* With the console's styles: without them its type is small, and cheap. */
  application = g_object_new (ADW_TYPE_APPLICATION, "application-id", "cn.zhiban.Bench", "resource-base-path",
                              "/cn/zhiban/Console", "flags", G_APPLICATION_NON_UNIQUE, NULL);
  g_application_register (G_APPLICATION (application), NULL, NULL);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  make_room (&bench, (guint)atoi (argv[4]));
  bench.memory = g_array_new (FALSE, FALSE, sizeof (double));
  bench.settle = (guint)atoi (argv[5]);
  bench.loop = g_main_loop_new (NULL, FALSE);
  bench.started_at = g_get_monotonic_time ();
  bench.desk = zb_desk_new (NULL);
  bench.host = zb_wall_host_new (application, bench.desk, profile);
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (get_window (&bench)));
  g_signal_connect (clock, "before-paint", G_CALLBACK (on_before_paint), &bench);
  g_signal_connect (clock, "layout", G_CALLBACK (on_layout), &bench);
  g_signal_connect (clock, "after-paint", G_CALLBACK (on_after_paint), &bench);
  zb_link_sign_in_async (zb_desk_get_link (bench.desk), argv[1], argv[2], argv[3], NULL, on_signed_in,
                         &bench);
  g_timeout_add_seconds (20, on_warm, &bench);
  g_timeout_add_seconds (MAX (30, (guint)atoi (argv[4]) / 12), on_look, &bench);
  g_timeout_add_seconds (1, on_second, &bench);
  g_timeout_add_seconds ((guint)atoi (argv[4]), on_over, &bench);
  g_main_loop_run (bench.loop);
  return bench.signed_in ? 0 : 1;
}
