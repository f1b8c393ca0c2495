/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a wall is made of: sizes, the night, what keeps it from burning in, words, the ticker, cards on the
 * map, figures that grow old. */
#include "zb-alert-queue.h"
#include "zb-locale.h"
#include "zb-sample-window.h"
#include "zb-sample-world.h"
#include "zb-wall-callouts.h"
#include "zb-wall-frame.h"
#include "zb-wall-numbers.h"
#include "zb-wall-scale.h"
#include "zb-wall-ticker-item.h"
#include "zb-wall-ticker.h"
#include "zb-wall-words.h"

#include <math.h>

static gboolean
wait_until (gboolean (*holds) (gpointer data), gpointer data)
{
  const gint64 until = g_get_monotonic_time () + 10 * G_TIME_SPAN_SECOND;

  while (!holds (data) && g_get_monotonic_time () < until)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  return holds (data);
}

/* --- sizes --------------------------------------------------------------------------------------- */

static void
test_scale (void)
{
  const ZbWallScale led = { 1.25, 10 }, coarse = { 2.5, 10 }, near = { 1.25, 5 };

  g_assert_cmpint ((int)zb_wall_scale_get_unit (&led), ==, 28);
  g_assert_cmpint ((int)zb_wall_scale_get_unit (&coarse), ==, 14);
  g_assert_cmpint ((int)zb_wall_scale_get_unit (&near), ==, 14);
  g_assert_cmpfloat (zb_wall_scale_get_symbols (&led), >=, 2);
  g_assert_cmpfloat (zb_wall_scale_get_symbols (&led), <=, 2.3);
}

static void
test_usual_distance (void)
{
  ZbWallScale panel = { 0.63, 0 };

  panel.distance = zb_wall_scale_usual_distance (panel.pitch, 1080);
  g_assert_cmpint ((int)round (zb_wall_scale_get_unit (&panel)), ==, 28);
  g_assert_cmpfloat (zb_wall_scale_pitch_of (0, 1920), ==, 0);
  g_assert_cmpfloat (zb_wall_scale_pitch_of (16, 9000), ==, 0);
  g_assert_cmpfloat_with_epsilon (zb_wall_scale_pitch_of (1210, 1920), 0.63, 0.01);
}

/* --- against burn-in, and at night --------------------------------------------------------------- */

static void
test_shift (void)
{
  guint seen[ZB_WALL_MOST_SHIFT + 1][ZB_WALL_MOST_SHIFT + 1] = { 0 };
  const int side = ZB_WALL_MOST_SHIFT + 1;
  int last_x, last_y, x, y;

  zb_wall_shift_at (-1, &last_x, &last_y);
  for (gint64 minute = 0; minute < 2 * side * side; minute++)
    {
      zb_wall_shift_at (minute, &x, &y);
      g_assert_cmpint (ABS (x - last_x) + ABS (y - last_y), <=, 1);
      seen[x][y]++;
      last_x = x;
      last_y = y;
    }
  for (x = 0; x < side; x++)
    for (y = 0; y < side; y++)
      g_assert_cmpuint (seen[x][y], ==, 2);
}

static void
test_night (void)
{
  const int evening = 22 * 60, morning = 6 * 60;

  g_assert_cmpfloat (zb_wall_dimming_at (23 * 60, evening, morning, 0.4), ==, 0.6);
  g_assert_cmpfloat (zb_wall_dimming_at (3 * 60, evening, morning, 0.4), ==, 0.6);
  g_assert_cmpfloat (zb_wall_dimming_at (morning, evening, morning, 0.4), ==, 0);
  g_assert_cmpfloat (zb_wall_dimming_at (12 * 60, evening, morning, 0.4), ==, 0);
  g_assert_cmpfloat (zb_wall_dimming_at (3 * 60, -1, -1, 0.4), ==, 0);
  g_assert_cmpfloat (zb_wall_dimming_at (3 * 60, morning, evening, 0.4), ==, 0);
  /* However it was set, a wall is never dark. */
  g_assert_cmpfloat (zb_wall_dimming_at (3 * 60, evening, morning, 0), ==, 0.8);
}

/* --- a turn ---------------------------------------------------------------------------------------- */

typedef struct
{
  guint n_drawn;       /* how often the child was */
  guint n_drawn_at[2]; /* after each of the next two frames */
  guint n_frames;
} Turn;

static void
on_draw (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer turn)
{
  ((Turn *)turn)->n_drawn++;
}

static void
on_after_paint (GdkFrameClock *clock, Turn *turn)
{
  if (turn->n_frames < G_N_ELEMENTS (turn->n_drawn_at))
    turn->n_drawn_at[turn->n_frames] = turn->n_drawn;
  turn->n_frames++;
}

static gboolean
was_drawn (gpointer turn)
{
  return ((Turn *)turn)->n_drawn > 0;
}

static gboolean
was_turned (gpointer turn)
{
  return ((Turn *)turn)->n_frames >= 2;
}

/* The frame in which parts get their places shows what was there before, the next one what is there now. */
static void
test_turn (void)
{
  Turn turn = { 0 };
  GtkWidget *area = gtk_drawing_area_new (), *frame = g_object_new (ZB_TYPE_WALL_FRAME, "child", area, NULL);
  GtkWidget *window = NULL;
  GdkFrameClock *clock;

  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), on_draw, &turn, NULL);
  window = zb_sample_show (frame, 320, 180);
  g_assert_true (wait_until (was_drawn, &turn));
  clock = gtk_widget_get_frame_clock (frame);
  turn.n_drawn = 0;
  zb_wall_frame_hold (ZB_WALL_FRAME (frame));
  gtk_widget_queue_draw (area);
  g_signal_connect (clock, "after-paint", G_CALLBACK (on_after_paint), &turn);
  g_assert_true (wait_until (was_turned, &turn));
  g_signal_handlers_disconnect_by_data (clock, &turn);
  g_assert_cmpuint (turn.n_drawn_at[0], ==, 0);
  g_assert_cmpuint (turn.n_drawn_at[1], ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* --- words ---------------------------------------------------------------------------------------- */

static void
assert_text (char *text, const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

static void
test_words (void)
{
  assert_text (zb_wall_words_duration (252), "4:12");
  assert_text (zb_wall_words_duration (3661), "1:01:01");
  assert_text (zb_wall_words_duration (NAN), "");
  assert_text (zb_wall_words_share (0.9996), "99.9");
  assert_text (zb_wall_words_share (1), "100.0");
  assert_text (zb_wall_words_share (0.82), "82.0");
  assert_text (zb_wall_words_share (NAN), "");
  assert_text (zb_wall_words_count (NAN), "");
}

/* --- the ticker ------------------------------------------------------------------------------------ */

static ZbAlert *
nth_alert (GtkWidget *ticker, guint n)
{
  for (GtkWidget *item = gtk_widget_get_first_child (ticker); item; item = gtk_widget_get_next_sibling (item))
    if (ZB_IS_WALL_TICKER_ITEM (item) && gtk_widget_get_child_visible (item) && n-- == 0)
      return zb_wall_ticker_item_get_alert (ZB_WALL_TICKER_ITEM (item));
  return NULL;
}

static guint
count_shown (GtkWidget *ticker)
{
  guint n = 0;

  while (nth_alert (ticker, n))
    n++;
  return n;
}

static gboolean
has_alerts (gpointer ticker)
{
  return count_shown (ticker) > 0;
}

typedef struct
{
  ZbWorld *world;
  GtkWidget *window, *ticker;
  guint n_grave; /* alerts that it is to show */
  GHashTable *seen;
} Ticker;

static guint
count_grave (ZbWorld *world)
{
  ZbStore *alerts = zb_world_get_store (world, ZB_KIND_ALERT);
  guint n = 0;

  for (guint i = 0; i < zb_store_get_size (alerts); i++)
    {
      const ZbAlert *alert = zb_store_get_nth (alerts, i);
      n += zb_alert_is_open (alert) && alert->severity >= ZB_SEVERITY_HIGH;
    }
  return n;
}

static void
open_ticker (Ticker *self, gconstpointer data)
{
  self->world = zb_sample_world_new (g_get_real_time ());
  self->n_grave = count_grave (self->world);
  self->seen = g_hash_table_new (NULL, NULL);
  self->ticker = g_object_new (ZB_TYPE_WALL_TICKER, "world", self->world, NULL);
  self->window = zb_sample_show (self->ticker, 1920, 80);
  g_assert_true (wait_until (has_alerts, self->ticker));
  g_assert_cmpuint (count_shown (self->ticker), <, self->n_grave / 3);
}

static void
close_ticker (Ticker *self, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_hash_table_unref (self->seen);
  g_object_unref (self->world);
}

static void
note_seen (Ticker *self)
{
  for (guint i = 0; i < count_shown (self->ticker); i++)
    g_hash_table_add (self->seen, nth_alert (self->ticker, i));
}

/* Only urgent and high ones, the gravest first, and each of them on one of the pages. */
static void
test_ticker (Ticker *self, gconstpointer data)
{
  g_assert_cmpint (nth_alert (self->ticker, 0)->severity, ==, ZB_SEVERITY_URGENT);
  for (guint page = 0; page < self->n_grave; page++)
    {
      for (guint i = 0; i < count_shown (self->ticker); i++)
        g_assert_cmpint (nth_alert (self->ticker, i)->severity, >=, ZB_SEVERITY_HIGH);
      note_seen (self);
      zb_wall_ticker_turn (ZB_WALL_TICKER (self->ticker));
    }
  g_assert_cmpuint (g_hash_table_size (self->seen), ==, self->n_grave);
}

static void
raise_again (Ticker *self, const char *id, int severity)
{
  ZbAlert *alert = zb_sample_world_edit_alert (self->world, id);

  alert->occurrences++;
  alert->severity = severity;
  alert->last_at = g_get_real_time ();
  zb_sample_world_change (self->world, ZB_ENTITY (alert));
  zb_sample_settle ();
}

/* The two that are urgent stand first by turns: the pages go on. */
static void
test_ticker_goes_on (Ticker *self, gconstpointer data)
{
  for (guint page = 0; page < 3 * self->n_grave && g_hash_table_size (self->seen) < self->n_grave; page++)
    {
      note_seen (self);
      zb_wall_ticker_turn (ZB_WALL_TICKER (self->ticker));
      raise_again (self, page % 2 == 0 ? "alert-01" : "alert-00", ZB_SEVERITY_URGENT);
    }
  g_assert_cmpuint (g_hash_table_size (self->seen), ==, self->n_grave);
}

static void
assert_first (Ticker *self, const char *id)
{
  g_assert_cmpstr (ZB_ENTITY (nth_alert (self->ticker, 0))->id, ==, id);
}

/* What is new, or has become as grave as the first, is seen at once, on whatever page it was. */
static void
test_ticker_goes_back (Ticker *self, gconstpointer data)
{
  zb_wall_ticker_turn (ZB_WALL_TICKER (self->ticker));
  zb_sample_world_raise (self->world, "alert-new", ZB_SEVERITY_URGENT, g_get_real_time ());
  zb_sample_settle ();
  assert_first (self, "alert-new");
  zb_wall_ticker_turn (ZB_WALL_TICKER (self->ticker));
  raise_again (self, "alert-07", ZB_SEVERITY_URGENT);
  assert_first (self, "alert-07");
  zb_wall_ticker_turn (ZB_WALL_TICKER (self->ticker));
  raise_again (self, "alert-07", ZB_SEVERITY_URGENT);
  g_assert_cmpstr (ZB_ENTITY (nth_alert (self->ticker, 0))->id, !=, "alert-07");
}

/* --- cards on the map ---------------------------------------------------------------------------------- */

typedef struct
{
  GtkWidget parent_instance;
} FakeMap;

typedef struct
{
  GtkWidgetClass parent_class;
} FakeMapClass;

static GType fake_map_get_type (void);
G_DEFINE_TYPE (FakeMap, fake_map, GTK_TYPE_WIDGET)

static void
fake_map_class_init (FakeMapClass *klass)
{
  g_signal_new ("moved", fake_map_get_type (), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fake_map_init (FakeMap *self)
{
}

static gboolean
locate (gpointer map, ZbPoint point, graphene_point_t *place)
{
  *place = GRAPHENE_POINT_INIT (400, 180);
  return TRUE;
}

/* What is on the screen, as it was drawn last. */
static GBytes *
get_drawn (GtkWidget *widget)
{
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;

  zb_sample_settle ();
  paintable = gtk_widget_paintable_new (widget);
  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  node = gtk_snapshot_to_node (snapshot);
  g_assert_nonnull (node);
  return gsk_render_node_serialize (node);
}

static void
set_claim (ZbWorld *world, const char *id, const char *by_name)
{
  ZbAlert *alert = zb_sample_world_edit_alert (world, id);

  g_clear_object (&alert->claim);
  alert->state = by_name ? ZB_ALERT_CLAIMED : ZB_ALERT_NEW;
  alert->claim = by_name ? g_object_new (ZB_TYPE_CLAIM, NULL) : NULL;
  if (by_name)
    alert->claim->by_name = g_strdup (by_name);
  /* Longer than the line; what somebody does about it is said all the same. */
  g_set_str (&alert->place, "天山路街道遵义路八八九弄天山新苑小区三号非机动车车棚东侧");
  zb_sample_world_change (world, ZB_ENTITY (alert));
}

/* That somebody has claimed an alert moves nothing; its card says so nonetheless. */
static void
test_card_of_claimed (void)
{
  g_autoptr (ZbWorld) world = zb_sample_world_new (g_get_real_time ());
  g_autoptr (ZbAlertQueue) queue = zb_alert_queue_new (zb_world_get_store (world, ZB_KIND_ALERT));
  g_autoptr (GtkWidget) map = g_object_ref_sink (g_object_new (fake_map_get_type (), NULL));
  GtkWidget *callouts = g_object_new (ZB_TYPE_WALL_CALLOUTS, NULL), *window = NULL;
  g_autoptr (GBytes) before = NULL, still = NULL, after = NULL;

  set_claim (world, "alert-00", NULL);
  zb_wall_callouts_set_map (ZB_WALL_CALLOUTS (callouts), map, locate);
  zb_wall_callouts_set_alerts (ZB_WALL_CALLOUTS (callouts), G_LIST_MODEL (queue));
  window = zb_sample_show (callouts, 800, 360);
  before = get_drawn (callouts);
  still = get_drawn (callouts);
  g_assert_true (g_bytes_equal (before, still));
  set_claim (world, "alert-00", "李值班");
  after = get_drawn (callouts);
  g_assert_false (g_bytes_equal (before, after));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* --- figures that grow old -------------------------------------------------------------------------- */

typedef struct
{
  GObject parent_instance;
  gint64 as_of;
  guint n_asked;
} FakeQuery;

typedef struct
{
  GObjectClass parent_class;
} FakeQueryClass;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeQuery, g_object_unref)
static GType fake_query_get_type (void);
static void fake_query_init_iface (ZbQueryInterface *iface);

G_DEFINE_TYPE_WITH_CODE (FakeQuery, fake_query, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (ZB_TYPE_QUERY, fake_query_init_iface))

static ZbAnswer *
answer_figures (ZbQuery *query, ZbMode mode)
{
  FakeQuery *self = (FakeQuery *)query;
  ZbAnswer *answer = zb_answer_new (ZB_TYPE_FIGURES_OF_DAY);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  ZbFiguresOfDay *figures = g_object_new (ZB_TYPE_FIGURES_OF_DAY, NULL);

  g_assert_cmpint (mode, ==, ZB_MODE_LIVE);
  self->n_asked++;
  figures->as_of = self->as_of;
  figures->total = zb_numbers_new ();
  zb_numbers_set (figures->total, "cases_received", 128);
  zb_numbers_set (figures->total, "cases_received_yesterday", 121);
  g_ptr_array_add (items, figures);
  if (self->n_asked == 1)
    zb_answer_set_items (answer, items);
  return answer;
}

static void
fake_query_init_iface (ZbQueryInterface *iface)
{
  iface->figures_of_day = answer_figures;
}

static void
fake_query_class_init (FakeQueryClass *klass)
{
}

static void
fake_query_init (FakeQuery *self)
{
}

static void
assert_figure (ZbWallNumbers *numbers, const char *name, const char *expected)
{
  g_autofree char *text = NULL;

  g_object_get (numbers, name, &text, NULL);
  g_assert_cmpstr (text, ==, expected);
}

/* An old figure is never shown as a new one: first it says from when it is, then it is gone. */
static void
test_old_figures (void)
{
  g_autoptr (FakeQuery) query = g_object_new (fake_query_get_type (), NULL);
  g_autoptr (ZbWallNumbers) numbers = zb_wall_numbers_new ();
  const gint64 now = g_get_real_time ();
  g_autofree char *note = NULL;

  query->as_of = now;
  assert_figure (numbers, "received", "");
  zb_wall_numbers_set_query (numbers, ZB_QUERY (query));
  assert_figure (numbers, "received", "128");
  g_object_get (numbers, "received-note", &note, NULL);
  g_assert_nonnull (strstr (note, "121"));
  zb_wall_numbers_look_at_age (numbers, now + 3 * G_TIME_SPAN_MINUTE);
  assert_figure (numbers, "received", "128");
  g_free (note);
  g_object_get (numbers, "received-note", &note, NULL);
  g_assert_null (strstr (note, "121"));
  zb_wall_numbers_look_at_age (numbers, now + 11 * G_TIME_SPAN_MINUTE);
  assert_figure (numbers, "received", "");
  g_assert_cmpuint (query->n_asked, >=, 3);
}

#define ADD_TICKER(name, func) g_test_add ("/wall/" name, Ticker, NULL, open_ticker, func, close_ticker)

int
main (int argc, char *argv[])
{
  zb_locale_set_up ();
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/wall/scale", test_scale);
  g_test_add_func ("/wall/usual-distance", test_usual_distance);
  g_test_add_func ("/wall/shift", test_shift);
  g_test_add_func ("/wall/night", test_night);
  g_test_add_func ("/wall/turn", test_turn);
  g_test_add_func ("/wall/words", test_words);
  ADD_TICKER ("ticker", test_ticker);
  ADD_TICKER ("ticker-goes-on", test_ticker_goes_on);
  ADD_TICKER ("ticker-goes-back", test_ticker_goes_back);
  g_test_add_func ("/wall/card-of-claimed", test_card_of_claimed);
  g_test_add_func ("/wall/old-figures", test_old_figures);
  return g_test_run ();
}
