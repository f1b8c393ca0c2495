/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The memory of frames comes back and is used again, and what is painted is what was put in. */
#include "zb-frame-pool.h"
#include "zb-image.h"
#include "zb-video-clock.h"
#include "zb-wait.h"

#include <string.h>

#define WIDTH 64
#define HEIGHT 48
#define SIZE (WIDTH * HEIGHT * sizeof (guint32))

static void
test_used_again (void)
{
  g_autoptr (ZbFramePool) pool = zb_frame_pool_new ();
  guint8 *first = zb_frame_pool_take (pool, WIDTH, HEIGHT),
         *second = zb_frame_pool_take (pool, WIDTH, HEIGHT);

  g_assert_true (first != second);
  memset (first, 1, SIZE);
  memset (second, 2, SIZE);
  g_object_unref (zb_frame_pool_seal (first));
  /* Had it been let go, whoever asks next for as much would have it. */
  g_autofree gpointer other = g_malloc (SIZE), another = g_malloc (SIZE + 64);
  g_assert_true (other && another && zb_frame_pool_take (pool, WIDTH, HEIGHT) == first);
  g_object_unref (zb_frame_pool_seal (second));
  g_object_unref (zb_frame_pool_seal (first));
}

/* A camera that changes its size gets blocks of the new one, also while old frames are still shown. */
static void
test_other_size (void)
{
  g_autoptr (ZbFramePool) pool = zb_frame_pool_new ();
  g_autoptr (GdkTexture) old = zb_frame_pool_seal (zb_frame_pool_take (pool, WIDTH, HEIGHT));
  guint8 *larger = zb_frame_pool_take (pool, WIDTH, 2 * HEIGHT);

  memset (larger, 3, 2 * SIZE);
  g_clear_object (&old);
  g_object_unref (zb_frame_pool_seal (larger));
  g_assert_true (zb_frame_pool_take (pool, WIDTH, 2 * HEIGHT) == larger);
  g_object_unref (zb_frame_pool_seal (larger));
}

static gpointer
let_go (gpointer frame)
{
  g_object_unref (frame);
  return NULL;
}

/* The stream is closed while its last frame is on the screen, and goes in another thread. */
static void
test_outlives_pool (void)
{
  ZbFramePool *pool = zb_frame_pool_new ();
  GdkTexture *frame = zb_frame_pool_seal (zb_frame_pool_take (pool, WIDTH, HEIGHT));

  zb_frame_pool_free (pool);
  g_assert_cmpint (gdk_texture_get_height (frame), ==, HEIGHT);
  g_thread_join (g_thread_new ("elsewhere", let_go, frame));
}

/* --- what is painted --------------------------------------------------------------------------- */

/* Every pixel is another one. */
static GdkTexture *
make_image (void)
{
  guint32 *pixels = g_new (guint32, WIDTH * HEIGHT);
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < WIDTH * HEIGHT; i++)
    pixels[i] = 0xff000000 | (i * 2654435761u & 0xffffff);
  bytes = g_bytes_new_take (pixels, WIDTH * HEIGHT * sizeof *pixels);
  return zb_image_new (WIDTH, HEIGHT, WIDTH * sizeof *pixels, TRUE, bytes);
}

static GskRenderNode *
draw (GtkWidget *window, GdkTexture *image, const graphene_rect_t *place)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  GskRenderNode *node;

  zb_image_append (image, window, snapshot, place);
  node = gtk_snapshot_to_node (snapshot);
  g_assert_cmpint (gsk_render_node_get_node_type (node), ==, GSK_CAIRO_NODE);
  return node;
}

static GBytes *
render (GtkWidget *window, GskRenderNode *node)
{
  guint8 *pixels = g_malloc0 (WIDTH * HEIGHT * 4);
  g_autoptr (GdkTexture) painted = gsk_renderer_render_texture (
      gtk_native_get_renderer (GTK_NATIVE (window)), node, &GRAPHENE_RECT_INIT (0, 0, WIDTH, HEIGHT));

  gdk_texture_download (painted, pixels, WIDTH * 4);
  return g_bytes_new_take (pixels, WIDTH * HEIGHT * 4);
}

static GBytes *
paint_image (GtkWidget *window, GdkTexture *image, const graphene_rect_t *place)
{
  g_autoptr (GskRenderNode) node = draw (window, image, place);

  return render (window, node);
}

static GBytes *
paint (GtkWidget *window, const graphene_rect_t *place)
{
  g_autoptr (GdkTexture) image = make_image ();

  return paint_image (window, image, place);
}

static guint32
pixel_at (GBytes *pixels, guint i)
{
  return ((const guint32 *)g_bytes_get_data (pixels, NULL))[i];
}

static guint32
get_pixel (GdkTexture *texture, guint x, guint y)
{
  guint32 pixels[WIDTH * HEIGHT];

  gdk_texture_download (texture, (guchar *)pixels, WIDTH * sizeof *pixels);
  return pixels[y * WIDTH + x];
}

/* Green counts ten times as much as blue for an eye; white stays the brightest. */
static void
test_faded (void)
{
  const guint32 colours[] = { 0xff0000ff, 0xff00ff00, 0xffff0000, 0xffffffff };
  guint32 *pixels = g_new0 (guint32, WIDTH * HEIGHT);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GdkTexture) image = NULL, grey = NULL, dark = NULL;

  memcpy (pixels, colours, sizeof colours);
  bytes = g_bytes_new_take (pixels, WIDTH * HEIGHT * sizeof *pixels);
  image = zb_image_new (WIDTH, HEIGHT, WIDTH * sizeof *pixels, TRUE, bytes);
  grey = zb_image_new_faded (image, 1, TRUE);
  dark = zb_image_new_faded (image, 0.5, FALSE);
  g_assert_cmphex (get_pixel (grey, 0, 0), ==, 0xff111111);
  g_assert_cmphex (get_pixel (grey, 1, 0), ==, 0xffb6b6b6);
  g_assert_cmphex (get_pixel (grey, 2, 0), ==, 0xff353535);
  g_assert_cmphex (get_pixel (grey, 3, 0), ==, 0xfffefefe);
  g_assert_cmphex (get_pixel (dark, 0, 0), ==, 0xff00007f);
  g_assert_cmphex (get_pixel (dark, 3, 0), ==, 0xff7f7f7f);
}

static void
test_painted (void)
{
  GtkWidget *window = gtk_window_new ();
  g_autoptr (GBytes) whole = NULL, small = NULL;

  gtk_window_present (GTK_WINDOW (window));
  whole = paint (window, &GRAPHENE_RECT_INIT (0, 0, WIDTH, HEIGHT));
  for (guint i = 0; i < WIDTH * HEIGHT; i++)
    g_assert_cmphex (pixel_at (whole, i), ==, 0xff000000 | (i * 2654435761u & 0xffffff));
  /* Made smaller it fills its place to the edge. */
  small = paint (window, &GRAPHENE_RECT_INIT (8, 6, WIDTH - 16, HEIGHT - 12));
  for (guint y = 6; y < HEIGHT - 6; y++)
    for (guint x = 8; x < WIDTH - 8; x++)
      g_assert_cmphex (pixel_at (small, y * WIDTH + x) >> 24, ==, 0xff);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Of a sparse image all is painted that is not empty, to the last pixel of its last row. */
static void
test_sparse (void)
{
  GtkWidget *window = gtk_window_new ();
  guint32 *pixels = g_new0 (guint32, WIDTH * HEIGHT);
  g_autoptr (GBytes) bytes = NULL, painted = NULL;
  g_autoptr (GdkTexture) image = NULL;

  pixels[3] = 0xff112233;
  pixels[20 * WIDTH + 40] = 0x80808080;
  pixels[WIDTH * HEIGHT - 1] = 0xff445566;
  bytes = g_bytes_new_take (pixels, WIDTH * HEIGHT * sizeof *pixels);
  image = zb_image_new_sparse (WIDTH, HEIGHT, WIDTH * sizeof *pixels, bytes);
  gtk_window_present (GTK_WINDOW (window));
  painted = paint_image (window, image, &GRAPHENE_RECT_INIT (0, 0, WIDTH, HEIGHT));
  for (guint i = 0; i < WIDTH * HEIGHT; i++)
    g_assert_cmphex (pixel_at (painted, i), ==, pixels[i]);
  gtk_window_destroy (GTK_WINDOW (window));
}

static GdkTexture *
make_frame (ZbFramePool *pool, guint8 light)
{
  guint8 *pixels = zb_frame_pool_take (pool, WIDTH, HEIGHT);

  memset (pixels, light, SIZE);
  return zb_frame_pool_seal (pixels);
}

static guint32
paint_frame (GtkWidget *window, ZbFramePool *pool, guint8 light, GskRenderNode **node)
{
  g_autoptr (GdkTexture) frame = make_frame (pool, light);
  g_autoptr (GBytes) painted = NULL;

  *node = draw (window, frame, &GRAPHENE_RECT_INIT (0, 0, WIDTH, HEIGHT));
  painted = render (window, *node);
  return pixel_at (painted, WIDTH * HEIGHT - 1);
}

/* Each frame in the same memory is painted as it is; and of none that goes is a copy made, or what was drawn
 * of the first would show it still. */
static void
test_painted_again (void)
{
  GtkWidget *window = gtk_window_new ();
  g_autoptr (ZbFramePool) pool = zb_frame_pool_new ();
  g_autoptr (GskRenderNode) first = NULL, second = NULL;
  g_autoptr (GBytes) now = NULL;

  gtk_window_present (GTK_WINDOW (window));
  g_assert_cmphex (paint_frame (window, pool, 0x11, &first), ==, 0xff111111);
  g_assert_cmphex (paint_frame (window, pool, 0x22, &second), ==, 0xff222222);
  now = render (window, first);
  g_assert_cmphex (pixel_at (now, 0), ==, 0xff222222);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What was drawn of a frame can outlive its memory: then it is copied after all. */
static void
test_painted_after (void)
{
  GtkWidget *window = gtk_window_new ();
  ZbFramePool *pool = zb_frame_pool_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GBytes) later = NULL;

  gtk_window_present (GTK_WINDOW (window));
  paint_frame (window, pool, 0x33, &node);
  zb_frame_pool_free (pool);
  later = render (window, node);
  g_assert_cmphex (pixel_at (later, 0), ==, 0xff333333);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* --- their beat ----------------------------------------------------------------------------------- */

static void
on_beat (gpointer n)
{
  ++*(guint *)n;
}

static guint
count_beats (guint milliseconds)
{
  guint n = 0;

  zb_video_clock_add (on_beat, &n, 0);
  zb_wait (milliseconds);
  zb_video_clock_remove (on_beat, &n);
  return n;
}

/* On a machine that does nothing but draw, beats are left out, and not all of them. */
static void
test_beats_give_way (void)
{
  const guint free = count_beats (2000);
  guint drawing = zb_wait_draw_for_ever (), busy = count_beats (2000);

  g_source_remove (drawing);
  g_test_message ("%u beats, %u while drawing", free, busy);
  g_assert_cmpuint (busy, >=, 2);
  g_assert_cmpuint (busy, <, free / 2);
}

typedef struct
{
  GArray *moments; /* gint64, of the dispatch in which it was told, µs */
} Told;

static void
note_moment (gpointer told)
{
  const gint64 now = g_source_get_time (g_main_current_source ());

  g_array_append_val (((Told *)told)->moments, now);
}

static void
listen (Told *told, guint place)
{
  told->moments = g_array_new (FALSE, FALSE, sizeof (gint64));
  zb_video_clock_add (note_moment, told, place);
}

static gint64
nth_moment (Told *told, guint n)
{
  return g_array_index (told->moments, gint64, n);
}

static void
leave (Told *told)
{
  zb_video_clock_remove (note_moment, told);
  g_array_unref (told->moments);
}

/* Who has different places is told at once, and where turns are needed one after the other, as often as
 * before. */
static void
test_turns (void)
{
  Told even, odd;
  guint n;

  listen (&even, 2);
  listen (&odd, 5);
  zb_wait_for (even.moments->len >= 4 && odd.moments->len >= 4, 15000);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpint (nth_moment (&even, i), ==, nth_moment (&odd, i));
  zb_video_clock_begin_turns ();
  n = even.moments->len;
  zb_wait_for (even.moments->len >= n + 4 && odd.moments->len >= n + 4, 15000);
  g_assert_cmpuint (MAX (even.moments->len, odd.moments->len) - MIN (even.moments->len, odd.moments->len), <=,
                    1);
  for (guint i = n; i < n + 3; i++)
    {
      g_assert_cmpint (nth_moment (&even, i), !=, nth_moment (&odd, i));
      g_assert_cmpint (nth_moment (&even, i), <, nth_moment (&odd, i + 1));
      g_assert_cmpint (nth_moment (&odd, i), <, nth_moment (&even, i + 1));
    }
  zb_video_clock_end_turns ();
  leave (&even);
  leave (&odd);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/video/frames/used-again", test_used_again);
  g_test_add_func ("/video/frames/other-size", test_other_size);
  g_test_add_func ("/video/frames/outlives-pool", test_outlives_pool);
  g_test_add_func ("/video/frames/painted", test_painted);
  g_test_add_func ("/video/frames/painted-again", test_painted_again);
  g_test_add_func ("/video/frames/painted-after", test_painted_after);
  g_test_add_func ("/video/frames/sparse", test_sparse);
  g_test_add_func ("/video/frames/turns", test_turns);
  g_test_add_func ("/video/frames/beats-give-way", test_beats_give_way);
  g_test_add_func ("/video/frames/faded", test_faded);
  return g_test_run ();
}
