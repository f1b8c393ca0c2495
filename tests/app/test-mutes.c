/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When the bell rings again, what a screen reader is told and when, and what is muted until when: all by a
 * clock that the test sets. And what an officer sees of it.
 */
#include "zb-account.h"
#include "zb-bell.h"
#include "zb-crier.h"
#include "zb-ear.h"
#include "zb-melody.h"
#include "zb-mute-panel.h"
#include "zb-mute-row.h"
#include "zb-muted-line.h"
#include "zb-mutes.h"
#include "zb-now.h"
#include "zb-sample-window.h"
#include "zb-settings-dialog.h"
#include "zb-settings.h"
#include "zb-words.h"

#include <glib/gi18n.h>
#include <math.h>

#define SECOND G_TIME_SPAN_SECOND
#define MINUTE G_TIME_SPAN_MINUTE
#define HOUR G_TIME_SPAN_HOUR

/* Thursday 26 November 2026, 10:00 in Shanghai. */
#define MORNING (G_GINT64_CONSTANT (1795658400) * SECOND)

/* --- the ear ---------------------------------------------------------------------------------------------
 */

static void
add_tone (gint16 *samples, gsize n, double frequency, double loudness)
{
  for (gsize i = 0; i < n; i++)
    samples[i] += (gint16)(G_MAXINT16 * loudness * sin (2 * G_PI * frequency * (double)i / ZB_MELODY_RATE));
}

static void
add_noise (gint16 *samples, gsize n, int loudness)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (gsize i = 0; i < n; i++)
    samples[i] += (gint16)g_rand_int_range (random, -loudness, loudness + 1);
}

/* A quiet tone is heard in louder noise, and neither silence, noise nor the tone beside it is one. */
static void
test_ear (void)
{
  const gsize n = ZB_MELODY_RATE;
  g_autofree gint16 *silence = g_new0 (gint16, n), *noise = g_new0 (gint16, n), *tone = g_new0 (gint16, n);

  add_noise (noise, n, 1000);
  add_noise (tone, n, 1000);
  add_tone (tone, n, 1000, 0.03);
  g_assert_false (zb_ear_hears (silence, n, 1000));
  g_assert_false (zb_ear_hears (noise, n, 1000));
  g_assert_true (zb_ear_hears (tone, n, 1000));
  g_assert_false (zb_ear_hears (tone, n, 1200));
  g_assert_false (zb_ear_hears (tone, 1000, 1000));
  memset (silence, 0, n * sizeof *silence);
  add_tone (silence, n, 1000, 0.25);
  g_assert_cmpfloat_with_epsilon (zb_ear_measure (silence, n, 1000), 0.25, 0.001);
}

/* From one sample to the next a tone of these heights moves by a ninth of its loudness; a click by all of it.
 */
static void
assert_no_click (const gint16 *samples, gsize n)
{
  int widest = ABS (samples[0]), highest = ABS (samples[0]);

  for (gsize i = 1; i < n; i++)
    {
      widest = MAX (widest, ABS (samples[i] - samples[i - 1]));
      highest = MAX (highest, ABS (samples[i]));
    }
  g_assert_cmpint (widest, <=, highest / 8);
  g_assert_cmpint (ABS (samples[n - 1]), <=, 1);
}

/* Every severity has a melody that no other has, softly begun and ended. */
static void
test_melodies (void)
{
  for (int a = ZB_SEVERITY_LOW; a <= ZB_SEVERITY_URGENT; a++)
    {
      gsize n_samples;
      guint n, m;
      g_autofree gint16 *samples = zb_melody_write (a, 1, &n_samples);
      const double *own = zb_melody_get_frequencies (a, &n);
      for (guint i = 0; i < n; i++)
        g_assert_true (zb_ear_hears (samples, n_samples, own[i]));
      for (int b = ZB_SEVERITY_LOW; b <= ZB_SEVERITY_URGENT; b++)
        {
          const double *others = zb_melody_get_frequencies (b, &m);
          for (guint i = 0; b != a && i < m; i++)
            g_assert_false (zb_ear_hears (samples, n_samples, others[i]));
        }
      assert_no_click (samples, n_samples);
    }
}

/* --- the bell --------------------------------------------------------------------------------------------
 */

static ZbBell *
new_bell (void)
{
  ZbBell *bell = zb_bell_new ();

  zb_bell_set_every (bell, ZB_SEVERITY_URGENT, 5);
  zb_bell_set_every (bell, ZB_SEVERITY_HIGH, 15);
  zb_bell_set_every (bell, ZB_SEVERITY_MEDIUM, ZB_BELL_ONCE);
  return bell;
}

/* How often it is struck in a minute, looked at four times a second. */
static guint
strikes (ZbBell *bell, guint muted, gint64 from, int severity)
{
  guint n = 0;

  for (gint64 now = from; now < from + MINUTE; now += SECOND / 4)
    n += zb_bell_strike (bell, muted, now) == severity;
  return n;
}

static void
test_bell_repeats (void)
{
  g_autoptr (ZbBell) bell = new_bell ();

  g_assert_false (zb_bell_ring (bell, "low", ZB_SEVERITY_LOW, MORNING));
  g_assert_false (zb_bell_is_ringing (bell));
  g_assert_true (zb_bell_ring (bell, "medium", ZB_SEVERITY_MEDIUM, MORNING));
  g_assert_false (zb_bell_is_ringing (bell));
  g_assert_true (zb_bell_ring (bell, "high", ZB_SEVERITY_HIGH, MORNING));
  g_assert_true (zb_bell_is_ringing (bell));
  g_assert_cmpuint (strikes (bell, 0, MORNING, ZB_SEVERITY_HIGH), ==, 3);
  zb_bell_settle (bell, "high");
  g_assert_false (zb_bell_is_ringing (bell));
  g_assert_true (zb_bell_ring (bell, "urgent", ZB_SEVERITY_URGENT, MORNING + MINUTE));
  g_assert_cmpuint (strikes (bell, 0, MORNING + MINUTE, ZB_SEVERITY_URGENT), ==, 11);
  g_assert_cmpuint (strikes (bell, 0, MORNING + 2 * MINUTE, ZB_SEVERITY_MEDIUM), ==, 0);
}

/* Of two that are due at once the gravest is heard, and the other is not heard right after it. */
static void
test_bell_gravest (void)
{
  g_autoptr (ZbBell) bell = new_bell ();

  zb_bell_ring (bell, "high", ZB_SEVERITY_HIGH, MORNING);
  zb_bell_ring (bell, "urgent", ZB_SEVERITY_URGENT, MORNING);
  g_assert_cmpint (zb_bell_strike (bell, 0, MORNING + 15 * SECOND), ==, ZB_SEVERITY_URGENT);
  g_assert_cmpint (zb_bell_strike (bell, 0, MORNING + 15 * SECOND + 1), ==, -1);
}

static void
test_bell_hush (void)
{
  g_autoptr (ZbBell) bell = new_bell ();

  zb_bell_ring (bell, "one", ZB_SEVERITY_URGENT, MORNING);
  zb_bell_hush (bell);
  g_assert_cmpuint (strikes (bell, 0, MORNING, ZB_SEVERITY_URGENT), ==, 0);
  g_assert_true (zb_bell_ring (bell, "two", ZB_SEVERITY_URGENT, MORNING + MINUTE));
  g_assert_cmpint (zb_bell_strike (bell, 0, MORNING + MINUTE + 5 * SECOND), ==, ZB_SEVERITY_URGENT);
}

/* A mute silences its own severity, and what is still there when it ends is heard again. */
static void
test_bell_muted (void)
{
  g_autoptr (ZbBell) bell = new_bell ();
  const guint muted = 1u << ZB_SEVERITY_HIGH;

  zb_bell_ring (bell, "high", ZB_SEVERITY_HIGH, MORNING);
  g_assert_cmpuint (strikes (bell, muted, MORNING, ZB_SEVERITY_HIGH), ==, 0);
  zb_bell_ring (bell, "urgent", ZB_SEVERITY_URGENT, MORNING + MINUTE);
  g_assert_cmpuint (strikes (bell, muted, MORNING + MINUTE, ZB_SEVERITY_URGENT), ==, 11);
  zb_bell_settle (bell, "urgent");
  g_assert_cmpint (zb_bell_strike (bell, 0, MORNING + 3 * MINUTE), ==, ZB_SEVERITY_HIGH);
}

static gboolean
is_urgent_id (const char *id, gpointer data)
{
  return g_str_has_prefix (id, "urgent");
}

/* A clock that is put back silences nothing; what is over unseen is settled. */
static void
test_bell_clock (void)
{
  g_autoptr (ZbBell) bell = new_bell ();

  zb_bell_ring (bell, "urgent", ZB_SEVERITY_URGENT, MORNING);
  g_assert_cmpint (zb_bell_strike (bell, 0, MORNING - HOUR), ==, ZB_SEVERITY_URGENT);
  g_assert_cmpint (zb_bell_strike (bell, 0, MORNING - HOUR + 4 * SECOND), ==, -1);
  g_assert_cmpint (zb_bell_strike (bell, 0, MORNING - HOUR + 5 * SECOND), ==, ZB_SEVERITY_URGENT);
  zb_bell_settle_if (bell, is_urgent_id, NULL);
  g_assert_false (zb_bell_is_ringing (bell));
}

/* --- the crier -------------------------------------------------------------------------------------------
 */

static void
assert_sum (ZbCrier *crier, gint64 now, const char *expected, gboolean expected_urgent)
{
  gboolean urgent = FALSE;
  g_autofree char *words = zb_crier_sum_up (crier, now, &urgent);

  g_assert_cmpstr (words, ==, expected);
  g_assert_cmpint (urgent, ==, expected_urgent);
}

static void
test_crier (void)
{
  g_autoptr (ZbCrier) crier = zb_crier_new ();

  g_assert_true (zb_crier_cry (crier, "a", FALSE, MORNING));
  assert_sum (crier, MORNING + 5 * SECOND, NULL, FALSE);
  g_assert_true (zb_crier_cry (crier, "b", FALSE, MORNING + 6 * SECOND));
  g_assert_false (zb_crier_cry (crier, "c", FALSE, MORNING + 7 * SECOND));
  assert_sum (crier, MORNING + 10 * SECOND, NULL, FALSE);
  assert_sum (crier, MORNING + 11 * SECOND, "c", FALSE);
  g_assert_false (zb_crier_cry (crier, "d", FALSE, MORNING + 12 * SECOND));
  g_assert_true (zb_crier_cry (crier, "urgent", TRUE, MORNING + 12 * SECOND));
  g_assert_false (zb_crier_cry (crier, "another urgent", TRUE, MORNING + 13 * SECOND));
  g_assert_false (zb_crier_cry (crier, "e", FALSE, MORNING + 14 * SECOND));
  assert_sum (crier, MORNING + 16 * SECOND, NULL, FALSE);
  assert_sum (crier, MORNING + 17 * SECOND, "3 new alerts, 1 urgent", TRUE);
  g_assert_false (zb_crier_is_holding (crier));
}

/* However many come: never more than one in five seconds, but for one that is urgent. */
static void
test_crier_burst (void)
{
  g_autoptr (ZbCrier) crier = zb_crier_new ();
  guint n = 0;

  for (gint64 now = MORNING; now < MORNING + MINUTE; now += SECOND / 10)
    {
      gboolean urgent;
      g_autofree char *words = zb_crier_sum_up (crier, now, &urgent);
      n += words != NULL;
      n += zb_crier_cry (crier, "again", TRUE, now);
    }
  g_assert_cmpuint (n, ==, 12);
}

/* --- mutes -----------------------------------------------------------------------------------------------
 */

static void
test_end_of_shift (void)
{
  g_assert_cmpint (zb_mutes_end_of_shift (MORNING), ==, MORNING + 6 * HOUR);
  g_assert_cmpint (zb_mutes_end_of_shift (MORNING + 6 * HOUR), ==, MORNING + 14 * HOUR);
  g_assert_cmpint (zb_mutes_end_of_shift (MORNING + 14 * HOUR - 1), ==, MORNING + 14 * HOUR);
  g_assert_cmpint (zb_mutes_end_of_shift (MORNING + 14 * HOUR), ==, MORNING + 22 * HOUR);
}

static void
test_mutes (void)
{
  g_autoptr (GSettings) settings = zb_settings_new ();
  const guint high = 1u << ZB_SEVERITY_HIGH, low = 1u << ZB_SEVERITY_LOW;

  g_settings_reset (settings, "mutes");
  zb_mutes_set_officer (settings, "chen");
  zb_mutes_mute (settings, ZB_SEVERITY_HIGH, 15, MORNING);
  zb_mutes_mute (settings, ZB_SEVERITY_LOW, ZB_MUTES_SHIFT, MORNING);
  zb_mutes_mute (settings, ZB_SEVERITY_URGENT, 15, MORNING);
  g_assert_cmpuint (zb_mutes_get_muted (settings, MORNING), ==, high | low);
  g_assert_cmpuint (zb_mutes_get_muted (settings, MORNING + 15 * MINUTE - 1), ==, high | low);
  g_assert_cmpuint (zb_mutes_get_muted (settings, MORNING + 15 * MINUTE), ==, low);
  g_assert_cmpuint (zb_mutes_get_muted (settings, MORNING + 6 * HOUR), ==, 0);
  zb_mutes_set_officer (settings, "chen");
  g_assert_cmpuint (zb_mutes_get_muted (settings, MORNING), ==, high | low);
  zb_mutes_mute (settings, ZB_SEVERITY_HIGH, 0, MORNING);
  g_assert_cmpuint (zb_mutes_get_muted (settings, MORNING), ==, low);
  zb_mutes_set_officer (settings, "sun");
  g_assert_cmpuint (zb_mutes_get_muted (settings, MORNING), ==, 0);
}

/* Somebody writes into the settings by hand: nothing urgent, and nothing for ever. */
static void
test_mutes_by_hand (void)
{
  g_autoptr (GSettings) settings = zb_settings_new ();

  g_settings_set (settings, "mutes", "a{sx}", NULL);
  g_settings_set_value (settings, "mutes",
                        g_variant_new_parsed ("{'urgent': %x, 'high': %x, 'nonsense': %x}", MORNING + HOUR,
                                              MORNING + 9 * HOUR, MORNING + HOUR));
  g_assert_cmpuint (zb_mutes_get_muted (settings, MORNING), ==, 0);
  g_settings_reset (settings, "mutes");
}

/* --- what is seen ----------------------------------------------------------------------------------------
 */

/* What comes before the first number or name in a sentence, in whatever language it is shown. */
static gboolean
says (GtkWidget *window, const char *sentence)
{
  g_auto (GStrv) parts = g_strsplit (sentence, "%", 2);

  return zb_sample_find_text (window, parts[0]) != NULL;
}

static void
test_panel (void)
{
  g_autoptr (GSettings) settings = zb_settings_new ();
  GtkWidget *panel = g_object_new (ZB_TYPE_MUTE_PANEL, NULL);
  GtkWidget *window;

  g_settings_reset (settings, "mutes");
  zb_mute_panel_set_settings (ZB_MUTE_PANEL (panel), settings);
  window = zb_sample_show (panel, 560, 260);
  g_assert_true (says (window, C_ ("sound", "Sounds every 15 s")));
  g_assert_true (says (window, C_ ("sound", "Sounds once")));
  g_assert_true (says (window, C_ ("sound", "Silent")));
  g_settings_set_string (settings, "sound-low", "every-60");
  g_assert_true (says (window, C_ ("sound", "Sounds every minute")));
  g_settings_reset (settings, "sound-low");
  g_assert_false (says (window, _ ("Muted until %s")));
  zb_mutes_mute (settings, ZB_SEVERITY_MEDIUM, ZB_MUTES_SHIFT, zb_now ());
  zb_sample_settle ();
  g_assert_true (says (window, _ ("Muted until %s")));
  g_assert_true (says (window, C_ ("mute", "Sound again")));
  zb_sample_picture (window, "mute-panel");
  g_settings_reset (settings, "mutes");
  g_assert_false (says (window, _ ("Muted until %s")));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Somebody on watch, as far as the line looks at them. */
#define TEST_TYPE_OFFICER (test_officer_get_type ())
G_DECLARE_FINAL_TYPE (TestOfficer, test_officer, TEST, OFFICER, GObject)

struct _TestOfficer
{
  GObject parent_instance;
  char *account, *name;
  guint muted;
  gboolean silent;
};

G_DEFINE_FINAL_TYPE (TestOfficer, test_officer, G_TYPE_OBJECT)

static void
test_officer_finalize (GObject *object)
{
  g_free (TEST_OFFICER (object)->account);
  g_free (TEST_OFFICER (object)->name);
  G_OBJECT_CLASS (test_officer_parent_class)->finalize (object);
}

static void
test_officer_class_init (TestOfficerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_officer_finalize;
}

static void
test_officer_init (TestOfficer *self)
{
}

static void
add_officer (GListStore *officers, const char *account, const char *name, guint muted)
{
  g_autoptr (TestOfficer) officer = g_object_new (TEST_TYPE_OFFICER, NULL);

  officer->account = g_strdup (account);
  officer->name = g_strdup (name);
  officer->muted = muted;
  g_list_store_append (officers, officer);
}

/* With everything muted as well, it is the silence that is told. */
static void
add_silent_officer (GListStore *officers, const char *account, const char *name)
{
  g_autoptr (TestOfficer) officer = NULL;

  add_officer (officers, account, name, 1u << ZB_SEVERITY_LOW);
  officer =
      g_list_model_get_item (G_LIST_MODEL (officers), g_list_model_get_n_items (G_LIST_MODEL (officers)) - 1);
  officer->silent = TRUE;
  g_list_model_items_changed (G_LIST_MODEL (officers), 0, 0, 0);
}

static ZbMutedOfficer
read_officer (gpointer data)
{
  const TestOfficer *officer = data;

  return (ZbMutedOfficer){ officer->account, officer->name, officer->muted, officer->silent };
}

/* The others on the shift, and not oneself; nothing where nobody has muted anything. */
static void
test_line (void)
{
  g_autoptr (GListStore) officers = g_list_store_new (TEST_TYPE_OFFICER);
  GtkWidget *line = g_object_new (ZB_TYPE_MUTED_LINE, NULL);
  GtkWidget *window = zb_sample_show (line, 500, 60);

  zb_muted_line_set_account (ZB_MUTED_LINE (line), "me");
  zb_muted_line_set_officers (ZB_MUTED_LINE (line), G_LIST_MODEL (officers), read_officer);
  g_assert_false (gtk_widget_get_visible (line));
  add_officer (officers, "me", "陈", 1u << ZB_SEVERITY_HIGH);
  add_officer (officers, "sun", "孙", 0);
  g_assert_false (gtk_widget_get_visible (line));
  add_officer (officers, "zhang", "张三", 1u << ZB_SEVERITY_MEDIUM | 1u << ZB_SEVERITY_LOW);
  zb_sample_settle ();
  g_assert_true (gtk_widget_get_visible (line));
  g_assert_nonnull (zb_sample_find_text (window, "张三"));
  if (g_str_equal (zb_words_severity (ZB_SEVERITY_LOW), "Low"))
    g_assert_nonnull (zb_sample_find_text (window, "张三 has muted Medium, Low"));
  g_assert_null (zb_sample_find_text (window, "陈"));
  g_assert_null (zb_sample_find_text (window, "孙"));
  add_silent_officer (officers, "zhao", "赵六");
  zb_sample_settle ();
  g_assert_nonnull (zb_sample_find_text (window, "赵六"));
  if (g_str_equal (zb_words_severity (ZB_SEVERITY_LOW), "Low"))
    g_assert_nonnull (zb_sample_find_text (window, "赵六 hears no alert"));
  zb_muted_line_set_account (ZB_MUTED_LINE (line), "zhang");
  g_assert_nonnull (zb_sample_find_text (window, "陈"));
  g_list_store_remove_all (officers);
  g_assert_false (gtk_widget_get_visible (line));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_settings (void)
{
  g_autoptr (GSettings) settings = zb_settings_new ();
  GtkWidget *window = zb_sample_show (adw_bin_new (), 900, 1160);
  AdwDialog *dialog;

  g_settings_set (settings, "sound-test", "(xs)", MORNING, "heard");
  dialog = zb_settings_dialog_new (settings);
  adw_dialog_present (dialog, window);
  zb_sample_settle ();
  g_assert_true (says (window, _ ("The test tone was heard")));
  g_settings_set (settings, "sound-test", "(xs)", MORNING, "gone");
  g_assert_true (says (window, _ ("There is no sound device: new alerts cannot be heard")));
  zb_sample_picture (window, "settings-sound");
  g_settings_reset (settings, "sound-test");
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  g_setenv ("TZ", "Asia/Shanghai", TRUE);
  zb_sample_init (&argc, &argv);
  g_test_add_func ("/app/mutes/ear", test_ear);
  g_test_add_func ("/app/mutes/melodies", test_melodies);
  g_test_add_func ("/app/mutes/bell-repeats", test_bell_repeats);
  g_test_add_func ("/app/mutes/bell-gravest", test_bell_gravest);
  g_test_add_func ("/app/mutes/bell-hush", test_bell_hush);
  g_test_add_func ("/app/mutes/bell-muted", test_bell_muted);
  g_test_add_func ("/app/mutes/bell-clock", test_bell_clock);
  g_test_add_func ("/app/mutes/crier", test_crier);
  g_test_add_func ("/app/mutes/crier-burst", test_crier_burst);
  g_test_add_func ("/app/mutes/end-of-shift", test_end_of_shift);
  g_test_add_func ("/app/mutes/mutes", test_mutes);
  g_test_add_func ("/app/mutes/by-hand", test_mutes_by_hand);
  g_test_add_func ("/app/mutes/panel", test_panel);
  g_test_add_func ("/app/mutes/line", test_line);
  g_test_add_func ("/app/mutes/settings", test_settings);
  return g_test_run ();
}
