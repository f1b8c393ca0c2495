/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-zone-dialog.h"

#include "zb-actor.h"
#include "zb-now.h"
#include "zb-words.h"
#include "zb-zone-edit.h"
#include "zb-zone-kinds.h"
#include "zb-zone-words.h"

#include <glib/gi18n.h>
#include <stdio.h>

/**
 * ZbZoneDialog:
 *
 * The form of a watch zone, for one that was just drawn and for one that is to be changed. What the platform
 * would refuse is told in words while it is filled in, and how many of the open alerts it holds as it is.
 *
 * `submitted` says that it was handed to the outbox, `reshape` that its outline is to be drawn anew first.
 */
struct _ZbZoneDialog
{
  AdwDialog parent_instance;
  ZbWorld *world;
  ZbAccount *account;
  ZbZone *zone; /* as it was handed in */
  ZbZone *read; /* as the officer has read it before any change, NULL for one that is drawn */
  ZbZoneKinds *kinds;
  GtkWidget *severities[ZB_N_SEVERITIES];
  guint tick;
  gboolean filling;

  AdwEntryRow *name_row, *end_entry, *start_entry, *note_row;
  AdwActionRow *place_row, *severities_row, *end_row, *holds_row;
  AdwExpanderRow *kinds_row;
  AdwToggleGroup *end_toggle;
  AdwSwitchRow *start_switch, *hours_switch, *raises_switch;
  AdwComboRow *from_row, *to_row;
  GtkBox *severities_box;
  GtkWidget *submit_button;
  GtkLabel *submit_label, *missing_label;
};

enum
{
  SUBMITTED,
  RESHAPE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZbZoneDialog, zb_zone_dialog, ADW_TYPE_DIALOG)

#define HALF_HOURS 48
#define TICK_SECONDS 2

static gboolean
is_edit (ZbZoneDialog *self)
{
  return ZB_ENTITY (self->zone)->version > 0;
}

static char *
text_of (gpointer row)
{
  char *text = g_strstrip (g_strdup (gtk_editable_get_text (row)));
  if (*text)
    return text;
  g_free (text);
  return NULL;
}

/* --- times ----------------------------------------------------------------------------------------- */

static gint64
to_microseconds (GDateTime *moment)
{
  return moment ? g_date_time_to_unix (moment) * G_USEC_PER_SEC : 0;
}

/* A day and a time of day here, 0 for what is none. */
static gint64
read_moment (gpointer row)
{
  int year, month, day, hour, minute;
  const char *text = gtk_editable_get_text (row);
  g_autoptr (GDateTime) moment = NULL;
  if (sscanf (text, "%d-%d-%d %d:%d", &year, &month, &day, &hour, &minute) == 5)
    moment = g_date_time_new_local (year, month, day, hour, minute, 0);
  return to_microseconds (moment);
}

static void
write_moment (gpointer row, gint64 time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);
  g_autofree char *text = g_date_time_format (local, "%Y-%m-%d %H:%M");
  gtk_editable_set_text (row, text);
}

static gint64
end_of_today (gint64 now)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);
  g_autoptr (GDateTime) tomorrow = g_date_time_add_days (utc, 1);
  g_autoptr (GDateTime) local = g_date_time_to_local (tomorrow);
  g_autoptr (GDateTime) midnight =
      g_date_time_new_local (g_date_time_get_year (local), g_date_time_get_month (local),
                             g_date_time_get_day_of_month (local), 0, 0, 0);
  return to_microseconds (midnight);
}

static gint64
read_end (ZbZoneDialog *self, gint64 now)
{
  const char *choice = adw_toggle_group_get_active_name (self->end_toggle);
  if (g_strcmp0 (choice, "other") == 0)
    return read_moment (self->end_entry);
  if (g_strcmp0 (choice, "today") == 0)
    return end_of_today (now);
  return now + (g_strcmp0 (choice, "7d") == 0 ? 7 : g_strcmp0 (choice, "3d") == 0 ? 3 : 1) * G_TIME_SPAN_DAY;
}

static gint64
read_start (ZbZoneDialog *self)
{
  gint64 start = read_moment (self->start_entry);
  if (!adw_switch_row_get_active (self->start_switch))
    return 0;
  return start ? start : G_MAXINT64;
}

/* Of an entry of the lists of hours. */
static int
read_minute (AdwComboRow *row)
{
  int hour, minute;
  GtkStringObject *item = adw_combo_row_get_selected_item (row);
  return item && sscanf (gtk_string_object_get_string (item), "%d:%d", &hour, &minute) == 2
             ? hour * 60 + minute
             : 0;
}

/* --- the zone -------------------------------------------------------------------------------------- */

static char **
read_severities (ZbZoneDialog *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  for (int severity = ZB_SEVERITY_URGENT; severity > ZB_SEVERITY_NONE; severity--)
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->severities[severity])))
      g_strv_builder_add (builder, zb_choices_nick (&zb_severities, severity));
  return g_strv_builder_end (builder);
}

static void
take_hours (ZbZoneDialog *self, ZbZone *zone)
{
  gboolean some = adw_switch_row_get_active (self->hours_switch);
  zone->hours_from = some ? read_minute (self->from_row) : 0;
  zone->hours_to = some ? read_minute (self->to_row) : 0;
}

/**
 * zb_zone_dialog_make_zone:
 * @self: a form
 *
 * Returns: (transfer full): the zone as the form has it now, complete or not
 */
ZbZone *
zb_zone_dialog_make_zone (ZbZoneDialog *self)
{
  ZbZone *zone = (ZbZone *)zb_record_copy (ZB_RECORD (self->zone));
  g_free (zone->name);
  g_free (zone->note);
  g_strfreev (zone->kinds);
  g_strfreev (zone->severities);
  zone->name = text_of (self->name_row);
  zone->note = text_of (self->note_row);
  zone->kinds = zb_zone_kinds_get_chosen (self->kinds);
  zone->severities = read_severities (self);
  zone->starts_at = read_start (self);
  zone->expires_at = read_end (self, zb_now ());
  zone->raises = adw_switch_row_get_active (self->raises_switch);
  take_hours (self, zone);
  return zone;
}

/* --- what is wrong with it ---------------------------------------------------------------------- */

static ZbProblem *
ask_guards (ZbZoneDialog *self, ZbZone *zone)
{
  gint64 now = zb_now ();
  ZbActor actor = zb_account_act (self->account, self->world, zone->area, now);
  ZbProblem *problem = zb_zone_guard (zone, is_edit (self) ? ZB_ZONE_VERB_EDIT : ZB_ZONE_VERB_CREATE, &actor);
  return problem ? problem : zb_zone_check (zone, now);
}

static const char *
words_for (ZbProblem *problem)
{
  const ZbFieldError *first =
      problem && problem->errors && problem->errors->len > 0 ? problem->errors->pdata[0] : NULL;
  if (!problem)
    return "";
  return first && first->detail ? _ (first->detail) : zb_words_problem (problem);
}

static void
mark_row (gpointer row, ZbProblem *problem, const char *pointer)
{
  gboolean wrong = FALSE;
  for (guint i = 0; problem && problem->errors && i < problem->errors->len; i++)
    wrong |= g_strcmp0 (((const ZbFieldError *)problem->errors->pdata[i])->pointer, pointer) == 0;
  if (wrong)
    gtk_widget_add_css_class (row, "error");
  else
    gtk_widget_remove_css_class (row, "error");
}

static void
show_problem (ZbZoneDialog *self, ZbZone *zone)
{
  g_autoptr (ZbProblem) problem = ask_guards (self, zone);
  const char *words = words_for (problem);
  gtk_label_set_label (self->missing_label, words);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "zone-form.submit", problem == NULL);
  mark_row (self->end_entry, problem, "/expires_at");
  mark_row (self->start_entry, problem, "/starts_at");
  mark_row (self->note_row, problem, "/note");
}

/* --- what it says ----------------------------------------------------------------------------------- */

/* As if it had begun, so that it is seen what will be inside. */
static void
show_holds (ZbZoneDialog *self, const ZbZone *zone)
{
  gint64 now = zb_now ();
  g_autoptr (ZbZone) begun = (ZbZone *)zb_record_copy (ZB_RECORD ((gpointer)zone));
  begun->starts_at = 0;
  begun->expires_at = MAX (begun->expires_at, now + 1);
  g_autofree char *words = zb_zone_words_holds (begun, zb_zone_count (begun, self->world, now));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->holds_row), words);
}

static void
show_zone (ZbZoneDialog *self, const ZbZone *zone)
{
  g_autofree char *place = zb_zone_words_place (zone), *kinds = zb_zone_words_kinds (zone);
  g_autofree char *severities = zb_zone_words_severities (zone);
  g_autofree char *until = zb_zone_words_until (zone, zb_now ());
  adw_action_row_set_subtitle (self->place_row, place);
  adw_expander_row_set_subtitle (self->kinds_row, kinds);
  adw_action_row_set_subtitle (self->severities_row, severities);
  adw_action_row_set_subtitle (self->end_row, zone->expires_at ? until : NULL);
  show_holds (self, zone);
}

static void
on_changed (ZbZoneDialog *self)
{
  g_autoptr (ZbZone) zone = NULL;
  if (self->filling)
    return;
  zone = zb_zone_dialog_make_zone (self);
  gtk_widget_set_visible (GTK_WIDGET (self->end_entry),
                          g_strcmp0 (adw_toggle_group_get_active_name (self->end_toggle), "other") == 0);
  show_zone (self, zone);
  show_problem (self, zone);
}

static gboolean
on_tick (gpointer user_data)
{
  ZbZoneDialog *self = user_data;
  g_autoptr (ZbZone) zone = zb_zone_dialog_make_zone (self);
  show_holds (self, zone);
  return G_SOURCE_CONTINUE;
}

/* --- what is done with it -------------------------------------------------------------------------- */

static GVariant *
make_edit (ZbZoneDialog *self, ZbZone *zone)
{
  return self->read ? zb_zone_edit_make_args (self->read, zone, zb_now ()) : zb_zone_make_args (zone);
}

static void
hand_over (ZbZoneDialog *self, ZbZone *zone)
{
  const ZbEntity *entity = ZB_ENTITY (zone);
  if (is_edit (self))
    gtk_widget_activate_action (GTK_WIDGET (self), "zone.edit", "(sx@a{sv})", entity->id, entity->revision,
                                make_edit (self, zone));
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "command.submit", "(ss@a{sv})", "zone.create", entity->id,
                                zb_zone_make_args (zone));
}

static void
submit (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbZoneDialog *self = ZB_ZONE_DIALOG (widget);
  g_autoptr (ZbZone) zone = zb_zone_dialog_make_zone (self);
  g_autoptr (ZbProblem) problem = ask_guards (self, zone);
  if (problem)
    return;
  hand_over (self, zone);
  g_signal_emit (self, signals[SUBMITTED], 0);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
reshape (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[RESHAPE], 0);
  adw_dialog_close (ADW_DIALOG (widget));
}

static void
cancel (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

/* --- filling it in ---------------------------------------------------------------------------------- */

/* Each half hour, and the minute that the zone has where it is another. */
static void
fill_hours (AdwComboRow *row, int minute)
{
  g_autoptr (GtkStringList) hours = gtk_string_list_new (NULL);
  guint selected = 0;
  for (int half = 0; half < HALF_HOURS; half++)
    for (int at = half * 30; at <= half * 30 + 29; at++)
      {
        g_autofree char *text = g_strdup_printf ("%02d:%02d", at / 60, at % 60);
        if (at % 30 != 0 && at != minute)
          continue;
        if (at == minute)
          selected = g_list_model_get_n_items (G_LIST_MODEL (hours));
        gtk_string_list_append (hours, text);
      }
  adw_combo_row_set_model (row, G_LIST_MODEL (hours));
  adw_combo_row_set_selected (row, selected);
}

static void
fill_severities (ZbZoneDialog *self)
{
  for (int severity = ZB_SEVERITY_URGENT; severity > ZB_SEVERITY_NONE; severity--)
    {
      const char *nick = zb_choices_nick (&zb_severities, severity);
      GtkWidget *chip = gtk_toggle_button_new_with_label (zb_words_severity (severity));
      gtk_widget_add_css_class (chip, "zb-chip");
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip),
                                    self->zone->severities &&
                                        g_strv_contains ((const char *const *)self->zone->severities, nick));
      g_signal_connect_swapped (chip, "toggled", G_CALLBACK (on_changed), self);
      gtk_box_append (self->severities_box, chip);
      self->severities[severity] = chip;
    }
}

static void
fill_kinds (ZbZoneDialog *self)
{
  self->kinds = zb_zone_kinds_new ((const char *const *)self->zone->kinds);
  adw_expander_row_add_row (self->kinds_row, GTK_WIDGET (self->kinds));
  g_signal_connect_swapped (self->kinds, "changed", G_CALLBACK (on_changed), self);
}

static void
fill_times (ZbZoneDialog *self)
{
  const ZbZone *zone = self->zone;
  gint64 now = zb_now ();
  gboolean some_hours = zone->hours_from != zone->hours_to;
  adw_toggle_group_set_active_name (self->end_toggle, zone->expires_at ? "other" : "today");
  write_moment (self->end_entry, zone->expires_at ? zone->expires_at : end_of_today (now));
  write_moment (self->start_entry, zone->starts_at > now ? zone->starts_at : now);
  adw_switch_row_set_active (self->start_switch, zone->starts_at > now);
  adw_switch_row_set_active (self->hours_switch, some_hours);
  fill_hours (self->from_row, some_hours ? (int)zone->hours_from : 8 * 60);
  fill_hours (self->to_row, some_hours ? (int)zone->hours_to : 20 * 60);
}

static void
fill (ZbZoneDialog *self)
{
  const ZbZone *zone = self->zone;
  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), zone->name ? zone->name : "");
  gtk_editable_set_text (GTK_EDITABLE (self->note_row), zone->note ? zone->note : "");
  adw_switch_row_set_active (self->raises_switch, zone->raises);
  fill_severities (self);
  fill_kinds (self);
  fill_times (self);
  if (is_edit (self))
    {
      adw_dialog_set_title (ADW_DIALOG (self), _ ("Change the watch zone"));
      gtk_label_set_label (self->submit_label, _ ("Save"));
    }
  self->filling = FALSE;
  on_changed (self);
}

/* --- GObject ------------------------------------------------------------------------------------------ */

static void
zb_zone_dialog_map (GtkWidget *widget)
{
  ZbZoneDialog *self = ZB_ZONE_DIALOG (widget);
  GTK_WIDGET_CLASS (zb_zone_dialog_parent_class)->map (widget);
  self->tick = g_timeout_add_seconds (TICK_SECONDS, on_tick, self);
}

static void
zb_zone_dialog_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&ZB_ZONE_DIALOG (widget)->tick, g_source_remove);
  GTK_WIDGET_CLASS (zb_zone_dialog_parent_class)->unmap (widget);
}

static void
zb_zone_dialog_dispose (GObject *object)
{
  ZbZoneDialog *self = ZB_ZONE_DIALOG (object);
  g_clear_handle_id (&self->tick, g_source_remove);
  /* libadwaita 1.7 keeps the sheet of a closed dialog alive, and with it all that lies on it. */
  adw_dialog_set_child (ADW_DIALOG (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_ZONE_DIALOG);
  g_clear_object (&self->world);
  g_clear_object (&self->account);
  g_clear_object (&self->zone);
  g_clear_object (&self->read);
  G_OBJECT_CLASS (zb_zone_dialog_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ZbZoneDialog, name)
  CHILD (name_row);
  CHILD (end_entry);
  CHILD (start_entry);
  CHILD (note_row);
  CHILD (place_row);
  CHILD (severities_row);
  CHILD (end_row);
  CHILD (holds_row);
  CHILD (kinds_row);
  CHILD (end_toggle);
  CHILD (start_switch);
  CHILD (hours_switch);
  CHILD (raises_switch);
  CHILD (from_row);
  CHILD (to_row);
  CHILD (severities_box);
  CHILD (submit_button);
  CHILD (submit_label);
  CHILD (missing_label);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
}

static void
zb_zone_dialog_class_init (ZbZoneDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = zb_zone_dialog_dispose;
  widget_class->map = zb_zone_dialog_map;
  widget_class->unmap = zb_zone_dialog_unmap;
  signals[SUBMITTED] =
      g_signal_new ("submitted", ZB_TYPE_ZONE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[RESHAPE] =
      g_signal_new ("reshape", ZB_TYPE_ZONE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "zone-form.submit", NULL, submit);
  gtk_widget_class_install_action (widget_class, "zone-form.reshape", NULL, reshape);
  gtk_widget_class_install_action (widget_class, "zone-form.cancel", NULL, cancel);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "zone-form.submit",
                                       NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/map/zone-dialog.ui");
  bind_template (widget_class);
}

static void
zb_zone_dialog_init (ZbZoneDialog *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * zb_zone_dialog_new:
 * @world: whose alerts it is about
 * @account: (nullable): who acts
 * @zone: a zone of the world's, or one that is only drawn: an id and a place, and what was filled in before
 *
 * Returns: (transfer floating): its form
 */
ZbZoneDialog *
zb_zone_dialog_new (ZbWorld *world, ZbAccount *account, ZbZone *zone)
{
  ZbZoneDialog *self = g_object_new (ZB_TYPE_ZONE_DIALOG, NULL);
  self->world = g_object_ref (world);
  g_set_object (&self->account, account);
  self->zone = (ZbZone *)zb_record_copy (ZB_RECORD (zone));
  fill (self);
  return self;
}

/**
 * zb_zone_dialog_set_read:
 * @self: a form
 * @zone: (nullable): the zone as the officer has read it before any change
 *
 * From then on only what differs from @zone is handed over.
 */
void
zb_zone_dialog_set_read (ZbZoneDialog *self, ZbZone *zone)
{
  g_set_object (&self->read, zone);
}
