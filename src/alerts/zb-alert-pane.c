/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-alert-pane-private.h"

#include "zb-alert-history.h"
#include "zb-chatter-mark.h"
#include "zb-looking-mark.h"
#include "zb-pending-mark.h"
#include "zb-score-bar.h"
#include "zb-severity-icon.h"
#include "zb-status-dot.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * ZbAlertPane:
 *
 * All about one alert: its pictures, facts, the algorithm's score, the plan for its kind, and what
 * can be done with it.
 *
 * Most of it are expressions over the alert's properties; what rests on other entities as well
 * (case, plan, guards) is looked up anew when the alert, its case or the clock says so.
 */

typedef enum
{
  PROP_WORLD = 1,
  PROP_ACCOUNT,
  PROP_EVIDENCE,
  PROP_QUERY,
  PROP_ALERT,
  PROP_STALE_LINE,
  PROP_LIVE,
  PROP_LIVE_SHOWN,
  PROP_ALGORITHM,
  PROP_PICTURE_LINE,
  PROP_CASE_LINE,
  PROP_RECORD_LINE,
  PROP_PLAN_LINE,
  PROP_PROGRESS_LINE,
  PROP_DISPATCH_LABEL,
} ZbAlertPaneProperty;

static GParamSpec *properties[PROP_DISPATCH_LABEL + 1];

G_DEFINE_FINAL_TYPE (ZbAlertPane, zb_alert_pane, ADW_TYPE_BIN)

#define NOTIFY(self, property) g_object_notify_by_pspec (G_OBJECT (self), properties[property])

/* --- what belongs to the alert ----------------------------------------------------------------- */

static gpointer
look_up (ZbAlertPane *self, ZbKind kind, const char *id)
{
  return self->world && id ? zb_world_lookup (self->world, kind, id) : NULL;
}

/**
 * zb_alert_pane_get_case:
 * @self: a detail
 *
 * Returns: (transfer none) (nullable): the alert's case
 */
ZbCase *
zb_alert_pane_get_case (ZbAlertPane *self)
{
  return self->alert ? look_up (self, ZB_KIND_CASE, self->alert->case_id) : NULL;
}

/**
 * zb_alert_pane_get_algorithm:
 * @self: a detail
 *
 * Returns: (transfer none) (nullable): the algorithm that raised the alert
 */
ZbAlgorithm *
zb_alert_pane_get_algorithm (ZbAlertPane *self)
{
  return self->alert ? look_up (self, ZB_KIND_ALGORITHM, self->alert->algorithm) : NULL;
}

/**
 * zb_alert_pane_get_plan:
 * @self: a detail
 *
 * Returns: (transfer none) (nullable): the plan for the alert's kind
 */
ZbPlan *
zb_alert_pane_get_plan (ZbAlertPane *self)
{
  ZbStore *plans = self->world ? zb_world_get_store (self->world, ZB_KIND_PLAN) : NULL;

  for (guint i = 0; plans && self->alert && i < zb_store_get_size (plans); i++)
    {
      ZbPlan *plan = zb_store_get_nth (plans, i);
      if (g_strcmp0 (plan->kind, self->alert->kind) == 0)
        return plan;
    }
  return NULL;
}

/* --- pictures -------------------------------------------------------------------------------------- */

static gboolean
is_picture (const ZbAttachment *attachment)
{
  return !attachment->mime || g_str_has_prefix (attachment->mime, "image/");
}

/**
 * zb_alert_pane_get_attachment:
 * @self: a detail
 * @n_attachments: (out) (optional): how many pictures there are
 *
 * Returns: (transfer none) (nullable): the picture that is shown
 */
ZbAttachment *
zb_alert_pane_get_attachment (ZbAlertPane *self, guint *n_attachments)
{
  GPtrArray *evidence = self->alert ? self->alert->evidence : NULL;
  ZbAttachment *found = NULL;
  guint n = 0;

  for (guint i = 0; evidence && i < evidence->len; i++)
    if (is_picture (evidence->pdata[i]) && n++ == self->shown_picture)
      found = evidence->pdata[i];
  if (n_attachments)
    *n_attachments = n;
  return found;
}

/**
 * zb_alert_pane_show_picture:
 * @self: a detail
 * @number: which one, counted from 0; beyond the last comes the first again
 *
 * Shows another of the alert's pictures.
 */
void
zb_alert_pane_show_picture (ZbAlertPane *self, guint number)
{
  ZbAttachment *attachment;
  guint n;

  zb_alert_pane_get_attachment (self, &n);
  self->shown_picture = n > 0 ? number % n : 0;
  attachment = zb_alert_pane_get_attachment (self, NULL);
  zb_evidence_picture_show (self->picture, self->evidence, attachment ? attachment->id : NULL);
  NOTIFY (self, PROP_PICTURE_LINE);
}

static char *
describe_picture (ZbAlertPane *self)
{
  guint n;
  ZbAttachment *attachment = zb_alert_pane_get_attachment (self, &n);
  g_autofree char *time = attachment ? zb_words_time (attachment->at) : NULL;

  if (!attachment)
    return g_strdup (_ ("No picture"));
  return g_strdup_printf (_ ("%s picture · %u / %u"), time, self->shown_picture + 1, n);
}

static void
update_media_chips (ZbAlertPane *self)
{
  const gboolean still = g_strcmp0 (adw_toggle_group_get_active_name (self->media_toggle), "live") != 0;
  guint n;

  zb_alert_pane_get_attachment (self, &n);
  gtk_widget_set_visible (self->still_button, still && n > 0);
  gtk_widget_set_visible (self->full_button, still && n > 0);
}

static void
on_media_toggled (ZbAlertPane *self)
{
  const char *name = adw_toggle_group_get_active_name (self->media_toggle);

  gtk_stack_set_visible_child_name (self->media, name ? name : "still");
  update_media_chips (self);
  NOTIFY (self, PROP_LIVE_SHOWN);
}

/* --- lines ---------------------------------------------------------------------------------------------- */

static char *
describe_case (ZbAlertPane *self)
{
  ZbCase *of = zb_alert_pane_get_case (self);

  if (!of)
    return g_strdup (self->alert && self->alert->case_id ? _ ("Case") : "");
  return g_strdup_printf ("%s · %s", of->number ? of->number : _ ("Draft"),
                          zb_words_choice (&zb_steps, of->step));
}

static char *
describe_plan (ZbAlertPane *self)
{
  ZbPlan *plan = zb_alert_pane_get_plan (self);

  return plan ? g_strdup_printf (_ ("Plan · %s"), plan->name)
              : g_strdup (_ ("There is no plan for this kind"));
}

static char *
describe_progress (ZbAlertPane *self)
{
  ZbCase *of = zb_alert_pane_get_case (self);
  ZbPlan *plan = zb_alert_pane_get_plan (self);
  guint n = plan && plan->checklist ? g_strv_length (plan->checklist) : 0, n_done = 0;

  if (of && of->checklist)
    n_done = zb_checklist_count_done (of->checklist, "handling", &n);
  return n > 0 ? g_strdup_printf ("%u / %u", n_done, n) : g_strdup ("");
}

static void
update_checklist (ZbAlertPane *self)
{
  ZbCase *of = zb_alert_pane_get_case (self);
  ZbPlan *plan = zb_alert_pane_get_plan (self);

  if (of && of->checklist)
    zb_checklist_view_show_items (self->checklist, of->checklist, "handling");
  else
    zb_checklist_view_show_texts (self->checklist, plan ? (const char *const *)plan->checklist : NULL, 0);
  zb_checklist_view_refuse (self->checklist, of ? NULL : _ ("Can be ticked once there is a case"));
}

/* An alert without a case has nothing that a tick could be written to. */
static void
on_ticked (ZbAlertPane *self, int index, gboolean done)
{
  GVariantDict args;

  if (!self->alert || !self->alert->case_id)
    return;
  g_variant_dict_init (&args, NULL);
  g_variant_dict_insert (&args, "index", "x", (gint64)index);
  g_variant_dict_insert (&args, "done", "b", done);
  gtk_widget_activate_action (GTK_WIDGET (self), "command.submit", "(ss@a{sv})", "case.checklist",
                              self->alert->case_id, g_variant_dict_end (&args));
}

/* --- merging ----------------------------------------------------------------------------------------------
 */

static void
on_merge_shown (ZbAlertPane *self)
{
  if (gtk_widget_get_visible (self->merge_popover))
    {
      zb_alert_pane_fill_merge_list (self);
      zb_alert_pane_fill_join_list (self);
    }
}

static void
on_merge_chosen (ZbAlertPane *self, GtkListBoxRow *row)
{
  gtk_popover_popdown (GTK_POPOVER (self->merge_popover));
  gtk_widget_activate_action (GTK_WIDGET (self), "pane.merge", "s", g_object_get_data (G_OBJECT (row), "id"));
}

static void
on_join_chosen (ZbAlertPane *self, GtkListBoxRow *row)
{
  gtk_popover_popdown (GTK_POPOVER (self->merge_popover));
  gtk_widget_activate_action (GTK_WIDGET (self), "pane.join", "s", g_object_get_data (G_OBJECT (row), "id"));
}

/* --- keeping up
 * --------------------------------------------------------------------------------------------- */

static void
update (ZbAlertPane *self)
{
  update_checklist (self);
  update_media_chips (self);
  zb_alert_pane_update_actions (self);
  for (int property = PROP_ALGORITHM; property <= PROP_DISPATCH_LABEL; property++)
    NOTIFY (self, property);
}

static void
on_alert_notify (ZbAlertPane *self)
{
  zb_alert_pane_show_picture (self, self->shown_picture);
  update (self);
}

static void
on_case_changed (ZbAlertPane *self, ZbEntity *changed)
{
  if (self->alert && g_strcmp0 (changed->id, self->alert->case_id) == 0)
    update (self);
}

/* Claims and snoozes run out by themselves. */
static gboolean
on_tick (gpointer self)
{
  zb_alert_pane_update_actions (self);
  return G_SOURCE_CONTINUE;
}

/**
 * zb_alert_pane_get_alert:
 * @self: a detail
 *
 * Returns: (transfer none) (nullable): what it is about
 */
ZbAlert *
zb_alert_pane_get_alert (ZbAlertPane *self)
{
  g_return_val_if_fail (ZB_IS_ALERT_PANE (self), NULL);
  return self->alert;
}

static guint
count_pictures (ZbAlertPane *self)
{
  guint n;

  zb_alert_pane_get_attachment (self, &n);
  return n;
}

/**
 * zb_alert_pane_set_alert:
 * @self: a detail
 * @alert: (nullable): what it is to be about
 *
 * Shows another alert, its latest picture first.
 */
void
zb_alert_pane_set_alert (ZbAlertPane *self, ZbAlert *alert)
{
  guint n;

  g_return_if_fail (ZB_IS_ALERT_PANE (self));
  if (!g_set_object (&self->alert, alert))
    return;
  g_signal_group_set_target (self->alert_signals, alert);
  adw_toggle_group_set_active_name (self->media_toggle, "still");
  self->shown_picture = 0;
  n = count_pictures (self);
  zb_alert_pane_show_picture (self, n > 0 ? n - 1 : 0);
  NOTIFY (self, PROP_ALERT);
  update (self);
}

static void
set_world (ZbAlertPane *self, ZbWorld *world)
{
  if (self->world)
    g_signal_handlers_disconnect_by_func (zb_world_get_store (self->world, ZB_KIND_CASE), on_case_changed,
                                          self);
  if (!g_set_object (&self->world, world))
    return;
  if (world)
    g_signal_connect_object (zb_world_get_store (world, ZB_KIND_CASE), "changed",
                             G_CALLBACK (on_case_changed), self, G_CONNECT_SWAPPED);
  update (self);
  NOTIFY (self, PROP_WORLD);
}

static void
set_live (ZbAlertPane *self, GtkWidget *live)
{
  if (!g_set_object (&self->live, live))
    return;
  if (live)
    adw_bin_set_child (self->live_place, live);
  NOTIFY (self, PROP_LIVE);
}

/* --- GObject
 * --------------------------------------------------------------------------------------------------- */

static void
zb_alert_pane_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbAlertPane *self = ZB_ALERT_PANE (object);

  switch ((ZbAlertPaneProperty)id)
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
    case PROP_STALE_LINE:
      g_value_set_string (value, self->stale_line);
      break;
    case PROP_LIVE:
      g_value_set_object (value, self->live);
      break;
    case PROP_LIVE_SHOWN:
      g_value_set_boolean (value,
                           g_strcmp0 (adw_toggle_group_get_active_name (self->media_toggle), "live") == 0);
      break;
    case PROP_ALGORITHM:
      g_value_set_object (value, zb_alert_pane_get_algorithm (self));
      break;
    case PROP_PICTURE_LINE:
      g_value_take_string (value, describe_picture (self));
      break;
    case PROP_CASE_LINE:
      g_value_take_string (value, describe_case (self));
      break;
    case PROP_RECORD_LINE:
      g_value_take_string (value, zb_alert_pane_describe_record (self));
      break;
    case PROP_PLAN_LINE:
      g_value_take_string (value, describe_plan (self));
      break;
    case PROP_PROGRESS_LINE:
      g_value_take_string (value, describe_progress (self));
      break;
    case PROP_DISPATCH_LABEL:
      g_value_set_string (value, self->alert && self->alert->case_id ? _ ("Dispatch for the case")
                                                                     : C_ ("verb", "Dispatch"));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_alert_pane_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbAlertPane *self = ZB_ALERT_PANE (object);

  if (id == PROP_WORLD)
    set_world (self, g_value_get_object (value));
  else if (id == PROP_ALERT)
    zb_alert_pane_set_alert (self, g_value_get_object (value));
  else if (id == PROP_STALE_LINE && g_set_str (&self->stale_line, g_value_get_string (value)))
    {
      zb_alert_pane_update_actions (self);
      NOTIFY (self, PROP_STALE_LINE);
    }
  else if (id == PROP_LIVE)
    set_live (self, g_value_get_object (value));
  else if (id == PROP_ACCOUNT && g_set_object (&self->account, g_value_get_object (value)))
    update (self);
  else if (id == PROP_QUERY && g_set_object (&self->query, g_value_get_object (value)))
    NOTIFY (self, PROP_QUERY);
  else if (id == PROP_EVIDENCE && g_set_object (&self->evidence, g_value_get_object (value)))
    zb_alert_pane_show_picture (self, self->shown_picture);
}

static void
zb_alert_pane_dispose (GObject *object)
{
  ZbAlertPane *self = ZB_ALERT_PANE (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  if (self->alert_signals)
    g_signal_group_set_target (self->alert_signals, NULL);
  g_clear_object (&self->alert_signals);
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_ALERT_PANE);
  g_clear_pointer (&self->stale_line, g_free);
  g_clear_object (&self->live);
  g_clear_object (&self->alert);
  g_clear_object (&self->evidence);
  g_clear_object (&self->query);
  g_clear_object (&self->account);
  g_clear_object (&self->world);
  G_OBJECT_CLASS (zb_alert_pane_parent_class)->dispose (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  const GParamFlags write = read | G_PARAM_WRITABLE;
#define TEXT(name) g_param_spec_string (name, NULL, NULL, NULL, read)

  properties[PROP_WORLD] = g_param_spec_object ("world", NULL, NULL, ZB_TYPE_WORLD, write);
  properties[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, ZB_TYPE_ACCOUNT, write);
  properties[PROP_EVIDENCE] = g_param_spec_object ("evidence", NULL, NULL, ZB_TYPE_EVIDENCE, write);
  properties[PROP_QUERY] = g_param_spec_object ("query", NULL, NULL, ZB_TYPE_QUERY, write);
  properties[PROP_ALERT] = g_param_spec_object ("alert", NULL, NULL, ZB_TYPE_ALERT, write);
  properties[PROP_STALE_LINE] = g_param_spec_string ("stale-line", NULL, NULL, NULL, write);
  /* What shows live pictures of the place; the console puts it here. */
  properties[PROP_LIVE] = g_param_spec_object ("live", NULL, NULL, GTK_TYPE_WIDGET, write);
  properties[PROP_LIVE_SHOWN] = g_param_spec_boolean ("live-shown", NULL, NULL, FALSE, read);
  properties[PROP_ALGORITHM] = g_param_spec_object ("algorithm", NULL, NULL, ZB_TYPE_ALGORITHM, read);
  properties[PROP_PICTURE_LINE] = TEXT ("picture-line");
  properties[PROP_CASE_LINE] = TEXT ("case-line");
  properties[PROP_RECORD_LINE] = TEXT ("record-line");
  properties[PROP_PLAN_LINE] = TEXT ("plan-line");
  properties[PROP_PROGRESS_LINE] = TEXT ("progress-line");
  properties[PROP_DISPATCH_LABEL] = TEXT ("dispatch-label");
#undef TEXT
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ZbAlertPane, name)
  CHILD (media);
  CHILD (verdict_stack);
  CHILD (picture);
  CHILD (still_button);
  CHILD (full_button);
  CHILD (live_place);
  CHILD (media_toggle);
  CHILD (checklist);
  CHILD (plan_box);
  CHILD (claim_button);
  CHILD (lapsed_label);
  CHILD (take_over_button);
  CHILD (true_button);
  CHILD (close_button);
  CHILD (dispatch_button);
  CHILD (merge_button);
  CHILD (more_button);
  CHILD (merge_popover);
  CHILD (merge_list);
  CHILD (join_list);
#undef CHILD
}

static void
zb_alert_pane_class_init (ZbAlertPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = zb_alert_pane_get_property;
  object_class->set_property = zb_alert_pane_set_property;
  object_class->dispose = zb_alert_pane_dispose;
  install_properties (object_class);
  g_type_ensure (ZB_TYPE_SEVERITY_ICON);
  g_type_ensure (ZB_TYPE_STATUS_DOT);
  g_type_ensure (ZB_TYPE_PENDING_MARK);
  g_type_ensure (ZB_TYPE_LOOKING_MARK);
  g_type_ensure (ZB_TYPE_CHATTER_MARK);
  g_type_ensure (ZB_TYPE_ALERT_HISTORY);
  g_type_ensure (ZB_TYPE_EVIDENCE_PICTURE);
  g_type_ensure (ZB_TYPE_CHECKLIST_VIEW);
  g_type_ensure (ZB_TYPE_SCORE_BAR);
  zb_alert_pane_bind_actions (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/alerts/alert-pane.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_media_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_ticked);
  gtk_widget_class_bind_template_callback (widget_class, on_merge_shown);
  gtk_widget_class_bind_template_callback (widget_class, on_merge_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_join_chosen);
  zb_alert_pane_bind_words (widget_class);
}

static void
zb_alert_pane_init (ZbAlertPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->alert_signals = g_signal_group_new (ZB_TYPE_ALERT);
  g_signal_group_connect_swapped (self->alert_signals, "notify", G_CALLBACK (on_alert_notify), self);
  self->tick = g_timeout_add_seconds (5, on_tick, self);
  update (self);
}
