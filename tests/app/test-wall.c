/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A wall at a real platform: what the desk pushes it shows, and what it shows is as old as it says. */
#include "walls.h"
#include "zb-device.h"
#include "zb-locale.h"
#include "zb-memory.h"
#include "zb-now.h"
#include "zb-proxy.h"
#include "zb-sample-window.h"
#include "zb-sample-world.h"
#include "zb-tile-grid.h"
#include "zb-video-clock.h"
#include "zb-wall-frame.h"
#include "zb-wall-autostart.h"
#include "zb-wall-host.h"
#include "zb-wall-pulse.h"

#include <gst/gst.h>
#include <libdex.h>

static GtkApplication *application;

typedef struct
{
  Walls *walls;
  ZbProxy *proxy;
  ZbDesk *desk;
  ZbWallHost *host;
  gboolean answered;
  const char *layout;
} Fixture;

/* --- the fixture --------------------------------------------------------------------------------- */

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  zb_link_sign_in_finish (ZB_LINK (source), result, &error);
  g_assert_no_error (error);
  ((Fixture *)data)->answered = TRUE;
}

static gboolean
is_connected (gpointer data)
{
  Fixture *f = data;

  return f->answered && zb_desk_get_connected (f->desk) && zb_wall_host_get_wall (f->host);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (ZbWallProfile) profile = zb_wall_profile_new ("test");

  f->walls = walls_new ();
  f->proxy = zb_proxy_new (zb_test_platform_get_url (f->walls->platform) + strlen ("http://"));
  f->desk = zb_desk_new (NULL);
  f->host = zb_wall_host_new (application, f->desk, profile);
  zb_link_sign_in_async (zb_desk_get_link (f->desk), zb_proxy_get_url (f->proxy), "wall", ZB_TEST_PASSWORD,
                         NULL, on_signed_in, f);
  g_assert_true (zb_test_wait (is_connected, f, 20000));
}

static gboolean
never (gpointer data)
{
  return FALSE;
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_object_run_dispose (G_OBJECT (f->host));
  g_clear_object (&f->host);
  zb_link_sign_out (zb_desk_get_link (f->desk));
  zb_test_wait (never, NULL, 200);
  g_clear_object (&f->desk);
  zb_proxy_free (f->proxy);
  walls_free (f->walls);
}

static ZbWallWindow *
get_window (Fixture *f)
{
  return zb_wall_host_get_windows (f->host)->pdata[0];
}

static gboolean
shows_layout (gpointer data)
{
  Fixture *f = data;

  return g_strcmp0 (zb_wall_window_get_layout (get_window (f)), f->layout) == 0;
}

static void
await_layout (Fixture *f, const char *layout)
{
  f->layout = layout;
  if (!zb_test_wait (shows_layout, f, 5000))
    g_error ("the wall shows %s, not %s", zb_wall_window_get_layout (get_window (f)), layout);
}

static void
push (Fixture *f, const char *body)
{
  g_autoptr (ZbTestAnswer) answer = walls_put_scene (f->walls, "officer", f->walls->district, "%s", body);

  zb_test_assert_status (answer, 200);
}

/* --- scenes ---------------------------------------------------------------------------------------- */

static void
test_pushed (Fixture *f, gconstpointer data)
{
  g_autofree char *of_case =
      walls_make_case (f->walls, "{\"type\":\"Point\",\"coordinates\":[121.40,31.22]}");
  g_autofree char *case_scene = g_strdup_printf (
      "{\"scene\":{\"kind\":\"case\",\"case\":\"%s\"},\"pinned\":true,\"replace\":true}", of_case);

  push (f, "{\"scene\":{\"kind\":\"cameras\"},\"pinned\":true}");
  await_layout (f, "cameras");
  push (f, "{\"scene\":{\"kind\":\"figures\"},\"pinned\":true,\"replace\":true}");
  await_layout (f, "figures-narrow");
  push (f, case_scene);
  await_layout (f, "case-narrow");
  push (f, "{\"scene\":{\"kind\":\"overview\"},\"pinned\":true,\"replace\":true}");
  await_layout (f, "overview-narrow");
}

/* What does not fit would be cut off at the bottom, where the ticker is: no scene may ask for more than the
 * design's wall has, in type of the design's size. */
static void
test_fits (Fixture *f, gconstpointer data)
{
  static const char *const kinds[] = { "overview", "map", "cameras", "figures" };
  const ZbWallScale scale = { 1.25, 10 };
  GtkWidget *page = gtk_widget_get_first_child (gtk_window_get_child (GTK_WINDOW (get_window (f))));

  zb_wall_window_set_scale (get_window (f), &scale);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (ZbWallScene) scene = g_object_new (ZB_TYPE_WALL_SCENE, NULL);
      int height = 0, width = 0;
      scene->kind = zb_choices_parse (&zb_wall_scene_kinds, kinds[i]);
      zb_wall_window_show_scene (get_window (f), scene);
      gtk_widget_measure (page, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
      gtk_widget_measure (page, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
      g_test_message ("%s: %d×%d", kinds[i], width, height);
      g_assert_cmpint (height, <=, 1080 - ZB_WALL_MOST_SHIFT);
      g_assert_cmpint (width, <=, 1920 - ZB_WALL_MOST_SHIFT);
    }
}

/* A push is shown while it turns, and when it has passed the wall is where its neighbours are. */
static void
test_pushed_while_turning (Fixture *f, gconstpointer data)
{
  const ZbWall *wall;
  static const char *const narrow[] = { "overview-narrow", "overview-narrow", "map",    "cameras",
                                        "figures-narrow",  "case-narrow",     "cameras" };

  push (f, "{\"scene\":{\"kind\":\"cameras\"},\"seconds\":5}");
  await_layout (f, "cameras");
  push (f, "{\"scene\":null}");
  wall = zb_world_lookup (zb_desk_get_world (f->desk), ZB_KIND_WALL, f->walls->district);
  zb_test_wait (never, NULL, 1500);
  g_assert_null (zb_wall_get_pushed_scene (wall, g_get_real_time ()));
  await_layout (f, narrow[zb_wall_get_scene_at (wall, g_get_real_time (), 0)->kind]);
}

/* --- what is old, and how it is ---------------------------------------------------------------------- */

static gboolean
is_stale (gpointer data)
{
  return zb_wall_window_is_stale (get_window (data));
}

static gboolean
is_fresh (gpointer data)
{
  return !is_stale (data);
}

/* The line is down: the frame is amber after five seconds, not before anybody could blink, and gone
 * when it is back. */
static void
test_stale (Fixture *f, gconstpointer data)
{
  g_assert_true (zb_test_wait (is_fresh, f, 5000));
  zb_proxy_set_mode (f->proxy, ZB_PROXY_REFUSE);
  zb_proxy_cut (f->proxy);
  zb_test_wait (never, NULL, 2500);
  g_assert_false (is_stale (f));
  g_assert_true (zb_test_wait (is_stale, f, 10000));
  zb_proxy_set_mode (f->proxy, ZB_PROXY_PASS);
  g_assert_true (zb_test_wait (is_fresh, f, 30000));
}

static gboolean
is_reported (gpointer data)
{
  Fixture *f = data;
  g_autofree char *path = g_strconcat ("/walls/", f->walls->district, NULL);
  g_autoptr (ZbTestAnswer) answer = zb_test_get (f->walls->platform, "officer", path);

  return zb_test_answer_text (answer, "/health/version") != NULL;
}

static void
test_health (Fixture *f, gconstpointer data)
{
  g_autoptr (ZbWallPulse) pulse = zb_wall_pulse_new (f->desk, f->host, 3);
  g_autofree char *path = g_strconcat ("/walls/", f->walls->district, NULL);
  g_autoptr (ZbTestAnswer) answer = NULL;

  g_assert_true (zb_test_wait (is_reported, f, 20000));
  answer = zb_test_get (f->walls->platform, "officer", path);
  g_assert_cmpint (zb_test_answer_integer (answer, "/health/screens"), ==, 1);
  g_assert_cmpint (zb_test_answer_integer (answer, "/health/screens_missing"), ==, 0);
  g_assert_cmpint (zb_test_answer_integer (answer, "/health/restarts"), ==, 3);
  g_assert_cmpstr (zb_test_answer_text (answer, "/health/version"), ==, ZB_VERSION);
}

/* --- before anything is known --------------------------------------------------------------------------- */

static gboolean
says (GtkWidget *widget, const char *words, gboolean whole)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget))
    {
      const char *text = gtk_label_get_text (GTK_LABEL (widget));
      return whole ? g_str_equal (text, words) : strstr (text, words) != NULL;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    if (says (child, words, whole))
      return TRUE;
  return FALSE;
}

static gboolean
says_that_nothing_is_known (gpointer host)
{
  return says (zb_wall_host_get_windows (host)->pdata[0], "暂无数据", TRUE);
}

/* A wall that has heard nothing yet does not say that nothing is open. */
static void
test_nothing_known (void)
{
  g_autoptr (ZbWallProfile) profile = zb_wall_profile_new ("test");
  g_autoptr (ZbDesk) desk = zb_desk_new (NULL);
  g_autoptr (ZbWallHost) host = zb_wall_host_new (application, desk, profile);
  GtkWidget *window = zb_wall_host_get_windows (host)->pdata[0];

  g_assert_true (zb_test_wait (says_that_nothing_is_known, host, 10000));
  zb_test_wait (never, NULL, 1500); /* its second has come round */
  g_assert_true (says (window, "–", TRUE));
  g_assert_false (says (window, "0", TRUE));
  g_assert_false (says (window, "没有未关闭", FALSE));
}

/* What a turn of scenes has painted once is at hand for the next one: mapping it anew took longer than a
 * frame may. */
static void
test_memory_kept (void)
{
  g_autoptr (ZbWallProfile) profile = zb_wall_profile_new ("test");
  g_autoptr (ZbDesk) desk = zb_desk_new (NULL);
  g_autoptr (ZbWallHost) host = NULL;

  zb_memory_give_back_at_times ();
  g_assert_true (zb_memory_gives_back ());
  host = zb_wall_host_new (application, desk, profile);
  g_assert_false (zb_memory_gives_back ());
}

/* --- a wall without a platform ------------------------------------------------------------------------- */

typedef struct
{
  ZbWorld *world;
  ZbDesk *desk;
  ZbWallWindow *window;
  const char *expected;
} Lone;

/* Two places that are 2 km apart, with cameras around each of them. */
static const ZbPoint places[] = { { 121.400, 31.215 }, { 121.421, 31.215 } };

static void
put_cameras (Lone *self, guint place)
{
  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *id = g_strdup_printf ("camera-%u-%u", place, i);
      ZbDevice *camera = ZB_DEVICE (zb_entity_new (ZB_KIND_DEVICE, id));

      camera->kind = ZB_DEVICE_CAMERA;
      camera->status = ZB_DEVICE_ONLINE;
      camera->location = zb_point_move (places[place], i * 45.0, 20 + i * 10.0);
      zb_sample_world_change (self->world, ZB_ENTITY (camera));
    }
}

static void
set_state (Lone *self, const char *id, ZbAlertState state)
{
  ZbAlert *alert = zb_sample_world_edit_alert (self->world, id);

  g_clear_object (&alert->claim);
  if (state == ZB_ALERT_CLAIMED)
    alert->claim = g_object_new (ZB_TYPE_CLAIM, NULL);
  alert->state = state;
  zb_sample_world_change (self->world, ZB_ENTITY (alert));
}

/* The two urgent ones of the sample. */
static void
raise_again (Lone *self, guint place)
{
  ZbAlert *alert = zb_sample_world_edit_alert (self->world, place == 0 ? "alert-00" : "alert-01");

  alert->location = places[place];
  alert->occurrences++;
  alert->last_at = g_get_real_time ();
  zb_sample_world_change (self->world, ZB_ENTITY (alert));
}

static void
open_lone (Lone *self, gconstpointer data)
{
  self->world = zb_sample_world_new (g_get_real_time ());
  put_cameras (self, 0);
  put_cameras (self, 1);
  set_state (self, "alert-00", ZB_ALERT_NEW);
  raise_again (self, 1);
  raise_again (self, 0);
  self->desk = zb_desk_new (self->world);
  self->window = g_object_ref (zb_wall_window_new (application, self->desk, 0));
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1280, 720);
  gtk_window_present (GTK_WINDOW (self->window));
  zb_test_wait (never, NULL, 500); /* it has its size, and its tiles */
}

static void
close_lone (Lone *self, gconstpointer data)
{
  zb_now_set_offset (0);
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_object_unref (self->window);
  g_object_unref (self->desk);
  g_object_unref (self->world);
}

/* --- where it looks ------------------------------------------------------------------------------------- */

static GListModel *
get_cameras (Lone *self)
{
  GtkWidget *tiles = zb_sample_find (GTK_WIDGET (self->window), ZB_TYPE_TILE_GRID, NULL);
  g_autoptr (GListModel) devices = NULL;

  g_object_get (tiles, "devices", &devices, NULL);
  return devices;
}

/* The nearest camera comes first. */
static gboolean
looks_where_expected (gpointer data)
{
  Lone *self = data;
  g_autoptr (ZbDevice) camera = g_list_model_get_item (get_cameras (self), 0);

  return camera && g_str_has_prefix (ZB_ENTITY (camera)->id, self->expected);
}

static void
await_look (Lone *self, guint place)
{
  self->expected = place == 0 ? "camera-0" : "camera-1";
  g_assert_true (zb_test_wait (looks_where_expected, self, 5000));
}

static void
assert_stays (Lone *self, guint place)
{
  zb_test_wait (never, NULL, 1500);
  self->expected = place == 0 ? "camera-0" : "camera-1";
  g_assert_true (looks_where_expected (self));
}

static void
count_change (guint *n)
{
  (*n)++;
}

/* Two are raised again by turns: pictures that are under way stay, and come. */
static void
test_looks_where_it_looked (Lone *self, gconstpointer data)
{
  guint n_changes = 0;

  await_look (self, 0);
  g_signal_connect_swapped (get_cameras (self), "items-changed", G_CALLBACK (count_change), &n_changes);
  for (guint i = 0; i < 8; i++)
    {
      raise_again (self, (i + 1) % 2);
      zb_test_wait (never, NULL, 400);
    }
  g_signal_handlers_disconnect_by_func (get_cameras (self), count_change, &n_changes);
  g_assert_cmpuint (n_changes, <=, 1);
}

/* It looks elsewhere after a minute, and when what it looks at somebody has taken, or it is closed. */
static void
test_looks_elsewhere (Lone *self, gconstpointer data)
{
  await_look (self, 0);
  raise_again (self, 1);
  assert_stays (self, 0);
  zb_now_set_offset (61 * G_TIME_SPAN_SECOND);
  await_look (self, 1);
  raise_again (self, 0);
  assert_stays (self, 1);
  set_state (self, "alert-01", ZB_ALERT_CLAIMED);
  await_look (self, 0);
  raise_again (self, 1);
  assert_stays (self, 0);
  set_state (self, "alert-00", ZB_ALERT_CLOSED);
  await_look (self, 1);
}

/* --- how its cameras are painted -------------------------------------------------------------------------
 */

static void
note_moment (gpointer told_at)
{
  *(gint64 *)told_at = g_source_get_time (g_main_current_source ());
}

static gboolean
are_both_told (gpointer told_at)
{
  return ((gint64 *)told_at)[0] && ((gint64 *)told_at)[1];
}

static void
await_both (gint64 told_at[2])
{
  told_at[0] = told_at[1] = 0;
  g_assert_true (zb_test_wait (are_both_told, told_at, 5000));
}

/* As long as a wall is shown, half of the pictures are painted in one frame and half in another. */
static void
test_cameras_take_turns (Lone *self, gconstpointer data)
{
  gint64 told_at[2];

  zb_video_clock_add (note_moment, &told_at[0], 0);
  zb_video_clock_add (note_moment, &told_at[1], 1);
  await_both (told_at);
  g_assert_cmpint (told_at[0], !=, told_at[1]);
  gtk_widget_set_visible (GTK_WIDGET (self->window), FALSE);
  await_both (told_at);
  g_assert_cmpint (told_at[0], ==, told_at[1]);
  zb_video_clock_remove (note_moment, &told_at[0]);
  zb_video_clock_remove (note_moment, &told_at[1]);
}

/* --- when the platform tells of it no more ----------------------------------------------------------------
 */

static int
minute_of_day (void)
{
  g_autoptr (GDateTime) local = zb_now_local ();

  return g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local);
}

/* With figures on it, in the middle of a night of four hours. */
static void
put_wall (Lone *self)
{
  ZbWall *wall = ZB_WALL (zb_entity_new (ZB_KIND_WALL, "wall-1"));

  wall->scene = g_object_new (ZB_TYPE_WALL_SCENE, NULL);
  wall->scene->kind = ZB_WALL_SCENE_FIGURES;
  wall->pinned = TRUE;
  wall->dim_from = (minute_of_day () + 22 * 60) % (24 * 60);
  wall->dim_to = (minute_of_day () + 2 * 60) % (24 * 60);
  wall->dim_level = 0.4;
  zb_sample_world_change (self->world, ZB_ENTITY (wall));
  zb_wall_window_set_wall (self->window, "wall-1");
}

static gboolean
has_layout (gpointer data)
{
  Lone *self = data;

  return g_str_has_prefix (zb_wall_window_get_layout (self->window), self->expected);
}

static void
await_lone_layout (Lone *self, const char *layout)
{
  self->expected = layout;
  g_assert_true (zb_test_wait (has_layout, self, 5000));
}

static double
get_dimming (Lone *self)
{
  double dimming;

  g_object_get (gtk_window_get_child (GTK_WINDOW (self->window)), "dimming", &dimming, NULL);
  return dimming;
}

static gboolean
is_day (gpointer data)
{
  return get_dimming (data) == 0;
}

static graphene_point_t
get_shift (Lone *self)
{
  GtkWidget *frame = gtk_window_get_child (GTK_WINDOW (self->window));
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (gtk_widget_get_first_child (frame), frame, &bounds));
  return bounds.origin;
}

static gboolean
is_shifted (gpointer data)
{
  const gint64 minute = zb_now () / G_TIME_SPAN_MINUTE;
  const graphene_point_t shift = get_shift (data);
  int x, y;

  zb_wall_shift_at (minute, &x, &y);
  return (int)shift.x == x && (int)shift.y == y;
}

/* Six hours and some minutes on, when the picture is not where it is now. */
static void
go_to_day (Lone *self)
{
  gint64 minutes = 6 * 60;

  do
    zb_now_set_offset (++minutes * G_TIME_SPAN_MINUTE);
  while (is_shifted (self));
}

/* What was pushed to it is gone with it; the night ends and nothing burns in, as if it were still told of. */
static void
test_forgotten (Lone *self, gconstpointer data)
{
  g_autoptr (ZbEvent) removed = zb_event_new_removed (ZB_KIND_WALL, "wall-1", 0);

  put_wall (self);
  await_lone_layout (self, "figures");
  g_assert_cmpfloat (get_dimming (self), ==, 0.6);
  zb_world_apply (self->world, removed);
  await_lone_layout (self, "overview");
  zb_test_wait (never, NULL, 1500);
  g_assert_cmpfloat (get_dimming (self), ==, 0.6);
  go_to_day (self);
  g_assert_true (zb_test_wait (is_day, self, 5000));
  g_assert_true (zb_test_wait (is_shifted, self, 5000));
}

static void
put_chosen (Lone *self, gint64 version, const char *camera)
{
  ZbWall *wall = ZB_WALL (zb_entity_new (ZB_KIND_WALL, "wall-1"));

  ZB_ENTITY (wall)->version = version;
  wall->scene = g_object_new (ZB_TYPE_WALL_SCENE, NULL);
  wall->scene->kind = ZB_WALL_SCENE_CAMERAS;
  wall->pinned = TRUE;
  wall->cameras = g_strsplit (camera, ",", -1);
  zb_sample_world_change (self->world, ZB_ENTITY (wall));
  zb_wall_window_set_wall (self->window, "wall-1");
}

/* A scene that stays shows at once which cameras are the wall's now. */
static void
test_other_cameras (Lone *self, gconstpointer data)
{
  put_chosen (self, 1, "camera-1-3");
  await_lone_layout (self, "cameras");
  await_look (self, 1);
  put_chosen (self, 2, "camera-0-5");
  await_look (self, 0);
}

/* --- profiles --------------------------------------------------------------------------------------- */

static void
test_profile (void)
{
  g_autoptr (ZbWallProfile) profile = zb_wall_profile_new ("大厅-1"), loaded = NULL;
  g_autoptr (GError) error = NULL;
  const ZbWallScreen left = { "HDMI-1", "NOV", "LED", { 1.25, 10 } }, any = { NULL, NULL, NULL, { 0, 0 } };
  const ZbWallScreen *screen;

  profile->platform = g_strdup ("https://platform.example");
  profile->username = g_strdup ("hall");
  zb_wall_profile_add_screen (profile, &left);
  zb_wall_profile_add_screen (profile, &any);
  g_assert_true (zb_wall_profile_save (profile, &error));
  g_assert_no_error (error);
  loaded = zb_wall_profile_load ("大厅-1", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (loaded->platform, ==, "https://platform.example");
  g_assert_cmpuint (loaded->screens->len, ==, 2);
  screen = loaded->screens->pdata[0];
  g_assert_cmpstr (screen->connector, ==, "HDMI-1");
  g_assert_cmpstr (screen->model, ==, "LED");
  g_assert_cmpfloat (screen->scale.pitch, ==, 1.25);
  g_assert_null (zb_wall_profile_load ("../escape", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

/* --- starting by itself ------------------------------------------------------------------------------- */

#define AUTOSTART_FILE "cn.zhiban.Console.Wall.大厅-1.desktop"

/* The desktop's own parser has to understand the file, and what it would start has to be there. */
static void
test_autostart_file (void)
{
  g_autofree char *path = g_build_filename (g_get_user_config_dir (), "autostart", AUTOSTART_FILE, NULL);
  const char *validate[] = { "desktop-file-validate", path, NULL };
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *exec = NULL;
  g_auto (GStrv) argv = NULL;
  int status;

  g_assert_true (zb_wall_autostart_write ("大厅-1", TRUE, &error));
  g_assert_true (g_spawn_sync (NULL, (char **)validate, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL,
                               &status, &error));
  g_assert_true (g_spawn_check_wait_status (status, &error));
  g_assert_true (g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &error));
  exec = g_key_file_get_string (file, "Desktop Entry", "Exec", &error);
  g_assert_true (g_shell_parse_argv (exec, NULL, &argv, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (argv[0], G_FILE_TEST_IS_EXECUTABLE));
  g_assert_cmpstr (argv[1], ==, "--wall");
  g_assert_cmpstr (argv[2], ==, "大厅-1");
  g_assert_true (zb_wall_autostart_write ("大厅-1", FALSE, &error));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (zb_wall_autostart_write ("大厅-1", FALSE, &error));
}

/* A desktop's Background portal, as its interface describes it. */
typedef struct
{
  guint response;
  gboolean granted;
  gboolean answered, allowed;
  GError *error;
  char *command;
} Portal;

static void
emit_response (GDBusConnection *bus, const char *asker, const char *token, const Portal *portal)
{
  g_autofree char *name = g_strdelimit (g_strdup (asker + 1), ".", '_');
  g_autofree char *path = g_strdup_printf ("/org/freedesktop/portal/desktop/request/%s/%s", name, token);
  GVariantBuilder results;

  g_variant_builder_init (&results, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&results, "{sv}", "autostart", g_variant_new_boolean (portal->granted));
  g_dbus_connection_emit_signal (
      bus, asker, path, "org.freedesktop.portal.Request", "Response",
      g_variant_new ("(u@a{sv})", portal->response, g_variant_builder_end (&results)), NULL);
}

/* It answers before the call has returned, as a real one may. */
static void
on_portal_call (GDBusConnection *bus, const char *asker, const char *path, const char *interface,
                const char *method, GVariant *parameters, GDBusMethodInvocation *invocation, gpointer data)
{
  Portal *portal = data;
  g_autoptr (GVariant) options = g_variant_get_child_value (parameters, 1);
  g_auto (GStrv) command = NULL;
  const char *token;

  g_assert_true (g_variant_lookup (options, "handle_token", "&s", &token));
  g_assert_true (g_variant_lookup (options, "commandline", "^as", &command));
  g_free (portal->command);
  portal->command = g_strjoinv (" ", command);
  emit_response (bus, asker, token, portal);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", "/given"));
}

static const char portal_xml[] =
    "<node><interface name='org.freedesktop.portal.Background'><method name='RequestBackground'>"
    "<arg type='s' direction='in'/><arg type='a{sv}' direction='in'/><arg type='o' direction='out'/>"
    "</method></interface></node>";

static void
on_autostart (GObject *source, GAsyncResult *result, gpointer data)
{
  Portal *portal = data;

  g_clear_error (&portal->error);
  portal->allowed = zb_wall_autostart_set_finish (result, &portal->error);
  portal->answered = TRUE;
}

static gboolean
is_answered (gpointer data)
{
  return ((Portal *)data)->answered;
}

static gboolean
ask_portal (Portal *portal, guint response, gboolean granted)
{
  portal->response = response;
  portal->granted = granted;
  portal->answered = FALSE;
  zb_wall_autostart_ask_async ("大厅-1", TRUE, NULL, on_autostart, portal);
  g_assert_true (zb_test_wait (is_answered, portal, 10000));
  return portal->allowed;
}

static GDBusConnection *
open_portal (Portal *portal)
{
  static const GDBusInterfaceVTable table = { .method_call = on_portal_call };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (portal_xml, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, &error);
  GDBusConnection *bus = g_dbus_connection_new_for_address_sync (
      address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
      NULL, NULL, &error);

  g_assert_no_error (error);
  g_dbus_connection_register_object (bus, "/org/freedesktop/portal/desktop", node->interfaces[0], &table,
                                     portal, NULL, &error);
  g_assert_no_error (error);
  g_variant_unref (g_dbus_connection_call_sync (
      bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName",
      g_variant_new ("(su)", "org.freedesktop.portal.Desktop", 4), NULL, 0, -1, NULL, &error));
  g_assert_no_error (error);
  return bus;
}

static void
test_autostart_portal (void)
{
  Portal portal = { 0 };
  g_autoptr (GDBusConnection) bus = NULL;

  g_assert_false (ask_portal (&portal, 0, TRUE)); /* there is none */
  g_assert_nonnull (portal.error);
  bus = open_portal (&portal);
  g_assert_true (ask_portal (&portal, 0, TRUE));
  g_assert_cmpstr (portal.command, ==, "zhiban --wall 大厅-1");
  g_assert_false (ask_portal (&portal, 0, FALSE)); /* the desktop has it switched off */
  g_assert_error (portal.error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  g_assert_false (ask_portal (&portal, 1, TRUE)); /* whoever was asked said no */
  g_assert_error (portal.error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  g_dbus_connection_close_sync (bus, NULL, NULL);
  g_clear_error (&portal.error);
  g_free (portal.command);
}

#define ADD_LONE(name, func) g_test_add ("/wall/" name, Lone, NULL, open_lone, func, close_lone)
#define ADD(name, func) g_test_add ("/wall/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  zb_locale_set_up ();
  dex_init ();
  gst_init (NULL, NULL);
  gtk_test_init (&argc, &argv, NULL);
  application = GTK_APPLICATION (adw_application_new ("cn.zhiban.Test", G_APPLICATION_NON_UNIQUE));
  g_application_register (G_APPLICATION (application), NULL, NULL);
  g_test_add_func ("/wall/nothing-known", test_nothing_known);
  g_test_add_func ("/wall/memory-kept", test_memory_kept);
  g_test_add_func ("/wall/profile", test_profile);
  g_test_add_func ("/wall/autostart-file", test_autostart_file);
  g_test_add_func ("/wall/autostart-portal", test_autostart_portal);
  ADD_LONE ("looks-where-it-looked", test_looks_where_it_looked);
  ADD_LONE ("looks-elsewhere", test_looks_elsewhere);
  ADD_LONE ("cameras-take-turns", test_cameras_take_turns);
  ADD_LONE ("forgotten", test_forgotten);
  ADD_LONE ("other-cameras", test_other_cameras);
  ADD ("fits", test_fits);
  ADD ("pushed", test_pushed);
  ADD ("pushed-while-turning", test_pushed_while_turning);
  ADD ("stale", test_stale);
  ADD ("health", test_health);
  return g_test_run ();
}
