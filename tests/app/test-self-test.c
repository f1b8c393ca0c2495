/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the self-test says of a machine that lacks something, and what is copied for whoever helps: no name
 * and no password.
 */
#include "zb-duty.h"

#include "zb-base-map.h"
#include "zb-now.h"
#include "zb-self-test-dialog.h"

#include <glib/gstdio.h>
#include <gst/gst.h>
#include <utime.h>

static void
assert_found (ZbFinding *finding, ZbFindingLevel level, const char *words)
{
  g_autofree char *text = zb_finding_to_text (finding, TRUE);

  g_test_message ("%s", text);
  g_assert_cmpint (zb_finding_get_level (finding), ==, level);
  if (!strstr (text, words))
    g_error ("“%s” does not say “%s”", text, words);
  /* Whoever has something to do is told what. */
  g_assert_true (level == ZB_FINDING_WELL || zb_finding_get_advice (finding));
  g_object_unref (finding);
}

/* --- decoders --------------------------------------------------------------------------------------------
 */

static gboolean
takes_h264 (GstPluginFeature *feature, gpointer data)
{
  g_autoptr (GstCaps) caps = gst_caps_new_empty_simple ("video/x-h264");

  return GST_IS_ELEMENT_FACTORY (feature) &&
         gst_element_factory_list_is_type (GST_ELEMENT_FACTORY (feature), GST_ELEMENT_FACTORY_TYPE_DECODER) &&
         gst_element_factory_can_sink_any_caps (GST_ELEMENT_FACTORY (feature), caps);
}

static void
hide (gpointer feature, gpointer rank)
{
  g_object_set_data (feature, "rank", GUINT_TO_POINTER (gst_plugin_feature_get_rank (feature)));
  gst_plugin_feature_set_rank (feature, GST_RANK_NONE);
}

static void
bring_back (gpointer feature, gpointer unused)
{
  gst_plugin_feature_set_rank (feature, GPOINTER_TO_UINT (g_object_get_data (feature, "rank")));
}

static void
test_decoders (void)
{
  GList *features = gst_registry_feature_filter (gst_registry_get (), takes_h264, FALSE, NULL);

  assert_found (zb_check_h264 ("Cameras", NULL), ZB_FINDING_WELL, "H.264 is decoded by the");
  g_list_foreach (features, hide, NULL);
  assert_found (zb_check_h264 ("Cameras", NULL), ZB_FINDING_TROUBLE, "no decoder for H.264");
  g_list_foreach (features, bring_back, NULL);
  assert_found (zb_check_h264 ("Cameras", NULL), ZB_FINDING_WELL, "H.264");
  gst_plugin_feature_list_free (features);
}

/* --- the seat --------------------------------------------------------------------------------------------
 */

static void
test_graphics (void)
{
  ZbCheckFacts facts = { .renderer = (char *)"GskCairoRenderer", .display = (char *)"GdkX11Display" };

  assert_found (zb_check_graphics ("Graphics", &facts), ZB_FINDING_WARNING, "drawn by the processor");
  facts.renderer = (char *)"GskNglRenderer";
  facts.gl = (char *)"Mesa, llvmpipe (LLVM 19.1.7, 256 bits)";
  assert_found (zb_check_graphics ("Graphics", &facts), ZB_FINDING_WARNING, "OpenGL on the processor");
  facts.gl = (char *)"Intel, Mesa Intel(R) UHD Graphics 770";
  assert_found (zb_check_graphics ("Graphics", &facts), ZB_FINDING_WELL, "graphics card");
}

static void
on_name (GDBusConnection *bus, const char *name, gpointer data)
{
  *(gboolean *)data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *)data;
}

/* The name of an input method on the bus is all that is looked for of it. */
static void
test_input_method (void)
{
  ZbCheckFacts facts = { .input_method = (char *)"gtk-im-context-simple" };
  gboolean owned = FALSE;
  guint id;

  assert_found (zb_check_input_method ("Input", &facts), ZB_FINDING_WARNING, "not typed");
  id = g_bus_own_name (G_BUS_TYPE_SESSION, "org.freedesktop.IBus", G_BUS_NAME_OWNER_FLAGS_NONE, NULL, on_name,
                       NULL, &owned, NULL);
  g_assert_true (zb_test_wait (is_true, &owned, 10000));
  assert_found (zb_check_input_method ("Input", &facts), ZB_FINDING_WARNING, "IBus runs, but");
  facts.input_method = (char *)"ibus";
  assert_found (zb_check_input_method ("Input", &facts), ZB_FINDING_WELL, "typed with IBus");
  g_bus_unown_name (id);
}

/* --- the machine ------------------------------------------------------------------------------------------
 */

static void
copy_map (const char *to)
{
  g_autofree char *folder = zb_base_map_find_directory ();
  g_autofree char *path = g_build_filename (folder, "district.mbtiles", NULL);
  g_autoptr (GFile) from = g_file_new_for_path (path), target = g_file_new_for_path (to);
  g_autoptr (GError) error = NULL;

  g_file_copy (from, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
test_base_map (void)
{
  g_autofree char *dir = g_dir_make_tmp ("zhiban-map-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "district.mbtiles", NULL);
  struct utimbuf times = { .modtime = time (NULL) - (time_t)1000 * 86400 };
  ZbCheckFacts facts = { .map_folder = dir };

  assert_found (zb_check_base_map ("Map", &facts), ZB_FINDING_TROUBLE, "cannot be read");
  g_assert_true (g_file_set_contents (path, "SQLite format 3, but not really", -1, NULL));
  assert_found (zb_check_base_map ("Map", &facts), ZB_FINDING_TROUBLE, "cannot be read");
  copy_map (path);
  g_utime (path, NULL);
  assert_found (zb_check_base_map ("Map", &facts), ZB_FINDING_WELL, "longitude 121.");
  times.actime = times.modtime;
  g_utime (path, &times);
  assert_found (zb_check_base_map ("Map", &facts), ZB_FINDING_WARNING, "1000 days old");
  g_unlink (path);
  g_rmdir (dir);
}

static void
test_disk (void)
{
  ZbCheckFacts facts = { .data_folder = (char *)"/proc/nowhere" };
  g_autofree char *dir = g_dir_make_tmp ("zhiban-disk-XXXXXX", NULL);
  g_autofree char *later = g_build_filename (dir, "not", "yet", NULL);
  g_autoptr (ZbFinding) finding = NULL;

  assert_found (zb_check_disk ("Disk", &facts), ZB_FINDING_TROUBLE, "Disk");
  facts.data_folder = later;
  finding = zb_check_disk ("Disk", &facts);
  g_assert_nonnull (strstr (zb_finding_get_words (finding), "GB"));
  g_rmdir (dir);
}

/* --- the line ---------------------------------------------------------------------------------------------
 */

static void
test_clock (void)
{
  ZbCheckFacts facts = { .heard = FALSE };

  assert_found (zb_check_clock ("Clock", &facts), ZB_FINDING_WARNING, "not heard");
  facts.heard = TRUE;
  facts.clock_ahead = G_TIME_SPAN_SECOND / 2;
  assert_found (zb_check_clock ("Clock", &facts), ZB_FINDING_WELL, "0.5 s apart");
  facts.clock_ahead = 20 * G_TIME_SPAN_SECOND;
  assert_found (zb_check_clock ("Clock", &facts), ZB_FINDING_WARNING, "20 s behind");
  facts.clock_ahead = -G_TIME_SPAN_HOUR;
  assert_found (zb_check_clock ("Clock", &facts), ZB_FINDING_TROUBLE, "3600 s ahead");
}

static ZbFinding *
await_feed (const ZbCheckFacts *facts)
{
  DexFuture *future = zb_test_await (zb_check_feed ("Line", facts), 10000);
  const GValue *value = dex_future_get_value (future, NULL);
  ZbFinding *finding = g_value_dup_object (value);

  dex_unref (future);
  return finding;
}

static void
test_feed (void)
{
  ZbTestPlatform *platform = zb_test_platform_new ();
  g_autofree char *url = g_strdup (zb_test_platform_get_url (platform)); /* it goes with the platform */
  ZbCheckFacts facts = { .link = ZB_LINK_SIGNED_OUT };

  assert_found (await_feed (&facts), ZB_FINDING_WARNING, "Nobody is signed in");
  facts.url = url;
  facts.link = ZB_LINK_STALE;
  assert_found (await_feed (&facts), ZB_FINDING_TROUBLE, "There is no feed");
  facts.link = ZB_LINK_LIVE;
  assert_found (await_feed (&facts), ZB_FINDING_WELL, "The feed is live");
  zb_test_platform_stop (platform);
  assert_found (await_feed (&facts), ZB_FINDING_TROUBLE, "did not answer");
  zb_test_platform_free (platform);
}

/* --- all of it --------------------------------------------------------------------------------------------
 */

static gint waits_over;

static ZbFinding *
wait_long (const char *title, const ZbCheckFacts *facts)
{
  while (!g_atomic_int_get (&waits_over))
    g_usleep (1000);
  return zb_finding_new (title, ZB_FINDING_WELL, NULL, "%s", "late");
}

static ZbFinding *
be_quick (const char *title, const ZbCheckFacts *facts)
{
  return zb_finding_new (title, ZB_FINDING_WELL, NULL, "%s", "quick");
}

static ZbFindingLevel
level_of (ZbSelfTest *test, guint position)
{
  g_autoptr (ZbFinding) finding = g_list_model_get_item (zb_self_test_get_findings (test), position);

  return zb_finding_get_level (finding);
}

static gboolean
has_ended (gpointer test)
{
  return !zb_self_test_is_running (test);
}

/* A check that hangs holds up neither the window nor the others, and the list says so. */
static void
test_deadline (ZbDuty *duty, gconstpointer data)
{
  static const ZbCheck checks[] = { { "Slow", wait_long, NULL }, { "Quick", be_quick, NULL } };
  g_autoptr (ZbSelfTest) test = zb_self_test_new_of (checks, G_N_ELEMENTS (checks), 1000);
  g_autoptr (ZbCheckFacts) facts =
      zb_check_facts_new (GTK_WIDGET (duty->window), zb_desk_get_link (duty->desk));
  g_autofree char *text = NULL;

  zb_self_test_run (test, facts);
  g_assert_true (zb_self_test_is_running (test));
  g_assert_cmpint (level_of (test, 0), ==, ZB_FINDING_RUNNING);
  g_assert_true (zb_test_wait (has_ended, test, 10000));
  g_assert_cmpint (level_of (test, 0), ==, ZB_FINDING_WARNING);
  g_assert_cmpint (level_of (test, 1), ==, ZB_FINDING_WELL);
  text = zb_self_test_to_text (test, TRUE);
  g_assert_nonnull (strstr (text, "could not be looked at within 1 s"));
  g_atomic_int_set (&waits_over, 1);
  zb_self_test_run (test, facts);
  g_assert_true (zb_test_wait (has_ended, test, 10000));
  g_assert_cmpint (level_of (test, 0), ==, ZB_FINDING_WELL);
}

static gboolean
dialog_has_ended (gpointer data)
{
  AdwDialog *dialog = zb_duty_get_dialog (data);

  return dialog && gtk_widget_is_sensitive (zb_duty_find_child (dialog, ZB_TYPE_SELF_TEST_DIALOG, "again"));
}

static void
on_text (GObject *source, GAsyncResult *result, gpointer data)
{
  *(char **)data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static gboolean
has_text (gpointer data)
{
  return *(char **)data != NULL;
}

static void
assert_not_in (const char *text, const char *secret)
{
  g_assert_nonnull (secret);
  g_assert_cmpuint (strlen (secret), >, 2);
  if (strstr (text, secret))
    g_error ("“%s” is in:\n%s", secret, text);
}

static void
test_dialog (ZbDuty *duty, gconstpointer data)
{
  GtkListBox *list;
  guint n_checks;
  g_autofree char *text = NULL;

  zb_checks_get (&n_checks);
  zb_duty_sign_in (duty, "officer");
  gtk_widget_activate_action (GTK_WIDGET (duty->window), "win.self-test", NULL);
  g_assert_true (zb_test_wait (dialog_has_ended, duty, 20000));
  list = zb_duty_find_child (zb_duty_get_dialog (duty), ZB_TYPE_SELF_TEST_DIALOG, "list");
  g_assert_nonnull (gtk_list_box_get_row_at_index (list, (int)n_checks - 1));
  g_assert_null (gtk_list_box_get_row_at_index (list, (int)n_checks));
  g_signal_emit_by_name (zb_duty_find_child (zb_duty_get_dialog (duty), ZB_TYPE_SELF_TEST_DIALOG, "copy"),
                         "clicked");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (duty->window)), NULL, on_text, &text);
  g_assert_true (zb_test_wait (has_text, &text, 10000));
  g_test_message ("%s", text);
  g_assert_nonnull (strstr (text, "Zhiban " ZB_VERSION));
  g_assert_nonnull (strstr (text, "Platform: 127.0.0.1"));
  g_assert_nonnull (strstr (text, "[Well] Line to the platform: The feed is live"));
  assert_not_in (text, ZB_TEST_PASSWORD);
  assert_not_in (text, zb_desk_get_account (duty->desk)->username);
  assert_not_in (text, zb_desk_get_account (duty->desk)->name);
  assert_not_in (text, zb_test_platform_sign_in (duty->platform, "officer"));
  assert_not_in (text, g_get_user_data_dir ());
  assert_not_in (text, g_get_home_dir ());
}

/* Whoever has come through the welcome is shown it, once. */
static void
test_first_time (ZbDuty *duty, gconstpointer data)
{
  g_settings_reset (duty->settings, "self-tested");
  g_settings_set_string (duty->settings, "platform", zb_test_platform_get_url (duty->platform));
  zb_door_open (duty->door, NULL, NULL, NULL);
  zb_duty_sign_in (duty, "officer");
  g_assert_true (ZB_IS_SELF_TEST_DIALOG (zb_duty_get_dialog (duty)));
  adw_dialog_force_close (zb_duty_get_dialog (duty));
  zb_door_lock (duty->door);
  zb_duty_enter (duty, "officer", ZB_TEST_PASSWORD);
  g_assert_true (zb_window_is_open (duty->window));
  g_assert_null (zb_duty_get_dialog (duty));
  g_assert_true (g_settings_get_boolean (duty->settings, "self-tested"));
}

int
main (int argc, char *argv[])
{
  zb_duty_init (&argc, &argv);
  g_test_add_func ("/self-test/decoders", test_decoders);
  g_test_add_func ("/self-test/graphics", test_graphics);
  g_test_add_func ("/self-test/input-method", test_input_method);
  g_test_add_func ("/self-test/base-map", test_base_map);
  g_test_add_func ("/self-test/disk", test_disk);
  g_test_add_func ("/self-test/clock", test_clock);
  g_test_add_func ("/self-test/feed", test_feed);
  g_test_add ("/self-test/deadline", ZbDuty, NULL, zb_duty_set_up_shut, test_deadline, zb_duty_tear_down);
  g_test_add ("/self-test/dialog", ZbDuty, NULL, zb_duty_set_up, test_dialog, zb_duty_tear_down);
  g_test_add ("/self-test/first-time", ZbDuty, NULL, zb_duty_set_up_shut, test_first_time, zb_duty_tear_down);
  return g_test_run ();
}
