/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of cameras as they are saved: what is written into them, what they are called, and that none is
 * saved that nobody has written down. The cameras are real ones. */
#include "zb-fake-media.h"
#include "zb-image.h"
#include "zb-sample-window.h"
#include "zb-snapshot-file.h"
#include "zb-snapshot-picture.h"
#include "zb-snapshot.h"
#include "zb-video-page-private.h"
#include "zb-wait.h"

#include <glib/gstdio.h>

static ZbFakeMedia *media;

#define WIDTH 640
#define HEIGHT 360

/* --- the picture ------------------------------------------------------------------------------------ */

static GdkTexture *
make_frame (void)
{
  guint32 *pixels = g_new (guint32, WIDTH * HEIGHT);
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < WIDTH * HEIGHT; i++)
    pixels[i] = 0xff204060;
  bytes = g_bytes_new_take (pixels, WIDTH * HEIGHT * sizeof *pixels);
  return zb_image_new (WIDTH, HEIGHT, WIDTH * sizeof *pixels, TRUE, bytes);
}

typedef struct
{
  int width, height;
  guint32 *pixels;
} Decoded;

static Decoded
decode (GBytes *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = gdk_texture_new_from_bytes (file, &error);
  Decoded self;

  g_assert_no_error (error);
  self.width = gdk_texture_get_width (texture);
  self.height = gdk_texture_get_height (texture);
  self.pixels = g_new (guint32, self.width * self.height);
  gdk_texture_download (texture, (guchar *)self.pixels, (gsize)self.width * 4);
  return self;
}

/* How many pixels between two rows are of a sort. */
static guint
count (const Decoded *self, int from, int to, gboolean (*is) (guint32 pixel))
{
  guint n = 0;

  for (int i = from * self->width; i < to * self->width; i++)
    n += is (self->pixels[i]);
  return n;
}

#define RED(pixel) ((pixel) >> 16 & 0xff)
#define GREEN(pixel) ((pixel) >> 8 & 0xff)
#define BLUE(pixel) ((pixel) & 0xff)

static gboolean
is_frame (guint32 pixel)
{
  return (pixel & 0xffffff) == 0x204060;
}

static gboolean
is_marked (guint32 pixel)
{
  return RED (pixel) > 0x20 && GREEN (pixel) > 0x40 && BLUE (pixel) > 0x60;
}

static gboolean
is_letter (guint32 pixel)
{
  return RED (pixel) > 0x90 && GREEN (pixel) > 0x90 && BLUE (pixel) > 0x90;
}

static gboolean
is_amber (guint32 pixel)
{
  return RED (pixel) > 0xc0 && GREEN (pixel) > 0x90 && BLUE (pixel) < 0x70;
}

static GBytes *
encode (const char *warning, const char *watermark)
{
  g_autoptr (GdkTexture) frame = make_frame ();
  g_autoptr (GError) error = NULL;
  const ZbSnapshotCaption caption = {
    .title = (char *)"娄山关路 天山路口 1",
    .detail = (char *)"31010500131200004127 · 天山路 · 天山二居",
    .moment = (char *)"2026-11-23 14:32:07.360 · 01890000-0000-7000-8000-0000000000f1",
    .warning = (char *)warning,
    .watermark = (char *)watermark,
  };
  GBytes *file = zb_snapshot_picture_encode (frame, &caption, &error);

  g_assert_no_error (error);
  return file;
}

static void
keep_for_eyes (GBytes *file, const char *name)
{
  const char *folder = g_getenv ("ZHIBAN_PICTURES");
  g_autofree char *path = folder ? g_strdup_printf ("%s/%s.png", folder, name) : NULL;

  if (path)
    g_file_set_contents (path, g_bytes_get_data (file, NULL), (gssize)g_bytes_get_size (file), NULL);
}

/* The whole frame, marked all over, and below it a band of letters. */
static void
test_picture (void)
{
  g_autoptr (GBytes) file = encode (NULL, "陈值班 CN0386 14:32:07");
  const int band = zb_snapshot_picture_band (WIDTH);
  g_autofree guint32 *pixels = NULL;
  Decoded seen = decode (file);
  guint n_frame, n_marked;

  pixels = seen.pixels;
  keep_for_eyes (file, "snapshot");
  g_assert_cmpint (seen.width, ==, WIDTH);
  g_assert_cmpint (seen.height, ==, HEIGHT + band);
  n_frame = count (&seen, 0, HEIGHT, is_frame);
  n_marked = count (&seen, 0, HEIGHT, is_marked);
  g_assert_cmpuint (n_frame, >, WIDTH * HEIGHT / 2);
  g_assert_cmpuint (n_marked, >, WIDTH * HEIGHT / 200);
  /* In each quarter, so that no part can be cut out without them. */
  for (int part = 0; part < 4; part++)
    g_assert_cmpuint (count (&seen, part * HEIGHT / 4, (part + 1) * HEIGHT / 4, is_marked), >, 100);
  for (int line = 0; line < 3; line++)
    g_assert_cmpuint (count (&seen, HEIGHT + line * band / 3, HEIGHT + (line + 1) * band / 3, is_letter), >,
                      50);
  g_assert_cmpuint (count (&seen, HEIGHT, seen.height, is_amber), ==, 0);
  g_assert_cmpuint (count (&seen, HEIGHT, seen.height, is_frame), ==, 0);
}

/* What was not live any more is said in its colour; where nobody is known there is no mark. */
static void
test_stale_picture (void)
{
  g_autoptr (GBytes) file = encode ("保存时画面已停滞 4 秒", NULL);
  g_autofree guint32 *pixels = NULL;
  Decoded seen = decode (file);

  pixels = seen.pixels;
  keep_for_eyes (file, "snapshot-stale");
  g_assert_cmpuint (count (&seen, 0, HEIGHT, is_frame), ==, WIDTH * HEIGHT);
  g_assert_cmpuint (count (&seen, HEIGHT, seen.height, is_amber), >, 50);
}

/* --- the file --------------------------------------------------------------------------------------- */

static char *folder;

static void
empty_folder (void)
{
  g_autoptr (GDir) names = g_dir_open (folder, 0, NULL);
  const char *name;

  while (names && (name = g_dir_read_name (names)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_assert_cmpint (g_unlink (path), ==, 0);
    }
}

static guint
count_files (void)
{
  g_autoptr (GDir) names = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (names && g_dir_read_name (names))
    n++;
  return n;
}

/* By time and camera, whatever that is called; nobody else may read it; none is written over another. */
static void
test_file (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) content = g_bytes_new_static ("png", 3);
  g_autofree char *odd = zb_snapshot_file_name ("天山路/889 弄: \"东门\"\n", 1763879527LL * G_USEC_PER_SEC);
  g_autofree char *first = zb_snapshot_file_write (folder, odd, content, &error);
  g_autofree char *second = zb_snapshot_file_write (folder, odd, content, &error);
  g_autofree char *text = NULL;
  gsize length;
  GStatBuf status;

  g_assert_no_error (error);
  g_assert_cmpstr (first, !=, second);
  g_assert_true (g_str_has_suffix (first, "天山路-889 弄- -东门--.png"));
  g_assert_true (g_str_has_suffix (second, " (2).png"));
  g_assert_cmpint (g_stat (first, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  g_assert_true (g_file_get_contents (second, &text, &length, NULL));
  g_assert_cmpmem (text, length, "png", 3);
  empty_folder ();
}

/* A name that is longer than any file system takes, and a folder that cannot be made. */
static void
test_no_file (void)
{
  g_autofree char *long_name = g_strnfill (4000, 'x');
  g_autofree char *name = zb_snapshot_file_name (long_name, 0);
  g_autoptr (GBytes) content = g_bytes_new_static ("png", 3);
  g_autoptr (GError) error = NULL;
  g_autofree char *file = zb_snapshot_file_write ("/dev/null/pictures", name, content, &error);

  g_assert_null (file);
  g_assert_nonnull (error);
  g_assert_cmpuint (strlen (name), <, 240);
}

/* --- on the page ------------------------------------------------------------------------------------ */

typedef struct
{
  ZbWorld *world;
  ZbVideoPage *page;
  GtkWidget *overlay;
  GtkWidget *window;
} Fixture;

static ZbDevice *
make_camera (const char *id, const char *name)
{
  ZbDevice *camera = ZB_DEVICE (zb_entity_new (ZB_KIND_DEVICE, id));

  camera->name = g_strdup (name);
  camera->code = g_strdup ("31010500131200004127");
  camera->kind = ZB_DEVICE_CAMERA;
  camera->status = ZB_DEVICE_ONLINE;
  return camera;
}

static void
set_up (Fixture *f, gconstpointer id)
{
  g_autoptr (ZbDevice) camera = make_camera (id, "娄山关路 天山路口 1");

  f->world = zb_world_new ();
  f->page = ZB_VIDEO_PAGE (zb_video_page_new ());
  g_object_set (f->page, "world", f->world, "watermark", "陈值班 CN0386", "media", media, NULL);
  f->page->pictures = g_strdup (folder);
  f->overlay = adw_toast_overlay_new ();
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (f->overlay), GTK_WIDGET (f->page));
  f->window = zb_sample_show (f->overlay, 1400, 800);
  adw_toggle_group_set_active_name (f->page->shapes, "9");
  zb_video_page_open (f->page, camera);
}

static void
tear_down (Fixture *f, gconstpointer id)
{
  gpointer page = f->page;

  g_object_add_weak_pointer (page, &page);
  gtk_window_destroy (GTK_WINDOW (f->window));
  zb_sample_settle ();
  g_assert_null (page);
  g_clear_object (&f->world);
  empty_folder ();
}

static gboolean
is_live (gpointer page)
{
  guint n;

  return zb_tile_grid_count_live (zb_video_page_get_grid (page), &n) == 1;
}

static char *
find_file (void)
{
  g_autoptr (GDir) names = g_dir_open (folder, 0, NULL);
  const char *name = names ? g_dir_read_name (names) : NULL;

  return name ? g_build_filename (folder, name, NULL) : NULL;
}

static gboolean
says (Fixture *f, const char *words)
{
  return zb_sample_find_text (f->overlay, words) != NULL;
}

static void
take (Fixture *f)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->page), "tiles.snapshot", NULL));
}

/* As large as the camera sends it and not as the tile shows it; a notice takes it back. */
static void
test_taken (Fixture *f, gconstpointer id)
{
  const guint before = media->n_noted;
  g_autofree char *path = NULL, *text = NULL;
  g_autofree guint32 *pixels = NULL;
  g_autoptr (GBytes) file = NULL;
  Decoded seen;
  gsize length;

  g_assert_true (zb_fake_media_run_until (is_live, f->page, 15));
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (zb_tile_grid_get_tile (f->page->grid, 0))), <, WIDTH);
  take (f);
  zb_wait_for (says (f, "Saved"), 10000);
  g_assert_cmpuint (media->n_noted, ==, before + 1);
  path = find_file ();
  g_assert_nonnull (path);
  g_assert_nonnull (strstr (path, "娄山关路 天山路口 1.png"));
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  file = g_bytes_new (text, length);
  seen = decode (file);
  pixels = seen.pixels;
  g_assert_cmpint (seen.width, ==, WIDTH);
  g_assert_cmpint (seen.height, ==, HEIGHT + zb_snapshot_picture_band (WIDTH));
  g_assert_cmpuint (count (&seen, HEIGHT, seen.height, is_letter), >, 200);
  g_assert_cmpuint (count (&seen, HEIGHT, seen.height, is_amber), ==, 0);
  keep_for_eyes (file, "snapshot-live");
  zb_sample_picture (f->overlay, "video-snapshot");
  zb_sample_click (gtk_widget_get_ancestor (zb_sample_find_text (f->overlay, "Undo"), GTK_TYPE_BUTTON));
  zb_wait_for (count_files () == 0, 5000);
}

/* Where nobody answers nothing is saved, and it is said why. */
static void
test_no_line (Fixture *f, gconstpointer id)
{
  g_assert_true (zb_fake_media_run_until (is_live, f->page, 15));
  media->no_line = TRUE;
  take (f);
  zb_wait_for (says (f, "no line to the platform"), 5000);
  media->no_line = FALSE;
  g_assert_cmpuint (count_files (), ==, 0);
}

/* What is not live is no picture of now: nobody is even asked. */
static void
test_not_live (Fixture *f, gconstpointer id)
{
  const guint before = media->n_noted;

  take (f);
  zb_wait_for (says (f, "no live picture"), 5000);
  g_assert_cmpuint (media->n_noted, ==, before);
  g_assert_cmpuint (count_files (), ==, 0);
}

static gboolean
is_stale (gpointer page)
{
  ZbPlayer *player = zb_tile_get_player (zb_tile_grid_get_tile (zb_video_page_get_grid (page), 0));

  return player && zb_player_get_state (player) == ZB_PLAYER_STALE;
}

/* A picture that has just stopped may be saved, and says that it had. */
static void
test_stale (Fixture *f, gconstpointer id)
{
  g_autofree char *path = NULL, *text = NULL;
  g_autofree guint32 *pixels = NULL;
  g_autoptr (GBytes) file = NULL;
  Decoded seen;
  gsize length;

  g_assert_true (zb_fake_media_run_until (is_live, f->page, 15));
  zb_wait (500);
  zb_fake_media_stop (media);
  g_assert_true (zb_fake_media_run_until (is_stale, f->page, 6));
  take (f);
  zb_fake_media_start (media);
  zb_wait_for (says (f, "Saved"), 10000);
  path = find_file ();
  g_assert_true (path && g_file_get_contents (path, &text, &length, NULL));
  file = g_bytes_new (text, length);
  seen = decode (file);
  pixels = seen.pixels;
  g_assert_cmpuint (count (&seen, seen.height - zb_snapshot_picture_band (seen.width), seen.height, is_amber),
                    >, 30);
}

#define ADD(path, id, test) g_test_add (path, Fixture, id, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  int result;

  zb_sample_init (&argc, &argv);
  folder = g_dir_make_tmp ("zhiban-pictures-XXXXXX", NULL);
  media = zb_fake_media_new (2, 4);
  g_test_add_func ("/snapshot/picture", test_picture);
  g_test_add_func ("/snapshot/stale-picture", test_stale_picture);
  g_test_add_func ("/snapshot/file", test_file);
  g_test_add_func ("/snapshot/no-file", test_no_file);
  ADD ("/snapshot/taken", "gate-21", test_taken);
  ADD ("/snapshot/no-line", "gate-22", test_no_line);
  ADD ("/snapshot/not-live", "offline-23", test_not_live);
  ADD ("/snapshot/stale", "gate-24", test_stale);
  result = g_test_run ();
  g_clear_object (&media);
  g_rmdir (folder);
  g_free (folder);
  return result;
}
