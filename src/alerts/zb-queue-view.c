/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-queue-view.h"

#include "zb-account.h"
#include "zb-alarm-flood.h"
#include "zb-alert-match.h"
#include "zb-bulk-dialog.h"
#include "zb-claim-label.h"
#include "zb-now.h"
#include "zb-queue-choice.h"
#include "zb-queue-drag.h"
#include "zb-queue-filters.h"
#include "zb-queue-places.h"
#include "zb-queue-slot.h"
#include "zb-severity-icon.h"
#include "zb-words.h"

#include <glib/gi18n.h>

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
struct _ZbQueueView
{
  AdwBin parent_instance;
  ZbWorld *world;
  ZbAccount *account;
  ZbAlertQueue *queue;
  ZbQueueChoice *choice;
  ZbAlarmFlood *flood;
  GListStore *filters;
  ZbAlert *selected;
  GtkListView *list;
  GtkScrolledWindow *scroller;
  GtkToggleButton *urgent_chip, *high_chip, *medium_chip, *low_chip, *unclaimed_chip, *mine_chip;
  GtkWidget *filter_button, *search, *snoozed;
  ZbQueueFilters *filters_menu;
  GtkBox *waiting;
  GtkWidget *waiting_parts[ZB_N_SEVERITIES];
  GtkLabel *waiting_labels[ZB_N_SEVERITIES];
  char *filter_is_of; /* whose filter it is: an account's id */
  char *recent_line;
  char *stale_line;
  guint tick, taking, recent_due;
  gboolean scrolled, choosing, unfolded;
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
  PROP_FLOOD,
  PROP_FLOODED,
  PROP_UNFOLDED,
  PROP_FILTERS,
  PROP_CHOOSING,
  PROP_N_CHOSEN,
  PROP_BULK,
} ZbQueueViewProperty;

static GParamSpec *properties[PROP_BULK + 1];

G_DEFINE_FINAL_TYPE (ZbQueueView, zb_queue_view, ADW_TYPE_BIN)

#define NOTIFY(self, property) g_object_notify_by_pspec (G_OBJECT (self), properties[property])

static gboolean is_filtered (ZbQueueView *self);

/* Who "I" am in the rows: one officer sits at one console. */
static char *me;

/* --- closures: what the view says ------------------------------------------------------------ */

static char *
format_open (gpointer self, guint n)
{
  return g_strdup_printf (ngettext ("%u open", "%u open", n), n);
}

/* The names of the orders, in the order of ZbQueueOrder. */
static const char *const orders[] = { "severity", "time", "first", "place" };

static char *
format_order (gpointer self, const char *order)
{
  static const char *const words[] = { NC_ ("order", "Severity"), NC_ ("order", "Time"),
                                       NC_ ("order", "First raised"), NC_ ("order", "Place") };

  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++)
    if (g_strcmp0 (orders[i], order) == 0)
      return g_strdup (g_dpgettext2 (NULL, "order", words[i]));
  return g_strdup ("");
}

static char *
format_chosen (gpointer self, guint n)
{
  return g_strdup_printf (ngettext ("%u chosen", "%u chosen", n), n);
}

static char *
name_aside (guint aside)
{
  const gboolean both = (aside & (1u << ZB_SEVERITY_MEDIUM)) != 0;

  return both ? g_strdup_printf (C_ ("two severities", "%s and %s"), zb_words_severity (ZB_SEVERITY_MEDIUM),
                                 zb_words_severity (ZB_SEVERITY_LOW))
              : g_strdup (zb_words_severity (ZB_SEVERITY_LOW));
}

/* The line at the end of the list while there is a flood. */
static char *
format_flood (gpointer self, guint recent, guint aside, guint n_aside, gboolean unfolded)
{
  g_autofree char *names = name_aside (aside);

  if (unfolded)
    return g_strdup_printf (_ ("Alarm flood: %u alerts in 10 minutes"), recent);
  /* Translators: how many alerts came in ten minutes; how many are folded away, and of which severity */
  return g_strdup_printf (_ ("Alarm flood: %u alerts in 10 minutes; %u folded away (%s)"), recent, n_aside,
                          names);
}

static char *
format_unfold (gpointer self, gboolean unfolded)
{
  return g_strdup (unfolded ? C_ ("alerts", "Fold away") : C_ ("alerts", "Show them"));
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

/* Hidden by the filter, though somebody is needed. */
static char *
format_hidden (gpointer self, guint n_urgent, guint n_high)
{
  const guint n = n_urgent > 0 ? n_urgent : n_high;

  if (n_urgent > 0 && n_high > 0)
    /* Translators: how many urgent, and how many high alerts */
    return g_strdup_printf (_ ("The filter hides %u urgent and %u high alerts that are unclaimed"), n_urgent,
                            n_high);
  return n_urgent > 0 ? g_strdup_printf (ngettext ("The filter hides %u unclaimed urgent alert",
                                                   "The filter hides %u unclaimed urgent alerts", n),
                                         n)
                      : g_strdup_printf (ngettext ("The filter hides %u unclaimed high alert",
                                                   "The filter hides %u unclaimed high alerts", n),
                                         n);
}

static gboolean
any_hidden (gpointer self, guint n_urgent, guint n_high)
{
  return n_urgent + n_high > 0;
}

/* --- selection ------------------------------------------------------------------------------- */

static void
follow_selected (ZbQueueView *self)
{
  if (!self->choosing)
    zb_queue_choice_follow (self->choice, self->selected);
  NOTIFY (self, PROP_N_CHOSEN);
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

/* A row that goes is not an officer who turns away: only another row is. Who chooses several looks at what
 * they looked at before. */
static void
on_choice_changed (ZbQueueView *self)
{
  ZbAlert *alert = zb_queue_choice_get_single (self->choice);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "queue.bulk",
                                 zb_queue_choice_get_n_chosen (self->choice) > 0);
  NOTIFY (self, PROP_N_CHOSEN);
  NOTIFY (self, PROP_BULK);
  if (self->choosing || !alert || alert == self->selected)
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
  const guint position = zb_queue_choice_move (self->choice, rows, FALSE);

  if (position != GTK_INVALID_LIST_POSITION)
    show_position (self, position);
}

static void
extend (ZbQueueView *self, int rows)
{
  const guint position = zb_queue_choice_move (self->choice, rows, TRUE);

  if (position != GTK_INVALID_LIST_POSITION)
    show_position (self, position);
}

/* --- several at once ------------------------------------------------------------------------------ */

/**
 * zb_queue_view_has_several:
 * @self: a queue
 *
 * Returns: whether what is done is done to several alerts, and keys mean these
 */
gboolean
zb_queue_view_has_several (ZbQueueView *self)
{
  g_return_val_if_fail (ZB_IS_QUEUE_VIEW (self), FALSE);
  return self->choosing || zb_queue_choice_get_n_chosen (self->choice) > 1;
}

static void
choose_none (ZbQueueView *self)
{
  zb_queue_choice_choose_none (self->choice);
  follow_selected (self);
  NOTIFY (self, PROP_BULK);
}

static void
set_choosing (ZbQueueView *self, gboolean choosing)
{
  if (self->choosing == choosing)
    return;
  self->choosing = choosing;
  if (choosing)
    gtk_widget_add_css_class (GTK_WIDGET (self->list), "choosing");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->list), "choosing");
  if (!choosing)
    choose_none (self);
  NOTIFY (self, PROP_CHOOSING);
  NOTIFY (self, PROP_BULK);
}

static void
act_bulk (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbQueueView *self = ZB_QUEUE_VIEW (widget);
  const ZbBulkAct *act = zb_bulk_act_find (g_variant_get_string (parameter, NULL));
  g_autoptr (GPtrArray) chosen = zb_queue_choice_dup_chosen (self->choice);

  if (act && self->world && chosen->len > 0)
    zb_bulk_ask (widget, act, chosen, self->world, self->account);
}

static void
act_choose_all (GtkWidget *widget, const char *name, GVariant *parameter)
{
  zb_queue_choice_choose_all (ZB_QUEUE_VIEW (widget)->choice);
}

static void
act_choose_none (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbQueueView *self = ZB_QUEUE_VIEW (widget);

  set_choosing (self, FALSE);
  choose_none (self);
}

static void
act_extend (GtkWidget *widget, const char *name, GVariant *parameter)
{
  extend (ZB_QUEUE_VIEW (widget), g_str_equal (name, "queue.extend-next") ? 1 : -1);
}

/* While several are being chosen a click chooses one more, as with Ctrl held. */
static void
on_pressed (GtkGestureClick *gesture, int n_press, double x, double y, ZbQueueView *self)
{
  const GdkModifierType keys = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  ZbAlert *alert;

  if (!self->choosing || (keys & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)))
    return;
  alert = zb_queue_drag_find_alert (GTK_WIDGET (self->list), x, y);
  if (!alert)
    return;
  zb_queue_choice_toggle (self->choice, alert);
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
add_click (ZbQueueView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (click));
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

/* Made once: while much comes in they are changed many times a second. */
static void
add_waiting (ZbQueueView *self, ZbSeverity severity)
{
  GtkWidget *icon = zb_severity_icon_new ();

  self->waiting_parts[severity] = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  self->waiting_labels[severity] = GTK_LABEL (gtk_label_new (NULL));
  g_object_set (icon, "severity", severity, "size", 14, "valign", GTK_ALIGN_CENTER, NULL);
  gtk_box_append (GTK_BOX (self->waiting_parts[severity]), icon);
  gtk_box_append (GTK_BOX (self->waiting_parts[severity]), GTK_WIDGET (self->waiting_labels[severity]));
  gtk_widget_set_visible (self->waiting_parts[severity], FALSE);
  gtk_box_append (self->waiting, self->waiting_parts[severity]);
}

static void
update_waiting (ZbQueueView *self)
{
  for (int severity = ZB_SEVERITY_URGENT; severity >= ZB_SEVERITY_LOW; severity--)
    {
      const guint n = zb_alert_queue_count_waiting (self->queue, severity);
      g_autofree char *words = g_strdup_printf ("%u", n);
      gtk_label_set_text (self->waiting_labels[severity], words);
      gtk_widget_set_visible (self->waiting_parts[severity], n > 0);
    }
}

static gboolean
take_at_top (gpointer data)
{
  ZbQueueView *self = data;

  self->taking = 0;
  if (self->queue && !self->scrolled && zb_alert_queue_get_n_waiting (self->queue) > 0)
    zb_queue_view_take_new (self);
  return G_SOURCE_REMOVE;
}

/* Whoever comes back to the top has finished with what was below it. A list that became short comes there by
 * itself while it is laid out, and what came into it then would stand without a size. */
static void
on_scrolled (GtkAdjustment *adjustment, ZbQueueView *self)
{
  const gboolean at_top = gtk_adjustment_get_value (adjustment) <= 0;

  if (at_top && self->scrolled && self->taking == 0)
    self->taking = g_idle_add_full (G_PRIORITY_DEFAULT, take_at_top, self, NULL);
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

static void
on_recent_due (gpointer data)
{
  ZbQueueView *self = data;

  self->recent_due = 0;
  update_recent (self);
}

/* What has just come in is counted soon, and not with each of ten thousand: each count looks at all. */
static void
count_recent_soon (ZbQueueView *self)
{
  if (self->recent_due == 0)
    self->recent_due = g_timeout_add_seconds_once (1, on_recent_due, self);
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

static const char *get_order (ZbQueueView *self);

/* What the list is filtered and sorted by, in words that a saved filter keeps. */
static char **
write_filter (ZbQueueView *self)
{
  const struct
  {
    const char *word;
    gboolean on;
  } flags[] = { { "urgent", gtk_toggle_button_get_active (self->urgent_chip) },
                { "high", gtk_toggle_button_get_active (self->high_chip) },
                { "medium", gtk_toggle_button_get_active (self->medium_chip) },
                { "low", gtk_toggle_button_get_active (self->low_chip) },
                { "unclaimed", gtk_toggle_button_get_active (self->unclaimed_chip) },
                { "mine", gtk_toggle_button_get_active (self->mine_chip) },
                { "snoozed", gtk_check_button_get_active (GTK_CHECK_BUTTON (self->snoozed)) } };
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (flags); i++)
    if (flags[i].on)
      g_strv_builder_add (words, flags[i].word);
  g_strv_builder_take (words, g_strconcat ("order:", get_order (self), NULL));
  if (*text)
    g_strv_builder_take (words, g_strconcat ("text:", text, NULL));
  return g_strv_builder_end (words);
}

static const char *
find_word (const char *const *words, const char *prefix, const char *otherwise)
{
  for (; *words; words++)
    if (g_str_has_prefix (*words, prefix))
      return *words + strlen (prefix);
  return otherwise;
}

static void set_order (ZbQueueView *self, const char *order);

/* Words of a newer console, which this one does not know, are passed over. */
static void
read_filter (ZbQueueView *self, const char *const *words)
{
  gtk_toggle_button_set_active (self->urgent_chip, g_strv_contains (words, "urgent"));
  gtk_toggle_button_set_active (self->high_chip, g_strv_contains (words, "high"));
  gtk_toggle_button_set_active (self->medium_chip, g_strv_contains (words, "medium"));
  gtk_toggle_button_set_active (self->low_chip, g_strv_contains (words, "low"));
  gtk_toggle_button_set_active (self->unclaimed_chip, g_strv_contains (words, "unclaimed"));
  gtk_toggle_button_set_active (self->mine_chip, g_strv_contains (words, "mine"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->snoozed), g_strv_contains (words, "snoozed"));
  gtk_editable_set_text (GTK_EDITABLE (self->search), find_word (words, "text:", ""));
  set_order (self, find_word (words, "order:", "severity"));
}

static void
on_filter_chosen (ZbQueueView *self, char **words)
{
  read_filter (self, (const char *const *)words);
}

static void
on_filter_changed (ZbQueueView *self)
{
  g_auto (GStrv) words = write_filter (self);

  zb_queue_filters_set_current (self->filters_menu, (const char *const *)words);
}

static void
on_chip_toggled (ZbQueueView *self)
{
  if (self->queue)
    zb_alert_queue_set_severities (self->queue, severities_of_chips (self));
  on_filter_changed (self);
}

static void
on_search_changed (ZbQueueView *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));
  ZbAlertMatch *match = self->world ? zb_alert_match_new (self->world, text) : NULL;

  if (self->queue)
    zb_alert_queue_set_match (self->queue, match ? zb_alert_match_passes : NULL, match,
                              match ? (GDestroyNotify)zb_alert_match_free : NULL);
  else if (match)
    zb_alert_match_free (match);
  on_filter_changed (self);
}

static gboolean
is_filtered (ZbQueueView *self)
{
  const char *text = self->search ? gtk_editable_get_text (GTK_EDITABLE (self->search)) : "";
  gboolean unclaimed = FALSE, mine = FALSE;
  guint severities = ZB_QUEUE_ALL_SEVERITIES;

  if (self->queue)
    g_object_get (self->queue, "severities", &severities, "unclaimed-only", &unclaimed, "mine-only", &mine,
                  NULL);
  return severities != ZB_QUEUE_ALL_SEVERITIES || unclaimed || mine || *text;
}

static void
on_queue_changed (ZbQueueView *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  if (self->queue && zb_alert_queue_is_partial (self->queue))
    return;
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

/* Nothing is hidden any more; the gravest stand at the top, where it is shown. */
static void
act_show_hidden (GtkWidget *widget, const char *name, GVariant *parameter)
{
  clear_filter (widget, name, parameter);
  set_order (ZB_QUEUE_VIEW (widget), "severity");
  zb_queue_view_take_new (ZB_QUEUE_VIEW (widget));
}

static const char *
get_order (ZbQueueView *self)
{
  int order = ZB_QUEUE_BY_SEVERITY;

  if (self->queue)
    g_object_get (self->queue, "order", &order, NULL);
  return orders[order];
}

/* Areas may have come since places were ranked last. */
static void
set_order (ZbQueueView *self, const char *order)
{
  if (!self->queue || g_strcmp0 (order, get_order (self)) == 0)
    return;
  if (g_strcmp0 (order, "place") == 0)
    zb_queue_places_rank (self->queue, self->world);
  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++)
    if (g_strcmp0 (orders[i], order) == 0)
      zb_alert_queue_set_order (self->queue, (ZbQueueOrder)i);
  NOTIFY (self, PROP_ORDER);
  on_filter_changed (self);
}

/* --- a flood ---------------------------------------------------------------------------------------- */

/* Who has unfolded what stands aside sees it until the flood is over. */
static void
follow_flood (ZbQueueView *self)
{
  const guint aside = self->flood ? zb_alarm_flood_get_aside (self->flood) : 0;

  if (aside == 0 && self->unfolded)
    {
      self->unfolded = FALSE;
      NOTIFY (self, PROP_UNFOLDED);
    }
  if (self->queue)
    zb_alert_queue_set_aside (self->queue, self->unfolded ? 0 : aside);
  NOTIFY (self, PROP_FLOODED);
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
  NOTIFY (self, PROP_FLOOD);
}

static void
set_unfolded (ZbQueueView *self, gboolean unfolded)
{
  if (self->unfolded == unfolded)
    return;
  self->unfolded = unfolded;
  follow_flood (self);
  NOTIFY (self, PROP_UNFOLDED);
}

static void
act_unfold (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbQueueView *self = ZB_QUEUE_VIEW (widget);

  set_unfolded (self, !self->unfolded);
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
  on_search_changed (self);
  g_object_bind_property (self->snoozed, "active", self->queue, "snoozed-too", flags);
  zb_alert_queue_set_severities (self->queue, severities_of_chips (self));
  g_signal_connect_object (self->queue, "items-changed", G_CALLBACK (on_queue_changed), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->queue, "notify::n-waiting", G_CALLBACK (update_waiting), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->queue, "notify::n-open", G_CALLBACK (count_recent_soon), self,
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
      follow_selected (self);
      on_queue_changed (self);
      update_waiting (self);
    }
  update_recent (self);
  NOTIFY (self, PROP_QUEUE);
  NOTIFY (self, PROP_WORLD);
}

/* Who sits down next sees neither what the one before was looking for, nor less than there is. The same
 * officer finds the list as it was left. */
static void
begin_filter_of (ZbQueueView *self, const char *account)
{
  static const char *const nothing[] = { NULL };

  if (!account || g_strcmp0 (self->filter_is_of, account) == 0)
    return;
  if (self->filter_is_of)
    {
      gtk_menu_button_popdown (GTK_MENU_BUTTON (self->filter_button));
      read_filter (self, nothing);
      set_unfolded (self, FALSE);
    }
  g_set_str (&self->filter_is_of, account);
}

static void
zb_queue_view_set_account (ZbQueueView *self, ZbAccount *account)
{
  if (!g_set_object (&self->account, account))
    return;
  begin_filter_of (self, account ? ZB_ENTITY (account)->id : NULL);
  g_set_str (&me, account ? ZB_ENTITY (account)->id : NULL);
  zb_claim_label_set_officer (me);
  if (self->queue)
    {
      zb_alert_queue_set_account (self->queue, me);
      /* Rows that are "mine" are another's now: all are bound anew. */
      zb_queue_choice_set_queue (self->choice, NULL);
      zb_queue_choice_set_queue (self->choice, self->queue);
      set_choosing (self, FALSE);
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
    case PROP_FLOOD:
      g_value_set_object (value, self->flood);
      break;
    case PROP_FLOODED:
      g_value_set_boolean (value, self->flood && zb_alarm_flood_get_aside (self->flood) != 0);
      break;
    case PROP_UNFOLDED:
      g_value_set_boolean (value, self->unfolded);
      break;
    case PROP_FILTERS:
      g_value_set_object (value, self->filters);
      break;
    case PROP_CHOOSING:
      g_value_set_boolean (value, self->choosing);
      break;
    case PROP_N_CHOSEN:
      g_value_set_uint (value, zb_queue_choice_get_n_chosen (self->choice));
      break;
    case PROP_BULK:
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
    case PROP_FLOOD:
      set_flood (self, g_value_get_object (value));
      break;
    case PROP_UNFOLDED:
      set_unfolded (self, g_value_get_boolean (value));
      break;
    case PROP_FILTERS:
      if (g_set_object (&self->filters, g_value_get_object (value)))
        NOTIFY (self, PROP_FILTERS);
      break;
    case PROP_CHOOSING:
      set_choosing (self, g_value_get_boolean (value));
      break;
    case PROP_QUEUE:
    case PROP_EMPTY:
    case PROP_FILTERED:
    case PROP_RECENT_LINE:
    case PROP_FLOODED:
    case PROP_N_CHOSEN:
    case PROP_BULK:
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

  properties[PROP_WORLD] = g_param_spec_object ("world", NULL, NULL, ZB_TYPE_WORLD, write);
  properties[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, ZB_TYPE_ACCOUNT, write);
  properties[PROP_QUEUE] = g_param_spec_object ("queue", NULL, NULL, ZB_TYPE_ALERT_QUEUE, read);
  properties[PROP_SELECTED] = g_param_spec_object ("selected", NULL, NULL, ZB_TYPE_ALERT, write);
  properties[PROP_STALE_LINE] = g_param_spec_string ("stale-line", NULL, NULL, NULL, write);
  properties[PROP_ORDER] = g_param_spec_string ("order", NULL, NULL, "severity", write);
  properties[PROP_EMPTY] = g_param_spec_boolean ("empty", NULL, NULL, TRUE, read);
  properties[PROP_FILTERED] = g_param_spec_boolean ("filtered", NULL, NULL, FALSE, read);
  properties[PROP_RECENT_LINE] = g_param_spec_string ("recent-line", NULL, NULL, NULL, read);
  properties[PROP_FLOOD] = g_param_spec_object ("flood", NULL, NULL, ZB_TYPE_ALARM_FLOOD, write);
  properties[PROP_FLOODED] = g_param_spec_boolean ("flooded", NULL, NULL, FALSE, read);
  properties[PROP_UNFOLDED] = g_param_spec_boolean ("unfolded", NULL, NULL, FALSE, write);
  /* The officer's named filters, ZbNamedSet; NULL while it is not known whose they are. */
  properties[PROP_FILTERS] = g_param_spec_object ("filters", NULL, NULL, G_TYPE_LIST_STORE, write);
  properties[PROP_CHOOSING] = g_param_spec_boolean ("choosing", NULL, NULL, FALSE, write);
  properties[PROP_N_CHOSEN] = g_param_spec_uint ("n-chosen", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_BULK] = g_param_spec_boolean ("bulk", NULL, NULL, FALSE, read);
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
  BIND (is_positive);
  BIND (format_chosen);
  BIND (format_hidden);
  BIND (any_hidden);
  BIND (format_flood);
  BIND (format_unfold);
  BIND (on_filter_changed);
  BIND (on_filter_chosen);
  BIND (on_search_changed);
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
  gtk_widget_class_install_action (widget_class, "queue.take-new", NULL, take_new);
  gtk_widget_class_install_action (widget_class, "queue.take-opening", NULL, take_opening);
  gtk_widget_class_install_action (widget_class, "queue.filter", "s", filter);
  gtk_widget_class_install_action (widget_class, "queue.mode", "s", set_mode);
  gtk_widget_class_install_action (widget_class, "queue.next", NULL, move);
  gtk_widget_class_install_action (widget_class, "queue.previous", NULL, move);
  gtk_widget_class_install_action (widget_class, "queue.clear-filter", NULL, clear_filter);
  gtk_widget_class_install_action (widget_class, "queue.show-hidden", NULL, act_show_hidden);
  gtk_widget_class_install_action (widget_class, "queue.bulk", "s", act_bulk);
  gtk_widget_class_install_action (widget_class, "queue.choose-all", NULL, act_choose_all);
  gtk_widget_class_install_action (widget_class, "queue.choose-none", NULL, act_choose_none);
  gtk_widget_class_install_action (widget_class, "queue.extend-next", NULL, act_extend);
  gtk_widget_class_install_action (widget_class, "queue.extend-previous", NULL, act_extend);
  gtk_widget_class_install_action (widget_class, "queue.unfold", NULL, act_unfold);
  gtk_widget_class_install_property_action (widget_class, "queue.choose", "choosing");
  gtk_widget_class_install_property_action (widget_class, "queue.order", "order");
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/alerts/queue-view.ui");
  bind_children (widget_class);
  bind_callbacks (widget_class);
}

static void
zb_queue_view_init (ZbQueueView *self)
{
  self->choice = zb_queue_choice_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_view_set_model (self->list, zb_queue_choice_get_model (self->choice));
  g_signal_connect_object (self->choice, "changed", G_CALLBACK (on_choice_changed), self, G_CONNECT_SWAPPED);
  on_filter_changed (self);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "value-changed",
                           G_CALLBACK (on_scrolled), self, G_CONNECT_DEFAULT);
  for (int severity = ZB_SEVERITY_URGENT; severity >= ZB_SEVERITY_LOW; severity--)
    add_waiting (self, severity);
  add_home_key (self);
  add_click (self);
  zb_queue_drag_attach (GTK_WIDGET (self->list));
  self->tick = g_timeout_add_seconds (10, update_recent, self);
}
