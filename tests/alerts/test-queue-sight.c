/* SPDX-License-Identifier: GPL-3.0-or-later */
/* There are rows for what is in sight, and never too late: whatever is painted shows the alert that stands
 * there, and a screen reader is told of all. */
#include "zb-queue-slot.h"
#include "zb-queue-view.h"
#include "zb-sample-window.h"
#include "zb-wait.h"
#include "zb-words.h"

#define N_ALERTS 3000

typedef struct
{
  ZbWorld *world;
  GtkWidget *window;
  ZbQueueView *view;
  GtkWidget *scroller;
  guint n_paints, n_seen, n_slots, n_rows;
} Fixture;

static ZbAlert *
make_alert (guint n)
{
  g_autofree char *id = g_strdup_printf ("alert-%05u", n);
  ZbAlert *alert = ZB_ALERT (zb_entity_new (ZB_KIND_ALERT, id));

  alert->parent_instance.version = 1;
  alert->kind = g_strdup ("water_level");
  alert->title = g_strdup_printf ("Level %05u", n);
  alert->place = g_strdup ("天山路 889 弄");
  alert->source = g_strdup ("test");
  alert->severity = ZB_SEVERITY_LOW + n * 7919 % 4;
  alert->first_at = n * 104729 % 50021 + 1;
  alert->last_at = g_get_real_time () - (gint64)n * G_USEC_PER_SEC;
  alert->state = ZB_ALERT_NEW;
  alert->occurrences = 1;
  return alert;
}

static ZbWorld *
make_world (void)
{
  g_autoptr (GPtrArray) alerts = g_ptr_array_new_with_free_func (g_object_unref);
  ZbWorld *world = zb_world_new ();

  for (guint i = 0; i < N_ALERTS; i++)
    g_ptr_array_add (alerts, make_alert (i));
  zb_world_fill (world, ZB_KIND_ALERT, alerts);
  return world;
}

/* --- what is seen ------------------------------------------------------------------------------ */

typedef void (*Visit) (Fixture *fixture, GtkWidget *row);

static void
for_rows (Fixture *fixture, GtkWidget *widget, Visit visit)
{
  if (ZB_IS_QUEUE_SLOT (widget))
    {
      visit (fixture, widget);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    for_rows (fixture, child, visit);
}

static gboolean
is_in_sight (Fixture *fixture, GtkWidget *row)
{
  graphene_rect_t bounds;

  if (!gtk_widget_get_mapped (row) || !gtk_widget_compute_bounds (row, fixture->scroller, &bounds))
    return FALSE;
  return bounds.origin.y + bounds.size.height > 0 &&
         bounds.origin.y < (float)gtk_widget_get_height (fixture->scroller);
}

/* Whether a screen reader is told what the row's item is called. */
static gboolean
says_its_item (GtkWidget *row)
{
  g_autoptr (ZbAlert) item = NULL;
  g_autofree char *words = NULL;

  g_object_get (row, "item", &item, "words", &words, NULL);
  return !item || (words && strstr (words, item->title));
}

/* And whether it can be read: of rows out of sight nothing is mapped. */
static gboolean
shows_its_item (GtkWidget *row)
{
  g_autoptr (ZbAlert) item = NULL;

  g_object_get (row, "item", &item, NULL);
  return item && says_its_item (row) && zb_sample_find_text (row, item->title);
}

static void
demand_words (Fixture *fixture, GtkWidget *row)
{
  if (!is_in_sight (fixture, row))
    return;
  fixture->n_seen++;
  g_assert_true (shows_its_item (row));
}

static void
count (Fixture *fixture, GtkWidget *slot)
{
  fixture->n_slots++;
  fixture->n_rows += zb_queue_slot_has_row (ZB_QUEUE_SLOT (slot));
  g_assert_true (says_its_item (slot));
}

/* The list keeps 200 items, of which a third at most has a row. */
static gboolean
is_thrifty (Fixture *fixture)
{
  fixture->n_slots = fixture->n_rows = 0;
  for_rows (fixture, fixture->scroller, count);
  return fixture->n_slots > 100 && fixture->n_rows > 8 && fixture->n_rows < 70;
}

/* Before anything is drawn. */
static void
on_paint (GdkFrameClock *clock, Fixture *fixture)
{
  fixture->n_paints++;
  for_rows (fixture, fixture->scroller, demand_words);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->world = make_world ();
  zb_words_set_world (fixture->world);
  fixture->view = g_object_new (ZB_TYPE_QUEUE_VIEW, "world", fixture->world, NULL);
  fixture->window = zb_sample_show (GTK_WIDGET (fixture->view), 464, 700);
  fixture->scroller = gtk_widget_get_ancestor (
      zb_sample_find (GTK_WIDGET (fixture->view), GTK_TYPE_LIST_VIEW, "zb-queue-list"),
      GTK_TYPE_SCROLLED_WINDOW);
  zb_wait_for (is_thrifty (fixture), 20000);
  g_signal_connect (gtk_widget_get_frame_clock (fixture->window), "paint", G_CALLBACK (on_paint), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_signal_handlers_disconnect_by_data (gtk_widget_get_frame_clock (fixture->window), fixture);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  zb_sample_settle ();
  g_assert_finalize_object (fixture->world);
}

static void
wait_for_paint (Fixture *fixture)
{
  const guint before = fixture->n_paints;

  gtk_widget_queue_draw (GTK_WIDGET (fixture->view));
  zb_wait_for (fixture->n_paints > before, 20000);
}

/* --- the tests ----------------------------------------------------------------------------------- */

/* Another order gives every slot another item: one frame later all that is seen is right. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  static const char *const orders[] = { "time", "first", "severity", "time" };

  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      gtk_widget_activate_action (GTK_WIDGET (fixture->view), "queue.order", "s", orders[i]);
      fixture->n_seen = 0;
      wait_for_paint (fixture);
      g_assert_cmpuint (fixture->n_seen, >, 8);
      zb_wait_for (is_thrifty (fixture), 20000);
    }
}

static void
test_filter (Fixture *fixture, gconstpointer data)
{
  ZbAlertQueue *queue = zb_queue_view_get_queue (fixture->view);

  for (int severity = ZB_SEVERITY_LOW; severity <= ZB_SEVERITY_URGENT; severity++)
    {
      zb_alert_queue_set_severities (queue, 1u << severity);
      wait_for_paint (fixture);
      zb_alert_queue_set_severities (queue, ZB_QUEUE_ALL_SEVERITIES);
      wait_for_paint (fixture);
    }
  zb_wait_for (is_thrifty (fixture), 20000);
}

/* Far jumps, where nothing was made before. */
static void
test_scroll (Fixture *fixture, gconstpointer data)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (fixture->scroller));
  const double upper = gtk_adjustment_get_upper (adjustment);

  for (int i = 0; i < 40; i++)
    {
      gtk_adjustment_set_value (adjustment, upper * (i * 37 % 40) / 40);
      wait_for_paint (fixture);
    }
  zb_wait_for (is_thrifty (fixture), 20000);
}

/* Who closes the window amid that leaves nothing behind. */
static void
test_closed_early (Fixture *fixture, gconstpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "queue.order", "s", "time");
}

int
main (int argc, char *argv[])
{
  zb_sample_init (&argc, &argv);
#define TEST(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  TEST ("/queue-sight/order", test_order);
  TEST ("/queue-sight/filter", test_filter);
  TEST ("/queue-sight/scroll", test_scroll);
  TEST ("/queue-sight/closed-early", test_closed_early);
#undef TEST
  return g_test_run ();
}
