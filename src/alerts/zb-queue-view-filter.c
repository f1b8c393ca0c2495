/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the list of alerts shows, and in what order. A filter is its officer's. */
#include "zb-queue-view-private.h"

#include "zb-alert-match.h"
#include "zb-queue-places.h"

/* The names of the orders, in the order of ZbQueueOrder. */
const char *const zb_queue_view_orders[] = { "severity", "time", "first", "place" };

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
  g_strv_builder_take (words, g_strconcat ("order:", zb_queue_view_get_order (self), NULL));
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
  zb_queue_view_set_order (self, find_word (words, "order:", "severity"));
}

static void
on_filter_chosen (ZbQueueView *self, char **words)
{
  read_filter (self, (const char *const *)words);
}

void
zb_queue_view_note_filter (ZbQueueView *self)
{
  g_auto (GStrv) words = write_filter (self);

  zb_queue_filters_set_current (self->filters_menu, (const char *const *)words);
}

static void
on_chip_toggled (ZbQueueView *self)
{
  if (self->queue)
    zb_alert_queue_set_severities (self->queue, severities_of_chips (self));
  zb_queue_view_note_filter (self);
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
  zb_queue_view_note_filter (self);
}

gboolean
zb_queue_view_is_filtered (ZbQueueView *self)
{
  const char *text = self->search ? gtk_editable_get_text (GTK_EDITABLE (self->search)) : "";
  gboolean unclaimed = FALSE, mine = FALSE;
  guint severities = ZB_QUEUE_ALL_SEVERITIES;

  if (self->queue)
    g_object_get (self->queue, "severities", &severities, "unclaimed-only", &unclaimed, "mine-only", &mine,
                  NULL);
  return severities != ZB_QUEUE_ALL_SEVERITIES || unclaimed || mine || *text;
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
  zb_queue_view_set_order (ZB_QUEUE_VIEW (widget), "severity");
  zb_queue_view_take_new (ZB_QUEUE_VIEW (widget));
}

const char *
zb_queue_view_get_order (ZbQueueView *self)
{
  int order = ZB_QUEUE_BY_SEVERITY;

  if (self->queue)
    g_object_get (self->queue, "order", &order, NULL);
  return zb_queue_view_orders[order];
}

/* Areas may have come since places were ranked last. */
void
zb_queue_view_set_order (ZbQueueView *self, const char *order)
{
  if (!self->queue || g_strcmp0 (order, zb_queue_view_get_order (self)) == 0)
    return;
  if (g_strcmp0 (order, "place") == 0)
    zb_queue_places_rank (self->queue, self->world);
  for (gsize i = 0; i < ZB_QUEUE_VIEW_N_ORDERS; i++)
    if (g_strcmp0 (zb_queue_view_orders[i], order) == 0)
      zb_alert_queue_set_order (self->queue, (ZbQueueOrder)i);
  ZB_QUEUE_VIEW_NOTIFY (self, ORDER);
  zb_queue_view_note_filter (self);
}

/* Who sits down next sees neither what the one before was looking for, nor less than there is. The same
 * officer finds the list as it was left. */
void
zb_queue_view_begin_filter_of (ZbQueueView *self, const char *account)
{
  static const char *const nothing[] = { NULL };

  if (!account || g_strcmp0 (self->filter_is_of, account) == 0)
    return;
  if (self->filter_is_of)
    {
      gtk_menu_button_popdown (GTK_MENU_BUTTON (self->filter_button));
      read_filter (self, nothing);
      zb_queue_view_set_unfolded (self, FALSE);
    }
  g_set_str (&self->filter_is_of, account);
}

/* Escape is the entry's before it is the popover's. */
static void
on_stop_search (ZbQueueView *self)
{
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->filter_button));
}

/* What the chips and the words ask for is asked of another list. */
void
zb_queue_view_bind_filter (ZbQueueView *self)
{
  const GBindingFlags flags = G_BINDING_SYNC_CREATE;

  g_object_bind_property (self->unclaimed_chip, "active", self->queue, "unclaimed-only", flags);
  g_object_bind_property (self->mine_chip, "active", self->queue, "mine-only", flags);
  on_search_changed (self);
  g_object_bind_property (self->snoozed, "active", self->queue, "snoozed-too", flags);
  zb_alert_queue_set_severities (self->queue, severities_of_chips (self));
}

void
zb_queue_view_install_filter (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "queue.filter", "s", filter);
  gtk_widget_class_install_action (widget_class, "queue.mode", "s", set_mode);
  gtk_widget_class_install_action (widget_class, "queue.clear-filter", NULL, clear_filter);
  gtk_widget_class_install_action (widget_class, "queue.show-hidden", NULL, act_show_hidden);
  gtk_widget_class_install_property_action (widget_class, "queue.order", "order");
#define BIND(name) gtk_widget_class_bind_template_callback (widget_class, name)
  BIND (on_filter_chosen);
  BIND (on_search_changed);
  BIND (on_chip_toggled);
  BIND (on_stop_search);
#undef BIND
  gtk_widget_class_bind_template_callback_full (widget_class, "on_filter_changed",
                                                G_CALLBACK (zb_queue_view_note_filter));
}
