/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dispatch form: what it proposes, what it refuses, and the one value that it hands over. */
#include "zb-dispatch-dialog.h"
#include "zb-recommendation-row.h"
#include "zb-sample-desk.h"
#include "zb-unit.h"
#include "zb-words.h"

static AdwDialog *dialog;

static void
open_dialog (ZbSampleDesk *desk, const char *of, const char *alert, gboolean connected)
{
  dialog = g_object_new (ZB_TYPE_DISPATCH_DIALOG, "world", desk->world, "account", desk->account, "evidence",
                         desk->services, "query", desk->services, "case",
                         of ? zb_world_lookup (desk->world, ZB_KIND_CASE, of) : NULL, "alert",
                         alert ? zb_world_lookup (desk->world, ZB_KIND_ALERT, alert) : NULL, "connected",
                         connected, "as-of", g_get_real_time (), NULL);
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *)&dialog);
  adw_dialog_present (dialog, desk->window);
  zb_sample_settle ();
}

static void
set_up (ZbSampleDesk *desk, gconstpointer account)
{
  zb_sample_desk_open (desk, account ? account : ZB_SAMPLE_OFFICER);
  zb_words_set_world (desk->world);
  zb_sample_desk_show (desk, gtk_label_new (NULL), 1600, 960);
}

static void
tear_down (ZbSampleDesk *desk, gconstpointer data)
{
  if (dialog)
    adw_dialog_force_close (dialog);
  zb_sample_settle ();
  g_assert_null (dialog);
  zb_sample_desk_close (desk);
}

static GtkWidget *
find_submit (void)
{
  return zb_sample_find_action (GTK_WIDGET (dialog), "dispatch.submit");
}

static ZbRecommendationRow *
find_unit_row (const char *call_sign)
{
  GtkWidget *label = zb_sample_find_text (GTK_WIDGET (dialog), call_sign);

  return ZB_RECOMMENDATION_ROW (gtk_widget_get_ancestor (label, ZB_TYPE_RECOMMENDATION_ROW));
}

static void
add_pending (ZbSampleDesk *desk, const char *name, const char *title)
{
  g_autoptr (ZbCommand) command = zb_command_new (name, "alert-01", g_variant_new ("a{sv}", NULL));

  zb_command_set_title (command, title);
  zb_command_set_state (command, ZB_COMMAND_QUEUED, NULL);
  zb_world_add_command (desk->world, command);
}

static void
test_offline (ZbSampleDesk *desk, gconstpointer data)
{
  add_pending (desk, "case.dispatch", "井盖移位");
  add_pending (desk, "alert.verdict", "占道经营");
  open_dialog (desk, "case-0417", NULL, FALSE);
  zb_recommendation_row_toggle (find_unit_row ("天山 03"));
  zb_recommendation_row_toggle (find_unit_row ("天义微型消防站"));
  zb_sample_settle ();
  g_assert_nonnull (zb_sample_find_action (GTK_WIDGET (dialog), "outbox.withdraw"));
  g_assert_nonnull (zb_sample_find_action (GTK_WIDGET (dialog), "dispatch.show-outbox"));
  zb_sample_picture (GTK_WIDGET (dialog), "dispatch");
}

/* In a window of 1180 pixels the way of the case goes, and what has to be filled in stays. */
static void
test_narrow (ZbSampleDesk *desk, gconstpointer data)
{
  gtk_window_set_default_size (GTK_WINDOW (desk->window), 1180, 700);
  open_dialog (desk, "case-0417", NULL, TRUE);
  zb_sample_settle ();
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (dialog)), <=, 1180);
  g_assert_false (
      gtk_widget_get_mapped (zb_sample_find (GTK_WIDGET (dialog), GTK_TYPE_BOX, "zb-dispatch-side")));
  g_assert_true (gtk_widget_get_mapped (find_submit ()));
  zb_sample_picture (GTK_WIDGET (dialog), "dispatch-narrow");
}

static void
assert_named (GType type, const char *style_class, const char *name)
{
  GtkWidget *widget = zb_sample_find (GTK_WIDGET (dialog), type, style_class);
  g_autofree char *wrong =
      gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name);

  g_assert_cmpstr (wrong, ==, NULL);
}

static void
test_read_aloud (ZbSampleDesk *desk, gconstpointer data)
{
  open_dialog (desk, "case-0417", NULL, TRUE);
  assert_named (GTK_TYPE_DROP_DOWN, NULL, "Kind");
  assert_named (ADW_TYPE_TOGGLE_GROUP, NULL, "Severity");
  assert_named (GTK_TYPE_TEXT, "zb-body", "Place");
  assert_named (GTK_TYPE_TEXT_VIEW, NULL, "Description");
}

static guint
count_unit_rows (gboolean only_last)
{
  GtkWidget *units = zb_sample_find (GTK_WIDGET (dialog), GTK_TYPE_LIST_BOX, "zb-units-list");
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (units); row; row = gtk_widget_get_next_sibling (row))
    if (ZB_IS_RECOMMENDATION_ROW (row) && gtk_widget_get_visible (row))
      n += !only_last || zb_recommendation_row_is_put_last (ZB_RECOMMENDATION_ROW (row));
  return n;
}

static void
add_units (ZbSampleDesk *desk, guint n, gboolean on_duty)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("unit-more-%d-%u", on_duty, i);
      ZbUnit *unit = ZB_UNIT (zb_entity_new (ZB_KIND_UNIT, id));
      unit->call_sign = g_strdup (id);
      unit->on_duty = on_duty;
      unit->status = on_duty ? ZB_UNIT_AVAILABLE : ZB_UNIT_OFF_DUTY;
      unit->as_of = g_get_real_time ();
      unit->location = (ZbPoint){ 121.4, 31.21 };
      zb_sample_world_change (desk->world, ZB_ENTITY (unit));
    }
}

/* Among many units the fittest are in sight, and below them those who cannot come, with the reason. */
static void
test_many_units (ZbSampleDesk *desk, gconstpointer data)
{
  add_units (desk, 20, TRUE);
  add_units (desk, 20, FALSE);
  open_dialog (desk, NULL, ZB_SAMPLE_ALERT, TRUE);
  g_assert_cmpuint (count_unit_rows (FALSE), ==, 7);
  g_assert_cmpuint (count_unit_rows (TRUE), ==, 2);
  zb_sample_click (
      gtk_widget_get_ancestor (zb_sample_find_text (GTK_WIDGET (dialog), "more units"), GTK_TYPE_BUTTON));
  g_assert_cmpuint (count_unit_rows (FALSE), >=, 40);
}

static void
test_delivered (ZbSampleDesk *desk, gconstpointer data)
{
  g_autoptr (ZbCommand) command = zb_command_new ("alert.claim", "alert-01", NULL);

  zb_command_set_title (command, "车棚疑似明火");
  zb_world_add_command (desk->world, command);
  zb_command_set_state (command, ZB_COMMAND_ACCEPTED, NULL);
  zb_world_remove_command (desk->world, command);
  open_dialog (desk, "case-0417", NULL, TRUE);
  g_assert_nonnull (zb_sample_find_text (GTK_WIDGET (dialog), "Claim · 车棚疑似明火"));
  g_assert_nonnull (zb_sample_find_text (GTK_WIDGET (dialog), "Delivered at"));
}

/* A kind is told with the group that it is of, a case that nobody was sent to as a draft. */
static void
test_says_what_it_is (ZbSampleDesk *desk, gconstpointer data)
{
  open_dialog (desk, "case-0417", NULL, TRUE);
  g_assert_nonnull (zb_sample_find_text (GTK_WIDGET (dialog), "Emergencies › "));
  g_assert_nonnull (zb_sample_find_text (GTK_WIDGET (dialog), "0417 (draft)"));
}

static void
test_nobody_chosen (ZbSampleDesk *desk, gconstpointer data)
{
  open_dialog (desk, "case-0417", NULL, TRUE);
  g_assert_false (gtk_widget_is_sensitive (find_submit ()));
  g_assert_nonnull (gtk_widget_get_tooltip_text (find_submit ()));
  zb_recommendation_row_toggle (find_unit_row ("天山 07"));
  g_assert_false (zb_recommendation_row_get_chosen (find_unit_row ("天山 07")));
  zb_recommendation_row_toggle (find_unit_row ("天山 03"));
  g_assert_true (gtk_widget_is_sensitive (find_submit ()));
}

static void
test_of_a_case (ZbSampleDesk *desk, gconstpointer data)
{
  open_dialog (desk, "case-0417", NULL, TRUE);
  zb_recommendation_row_toggle (find_unit_row ("天山 03"));
  zb_sample_click (find_submit ());
  g_assert_cmpuint (desk->log->len, ==, 1);
  g_assert_true (g_str_has_prefix (zb_sample_desk_last (desk), "case.dispatch {"));
  g_assert_nonnull (strstr (zb_sample_desk_last (desk), "'case': <'case-0417'>"));
  g_assert_nonnull (strstr (zb_sample_desk_last (desk), "'unit': <'unit-ts03'>"));
  g_assert_nonnull (strstr (zb_sample_desk_last (desk), "'file': <false>"));
  g_assert_null (strstr (zb_sample_desk_last (desk), "'edit'"));
  g_assert_null (strstr (zb_sample_desk_last (desk), "'create'"));
}

static void
test_of_an_alert (ZbSampleDesk *desk, gconstpointer data)
{
  open_dialog (desk, NULL, ZB_SAMPLE_ALERT, TRUE);
  zb_recommendation_row_toggle (find_unit_row ("天山 03"));
  zb_sample_click (find_submit ());
  g_assert_nonnull (strstr (zb_sample_desk_last (desk), "'alert': <'alert-00'>"));
  g_assert_nonnull (strstr (zb_sample_desk_last (desk), "'verdict': <true>"));
  g_assert_nonnull (strstr (zb_sample_desk_last (desk), "'alerts': <['alert-00']>"));
  g_assert_nonnull (strstr (zb_sample_desk_last (desk), "'file': <true>"));
}

static void
test_not_claimed (ZbSampleDesk *desk, gconstpointer data)
{
  open_dialog (desk, NULL, "alert-01", TRUE);
  zb_recommendation_row_toggle (find_unit_row ("天山 03"));
  g_assert_false (gtk_widget_is_sensitive (find_submit ()));
}

static void
test_edited (ZbSampleDesk *desk, gconstpointer data)
{
  GtkTextView *view;

  open_dialog (desk, "case-0417", NULL, TRUE);
  view = GTK_TEXT_VIEW (zb_sample_find (GTK_WIDGET (dialog), GTK_TYPE_TEXT_VIEW, NULL));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), "明火已起", -1);
  zb_recommendation_row_toggle (find_unit_row ("天义微型消防站"));
  zb_sample_click (find_submit ());
  g_assert_nonnull (strstr (zb_sample_desk_last (desk), "'edit': <{'description': <'明火已起'>}>"));
}

static void
test_checker_may_not (ZbSampleDesk *desk, gconstpointer data)
{
  open_dialog (desk, "case-0417", NULL, TRUE);
  zb_recommendation_row_toggle (find_unit_row ("天山 03"));
  g_assert_false (gtk_widget_is_sensitive (find_submit ()));
}

int
main (int argc, char *argv[])
{
  zb_sample_init (&argc, &argv);
#define TEST(path, account, function) g_test_add (path, ZbSampleDesk, account, set_up, function, tear_down)
  TEST ("/dispatch/offline", NULL, test_offline);
  TEST ("/dispatch/read-aloud", NULL, test_read_aloud);
  TEST ("/dispatch/many-units", NULL, test_many_units);
  TEST ("/dispatch/delivered", NULL, test_delivered);
  TEST ("/dispatch/says-what-it-is", NULL, test_says_what_it_is);
  TEST ("/dispatch/narrow", NULL, test_narrow);
  TEST ("/dispatch/nobody-chosen", NULL, test_nobody_chosen);
  TEST ("/dispatch/of-a-case", NULL, test_of_a_case);
  TEST ("/dispatch/of-an-alert", NULL, test_of_an_alert);
  TEST ("/dispatch/not-claimed", NULL, test_not_claimed);
  TEST ("/dispatch/edited", NULL, test_edited);
  TEST ("/dispatch/checker-may-not", "account-wu", test_checker_may_not);
  return g_test_run ();
}
