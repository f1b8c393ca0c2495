/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The panel that turns a camera, on a screen: what holds a direction has the camera moved, and whatever ends
 * the holding has it stopped. */
#include "zb-now.h"
#include "zb-ptz-panel.h"
#include "zb-ptz-preset-row.h"
#include "zb-ptz-ring.h"
#include "zb-sample-window.h"
#include "zb-tile.h"
#include "zb-video-page-private.h"
#include "zb-wait.h"

#include <math.h>

/* --- a camera that notes what it is told ------------------------------------------------------------ */

typedef struct
{
  ZbPtzVerb verb;
  char *camera;
  char *text;
  double pan, tilt, zoom;
  gboolean stop;
  ZbPoint place;
  gint64 number;
} Order;

#define TEST_TYPE_MAST (test_mast_get_type ())
G_DECLARE_FINAL_TYPE (TestMast, test_mast, TEST, MAST, GObject)

struct _TestMast
{
  GObject parent_instance;
  ZbPtz *ptz;
  GPtrArray *orders;
  const char *refusal;
};

static void test_mast_iface_init (ZbMediaInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (TestMast, test_mast, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ZB_TYPE_MEDIA, test_mast_iface_init))

static void
order_free (gpointer data)
{
  Order *order = data;
  g_free (order->camera);
  g_free (order->text);
  g_free (order);
}

static void
note (TestMast *self, const char *camera, const ZbPtzOrder *given)
{
  Order *order = g_new0 (Order, 1);
  *order = (Order){ .verb = given->verb, .camera = g_strdup (camera), .text = g_strdup (given->text) };
  if (given->move)
    {
      order->pan = given->move->pan;
      order->tilt = given->move->tilt;
      order->zoom = given->move->zoom;
      order->stop = given->move->stop;
      order->place = given->move->location;
      order->number = given->move->order;
    }
  g_ptr_array_add (self->orders, order);
}

static ZbPtzLease *
make_lease (const char *name, gboolean mine, const char *reason)
{
  ZbPtzLease *lease = g_object_new (ZB_TYPE_PTZ_LEASE, NULL);
  lease->holder = g_strdup (name);
  lease->holder_name = g_strdup (name);
  lease->expires_at = zb_now () + 42 * G_TIME_SPAN_SECOND;
  lease->mine = mine;
  lease->reason = g_strdup (reason);
  return lease;
}

static void
set_lease (TestMast *self, ZbPtzLease *lease)
{
  g_clear_object (&self->ptz->lease);
  self->ptz->lease = lease;
}

typedef struct
{
  ZbAnswer *answer;
  ZbPtz *ptz;
  ZbProblem *problem;
} Reply;

static void
reply_free (gpointer data)
{
  Reply *reply = data;
  g_object_unref (reply->answer);
  g_clear_object (&reply->ptz);
  g_clear_object (&reply->problem);
  g_free (reply);
}

static gboolean
on_reply (gpointer data)
{
  Reply *reply = data;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  if (reply->problem)
    zb_answer_fail (reply->answer, reply->problem);
  else
    {
      g_ptr_array_add (items, g_object_ref (reply->ptz));
      zb_answer_set_items (reply->answer, items);
    }
  return G_SOURCE_REMOVE;
}

static ZbAnswer *
answer_later (TestMast *self, gboolean refused)
{
  ZbAnswer *answer = zb_answer_new (ZB_TYPE_PTZ);
  Reply *reply = g_new0 (Reply, 1);
  reply->answer = g_object_ref (answer);
  if (refused)
    {
      reply->problem = zb_problem_new (409, NULL, NULL);
      reply->problem->because = g_strdup (self->refusal);
    }
  else
    reply->ptz = ZB_PTZ (zb_record_copy ((ZbRecord *)self->ptz));
  g_timeout_add_full (G_PRIORITY_DEFAULT, 5, on_reply, reply, reply_free);
  return answer;
}

static ZbAnswer *
test_mast_ptz (ZbMedia *media, const char *camera, const ZbPtzOrder *order)
{
  TestMast *self = TEST_MAST (media);
  note (self, camera, order);
  if (self->refusal && order->verb != ZB_PTZ_LOOK)
    return answer_later (self, TRUE);
  if (order->verb == ZB_PTZ_TAKE)
    set_lease (self, make_lease ("me", TRUE, NULL));
  if (order->verb == ZB_PTZ_RELEASE)
    set_lease (self, NULL);
  return answer_later (self, FALSE);
}

/* There is no picture. */
static ZbAnswer *
test_mast_open_live (ZbMedia *media, const char *camera, const char *profile)
{
  return zb_answer_new (ZB_TYPE_TICKET);
}

static void
test_mast_iface_init (ZbMediaInterface *iface)
{
  iface->open_live = test_mast_open_live;
  iface->ptz = test_mast_ptz;
}

static void
test_mast_finalize (GObject *object)
{
  TestMast *self = TEST_MAST (object);
  g_clear_object (&self->ptz);
  g_ptr_array_unref (self->orders);
  G_OBJECT_CLASS (test_mast_parent_class)->finalize (object);
}

static void
test_mast_class_init (TestMastClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_mast_finalize;
}

static void
test_mast_init (TestMast *self)
{
  self->orders = g_ptr_array_new_with_free_func (order_free);
  self->ptz = g_object_new (ZB_TYPE_PTZ, NULL);
  self->ptz->pan = 312;
  self->ptz->tilt = -12;
  self->ptz->zoom = 2.4;
  self->ptz->zoom_most = 8;
  self->ptz->presets = g_ptr_array_new_with_free_func (g_object_unref);
}

static guint
count (TestMast *self, ZbPtzVerb verb, gboolean stop)
{
  guint n = 0;
  for (guint i = 0; i < self->orders->len; i++)
    {
      const Order *order = g_ptr_array_index (self->orders, i);
      n += order->verb == verb && order->stop == stop;
    }
  return n;
}

/* The last of its sort; one that says nothing where there is none. */
static const Order *
last (TestMast *self, ZbPtzVerb verb)
{
  static const Order none;
  const Order *found = &none;
  for (guint i = 0; i < self->orders->len; i++)
    {
      const Order *order = g_ptr_array_index (self->orders, i);
      if (order->verb == verb)
        found = order;
    }
  return found;
}

#define n_moves(mast) count (mast, ZB_PTZ_DO_MOVE, FALSE)
#define n_stops(mast) count (mast, ZB_PTZ_DO_MOVE, TRUE)

/* --- the panel --------------------------------------------------------------------------------------- */

typedef struct
{
  TestMast *mast;
  ZbDevice *camera, *other;
  ZbPtzPanel *panel;
  GtkWidget *elsewhere;
  GtkWidget *box;
  GtkWidget *window;
} Fixture;

static ZbDevice *
make_camera (const char *id)
{
  ZbDevice *camera = ZB_DEVICE (zb_entity_new (ZB_KIND_DEVICE, id));
  camera->kind = ZB_DEVICE_CAMERA;
  camera->name = g_strdup (id);
  camera->ptz = TRUE;
  return camera;
}

static void
add_preset (TestMast *mast, const char *name, double pan)
{
  ZbPtzPreset *preset = g_object_new (ZB_TYPE_PTZ_PRESET, NULL);
  preset->id = g_strdup (name);
  preset->name = g_strdup (name);
  preset->pan = pan;
  preset->tilt = -12;
  preset->zoom = 2.4;
  g_ptr_array_add (mast->ptz->presets, preset);
}

static ZbPtzHold
hold_of (Fixture *f)
{
  return zb_ptz_control_get_hold (zb_ptz_panel_get_control (f->panel));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->mast = g_object_new (TEST_TYPE_MAST, NULL);
  f->camera = make_camera ("roof-1");
  f->other = make_camera ("roof-2");
  add_preset (f->mast, "天山路 东侧非机动车道", 300);
  add_preset (f->mast, "路口全景", 312);
  f->panel = ZB_PTZ_PANEL (zb_ptz_panel_new ());
  f->elsewhere = gtk_button_new_with_label ("elsewhere");
  f->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (f->box), GTK_WIDGET (f->panel));
  gtk_box_append (GTK_BOX (f->box), f->elsewhere);
  zb_ptz_panel_set_media (f->panel, ZB_MEDIA (f->mast));
  zb_ptz_panel_set_device (f->panel, f->camera);
  f->window = zb_sample_show (f->box, 288, 640);
  zb_wait_for (hold_of (f) == ZB_PTZ_HOLD_FREE, 5000);
}

/* A window that is closed keeps what lost the focus when it was hidden: only a panel on screen can be seen to
 * go. */
static void
tear_down (Fixture *f, gconstpointer data)
{
  gpointer panel = f->window && gtk_widget_get_mapped (GTK_WIDGET (f->panel)) ? f->panel : NULL;

  if (panel)
    g_object_add_weak_pointer (panel, &panel);
  if (f->window)
    gtk_window_destroy (GTK_WINDOW (f->window));
  zb_sample_settle ();
  g_assert_null (panel);
  g_clear_object (&f->camera);
  g_clear_object (&f->other);
  g_clear_object (&f->mast);
}

static gpointer
find_controller (GtkWidget *widget, GType type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type))
        return controller; /* the widget keeps it */
    }
  return NULL;
}

static GtkWidget *
ring_of (Fixture *f)
{
  return zb_sample_find (GTK_WIDGET (f->panel), ZB_TYPE_PTZ_RING, NULL);
}

/* At the right of the ring. */
static void
press (Fixture *f)
{
  GtkWidget *ring = ring_of (f);
  double y = gtk_widget_get_height (ring) / 2.;

  g_signal_emit_by_name (find_controller (ring, GTK_TYPE_GESTURE_DRAG), "drag-begin",
                         gtk_widget_get_width (ring) - 8., y);
  zb_wait_for (n_moves (f->mast) > 0, 5000);
}

static void
let_go (Fixture *f)
{
  g_signal_emit_by_name (find_controller (ring_of (f), GTK_TYPE_GESTURE_DRAG), "drag-end", 0., 0.);
}

/* It has been stopped once, after all that it was told, and nothing follows. */
static void
assert_stopped (Fixture *f)
{
  guint moves;

  zb_wait_for (n_stops (f->mast) > 0, 5000);
  moves = n_moves (f->mast);
  zb_wait (3 * ZB_PTZ_REPEAT_MS);
  g_assert_cmpuint (n_moves (f->mast), ==, moves);
  g_assert_cmpuint (n_stops (f->mast), ==, 1);
  const Order *end = last (f->mast, ZB_PTZ_DO_MOVE);
  g_assert_true (end->stop);
  for (guint i = 0; i < f->mast->orders->len; i++)
    g_assert_cmpint (((Order *)f->mast->orders->pdata[i])->number, <=, end->number);
}

/* A free camera is taken by turning it; while it is held it is told again. */
static void
test_press (Fixture *f, gconstpointer data)
{
  press (f);
  g_assert_cmpuint (count (f->mast, ZB_PTZ_TAKE, FALSE), ==, 1);
  g_assert_cmpfloat (last (f->mast, ZB_PTZ_DO_MOVE)->pan, >, 0);
  g_assert_cmpfloat (last (f->mast, ZB_PTZ_DO_MOVE)->tilt, ==, 0);
  zb_wait_for (n_moves (f->mast) >= 3, 5000);
  g_assert_cmpuint (n_stops (f->mast), ==, 0);
  let_go (f);
  assert_stopped (f);
}

static void
test_cancelled (Fixture *f, gconstpointer data)
{
  press (f);
  g_signal_emit_by_name (find_controller (ring_of (f), GTK_TYPE_GESTURE_DRAG), "cancel", NULL);
  assert_stopped (f);
}

static void
test_focus_lost (Fixture *f, gconstpointer data)
{
  press (f);
  g_assert_cmpuint (n_stops (f->mast), ==, 0);
  gtk_widget_grab_focus (f->elsewhere);
  assert_stopped (f);
}

/* Another window of the console comes to the front; this one stays on screen. */
static void
test_window_left (Fixture *f, gconstpointer data)
{
  GtkWidget *front;

  press (f);
  front = zb_sample_show (gtk_button_new_with_label ("front"), 200, 100);
  zb_wait_for (!gtk_window_is_active (GTK_WINDOW (f->window)), 5000);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (f->panel)));
  assert_stopped (f);
  gtk_window_destroy (GTK_WINDOW (front));
}

static void
test_unmapped (Fixture *f, gconstpointer data)
{
  press (f);
  gtk_widget_set_visible (GTK_WIDGET (f->panel), FALSE);
  assert_stopped (f);
}

static void
test_destroyed (Fixture *f, gconstpointer data)
{
  press (f);
  gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&f->window)));
  assert_stopped (f);
}

static void
test_other_camera (Fixture *f, gconstpointer data)
{
  press (f);
  zb_ptz_panel_set_device (f->panel, f->other);
  assert_stopped (f);
  g_assert_cmpstr (last (f->mast, ZB_PTZ_DO_MOVE)->camera, ==, "roof-1");
  zb_wait_for (g_strcmp0 (last (f->mast, ZB_PTZ_LOOK)->camera, "roof-2") == 0, 5000);
}

/* --- keys -------------------------------------------------------------------------------------------- */

static gboolean
key_down (Fixture *f, guint keyval)
{
  gboolean handled = FALSE;

  g_signal_emit_by_name (find_controller (GTK_WIDGET (f->panel), GTK_TYPE_EVENT_CONTROLLER_KEY),
                         "key-pressed", keyval, 0, 0, &handled);
  return handled;
}

static void
key_up (Fixture *f, guint keyval)
{
  g_signal_emit_by_name (find_controller (GTK_WIDGET (f->panel), GTK_TYPE_EVENT_CONTROLLER_KEY),
                         "key-released", keyval, 0, 0);
}

static void
test_keys (Fixture *f, gconstpointer data)
{
  g_assert_true (key_down (f, GDK_KEY_Left));
  zb_wait_for (n_moves (f->mast) > 0, 5000);
  g_assert_cmpfloat (last (f->mast, ZB_PTZ_DO_MOVE)->pan, <, 0);
  g_assert_true (key_down (f, GDK_KEY_Up));
  zb_wait_for (last (f->mast, ZB_PTZ_DO_MOVE)->tilt > 0, 5000);
  g_assert_cmpfloat (last (f->mast, ZB_PTZ_DO_MOVE)->pan, <, 0);
  key_up (f, GDK_KEY_Left);
  zb_wait_for (last (f->mast, ZB_PTZ_DO_MOVE)->pan == 0, 5000);
  g_assert_cmpuint (n_stops (f->mast), ==, 0);
  key_up (f, GDK_KEY_Up);
  assert_stopped (f);
  g_assert_false (key_down (f, GDK_KEY_q));
}

static void
test_escape (Fixture *f, gconstpointer data)
{
  g_assert_false (key_down (f, GDK_KEY_Escape));
  g_assert_true (key_down (f, GDK_KEY_plus));
  zb_wait_for (n_moves (f->mast) > 0, 5000);
  g_assert_cmpfloat (last (f->mast, ZB_PTZ_DO_MOVE)->zoom, >, 0);
  g_assert_true (key_down (f, GDK_KEY_Escape));
  assert_stopped (f);
}

/* The tiles have other uses for arrows until the camera is the officer's. */
static void
test_followed (Fixture *f, gconstpointer data)
{
  gpointer keys;
  gboolean handled = TRUE;

  zb_ptz_panel_follow (f->panel, f->elsewhere);
  keys = find_controller (f->elsewhere, GTK_TYPE_EVENT_CONTROLLER_KEY);
  g_signal_emit_by_name (keys, "key-pressed", GDK_KEY_Right, 0, 0, &handled);
  g_assert_false (handled);
  zb_ptz_control_take (zb_ptz_panel_get_control (f->panel), NULL);
  zb_wait_for (hold_of (f) == ZB_PTZ_HOLD_MINE, 5000);
  g_signal_emit_by_name (keys, "key-pressed", GDK_KEY_Right, 0, 0, &handled);
  g_assert_true (handled);
  zb_wait_for (n_moves (f->mast) > 0, 5000);
  g_signal_emit_by_name (keys, "key-released", GDK_KEY_Right, 0, 0);
  assert_stopped (f);
}

/* --- who turns it ------------------------------------------------------------------------------------ */

static void
look (Fixture *f)
{
  zb_ptz_control_look (zb_ptz_panel_get_control (f->panel));
}

static gboolean
says (Fixture *f, const char *text)
{
  GtkWidget *label = zb_sample_find_text (GTK_WIDGET (f->panel), text);

  return label && gtk_widget_get_mapped (label);
}

static void
test_lease (Fixture *f, gconstpointer data)
{
  zb_sample_click (
      gtk_widget_get_ancestor (zb_sample_find_text (GTK_WIDGET (f->panel), "Take control"), GTK_TYPE_BUTTON));
  zb_wait_for (hold_of (f) == ZB_PTZ_HOLD_MINE, 5000);
  g_assert_true (says (f, "You are turning this camera"));
  zb_sample_picture (GTK_WIDGET (f->panel), "ptz-mine");
  zb_sample_click (
      gtk_widget_get_ancestor (zb_sample_find_text (GTK_WIDGET (f->panel), "Give back"), GTK_TYPE_BUTTON));
  zb_wait_for (hold_of (f) == ZB_PTZ_HOLD_FREE, 5000);
  g_assert_true (says (f, "Nobody is turning this camera"));
}

/* Nothing is asked of a camera that another turns. */
static void
test_held (Fixture *f, gconstpointer data)
{
  set_lease (f->mast, make_lease ("李值班", FALSE, NULL));
  look (f);
  zb_wait_for (hold_of (f) == ZB_PTZ_HOLD_OTHER, 5000);
  g_assert_true (says (f, "李值班 is turning this camera"));
  g_assert_false (says (f, "Take over…"));
  zb_sample_picture (GTK_WIDGET (f->panel), "ptz-held");
  g_assert_true (key_down (f, GDK_KEY_Left));
  zb_wait (ZB_PTZ_REPEAT_MS);
  g_assert_cmpuint (count (f->mast, ZB_PTZ_TAKE, FALSE), ==, 0);
  g_assert_cmpuint (n_moves (f->mast), ==, 0);
  f->mast->ptz->lease->may_take = TRUE;
  look (f);
  zb_wait_for (says (f, "Take over…"), 5000);
}

static void
test_taken_over (Fixture *f, gconstpointer data)
{
  press (f);
  set_lease (f->mast, make_lease ("张科长", FALSE, "虹桥火情"));
  zb_wait_for (hold_of (f) == ZB_PTZ_HOLD_LOST, 5000);
  g_assert_false (zb_ptz_control_is_turning (zb_ptz_panel_get_control (f->panel)));
  g_assert_true (says (f, "张科长 has taken over this camera"));
  g_assert_true (says (f, "虹桥火情"));
  zb_sample_picture (GTK_WIDGET (f->panel), "ptz-lost");
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  f->mast->refusal = "ptz_held";
  g_assert_true (key_down (f, GDK_KEY_Left));
  zb_wait_for (says (f, "Another officer is turning this camera."), 5000);
  g_assert_cmpuint (n_moves (f->mast), ==, 0);
  g_assert_cmpuint (n_stops (f->mast), ==, 0);
}

/* --- presets ----------------------------------------------------------------------------------------- */

static GtkWidget *
find_row (Fixture *f, const char *name)
{
  return gtk_widget_get_ancestor (zb_sample_find_text (GTK_WIDGET (f->panel), name), ZB_TYPE_PTZ_PRESET_ROW);
}

static void
test_recall (Fixture *f, gconstpointer data)
{
  GtkWidget *row = find_row (f, "路口全景");

  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  zb_wait_for (count (f->mast, ZB_PTZ_RECALL, FALSE) == 1, 5000);
  g_assert_cmpstr (last (f->mast, ZB_PTZ_RECALL)->text, ==, "路口全景");
  g_assert_cmpuint (count (f->mast, ZB_PTZ_TAKE, FALSE), ==, 1);
  g_assert_true (key_down (f, GDK_KEY_1));
  zb_wait_for (count (f->mast, ZB_PTZ_RECALL, FALSE) == 2, 5000);
  g_assert_cmpstr (last (f->mast, ZB_PTZ_RECALL)->text, ==, "天山路 东侧非机动车道");
}

static void
push (GtkWidget *row, guint which)
{
  GtkWidget *button = gtk_widget_get_last_child (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row)));

  for (; which > 0; which--)
    button = gtk_widget_get_prev_sibling (button);
  g_signal_emit_by_name (button, "clicked");
}

/* Brought back, it stays; left, it goes. */
static void
test_remove (Fixture *f, gconstpointer data)
{
  GtkWidget *row = find_row (f, "路口全景");

  zb_ptz_control_take (zb_ptz_panel_get_control (f->panel), NULL);
  zb_wait_for (hold_of (f) == ZB_PTZ_HOLD_MINE, 5000);
  push (row, 1);
  push (row, 0);
  gtk_widget_set_visible (GTK_WIDGET (f->panel), FALSE);
  g_assert_cmpuint (count (f->mast, ZB_PTZ_REMOVE, FALSE), ==, 0);
  gtk_widget_set_visible (GTK_WIDGET (f->panel), TRUE);
  push (row, 1);
  g_assert_cmpuint (count (f->mast, ZB_PTZ_REMOVE, FALSE), ==, 0);
  gtk_widget_set_visible (GTK_WIDGET (f->panel), FALSE);
  g_assert_cmpuint (count (f->mast, ZB_PTZ_REMOVE, FALSE), ==, 1);
  g_assert_cmpstr (last (f->mast, ZB_PTZ_REMOVE)->text, ==, "路口全景");
}

/* --- looking at a place ------------------------------------------------------------------------------ */

static GtkWidget *
find_aim (GtkWidget *tile)
{
  return zb_sample_find (tile, GTK_TYPE_BUTTON, "zb-tile-button");
}

/* Taken, then turned; where that is refused nothing else is asked, and the words are the platform's. */
static void
test_aim (Fixture *f, gconstpointer data)
{
  const ZbPoint place = { 121.401, 31.222 };
  GtkWidget *tile = zb_tile_new (), *window = zb_sample_show (tile, 480, 270);

  zb_tile_set_media (ZB_TILE (tile), ZB_MEDIA (f->mast));
  zb_tile_set_device (ZB_TILE (tile), f->other);
  g_assert_false (gtk_widget_get_visible (find_aim (tile)));
  zb_tile_set_aim (ZB_TILE (tile), place);
  zb_sample_click (find_aim (tile));
  zb_wait_for (zb_sample_find_text (tile, "It turns there"), 5000);
  g_assert_cmpuint (count (f->mast, ZB_PTZ_TAKE, FALSE), ==, 1);
  g_assert_true (zb_point_equal (last (f->mast, ZB_PTZ_DO_MOVE)->place, place));
  g_assert_cmpstr (last (f->mast, ZB_PTZ_DO_MOVE)->camera, ==, "roof-2");
  f->mast->refusal = "role";
  zb_sample_click (find_aim (tile));
  zb_wait_for (zb_sample_find_text (tile, "Your role does not allow this."), 5000);
  g_assert_cmpuint (n_moves (f->mast), ==, 1);
  zb_sample_picture (tile, "ptz-aim");
  zb_tile_set_aim (ZB_TILE (tile), ZB_POINT_NOWHERE);
  g_assert_false (gtk_widget_get_visible (find_aim (tile)));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* --- on the page ------------------------------------------------------------------------------------- */

static gboolean
shows (GtkWidget *widget, const char *text)
{
  GtkWidget *label = zb_sample_find_text (widget, text);

  return label && gtk_widget_get_mapped (label);
}

/* The camera of the selected tile is turned, and its tile says by whom; a camera that cannot be turned has no
 * panel. */
static void
test_page (Fixture *f, gconstpointer data)
{
  g_autoptr (ZbVideoPage) page = g_object_ref_sink (ZB_VIDEO_PAGE (zb_video_page_new ()));
  GtkWidget *window = zb_sample_show (GTK_WIDGET (page), 1848, 976);
  GtkWidget *tile = GTK_WIDGET (zb_tile_grid_get_tile (page->grid, 0));

  zb_video_page_set_media (page, ZB_MEDIA (f->mast));
  zb_video_page_open (page, f->camera);
  zb_wait_for (shows (tile, "Facing 312° · 2.4×"), 5000);
  g_assert_false (shows (tile, "PTZ · me"));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (page->ptz)));
  zb_ptz_control_take (zb_ptz_panel_get_control (page->ptz), NULL);
  zb_wait_for (shows (tile, "PTZ · me"), 5000);
  zb_sample_picture (GTK_WIDGET (page), "ptz-page");
  zb_tile_grid_select (page->grid, 1);
  g_assert_false (shows (tile, "PTZ · me"));
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (page->ptz)));
  f->other->ptz = FALSE;
  zb_video_page_open (page, f->other);
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (page->ptz)));
  zb_tile_grid_select (page->grid, 0);
  zb_wait_for (shows (tile, "PTZ · me"), 5000);
  gtk_window_destroy (GTK_WINDOW (window));
}

#define ADD(name, test) g_test_add ("/ptz-panel/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  zb_sample_init (&argc, &argv);
  ADD ("press", test_press);
  ADD ("cancelled", test_cancelled);
  ADD ("focus-lost", test_focus_lost);
  ADD ("window-left", test_window_left);
  ADD ("unmapped", test_unmapped);
  ADD ("destroyed", test_destroyed);
  ADD ("other-camera", test_other_camera);
  ADD ("keys", test_keys);
  ADD ("escape", test_escape);
  ADD ("followed", test_followed);
  ADD ("lease", test_lease);
  ADD ("held", test_held);
  ADD ("taken-over", test_taken_over);
  ADD ("refused", test_refused);
  ADD ("recall", test_recall);
  ADD ("remove", test_remove);
  ADD ("aim", test_aim);
  ADD ("page", test_page);
  return g_test_run ();
}
