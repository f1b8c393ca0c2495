/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line of time: what is where on it, and what the pointer, the keys and a screen reader make of it. */
#include "zb-sample-window.h"
#include "zb-timeline-private.h"

#define MINUTE G_TIME_SPAN_MINUTE
#define NOW ((gint64)1795420800 * G_USEC_PER_SEC) /* 2026-11-23 in the middle of a day in Shanghai */

typedef struct
{
  ZbTimeline *timeline;
  GtkWidget *window;
  gint64 sought;
  ZbAlert *chosen;
  guint n_toggled, n_marked;
  int stepped;
} Fixture;

static void
on_sought (Fixture *f, gint64 time)
{
  f->sought = time;
}

static void
on_chosen (Fixture *f, ZbAlert *alert)
{
  f->chosen = alert;
}

static void
on_toggled (Fixture *f)
{
  f->n_toggled++;
}

static void
on_stepped (Fixture *f, gboolean forwards)
{
  f->stepped = forwards ? 1 : -1;
}

static void
on_marked (Fixture *f)
{
  f->n_marked++;
}

static ZbRecordedSpan *
make_span (gint64 from, gint64 until, gboolean held)
{
  ZbRecordedSpan *span = g_object_new (ZB_TYPE_RECORDED_SPAN, NULL);

  span->started_at = from;
  span->ended_at = until;
  span->held = held;
  return span;
}

static ZbAlert *
make_alert (const char *id, int severity, gint64 time)
{
  ZbAlert *alert = (ZbAlert *)zb_entity_new (ZB_KIND_ALERT, id);

  alert->severity = severity;
  alert->first_at = time;
  alert->title = g_strdup ("消防通道占用");
  return alert;
}

/* Recorded from two hours ago, cut off for seven minutes; three alerts, two of them at the same moment. */
static void
fill (Fixture *f)
{
  g_autoptr (GPtrArray) spans = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) alerts = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (spans, make_span (NOW - 120 * MINUTE, NOW - 80 * MINUTE, FALSE));
  g_ptr_array_add (spans, make_span (NOW - 73 * MINUTE, NOW - MINUTE / 2, TRUE));
  g_ptr_array_add (alerts, make_alert ("low", ZB_SEVERITY_LOW, NOW - 50 * MINUTE));
  g_ptr_array_add (alerts, make_alert ("urgent", ZB_SEVERITY_URGENT, NOW - 20 * MINUTE));
  g_ptr_array_add (alerts, make_alert ("medium", ZB_SEVERITY_MEDIUM, NOW - 20 * MINUTE));
  zb_timeline_set_recorded (f->timeline, spans);
  zb_timeline_set_alerts (f->timeline, alerts);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->timeline = ZB_TIMELINE (zb_timeline_new ());
  gtk_widget_set_valign (GTK_WIDGET (f->timeline), GTK_ALIGN_CENTER);
  zb_timeline_set_now (f->timeline, NOW);
  fill (f);
  g_signal_connect_swapped (f->timeline, "sought", G_CALLBACK (on_sought), f);
  g_signal_connect_swapped (f->timeline, "alert-chosen", G_CALLBACK (on_chosen), f);
  g_signal_connect_swapped (f->timeline, "toggled", G_CALLBACK (on_toggled), f);
  g_signal_connect_swapped (f->timeline, "stepped", G_CALLBACK (on_stepped), f);
  g_signal_connect_swapped (f->timeline, "marked", G_CALLBACK (on_marked), f);
  f->window = zb_sample_show (GTK_WIDGET (f->timeline), 1000, 160);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
}

static GtkEventController *
find_keys (Fixture *f)
{
  g_autoptr (GListModel) all = gtk_widget_observe_controllers (GTK_WIDGET (f->timeline));

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkEventController) one = g_list_model_get_item (all, i);
      if (GTK_IS_EVENT_CONTROLLER_KEY (one))
        return one;
    }
  return NULL;
}

static gboolean
press (Fixture *f, guint key, GdkModifierType state)
{
  gboolean handled = FALSE;

  g_signal_emit_by_name (find_keys (f), "key-pressed", key, 0, state, &handled);
  return handled;
}

/* A moment and its place are the same thing; nothing is later than now. */
static void
test_places (Fixture *f, gconstpointer data)
{
  const gint64 time = NOW - 37 * MINUTE;
  const double x = zb_timeline_get_x (f->timeline, time);

  g_assert_cmpint (zb_timeline_get_span (f->timeline), ==, 120 * MINUTE);
  g_assert_cmpint (ABS (zb_timeline_get_time (f->timeline, x) - time), <, G_USEC_PER_SEC);
  g_assert_cmpint (zb_timeline_get_time (f->timeline, 100000), ==, NOW);
  g_assert_cmpint (zb_timeline_get_time (f->timeline, 0), ==, zb_timeline_get_from (f->timeline));
  g_assert_cmpfloat (zb_timeline_get_x (f->timeline, NOW), <, gtk_widget_get_width (f->window));
}

/* The mark that is touched; of two in one place, the graver. */
static void
test_alerts (Fixture *f, gconstpointer data)
{
  const double urgent = zb_timeline_get_x (f->timeline, NOW - 20 * MINUTE),
               low = zb_timeline_get_x (f->timeline, NOW - 50 * MINUTE);

  g_assert_cmpint (
      zb_timeline_find_alert (f->timeline, urgent + 4, ZB_TIMELINE_ALERTS (f->timeline))->severity, ==,
      ZB_SEVERITY_URGENT);
  g_assert_cmpint (
      zb_timeline_find_alert (f->timeline, low - 4, ZB_TIMELINE_ALERTS (f->timeline) + 3)->severity, ==,
      ZB_SEVERITY_LOW);
  g_assert_null (zb_timeline_find_alert (f->timeline, low + 40, ZB_TIMELINE_ALERTS (f->timeline)));
  g_assert_null (zb_timeline_find_alert (f->timeline, low, ZB_TIMELINE_BAR (f->timeline) + 4));
}

static void
test_gaps (Fixture *f, gconstpointer data)
{
  gint64 from, until;

  g_assert_true (zb_timeline_find_gap (f->timeline, NOW - 75 * MINUTE, &from, &until));
  g_assert_cmpint (from, ==, NOW - 80 * MINUTE);
  g_assert_cmpint (until, ==, NOW - 73 * MINUTE);
  g_assert_false (zb_timeline_find_gap (f->timeline, NOW - 60 * MINUTE, &from, &until));
  /* Before the first picture there is nothing to miss; what is recorded now is only not told yet. */
  g_assert_false (zb_timeline_find_gap (f->timeline, NOW - 150 * MINUTE, &from, &until));
  g_assert_false (zb_timeline_find_gap (f->timeline, NOW - 1, &from, &until));
  zb_timeline_set_now (f->timeline, NOW + 10 * MINUTE);
  g_assert_true (zb_timeline_find_gap (f->timeline, NOW + MINUTE, &from, &until));
}

/* A second between two spans is not worth a word. */
static void
test_small_gap (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) spans = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 from, until;

  g_ptr_array_add (spans, make_span (NOW - 20 * MINUTE, NOW - 10 * MINUTE, FALSE));
  g_ptr_array_add (spans, make_span (NOW - 10 * MINUTE + G_USEC_PER_SEC, NOW, FALSE));
  zb_timeline_set_recorded (f->timeline, spans);
  g_assert_false (zb_timeline_find_gap (f->timeline, NOW - 10 * MINUTE + G_USEC_PER_SEC / 2, &from, &until));
}

typedef struct
{
  guint8 *pixels;
  int width;
} Shot;

static Shot
shoot (Fixture *f)
{
  GtkWidget *widget = GTK_WIDGET (f->timeline);
  const int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  Shot shot = { g_malloc0 ((gsize)width * (gsize)height * 4), width };

  zb_timeline_draw (f->timeline, snapshot);
  node = gtk_snapshot_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, width, height));
  gdk_texture_download (texture, shot.pixels, (gsize)width * 4);
  return shot;
}

/* Blue, green, red, as they lie in memory. */
static const guint8 *
look (const Shot *shot, double x, int y)
{
  return shot->pixels + (y * shot->width + (int)x) * 4;
}

/* Green where there is film, not where it was cut off, red for what is urgent, white where it plays. */
static void
test_drawn (Fixture *f, gconstpointer data)
{
  const int middle = ZB_TIMELINE_BAR (f->timeline) + ZB_TIMELINE_BAR_HEIGHT / 2;

  zb_timeline_set_position (f->timeline, NOW - 30 * MINUTE);
  Shot shot = shoot (f);
  const guint8 *film = look (&shot, zb_timeline_get_x (f->timeline, NOW - 60 * MINUTE), middle),
               *urgent = look (&shot, zb_timeline_get_x (f->timeline, NOW - 20 * MINUTE) + 5,
                               ZB_TIMELINE_ALERTS (f->timeline)),
               *head = look (&shot, zb_timeline_get_x (f->timeline, NOW - 30 * MINUTE),
                             ZB_TIMELINE_SCALE (f->timeline) + 2);
  guint n_amber = 0, n_green = 0;
  for (double x = zb_timeline_get_x (f->timeline, NOW - 79 * MINUTE);
       x < zb_timeline_get_x (f->timeline, NOW - 74 * MINUTE); x++)
    {
      const guint8 *cut = look (&shot, x, middle);
      n_amber += cut[2] > cut[0] + 30;
      n_green += cut[1] > cut[2] + 20;
    }
  g_assert_cmpint (film[1], >, film[2] + 20);
  g_assert_cmpint (urgent[2], >, urgent[1] + 60);
  g_assert_cmpint (head[1], >, 180);
  g_assert_cmpuint (n_amber, >=, 3);
  g_assert_cmpuint (n_green, ==, 0);
  g_free (shot.pixels);
}

static void
test_keys (Fixture *f, gconstpointer data)
{
  gint64 from, until;

  zb_timeline_set_position (f->timeline, NOW - 30 * MINUTE);
  g_assert_true (press (f, GDK_KEY_Left, 0));
  g_assert_cmpint (f->sought, ==, NOW - 30 * MINUTE - 10 * G_USEC_PER_SEC);
  g_assert_true (press (f, GDK_KEY_Right, GDK_SHIFT_MASK));
  g_assert_cmpint (f->sought, ==, NOW - 29 * MINUTE);
  g_assert_true (press (f, GDK_KEY_Home, 0));
  g_assert_cmpint (f->sought, ==, zb_timeline_get_from (f->timeline));
  g_assert_true (press (f, GDK_KEY_End, 0));
  g_assert_cmpint (f->sought, ==, NOW);
  g_assert_true (press (f, GDK_KEY_space, 0));
  g_assert_cmpuint (f->n_toggled, ==, 1);
  g_assert_true (press (f, GDK_KEY_comma, 0));
  g_assert_cmpint (f->stepped, ==, -1);
  g_assert_true (press (f, GDK_KEY_period, 0));
  g_assert_cmpint (f->stepped, ==, 1);
  g_assert_true (press (f, GDK_KEY_bracketleft, 0));
  g_assert_false (zb_timeline_get_mark (f->timeline, &from, &until));
  zb_timeline_set_position (f->timeline, NOW - 28 * MINUTE);
  g_assert_true (press (f, GDK_KEY_bracketright, 0));
  g_assert_true (zb_timeline_get_mark (f->timeline, &from, &until));
  g_assert_cmpint (from, ==, NOW - 30 * MINUTE);
  g_assert_cmpint (until, ==, NOW - 28 * MINUTE);
  g_assert_true (press (f, GDK_KEY_Escape, 0));
  g_assert_false (zb_timeline_get_mark (f->timeline, &from, &until));
  g_assert_false (press (f, GDK_KEY_Escape, 0));
}

/* Other keys, and those of the window, are left to others. */
static void
test_other_keys (Fixture *f, gconstpointer data)
{
  g_assert_false (press (f, GDK_KEY_c, 0));
  g_assert_false (press (f, GDK_KEY_k, GDK_CONTROL_MASK));
  g_assert_false (press (f, GDK_KEY_1, GDK_ALT_MASK));
  g_assert_false (press (f, GDK_KEY_Left, GDK_ALT_MASK));
}

/* From alert to alert; from where one is played, the next is another. */
static void
test_alert_keys (Fixture *f, gconstpointer data)
{
  zb_timeline_set_position (f->timeline, NOW - 40 * MINUTE);
  g_assert_true (press (f, GDK_KEY_Left, GDK_CONTROL_MASK));
  g_assert_cmpint (f->chosen->severity, ==, ZB_SEVERITY_LOW);
  f->chosen = NULL;
  zb_timeline_set_position (f->timeline, NOW - 50 * MINUTE - 30 * G_USEC_PER_SEC);
  g_assert_true (press (f, GDK_KEY_Right, GDK_CONTROL_MASK));
  g_assert_cmpint (f->chosen->first_at, ==, NOW - 20 * MINUTE);
}

/* It follows what is shown, unless the officer looks elsewhere. */
static void
test_follows (Fixture *f, gconstpointer data)
{
  gint64 from;

  zb_timeline_set_position (f->timeline, NOW - 300 * MINUTE);
  from = zb_timeline_get_from (f->timeline);
  g_assert_cmpint (from, <, NOW - 300 * MINUTE);
  g_assert_cmpint (from + zb_timeline_get_span (f->timeline), >, NOW - 300 * MINUTE);
  g_assert_true (press (f, GDK_KEY_Page_Up, 0));
  g_assert_cmpint (zb_timeline_get_from (f->timeline), ==, from - 60 * MINUTE);
  from = zb_timeline_get_from (f->timeline);
  zb_timeline_set_position (f->timeline, NOW - 100 * MINUTE);
  g_assert_cmpint (zb_timeline_get_from (f->timeline), ==, from);
  zb_timeline_set_position (f->timeline, 0);
  g_assert_cmpint (zb_timeline_get_from (f->timeline), >, NOW - 120 * MINUTE);
  zb_timeline_set_span (f->timeline, 30 * MINUTE);
  g_assert_cmpint (zb_timeline_get_from (f->timeline), >, NOW - 30 * MINUTE);
}

static void
assert_says (Fixture *f, const char *words)
{
  g_autofree char *wrong = gtk_test_accessible_check_property (GTK_ACCESSIBLE (f->timeline),
                                                               GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words);

  g_assert_cmpstr (wrong, ==, NULL);
}

/* A moment in words, with whether there is film; a reader can set it, too. */
static void
test_reader (Fixture *f, gconstpointer data)
{
  g_autofree char *recorded = zb_timeline_describe (f->timeline, NOW - 100 * MINUTE);
  g_autofree char *cut = zb_timeline_describe (f->timeline, NOW - 75 * MINUTE);

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (f->timeline), GTK_ACCESSIBLE_ROLE_SLIDER);
  zb_timeline_set_position (f->timeline, NOW - 100 * MINUTE);
  assert_says (f, recorded);
  zb_timeline_set_position (f->timeline, NOW - 75 * MINUTE);
  assert_says (f, cut);
  g_assert_cmpstr (recorded, !=, cut);
  zb_timeline_set_position (f->timeline, 0);
  assert_says (f, "Live");
  GTK_ACCESSIBLE_RANGE_GET_IFACE (f->timeline)
      ->set_current_value (GTK_ACCESSIBLE_RANGE (f->timeline), (double)(NOW - 42 * MINUTE) / 1e6);
  g_assert_cmpint (f->sought, ==, NOW - 42 * MINUTE);
}

static void
test_picture (Fixture *f, gconstpointer data)
{
  zb_timeline_set_position (f->timeline, NOW - 30 * MINUTE);
  zb_timeline_set_mark (f->timeline, NOW - 32 * MINUTE, NOW - 28 * MINUTE);
  zb_sample_picture (GTK_WIDGET (f->timeline), "timeline");
}

#define ADD(path, test) g_test_add ("/timeline/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  zb_sample_init (&argc, &argv);
  ADD ("places", test_places);
  ADD ("alerts", test_alerts);
  ADD ("gaps", test_gaps);
  ADD ("small-gap", test_small_gap);
  ADD ("drawn", test_drawn);
  ADD ("keys", test_keys);
  ADD ("other-keys", test_other_keys);
  ADD ("alert-keys", test_alert_keys);
  ADD ("follows", test_follows);
  ADD ("reader", test_reader);
  ADD ("picture", test_picture);
  return g_test_run ();
}
