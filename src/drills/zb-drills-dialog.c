/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-drills-dialog.h"

#include "zb-now.h"
#include "zb-query.h"
#include "zb-uuid.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/* So many of the drills that were are shown, the last first. */
#define SHOWN_MOST 20

/**
 * ZbDrillsDialog:
 *
 * Where a leader plans and starts drills, comes to their debriefs, and looks back at a shift. Scripts and
 * people are the platform's to name; the drill's id is made here.
 */
struct _ZbDrillsDialog
{
  AdwDialog parent_instance;
  ZbWorld *world;
  ZbAccount *account;
  ZbQuery *query;
  ZbAnswer *scripts, *people;
  GtkListBox *list;
  GtkWidget *nothing_yet;
  AdwComboRow *script_row, *period_row;
  AdwEntryRow *title_row;
  AdwSpinRow *speed_row;
  AdwExpanderRow *members_row;
  AdwActionRow *script_words;
  GtkLabel *missing_label;
  GPtrArray *boxes; /* GtkCheckButton, each with its ZbDrillMember */
};

typedef enum
{
  PROP_WORLD = 1,
  PROP_ACCOUNT,
  PROP_QUERY,
} ZbDrillsDialogProperty;

static GParamSpec *properties[PROP_QUERY + 1];

G_DEFINE_FINAL_TYPE (ZbDrillsDialog, zb_drills_dialog, ADW_TYPE_DIALOG)

/* --- the drills there are ------------------------------------------------------------------------- */

static GtkWidget *
new_button (const char *label, const char *action, const char *id)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);
  return button;
}

static GtkWidget *
new_row (const ZbDrill *drill)
{
  const char *id = drill->parent_instance.id;
  GtkWidget *row = adw_action_row_new ();
  const gint64 at = drill->started_at ? drill->started_at : drill->parent_instance.updated_at;
  g_autofree char *when = zb_words_day_and_time (at);
  g_autofree char *words = g_strdup_printf ("%s · %s · %s", zb_words_choice (&zb_drill_states, drill->state),
                                            when, drill->leader_name ? drill->leader_name : "–");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), drill->title ? drill->title : "");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  if (drill->state == ZB_DRILL_PLANNED)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_button (_ ("Start"), "drills.start", id));
  else
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_button (_ ("Debrief"), "drills.debrief", id));
  return row;
}

static int
compare_drills (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 ((*(ZbEntity *const *)b)->id, (*(ZbEntity *const *)a)->id);
}

static void show_drills (ZbDrillsDialog *self);

/* A store tells of what comes and goes, a drill of its state. */
static void
follow (ZbDrillsDialog *self, ZbDrill *drill)
{
  g_signal_handlers_disconnect_by_func (drill, show_drills, self);
  g_signal_connect_object (drill, "notify::state", G_CALLBACK (show_drills), self, G_CONNECT_SWAPPED);
}

/* Their ids rise with time. */
static void
show_drills (ZbDrillsDialog *self)
{
  g_autoptr (GPtrArray) drills = g_ptr_array_new ();
  ZbStore *store = self->world ? zb_world_get_store (self->world, ZB_KIND_DRILL) : NULL;

  for (guint i = 0; store && i < zb_store_get_size (store); i++)
    g_ptr_array_add (drills, zb_store_get_nth (store, i));
  g_ptr_array_sort (drills, compare_drills);
  gtk_list_box_remove_all (self->list);
  for (guint i = 0; i < MIN (drills->len, SHOWN_MOST); i++)
    {
      follow (self, drills->pdata[i]);
      gtk_list_box_append (self->list, new_row (drills->pdata[i]));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->list), drills->len > 0);
  gtk_widget_set_visible (self->nothing_yet, drills->len == 0);
}

static void
act_start (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "command.submit", "(ss@a{sv})", "drill.start",
                              g_variant_get_string (parameter, NULL), g_variant_new ("a{sv}", NULL));
  adw_dialog_close (ADW_DIALOG (widget));
}

static void
act_debrief (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action_variant (widget, "drill.debrief", parameter);
}

/* --- a new one ------------------------------------------------------------------------------------------ */

static ZbDrillSummary *
get_script (ZbDrillsDialog *self)
{
  gpointer item = self->scripts ? adw_combo_row_get_selected_item (self->script_row) : NULL;

  return item && G_TYPE_CHECK_INSTANCE_TYPE (item, ZB_TYPE_DRILL_SUMMARY) ? item : NULL;
}

static guint
count_members (ZbDrillsDialog *self)
{
  guint n = 0;

  for (guint i = 0; i < self->boxes->len; i++)
    n += gtk_check_button_get_active (self->boxes->pdata[i]);
  return n;
}

static const char *
find_missing (ZbDrillsDialog *self)
{
  if (!get_script (self))
    return _ ("Please choose a script");
  if (count_members (self) == 0)
    return _ ("Please choose who takes part");
  if (count_members (self) > ZB_DRILL_MEMBERS_MOST)
    return _ ("Too many take part");
  return NULL;
}

static void
on_changed (ZbDrillsDialog *self)
{
  const char *missing = find_missing (self);
  ZbDrillSummary *script = get_script (self);
  g_autofree char *members =
      g_strdup_printf (ngettext ("%u member", "%u members", count_members (self)), count_members (self));
  g_autofree char *words = script
                               ? g_strdup_printf (_ ("%1$d minutes, %2$d alerts. %3$s"), (int)script->minutes,
                                                  (int)script->alerts, script->summary ? script->summary : "")
                               : NULL;

  gtk_label_set_text (self->missing_label, missing ? missing : "");
  adw_expander_row_set_subtitle (self->members_row, members);
  adw_action_row_set_subtitle (self->script_words, words ? words : "");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "drills.plan", missing == NULL);
}

static void
add_person (ZbDrillsDialog *self, ZbDrillMember *member)
{
  GtkWidget *row = adw_action_row_new (), *box = gtk_check_button_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), member->name ? member->name : "");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), zb_words_choice (&zb_roles, member->role));
  g_object_set_data_full (G_OBJECT (box), "member", g_object_ref (member), g_object_unref);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), box);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), box);
  adw_expander_row_add_row (self->members_row, row);
  g_ptr_array_add (self->boxes, g_object_ref (box));
  g_signal_connect_object (box, "toggled", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
}

static void
on_people (ZbDrillsDialog *self)
{
  GListModel *items = zb_answer_get_items (self->people);

  if (zb_answer_get_state (self->people) != ZB_ANSWER_READY || self->boxes->len > 0)
    return;
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (ZbDrillMember) member = g_list_model_get_item (items, i);
      add_person (self, member);
    }
  on_changed (self);
}

static void
on_scripts (ZbDrillsDialog *self)
{
  if (zb_answer_get_state (self->scripts) != ZB_ANSWER_READY)
    return;
  adw_combo_row_set_model (self->script_row, zb_answer_get_items (self->scripts));
  on_changed (self);
}

static void
ask (ZbDrillsDialog *self)
{
  ZbDrillQuery *query = self->query && ZB_IS_DRILL_QUERY (self->query) ? ZB_DRILL_QUERY (self->query) : NULL;

  if (!query || self->scripts)
    return;
  self->scripts = zb_drill_query_scripts (query);
  self->people = zb_drill_query_people (query);
  g_signal_connect_object (self->scripts, "notify::state", G_CALLBACK (on_scripts), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->people, "notify::state", G_CALLBACK (on_people), self, G_CONNECT_SWAPPED);
  on_scripts (self);
  on_people (self);
}

static char **
list_members (ZbDrillsDialog *self)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < self->boxes->len; i++)
    if (gtk_check_button_get_active (self->boxes->pdata[i]))
      g_strv_builder_add (ids,
                          ((ZbDrillMember *)g_object_get_data (self->boxes->pdata[i], "member"))->account);
  return g_strv_builder_end (ids);
}

static GVariant *
collect (ZbDrillsDialog *self)
{
  g_auto (GStrv) members = list_members (self);
  const char *title = gtk_editable_get_text (GTK_EDITABLE (self->title_row));
  GVariantDict args;

  g_variant_dict_init (&args, NULL);
  g_variant_dict_insert (&args, "script", "s", get_script (self)->name);
  g_variant_dict_insert (&args, "members", "^as", members);
  g_variant_dict_insert (&args, "speed", "x", (gint64)adw_spin_row_get_value (self->speed_row));
  if (*title)
    g_variant_dict_insert (&args, "title", "s", title);
  return g_variant_dict_end (&args);
}

/* It stays open: what is planned appears in the list, and is started there. */
static void
act_plan (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbDrillsDialog *self = ZB_DRILLS_DIALOG (widget);
  g_autofree char *id = zb_uuid_new ();

  if (!find_missing (self))
    gtk_widget_activate_action (widget, "command.submit", "(ss@a{sv})", "drill.create", id, collect (self));
}

/* --- looking back ------------------------------------------------------------------------------ */

static void
act_replay (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const gint64 hours[] = { 1, 4, 8, 24 };
  ZbDrillsDialog *self = ZB_DRILLS_DIALOG (widget);
  const guint chosen = MIN (adw_combo_row_get_selected (self->period_row), G_N_ELEMENTS (hours) - 1);
  const gint64 until = zb_now ();

  gtk_widget_activate_action (widget, "drill.replay", "(xx)", until - hours[chosen] * G_TIME_SPAN_HOUR,
                              until);
  adw_dialog_close (ADW_DIALOG (self));
}

/* --- GObject ----------------------------------------------------------------------------------- */

static void
zb_drills_dialog_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbDrillsDialog *self = ZB_DRILLS_DIALOG (object);

  switch ((ZbDrillsDialogProperty)id)
    {
    case PROP_WORLD:
      g_value_set_object (value, self->world);
      break;
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;
    case PROP_QUERY:
      g_value_set_object (value, self->query);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
set_world (ZbDrillsDialog *self, ZbWorld *world)
{
  if (!g_set_object (&self->world, world) || !world)
    return;
  g_signal_connect_object (zb_world_get_store (world, ZB_KIND_DRILL), "items-changed",
                           G_CALLBACK (show_drills), self, G_CONNECT_SWAPPED);
  show_drills (self);
}

static void
zb_drills_dialog_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbDrillsDialog *self = ZB_DRILLS_DIALOG (object);

  switch ((ZbDrillsDialogProperty)id)
    {
    case PROP_WORLD:
      set_world (self, g_value_get_object (value));
      break;
    case PROP_ACCOUNT:
      g_set_object (&self->account, g_value_get_object (value));
      break;
    case PROP_QUERY:
      g_set_object (&self->query, g_value_get_object (value));
      ask (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_drills_dialog_dispose (GObject *object)
{
  ZbDrillsDialog *self = ZB_DRILLS_DIALOG (object);

  g_clear_object (&self->scripts);
  g_clear_object (&self->people);
  g_clear_pointer (&self->boxes, g_ptr_array_unref);
  g_clear_object (&self->query);
  g_clear_object (&self->account);
  g_clear_object (&self->world);
  /* libadwaita 1.7 keeps the sheet of a closed dialog alive, and with it all that lies on it. */
  adw_dialog_set_child (ADW_DIALOG (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_DRILLS_DIALOG);
  G_OBJECT_CLASS (zb_drills_dialog_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ZbDrillsDialog, name)
  CHILD (list);
  CHILD (nothing_yet);
  CHILD (script_row);
  CHILD (script_words);
  CHILD (title_row);
  CHILD (speed_row);
  CHILD (members_row);
  CHILD (period_row);
  CHILD (missing_label);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
}

static void
zb_drills_dialog_class_init (ZbDrillsDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zb_drills_dialog_get_property;
  object_class->set_property = zb_drills_dialog_set_property;
  object_class->dispose = zb_drills_dialog_dispose;
  properties[PROP_WORLD] = g_param_spec_object ("world", NULL, NULL, ZB_TYPE_WORLD, flags);
  properties[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, ZB_TYPE_ACCOUNT, flags);
  properties[PROP_QUERY] = g_param_spec_object ("query", NULL, NULL, ZB_TYPE_QUERY, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  g_type_ensure (ZB_TYPE_DRILL_SUMMARY);
  gtk_widget_class_install_action (widget_class, "drills.start", "s", act_start);
  gtk_widget_class_install_action (widget_class, "drills.debrief", "s", act_debrief);
  gtk_widget_class_install_action (widget_class, "drills.plan", NULL, act_plan);
  gtk_widget_class_install_action (widget_class, "drills.replay", NULL, act_replay);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/drills/drills-dialog.ui");
  bind_template (widget_class);
}

static void
zb_drills_dialog_init (ZbDrillsDialog *self)
{
  self->boxes = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  on_changed (self);
}
