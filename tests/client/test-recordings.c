/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a console asks of recordings: a link, a platform with cameras that are recorded, real files. */
#include "studio.h"

#include "zb-link.h"
#include "zb-media.h"
#include "zb-mp4-index.h"
#include "zb-wait.h"

#include <glib/gstdio.h>

#define CAMERA ZB_TEST_CAMERA_NORTH
#define SOON 20000

static Studio *studio;
static ZbWorld *world;
static ZbLink *officer;

static gboolean
has_come (gpointer answer)
{
  return zb_answer_get_state (answer) != ZB_ANSWER_PENDING;
}

static ZbAnswer *
await (ZbAnswer *answer)
{
  g_assert_true (zb_test_wait (has_come, answer, SOON));
  return answer;
}

static gpointer
await_one (ZbAnswer *answer)
{
  g_autoptr (ZbAnswer) come = await (answer);

  g_assert_null (zb_answer_get_problem (come));
  g_assert_cmpuint (g_list_model_get_n_items (zb_answer_get_items (come)), ==, 1);
  return g_list_model_get_item (zb_answer_get_items (come), 0);
}

static ZbRecordedSpan *
find_span (void)
{
  gint64 now = g_get_real_time ();
  g_autoptr (ZbRecordings) recordings =
      await_one (zb_media_list_recordings (ZB_MEDIA (officer), CAMERA, now - G_TIME_SPAN_HOUR, now));

  g_assert_true (recordings->recorded);
  g_assert_cmpuint (recordings->spans->len, >=, 1);
  return g_object_ref (recordings->spans->pdata[0]);
}

static ZbPlayback *
open_playback (void)
{
  gint64 now = g_get_real_time ();

  return await_one (zb_media_open_playback (ZB_MEDIA (officer), CAMERA, now - G_TIME_SPAN_HOUR, now));
}

/* The initialisation part and any fragment, fetched each for itself, are a file that can be played. */
static void
test_parts (void)
{
  g_autoptr (ZbPlayback) playback = open_playback ();
  ZbPlaybackSpan *span = playback->spans->pdata[0];
  const ZbFragment *fragment = zb_playback_span_get_fragment (span, 1);
  g_autoptr (ZbAnswer) init = await (
      zb_media_fetch_part (ZB_MEDIA (officer), playback, 0, 0, zb_playback_span_get_init_length (span)));
  g_autoptr (ZbAnswer) part =
      await (zb_media_fetch_part (ZB_MEDIA (officer), playback, 0, fragment->offset, fragment->length));
  g_autoptr (GByteArray) file = g_byte_array_new ();
  GBytes *bytes[] = { zb_answer_get_bytes (init), zb_answer_get_bytes (part) };

  for (guint i = 0; i < G_N_ELEMENTS (bytes); i++)
    {
      g_assert_nonnull (bytes[i]);
      g_byte_array_append (file, g_bytes_get_data (bytes[i], NULL), (guint)g_bytes_get_size (bytes[i]));
    }
  g_autoptr (ZbMp4Index) index = zb_mp4_index_read (file->data, file->len);
  g_assert_nonnull (index);
  g_assert_cmpuint (index->length, ==, file->len);
  g_assert_cmpint (zb_playback_span_find (span, span->started_at + fragment->starts_at * 1000), ==, 1);
  g_assert_cmpint (zb_playback_span_find (span, span->started_at - 1), ==, -1);
}

static void
assert_fails (ZbAnswer *answer, gint64 status)
{
  g_autoptr (ZbAnswer) come = await (answer);

  g_assert_nonnull (zb_answer_get_problem (come));
  g_assert_cmpint (zb_answer_get_problem (come)->status, ==, status);
}

static void
test_refused (void)
{
  gint64 now = g_get_real_time ();
  g_autoptr (ZbPlayback) playback = open_playback ();

  g_set_str (&playback->password, "guess");
  assert_fails (zb_media_fetch_part (ZB_MEDIA (officer), playback, 0, 0, 10), 401);
  assert_fails (zb_media_fetch_part (ZB_MEDIA (officer), playback, 99, 0, 10), 0);
  assert_fails (zb_media_open_playback (ZB_MEDIA (officer), CAMERA, now, now - 1), 422);
  assert_fails (zb_media_start_export (ZB_MEDIA (officer), CAMERA, now - G_TIME_SPAN_MINUTE, now, NULL, NULL),
                422);
  assert_fails (zb_media_look_at_export (ZB_MEDIA (officer), "01890000-0000-7000-8000-0000000000ff"), 404);
}

static gboolean
is_made (gpointer data)
{
  ZbExport **export = data;
  ZbExport *now = await_one (zb_media_look_at_export (ZB_MEDIA (officer), (*export)->id));

  g_object_unref (*export);
  *export = now;
  return now->state == ZB_EXPORT_READY;
}

static void
assert_saved (const char *path, const ZbExport *export)
{
  g_autofree char *data = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  g_autofree char *sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *)data, length);
  g_assert_cmpstr (sha256, ==, export->sha256);
}

/* A file that is not what the platform said is not kept. */
static void
test_export (void)
{
  g_autoptr (ZbRecordedSpan) span = find_span ();
  g_autoptr (GPtrArray) regions = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *path =
      g_build_filename (zb_test_platform_get_dir (studio->platform), "saved 取证.mp4", NULL);
  g_autofree char *other = g_strconcat (path, "2", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path), wrong = g_file_new_for_path (other);

  g_ptr_array_add (regions, zb_export_region_new (0.1, 0.1, 0.2, 0.2));
  g_autoptr (ZbExport) export = await_one (zb_media_start_export (
      ZB_MEDIA (officer), CAMERA, span->started_at, span->started_at + 3 * G_USEC_PER_SEC, "取证", regions));
  g_assert_true (zb_test_wait (is_made, &export, 60000));
  g_autoptr (ZbExport) saved = await_one (zb_media_fetch_export (ZB_MEDIA (officer), export, file));
  assert_saved (path, saved);

  g_set_str (&export->sha256, "00");
  assert_fails (zb_media_fetch_export (ZB_MEDIA (officer), export, wrong), 0);
  g_assert_false (g_file_test (other, G_FILE_TEST_EXISTS));
  g_assert_cmpint (studio_count (studio, "SELECT count(*) FROM audit WHERE action = 'recording.download'"),
                   ==, 2);
}

static void
test_holds (void)
{
  g_autoptr (ZbRecordedSpan) span = find_span ();
  g_autoptr (ZbHold) hold =
      await_one (zb_media_hold (ZB_MEDIA (officer), CAMERA, span->started_at, span->ended_at, "案件"));
  g_autoptr (ZbHold) listed = await_one (zb_media_list_holds (ZB_MEDIA (officer), CAMERA));

  g_assert_true (zb_record_equal ((ZbRecord *)hold, (ZbRecord *)listed));
  g_autoptr (ZbAnswer) released = await (zb_media_release_hold (ZB_MEDIA (officer), hold->id, "结案"));
  g_assert_cmpint (zb_answer_get_state (released), ==, ZB_ANSWER_READY);
  g_autoptr (ZbAnswer) none = await (zb_media_list_holds (ZB_MEDIA (officer), CAMERA));
  g_assert_cmpuint (g_list_model_get_n_items (zb_answer_get_items (none)), ==, 0);
}

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer answered)
{
  g_autoptr (GError) error = NULL;

  zb_link_sign_in_finish (ZB_LINK (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *)answered = TRUE;
}

static void
sign_in (void)
{
  gboolean answered = FALSE;

  world = zb_world_new ();
  officer = zb_link_new (world);
  zb_link_sign_in_async (officer, zb_test_platform_get_url (studio->platform), "officer", ZB_TEST_PASSWORD,
                         NULL, on_signed_in, &answered);
  zb_wait_for (answered, SOON);
}

static void
leave (void)
{
  DexFuture *left = zb_link_leave (officer);

  zb_wait_for (!dex_future_is_pending (left), 15000);
  dex_unref (left);
  g_object_run_dispose (G_OBJECT (officer));
  zb_wait (100);
  g_object_unref (officer);
  g_object_unref (world);
}

int
main (int argc, char **argv)
{
  g_autofree char *home = g_dir_make_tmp ("zb-home-XXXXXX", NULL);
  ZbRecorderOptions options = { STUDIO_OPTIONS };
  int result;

  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("XDG_CACHE_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);
  studio = studio_new (&options);
  studio_wait_recorded (studio, CAMERA, 8);
  sign_in ();
  g_test_add_func ("/client/recordings/parts", test_parts);
  g_test_add_func ("/client/recordings/refused", test_refused);
  g_test_add_func ("/client/recordings/export", test_export);
  g_test_add_func ("/client/recordings/holds", test_holds);
  result = g_test_run ();
  leave ();
  studio_free (studio);
  return result;
}
