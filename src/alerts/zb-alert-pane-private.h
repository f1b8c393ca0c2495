/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-account.h"
#include "zb-actor.h"
#include "zb-alert-pane.h"
#include "zb-algorithm.h"
#include "zb-case.h"
#include "zb-checklist-view.h"
#include "zb-evidence-picture.h"
#include "zb-plan.h"
#include "zb-query.h"

G_BEGIN_DECLS

struct _ZbAlertPane
{
  AdwBin parent_instance;
  ZbWorld *world;
  ZbAccount *account;
  ZbEvidence *evidence;
  ZbQuery *query;
  ZbAlert *alert;
  char *stale_line; /* how old all of it is, while there is no line */
  GSignalGroup *alert_signals;
  GtkWidget *live;
  guint shown_picture;
  guint tick;

  GtkStack *media, *verdict_stack;
  ZbEvidencePicture *picture;
  GtkWidget *still_button, *full_button;
  AdwBin *live_place;
  AdwToggleGroup *media_toggle;
  ZbChecklistView *checklist;
  GtkLabel *lapsed_label;
  GtkWidget *plan_box, *claim_button, *take_over_button, *true_button, *close_button, *dispatch_button;
  GtkWidget *merge_button, *more_button, *merge_popover;
  GtkListBox *merge_list, *join_list;
};

void zb_alert_pane_bind_words (GtkWidgetClass *widget_class);
void zb_alert_pane_bind_actions (GtkWidgetClass *widget_class);
void zb_alert_pane_update_actions (ZbAlertPane *self);
void zb_alert_pane_fill_merge_list (ZbAlertPane *self);
void zb_alert_pane_fill_join_list (ZbAlertPane *self);

ZbCase *zb_alert_pane_get_case (ZbAlertPane *self);
ZbAlgorithm *zb_alert_pane_get_algorithm (ZbAlertPane *self);
ZbPlan *zb_alert_pane_get_plan (ZbAlertPane *self);
ZbAttachment *zb_alert_pane_get_attachment (ZbAlertPane *self, guint *n_attachments);
char *zb_alert_pane_describe_record (ZbAlertPane *self);
void zb_alert_pane_show_picture (ZbAlertPane *self, guint number);

G_END_DECLS
