/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Until when an alert is put aside, where that is a time of day: what is one, as an input method for Chinese
 * writes it too, and what the form says and asks for then. */
#include "zb-alert-pane.h"
#include "zb-now.h"
#include "zb-sample-desk.h"
#include "zb-snooze-form.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/* --- what is a time of day ----------------------------------------------------------------------------- */

/* Noon of 26 November 2026 in Shanghai, whose clocks are eight hours before UTC. */
#define NOON (G_GINT64_CONSTANT (1795665600) * G_USEC_PER_SEC)
#define AFTER(hours, minutes) ((hours) * G_TIME_SPAN_HOUR + (minutes) * G_TIME_SPAN_MINUTE)

static void
check (const char *text, gint64 now, gint64 after)
{
  const gint64 until = zb_snooze_parse_clock (text, now);

  if (until != (after ? now + after : 0))
    g_error ("%s was read as %" G_GINT64_FORMAT " min", text, (until - now) / G_TIME_SPAN_MINUTE);
}

static void
test_forms (void)
{
  check ("14:30", NOON, AFTER (2, 30));
  check (" 14:30 ", NOON, AFTER (2, 30));
  check ("14：30", NOON, AFTER (2, 30));
  check ("１４：３０", NOON, AFTER (2, 30));
  check ("１4:3０", NOON, AFTER (2, 30));
  check ("　14：30　", NOON, AFTER (2, 30));
  check ("9:05", NOON - 4 * G_TIME_SPAN_HOUR, AFTER (1, 5));
  check ("09:05", NOON - 4 * G_TIME_SPAN_HOUR, AFTER (1, 5));
}

/* What has been today is tomorrow, where that is soon enough. Now is not to come. */
static void
test_day (void)
{
  const gint64 late = NOON + AFTER (10, 30), midnight = NOON + AFTER (12, 0);

  check ("23:59", late, AFTER (1, 29));
  check ("0:00", late, AFTER (1, 30));
  check ("00:00", late, AFTER (1, 30));
  check ("1:00", late, AFTER (2, 30));
  check ("2:30", late, AFTER (4, 0));
  check ("2:31", late, 0);
  check ("22:30", late, 0);
  check ("22:29", late, 0);
  check ("0:01", midnight, AFTER (0, 1));
  check ("0:00", midnight, 0);
}

/* It is the day of the place that counts: where clocks are behind UTC, a late evening is tomorrow there. */
static void
test_place (void)
{
  const gint64 evening = NOON + 23 * G_TIME_SPAN_HOUR;

  g_setenv ("TZ", "America/New_York", TRUE);
  check ("23:00", evening, AFTER (1, 0));
  check ("1:00", evening, AFTER (3, 0));
  check ("21:59", evening, 0);
  g_setenv ("TZ", "Asia/Shanghai", TRUE);
}

/* To the minute of four hours; seconds that have passed are not lost. */
static void
test_bounds (void)
{
  check ("16:00", NOON, AFTER (4, 0));
  check ("16:01", NOON, 0);
  check ("11:59", NOON, 0);
  check ("12:01", NOON, AFTER (0, 1));
  check ("12:01", NOON + 59 * G_TIME_SPAN_SECOND, G_TIME_SPAN_SECOND);
  check ("12:00", NOON - G_TIME_SPAN_SECOND / 2, G_TIME_SPAN_SECOND / 2);
  check ("16:00", NOON + 59 * G_TIME_SPAN_SECOND, AFTER (4, 0) - 59 * G_TIME_SPAN_SECOND);
  check ("16:01", NOON + 59 * G_TIME_SPAN_SECOND, 0);
}

static void
test_nonsense (void)
{
  static const char *const texts[] = { "",      " ",      "soon",     "三点",        "14",       "14:",
                                       ":30",   "14:3",   "14:300",   "114:30",      "014:30",   "+14:30",
                                       "-0:30", "1 4:30", "14: 30",   "14:30x",      "x14:30",   "14;30",
                                       "14.30", "14::30", "14:30:00", "24:00",       "14:60",    "14:99",
                                       "99:00", "14:-5",  "14:+5",    "\xff\xfe:30", "14:30\xc3" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      check (texts[i], NOON, 0);
      check (texts[i], NOON + AFTER (11, 30), 0);
    }
}

/* --- the form ------------------------------------------------------------------------------------------ */

static void
set_up (ZbSampleDesk *desk, gconstpointer data)
{
  zb_sample_desk_open (desk, ZB_SAMPLE_OFFICER);
  zb_words_set_world (desk->world);
  zb_sample_desk_show (desk,
                       g_object_new (ZB_TYPE_ALERT_PANE, "world", desk->world, "account", desk->account,
                                     "evidence", desk->services, NULL),
                       344, 802);
  zb_alert_pane_set_alert (ZB_ALERT_PANE (desk->screen),
                           zb_world_lookup (desk->world, ZB_KIND_ALERT, "alert-08"));
  gtk_widget_activate_action (desk->screen, "pane.snooze", "s", "30");
  zb_sample_settle ();
}

static AdwDialog *
get_dialog (ZbSampleDesk *desk)
{
  return adw_window_get_visible_dialog (ADW_WINDOW (desk->window));
}

static void
tear_down (ZbSampleDesk *desk, gconstpointer data)
{
  adw_dialog_force_close (get_dialog (desk));
  zb_sample_desk_close (desk);
}

static GtkEditable *
get_clock (ZbSampleDesk *desk)
{
  GtkWidget *line =
      gtk_widget_get_parent (zb_sample_find_text (GTK_WIDGET (get_dialog (desk)), _ ("Or until")));

  return GTK_EDITABLE (zb_sample_find (line, GTK_TYPE_ENTRY, NULL));
}

static gboolean
can_be_done (ZbSampleDesk *desk)
{
  return adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (get_dialog (desk)), "do");
}

static void
click_reason (ZbSampleDesk *desk)
{
  zb_sample_click (zb_sample_find (GTK_WIDGET (get_dialog (desk)), GTK_TYPE_BUTTON, "zb-chip"));
}

/* What was asked of the window's actions. */
static gint64
get_until (ZbSampleDesk *desk)
{
  g_autoptr (GVariant) told = NULL;
  gint64 until;

  g_signal_emit_by_name (get_dialog (desk), "response::do", "do");
  g_assert_true (g_str_has_prefix (zb_sample_desk_last (desk), "alert.snooze ('alert-08', "));
  told = g_variant_parse (G_VARIANT_TYPE ("(sxs)"), zb_sample_desk_last (desk) + strlen ("alert.snooze "),
                          NULL, NULL, NULL);
  g_variant_get (told, "(&sx&s)", NULL, &until, NULL);
  return until;
}

/* The whole minute in about two hours. */
static gint64
in_two_hours (void)
{
  return (zb_now () / G_TIME_SPAN_MINUTE + 120) * G_TIME_SPAN_MINUTE;
}

static char *
write_clock (gint64 at, const char *format)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);

  return g_strdup_printf (format, g_date_time_get_hour (local), g_date_time_get_minute (local));
}

/* As it is typed with an input method that writes wide digits. */
static char *
widen (const char *text)
{
  GString *wide = g_string_new (NULL);

  for (; *text; text++)
    g_string_append_unichar (wide, (gunichar)*text - '!' + 0xff01);
  return g_string_free (wide, FALSE);
}

static void
test_typed (ZbSampleDesk *desk, gconstpointer data)
{
  const gint64 at = in_two_hours ();
  g_autofree char *narrow = write_clock (at, "%02d:%02d"), *wide = widen (narrow), *time = zb_words_time (at);

  click_reason (desk);
  gtk_editable_set_text (get_clock (desk), wide);
  g_assert_cmpstr (gtk_editable_get_text (get_clock (desk)), ==, wide);
  g_assert_nonnull (zb_sample_find_text (GTK_WIDGET (get_dialog (desk)), time));
  g_assert_true (can_be_done (desk));
  g_assert_cmpint (get_until (desk), ==, at);
}

/* Their words are all that tells one while from another: they are whole on the narrowest detail too. */
static void
test_whiles_are_whole (ZbSampleDesk *desk, gconstpointer data)
{
  GtkWidget *group = zb_sample_find (GTK_WIDGET (get_dialog (desk)), ADW_TYPE_TOGGLE_GROUP, NULL);
  guint n = 0;

  for (GtkWidget *toggle = gtk_widget_get_first_child (group); toggle;
       toggle = gtk_widget_get_next_sibling (toggle))
    {
      GtkWidget *label = zb_sample_find (toggle, GTK_TYPE_LABEL, NULL);
      if (!label)
        continue;
      g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label))));
      n++;
    }
  g_assert_cmpuint (n, ==, adw_toggle_group_get_n_toggles (ADW_TOGGLE_GROUP (group)));
}

/* Until it is put right nothing is done, and the form says what is asked for. */
static void
test_refused (ZbSampleDesk *desk, gconstpointer data)
{
  const gint64 at = in_two_hours ();
  g_autofree char *narrow = write_clock (at, "%d:%02d");
  g_autofree char *far = write_clock (at + 3 * G_TIME_SPAN_HOUR, "%d:%02d");
  const char *const texts[] = { "25:00", "soon", far };
  const char *asked_for = _ ("A time of day within the next four hours, as 14:30");
  GtkWidget *dialog = GTK_WIDGET (get_dialog (desk));

  click_reason (desk);
  g_assert_true (can_be_done (desk));
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      gtk_editable_set_text (get_clock (desk), texts[i]);
      g_assert_false (can_be_done (desk));
      g_assert_nonnull (zb_sample_find_text (dialog, asked_for));
      g_signal_emit_by_name (dialog, "response::do", "do");
      g_assert_cmpuint (desk->log->len, ==, 0);
    }
  zb_sample_picture (desk->window, "snooze-refused");
  gtk_editable_set_text (get_clock (desk), narrow);
  g_assert_null (zb_sample_find_text (dialog, asked_for));
  g_assert_cmpint (get_until (desk), ==, at);
}

/* Who clicks a while has done with what was typed. */
static void
test_while_instead (ZbSampleDesk *desk, gconstpointer data)
{
  GtkWidget *whiles = zb_sample_find (GTK_WIDGET (get_dialog (desk)), ADW_TYPE_TOGGLE_GROUP, NULL);
  gint64 until;

  click_reason (desk);
  gtk_editable_set_text (get_clock (desk), "nonsense");
  adw_toggle_group_set_active (ADW_TOGGLE_GROUP (whiles), 0);
  g_assert_cmpstr (gtk_editable_get_text (get_clock (desk)), ==, "");
  g_assert_true (can_be_done (desk));
  until = get_until (desk);
  g_assert_cmpint (until, >, zb_now () + 14 * G_TIME_SPAN_MINUTE);
  g_assert_cmpint (until, <=, zb_now () + 15 * G_TIME_SPAN_MINUTE);
}

int
main (int argc, char *argv[])
{
  zb_sample_init (&argc, &argv);
  g_setenv ("TZ", "Asia/Shanghai", TRUE);
  g_test_add_func ("/snooze/forms", test_forms);
  g_test_add_func ("/snooze/day", test_day);
  g_test_add_func ("/snooze/place", test_place);
  g_test_add_func ("/snooze/bounds", test_bounds);
  g_test_add_func ("/snooze/nonsense", test_nonsense);
#define TEST(path, function) g_test_add (path, ZbSampleDesk, NULL, set_up, function, tear_down)
  TEST ("/snooze/typed", test_typed);
  TEST ("/snooze/whiles-are-whole", test_whiles_are_whole);
  TEST ("/snooze/refused", test_refused);
  TEST ("/snooze/while-instead", test_while_instead);
  return g_test_run ();
}
