/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Watch zones on the map: seen, chosen, drawn, filled in, changed and ended. */
#include "zb-base-map.h"
#include "zb-map-fixture.h"
#include "zb-map-view-private.h"
#include "zb-words.h"
#include "zb-zone-dialog.h"
#include "zb-zone-words.h"

typedef struct
{
  ZbWorld *world;
  ZbMapView *view;
  GtkWindow *window;
  ZbAccount *account;
  GVariant *asked; /* what the last action was given */
  char *action;
} Fixture;

#define OFFICER "01890000-0000-7000-8000-0000000000a1"
#define ZONE "01890000-0000-7000-8000-0000000000b1"
#define MIDDLE ((ZbPoint){ 121.40, 31.21 })

static void
on_asked (GSimpleAction *action, GVariant *parameter, gpointer fixture)
{
  Fixture *f = fixture;
  g_clear_pointer (&f->asked, g_variant_unref);
  f->asked = g_variant_ref (parameter);
  g_set_str (&f->action, g_action_get_name (G_ACTION (action)));
}

static void
add_action (Fixture *f, const char *group, const char *name, const char *type)
{
  const GActionEntry entries[] = { { .name = name, .activate = on_asked, .parameter_type = type } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, 1, f);
  gtk_widget_insert_action_group (GTK_WIDGET (f->window), group, G_ACTION_GROUP (actions));
}

static GtkWindow *
show (GtkWidget *view)
{
  GtkWidget *window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), 1040, 900);
  adw_window_set_content (ADW_WINDOW (window), view);
  gtk_window_present (GTK_WINDOW (window));
  return GTK_WINDOW (window);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->world = zb_map_fixture_small_world (3);
  zb_words_set_world (f->world);
  f->account = (ZbAccount *)zb_entity_new (ZB_KIND_ACCOUNT, OFFICER);
  f->account->role = ZB_ROLE_DUTY_OFFICER;
  f->view = ZB_MAP_VIEW (zb_map_view_new ());
  f->window = show (GTK_WIDGET (f->view));
  add_action (f, "command", "submit", "(ssa{sv})");
  add_action (f, "zone", "edit", "(sxa{sv})");
  add_action (f, "alert", "select", "s");
  zb_map_view_set_world (f->view, f->world);
  g_object_set (f->view, "account", f->account, NULL);
  zb_map_view_go_to (f->view, MIDDLE, 15);
  zb_map_fixture_wait (f->view);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (f->window);
  zb_map_fixture_run (50);
  zb_words_set_world (NULL);
  g_clear_object (&f->world);
  g_clear_object (&f->account);
  g_clear_pointer (&f->asked, g_variant_unref);
  g_clear_pointer (&f->action, g_free);
}

/* --- what there is ------------------------------------------------------------------------------- */

static void
tell (Fixture *f, gpointer entity)
{
  g_autoptr (ZbEvent) event = NULL;
  ZbEntity *held = zb_world_lookup (f->world, zb_entity_get_kind (entity), ZB_ENTITY (entity)->id);
  ZB_ENTITY (entity)->version = held ? held->version + 1 : 1;
  event = zb_event_new ("zone.updated", entity, 0);
  g_assert_true (zb_world_apply (f->world, event));
  zb_map_fixture_run (100);
}

static ZbZone *
new_zone (const char *id, const char *name, double radius)
{
  ZbZone *zone = (ZbZone *)zb_entity_new (ZB_KIND_ZONE, id);
  zone->name = g_strdup (name);
  zone->by = g_strdup (OFFICER);
  zone->by_name = g_strdup ("Chen");
  zone->raises = TRUE;
  zone->expires_at = g_get_real_time () + 2 * G_TIME_SPAN_HOUR + 30 * G_TIME_SPAN_SECOND;
  zone->created_at = g_get_real_time ();
  ZB_ENTITY (zone)->revision = 4;
  zb_zone_set_circle (zone, MIDDLE, radius);
  return zone;
}

static ZbZone *
tell_zone (Fixture *f)
{
  g_autoptr (ZbZone) zone = new_zone (ZONE, "Park fair", 300);
  tell (f, zone);
  return zb_world_lookup (f->world, ZB_KIND_ZONE, ZONE);
}

static void
tell_alert (Fixture *f, const char *id, int severity, double metres)
{
  g_autoptr (ZbAlert) alert = (ZbAlert *)zb_entity_new (ZB_KIND_ALERT, id);
  alert->kind = g_strdup ("smoke_fire");
  alert->title = g_strdup (id);
  alert->state = ZB_ALERT_NEW;
  alert->severity = severity;
  alert->location = zb_point_move (MIDDLE, 90, metres);
  tell (f, alert);
}

/* --- the pointer ---------------------------------------------------------------------------------- */

static void
click_at (Fixture *f, double x, double y)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (f->view->map));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) each = g_list_model_get_item (controllers, i);
      if (!GTK_IS_GESTURE_CLICK (each) ||
          gtk_gesture_single_get_button (GTK_GESTURE_SINGLE (each)) == GDK_BUTTON_SECONDARY)
        continue;
      g_signal_emit_by_name (each, "pressed", 1, x, y);
      g_signal_emit_by_name (each, "released", 1, x, y);
    }
  zb_map_fixture_run (20);
}

static graphene_point_t
place_of (Fixture *f, ZbPoint point)
{
  ZbMapProjection projection;
  g_assert_true (zb_map_projection_init (&projection, shumate_map_get_viewport (f->view->map),
                                         GTK_WIDGET (f->view->map)));
  return zb_map_projection_to_widget (&projection, zb_mercator_from_point (point));
}

static void
click_point (Fixture *f, ZbPoint point)
{
  graphene_point_t place = place_of (f, point);
  click_at (f, place.x, place.y);
}

static void
act (Fixture *f, const char *name, const char *argument)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->view), name, argument ? "s" : NULL, argument));
  zb_map_fixture_run (50);
}

/* --- the form --------------------------------------------------------------------------------------- */

static gpointer
get_form (Fixture *f)
{
  for (guint i = 0; i < 100 && !adw_window_get_visible_dialog (ADW_WINDOW (f->window)); i++)
    zb_map_fixture_run (20);
  AdwDialog *dialog = adw_window_get_visible_dialog (ADW_WINDOW (f->window));
  g_assert_true (ZB_IS_ZONE_DIALOG (dialog));
  return dialog;
}

static gpointer
part (Fixture *f, const char *name)
{
  GObject *child = gtk_widget_get_template_child (get_form (f), ZB_TYPE_ZONE_DIALOG, name);
  g_assert_nonnull (child);
  return child;
}

static void
fill_in (Fixture *f, const char *row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (part (f, row)), text);
}

static void
press (Fixture *f, const char *action)
{
  g_assert_true (gtk_widget_activate_action (get_form (f), action, NULL));
  for (guint i = 0; i < 100 && adw_window_get_visible_dialog (ADW_WINDOW (f->window)); i++)
    zb_map_fixture_run (20);
}

static gboolean
may_submit (Fixture *f)
{
  return gtk_widget_is_sensitive (part (f, "submit_button"));
}

static GVariant *
args_of (Fixture *f)
{
  g_assert_nonnull (f->asked);
  return g_variant_get_child_value (f->asked, 2);
}

static void
draw_circle (Fixture *f, double radius)
{
  act (f, "map.new-zone", "circle");
  click_point (f, MIDDLE);
  click_point (f, zb_point_move (MIDDLE, 180, radius));
}

/* --- seen and chosen --------------------------------------------------------------------------------- */

static gboolean
is_picked (Fixture *f, ZbPoint point)
{
  graphene_point_t place = place_of (f, point);
  return zb_zone_layer_pick (f->view->zones, place.x, place.y) != NULL;
}

static void
test_seen (Fixture *f, gconstpointer data)
{
  tell_zone (f);
  g_assert_cmpuint (zb_zone_layer_get_n_zones (f->view->zones), ==, 1);
  g_assert_true (is_picked (f, zb_point_move (MIDDLE, 180, 300)));
  g_assert_false (is_picked (f, zb_point_move (MIDDLE, 180, 150)));
  g_object_set (f->view, "enabled-layers", (const char *const[]){ "unit", NULL }, NULL);
  zb_map_fixture_run (50);
  click_point (f, zb_point_move (MIDDLE, 180, 300));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (f->view->zone_card)));
}

static void
test_chosen (Fixture *f, gconstpointer data)
{
  ZbZone *zone = tell_zone (f);
  g_autoptr (ZbAlert) first = NULL;
  tell_alert (f, "medium-inside", ZB_SEVERITY_MEDIUM, 100);
  tell_alert (f, "urgent-inside", ZB_SEVERITY_URGENT, 200);
  tell_alert (f, "high-outside", ZB_SEVERITY_HIGH, 400);
  click_point (f, zb_point_move (MIDDLE, 180, 300));
  g_assert_true (zb_zone_card_get_zone (f->view->zone_card) == zone);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (f->view->zone_card)));
  GListModel *alerts = zb_zone_card_get_alerts (f->view->zone_card);
  g_assert_cmpuint (g_list_model_get_n_items (alerts), ==, 2);
  first = g_list_model_get_item (alerts, 0);
  g_assert_cmpstr (first->title, ==, "urgent-inside");
  tell_alert (f, "low-inside", ZB_SEVERITY_LOW, 50);
  zb_map_fixture_run (600);
  g_assert_cmpuint (g_list_model_get_n_items (alerts), ==, 3);
  act (f, "map.leave-zone", NULL);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (f->view->zone_card)));
}

/* The list that keyboard and screen reader use has it, too. */
static void
test_listed (Fixture *f, gconstpointer data)
{
  ZbZone *zone = tell_zone (f);
  GListModel *marks = zb_map_view_get_marks (f->view);
  guint found = 0;
  for (guint i = 0; i < g_list_model_get_n_items (marks); i++)
    {
      g_autoptr (ZbMapMark) mark = g_list_model_get_item (marks, i);
      if (zb_map_mark_get_entity (mark) != zone)
        continue;
      found++;
      g_assert_cmpstr (zb_map_mark_get_title (mark), ==, "Park fair");
      zb_map_view_activate_mark (f->view, mark);
    }
  g_assert_cmpuint (found, ==, 1);
  g_assert_true (zb_zone_card_get_zone (f->view->zone_card) == zone);
}

static void
test_over_is_gone (Fixture *f, gconstpointer data)
{
  ZbZone *zone = tell_zone (f);
  g_autoptr (ZbZone) ended = (ZbZone *)zb_record_copy (ZB_RECORD (zone));
  act (f, "map.show-zone", ZONE);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (f->view->zone_card)));
  ended->ended_at = g_get_real_time ();
  tell (f, ended);
  g_assert_cmpuint (zb_zone_layer_get_n_zones (f->view->zones), ==, 0);
  g_assert_false (is_picked (f, zb_point_move (MIDDLE, 180, 300)));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (f->view->zone_card)));
}

static void
test_words (void)
{
  g_autoptr (ZbZone) zone = new_zone (ZONE, "Park fair", 300);
  gint64 now = g_get_real_time ();
  g_autofree char *until = zb_zone_words_until (zone, now), *all_day = zb_zone_words_hours (zone);
  g_autofree char *kinds = zb_zone_words_kinds (zone);
  g_assert_nonnull (strstr (until, "2 hours left"));
  g_assert_cmpstr (all_day, ==, "All day");
  g_assert_cmpstr (kinds, ==, "All kinds");
  zone->hours_from = 22 * 60;
  zone->hours_to = 6 * 60 + 30;
  zone->kinds = g_strsplit ("smoke_fire gas_leak overcrowding dispute", " ", -1);
  g_autofree char *night = zb_zone_words_hours (zone), *some = zb_zone_words_kinds (zone);
  g_assert_cmpstr (night, ==, "22:00–06:30 overnight");
  g_assert_true (g_str_has_prefix (some, "Smoke or fire, Gas leak, Overcrowding"));
  g_assert_nonnull (strstr (some, "4"));
}

/* --- drawn and filled in ------------------------------------------------------------------------------ */

static void
test_polygon (Fixture *f, gconstpointer data)
{
  const char *command, *subject, *name;
  act (f, "map.new-zone", "polygon");
  click_at (f, 300, 300);
  click_at (f, 500, 300);
  click_at (f, 500, 500);
  act (f, "map.sketch-finish", NULL);
  g_assert_false (may_submit (f));
  g_assert_cmpstr (gtk_label_get_label (part (f, "missing_label")), !=, "");
  fill_in (f, "name_row", "Night market");
  g_assert_true (may_submit (f));
  g_assert_cmpstr (gtk_label_get_label (part (f, "missing_label")), ==, "");
  press (f, "zone-form.submit");
  g_variant_get_child (f->asked, 0, "&s", &command);
  g_variant_get_child (f->asked, 1, "&s", &subject);
  g_assert_cmpstr (command, ==, "zone.create");
  g_assert_cmpuint (strlen (subject), ==, 36);
  g_autoptr (GVariant) args = args_of (f);
  g_autoptr (GVariant) geometry = g_variant_lookup_value (args, "geometry", NULL);
  g_assert_true (g_variant_lookup (args, "name", "&s", &name));
  g_assert_cmpstr (name, ==, "Night market");
  g_assert_nonnull (geometry);
}

static void
test_circle (Fixture *f, gconstpointer data)
{
  draw_circle (f, 250);
  g_autoptr (ZbZone) zone = zb_zone_dialog_make_zone (get_form (f));
  g_assert_true (zb_zone_is_circle (zone));
  g_assert_cmpfloat_with_epsilon (zone->radius, 250, 2);
  g_assert_cmpfloat (zb_point_distance (zone->centre, MIDDLE), <, 2);
  press (f, "zone-form.cancel");
}

/* How many open alerts are inside and would rise is told before anything is handed over. */
static void
test_holds (Fixture *f, gconstpointer data)
{
  tell_alert (f, "medium-inside", ZB_SEVERITY_MEDIUM, 100);
  tell_alert (f, "urgent-inside", ZB_SEVERITY_URGENT, 200);
  draw_circle (f, 250);
  g_autofree char *two = g_strdup (adw_preferences_row_get_title (part (f, "holds_row")));
  g_assert_nonnull (strstr (two, "2 open alerts"));
  g_assert_nonnull (strstr (two, "1 rise"));
  adw_switch_row_set_active (part (f, "raises_switch"), FALSE);
  g_assert_nonnull (strstr (adw_preferences_row_get_title (part (f, "holds_row")), "marked only"));
  press (f, "zone-form.cancel");
}

static void
test_times (Fixture *f, gconstpointer data)
{
  gint64 now = g_get_real_time ();
  draw_circle (f, 250);
  fill_in (f, "name_row", "Works");
  adw_toggle_group_set_active_name (part (f, "end_toggle"), "3d");
  g_autoptr (ZbZone) zone = zb_zone_dialog_make_zone (get_form (f));
  g_assert_cmpint (zone->expires_at - now, >=, 3 * G_TIME_SPAN_DAY - G_TIME_SPAN_MINUTE);
  g_assert_cmpint (zone->expires_at - now, <=, 3 * G_TIME_SPAN_DAY + G_TIME_SPAN_MINUTE);
  adw_toggle_group_set_active_name (part (f, "end_toggle"), "other");
  fill_in (f, "end_entry", "tomorrow");
  g_assert_false (may_submit (f));
  g_assert_true (gtk_widget_has_css_class (part (f, "end_entry"), "error"));
  adw_toggle_group_set_active_name (part (f, "end_toggle"), "today");
  g_assert_true (may_submit (f));
  adw_switch_row_set_active (part (f, "hours_switch"), TRUE);
  g_autoptr (ZbZone) by_day = zb_zone_dialog_make_zone (get_form (f));
  g_assert_cmpint (by_day->hours_from, ==, 8 * 60);
  g_assert_cmpint (by_day->hours_to, ==, 20 * 60);
  press (f, "zone-form.cancel");
}

/* A form that is closed is not lost. */
static void
test_draft_is_kept (Fixture *f, gconstpointer data)
{
  draw_circle (f, 250);
  fill_in (f, "name_row", "Half filled");
  press (f, "zone-form.cancel");
  g_assert_nonnull (f->view->sketch);
  act (f, "map.zone-form", NULL);
  g_assert_cmpstr (gtk_editable_get_text (part (f, "name_row")), ==, "Half filled");
  press (f, "zone-form.cancel");
  act (f, "map.sketch-leave", NULL);
  g_assert_null (f->view->draft);
}

static ZbCommand *
queue (Fixture *f)
{
  const char *name, *subject;
  g_autoptr (GVariant) args = args_of (f);
  g_variant_get_child (f->asked, 0, "&s", &name);
  g_variant_get_child (f->asked, 1, "&s", &subject);
  ZbCommand *command = zb_command_new (name, subject, args);
  zb_world_add_command (f->world, command);
  return command;
}

static void
hand_over (Fixture *f, const char *name)
{
  draw_circle (f, 250);
  fill_in (f, "name_row", name);
  press (f, "zone-form.submit");
}

/* What is refused can be put right and handed over again. */
static void
test_refused (Fixture *f, gconstpointer data)
{
  hand_over (f, "Refused");
  g_autoptr (ZbCommand) command = queue (f);
  g_autoptr (ZbProblem) problem = zb_guard_refuse ("area", NULL, NULL);
  g_assert_true (f->view->draft_sent);
  zb_command_set_state (command, ZB_COMMAND_REFUSED, problem);
  zb_map_fixture_run (50);
  g_assert_false (f->view->draft_sent);
  act (f, "map.zone-form", NULL);
  g_assert_cmpstr (gtk_editable_get_text (part (f, "name_row")), ==, "Refused");
  press (f, "zone-form.cancel");
}

/* Until the platform has it the drawing stays; then there is the zone instead. */
static void
test_accepted (Fixture *f, gconstpointer data)
{
  const char *id;
  hand_over (f, "Accepted");
  g_autoptr (ZbCommand) command = queue (f);
  g_assert_nonnull (f->view->sketch);
  g_variant_get_child (f->asked, 1, "&s", &id);
  g_autoptr (ZbZone) zone = new_zone (id, "Accepted", 250);
  zb_command_set_state (command, ZB_COMMAND_ACCEPTED, NULL);
  tell (f, zone);
  g_assert_null (f->view->sketch);
  g_assert_null (f->view->draft);
  g_assert_cmpstr (zb_zone_card_get_zone (f->view->zone_card)->name, ==, "Accepted");
}

/* --- changed and ended -------------------------------------------------------------------------------- */

static void
test_changed (Fixture *f, gconstpointer data)
{
  const char *id;
  gint64 revision;
  tell_zone (f);
  act (f, "map.show-zone", ZONE);
  act (f, "map.edit-zone", NULL);
  g_assert_cmpstr (gtk_editable_get_text (part (f, "name_row")), ==, "Park fair");
  press (f, "zone-form.reshape");
  g_assert_true (zb_sketch_is_complete (f->view->sketch));
  zb_sketch_move (f->view->sketch, 1, zb_point_move (MIDDLE, 90, 500));
  act (f, "map.sketch-finish", NULL);
  press (f, "zone-form.submit");
  g_assert_cmpstr (f->action, ==, "edit");
  g_variant_get_child (f->asked, 0, "&s", &id);
  g_variant_get_child (f->asked, 1, "x", &revision);
  g_assert_cmpstr (id, ==, ZONE);
  g_assert_cmpint (revision, ==, 4);
  g_autoptr (GVariant) args = args_of (f);
  g_autoptr (GVariant) radius = g_variant_lookup_value (args, "radius", NULL);
  g_autoptr (GVariant) metres = g_variant_get_maybe (radius);
  g_assert_cmpfloat_with_epsilon (g_variant_get_double (metres), 500, 1);
  /* What was not touched is not sent. */
  g_assert_cmpuint (g_variant_n_children (args), ==, 3);
}

static gpointer
find (gpointer widget, GType type)
{
  gpointer found = g_type_is_a (G_OBJECT_TYPE (widget), type) ? widget : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && !found;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type);
  return found;
}

static void
test_ended (Fixture *f, gconstpointer data)
{
  const char *command, *reason;
  tell_zone (f);
  act (f, "map.show-zone", ZONE);
  act (f, "map.end-zone", NULL);
  AdwDialog *dialog = adw_window_get_visible_dialog (ADW_WINDOW (f->window));
  g_assert_true (ADW_IS_ALERT_DIALOG (dialog));
  gtk_editable_set_text (GTK_EDITABLE (find (dialog, GTK_TYPE_ENTRY)), "It rained");
  g_signal_emit_by_name (dialog, "response", "do");
  g_variant_get_child (f->asked, 0, "&s", &command);
  g_assert_cmpstr (command, ==, "zone.end");
  g_autoptr (GVariant) args = args_of (f);
  g_assert_true (g_variant_lookup (args, "reason", "&s", &reason));
  g_assert_cmpstr (reason, ==, "It rained");
  adw_dialog_force_close (dialog);
}

static gboolean
is_enabled (Fixture *f, const char *button)
{
  GtkWidget *card = GTK_WIDGET (f->view->zone_card);
  GQueue todo = G_QUEUE_INIT;
  gboolean enabled = FALSE;
  g_queue_push_tail (&todo, card);
  while (!g_queue_is_empty (&todo))
    {
      GtkWidget *widget = g_queue_pop_head (&todo);
      if (GTK_IS_ACTIONABLE (widget) &&
          g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), button) == 0)
        enabled = gtk_widget_is_sensitive (widget);
      for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
           child = gtk_widget_get_next_sibling (child))
        g_queue_push_tail (&todo, child);
    }
  return enabled;
}

/* Another officer's zone is not this one's to end, and a wall's account draws none. */
static void
test_guards (Fixture *f, gconstpointer data)
{
  g_autoptr (ZbAccount) other = (ZbAccount *)zb_entity_new (ZB_KIND_ACCOUNT, ZONE);
  other->role = ZB_ROLE_DUTY_OFFICER;
  tell_zone (f);
  act (f, "map.show-zone", ZONE);
  g_assert_true (is_enabled (f, "map.end-zone"));
  g_object_set (f->view, "account", other, NULL);
  g_assert_false (is_enabled (f, "map.end-zone"));
  g_assert_false (is_enabled (f, "map.edit-zone"));
  g_assert_true (is_enabled (f, "map.copy-zone-link"));
  g_object_set (f->view, "account", NULL, NULL);
  gtk_widget_activate_action (GTK_WIDGET (f->view), "map.new-zone", "s", "circle");
  g_assert_null (f->view->sketch);
}

static void
test_lets_go (void)
{
  Fixture f = { 0 };
  set_up (&f, NULL);
  tell_zone (&f);
  act (&f, "map.show-zone", ZONE);
  draw_circle (&f, 250);
  press (&f, "zone-form.cancel");
  gpointer view = f.view, zone = zb_world_lookup (f.world, ZB_KIND_ZONE, ZONE), draft = f.view->draft;
  g_object_add_weak_pointer (view, &view);
  g_object_add_weak_pointer (zone, &zone);
  g_object_add_weak_pointer (draft, &draft);
  tear_down (&f, NULL);
  zb_map_fixture_run (400);
  g_assert_null (view);
  g_assert_null (zone);
  g_assert_null (draft);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  int result;
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  zb_map_fixture_load_style (TRUE);
  ADD ("/map/zones/seen", test_seen);
  ADD ("/map/zones/chosen", test_chosen);
  ADD ("/map/zones/listed", test_listed);
  ADD ("/map/zones/over-is-gone", test_over_is_gone);
  g_test_add_func ("/map/zones/words", test_words);
  ADD ("/map/zones/polygon", test_polygon);
  ADD ("/map/zones/circle", test_circle);
  ADD ("/map/zones/holds", test_holds);
  ADD ("/map/zones/times", test_times);
  ADD ("/map/zones/draft-is-kept", test_draft_is_kept);
  ADD ("/map/zones/refused", test_refused);
  ADD ("/map/zones/accepted", test_accepted);
  ADD ("/map/zones/changed", test_changed);
  ADD ("/map/zones/ended", test_ended);
  ADD ("/map/zones/guards", test_guards);
  g_test_add_func ("/map/zones/lets-go", test_lets_go);
  result = g_test_run ();
  zb_base_map_stop ();
  return result;
}
