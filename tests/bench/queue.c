/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The queue with 100,000 open alerts on the screen: how long until the new view is painted when the
 * filter or the order changes and when 50 alerts come in, and what a frame costs while the list is
 * scrolled. Prints a line for people and its figures as JSON in the last line.
 *
 *   queue [--runs=N]
 */
#include "zb-queue-view.h"
#include "zb-sample-window.h"
#include "zb-words.h"
#include "zb-world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N_ALERTS 100000
#define N_ARRIVALS 50
#define SCROLL_FRAMES 300
#define MOST_RUNS 16

typedef struct
{
  ZbWorld *world;
  ZbQueueView *view;
  GtkWidget *window;
  gint64 now;
  guint n_made;
  gboolean painted;
  gint64 frame_began;
  GArray *frames;
} Bench;

/* --- what is on the screen -------------------------------------------------------------------- */

static ZbAlert *
make_alert (Bench *bench, gint64 at)
{
  static const char *const kinds[] = { "exposed_garbage", "shed_smoke", "illegal_parking", "water_level" };
  g_autofree char *id = g_strdup_printf ("alert-%08u", bench->n_made);
  ZbAlert *alert = ZB_ALERT (zb_entity_new (ZB_KIND_ALERT, id));

  alert->parent_instance.version = 1;
  alert->parent_instance.mode = ZB_MODE_LIVE;
  alert->kind = g_strdup (kinds[bench->n_made % 4]);
  alert->title = g_strdup ("暴露垃圾");
  alert->place = g_strdup_printf ("武夷路 %u 弄口", bench->n_made % 1000);
  alert->severity = ZB_SEVERITY_LOW + bench->n_made * 7919 % 4;
  alert->source = g_strdup ("bench");
  alert->first_at = alert->last_at = at;
  alert->occurrences = 1 + bench->n_made % 3;
  alert->state = ZB_ALERT_NEW;
  bench->n_made++;
  return alert;
}

static void
fill (Bench *bench)
{
  g_autoptr (GPtrArray) alerts = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < N_ALERTS; i++)
    g_ptr_array_add (alerts, make_alert (bench, bench->now - (gint64)i * G_USEC_PER_SEC));
  zb_world_fill (bench->world, ZB_KIND_ALERT, alerts);
}

static void
on_before_paint (GdkFrameClock *clock, Bench *bench)
{
  bench->frame_began = g_get_monotonic_time ();
}

static void
on_after_paint (GdkFrameClock *clock, Bench *bench)
{
  const double ms = (g_get_monotonic_time () - bench->frame_began) / 1000.0;

  bench->painted = TRUE;
  if (bench->frames)
    g_array_append_val (bench->frames, ms);
}

/* --- measuring ------------------------------------------------------------------------------------ */

static void
wait_for_paint (Bench *bench)
{
  bench->painted = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (bench->view));
  while (!bench->painted)
    g_main_context_iteration (NULL, TRUE);
}

typedef void (*Change) (Bench *bench, int run);

/* From the wish to the frame that shows it. */
static double
time_change (Bench *bench, Change change, int run)
{
  gint64 began;

  wait_for_paint (bench);
  wait_for_paint (bench);
  began = g_get_monotonic_time ();
  change (bench, run);
  wait_for_paint (bench);
  return (g_get_monotonic_time () - began) / 1000.0;
}

/* Each shows other rows than the one before: those that stay need not be filled. */
static void
change_filter (Bench *bench, int run)
{
  zb_alert_queue_set_severities (zb_queue_view_get_queue (bench->view), 1u << (ZB_SEVERITY_LOW + run % 4));
}

static void
change_order (Bench *bench, int run)
{
  zb_alert_queue_set_order (zb_queue_view_get_queue (bench->view),
                            run % 2 ? ZB_QUEUE_BY_SEVERITY : ZB_QUEUE_BY_TIME);
}

/* Scattered by severity and time, as the worst storm is. */
static void
add_arrivals (Bench *bench, int run)
{
  for (int i = 0; i < N_ARRIVALS; i++)
    {
      g_autoptr (ZbAlert) alert =
          make_alert (bench, bench->now - (gint64)(i * 1999 % N_ALERTS) * G_USEC_PER_SEC - run);
      g_autoptr (ZbEvent) event = zb_event_new ("alert.raised", (ZbEntity *)alert, 0);
      zb_world_apply (bench->world, event);
    }
  zb_queue_view_take_new (bench->view);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const double difference = *(const double *)a - *(const double *)b;

  return difference < 0 ? -1 : difference > 0;
}

static double
median (double *values, int n)
{
  qsort (values, n, sizeof *values, compare);
  return values[n / 2];
}

static double
measure (Bench *bench, Change change, int runs)
{
  double values[MOST_RUNS];

  for (int run = 0; run < runs; run++)
    values[run] = time_change (bench, change, run);
  return median (values, runs);
}

static double
measure_scroll (Bench *bench)
{
  GtkWidget *list = zb_sample_find (GTK_WIDGET (bench->view), GTK_TYPE_LIST_VIEW, "zb-queue-list");
  GtkWidget *scroller = gtk_widget_get_ancestor (list, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  g_autoptr (GArray) frames = g_array_new (FALSE, FALSE, sizeof (double));

  wait_for_paint (bench);
  bench->frames = frames;
  for (int i = 0; i < SCROLL_FRAMES; i++)
    {
      gtk_adjustment_set_value (adjustment, 57.0 * i);
      wait_for_paint (bench);
    }
  bench->frames = NULL;
  g_array_sort (frames, compare);
  return g_array_index (frames, double, frames->len * 99 / 100);
}

/* --- the program -------------------------------------------------------------------------------------- */

static void
open_window (Bench *bench)
{
  GdkFrameClock *clock;

  bench->world = zb_world_new ();
  zb_words_set_world (bench->world);
  bench->now = g_get_real_time ();
  fill (bench);
  bench->view = g_object_new (ZB_TYPE_QUEUE_VIEW, "world", bench->world, NULL);
  bench->window = zb_sample_show (GTK_WIDGET (bench->view), 464, 880);
  clock = gtk_widget_get_frame_clock (bench->window);
  g_signal_connect (clock, "before-paint", G_CALLBACK (on_before_paint), bench);
  g_signal_connect (clock, "after-paint", G_CALLBACK (on_after_paint), bench);
}

static int
get_runs (int argc, char *argv[])
{
  for (int i = 1; i < argc; i++)
    if (g_str_has_prefix (argv[i], "--runs="))
      return CLAMP (atoi (argv[i] + strlen ("--runs=")), 2, MOST_RUNS);
  return 6;
}

int
main (int argc, char *argv[])
{
  const int runs = get_runs (argc, argv);
  int n_arguments = 1;
  Bench bench = { 0 };
  double filter, sort, insert, scroll;

  zb_sample_init (&n_arguments, &argv);
  open_window (&bench);
  filter = measure (&bench, change_filter, runs);
  zb_alert_queue_set_severities (zb_queue_view_get_queue (bench.view), ZB_QUEUE_ALL_SEVERITIES);
  sort = measure (&bench, change_order, runs);
  insert = measure (&bench, add_arrivals, runs);
  scroll = measure_scroll (&bench);
  printf ("  another filter      %6.1f ms to the new view (target 50)\n", filter);
  printf ("  another order       %6.1f ms (target 50)\n", sort);
  printf ("  50 scattered alerts %6.1f ms (target 50)\n", insert);
  printf ("  a frame scrolling   %6.1f ms at the 99th percentile (target 16.7)\n", scroll);
  printf ("{\"filter_ms\": %.2f, \"sort_ms\": %.2f, \"insert50_ms\": %.2f, \"scroll_frame_ms_p99\": %.2f}\n",
          filter, sort, insert, scroll);
  gtk_window_destroy (GTK_WINDOW (bench.window));
  g_object_unref (bench.world);
  return 0;
}
