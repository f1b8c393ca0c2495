/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-dispatch-dialog-private.h"

#include "zb-recommendation-row.h"
#include "zb-severity-icon.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * ZbDispatchDialog:
 *
 * The form by which a person sends somebody: the facts on the left, whom to send and until when in
 * the middle, the way of the case and what waits to be sent on the right.
 *
 * It is about a case, or about an alert that becomes one with this. It works without a line: what
 * it hands over (`case.dispatch`) waits in the outbox.
 */

typedef enum
{
  PROP_WORLD = 1,
  PROP_ACCOUNT,
  PROP_EVIDENCE,
  PROP_QUERY,
  PROP_ALERT,
  PROP_CASE,
  PROP_MAP_CARD,
  PROP_CONNECTED,
  PROP_AS_OF,
  PROP_ROADS,
  PROP_DRAFT,
  PROP_TEMPLATES,
} ZbDispatchDialogProperty;

static GParamSpec *properties[PROP_TEMPLATES + 1];

G_DEFINE_FINAL_TYPE (ZbDispatchDialog, zb_dispatch_dialog, ADW_TYPE_DIALOG)

/* --- state ------------------------------------------------------------------------------------------ */

/**
 * zb_dispatch_dialog_show_state:
 * @self: a form
 *
 * Says how many are chosen and what is missing.
 */
void
zb_dispatch_dialog_show_state (ZbDispatchDialog *self)
{
  g_autofree char *missing = zb_dispatch_dialog_find_missing (self);
  g_autofree char *words = g_strdup_printf (_ ("By time of arrival and skill · %u chosen"),
                                            zb_dispatch_dialog_count_chosen (self));

  gtk_label_set_text (self->chosen_label, words);
  gtk_label_set_text (self->missing_label, missing ? missing : "");
  gtk_widget_set_visible (GTK_WIDGET (self->missing_label), missing != NULL);
  gtk_widget_set_tooltip_text (self->submit_button, missing);
  gtk_widget_set_visible (GTK_WIDGET (self->tasks),
                          zb_dispatch_dialog_next_organisation (self, NULL) != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dispatch.submit", missing == NULL);
  zb_dispatch_dialog_note_draft (self);
}

static void
show_line (ZbDispatchDialog *self)
{
  g_autofree char *time = zb_words_time (self->as_of);
  g_autofree char *words = g_strdup_printf (
      _ ("No line; data as of %s. You can go on: what you submit is kept in the outbox, sent "
         "when the line is back, and sent once only."),
      time);

  gtk_label_set_text (self->offline_label, words);
  gtk_revealer_set_reveal_child (self->offline_revealer, !self->connected);
  zb_outbox_card_set_connected (self->outbox, self->connected);
}

static void
on_kind_chosen (ZbDispatchDialog *self)
{
  if (!self->world)
    return;
  self->ticks = 0;
  zb_dispatch_dialog_fill_plan (self);
  zb_dispatch_dialog_fill_deadlines (self);
  zb_dispatch_dialog_fill_templates (self);
  zb_dispatch_dialog_show_state (self);
}

static void
on_severity_chosen (ZbDispatchDialog *self)
{
  if (!self->world)
    return;
  zb_dispatch_dialog_fill_deadlines (self);
  zb_dispatch_dialog_show_state (self);
}

static void
on_save_template (ZbDispatchDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "dispatch.save-template", NULL);
}

static void
on_unit_activated (ZbDispatchDialog *self, GtkListBoxRow *row)
{
  zb_recommendation_row_toggle (ZB_RECOMMENDATION_ROW (row));
}

/* Before there is a case the form remembers it: it is told once there is one. */
static void
tick_plan (ZbDispatchDialog *self, int index, gboolean done)
{
  const guint64 line = index < 64 ? G_GUINT64_CONSTANT (1) << index : 0;

  self->ticks = done ? self->ticks | line : self->ticks & ~line;
  zb_dispatch_dialog_fill_plan (self);
  zb_dispatch_dialog_show_state (self);
}

static void
on_ticked (ZbDispatchDialog *self, int index, gboolean done)
{
  GVariantDict args;

  if (!self->of)
    {
      tick_plan (self, index, done);
      return;
    }
  g_variant_dict_init (&args, NULL);
  g_variant_dict_insert (&args, "index", "x", (gint64)index);
  g_variant_dict_insert (&args, "done", "b", done);
  gtk_widget_activate_action (GTK_WIDGET (self), "command.submit", "(ss@a{sv})", "case.checklist",
                              ZB_ENTITY (self->of)->id, g_variant_dict_end (&args));
}

static void
on_case_changed (ZbDispatchDialog *self, ZbEntity *changed)
{
  if ((gpointer)changed != self->of)
    return;
  zb_dispatch_dialog_fill_plan (self);
  zb_dispatch_dialog_show_state (self);
}

static gboolean
on_tick (gpointer data)
{
  zb_dispatch_dialog_show_deadlines (data);
  zb_dispatch_dialog_show_state (data);
  return G_SOURCE_CONTINUE;
}

/* Nothing of it is to be kept any more. */
static void
give_up_draft (ZbDispatchDialog *self)
{
  self->handed_over = TRUE;
  zb_dispatch_dialog_set_draft (self, NULL);
}

/* --- actions ------------------------------------------------------------------------------------------ */

static void
submit (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbDispatchDialog *self = ZB_DISPATCH_DIALOG (widget);
  g_autofree char *missing = zb_dispatch_dialog_find_missing (self);

  /* The form can be reached by the keys until it has closed: nobody is sent twice. */
  if (missing || self->handed_over)
    return;
  gtk_widget_activate_action (widget, "case.dispatch", "@a{sv}", zb_dispatch_dialog_collect (self));
  give_up_draft (self);
  adw_dialog_close (ADW_DIALOG (self));
}

/* Whoever cancels wants none of it; whoever closes the form otherwise finds it as it was. */
static void
cancel (GtkWidget *widget, const char *name, GVariant *parameter)
{
  zb_dispatch_dialog_drop_attachments (ZB_DISPATCH_DIALOG (widget));
  give_up_draft (ZB_DISPATCH_DIALOG (widget));
  adw_dialog_close (ADW_DIALOG (widget));
}

static void
show_outbox (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "win.page", "s", "outbox");
  adw_dialog_close (ADW_DIALOG (widget));
}

/* --- GObject ---------------------------------------------------------------------------------------------
 */

static void
set_map_card (ZbDispatchDialog *self, GtkWidget *map_card)
{
  if (!g_set_object (&self->map_card, map_card))
    return;
  adw_bin_set_child (self->map_place, map_card);
  gtk_widget_set_visible (GTK_WIDGET (self->map_place), map_card != NULL);
}

static void
zb_dispatch_dialog_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbDispatchDialog *self = ZB_DISPATCH_DIALOG (object);

  switch ((ZbDispatchDialogProperty)id)
    {
    case PROP_WORLD:
      g_value_set_object (value, self->world);
      break;
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;
    case PROP_EVIDENCE:
      g_value_set_object (value, self->evidence);
      break;
    case PROP_QUERY:
      g_value_set_object (value, self->query);
      break;
    case PROP_ALERT:
      g_value_set_object (value, self->alert);
      break;
    case PROP_CASE:
      g_value_set_object (value, self->of);
      break;
    case PROP_MAP_CARD:
      g_value_set_object (value, self->map_card);
      break;
    case PROP_CONNECTED:
      g_value_set_boolean (value, self->connected);
      break;
    case PROP_AS_OF:
      g_value_set_int64 (value, self->as_of);
      break;
    case PROP_ROADS:
      g_value_set_boxed (value, self->roads);
      break;
    case PROP_DRAFT:
      g_value_set_variant (value, self->draft);
      break;
    case PROP_TEMPLATES:
      g_value_set_object (value, self->templates);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_dispatch_dialog_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbDispatchDialog *self = ZB_DISPATCH_DIALOG (object);

  switch ((ZbDispatchDialogProperty)id)
    {
    case PROP_WORLD:
      g_set_object (&self->world, g_value_get_object (value));
      break;
    case PROP_ACCOUNT:
      g_set_object (&self->account, g_value_get_object (value));
      break;
    case PROP_EVIDENCE:
      g_set_object (&self->evidence, g_value_get_object (value));
      break;
    case PROP_QUERY:
      g_set_object (&self->query, g_value_get_object (value));
      break;
    case PROP_ALERT:
      g_set_object (&self->alert, g_value_get_object (value));
      break;
    case PROP_CASE:
      g_set_object (&self->of, g_value_get_object (value));
      break;
    case PROP_MAP_CARD:
      set_map_card (self, g_value_get_object (value));
      break;
    case PROP_CONNECTED:
      self->connected = g_value_get_boolean (value);
      show_line (self);
      break;
    case PROP_AS_OF:
      self->as_of = g_value_get_int64 (value);
      show_line (self);
      break;
    case PROP_ROADS:
      g_clear_pointer (&self->roads, zb_road_graph_unref);
      self->roads = g_value_dup_boxed (value);
      zb_dispatch_dialog_use_roads (self);
      break;
    case PROP_DRAFT:
      g_clear_pointer (&self->draft, g_variant_unref);
      self->draft = g_value_dup_variant (value);
      break;
    case PROP_TEMPLATES:
      g_set_object (&self->templates, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/**
 * zb_dispatch_dialog_set_draft:
 * @self: a form
 * @draft: (nullable): what is to be kept of it; a floating reference is taken
 *
 * Says what the form holds that nobody has handed over yet; %NULL for nothing.
 */
void
zb_dispatch_dialog_set_draft (ZbDispatchDialog *self, GVariant *draft)
{
  g_autoptr (GVariant) now = draft ? g_variant_ref_sink (draft) : NULL;

  if (now == self->draft || (now && self->draft && g_variant_equal (now, self->draft)))
    return;
  g_clear_pointer (&self->draft, g_variant_unref);
  self->draft = g_steal_pointer (&now);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DRAFT]);
}

/* A case came from an alert as a rule: its pictures belong here too. */
static void
find_alert (ZbDispatchDialog *self)
{
  if (!self->alert && self->of && self->of->alerts && *self->of->alerts && self->world)
    g_set_object (&self->alert, zb_world_lookup (self->world, ZB_KIND_ALERT, *self->of->alerts));
  if (!self->of && self->alert && self->alert->case_id && self->world)
    g_set_object (&self->of, zb_world_lookup (self->world, ZB_KIND_CASE, self->alert->case_id));
}

static void
zb_dispatch_dialog_constructed (GObject *object)
{
  ZbDispatchDialog *self = ZB_DISPATCH_DIALOG (object);

  G_OBJECT_CLASS (zb_dispatch_dialog_parent_class)->constructed (object);
  find_alert (self);
  if (self->world)
    {
      zb_outbox_card_set_world (self->outbox, self->world);
      g_signal_connect_object (zb_world_get_store (self->world, ZB_KIND_CASE), "changed",
                               G_CALLBACK (on_case_changed), self, G_CONNECT_SWAPPED);
      self->filling = TRUE;
      zb_dispatch_dialog_fill (self);
      zb_dispatch_dialog_note_untouched (self);
      if (self->draft)
        zb_dispatch_dialog_restore (self, self->draft);
      self->filling = FALSE;
    }
  zb_dispatch_dialog_show_state (self);
  self->tick = g_timeout_add_seconds (5, on_tick, self);
}

static void
zb_dispatch_dialog_dispose (GObject *object)
{
  ZbDispatchDialog *self = ZB_DISPATCH_DIALOG (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  if (self->searching)
    g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  if (self->answer)
    g_signal_handlers_disconnect_by_data (self->answer, self);
  g_clear_object (&self->answer);
  /* libadwaita 1.7 keeps the sheet of a closed dialog alive, and with it all that lies on it. */
  adw_dialog_set_child (ADW_DIALOG (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_DISPATCH_DIALOG);
  g_clear_object (&self->map_card);
  g_clear_object (&self->templates);
  g_clear_object (&self->of);
  g_clear_object (&self->alert);
  g_clear_object (&self->query);
  g_clear_object (&self->evidence);
  g_clear_object (&self->account);
  g_clear_object (&self->world);
  G_OBJECT_CLASS (zb_dispatch_dialog_parent_class)->dispose (object);
}

static void
zb_dispatch_dialog_finalize (GObject *object)
{
  ZbDispatchDialog *self = ZB_DISPATCH_DIALOG (object);

  g_clear_pointer (&self->roads, zb_road_graph_unref);
  g_clear_pointer (&self->draft, g_variant_unref);
  g_clear_pointer (&self->untouched, g_variant_unref);
  g_ptr_array_unref (self->spooled);
  g_ptr_array_unref (self->lines);
  g_free (self->filled.kind);
  g_free (self->filled.place);
  g_free (self->filled.description);
  g_free (self->filled.proposed);
  G_OBJECT_CLASS (zb_dispatch_dialog_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags write = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;
  const GParamFlags once = write | G_PARAM_CONSTRUCT_ONLY;

  properties[PROP_WORLD] = g_param_spec_object ("world", NULL, NULL, ZB_TYPE_WORLD, once);
  properties[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, ZB_TYPE_ACCOUNT, once);
  properties[PROP_EVIDENCE] = g_param_spec_object ("evidence", NULL, NULL, ZB_TYPE_EVIDENCE, once);
  properties[PROP_QUERY] = g_param_spec_object ("query", NULL, NULL, ZB_TYPE_QUERY, once);
  properties[PROP_ALERT] = g_param_spec_object ("alert", NULL, NULL, ZB_TYPE_ALERT, once);
  properties[PROP_CASE] = g_param_spec_object ("case", NULL, NULL, ZB_TYPE_CASE, once);
  /* A small map of the place; the console puts it here. */
  properties[PROP_MAP_CARD] = g_param_spec_object ("map-card", NULL, NULL, GTK_TYPE_WIDGET, write);
  properties[PROP_CONNECTED] =
      g_param_spec_boolean ("connected", NULL, NULL, TRUE, write | G_PARAM_CONSTRUCT);
  properties[PROP_AS_OF] = g_param_spec_int64 ("as-of", NULL, NULL, 0, G_MAXINT64, 0, write);
  /* The roads of the district, where the console has them: for what it works out by itself. */
  properties[PROP_ROADS] = g_param_spec_boxed ("roads", NULL, NULL, ZB_TYPE_ROAD_GRAPH, write);
  /* What was written and not handed over; what it was given it shows. */
  properties[PROP_DRAFT] = g_param_spec_variant ("draft", NULL, NULL, G_VARIANT_TYPE_VARDICT, NULL,
                                                 once | G_PARAM_EXPLICIT_NOTIFY);
  /* The officer's own, which are kept as they change. */
  properties[PROP_TEMPLATES] = g_param_spec_object ("templates", NULL, NULL, G_TYPE_LIST_STORE, once);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ZbDispatchDialog, name)
  CHILD (window_title);
  CHILD (submit_button);
  CHILD (offline_revealer);
  CHILD (offline_label);
  CHILD (severity_hint);
  CHILD (templates_button);
  CHILD (template_list);
  CHILD (template_name);
  CHILD (extra_lines);
  CHILD (line_entry);
  CHILD (attach_note);
  CHILD (keep_notes);
  CHILD (place_mark);
  CHILD (description_mark);
  CHILD (tasks);
  CHILD (grid_label);
  CHILD (count_label);
  CHILD (attachments_label);
  CHILD (plan_label);
  CHILD (chosen_label);
  CHILD (units_note);
  CHILD (contact_label);
  CHILD (deadlines_hint);
  CHILD (missing_label);
  CHILD (kind_choice);
  CHILD (severity_toggle);
  CHILD (place_text);
  CHILD (map_place);
  CHILD (description);
  CHILD (attachments);
  CHILD (organisations);
  CHILD (plan_card);
  CHILD (checklist);
  CHILD (units);
  CHILD (more_units);
  CHILD (areas);
  CHILD (deadlines);
  CHILD (steps);
  CHILD (outbox);
#undef CHILD
}

static void
zb_dispatch_dialog_class_init (ZbDispatchDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = zb_dispatch_dialog_get_property;
  object_class->set_property = zb_dispatch_dialog_set_property;
  object_class->constructed = zb_dispatch_dialog_constructed;
  object_class->dispose = zb_dispatch_dialog_dispose;
  object_class->finalize = zb_dispatch_dialog_finalize;
  install_properties (object_class);
  g_type_ensure (ZB_TYPE_SEVERITY_ICON);
  g_type_ensure (ZB_TYPE_CHECKLIST_VIEW);
  g_type_ensure (ZB_TYPE_STEP_LIST);
  g_type_ensure (ZB_TYPE_OUTBOX_CARD);
  gtk_widget_class_install_action (widget_class, "dispatch.submit", NULL, submit);
  gtk_widget_class_install_action (widget_class, "dispatch.cancel", NULL, cancel);
  gtk_widget_class_install_action (widget_class, "dispatch.show-outbox", NULL, show_outbox);
  zb_dispatch_dialog_install_attachments (widget_class);
  zb_dispatch_dialog_install_templates (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "dispatch.submit",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "dispatch.submit",
                                       NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/zhiban/Console/ui/cases/dispatch-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_kind_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_severity_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_save_template);
  gtk_widget_class_bind_template_callback (widget_class, zb_dispatch_dialog_take_line);
  gtk_widget_class_bind_template_callback (widget_class, on_unit_activated);
  gtk_widget_class_bind_template_callback (widget_class, zb_dispatch_dialog_show_all_units);
  gtk_widget_class_bind_template_callback (widget_class, on_ticked);
  gtk_widget_class_bind_template_callback_full (widget_class, "on_place_changed",
                                                G_CALLBACK (zb_dispatch_dialog_show_state));
}

static void
zb_dispatch_dialog_init (ZbDispatchDialog *self)
{
  self->connected = TRUE;
  self->spooled = g_ptr_array_new_with_free_func ((GDestroyNotify)zb_spooled_free);
  self->lines = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  zb_dispatch_dialog_accept_drops (self);
  zb_dispatch_dialog_build (self);
}
