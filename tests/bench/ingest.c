/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Alerts through the console's own feed, world and queue, the queue on the screen, sorted and filtered.
 *
 *   ingest URL steady RATE SECONDS     at one rate: how long frames take, and what memory does
 *   ingest URL highest                 the highest rate that is sustained
 *
 * The server is ingest-server. An officer takes the new ones in once a second.
 */
#include "zb-feed.h"
#include "zb-ingest-meter.h"
#include "zb-memory.h"
#include "zb-queue-view.h"
#include "zb-sample-window.h"
#include "zb-words.h"
#include "zb-world.h"

#include <libdex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* In the middle of what the server counts its log by: it goes on from anywhere. */
#define THROUGH 0

typedef struct
{
  const char *url;
  ZbWorld *world;
  ZbInbox *inbox;
  ZbQueueView *view;
  GtkWidget *window;
  ZbIngestMeter meter;
  gboolean sustained;
  gint64 last_frame, frame_began;
  GArray *intervals, *paints;
} Bench;

/* --- what is on the screen ------------------------------------------------------------------------ */

static void
on_before_paint (GdkFrameClock *clock, Bench *bench)
{
  bench->frame_began = g_get_monotonic_time ();
}

static void
on_after_paint (GdkFrameClock *clock, Bench *bench)
{
  const gint64 now = g_get_monotonic_time ();
  const double interval = (double)(now - bench->last_frame) / 1000,
               paint = (double)(now - bench->frame_began) / 1000;

  if (bench->intervals && bench->last_frame)
    {
      g_array_append_val (bench->intervals, interval);
      g_array_append_val (bench->paints, paint);
    }
  bench->last_frame = now;
}

static gboolean
tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static gboolean
take_new (gpointer data)
{
  zb_queue_view_take_new (((Bench *)data)->view);
  return G_SOURCE_CONTINUE;
}

static void
on_applied (ZbInbox *inbox, GPtrArray *events, gint64 through, Bench *bench)
{
  if (events->len > 0)
    zb_ingest_meter_note (&bench->meter, events->len);
}

static void
open_window (Bench *bench)
{
  GdkFrameClock *clock;

  bench->world = zb_world_new ();
  zb_words_set_world (bench->world);
  bench->inbox = zb_inbox_new (bench->world);
  g_signal_connect (bench->inbox, "applied", G_CALLBACK (on_applied), bench);
  bench->view = g_object_new (ZB_TYPE_QUEUE_VIEW, "world", bench->world, NULL);
  bench->window = zb_sample_show (GTK_WIDGET (bench->view), 464, 880);
  gtk_widget_activate_action (GTK_WIDGET (bench->view), "queue.filter", "s", "urgent");
  gtk_widget_activate_action (GTK_WIDGET (bench->view), "queue.filter", "s", "high");
  gtk_widget_activate_action (GTK_WIDGET (bench->view), "queue.filter", "s", "medium");
  clock = gtk_widget_get_frame_clock (bench->window);
  g_signal_connect (clock, "before-paint", G_CALLBACK (on_before_paint), bench);
  g_signal_connect (clock, "after-paint", G_CALLBACK (on_after_paint), bench);
  gtk_widget_add_tick_callback (bench->window, tick, NULL, NULL);
}

/* --- the line ---------------------------------------------------------------------------------------- */

static ZbFeed *
open_feed (Bench *bench, double rate)
{
  g_autoptr (ZbRest) rest = zb_rest_new (bench->url, NULL);
  g_autoptr (ZbSession) session = NULL;
  g_autofree char *token = g_strdup_printf ("%.0f", rate);
  ZbFeed *feed;

  zb_rest_set_token (rest, token);
  session = zb_session_new (rest);
  feed = zb_feed_new (session, bench->inbox);
  zb_feed_set_position (feed, "bench", THROUGH, 0);
  zb_feed_start (feed);
  return feed;
}

/* What is still in the inbox is not the next one's. */
static void
close_feed (Bench *bench, ZbFeed *feed)
{
  zb_feed_stop (feed);
  for (int i = 0; i < 50; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (2000);
    }
  zb_inbox_flush (bench->inbox);
  g_object_unref (feed);
}

/* How it stands is looked at before the feed is closed, with which the inbox is emptied. */
static void
run_at (Bench *bench, double rate, double seconds)
{
  const guint taking = g_timeout_add (1000, take_new, bench);
  ZbFeed *feed;

  zb_ingest_meter_begin (&bench->meter, rate);
  feed = open_feed (bench, rate);
  while (zb_ingest_meter_get_seconds (&bench->meter) < seconds && !zb_feed_get_trouble (feed))
    {
      g_main_context_iteration (NULL, TRUE);
      zb_ingest_meter_look (&bench->meter);
    }
  if (zb_feed_get_trouble (feed))
    fprintf (stderr, "  the feed is lost: %s\n", zb_feed_get_trouble (feed));
  bench->sustained = !zb_feed_get_trouble (feed) && zb_ingest_meter_is_sustained (&bench->meter);
  g_source_remove (taking);
  close_feed (bench, feed);
}

static gboolean
try_rate (gpointer data, double rate)
{
  Bench *bench = data;

  run_at (bench, rate, ZB_INGEST_SETTLE + ZB_INGEST_MEASURE);
  fprintf (stderr, "  µs of processor an alert: %.2f, of which the main thread %.2f\n",
           zb_ingest_meter_get_all_cpu_us (&bench->meter), zb_ingest_meter_get_main_cpu_us (&bench->meter));
  return bench->sustained;
}

/* --- what is told --------------------------------------------------------------------------------------- */

static int
compare (gconstpointer a, gconstpointer b)
{
  const double difference = *(const double *)a - *(const double *)b;

  return difference < 0 ? -1 : difference > 0;
}

static double
percentile (GArray *values, guint percent)
{
  g_array_sort (values, compare);
  return values->len > 0 ? g_array_index (values, double, MIN (values->len - 1, values->len * percent / 100))
                         : 0;
}

/* Once all alerts are held, memory has nothing more to grow by. */
static void
run_steady (Bench *bench, double rate, double seconds)
{
  const double filling = MIN (seconds, 120000 / rate);
  double resident;

  run_at (bench, rate, filling);
  resident = zb_ingest_get_resident_mib ();
  bench->intervals = g_array_new (FALSE, FALSE, sizeof (double));
  bench->paints = g_array_new (FALSE, FALSE, sizeof (double));
  bench->last_frame = 0;
  run_at (bench, rate, seconds);
  printf ("{\"sustained\": %s, \"frame_ms_p99\": %.2f, \"paint_ms_p99\": %.2f, \"frames\": %u, \"rss_mib\": "
          "%.1f, "
          "\"rss_growth_pct\": %.1f, \"alerts\": %u, \"cpu_us\": %.2f, \"main_cpu_us\": %.2f}\n",
          bench->sustained ? "true" : "false", percentile (bench->intervals, 99),
          percentile (bench->paints, 99), bench->intervals->len, zb_ingest_get_resident_mib (),
          100 * (zb_ingest_get_resident_mib () - resident) / resident,
          zb_store_get_size (zb_world_get_store (bench->world, ZB_KIND_ALERT)),
          zb_ingest_meter_get_all_cpu_us (&bench->meter), zb_ingest_meter_get_main_cpu_us (&bench->meter));
}

static void
run_highest (Bench *bench)
{
  const double highest = zb_ingest_find_highest (try_rate, bench);

  printf ("{\"alerts_per_s\": %.0f, \"rss_mib\": %.1f}\n", highest, zb_ingest_get_resident_mib ());
}

int
main (int argc, char *argv[])
{
  int n_arguments = 1;
  Bench bench = { 0 };

  if (argc < 3)
    return 2;
  bench.url = argv[1];
  /* As the console. */
  zb_memory_set_up ();
  dex_init ();
  zb_sample_init (&n_arguments, &argv);
  /* Tests write down every word of every library: here that would be what is measured. */
  g_log_set_default_handler (g_log_default_handler, NULL);
  open_window (&bench);
  if (g_str_equal (argv[2], "steady") && argc == 5)
    run_steady (&bench, atof (argv[3]), atof (argv[4]));
  else
    run_highest (&bench);
  gtk_window_destroy (GTK_WINDOW (bench.window));
  return 0;
}
