/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-case-pane-private.h"

#include "zb-assignment-row.h"
#include "zb-entry-words.h"
#include "zb-keep-top.h"
#include "zb-looking-mark.h"
#include "zb-pending-mark.h"
#include "zb-severity-icon.h"
#include "zb-stale-mark.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * ZbCasePane:
 *
 * One case: where it stands and until when, what happened, who has which part in it, how it looked
 * before and after, and the check at the end.
 *
 * The timeline is asked for when the case is shown and goes on filling while it is.
 */

typedef enum
{
  PROP_WORLD = 1,
  PROP_ACCOUNT,
  PROP_EVIDENCE,
  PROP_QUERY,
  PROP_CASE,
  PROP_CONNECTED,
  PROP_AS_OF,
  PROP_PLACE_LINE,
  PROP_CLOCK_LINE,
  PROP_PRIMARY_LABEL,
  PROP_TIMELINE_LINE,
  PROP_CHECKER_LINE,
  PROP_EVALUATION_LINE,
} ZbCasePaneProperty;

static GParamSpec *properties[PROP_EVALUATION_LINE + 1];

G_DEFINE_FINAL_TYPE (ZbCasePane, zb_case_pane, ADW_TYPE_BIN)

#define NOTIFY(self, property) g_object_notify_by_pspec (G_OBJECT (self), properties[property])

/* --- closures ------------------------------------------------------------------------------------ */

static char *
entry_title (gpointer self, ZbEntry *entry)
{
  return entry ? zb_entry_describe (entry) : g_strdup ("");
}

static char *
entry_line (gpointer self, ZbEntry *entry)
{
  return entry ? zb_entry_describe_more (entry) : g_strdup ("");
}

static char *
entry_icon (gpointer self, ZbEntry *entry)
{
  return entry ? g_strdup (zb_entry_get_icon (entry)) : NULL;
}

static char **
entry_classes (gpointer self, const char *what)
{
  static const char *const bad[] = { "assignment.decline", "assignment.hand-back", "deadline.past",
                                     "case.void", NULL };
  const char *const classes[] = { "zb-timeline-mark", what && g_strv_contains (bad, what) ? "bad" : NULL,
                                  NULL };

  return g_strdupv ((char **)classes);
}

static gboolean
is_drill (gpointer self, int mode)
{
  return mode == ZB_MODE_DRILL;
}

/* --- lines ------------------------------------------------------------------------------------------ */

static char *
describe_place (ZbCasePane *self)
{
  g_autofree char *area = NULL;

  if (!self->of)
    return g_strdup ("");
  area = zb_words_area (self->of->area);
  return g_strdup_printf (_ ("%s · %s · case %s"), self->of->place ? self->of->place : "", area,
                          self->of->number ? self->of->number : _ ("draft"));
}

static const char *
word_of_clock (const char *name)
{
  if (g_strcmp0 (name, "accept") == 0)
    return C_ ("deadline", "Accept");
  return g_strcmp0 (name, "arrive") == 0 ? C_ ("deadline", "Arrive") : C_ ("deadline", "Finish");
}

static char *
describe_clock (ZbCasePane *self)
{
  g_autofree char *time = NULL;
  ZbClock clock;

  if (!self->of || !self->assignments || !zb_case_find_clock (self->of, self->assignments, &clock))
    return g_strdup (_ ("No deadline runs"));
  time = zb_words_time (clock.due_at);
  time[5] = '\0';
  return g_strdup_printf (_ ("%s · before %s"), word_of_clock (clock.name), time);
}

static char *
describe_timeline (ZbCasePane *self)
{
  if (self->answer && zb_answer_get_state (self->answer) == ZB_ANSWER_FAILED)
    return g_strdup (zb_words_problem (zb_answer_get_problem (self->answer)));
  if (self->answer && zb_answer_get_state (self->answer) == ZB_ANSWER_PENDING)
    return g_strdup (_ ("Being fetched"));
  return g_strdup (_ ("Latest first"));
}

static char *
describe_checker (ZbCasePane *self)
{
  if (self->of && self->of->checker_name)
    return g_strdup_printf (_ ("%s, checker"), self->of->checker_name);
  return g_strdup (_ ("A checker"));
}

static const char *
word_of_grade (const char *grade)
{
  if (g_strcmp0 (grade, "good") == 0)
    return C_ ("grade", "good");
  if (g_strcmp0 (grade, "fair") == 0)
    return C_ ("grade", "fair");
  return g_strcmp0 (grade, "poor") == 0 ? C_ ("grade", "poor") : "–";
}

static char *
describe_evaluation (ZbCasePane *self)
{
  const ZbEvaluation *it = self->of ? self->of->evaluation : NULL;

  if (!it)
    return g_strdup ("");
  return g_strdup_printf (_ ("Handling %s · %s · %d minutes · returned %d times"), word_of_grade (it->grade),
                          it->on_time ? _ ("in time") : _ ("late"), (int)it->minutes, (int)it->returned);
}

/* --- parts ---------------------------------------------------------------------------------------------- */

static ZbAssignmentRow *
get_task (ZbCasePane *self, guint position)
{
  return (ZbAssignmentRow *)gtk_list_box_get_row_at_index (self->tasks, (int)position);
}

static gboolean
has_task (ZbCasePane *self, ZbAssignmentRow *row)
{
  return self->assignments &&
         g_ptr_array_find (self->assignments, zb_assignment_row_get_assignment (row), NULL);
}

/* A row stays as long as its task does, so that a menu that is open on it stays open. */
static void
fill_tasks (ZbCasePane *self)
{
  const guint n = self->assignments ? self->assignments->len : 0;
  ZbAssignmentRow *row;

  for (guint i = 0; (row = get_task (self, i));)
    if (has_task (self, row))
      zb_assignment_row_update (row, self->account), i++;
    else
      gtk_list_box_remove (self->tasks, GTK_WIDGET (row));
  for (guint i = 0; i < n; i++)
    {
      ZbAssignment *assignment = self->assignments->pdata[i];
      row = get_task (self, i);
      if (!row || zb_assignment_row_get_assignment (row) != assignment)
        gtk_list_box_insert (self->tasks, zb_assignment_row_new (self->world, self->account, assignment),
                             (int)i);
    }
}

static void
list_tasks (ZbCasePane *self)
{
  g_clear_pointer (&self->assignments, g_ptr_array_unref);
  if (self->of && self->world)
    self->assignments = zb_case_list_assignments (self->world, self->of);
  fill_tasks (self);
}

/* The first from before and the last from after: what the check compares. */
static const ZbAttachment *
find_picture (GPtrArray *evidence, const char *phase, gboolean last)
{
  const ZbAttachment *found = NULL;

  for (guint i = 0; evidence && i < evidence->len; i++)
    {
      const ZbAttachment *it = evidence->pdata[i];
      if (g_strcmp0 (it->phase, phase) == 0 && (!found || last))
        found = it;
    }
  return found;
}

static const ZbAttachment *
find_after (ZbCasePane *self)
{
  const ZbAttachment *found = find_picture (self->of->evidence, "after", TRUE);

  for (guint i = 0; !found && self->assignments && i < self->assignments->len; i++)
    found = find_picture (((ZbAssignment *)self->assignments->pdata[i])->evidence, "after", TRUE);
  return found;
}

/* What the desk has not got from an alert, whoever came there first has seen. */
static const ZbAttachment *
find_before (ZbCasePane *self)
{
  const ZbAttachment *found = find_picture (self->of->evidence, "before", FALSE);

  for (guint i = 0; !found && self->assignments && i < self->assignments->len; i++)
    found = find_picture (((ZbAssignment *)self->assignments->pdata[i])->evidence, "before", FALSE);
  return found;
}

static void
show_picture (ZbCasePane *self, ZbEvidencePicture *picture, GtkLabel *label, const char *format,
              const ZbAttachment *attachment)
{
  g_autofree char *time = attachment ? zb_words_time (attachment->at) : g_strdup ("–");
  g_autofree char *words = g_strdup_printf (format, time);

  zb_evidence_picture_show (picture, self->evidence, attachment ? attachment->id : NULL);
  gtk_label_set_text (label, words);
}

static void
fill_pictures (ZbCasePane *self)
{
  const ZbAttachment *before = self->of ? find_before (self) : NULL;
  const ZbAttachment *after = self->of ? find_after (self) : NULL;

  gtk_widget_set_visible (self->pictures_box, before || after);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "case-pane.compare", before && after);
  if (!before && !after)
    return;
  show_picture (self, self->before, self->before_label, _ ("Before · %s"), before);
  show_picture (self, self->after, self->after_label, _ ("After · %s"), after);
}

/* Whether the plan's lines can be ticked here is the same for all of them: the first one is asked. */
static void
guard_plan (ZbCasePane *self)
{
  GPtrArray *items = self->of ? self->of->checklist : NULL;
  g_autoptr (ZbProblem) problem = NULL;

  for (guint i = 0; items && self->world && i < items->len; i++)
    {
      const ZbCaseArgs args = { .item = i, .done = TRUE };
      if (g_strcmp0 (((ZbCheckItem *)items->pdata[i])->stage, "handling") != 0)
        continue;
      problem = zb_case_ask (self->world, self->account, self->of, ZB_CASE_VERB_CHECKLIST, &args);
      break;
    }
  zb_checklist_view_refuse (self->plan, problem ? zb_words_problem (problem) : NULL);
}

static void
fill_checklists (ZbCasePane *self)
{
  GPtrArray *items = self->of ? self->of->checklist : NULL;
  guint n = 0, n_checks = 0;
  const guint n_done = items ? zb_checklist_count_done (items, "handling", &n) : 0;
  g_autofree char *progress = NULL;
  const gboolean checking = self->of && self->of->step == ZB_STEP_CHECKING;
  const char *me = self->account ? ZB_ENTITY (self->account)->id : NULL;

  if (items)
    zb_checklist_count_done (items, "check", &n_checks);
  progress = g_strdup_printf ("%u / %u", n_done, n);
  gtk_label_set_text (self->plan_progress, progress);
  gtk_widget_set_visible (self->plan_box, n > 0);
  zb_checklist_view_show_items (self->plan, items, "handling");
  zb_checklist_view_show_items (self->checks, items, "check");
  guard_plan (self);
  zb_checklist_view_refuse (self->checks, checking && g_strcmp0 (self->of->checker, me) == 0
                                              ? NULL
                                              : _ ("For the checker of this case, while it is checked"));
  gtk_widget_set_visible (self->check_box, self->of && (self->of->checker || checking));
}

static void
update_clock (ZbCasePane *self)
{
  const ZbStepTime *start = self->of ? zb_case_find_step (self->of, ZB_STEP_DISPATCHED) : NULL;
  ZbClock clock = { 0 };

  if (self->of && self->assignments)
    zb_case_find_clock (self->of, self->assignments, &clock);
  zb_countdown_set_clock (ZB_COUNTDOWN (self->countdown), start ? start->at : 0, clock.near_at, clock.due_at);
  gtk_widget_set_visible (self->countdown, clock.due_at != 0);
}

/* --- keeping up
 * ---------------------------------------------------------------------------------------------- */

static void
update (ZbCasePane *self)
{
  list_tasks (self);
  fill_pictures (self);
  fill_checklists (self);
  zb_step_list_show_case (self->steps, self->of);
  update_clock (self);
  zb_case_pane_update_actions (self);
  gtk_widget_set_visible (self->evaluation_box, self->of && self->of->evaluation);
  zb_case_relations_show (self->relations, self->world, self->account, self->of);
  zb_case_audit_show (self->audit, self->query, self->account, self->of);
  for (int property = PROP_PLACE_LINE; property <= PROP_EVALUATION_LINE; property++)
    NOTIFY (self, property);
}

static void
on_task_changed (ZbCasePane *self, ZbAssignment *assignment)
{
  if (self->of && g_strcmp0 (assignment->case_id, ZB_ENTITY (self->of)->id) == 0)
    update (self);
}

static void
on_tasks_changed (ZbCasePane *self)
{
  if (self->of)
    update (self);
}

static void
on_answer (ZbCasePane *self)
{
  NOTIFY (self, PROP_TIMELINE_LINE);
}

static gboolean
on_tick (gpointer self)
{
  zb_case_pane_update_actions (self);
  return G_SOURCE_CONTINUE;
}

static void
drop_answer (ZbCasePane *self)
{
  if (self->answer)
    g_signal_handlers_disconnect_by_func (self->answer, on_answer, self);
  g_clear_object (&self->answer);
  if (self->entries)
    gtk_sort_list_model_set_model (self->entries, NULL);
}

static void
ask_timeline (ZbCasePane *self)
{
  drop_answer (self);
  if (!self->query || !self->of)
    return;
  self->answer = zb_query_timeline (self->query, ZB_ENTITY (self->of)->id);
  g_signal_connect_object (self->answer, "notify::state", G_CALLBACK (on_answer), self, G_CONNECT_SWAPPED);
  gtk_sort_list_model_set_model (self->entries, zb_answer_get_items (self->answer));
  on_answer (self);
}

static void
set_case (ZbCasePane *self, ZbCase *of)
{
  if (of == self->of)
    return;
  zb_case_pane_keep_note (self);
  g_set_object (&self->of, of);
  g_signal_group_set_target (self->case_signals, of);
  zb_case_pane_show_note (self);
  ask_timeline (self);
  NOTIFY (self, PROP_CASE);
  update (self);
}

static void
set_world (ZbCasePane *self, ZbWorld *world)
{
  if (!g_set_object (&self->world, world))
    return;
  g_signal_group_set_target (self->task_signals,
                             world ? zb_world_get_store (world, ZB_KIND_ASSIGNMENT) : NULL);
  update (self);
}

static void
set_account (ZbCasePane *self, ZbAccount *account)
{
  if (!g_set_object (&self->account, account))
    return;
  zb_case_pane_own_notes (self);
  update (self);
}

/* --- what the officer does
 * --------------------------------------------------------------------------------------- */

static void
on_ticked (ZbCasePane *self, int index, gboolean done)
{
  GVariantDict args;

  g_variant_dict_init (&args, NULL);
  g_variant_dict_insert (&args, "index", "x", (gint64)index);
  g_variant_dict_insert (&args, "done", "b", done);
  zb_case_pane_send (self, "case.checklist", g_variant_dict_end (&args));
}

/* The action, which may be greyed out, and not what it does. */
static void
on_note_sent (ZbCasePane *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "case-pane.note", NULL);
}

static void
on_checkers_shown (ZbCasePane *self)
{
  if (gtk_widget_get_visible (self->checker_popover))
    zb_case_pane_ask_checkers (self);
}

static void
on_checker_chosen (ZbCasePane *self, GtkListBoxRow *row)
{
  GVariantDict args;

  g_variant_dict_init (&args, NULL);
  g_variant_dict_insert (&args, "checker", "s", g_object_get_data (G_OBJECT (row), "id"));
  gtk_popover_popdown (GTK_POPOVER (self->checker_popover));
  zb_case_pane_send (self, "case.checker", g_variant_dict_end (&args));
}

/* --- GObject
 * -------------------------------------------------------------------------------------------------------- */

static void
zb_case_pane_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbCasePane *self = ZB_CASE_PANE (object);

  switch ((ZbCasePaneProperty)id)
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
    case PROP_CASE:
      g_value_set_object (value, self->of);
      break;
    case PROP_CONNECTED:
      g_value_set_boolean (value, self->connected);
      break;
    case PROP_AS_OF:
      g_value_set_int64 (value, self->as_of);
      break;
    case PROP_PLACE_LINE:
      g_value_take_string (value, describe_place (self));
      break;
    case PROP_CLOCK_LINE:
      g_value_take_string (value, describe_clock (self));
      break;
    case PROP_PRIMARY_LABEL:
      g_value_set_string (value, zb_case_pane_get_primary_label (self));
      break;
    case PROP_TIMELINE_LINE:
      g_value_take_string (value, describe_timeline (self));
      break;
    case PROP_CHECKER_LINE:
      g_value_take_string (value, describe_checker (self));
      break;
    case PROP_EVALUATION_LINE:
      g_value_take_string (value, describe_evaluation (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_case_pane_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbCasePane *self = ZB_CASE_PANE (object);

  if (id == PROP_WORLD)
    set_world (self, g_value_get_object (value));
  else if (id == PROP_CASE)
    set_case (self, g_value_get_object (value));
  else if (id == PROP_ACCOUNT)
    set_account (self, g_value_get_object (value));
  else if (id == PROP_EVIDENCE && g_set_object (&self->evidence, g_value_get_object (value)))
    fill_pictures (self);
  else if (id == PROP_QUERY && g_set_object (&self->query, g_value_get_object (value)))
    {
      ask_timeline (self);
      zb_case_audit_show (self->audit, self->query, self->account, self->of);
    }
  else if (id == PROP_CONNECTED)
    self->connected = g_value_get_boolean (value);
  else if (id == PROP_AS_OF)
    self->as_of = g_value_get_int64 (value);
}

static void
zb_case_pane_dispose (GObject *object)
{
  ZbCasePane *self = ZB_CASE_PANE (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  drop_answer (self);
  zb_case_pane_drop_checkers (self);
  g_clear_object (&self->case_signals);
  g_clear_object (&self->task_signals);
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_CASE_PANE);
  g_clear_object (&self->entries);
  g_clear_pointer (&self->assignments, g_ptr_array_unref);
  g_clear_object (&self->of);
  g_clear_object (&self->query);
  g_clear_object (&self->evidence);
  g_clear_object (&self->account);
  g_clear_object (&self->world);
  G_OBJECT_CLASS (zb_case_pane_parent_class)->dispose (object);
}

static void
zb_case_pane_finalize (GObject *object)
{
  ZbCasePane *self = ZB_CASE_PANE (object);

  g_ptr_array_unref (self->notes);
  g_free (self->writer);
  G_OBJECT_CLASS (zb_case_pane_parent_class)->finalize (object);
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
  properties[PROP_CASE] = g_param_spec_object ("case", NULL, NULL, ZB_TYPE_CASE, write);
  properties[PROP_CONNECTED] =
      g_param_spec_boolean ("connected", NULL, NULL, TRUE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_AS_OF] =
      g_param_spec_int64 ("as-of", NULL, NULL, 0, G_MAXINT64, 0, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PLACE_LINE] = TEXT ("place-line");
  properties[PROP_CLOCK_LINE] = TEXT ("clock-line");
  properties[PROP_PRIMARY_LABEL] = TEXT ("primary-label");
  properties[PROP_TIMELINE_LINE] = TEXT ("timeline-line");
  properties[PROP_CHECKER_LINE] = TEXT ("checker-line");
  properties[PROP_EVALUATION_LINE] = TEXT ("evaluation-line");
#undef TEXT
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ZbCasePane, name)
  CHILD (countdown_place);
  CHILD (primary_button);
  CHILD (checker_button);
  CHILD (checker_popover);
  CHILD (supervise_button);
  CHILD (more_button);
  CHILD (checkers);
  CHILD (checkers_note);
  CHILD (tasks);
  CHILD (steps);
  CHILD (timeline);
  CHILD (note);
  CHILD (pictures_box);
  CHILD (plan_box);
  CHILD (check_box);
  CHILD (refusal_box);
  CHILD (evaluation_box);
  CHILD (before);
  CHILD (after);
  CHILD (before_label);
  CHILD (after_label);
  CHILD (plan_progress);
  CHILD (refusal_label);
  CHILD (plan);
  CHILD (checks);
  CHILD (relations);
  CHILD (merge_button);
  CHILD (link_button);
  CHILD (parts_button);
  CHILD (audit);
  CHILD (pass_button);
  CHILD (return_button);
#undef CHILD
}

static void
bind_callbacks (GtkWidgetClass *widget_class)
{
#define BIND(name) gtk_widget_class_bind_template_callback (widget_class, name)
  BIND (entry_title);
  BIND (entry_line);
  BIND (entry_icon);
  BIND (entry_classes);
  BIND (is_drill);
  BIND (on_ticked);
  BIND (on_note_sent);
  BIND (on_checkers_shown);
  BIND (on_checker_chosen);
#undef BIND
  zb_words_bind (widget_class);
}

static void
zb_case_pane_class_init (ZbCasePaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = zb_case_pane_get_property;
  object_class->set_property = zb_case_pane_set_property;
  object_class->dispose = zb_case_pane_dispose;
  object_class->finalize = zb_case_pane_finalize;
  install_properties (object_class);
  g_type_ensure (ZB_TYPE_SEVERITY_ICON);
  g_type_ensure (ZB_TYPE_PENDING_MARK);
  g_type_ensure (ZB_TYPE_STALE_MARK);
  g_type_ensure (ZB_TYPE_LOOKING_MARK);
  g_type_ensure (ZB_TYPE_STEP_LIST);
  g_type_ensure (ZB_TYPE_EVIDENCE_PICTURE);
  g_type_ensure (ZB_TYPE_CHECKLIST_VIEW);
  g_type_ensure (ZB_TYPE_CASE_RELATIONS);
  g_type_ensure (ZB_TYPE_CASE_AUDIT);
  zb_case_pane_bind_actions (widget_class);
  zb_case_pane_bind_paper (widget_class);
  zb_case_pane_bind_family (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/cases/case-pane.ui");
  bind_children (widget_class);
  bind_callbacks (widget_class);
}

static int
compare_entries (gconstpointer a, gconstpointer b, gpointer data)
{
  const ZbEntry *one = a, *other = b;

  if (one->at != other->at)
    return one->at > other->at ? -1 : 1;
  return -g_strcmp0 (one->parent_instance.id, other->parent_instance.id);
}

static void
zb_case_pane_init (ZbCasePane *self)
{
  GtkSorter *sorter = GTK_SORTER (gtk_custom_sorter_new (compare_entries, NULL, NULL));

  self->connected = TRUE;
  zb_case_pane_start_notes (self);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->entries = gtk_sort_list_model_new (NULL, sorter);
  gtk_list_view_set_model (self->timeline, GTK_SELECTION_MODEL (gtk_no_selection_new (
                                               g_object_ref (G_LIST_MODEL (self->entries)))));
  zb_keep_top (GTK_SCROLLED_WINDOW (gtk_widget_get_parent (GTK_WIDGET (self->timeline))),
               G_LIST_MODEL (self->entries));
  self->countdown = zb_countdown_new (TRUE);
  adw_bin_set_child (self->countdown_place, self->countdown);
  self->case_signals = g_signal_group_new (ZB_TYPE_CASE);
  self->task_signals = g_signal_group_new (ZB_TYPE_STORE);
  g_signal_group_connect_swapped (self->case_signals, "notify", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->task_signals, "changed", G_CALLBACK (on_task_changed), self);
  g_signal_group_connect_swapped (self->task_signals, "items-changed", G_CALLBACK (on_tasks_changed), self);
  self->tick = g_timeout_add_seconds (10, on_tick, self);
  update (self);
}
