/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-account.h"
#include "zb-actor.h"
#include "zb-attachment-spool.h"
#include "zb-checklist-view.h"
#include "zb-dispatch-dialog.h"
#include "zb-evidence.h"
#include "zb-outbox-card.h"
#include "zb-plan.h"
#include "zb-query.h"
#include "zb-road-graph.h"
#include "zb-step-list.h"

G_BEGIN_DECLS

/**
 * ZbDeadline:
 *
 * The three clocks of a case, in the order of the form.
 */
typedef enum
{
  ZB_DEADLINE_ACCEPT,
  ZB_DEADLINE_ARRIVE,
  ZB_DEADLINE_FINISH,
  ZB_N_DEADLINES,
} ZbDeadline;

/**
 * ZbDispatchFacts:
 *
 * What is known before anything is written: of the case, or, where there is none yet, of the alert.
 */
typedef struct
{
  const char *kind, *title, *place, *area, *description;
  int severity;
  ZbPoint location;
} ZbDispatchFacts;

/**
 * ZbDispatchFilled:
 *
 * What the fields said when the form was filled, and of which revision of the case that was: what
 * the officer has changed is what differs from this, whatever the case says by now. Where the case has no
 * description, @proposed is what the form wrote there by itself.
 */
typedef struct
{
  char *kind, *place, *description, *proposed;
  int severity;
  gint64 revision;
} ZbDispatchFilled;

struct _ZbDispatchDialog
{
  AdwDialog parent_instance;
  ZbWorld *world;
  ZbAccount *account;
  ZbEvidence *evidence;
  ZbQuery *query;
  ZbAlert *alert;
  ZbCase *of;
  GtkWidget *map_card;
  gboolean connected, all_units;
  gint64 as_of;
  ZbAnswer *answer;
  guint tick;
  ZbDispatchFilled filled;
  gint64 minutes[ZB_N_DEADLINES], longest[ZB_N_DEADLINES];
  guint64 ticks; /* lines of the plan that are done before there is a case */
  GCancellable *searching;
  ZbRoadGraph *roads;
  GVariant *draft, *untouched;
  gboolean filling; /* what changes now is what is shown, not what an officer does */
  gboolean handed_over;
  GPtrArray *lines;   /* char *: what is added to the checklist */
  GPtrArray *spooled; /* ZbSpooled: what the officer has added */
  guint n_adding;
  GtkWidget *deadline_labels[ZB_N_DEADLINES], *until_labels[ZB_N_DEADLINES], *spins[ZB_N_DEADLINES];

  AdwWindowTitle *window_title;
  GtkWidget *submit_button;
  GtkRevealer *offline_revealer;
  GtkLabel *offline_label, *severity_hint, *grid_label, *count_label, *attachments_label, *plan_label;
  GtkWidget *place_mark, *description_mark;
  GListStore *templates; /* ZbTemplate; NULL while they are not known */
  GtkMenuButton *templates_button;
  GtkBox *template_list;
  GtkWidget *template_name;
  GtkBox *extra_lines;
  GtkWidget *line_entry;
  GtkLabel *attach_note;
  GtkCheckButton *keep_notes;
  GtkLabel *chosen_label, *units_note, *contact_label, *deadlines_hint, *missing_label;
  GtkDropDown *kind_choice;
  AdwToggleGroup *severity_toggle;
  GtkWidget *place_text;
  AdwBin *map_place;
  GtkTextView *description;
  AdwWrapBox *attachments, *organisations;
  GtkWidget *plan_card;
  ZbChecklistView *checklist;
  GtkListBox *units;
  GtkWidget *more_units;
  GtkBox *areas, *deadlines, *tasks;
  ZbStepList *steps;
  ZbOutboxCard *outbox;
};

/* As the platform has it. */
#define ZB_LONGEST_TASK 200

ZbDispatchFacts zb_dispatch_dialog_get_facts (ZbDispatchDialog *self);
const char *zb_dispatch_dialog_get_drill (ZbDispatchDialog *self);
const char *zb_dispatch_dialog_get_kind (ZbDispatchDialog *self);
int zb_dispatch_dialog_get_severity (ZbDispatchDialog *self);
ZbPlan *zb_dispatch_dialog_find_plan (ZbDispatchDialog *self);
char *zb_dispatch_dialog_get_description (ZbDispatchDialog *self);
guint zb_dispatch_dialog_count_chosen (ZbDispatchDialog *self);

void zb_dispatch_dialog_build (ZbDispatchDialog *self);
void zb_dispatch_dialog_fill (ZbDispatchDialog *self);
void zb_dispatch_dialog_fill_plan (ZbDispatchDialog *self);
void zb_dispatch_dialog_fill_deadlines (ZbDispatchDialog *self);
void zb_dispatch_dialog_fill_units (ZbDispatchDialog *self);
void zb_dispatch_dialog_show_all_units (ZbDispatchDialog *self);
void zb_dispatch_dialog_use_roads (ZbDispatchDialog *self);
void zb_dispatch_dialog_fill_organisations (ZbDispatchDialog *self);
void zb_dispatch_dialog_show_deadlines (ZbDispatchDialog *self);
void zb_dispatch_dialog_show_state (ZbDispatchDialog *self);

GVariant *zb_dispatch_dialog_collect (ZbDispatchDialog *self);
char *zb_dispatch_dialog_find_missing (ZbDispatchDialog *self);
void zb_dispatch_dialog_show_required (ZbDispatchDialog *self);

GtkWidget *zb_dispatch_dialog_next_organisation (ZbDispatchDialog *self, GtkWidget *before);
const char *zb_dispatch_dialog_get_organisation (GtkWidget *chip);
const char *zb_dispatch_dialog_get_task (GtkWidget *chip);
void zb_dispatch_dialog_set_task (GtkWidget *chip, const char *task);
void zb_dispatch_dialog_choose_units (ZbDispatchDialog *self, GVariant *units);

void zb_dispatch_dialog_fill_attachments (ZbDispatchDialog *self);
void zb_dispatch_dialog_drop_attachments (ZbDispatchDialog *self);
void zb_dispatch_dialog_accept_drops (ZbDispatchDialog *self);
void zb_dispatch_dialog_install_attachments (GtkWidgetClass *widget_class);
GVariant *zb_dispatch_dialog_collect_attachments (ZbDispatchDialog *self);
void zb_dispatch_dialog_restore_attachments (ZbDispatchDialog *self, GVariant *kept);

void zb_dispatch_dialog_fill_lines (ZbDispatchDialog *self);
void zb_dispatch_dialog_add_line (ZbDispatchDialog *self, const char *text);
void zb_dispatch_dialog_take_line (ZbDispatchDialog *self);
GVariant *zb_dispatch_dialog_list_lines (ZbDispatchDialog *self);

void zb_dispatch_dialog_fill_templates (ZbDispatchDialog *self);
void zb_dispatch_dialog_install_templates (GtkWidgetClass *widget_class);

void zb_dispatch_dialog_choose_kind (ZbDispatchDialog *self, const char *kind);
void zb_dispatch_dialog_note_draft (ZbDispatchDialog *self);
void zb_dispatch_dialog_note_untouched (ZbDispatchDialog *self);
void zb_dispatch_dialog_restore (ZbDispatchDialog *self, GVariant *draft);
void zb_dispatch_dialog_set_draft (ZbDispatchDialog *self, GVariant *draft);

G_END_DECLS
