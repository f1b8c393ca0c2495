/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dispatch form: what it proposes, what it refuses, and the one value that it hands over. */
#include "zb-assignment.h"
#include "zb-checklist-view.h"
#include "zb-dispatch-dialog.h"
#include "zb-plan.h"
#include "zb-recommendation-row.h"
#include "zb-road-graph.h"
#include "zb-sample-desk.h"
#include "zb-scene.h"
#include "zb-template.h"
#include "zb-unit.h"
#include "zb-wait.h"
#include "zb-words.h"

#include <glib/gstdio.h>
#include <unistd.h>

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

static gboolean
is_named (GtkWidget *widget, const char *name)
{
  g_autofree char *wrong =
      gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name);

  return wrong == NULL;
}

static guint
count_named (GtkWidget *widget, GType type, const char *name)
{
  guint n = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && is_named (widget, name);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    n += count_named (child, type, name);
  return n;
}

/* Fields that look alike are told apart by who listens, too. */
static void
test_told_apart (ZbSampleDesk *desk, gconstpointer data)
{
  GtkWidget *chip, *other;

  open_dialog (desk, "case-0417", NULL, TRUE);
  g_assert_cmpuint (count_named (GTK_WIDGET (dialog), GTK_TYPE_SPIN_BUTTON, "Accept, in minutes"), ==, 1);
  g_assert_cmpuint (count_named (GTK_WIDGET (dialog), GTK_TYPE_SPIN_BUTTON, "Arrive, in minutes"), ==, 1);
  g_assert_cmpuint (count_named (GTK_WIDGET (dialog), GTK_TYPE_SPIN_BUTTON, "Finish, in minutes"), ==, 1);
  chip = zb_sample_find (GTK_WIDGET (dialog), GTK_TYPE_TOGGLE_BUTTON, "zb-chip");
  other = gtk_widget_get_next_sibling (chip);
  for (GtkWidget *it = chip; it; it = it == chip ? other : NULL)
    {
      g_autofree char *name = g_strdup_printf ("What %s is to do", gtk_button_get_label (GTK_BUTTON (it)));
      g_assert_cmpuint (count_named (GTK_WIDGET (dialog), GTK_TYPE_ENTRY, name), ==, 1);
    }
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

/* A key that is held down sends nobody twice. */
static void
test_once (ZbSampleDesk *desk, gconstpointer data)
{
  open_dialog (desk, "case-0417", NULL, TRUE);
  zb_recommendation_row_toggle (find_unit_row ("天山 03"));
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dispatch.submit", NULL);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dispatch.submit", NULL);
  g_assert_cmpuint (desk->log->len, ==, 1);
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
  g_assert_cmpstr (gtk_widget_get_tooltip_text (find_submit ()), ==,
                   "Your role does not allow this · Choose whom to send");
  zb_recommendation_row_toggle (find_unit_row ("天山 03"));
  g_assert_false (gtk_widget_is_sensitive (find_submit ()));
}

/* --- what each is to do, what is in the way ------------------------------------------------------------ */

static void
test_task (ZbSampleDesk *desk, gconstpointer data)
{
  open_dialog (desk, "case-0417", NULL, TRUE);
  zb_recommendation_row_toggle (find_unit_row ("天山 03"));
  g_object_set (find_unit_row ("天山 03"), "task", "先断电，再疏散", NULL);
  zb_sample_click (find_submit ());
  g_assert_nonnull (strstr (zb_sample_desk_last (desk), "'task': <'先断电，再疏散'>"));
}

static void
assign (ZbSampleDesk *desk, const char *unit)
{
  ZbAssignment *assignment = ZB_ASSIGNMENT (zb_entity_new (ZB_KIND_ASSIGNMENT, "assignment-again"));

  assignment->case_id = g_strdup ("case-0417");
  assignment->unit = g_strdup (unit);
  assignment->state = ZB_ASSIGNMENT_ACCEPTED;
  zb_sample_world_change (desk->world, ZB_ENTITY (assignment));
}

/* Whom the platform would not take is not offered, and it says why. */
static void
test_sent_already (ZbSampleDesk *desk, gconstpointer data)
{
  assign (desk, "unit-ts03");
  open_dialog (desk, "case-0417", NULL, TRUE);
  g_assert_nonnull (zb_sample_find_text (GTK_WIDGET (dialog), "Sent to this case already"));
  zb_recommendation_row_toggle (find_unit_row ("天山 03"));
  g_assert_false (zb_recommendation_row_get_chosen (find_unit_row ("天山 03")));
}

static void
write_description (const char *text)
{
  GtkWidget *view = zb_sample_find (GTK_WIDGET (dialog), GTK_TYPE_TEXT_VIEW, NULL);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
  zb_sample_settle ();
}

static void
require (ZbSampleDesk *desk, const char *field)
{
  ZbStore *plans = zb_world_get_store (desk->world, ZB_KIND_PLAN);

  for (guint i = 0; i < zb_store_get_size (plans); i++)
    {
      ZbPlan *plan = zb_store_get_nth (plans, i);
      g_strfreev (plan->required);
      plan->required = g_strsplit (field, ",", -1);
    }
}

/* What the plan asks for is marked, missed by its name, and no longer missed once it is written. */
static void
test_required (ZbSampleDesk *desk, gconstpointer data)
{
  require (desk, "location,description");
  open_dialog (desk, NULL, ZB_SAMPLE_ALERT, TRUE);
  write_description ("");
  g_assert_nonnull (zb_sample_find_text (GTK_WIDGET (dialog), "The plan asks for the description"));
  g_assert_nonnull (zb_sample_find_text (GTK_WIDGET (dialog), "Choose whom to send"));
  g_assert_true (gtk_widget_get_mapped (zb_sample_find_text (GTK_WIDGET (dialog), "Required by the plan")));
  zb_recommendation_row_toggle (find_unit_row ("天山 03"));
  g_assert_false (gtk_widget_is_sensitive (find_submit ()));
  write_description ("明火");
  g_assert_true (gtk_widget_is_sensitive (find_submit ()));
}

static void
write_place (const char *text)
{
  GtkWidget *place = zb_sample_find (GTK_WIDGET (dialog), GTK_TYPE_TEXT, "zb-body");

  gtk_editable_set_text (GTK_EDITABLE (place), text);
  zb_sample_settle ();
}

/* What an officer has emptied is empty for those who are sent. */
static void
test_emptied (ZbSampleDesk *desk, gconstpointer data)
{
  require (desk, "location");
  open_dialog (desk, "case-0417", NULL, TRUE);
  write_place ("");
  write_description ("");
  zb_recommendation_row_toggle (find_unit_row ("天山 03"));
  zb_sample_click (find_submit ());
  g_assert_nonnull (strstr (zb_sample_desk_last (desk), "'place': <''>"));
  g_assert_nonnull (strstr (zb_sample_desk_last (desk), "'description': <''>"));
}

/* What the plan asks for stays filled, in a case that is filed already as well; what that was filed without
 * is nothing to miss. */
static void
test_emptied_required (ZbSampleDesk *desk, gconstpointer data)
{
  require (desk, "description,contact");
  open_dialog (desk, "case-0417", NULL, TRUE);
  zb_recommendation_row_toggle (find_unit_row ("天山 03"));
  g_assert_true (gtk_widget_is_sensitive (find_submit ()));
  write_description ("");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (find_submit ()), ==, "The plan asks for the description");
  g_assert_false (gtk_widget_is_sensitive (find_submit ()));
}

/* What was done before there is a case is told with it. */
static void
test_ticks (ZbSampleDesk *desk, gconstpointer data)
{
  GtkWidget *checklist;

  open_dialog (desk, NULL, ZB_SAMPLE_ALERT, TRUE);
  checklist = zb_sample_find (GTK_WIDGET (dialog), ZB_TYPE_CHECKLIST_VIEW, NULL);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (zb_sample_find (checklist, GTK_TYPE_CHECK_BUTTON, NULL)),
                               TRUE);
  zb_sample_settle ();
  g_assert_true (gtk_check_button_get_active (
      GTK_CHECK_BUTTON (zb_sample_find (checklist, GTK_TYPE_CHECK_BUTTON, NULL))));
  zb_recommendation_row_toggle (find_unit_row ("天山 03"));
  zb_sample_click (find_submit ());
  g_assert_nonnull (strstr (zb_sample_desk_last (desk), "'ticks': <[int64 0]>"));
}

static void
test_line (ZbSampleDesk *desk, gconstpointer data)
{
  GtkWidget *checklist, *entry;

  open_dialog (desk, NULL, ZB_SAMPLE_ALERT, TRUE);
  checklist = zb_sample_find (GTK_WIDGET (dialog), ZB_TYPE_CHECKLIST_VIEW, NULL);
  entry = zb_sample_find (gtk_widget_get_parent (checklist), GTK_TYPE_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), " 通知楼组长 ");
  g_signal_emit_by_name (entry, "activate");
  zb_sample_settle ();
  g_assert_nonnull (zb_sample_find_text (GTK_WIDGET (dialog), "通知楼组长"));
  zb_recommendation_row_toggle (find_unit_row ("天山 03"));
  zb_sample_click (find_submit ());
  g_assert_nonnull (strstr (zb_sample_desk_last (desk), "'checklist': <['通知楼组长']>"));
}

/* --- what is kept ------------------------------------------------------------------------------------- */

static void
open_draft (ZbSampleDesk *desk, const char *of, const char *alert, GVariant *draft, GListStore *templates)
{
  dialog = g_object_new (ZB_TYPE_DISPATCH_DIALOG, "world", desk->world, "account", desk->account, "evidence",
                         desk->services, "query", desk->services, "case",
                         of ? zb_world_lookup (desk->world, ZB_KIND_CASE, of) : NULL, "alert",
                         alert ? zb_world_lookup (desk->world, ZB_KIND_ALERT, alert) : NULL, "draft", draft,
                         "templates", templates, NULL);
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *)&dialog);
  adw_dialog_present (dialog, desk->window);
  zb_sample_settle ();
}

static void
open_again (ZbSampleDesk *desk, GVariant *draft, GListStore *templates)
{
  open_draft (desk, "case-0417", NULL, draft, templates);
}

static GVariant *
get_draft (void)
{
  GVariant *draft;

  g_object_get (dialog, "draft", &draft, NULL);
  return draft;
}

static void
close_dialog (void)
{
  adw_dialog_force_close (dialog);
  zb_sample_settle ();
  g_assert_null (dialog);
}

static char *
get_description (void)
{
  GtkWidget *view = zb_sample_find (GTK_WIDGET (dialog), GTK_TYPE_TEXT_VIEW, NULL);
  char *text;

  g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "text", &text, NULL);
  return text;
}

/* A form is as it was: words, who is chosen, what they are to do. Nothing is kept of one that was only
 * opened. */
static void
test_draft (ZbSampleDesk *desk, gconstpointer data)
{
  g_autoptr (GVariant) draft = NULL;
  g_autofree char *text = NULL;

  open_dialog (desk, "case-0417", NULL, TRUE);
  g_assert_null (get_draft ());
  write_description ("二楼有人");
  zb_recommendation_row_toggle (find_unit_row ("天义微型消防站"));
  g_object_set (find_unit_row ("天义微型消防站"), "task", "携水带", NULL);
  draft = get_draft ();
  g_assert_nonnull (draft);
  close_dialog ();
  open_again (desk, draft, NULL);
  text = get_description ();
  g_assert_cmpstr (text, ==, "二楼有人");
  g_assert_true (zb_recommendation_row_get_chosen (find_unit_row ("天义微型消防站")));
  g_assert_cmpstr (zb_recommendation_row_get_task (find_unit_row ("天义微型消防站")), ==, "携水带");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dispatch.cancel", NULL);
  zb_sample_settle ();
}

static void
note_draft (GObject *form, GParamSpec *pspec, gpointer n)
{
  g_autoptr (GVariant) draft = NULL;

  g_object_get (form, "draft", &draft, NULL);
  *(int *)n = draft ? 1 : 0;
}

/* What was handed over, or given up, is not kept. */
static void
test_draft_goes (ZbSampleDesk *desk, gconstpointer data)
{
  int kept = -1;

  open_dialog (desk, "case-0417", NULL, TRUE);
  g_signal_connect (dialog, "notify::draft", G_CALLBACK (note_draft), &kept);
  zb_recommendation_row_toggle (find_unit_row ("天山 03"));
  g_assert_cmpint (kept, ==, 1);
  zb_sample_click (find_submit ());
  g_assert_cmpint (kept, ==, 0);
}

/* --- what others changed meanwhile --------------------------------------------------------------------- */

#define OLD_PLACE "天山路 889 弄 · 3 号车棚"
#define NEW_PLACE "天山路 891 弄 · 1 号车棚"

static gint64
change_case (ZbSampleDesk *desk, const char *place, int severity)
{
  ZbCase *edited = zb_sample_world_edit_case (desk->world, "case-0417");
  const gint64 revision = ++((ZbEntity *)edited)->revision;

  g_set_str (&edited->place, place);
  edited->severity = severity;
  zb_sample_world_change (desk->world, (ZbEntity *)edited);
  zb_sample_settle ();
  return revision;
}

static void
raise_alert (ZbSampleDesk *desk, int severity)
{
  ZbAlert *edited = zb_sample_world_edit_alert (desk->world, ZB_SAMPLE_ALERT);

  edited->severity = severity;
  zb_sample_world_change (desk->world, (ZbEntity *)edited);
  zb_sample_settle ();
}

static const char *
get_place (void)
{
  return gtk_editable_get_text (
      GTK_EDITABLE (zb_sample_find (GTK_WIDGET (dialog), GTK_TYPE_TEXT, "zb-body")));
}

static AdwToggleGroup *
find_severity (void)
{
  return ADW_TOGGLE_GROUP (zb_sample_find (GTK_WIDGET (dialog), ADW_TYPE_TOGGLE_GROUP, NULL));
}

static GVariant *
take_draft (void)
{
  GVariant *draft = get_draft ();

  g_assert_nonnull (draft);
  close_dialog ();
  return draft;
}

static gboolean
was_sent (ZbSampleDesk *desk, const char *what)
{
  return strstr (zb_sample_desk_last (desk), what) != NULL;
}

/* Who chose a unit and came back later puts back nothing of what others have corrected meanwhile. */
static void
test_draft_untouched (ZbSampleDesk *desk, gconstpointer data)
{
  g_autoptr (GVariant) draft = NULL;

  change_case (desk, OLD_PLACE, ZB_SEVERITY_MEDIUM);
  open_dialog (desk, "case-0417", NULL, TRUE);
  zb_recommendation_row_toggle (find_unit_row ("天山 03"));
  draft = take_draft ();
  change_case (desk, NEW_PLACE, ZB_SEVERITY_URGENT);
  open_again (desk, draft, NULL);
  g_assert_cmpstr (get_place (), ==, NEW_PLACE);
  g_assert_cmpstr (adw_toggle_group_get_active_name (find_severity ()), ==, "urgent");
  g_assert_true (zb_recommendation_row_get_chosen (find_unit_row ("天山 03")));
  zb_sample_click (find_submit ());
  g_assert_true (was_sent (desk, "'unit': <'unit-ts03'>"));
  g_assert_false (was_sent (desk, "'edit'"));
  g_assert_false (was_sent (desk, "'deadlines'"));
}

/* A newer platform has kinds that this console does not know: nobody makes one of the old ones of it. */
static void
test_unknown_kind (ZbSampleDesk *desk, gconstpointer data)
{
  ZbCase *of = (ZbCase *)zb_sample_world_edit_case (desk->world, "case-0417");

  g_set_str (&of->kind, "fallen_satellite");
  zb_sample_world_change (desk->world, ZB_ENTITY (of));
  open_dialog (desk, "case-0417", NULL, TRUE);
  zb_recommendation_row_toggle (find_unit_row ("天山 03"));
  zb_sample_click (find_submit ());
  g_assert_true (was_sent (desk, "'unit': <'unit-ts03'>"));
  g_assert_false (was_sent (desk, "'edit'"));
}

/* Deadlines that nobody has shortened are those of the plan for how grave it is by now. */
static void
test_draft_deadlines (ZbSampleDesk *desk, gconstpointer data)
{
  g_autoptr (GVariant) draft = NULL;

  open_dialog (desk, "case-0417", NULL, TRUE);
  zb_recommendation_row_toggle (find_unit_row ("天山 03"));
  draft = take_draft ();
  change_case (desk, OLD_PLACE, ZB_SEVERITY_MEDIUM);
  open_again (desk, draft, NULL);
  zb_sample_click (find_submit ());
  g_assert_false (was_sent (desk, "'deadlines'"));
}

/* What was written rests on what the case said then, however often the form is opened: the platform can
 * refuse it, and what was not written is as it is now. */
static void
test_draft_too_late (ZbSampleDesk *desk, gconstpointer data)
{
  g_autoptr (GVariant) draft = NULL, again = NULL;
  g_autofree char *text = NULL, *revision = NULL;

  revision = g_strdup_printf ("'revision': <int64 %" G_GINT64_FORMAT ">",
                              change_case (desk, OLD_PLACE, ZB_SEVERITY_MEDIUM));
  open_dialog (desk, "case-0417", NULL, TRUE);
  write_description ("二楼有人");
  zb_recommendation_row_toggle (find_unit_row ("天山 03"));
  draft = take_draft ();
  change_case (desk, NEW_PLACE, ZB_SEVERITY_MEDIUM);
  open_again (desk, draft, NULL);
  zb_recommendation_row_toggle (find_unit_row ("天义微型消防站"));
  again = take_draft ();
  open_again (desk, again, NULL);
  text = get_description ();
  g_assert_cmpstr (text, ==, "二楼有人");
  g_assert_cmpstr (get_place (), ==, NEW_PLACE);
  zb_sample_click (find_submit ());
  g_assert_true (was_sent (desk, "'edit': <{'description': <'二楼有人'>}>"));
  g_assert_true (was_sent (desk, revision));
}

/* What came to be as grave as can be is not made less so by who looked at it before. */
static void
test_draft_of_alert (ZbSampleDesk *desk, gconstpointer data)
{
  g_autoptr (GVariant) untouched = NULL, chosen = NULL;

  raise_alert (desk, ZB_SEVERITY_MEDIUM);
  open_dialog (desk, NULL, ZB_SAMPLE_ALERT, TRUE);
  zb_recommendation_row_toggle (find_unit_row ("天山 03"));
  untouched = get_draft ();
  adw_toggle_group_set_active_name (find_severity (), "low");
  chosen = take_draft ();
  open_draft (desk, NULL, ZB_SAMPLE_ALERT, chosen, NULL);
  g_assert_cmpstr (adw_toggle_group_get_active_name (find_severity ()), ==, "low");
  close_dialog ();
  raise_alert (desk, ZB_SEVERITY_URGENT);
  open_draft (desk, NULL, ZB_SAMPLE_ALERT, chosen, NULL);
  g_assert_cmpstr (adw_toggle_group_get_active_name (find_severity ()), ==, "urgent");
  close_dialog ();
  open_draft (desk, NULL, ZB_SAMPLE_ALERT, untouched, NULL);
  g_assert_cmpstr (adw_toggle_group_get_active_name (find_severity ()), ==, "urgent");
  zb_sample_click (find_submit ());
  g_assert_true (was_sent (desk, "'severity': <'urgent'>"));
}

/* Drafts of consoles before this one held every field, and not what they rest on. */
static void
test_draft_of_before (ZbSampleDesk *desk, gconstpointer data)
{
  g_autoptr (GVariant) draft = g_variant_ref_sink (g_variant_new_parsed (
      "{'kind': <'shed_smoke'>, 'severity': <2>, 'place': <'" OLD_PLACE "'>, 'description': <'二楼有人'>, "
      "'units': <{'unit-ts03': ''}>, 'organisations': <@a{ss} {}>, 'minutes': <[int64 15, 30, 120]>, "
      "'ticks': <uint64 0>, 'lines': <@as []>, 'attachments': <@aa{sv} []>}"));

  change_case (desk, OLD_PLACE, ZB_SEVERITY_URGENT);
  open_again (desk, draft, NULL);
  g_assert_cmpstr (adw_toggle_group_get_active_name (find_severity ()), ==, "urgent");
  g_assert_true (zb_recommendation_row_get_chosen (find_unit_row ("天山 03")));
  zb_sample_click (find_submit ());
  g_assert_true (was_sent (desk, "'edit': <{'description': <'二楼有人'>}>"));
  g_assert_true (was_sent (desk, "'revision': <int64 0>"));
}

/* --- templates ---------------------------------------------------------------------------------------- */

static void
test_templates (ZbSampleDesk *desk, gconstpointer data)
{
  g_autoptr (GListStore) templates = g_list_store_new (ZB_TYPE_TEMPLATE);
  g_autoptr (ZbTemplate) saved = NULL;
  g_autofree char *place = NULL, *text = NULL, *written = NULL;
  GtkWidget *entry;

  open_again (desk, NULL, templates);
  place = g_strdup (
      gtk_editable_get_text (GTK_EDITABLE (zb_sample_find (GTK_WIDGET (dialog), GTK_TYPE_TEXT, "zb-body"))));
  written = g_strdup_printf ("请立即到%s断电", place);
  write_description (written);
  entry = zb_sample_find (GTK_WIDGET (dialog), GTK_TYPE_ENTRY, "zb-template-name");
  gtk_editable_set_text (GTK_EDITABLE (entry), "断电");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dispatch.save-template", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (templates)), ==, 1);
  saved = g_list_model_get_item (G_LIST_MODEL (templates), 0);
  g_assert_cmpstr (saved->name, ==, "断电");
  g_assert_cmpstr (saved->description, ==, "请立即到{place}断电");
  write_description ("");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dispatch.apply-template", "s", "断电");
  text = get_description ();
  g_assert_cmpstr (text, ==, written);
}

static GtkTextBuffer *
find_buffer (void)
{
  return gtk_text_view_get_buffer (
      GTK_TEXT_VIEW (zb_sample_find (GTK_WIDGET (dialog), GTK_TYPE_TEXT_VIEW, NULL)));
}

/* A template over what was typed is undone like anything else that was done to it. */
static void
test_template_undone (ZbSampleDesk *desk, gconstpointer data)
{
  g_autoptr (GListStore) templates = g_list_store_new (ZB_TYPE_TEMPLATE);
  g_autoptr (ZbTemplate) saved = g_object_new (ZB_TYPE_TEMPLATE, NULL);
  g_autofree char *typed = NULL, *text = NULL, *undone = NULL;

  saved->name = g_strdup ("断电");
  saved->description = g_strdup ("请立即断电");
  g_list_store_append (templates, saved);
  open_again (desk, NULL, templates);
  gtk_text_buffer_insert_at_cursor (find_buffer (), "二楼有人", -1);
  typed = get_description ();
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dispatch.apply-template", "s", "断电");
  text = get_description ();
  g_assert_cmpstr (text, ==, "请立即断电");
  g_assert_true (gtk_text_buffer_get_can_undo (find_buffer ()));
  gtk_text_buffer_undo (find_buffer ());
  undone = get_description ();
  g_assert_cmpstr (undone, ==, typed);
}

/* --- attachments -------------------------------------------------------------------------------------- */

static char *
make_picture (const char *name, gboolean good)
{
  g_autoptr (GBytes) bytes = zb_scene_draw_still ("shed_smoke", NULL, 1, 320, 180, NULL);
  char *path = g_build_filename (g_get_tmp_dir (), name, NULL);

  g_assert_true (good ? g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                             (gssize)g_bytes_get_size (bytes), NULL)
                      : g_file_set_contents (path, "no picture", -1, NULL));
  return path;
}

static gboolean
is_attached (const char *label)
{
  return zb_sample_find_text (GTK_WIDGET (dialog), label) != NULL;
}

static void
attach (const char *path)
{
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dispatch.attach-file", "s", path);
}

static void
test_attach (ZbSampleDesk *desk, gconstpointer data)
{
  g_autofree char *path = make_picture ("zb-attach-yes.jpg", TRUE), *spooled = NULL;
  const char *at;

  open_dialog (desk, "case-0417", NULL, TRUE);
  attach (path);
  /* A busy disk takes its time to say that it has it. */
  zb_wait_for (is_attached ("zb-attach-yes.jpg"), 60000);
  zb_recommendation_row_toggle (find_unit_row ("天山 03"));
  zb_sample_picture (GTK_WIDGET (dialog), "dispatch-attached");
  zb_sample_click (find_submit ());
  g_assert_nonnull (strstr (zb_sample_desk_last (desk), "'mime': <'image/jpeg'>"));
  at = strstr (zb_sample_desk_last (desk), "'path': <'");
  g_assert_nonnull (at);
  spooled = g_strndup (at + 10, strcspn (at + 10, "'"));
  g_assert_true (g_file_test (spooled, G_FILE_TEST_IS_REGULAR));
  g_unlink (spooled);
  g_unlink (path);
}

/* It says in words why a file cannot go, and the form can be handed over without it. */
static void
test_attach_refused (ZbSampleDesk *desk, gconstpointer data)
{
  g_autofree char *path = make_picture ("zb-attach-no.jpg", FALSE);

  open_dialog (desk, "case-0417", NULL, TRUE);
  attach (path);
  zb_wait_for (is_attached ("zb-attach-no.jpg: It is no picture"), 10000);
  zb_recommendation_row_toggle (find_unit_row ("天山 03"));
  zb_sample_click (find_submit ());
  g_assert_null (strstr (zb_sample_desk_last (desk), "'attachments'"));
  g_unlink (path);
}

/* --- attachments by drop and by the file dialog ------------------------------------------------------ */

static GtkDropTarget *
find_drop_target (void)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (adw_dialog_get_child (dialog));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      if (GTK_IS_DROP_TARGET (controller))
        return GTK_DROP_TARGET (controller);
    }
  g_error ("nothing can be dropped on the form");
}

static gboolean
drop (const GValue *value)
{
  GtkDropTarget *target = find_drop_target ();
  gboolean taken = FALSE, accepts = FALSE;
  gsize n;
  const GType *types = gtk_drop_target_get_gtypes (target, &n);

  for (gsize i = 0; i < n; i++)
    accepts |= G_VALUE_HOLDS (value, types[i]);
  g_assert_true (accepts);
  g_signal_emit_by_name (target, "drop", value, 10.0, 10.0, &taken);
  return taken;
}

static void
drop_files (const char *const *paths)
{
  g_auto (GValue) value = G_VALUE_INIT;
  GSList *files = NULL;

  for (; *paths; paths++)
    files = g_slist_append (files, g_file_new_for_path (*paths));
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_list (files));
  g_assert_true (drop (&value));
  g_slist_free_full (files, g_object_unref);
}

static guint
count_attached (void)
{
  g_autofree char *words = NULL;

  /* The larger first: a number begins with smaller ones. */
  for (guint n = 40; n < G_MAXUINT; n--)
    {
      words = g_strdup_printf ("Attachments %u", n);
      if (is_attached (words))
        return n;
      g_clear_pointer (&words, g_free);
    }
  return G_MAXUINT;
}

/* What is left in the spool goes with the form. */
static void
discard (void)
{
  for (GtkWidget *button; (button = zb_sample_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "zb-remove"));)
    zb_sample_click (button);
}

static void
test_drop (ZbSampleDesk *desk, gconstpointer data)
{
  g_autofree char *one = make_picture ("zb-drop-1.jpg", TRUE), *two = make_picture ("zb-drop-2.jpg", TRUE);
  guint before;

  open_dialog (desk, "case-0417", NULL, TRUE);
  before = count_attached ();
  drop_files ((const char *const[]){ one, two, NULL });
  zb_wait_for (is_attached ("zb-drop-1.jpg") && is_attached ("zb-drop-2.jpg"), 60000);
  g_assert_cmpuint (count_attached (), ==, before + 2);
  discard ();
  g_assert_cmpuint (count_attached (), ==, before);
  g_unlink (one);
  g_unlink (two);
}

/* Out of another program, without a file. */
static void
test_drop_picture (ZbSampleDesk *desk, gconstpointer data)
{
  g_autoptr (GBytes) pixels = g_bytes_new_take (g_malloc0 (40 * 30 * 4), 40 * 30 * 4);
  g_auto (GValue) value = G_VALUE_INIT;

  open_dialog (desk, "case-0417", NULL, TRUE);
  g_value_init (&value, GDK_TYPE_TEXTURE);
  g_value_take_object (&value, gdk_memory_texture_new (40, 30, GDK_MEMORY_R8G8B8A8, pixels, 160));
  g_assert_true (drop (&value));
  zb_wait_for (is_attached ("Dropped picture"), 60000);
  discard ();
}

/* Each that cannot go is told with its reason, and the good one among them goes. */
static void
test_drop_refused (ZbSampleDesk *desk, gconstpointer data)
{
  g_autofree char *good = make_picture ("zb-drop-yes.jpg", TRUE),
                  *wrong = make_picture ("zb-drop-no.jpg", FALSE);
  g_autofree char *large = make_picture ("zb-drop-large.jpg", TRUE);
  g_autofree char *gone = g_build_filename (g_get_tmp_dir (), "zb-drop-gone.jpg", NULL);
  g_autofree char *folder = g_dir_make_tmp ("zb-drop-XXXXXX", NULL);

  g_assert_cmpint (truncate (large, 17 * 1024 * 1024), ==, 0);
  open_dialog (desk, "case-0417", NULL, TRUE);
  drop_files ((const char *const[]){ wrong, large, gone, folder, good, NULL });
  zb_wait_for (is_attached ("zb-drop-no.jpg: It is no picture"), 60000);
  zb_wait_for (is_attached ("zb-drop-large.jpg: It is larger than 16 MB"), 60000);
  zb_wait_for (is_attached ("zb-drop-gone.jpg: It is not there any more"), 60000);
  zb_wait_for (is_attached (": It is a folder"), 60000);
  zb_wait_for (is_attached ("zb-drop-yes.jpg"), 60000);
  g_assert_true (is_attached ("zb-drop-no.jpg: It is no picture"));
  zb_sample_picture (GTK_WIDGET (dialog), "dispatch-refused-files");
  discard ();
  g_assert_false (is_attached ("It is no picture"));
  g_unlink (good);
  g_unlink (wrong);
  g_unlink (large);
  g_rmdir (folder);
}

/* No more than nine, counting those on their way. */
static void
test_drop_many (ZbSampleDesk *desk, gconstpointer data)
{
  g_autofree char *path = make_picture ("zb-drop-many.jpg", TRUE);
  const char *paths[11] = { NULL };
  guint before;

  for (guint i = 0; i < 10; i++)
    paths[i] = path;
  open_dialog (desk, "case-0417", NULL, TRUE);
  before = count_attached ();
  drop_files (paths);
  g_assert_true (is_attached ("No more than 9 files"));
  zb_wait_for (count_attached () == before + 9, 120000);
  discard ();
  g_unlink (path);
}

G_GNUC_BEGIN_IGNORE_DEPRECATIONS

static GtkFileChooser *
find_chooser (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
      if (GTK_IS_FILE_CHOOSER (window) && gtk_widget_get_mapped (window))
        return GTK_FILE_CHOOSER (window);
    }
  return NULL;
}

static guint
count_chosen (GtkFileChooser *chooser)
{
  g_autoptr (GListModel) files = gtk_file_chooser_get_files (chooser);

  return g_list_model_get_n_items (files);
}

/* The file dialog as it is where there is no portal. */
static void
test_file_dialog (ZbSampleDesk *desk, gconstpointer data)
{
  g_autofree char *path = make_picture ("zb-dialog-yes.jpg", TRUE);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  open_dialog (desk, "case-0417", NULL, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dispatch.attach-from-disk", NULL);
  zb_wait_for (find_chooser () != NULL, 30000);
  g_assert_true (gtk_file_chooser_get_select_multiple (find_chooser ()));
  g_assert_true (gtk_file_chooser_set_file (find_chooser (), file, NULL));
  zb_wait_for (count_chosen (find_chooser ()) == 1, 30000);
  gtk_dialog_response (GTK_DIALOG (find_chooser ()), GTK_RESPONSE_ACCEPT);
  zb_wait_for (is_attached ("zb-dialog-yes.jpg"), 60000);
  g_assert_null (find_chooser ());
  discard ();
  g_unlink (path);
}

/* Who thinks better of it has added nothing. */
static void
test_file_dialog_cancelled (ZbSampleDesk *desk, gconstpointer data)
{
  guint before;

  open_dialog (desk, "case-0417", NULL, TRUE);
  before = count_attached ();
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dispatch.attach-from-disk", NULL);
  zb_wait_for (find_chooser () != NULL, 30000);
  gtk_dialog_response (GTK_DIALOG (find_chooser ()), GTK_RESPONSE_CANCEL);
  zb_wait_for (find_chooser () == NULL, 30000);
  zb_sample_settle ();
  g_assert_cmpuint (count_attached (), ==, before);
}

G_GNUC_END_IGNORE_DEPRECATIONS

/* --- roads at hand ------------------------------------------------------------------------------------ */

/* Without a line the console works out the ways by itself. */
static void
test_roads (ZbSampleDesk *desk, gconstpointer data)
{
  const ZbAlert *alert = zb_world_lookup (desk->world, ZB_KIND_ALERT, ZB_SAMPLE_ALERT);
  const ZbUnit *unit = zb_world_lookup (desk->world, ZB_KIND_UNIT, "unit-ts03");
  const ZbPoint line[] = { alert->location, unit->location };
  const ZbWay way = { .points = line, .n_points = 2, .way_class = ZB_WAY_STREET };
  g_autoptr (ZbRoadGraph) roads = zb_road_graph_new (&way, 1);

  open_dialog (desk, NULL, ZB_SAMPLE_ALERT, FALSE);
  g_assert_null (zb_sample_find_text (GTK_WIDGET (dialog), "by road"));
  g_assert_nonnull (zb_sample_find_text (GTK_WIDGET (dialog), "in a straight line"));
  zb_recommendation_row_toggle (find_unit_row ("天山 03"));
  g_object_set (dialog, "roads", roads, NULL);
  zb_wait_for (is_attached ("by road"), 10000);
  g_assert_true (zb_recommendation_row_get_chosen (find_unit_row ("天山 03")));
}

int
main (int argc, char *argv[])
{
  zb_sample_init (&argc, &argv);
#define TEST(path, account, function) g_test_add (path, ZbSampleDesk, account, set_up, function, tear_down)
  TEST ("/dispatch/offline", NULL, test_offline);
  TEST ("/dispatch/read-aloud", NULL, test_read_aloud);
  TEST ("/dispatch/told-apart", NULL, test_told_apart);
  TEST ("/dispatch/many-units", NULL, test_many_units);
  TEST ("/dispatch/delivered", NULL, test_delivered);
  TEST ("/dispatch/says-what-it-is", NULL, test_says_what_it_is);
  TEST ("/dispatch/narrow", NULL, test_narrow);
  TEST ("/dispatch/nobody-chosen", NULL, test_nobody_chosen);
  TEST ("/dispatch/of-a-case", NULL, test_of_a_case);
  TEST ("/dispatch/once", NULL, test_once);
  TEST ("/dispatch/of-an-alert", NULL, test_of_an_alert);
  TEST ("/dispatch/not-claimed", NULL, test_not_claimed);
  TEST ("/dispatch/edited", NULL, test_edited);
  TEST ("/dispatch/checker-may-not", "account-wu", test_checker_may_not);
  TEST ("/dispatch/task", NULL, test_task);
  TEST ("/dispatch/sent-already", NULL, test_sent_already);
  TEST ("/dispatch/required", NULL, test_required);
  TEST ("/dispatch/emptied", NULL, test_emptied);
  TEST ("/dispatch/emptied-required", NULL, test_emptied_required);
  TEST ("/dispatch/ticks", NULL, test_ticks);
  TEST ("/dispatch/line", NULL, test_line);
  TEST ("/dispatch/draft", NULL, test_draft);
  TEST ("/dispatch/draft-goes", NULL, test_draft_goes);
  TEST ("/dispatch/draft-untouched", NULL, test_draft_untouched);
  TEST ("/dispatch/unknown-kind", NULL, test_unknown_kind);
  TEST ("/dispatch/draft-deadlines", NULL, test_draft_deadlines);
  TEST ("/dispatch/draft-too-late", NULL, test_draft_too_late);
  TEST ("/dispatch/draft-of-alert", NULL, test_draft_of_alert);
  TEST ("/dispatch/draft-of-before", NULL, test_draft_of_before);
  TEST ("/dispatch/templates", NULL, test_templates);
  TEST ("/dispatch/template-undone", NULL, test_template_undone);
  TEST ("/dispatch/attach", NULL, test_attach);
  TEST ("/dispatch/attach-refused", NULL, test_attach_refused);
  TEST ("/dispatch/drop", NULL, test_drop);
  TEST ("/dispatch/drop-picture", NULL, test_drop_picture);
  TEST ("/dispatch/drop-refused", NULL, test_drop_refused);
  TEST ("/dispatch/drop-many", NULL, test_drop_many);
  TEST ("/dispatch/file-dialog", NULL, test_file_dialog);
  TEST ("/dispatch/file-dialog-cancelled", NULL, test_file_dialog_cancelled);
  TEST ("/dispatch/roads", NULL, test_roads);
  return g_test_run ();
}
