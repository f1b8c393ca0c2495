/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-account.h"
#include "zb-case-audit.h"
#include "zb-case-facts.h"
#include "zb-case-pane.h"
#include "zb-case-relations.h"
#include "zb-checklist-view.h"
#include "zb-countdown.h"
#include "zb-evidence-picture.h"
#include "zb-query.h"
#include "zb-step-list.h"

G_BEGIN_DECLS

struct _ZbCasePane
{
  AdwBin parent_instance;
  ZbWorld *world;
  ZbAccount *account;
  ZbEvidence *evidence;
  ZbQuery *query;
  ZbCase *of;
  ZbAnswer *answer, *checkers_answer;
  GPtrArray *assignments;
  GtkSortListModel *entries;
  GSignalGroup *case_signals, *task_signals;
  GtkWidget *countdown;
  guint tick;
  GPtrArray *notes; /* half written, of other cases */
  char *writer;     /* whose they are: the id of an account */
  gboolean connected;
  gint64 as_of;

  AdwBin *countdown_place;
  GtkWidget *primary_button, *checker_button, *checker_popover, *supervise_button, *more_button;
  GtkListBox *checkers, *tasks;
  GtkLabel *checkers_note;
  ZbStepList *steps;
  GtkListView *timeline;
  GtkWidget *note;
  GtkWidget *pictures_box, *plan_box, *check_box, *refusal_box, *evaluation_box;
  ZbEvidencePicture *before, *after;
  GtkLabel *before_label, *after_label, *plan_progress, *refusal_label;
  ZbChecklistView *plan, *checks;
  ZbCaseRelations *relations;
  ZbCaseAudit *audit;
  GtkWidget *pass_button, *return_button;
  GtkWidget *merge_button, *link_button, *parts_button;
};

void zb_case_pane_bind_actions (GtkWidgetClass *widget_class);
void zb_case_pane_update_actions (ZbCasePane *self);
void zb_case_pane_ask_checkers (ZbCasePane *self);
void zb_case_pane_drop_checkers (ZbCasePane *self);
void zb_case_pane_send (ZbCasePane *self, const char *command, GVariant *args);
void zb_case_pane_start_notes (ZbCasePane *self);
void zb_case_pane_keep_note (ZbCasePane *self);
void zb_case_pane_show_note (ZbCasePane *self);
void zb_case_pane_own_notes (ZbCasePane *self);
void zb_case_pane_bind_family (GtkWidgetClass *widget_class);
void zb_case_pane_update_family (ZbCasePane *self);
gboolean zb_case_pane_has_open_parts (ZbCasePane *self);
void zb_case_pane_bind_paper (GtkWidgetClass *widget_class);
const char *zb_case_pane_get_primary_label (ZbCasePane *self);

G_END_DECLS
