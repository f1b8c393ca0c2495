/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the list of alerts share: zb-queue-view.c is the widget, zb-queue-view-words.c what it
 * says, zb-queue-view-choice.c which rows are chosen, zb-queue-view-new.c what waits behind the pill,
 * zb-queue-view-filter.c what is listed and in what order. */
#pragma once

#include "zb-account.h"
#include "zb-alarm-flood.h"
#include "zb-queue-choice.h"
#include "zb-queue-filters.h"
#include "zb-queue-view.h"
#include "zb-world.h"

G_BEGIN_DECLS

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
  ZB_QUEUE_VIEW_PROP_WORLD = 1,
  ZB_QUEUE_VIEW_PROP_ACCOUNT,
  ZB_QUEUE_VIEW_PROP_QUEUE,
  ZB_QUEUE_VIEW_PROP_SELECTED,
  ZB_QUEUE_VIEW_PROP_STALE_LINE,
  ZB_QUEUE_VIEW_PROP_ORDER,
  ZB_QUEUE_VIEW_PROP_EMPTY,
  ZB_QUEUE_VIEW_PROP_FILTERED,
  ZB_QUEUE_VIEW_PROP_RECENT_LINE,
  ZB_QUEUE_VIEW_PROP_FLOOD,
  ZB_QUEUE_VIEW_PROP_FLOODED,
  ZB_QUEUE_VIEW_PROP_UNFOLDED,
  ZB_QUEUE_VIEW_PROP_FILTERS,
  ZB_QUEUE_VIEW_PROP_CHOOSING,
  ZB_QUEUE_VIEW_PROP_N_CHOSEN,
  ZB_QUEUE_VIEW_PROP_BULK,
} ZbQueueViewProperty;

extern GParamSpec *zb_queue_view_properties[];

#define ZB_QUEUE_VIEW_NOTIFY(self, property)                                                                 \
  g_object_notify_by_pspec (G_OBJECT (self), zb_queue_view_properties[ZB_QUEUE_VIEW_PROP_##property])

void zb_queue_view_set_unfolded (ZbQueueView *self, gboolean unfolded);

/* zb-queue-view-words.c */
void zb_queue_view_bind_words (GtkWidgetClass *widget_class);

/* zb-queue-view-choice.c */
void zb_queue_view_install_choice (GtkWidgetClass *widget_class);
void zb_queue_view_init_choice (ZbQueueView *self);
void zb_queue_view_follow_selected (ZbQueueView *self);
void zb_queue_view_show_position (ZbQueueView *self, guint position);
void zb_queue_view_set_choosing (ZbQueueView *self, gboolean choosing);

/* zb-queue-view-new.c */
void zb_queue_view_install_new (GtkWidgetClass *widget_class);
void zb_queue_view_init_new (ZbQueueView *self);
void zb_queue_view_update_waiting (ZbQueueView *self);
gboolean zb_queue_view_update_recent (gpointer data);
void zb_queue_view_count_recent_soon (ZbQueueView *self);

/* zb-queue-view-filter.c */
void zb_queue_view_install_filter (GtkWidgetClass *widget_class);
void zb_queue_view_bind_filter (ZbQueueView *self);
void zb_queue_view_note_filter (ZbQueueView *self);
void zb_queue_view_begin_filter_of (ZbQueueView *self, const char *account);
gboolean zb_queue_view_is_filtered (ZbQueueView *self);
const char *zb_queue_view_get_order (ZbQueueView *self);
void zb_queue_view_set_order (ZbQueueView *self, const char *order);
extern const char *const zb_queue_view_orders[];
#define ZB_QUEUE_VIEW_N_ORDERS 4

G_END_DECLS
