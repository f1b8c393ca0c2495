/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-queue-view.h"

#include "zb-account.h"
#include "zb-age-label.h"
#include "zb-alert-marks.h"
#include "zb-claim-label.h"
#include "zb-device.h"
#include "zb-looking-mark.h"
#include "zb-now.h"
#include "zb-pending-mark.h"
#include "zb-queue-drag.h"
#include "zb-severity-icon.h"
#include "zb-words.h"

#include <glib/gi18n.h>
#include <math.h>

/**
 * ZbQueueView:
 *
 * The open alerts as a list to work through: counts that filter, new alerts waiting behind a pill,
 * and one row of two lines for each.
 *
 *   world ─▶ ZbAlertQueue (sorted, filtered, held still) ─▶ GtkSingleSelection ─▶ GtkListView
 *
 * The row that is selected stays selected wherever its alert moves to; whoever listens to
 * `selected` or to the action `alert.select` shows its detail. New alerts are taken by the pill,
 * by Home, and by scrolling back to the top.
 */
struct _ZbQueueView
{
  AdwBin parent_instance;
  ZbWorld *world;
  ZbAccount *account;
  ZbAlertQueue *queue;
  GtkSingleSelection *selection;
  ZbAlert *selected;
  GtkListView *list;
  GtkScrolledWindow *scroller;
  GtkToggleButton *urgent_chip, *high_chip, *medium_chip, *low_chip, *unclaimed_chip, *mine_chip;
  GtkWidget *filter_button, *search, *snoozed;
  GtkBox *waiting;
  char *recent_line;
  char *stale_line;
  guint tick;
  gboolean following, scrolled;
};

typedef enum
{
  PROP_WORLD = 1,
  PROP_ACCOUNT,
  PROP_QUEUE,
  PROP_SELECTED,
  PROP_STALE_LINE,
  PROP_ORDER,
  PROP_EMPTY,
  PROP_FILTERED,
  PROP_RECENT_LINE,
} ZbQueueViewProperty;

static GParamSpec *properties[PROP_RECENT_LINE + 1];

G_DEFINE_FINAL_TYPE (ZbQueueView, zb_queue_view, ADW_TYPE_BIN)

#define NOTIFY(self, property) g_object_notify_by_pspec (G_OBJECT (self), properties[property])

static gboolean is_filtered (ZbQueueView *self);

/* Who "I" am in the rows: one officer sits at one console. */
static char *me;

/* --- closures: what a row says ------------------------------------------------------------- */

static char *
format_open (gpointer self, guint n)
{
  return g_strdup_printf (ngettext ("%u open", "%u open", n), n);
}

static char *
format_order (gpointer self, const char *order)
{
  return g_strdup (g_strcmp0 (order, "time") == 0 ? C_ ("order", "Time") : C_ ("order", "Severity"));
}

static char *
format_waiting (gpointer self, guint n)
{
  return g_strdup_printf (ngettext ("%u new alert", "%u new alerts", n), n);
}

static char *
format_empty (gpointer self, gboolean filtered)
{
  return g_strdup (filtered ? _ ("No open alert passes the filter") : _ ("No open alerts"));
}

static gboolean
is_positive (gpointer self, guint n)
{
  return n > 0;
}

static gboolean
is_repeated (gpointer self, gint64 occurrences)
{
  return occurrences > 1;
}

static gboolean
is_drill (gpointer self, int mode)
{
  return mode == ZB_MODE_DRILL;
}

static char *
format_times (gpointer self, gint64 occurrences)
{
  return g_strdup_printf ("×%" G_GINT64_FORMAT, occurrences);
}

static char **
severity_classes (gpointer self, int severity)
{
  const char *const classes[] = { zb_severity_css_class (severity), NULL };

  return g_strdupv ((char **)classes);
}

static char *
format_zones (gpointer self, char **zones, int raised_from)
{
  return zb_alert_marks_short (zones, raised_from);
}

/* What a screen reader says of a row, for which the bar is a drawing. */
static char *
format_row (gpointer self, int severity, const char *title, const char *place, char **zones, int raised_from)
{
  g_autofree char *row =
      g_strdup_printf ("%s, %s, %s", zb_words_severity (severity), title ? title : "", place ? place : "");
  g_autofree char *marks = zb_alert_marks_say (zones, raised_from, severity);

  return *marks ? g_strdup_printf (_ ("%s, in watch zone %s"), row, marks) : g_steal_pointer (&row);
}

static char *
format_source (gpointer self, const char *algorithm, const char *source, double score)
{
  if (algorithm && !isnan (score))
    return g_strdup_printf (_ ("Algorithm %.0f%%"), score * 100);
  if (algorithm)
    return g_strdup (_ ("Algorithm"));
  return g_strdup (g_strcmp0 (source, "operator") == 0 ? _ ("Telephone") : _ ("Device"));
}

static char *
format_source_name (gpointer self, const char *algorithm, const char *device, const char *source)
{
  ZbWorld *world = zb_words_get_world ();
  ZbDevice *found = world && device ? zb_world_lookup (world, ZB_KIND_DEVICE, device) : NULL;

  if (algorithm && *zb_words_name (ZB_KIND_ALGORITHM, algorithm))
    return g_strdup (zb_words_name (ZB_KIND_ALGORITHM, algorithm));
  if (found && found->kind != ZB_DEVICE_OTHER)
    return g_strdup (zb_words_choice (&zb_device_kinds, found->kind));
  if (g_strcmp0 (source, "demonstration") == 0)
    return g_strdup (_ ("Demonstration"));
  return g_strdup (g_strcmp0 (source, "operator") == 0 ? _ ("Taken down") : source);
}

/* --- selection ------------------------------------------------------------------------------- */

static void
follow_selected (ZbQueueView *self)
{
  guint position = GTK_INVALID_LIST_POSITION;

  zb_alert_queue_find (self->queue, self->selected, &position);
  self->following = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->following = FALSE;
}

/**
 * zb_queue_view_set_selected:
 * @self: a queue
 * @alert: (nullable): the alert that the officer looks at
 *
 * Selects its row where it has one.
 */
void
zb_queue_view_set_selected (ZbQueueView *self, ZbAlert *alert)
{
  g_return_if_fail (ZB_IS_QUEUE_VIEW (self));
  if (!g_set_object (&self->selected, alert))
    return;
  if (self->queue)
    follow_selected (self);
  NOTIFY (self, PROP_SELECTED);
}

/**
 * zb_queue_view_get_selected:
 * @self: a queue
 *
 * Returns: (transfer none) (nullable): the alert that the officer looks at
 */
ZbAlert *
zb_queue_view_get_selected (ZbQueueView *self)
{
  g_return_val_if_fail (ZB_IS_QUEUE_VIEW (self), NULL);
  return self->selected;
}

/* A row that goes is not an officer who turns away: only another row is. */
static void
on_row_selected (ZbQueueView *self)
{
  ZbAlert *alert = gtk_single_selection_get_selected_item (self->selection);

  if (self->following || !alert || alert == self->selected)
    return;
  zb_queue_view_set_selected (self, alert);
  gtk_widget_activate_action (GTK_WIDGET (self), "alert.select", "s", ZB_ENTITY (alert)->id);
}

static void
show_position (ZbQueueView *self, guint position)
{
  if (position < g_list_model_get_n_items (G_LIST_MODEL (self->queue)))
    gtk_list_view_scroll_to (self->list, position, GTK_LIST_SCROLL_NONE, NULL);
}

/**
 * zb_queue_view_move:
 * @self: a queue
 * @rows: how many rows down, negative for up
 *
 * Selects another row, as the arrow keys do.
 */
void
zb_queue_view_move (ZbQueueView *self, int rows)
{
  const int n = self->queue ? (int)g_list_model_get_n_items (G_LIST_MODEL (self->queue)) : 0;
  guint position;
  int next = 0;

  if (n == 0)
    return;
  if (zb_alert_queue_find (self->queue, self->selected, &position))
    next = CLAMP ((int)position + rows, 0, n - 1);
  gtk_single_selection_set_selected (self->selection, next);
  show_position (self, next);
}

/* --- new alerts --------------------------------------------------------------------------------- */

/**
 * zb_queue_view_get_queue:
 * @self: a queue
 *
 * Returns: (transfer none) (nullable): the list that is shown
 */
ZbAlertQueue *
zb_queue_view_get_queue (ZbQueueView *self)
{
  g_return_val_if_fail (ZB_IS_QUEUE_VIEW (self), NULL);
  return self->queue;
}

/**
 * zb_queue_view_take_new:
 * @self: a queue
 *
 * Lets in what waits behind the pill and shows the top of the list.
 */
void
zb_queue_view_take_new (ZbQueueView *self)
{
  g_return_if_fail (ZB_IS_QUEUE_VIEW (self));
  if (!self->queue)
    return;
  zb_alert_queue_take_new (self->queue);
  show_position (self, 0);
}

/* Whoever has selected, scrolled or filtered has begun to work in the list: it stays as it is. */
static gboolean
is_touched (ZbQueueView *self)
{
  return self->selected || self->scrolled || is_filtered (self);
}

static void
take_opening (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbQueueView *self = ZB_QUEUE_VIEW (widget);

  if (self->queue && !is_touched (self))
    zb_alert_queue_take_new (self->queue);
}

static void
append_waiting (ZbQueueView *self, ZbSeverity severity, guint n)
{
  GtkWidget *icon = zb_severity_icon_new ();
  g_autofree char *words = g_strdup_printf ("%u", n);

  g_object_set (icon, "severity", severity, "size", 14, "valign", GTK_ALIGN_CENTER, NULL);
  gtk_box_append (self->waiting, icon);
  gtk_box_append (self->waiting, gtk_label_new (words));
}

static void
update_waiting (ZbQueueView *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->waiting))))
    gtk_box_remove (self->waiting, child);
  for (int severity = ZB_SEVERITY_URGENT; severity >= ZB_SEVERITY_LOW; severity--)
    {
      const guint n = zb_alert_queue_count_waiting (self->queue, severity);
      if (n > 0)
        append_waiting (self, severity, n);
    }
}

/* Whoever comes back to the top has finished with what was below it. */
static void
on_scrolled (GtkAdjustment *adjustment, ZbQueueView *self)
{
  const gboolean at_top = gtk_adjustment_get_value (adjustment) <= 0;

  if (at_top && self->scrolled && self->queue && zb_alert_queue_get_n_waiting (self->queue) > 0)
    zb_queue_view_take_new (self);
  self->scrolled = !at_top;
}

static gboolean
update_recent (gpointer data)
{
  ZbQueueView *self = data;
  guint n_alerts = 0, n_occurrences = 0;
  g_autofree char *line = NULL;

  if (self->queue)
    zb_alert_queue_count_recent (self->queue, zb_now () - 10 * G_TIME_SPAN_MINUTE, &n_alerts, &n_occurrences);
  line = g_strdup_printf (_ ("Last 10 minutes: %u · %u before merging"), n_alerts, n_occurrences);
  if (g_set_str (&self->recent_line, line))
    NOTIFY (self, PROP_RECENT_LINE);
  return G_SOURCE_CONTINUE;
}

/* --- filter and order ------------------------------------------------------------------------------ */

static guint
severities_of_chips (ZbQueueView *self)
{
  GtkToggleButton *chips[] = { self->low_chip, self->medium_chip, self->high_chip, self->urgent_chip };
  guint severities = 0;

  for (int i = 0; i < (int)G_N_ELEMENTS (chips); i++)
    if (gtk_toggle_button_get_active (chips[i]))
      severities |= 1u << (ZB_SEVERITY_LOW + i);
  return severities ? severities : ZB_QUEUE_ALL_SEVERITIES;
}

static void
on_chip_toggled (ZbQueueView *self)
{
  if (self->queue)
    zb_alert_queue_set_severities (self->queue, severities_of_chips (self));
}

static gboolean
is_filtered (ZbQueueView *self)
{
  gboolean unclaimed = FALSE, mine = FALSE;
  guint severities = ZB_QUEUE_ALL_SEVERITIES;
  g_autofree char *text = NULL;

  if (self->queue)
    g_object_get (self->queue, "severities", &severities, "unclaimed-only", &unclaimed, "mine-only", &mine,
                  "text", &text, NULL);
  return severities != ZB_QUEUE_ALL_SEVERITIES || unclaimed || mine || (text && *text);
}

static void
on_queue_changed (ZbQueueView *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  follow_selected (self);
  NOTIFY (self, PROP_EMPTY);
  NOTIFY (self, PROP_FILTERED);
  if (*text || gtk_check_button_get_active (GTK_CHECK_BUTTON (self->snoozed)))
    gtk_widget_add_css_class (self->filter_button, "accent");
  else
    gtk_widget_remove_css_class (self->filter_button, "accent");
}

/* One of the chips, by its name. */
static void
filter (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbQueueView *self = ZB_QUEUE_VIEW (widget);
  const char *wanted = g_variant_get_string (parameter, NULL);
  const struct
  {
    const char *name;
    GtkToggleButton *chip;
  } chips[] = { { "urgent", self->urgent_chip },       { "high", self->high_chip },
                { "medium", self->medium_chip },       { "low", self->low_chip },
                { "unclaimed", self->unclaimed_chip }, { "mine", self->mine_chip } };

  for (gsize i = 0; i < G_N_ELEMENTS (chips); i++)
    if (g_str_equal (chips[i].name, wanted))
      gtk_toggle_button_set_active (chips[i].chip, !gtk_toggle_button_get_active (chips[i].chip));
}

/* "drill" or "live" shows these alone, anything else both. */
static void
set_mode (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbQueueView *self = ZB_QUEUE_VIEW (widget);
  const int mode = zb_choices_parse (&zb_modes, g_variant_get_string (parameter, NULL));

  if (self->queue)
    g_object_set (self->queue, "mode", MAX (mode, ZB_MODE_NONE), NULL);
}

static void
clear_filter (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbQueueView *self = ZB_QUEUE_VIEW (widget);
  GtkToggleButton *chips[] = { self->low_chip,    self->medium_chip,    self->high_chip,
                               self->urgent_chip, self->unclaimed_chip, self->mine_chip };

  for (gsize i = 0; i < G_N_ELEMENTS (chips); i++)
    gtk_toggle_button_set_active (chips[i], FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
}

static const char *
get_order (ZbQueueView *self)
{
  int order = ZB_QUEUE_BY_SEVERITY;

  if (self->queue)
    g_object_get (self->queue, "order", &order, NULL);
  return order == ZB_QUEUE_BY_TIME ? "time" : "severity";
}

static void
set_order (ZbQueueView *self, const char *order)
{
  if (!self->queue || g_strcmp0 (order, get_order (self)) == 0)
    return;
  zb_alert_queue_set_order (self->queue,
                            g_strcmp0 (order, "time") == 0 ? ZB_QUEUE_BY_TIME : ZB_QUEUE_BY_SEVERITY);
  NOTIFY (self, PROP_ORDER);
}

/* --- actions ------------------------------------------------------------------------------------------ */

static void
take_new (GtkWidget *widget, const char *name, GVariant *parameter)
{
  zb_queue_view_take_new (ZB_QUEUE_VIEW (widget));
}

static void
move (GtkWidget *widget, const char *name, GVariant *parameter)
{
  zb_queue_view_move (ZB_QUEUE_VIEW (widget), g_str_equal (name, "queue.next") ? 1 : -1);
}

/* Home is the list's own key for its first row; here it takes the new alerts as well. */
static void
add_home_key (ZbQueueView *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Home, 0), gtk_named_action_new ("queue.take-new")));
  gtk_widget_add_controller (GTK_WIDGET (self->scroller), keys);
}

/* --- GObject -------------------------------------------------------------------------------------------- */

static void
bind_queue (ZbQueueView *self)
{
  const GBindingFlags flags = G_BINDING_SYNC_CREATE;

  g_object_bind_property (self->unclaimed_chip, "active", self->queue, "unclaimed-only", flags);
  g_object_bind_property (self->mine_chip, "active", self->queue, "mine-only", flags);
  g_object_bind_property (self->search, "text", self->queue, "text", flags);
  g_object_bind_property (self->snoozed, "active", self->queue, "snoozed-too", flags);
  zb_alert_queue_set_severities (self->queue, severities_of_chips (self));
  g_signal_connect_object (self->queue, "items-changed", G_CALLBACK (on_queue_changed), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->queue, "notify::n-waiting", G_CALLBACK (update_waiting), self,
                           G_CONNECT_SWAPPED);
}

static void
zb_queue_view_set_world (ZbQueueView *self, ZbWorld *world)
{
  if (!g_set_object (&self->world, world))
    return;
  gtk_single_selection_set_model (self->selection, NULL);
  g_clear_object (&self->queue);
  if (world)
    {
      self->queue = zb_alert_queue_new (zb_world_get_store (world, ZB_KIND_ALERT));
      zb_alert_queue_set_account (self->queue, me);
      gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->queue));
      bind_queue (self);
      on_queue_changed (self);
      update_waiting (self);
    }
  update_recent (self);
  NOTIFY (self, PROP_QUEUE);
  NOTIFY (self, PROP_WORLD);
}

static void
zb_queue_view_set_account (ZbQueueView *self, ZbAccount *account)
{
  if (!g_set_object (&self->account, account))
    return;
  g_set_str (&me, account ? ZB_ENTITY (account)->id : NULL);
  zb_claim_label_set_officer (me);
  if (self->queue)
    {
      zb_alert_queue_set_account (self->queue, me);
      /* Rows that are "mine" are another's now: all are bound anew. */
      gtk_single_selection_set_model (self->selection, NULL);
      gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->queue));
      follow_selected (self);
    }
  NOTIFY (self, PROP_ACCOUNT);
}

static void
zb_queue_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbQueueView *self = ZB_QUEUE_VIEW (object);

  switch ((ZbQueueViewProperty)id)
    {
    case PROP_WORLD:
      g_value_set_object (value, self->world);
      break;
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;
    case PROP_QUEUE:
      g_value_set_object (value, self->queue);
      break;
    case PROP_SELECTED:
      g_value_set_object (value, self->selected);
      break;
    case PROP_STALE_LINE:
      g_value_set_string (value, self->stale_line);
      break;
    case PROP_ORDER:
      g_value_set_string (value, get_order (self));
      break;
    case PROP_EMPTY:
      g_value_set_boolean (value, !self->queue || g_list_model_get_n_items (G_LIST_MODEL (self->queue)) == 0);
      break;
    case PROP_FILTERED:
      g_value_set_boolean (value, is_filtered (self));
      break;
    case PROP_RECENT_LINE:
      g_value_set_string (value, self->recent_line);
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
    case PROP_WORLD:
      zb_queue_view_set_world (self, g_value_get_object (value));
      break;
    case PROP_ACCOUNT:
      zb_queue_view_set_account (self, g_value_get_object (value));
      break;
    case PROP_SELECTED:
      zb_queue_view_set_selected (self, g_value_get_object (value));
      break;
    case PROP_STALE_LINE:
      if (g_set_str (&self->stale_line, g_value_get_string (value)))
        NOTIFY (self, PROP_STALE_LINE);
      break;
    case PROP_ORDER:
      set_order (self, g_value_get_string (value));
      break;
    case PROP_QUEUE:
    case PROP_EMPTY:
    case PROP_FILTERED:
    case PROP_RECENT_LINE:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_queue_view_dispose (GObject *object)
{
  ZbQueueView *self = ZB_QUEUE_VIEW (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_QUEUE_VIEW);
  g_clear_object (&self->selection);
  g_clear_object (&self->queue);
  g_clear_object (&self->selected);
  g_clear_object (&self->account);
  g_clear_object (&self->world);
  G_OBJECT_CLASS (zb_queue_view_parent_class)->dispose (object);
}

static void
zb_queue_view_finalize (GObject *object)
{
  g_free (ZB_QUEUE_VIEW (object)->recent_line);
  g_free (ZB_QUEUE_VIEW (object)->stale_line);
  G_OBJECT_CLASS (zb_queue_view_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  const GParamFlags write = read | G_PARAM_WRITABLE;

  properties[PROP_WORLD] = g_param_spec_object ("world", NULL, NULL, ZB_TYPE_WORLD, write);
  properties[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, ZB_TYPE_ACCOUNT, write);
  properties[PROP_QUEUE] = g_param_spec_object ("queue", NULL, NULL, ZB_TYPE_ALERT_QUEUE, read);
  properties[PROP_SELECTED] = g_param_spec_object ("selected", NULL, NULL, ZB_TYPE_ALERT, write);
  properties[PROP_STALE_LINE] = g_param_spec_string ("stale-line", NULL, NULL, NULL, write);
  properties[PROP_ORDER] = g_param_spec_string ("order", NULL, NULL, "severity", write);
  properties[PROP_EMPTY] = g_param_spec_boolean ("empty", NULL, NULL, TRUE, read);
  properties[PROP_FILTERED] = g_param_spec_boolean ("filtered", NULL, NULL, FALSE, read);
  properties[PROP_RECENT_LINE] = g_param_spec_string ("recent-line", NULL, NULL, NULL, read);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

/* Escape is the entry's before it is the popover's. */
static void
on_stop_search (ZbQueueView *self)
{
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->filter_button));
}

static void
bind_callbacks (GtkWidgetClass *widget_class)
{
#define BIND(name) gtk_widget_class_bind_template_callback (widget_class, name)
  BIND (format_open);
  BIND (format_order);
  BIND (format_waiting);
  BIND (format_empty);
  BIND (format_row);
  BIND (format_times);
  BIND (format_zones);
  BIND (format_source);
  BIND (format_source_name);
  BIND (severity_classes);
  BIND (is_positive);
  BIND (is_repeated);
  BIND (is_drill);
  BIND (on_chip_toggled);
  BIND (on_stop_search);
#undef BIND
  zb_words_bind (widget_class);
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
  g_type_ensure (ZB_TYPE_AGE_LABEL);
  g_type_ensure (ZB_TYPE_PENDING_MARK);
  g_type_ensure (ZB_TYPE_CLAIM_LABEL);
  g_type_ensure (ZB_TYPE_LOOKING_MARK);
  gtk_widget_class_install_action (widget_class, "queue.take-new", NULL, take_new);
  gtk_widget_class_install_action (widget_class, "queue.take-opening", NULL, take_opening);
  gtk_widget_class_install_action (widget_class, "queue.filter", "s", filter);
  gtk_widget_class_install_action (widget_class, "queue.mode", "s", set_mode);
  gtk_widget_class_install_action (widget_class, "queue.next", NULL, move);
  gtk_widget_class_install_action (widget_class, "queue.previous", NULL, move);
  gtk_widget_class_install_action (widget_class, "queue.clear-filter", NULL, clear_filter);
  gtk_widget_class_install_property_action (widget_class, "queue.order", "order");
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/alerts/queue-view.ui");
  bind_children (widget_class);
  bind_callbacks (widget_class);
}

static void
zb_queue_view_init (ZbQueueView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (on_row_selected), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "value-changed",
                           G_CALLBACK (on_scrolled), self, G_CONNECT_DEFAULT);
  add_home_key (self);
  zb_queue_drag_attach (GTK_WIDGET (self->list));
  self->tick = g_timeout_add_seconds (10, update_recent, self);
}
