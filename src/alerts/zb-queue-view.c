/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-queue-view-private.h"

#include "zb-claim-label.h"
#include "zb-queue-drag.h"
#include "zb-queue-slot.h"
#include "zb-severity-icon.h"

GParamSpec *zb_queue_view_properties[ZB_QUEUE_VIEW_PROP_BULK + 1];

/**
 * ZbQueueView:
 *
 * The open alerts as a list to work through: counts that filter, new alerts waiting behind a pill,
 * and one row of two lines for each.
 *
 *   world ─▶ ZbAlertQueue (sorted, filtered, held still) ─▶ ZbQueueChoice ─▶ GtkListView
 *
 * The row that is selected stays selected wherever its alert moves to; whoever listens to
 * `selected` or to the action `alert.select` shows its detail. Where several are chosen a bar offers what can
 * be done to all of them. New alerts are taken by the pill, by Home, and by scrolling back to the top. In a
 * flood the lesser ones stand aside behind one line at the end.
 */
G_DEFINE_FINAL_TYPE (ZbQueueView, zb_queue_view, ADW_TYPE_BIN)

/* Who "I" am in the rows: one officer sits at one console. */
static char *me;

/* --- a flood ---------------------------------------------------------------------------------------- */

/* Who has unfolded what stands aside sees it until the flood is over. */
static void
follow_flood (ZbQueueView *self)
{
  const guint aside = self->flood ? zb_alarm_flood_get_aside (self->flood) : 0;

  if (aside == 0 && self->unfolded)
    {
      self->unfolded = FALSE;
      ZB_QUEUE_VIEW_NOTIFY (self, UNFOLDED);
    }
  if (self->queue)
    zb_alert_queue_set_aside (self->queue, self->unfolded ? 0 : aside);
  ZB_QUEUE_VIEW_NOTIFY (self, FLOODED);
}

static void
set_flood (ZbQueueView *self, ZbAlarmFlood *flood)
{
  if (self->flood)
    g_signal_handlers_disconnect_by_func (self->flood, follow_flood, self);
  if (!g_set_object (&self->flood, flood))
    return;
  if (flood)
    g_signal_connect_object (flood, "notify::aside", G_CALLBACK (follow_flood), self, G_CONNECT_SWAPPED);
  follow_flood (self);
  ZB_QUEUE_VIEW_NOTIFY (self, FLOOD);
}

void
zb_queue_view_set_unfolded (ZbQueueView *self, gboolean unfolded)
{
  if (self->unfolded == unfolded)
    return;
  self->unfolded = unfolded;
  follow_flood (self);
  ZB_QUEUE_VIEW_NOTIFY (self, UNFOLDED);
}

static void
act_unfold (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbQueueView *self = ZB_QUEUE_VIEW (widget);

  zb_queue_view_set_unfolded (self, !self->unfolded);
}

/* --- GObject -------------------------------------------------------------------------------------------- */

static void
on_queue_changed (ZbQueueView *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  if (self->queue && zb_alert_queue_is_partial (self->queue))
    return;
  ZB_QUEUE_VIEW_NOTIFY (self, EMPTY);
  ZB_QUEUE_VIEW_NOTIFY (self, FILTERED);
  if (*text || gtk_check_button_get_active (GTK_CHECK_BUTTON (self->snoozed)))
    gtk_widget_add_css_class (self->filter_button, "accent");
  else
    gtk_widget_remove_css_class (self->filter_button, "accent");
}

static void
bind_queue (ZbQueueView *self)
{
  zb_queue_view_bind_filter (self);
  g_signal_connect_object (self->queue, "items-changed", G_CALLBACK (on_queue_changed), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->queue, "notify::n-waiting", G_CALLBACK (zb_queue_view_update_waiting), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->queue, "notify::n-open", G_CALLBACK (zb_queue_view_count_recent_soon), self,
                           G_CONNECT_SWAPPED);
}

static void
zb_queue_view_set_world (ZbQueueView *self, ZbWorld *world)
{
  if (!g_set_object (&self->world, world))
    return;
  zb_queue_choice_set_queue (self->choice, NULL);
  g_clear_object (&self->queue);
  if (world)
    {
      self->queue = zb_alert_queue_new (zb_world_get_store (world, ZB_KIND_ALERT));
      zb_alert_queue_set_account (self->queue, me);
      zb_queue_choice_set_queue (self->choice, self->queue);
      bind_queue (self);
      follow_flood (self);
      zb_queue_view_follow_selected (self);
      on_queue_changed (self);
      zb_queue_view_update_waiting (self);
    }
  zb_queue_view_update_recent (self);
  ZB_QUEUE_VIEW_NOTIFY (self, QUEUE);
  ZB_QUEUE_VIEW_NOTIFY (self, WORLD);
}

static void
zb_queue_view_set_account (ZbQueueView *self, ZbAccount *account)
{
  if (!g_set_object (&self->account, account))
    return;
  zb_queue_view_begin_filter_of (self, account ? ZB_ENTITY (account)->id : NULL);
  g_set_str (&me, account ? ZB_ENTITY (account)->id : NULL);
  zb_claim_label_set_officer (me);
  if (self->queue)
    {
      zb_alert_queue_set_account (self->queue, me);
      /* Rows that are "mine" are another's now: all are bound anew. */
      zb_queue_choice_set_queue (self->choice, NULL);
      zb_queue_choice_set_queue (self->choice, self->queue);
      zb_queue_view_set_choosing (self, FALSE);
      zb_queue_view_follow_selected (self);
    }
  ZB_QUEUE_VIEW_NOTIFY (self, ACCOUNT);
}

static void
zb_queue_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbQueueView *self = ZB_QUEUE_VIEW (object);

  switch ((ZbQueueViewProperty)id)
    {
    case ZB_QUEUE_VIEW_PROP_WORLD:
      g_value_set_object (value, self->world);
      break;
    case ZB_QUEUE_VIEW_PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;
    case ZB_QUEUE_VIEW_PROP_QUEUE:
      g_value_set_object (value, self->queue);
      break;
    case ZB_QUEUE_VIEW_PROP_SELECTED:
      g_value_set_object (value, self->selected);
      break;
    case ZB_QUEUE_VIEW_PROP_STALE_LINE:
      g_value_set_string (value, self->stale_line);
      break;
    case ZB_QUEUE_VIEW_PROP_ORDER:
      g_value_set_string (value, zb_queue_view_get_order (self));
      break;
    case ZB_QUEUE_VIEW_PROP_EMPTY:
      g_value_set_boolean (value, !self->queue || g_list_model_get_n_items (G_LIST_MODEL (self->queue)) == 0);
      break;
    case ZB_QUEUE_VIEW_PROP_FILTERED:
      g_value_set_boolean (value, zb_queue_view_is_filtered (self));
      break;
    case ZB_QUEUE_VIEW_PROP_RECENT_LINE:
      g_value_set_string (value, self->recent_line);
      break;
    case ZB_QUEUE_VIEW_PROP_FLOOD:
      g_value_set_object (value, self->flood);
      break;
    case ZB_QUEUE_VIEW_PROP_FLOODED:
      g_value_set_boolean (value, self->flood && zb_alarm_flood_get_aside (self->flood) != 0);
      break;
    case ZB_QUEUE_VIEW_PROP_UNFOLDED:
      g_value_set_boolean (value, self->unfolded);
      break;
    case ZB_QUEUE_VIEW_PROP_FILTERS:
      g_value_set_object (value, self->filters);
      break;
    case ZB_QUEUE_VIEW_PROP_CHOOSING:
      g_value_set_boolean (value, self->choosing);
      break;
    case ZB_QUEUE_VIEW_PROP_N_CHOSEN:
      g_value_set_uint (value, zb_queue_choice_get_n_chosen (self->choice));
      break;
    case ZB_QUEUE_VIEW_PROP_BULK:
      g_value_set_boolean (value, zb_queue_view_has_several (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_queue_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbQueueView *self = ZB_QUEUE_VIEW (object);

  switch ((ZbQueueViewProperty)id)
    {
    case ZB_QUEUE_VIEW_PROP_WORLD:
      zb_queue_view_set_world (self, g_value_get_object (value));
      break;
    case ZB_QUEUE_VIEW_PROP_ACCOUNT:
      zb_queue_view_set_account (self, g_value_get_object (value));
      break;
    case ZB_QUEUE_VIEW_PROP_SELECTED:
      zb_queue_view_set_selected (self, g_value_get_object (value));
      break;
    case ZB_QUEUE_VIEW_PROP_STALE_LINE:
      if (g_set_str (&self->stale_line, g_value_get_string (value)))
        ZB_QUEUE_VIEW_NOTIFY (self, STALE_LINE);
      break;
    case ZB_QUEUE_VIEW_PROP_ORDER:
      zb_queue_view_set_order (self, g_value_get_string (value));
      break;
    case ZB_QUEUE_VIEW_PROP_FLOOD:
      set_flood (self, g_value_get_object (value));
      break;
    case ZB_QUEUE_VIEW_PROP_UNFOLDED:
      zb_queue_view_set_unfolded (self, g_value_get_boolean (value));
      break;
    case ZB_QUEUE_VIEW_PROP_FILTERS:
      if (g_set_object (&self->filters, g_value_get_object (value)))
        ZB_QUEUE_VIEW_NOTIFY (self, FILTERS);
      break;
    case ZB_QUEUE_VIEW_PROP_CHOOSING:
      zb_queue_view_set_choosing (self, g_value_get_boolean (value));
      break;
    case ZB_QUEUE_VIEW_PROP_QUEUE:
    case ZB_QUEUE_VIEW_PROP_EMPTY:
    case ZB_QUEUE_VIEW_PROP_FILTERED:
    case ZB_QUEUE_VIEW_PROP_RECENT_LINE:
    case ZB_QUEUE_VIEW_PROP_FLOODED:
    case ZB_QUEUE_VIEW_PROP_N_CHOSEN:
    case ZB_QUEUE_VIEW_PROP_BULK:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_queue_view_dispose (GObject *object)
{
  ZbQueueView *self = ZB_QUEUE_VIEW (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_handle_id (&self->recent_due, g_source_remove);
  g_clear_handle_id (&self->taking, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_QUEUE_VIEW);
  if (self->choice)
    g_signal_handlers_disconnect_by_data (self->choice, self);
  g_clear_object (&self->choice);
  g_clear_object (&self->flood);
  g_clear_object (&self->filters);
  g_clear_object (&self->queue);
  g_clear_object (&self->selected);
  g_clear_object (&self->account);
  g_clear_object (&self->world);
  G_OBJECT_CLASS (zb_queue_view_parent_class)->dispose (object);
}

static void
zb_queue_view_finalize (GObject *object)
{
  g_free (ZB_QUEUE_VIEW (object)->filter_is_of);
  g_free (ZB_QUEUE_VIEW (object)->recent_line);
  g_free (ZB_QUEUE_VIEW (object)->stale_line);
  G_OBJECT_CLASS (zb_queue_view_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  const GParamFlags write = read | G_PARAM_WRITABLE;

  zb_queue_view_properties[ZB_QUEUE_VIEW_PROP_WORLD] =
      g_param_spec_object ("world", NULL, NULL, ZB_TYPE_WORLD, write);
  zb_queue_view_properties[ZB_QUEUE_VIEW_PROP_ACCOUNT] =
      g_param_spec_object ("account", NULL, NULL, ZB_TYPE_ACCOUNT, write);
  zb_queue_view_properties[ZB_QUEUE_VIEW_PROP_QUEUE] =
      g_param_spec_object ("queue", NULL, NULL, ZB_TYPE_ALERT_QUEUE, read);
  zb_queue_view_properties[ZB_QUEUE_VIEW_PROP_SELECTED] =
      g_param_spec_object ("selected", NULL, NULL, ZB_TYPE_ALERT, write);
  zb_queue_view_properties[ZB_QUEUE_VIEW_PROP_STALE_LINE] =
      g_param_spec_string ("stale-line", NULL, NULL, NULL, write);
  zb_queue_view_properties[ZB_QUEUE_VIEW_PROP_ORDER] =
      g_param_spec_string ("order", NULL, NULL, "severity", write);
  zb_queue_view_properties[ZB_QUEUE_VIEW_PROP_EMPTY] = g_param_spec_boolean ("empty", NULL, NULL, TRUE, read);
  zb_queue_view_properties[ZB_QUEUE_VIEW_PROP_FILTERED] =
      g_param_spec_boolean ("filtered", NULL, NULL, FALSE, read);
  zb_queue_view_properties[ZB_QUEUE_VIEW_PROP_RECENT_LINE] =
      g_param_spec_string ("recent-line", NULL, NULL, NULL, read);
  zb_queue_view_properties[ZB_QUEUE_VIEW_PROP_FLOOD] =
      g_param_spec_object ("flood", NULL, NULL, ZB_TYPE_ALARM_FLOOD, write);
  zb_queue_view_properties[ZB_QUEUE_VIEW_PROP_FLOODED] =
      g_param_spec_boolean ("flooded", NULL, NULL, FALSE, read);
  zb_queue_view_properties[ZB_QUEUE_VIEW_PROP_UNFOLDED] =
      g_param_spec_boolean ("unfolded", NULL, NULL, FALSE, write);
  /* The officer's named filters, ZbNamedSet; NULL while it is not known whose they are. */
  zb_queue_view_properties[ZB_QUEUE_VIEW_PROP_FILTERS] =
      g_param_spec_object ("filters", NULL, NULL, G_TYPE_LIST_STORE, write);
  zb_queue_view_properties[ZB_QUEUE_VIEW_PROP_CHOOSING] =
      g_param_spec_boolean ("choosing", NULL, NULL, FALSE, write);
  zb_queue_view_properties[ZB_QUEUE_VIEW_PROP_N_CHOSEN] =
      g_param_spec_uint ("n-chosen", NULL, NULL, 0, G_MAXUINT, 0, read);
  zb_queue_view_properties[ZB_QUEUE_VIEW_PROP_BULK] = g_param_spec_boolean ("bulk", NULL, NULL, FALSE, read);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (zb_queue_view_properties),
                                     zb_queue_view_properties);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ZbQueueView, name)
  CHILD (list);
  CHILD (scroller);
  CHILD (urgent_chip);
  CHILD (high_chip);
  CHILD (medium_chip);
  CHILD (low_chip);
  CHILD (unclaimed_chip);
  CHILD (mine_chip);
  CHILD (filter_button);
  CHILD (search);
  CHILD (snoozed);
  CHILD (filters_menu);
  CHILD (waiting);
#undef CHILD
}

static void
zb_queue_view_class_init (ZbQueueViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = zb_queue_view_get_property;
  object_class->set_property = zb_queue_view_set_property;
  object_class->dispose = zb_queue_view_dispose;
  object_class->finalize = zb_queue_view_finalize;
  install_properties (object_class);
  g_type_ensure (ZB_TYPE_SEVERITY_ICON);
  g_type_ensure (ZB_TYPE_QUEUE_FILTERS);
  g_type_ensure (ZB_TYPE_QUEUE_SLOT);
  gtk_widget_class_install_action (widget_class, "queue.unfold", NULL, act_unfold);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/alerts/queue-view.ui");
  bind_children (widget_class);
  zb_queue_view_install_choice (widget_class);
  zb_queue_view_install_new (widget_class);
  zb_queue_view_install_filter (widget_class);
  zb_queue_view_bind_words (widget_class);
}

static void
zb_queue_view_init (ZbQueueView *self)
{
  self->choice = zb_queue_choice_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_view_set_model (self->list, zb_queue_choice_get_model (self->choice));
  zb_queue_view_init_choice (self);
  zb_queue_view_note_filter (self);
  zb_queue_view_init_new (self);
  zb_queue_drag_attach (GTK_WIDGET (self->list));
}
