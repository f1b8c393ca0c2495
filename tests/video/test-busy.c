/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A camera that serves two and no more, at a real platform with a real server: whoever comes third is told in
 * words who watches, and sees the picture as soon as one of them has gone. */
#include "studio.h"

#include "zb-link.h"
#include "zb-onlookers.h"
#include "zb-player.h"
#include "zb-sample-window.h"
#include "zb-stills.h"
#include "zb-tile.h"
#include "zb-wait.h"
#include "zb-words.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <gst/gst.h>
#include <libdex.h>

#define CAMERA ZB_TEST_CAMERA_NORTH
#define MOST 2

typedef struct
{
  ZbWorld *world;
  ZbLink *link;
  ZbPlayer *player;
  gboolean answered, signed_in;
} Console;

static ZbTestPlatform *platform;
static ZbLive *live;

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer data)
{
  Console *console = data;
  console->answered = TRUE;
  console->signed_in = zb_link_sign_in_finish (ZB_LINK (source), result, NULL);
}

static Console *
open_console (const char *who)
{
  Console *self = g_new0 (Console, 1);
  self->world = zb_world_new ();
  self->link = zb_link_new (self->world);
  zb_link_sign_in_async (self->link, zb_test_platform_get_url (platform), who, ZB_TEST_PASSWORD, NULL,
                         on_signed_in, self);
  zb_wait_for (self->answered, 20000);
  g_assert_true (self->signed_in);
  return self;
}

static void
close_console (Console *self)
{
  g_clear_object (&self->player);
  DexFuture *left = zb_link_leave (self->link);
  zb_wait_for (!dex_future_is_pending (left), 15000);
  dex_unref (left);
  g_object_run_dispose (G_OBJECT (self->link));
  zb_wait (100);
  g_object_unref (self->link);
  g_object_unref (self->world);
  g_free (self);
}

static void
watch (Console *self)
{
  self->player = zb_player_get (ZB_MEDIA (self->link), CAMERA, "sub");
  zb_player_set_viewer_size (self->player, self, 160, 90);
  zb_wait_for (zb_player_get_state (self->player) == ZB_PLAYER_LIVE, 20000);
}

static void
start_cameras (void)
{
  g_autofree char *films = g_dir_make_tmp ("zb-busy-XXXXXX", NULL);
  ZbPlatform *self = zb_test_platform_get (platform);
  studio_make_films (films);
  live = zb_live_new (zb_database_get_path (zb_platform_get_database (self)), films);
  zb_live_set_most_sessions (live, MOST);
  g_assert_true (zb_live_start (live, "127.0.0.1", NULL));
  zb_platform_set_live (self, live);
}

static char *
name_of (const char *who)
{
  g_autoptr (ZbTestAnswer) me = zb_test_get (platform, who, "/me");
  return g_strdup (zb_test_answer_text (me, "/name"));
}

static gint64
count_sessions (const char *who)
{
  g_autoptr (ZbTestAnswer) answer = zb_test_get (platform, who, "/cameras/" CAMERA "/live");
  return zb_test_answer_integer (answer, "/sessions");
}

static void
assert_named (GtkWidget *tile)
{
  g_autofree char *officer = name_of ("officer2"), *wall = name_of ("wall");
  g_autofree char *role = g_strdup (zb_words_choice (&zb_roles, ZB_ROLE_DUTY_OFFICER));
  g_assert_nonnull (zb_sample_find_text (tile, officer));
  g_assert_nonnull (zb_sample_find_text (tile, wall));
  g_assert_nonnull (zb_sample_find_text (tile, role));
  g_assert_nonnull (zb_sample_find_text (tile, "2"));
}

/* One who is held off sees who watches, and then the picture. */
static void
test_tile_tells (void)
{
  Console *first = open_console ("officer2"), *wall = open_console ("wall"),
          *third = open_console ("officer");
  ZbTile *tile = ZB_TILE (zb_tile_new ());
  watch (first);
  watch (wall);
  zb_wait_for (zb_world_lookup (third->world, ZB_KIND_DEVICE, CAMERA), 10000);
  zb_tile_set_media (tile, ZB_MEDIA (third->link));
  zb_tile_set_device (tile, zb_world_lookup (third->world, ZB_KIND_DEVICE, CAMERA));
  GtkWidget *window = zb_sample_show (GTK_WIDGET (tile), 640, 360);
  zb_wait_for (zb_tile_get_player (tile) != NULL, 5000);
  ZbPlayer *player = zb_tile_get_player (tile);
  zb_wait_for (zb_player_get_state (player) == ZB_PLAYER_BUSY, 20000);
  zb_wait_for (zb_player_get_audience (player) != NULL, 5000);
  g_assert_cmpint (zb_player_get_audience (player)->most, ==, MOST);
  zb_wait (1200);
  assert_named (GTK_WIDGET (tile));
  zb_sample_picture (GTK_WIDGET (tile), "tile-busy");
  close_console (wall);
  zb_player_retry (player);
  zb_wait_for (zb_player_get_state (player) == ZB_PLAYER_LIVE, 30000);
  g_assert_null (zb_player_get_audience (player));
  gtk_window_destroy (GTK_WINDOW (window));
  zb_sample_settle ();
  close_console (first);
  close_console (third);
  zb_stills_forget ();
}

/* A platform without a gateway has no pictures to give. It is asked again when it wants to be, and the
 * camera's sessions are not blamed. */
static void
test_no_gateway (void)
{
  Console *console = open_console ("officer");
  zb_platform_set_live (zb_test_platform_get (platform), NULL);
  console->player = zb_player_get (ZB_MEDIA (console->link), CAMERA, "sub");
  zb_wait_for (zb_player_get_state (console->player) == ZB_PLAYER_UNSERVED, 20000);
  const gint64 wait = zb_player_get_retry_at (console->player) - g_get_monotonic_time ();
  g_assert_cmpint (wait, >, 25 * G_TIME_SPAN_SECOND);
  zb_platform_set_live (zb_test_platform_get (platform), live);
  zb_player_retry (console->player);
  zb_wait_for (zb_player_get_state (console->player) == ZB_PLAYER_LIVE, 20000);
  close_console (console);
  zb_stills_forget ();
}

/* By name only to those whom presence tells of each other; to a wall and in other areas nobody is named, and
 * a ticket that nobody uses is no session. */
static void
test_whom_it_tells (void)
{
  Console *officer = open_console ("officer2"), *north = open_console ("north");
  g_autofree char *officer_name = name_of ("officer2");
  zb_wait_for (count_sessions ("officer") == 0, 15000);
  g_autoptr (ZbTestAnswer) ticket =
      zb_test_send (platform, "leader", "POST", "/cameras/" CAMERA "/live", NULL, "{}");
  zb_test_assert_status (ticket, 200);
  watch (officer);
  watch (north);
  g_autoptr (ZbTestAnswer) leader = zb_test_get (platform, "leader", "/cameras/" CAMERA "/live");
  g_assert_cmpint (zb_test_answer_integer (leader, "/sessions"), ==, 2);
  g_assert_cmpint (zb_test_answer_integer (leader, "/others"), ==, 0);
  g_assert_cmpstr (zb_test_answer_text (leader, "/seats/0/name"), ==, officer_name);
  g_autoptr (ZbTestAnswer) wall = zb_test_get (platform, "wall", "/cameras/" CAMERA "/live");
  g_assert_cmpint (zb_test_answer_integer (wall, "/others"), ==, 2);
  g_assert_null (yyjson_ptr_get (yyjson_doc_get_root (wall->doc), "/seats/0"));
  g_autoptr (ZbTestAnswer) south = zb_test_get (platform, "south", "/cameras/" CAMERA "/live");
  zb_test_assert_status (south, 404);
  g_autoptr (ZbTestAnswer) auditor = zb_test_get (platform, "auditor", "/cameras/" CAMERA "/live");
  zb_test_assert_status (auditor, 403);
  close_console (officer);
  close_console (north);
  zb_stills_forget ();
}

int
main (int argc, char **argv)
{
  zb_sample_init (&argc, &argv);
  gst_init (NULL, NULL);
  platform = zb_test_platform_new_with (&(ZbPlatformOptions){ .heartbeat_ms = 1000, .token_seconds = 3600 });
  start_cameras ();
  g_test_add_func ("/video/busy/tile-tells", test_tile_tells);
  g_test_add_func ("/video/busy/whom-it-tells", test_whom_it_tells);
  g_test_add_func ("/video/busy/no-gateway", test_no_gateway);
  int result = g_test_run ();
  zb_platform_set_live (zb_test_platform_get (platform), NULL);
  zb_test_platform_free (platform);
  zb_live_free (live);
  return result;
}
