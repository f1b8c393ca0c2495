/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-wall-ticker-item.h"

#include "zb-severity-icon.h"
#include "zb-wall-words.h"
#include "zb-words.h"

/**
 * ZbWallTickerItem:
 *
 * An alert in one line: how grave, since when, what, where, and whose turn it is.
 */
struct _ZbWallTickerItem
{
  AdwBin parent_instance;
  ZbAlert *alert;
  GtkWidget *icon;
  GtkLabel *time;
  GtkLabel *title;
  GtkLabel *place;
  GtkLabel *state;
  const char *state_class;
};

G_DEFINE_FINAL_TYPE (ZbWallTickerItem, zb_wall_ticker_item, ADW_TYPE_BIN)

static void
show_state (ZbWallTickerItem *self)
{
  g_autofree char *words = zb_wall_words_of_state (self->alert);
  const char *css_class = zb_wall_words_state_class (self->alert);

  gtk_label_set_label (self->state, words);
  if (self->state_class)
    gtk_widget_remove_css_class (GTK_WIDGET (self->state), self->state_class);
  self->state_class = css_class;
  gtk_widget_add_css_class (GTK_WIDGET (self->state), css_class);
}

static void
show (ZbWallTickerItem *self)
{
  g_autofree char *time = zb_words_time (self->alert->first_at);

  g_object_set (self->icon, "severity", self->alert->severity, NULL);
  time[MIN (strlen (time), strlen ("hh:mm"))] = '\0';
  gtk_label_set_label (self->time, time);
  gtk_label_set_label (self->title,
                       self->alert->title ? self->alert->title : zb_words_kind (self->alert->kind));
  gtk_label_set_label (self->place, self->alert->place ? self->alert->place : "");
  show_state (self);
}

/**
 * zb_wall_ticker_item_new:
 *
 * Returns: (transfer floating): a line without an alert
 */
GtkWidget *
zb_wall_ticker_item_new (void)
{
  return g_object_new (ZB_TYPE_WALL_TICKER_ITEM, NULL);
}

/**
 * zb_wall_ticker_item_set_alert:
 * @self: the line
 * @alert: (nullable): what it tells of; %NULL leaves it empty
 *
 * Shows an alert, and what changes of it.
 */
void
zb_wall_ticker_item_set_alert (ZbWallTickerItem *self, ZbAlert *alert)
{
  g_return_if_fail (ZB_IS_WALL_TICKER_ITEM (self));
  if (self->alert == alert)
    return;
  if (self->alert)
    g_signal_handlers_disconnect_by_func (self->alert, show, self);
  g_set_object (&self->alert, alert);
  gtk_widget_set_visible (gtk_widget_get_first_child (GTK_WIDGET (self)), alert != NULL);
  if (!alert)
    return;
  g_signal_connect_object (alert, "notify", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}

/**
 * zb_wall_ticker_item_get_alert:
 * @self: the line
 *
 * Returns: (transfer none) (nullable): what it tells of
 */
ZbAlert *
zb_wall_ticker_item_get_alert (ZbWallTickerItem *self)
{
  return self->alert;
}

static void
zb_wall_ticker_item_dispose (GObject *object)
{
  ZbWallTickerItem *self = ZB_WALL_TICKER_ITEM (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_WALL_TICKER_ITEM);
  g_clear_object (&self->alert);
  G_OBJECT_CLASS (zb_wall_ticker_item_parent_class)->dispose (object);
}

static void
zb_wall_ticker_item_class_init (ZbWallTickerItemClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zb_wall_ticker_item_dispose;
  g_type_ensure (ZB_TYPE_SEVERITY_ICON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/zhiban/Console/ui/wall/wall-ticker-item.ui");
  gtk_widget_class_bind_template_child (widget_class, ZbWallTickerItem, icon);
  gtk_widget_class_bind_template_child (widget_class, ZbWallTickerItem, time);
  gtk_widget_class_bind_template_child (widget_class, ZbWallTickerItem, title);
  gtk_widget_class_bind_template_child (widget_class, ZbWallTickerItem, place);
  gtk_widget_class_bind_template_child (widget_class, ZbWallTickerItem, state);
}

static void
zb_wall_ticker_item_init (ZbWallTickerItem *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
