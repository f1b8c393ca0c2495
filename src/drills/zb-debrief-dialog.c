/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-debrief-dialog.h"

#include "zb-chart.h"
#include "zb-debrief-print.h"
#include "zb-debrief-table.h"
#include "zb-words.h"

#include <glib/gi18n.h>
#include <math.h>

/* As much of the course as is read on a screen; the whole is in the audit. */
#define LINES_MOST 200

/**
 * ZbDebriefDialog:
 *
 * What came of a drill, for the talk after it: how long each step took, what was late, missed or judged
 * wrongly, by whom, and what happened in its order.
 */
struct _ZbDebriefDialog
{
  AdwDialog parent_instance;
  ZbAnswer *answer;
  ZbDebrief *debrief;
  GtkStack *faces;
  AdwWindowTitle *title;
  GtkLabel *sum, *problem;
  AdwBin *chart_bin;
  GtkWidget *chart_part, *alerts_part, *officers_part;
  GtkListBox *alerts, *officers, *entries;
  GPtrArray *lines; /* the same on paper */
};

G_DEFINE_FINAL_TYPE (ZbDebriefDialog, zb_debrief_dialog, ADW_TYPE_DIALOG)

/* --- words ------------------------------------------------------------------------------------------- */

static char *
format_seconds (double seconds)
{
  if (isnan (seconds))
    return g_strdup ("–");
  if (seconds < 60)
    return g_strdup_printf (_ ("%.0f s"), seconds);
  return g_strdup_printf (_ ("%1$.0f min %2$02.0f s"), floor (seconds / 60), fmod (seconds, 60));
}

static char *
format_times (ZbDebriefAlert *alert)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();

  for (guint step = 0; step < ZB_N_DEBRIEF_STEPS; step++)
    {
      const double time = *zb_debrief_alert_get_time (alert, step);
      g_autofree char *seconds = format_seconds (time);
      if (!isnan (time))
        g_strv_builder_take (
            parts, g_strdup_printf ("%s %s", zb_debrief_name_step (zb_debrief_steps[step]), seconds));
    }
  g_auto (GStrv) all = g_strv_builder_end (parts);
  return g_strjoinv (" · ", all);
}

static char *
format_faults (ZbDebriefAlert *alert)
{
  g_autofree char *late = zb_debrief_name_steps (alert->late),
                  *missed = zb_debrief_name_steps (alert->missed);
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();

  if (zb_debrief_alert_is_wrong (alert))
    g_strv_builder_take (parts, g_strdup_printf (_ ("judged “%1$s”, right is “%2$s”"),
                                                 zb_words_choice (&zb_verdicts, alert->verdict),
                                                 zb_words_choice (&zb_verdicts, alert->expected)));
  if (*late)
    g_strv_builder_take (parts, g_strdup_printf (_ ("too late: %s"), late));
  if (*missed)
    g_strv_builder_take (parts, g_strdup_printf (_ ("missed: %s"), missed));
  g_auto (GStrv) all = g_strv_builder_end (parts);
  return g_strjoinv (" · ", all);
}

/* --- rows -------------------------------------------------------------------------------------- */

static GtkWidget *
new_row (ZbDebriefDialog *self, const char *title, const char *subtitle, const char *end)
{
  GtkWidget *row = adw_action_row_new ();

  g_ptr_array_add (self->lines, g_strdup_printf ("%s    %s%s%s", title ? title : "", subtitle ? subtitle : "",
                                                 *end ? "    " : "", end));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title ? title : "");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle ? subtitle : "");
  return row;
}

static void
add_suffix (GtkWidget *row, const char *words, const char *style)
{
  GtkWidget *label = gtk_label_new (words);

  gtk_widget_add_css_class (label, "zb-dense");
  gtk_widget_add_css_class (label, style);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (label), (int)MIN (2 * g_utf8_strlen (words, -1), 28));
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
}

static void
add_alert (ZbDebriefDialog *self, ZbDebriefAlert *alert)
{
  g_autofree char *times = format_times (alert), *faults = format_faults (alert);
  g_autofree char *words =
      alert->officer ? g_strdup_printf ("%s · %s", alert->officer, times) : g_strdup (times);
  const char *end = *faults ? faults : _ ("as expected");
  GtkWidget *row = new_row (self, alert->title, words, end);

  add_suffix (row, end, *faults ? "zb-warn" : "zb-ok");
  gtk_list_box_append (self->alerts, row);
}

static void
add_officer (ZbDebriefDialog *self, const ZbDebriefOfficer *officer)
{
  g_autofree char *claim = format_seconds (officer->claim), *judge = format_seconds (officer->judge);
  g_autofree char *words =
      g_strdup_printf (_ ("%1$d claimed, %2$d judged, %3$d dispatched · claim %4$s · verdict %5$s"),
                       (int)officer->claims, (int)officer->verdicts, (int)officer->dispatches, claim, judge);
  g_autofree char *wrong = g_strdup_printf (
      ngettext ("%d wrong verdict", "%d wrong verdicts", (gulong)officer->wrong), (int)officer->wrong);
  GtkWidget *row = new_row (self, officer->name, words, officer->wrong > 0 ? wrong : "");

  if (officer->wrong > 0)
    add_suffix (row, wrong, "zb-warn");
  gtk_list_box_append (self->officers, row);
}

static const struct
{
  const char *what;
  const char *words;
} happenings[] = {
  { "drill.step", N_ ("Script") },
  { "alert.raise", N_ ("Alert raised") },
  { "alert.again", N_ ("Raised again") },
  { "alert.worse", N_ ("Became graver") },
  { "alert.lapse", N_ ("Claim ran out") },
  { "case.accepted", N_ ("Handling begins") },
  { "case.emptied", N_ ("Nobody is sent any more") },
  { "deadline.near", N_ ("Deadline is near") },
  { "deadline.past", N_ ("Deadline has passed") },
  { "assignment.en_route", N_ ("Set out") },
  { "assignment.hand_back", N_ ("Hand back the task") },
};

/* What nobody commands has words of its own. */
static const char *
name_happening (const char *what)
{
  for (gsize i = 0; i < G_N_ELEMENTS (happenings); i++)
    if (g_strcmp0 (happenings[i].what, what) == 0)
      return _ (happenings[i].words);
  return zb_words_command (what);
}

static void
add_entry (ZbDebriefDialog *self, const ZbDebriefEntry *entry)
{
  const gboolean is_script = g_strcmp0 (entry->what, "drill.step") == 0;
  g_autofree char *time = zb_words_time (entry->at);
  g_autofree char *title = g_strdup_printf ("%s  %s%s%s", time, name_happening (entry->what),
                                            entry->title ? " · " : "", entry->title ? entry->title : "");

  gtk_list_box_append (self->entries, new_row (self, title,
                                               entry->who  ? entry->who
                                               : is_script ? entry->note
                                                           : "",
                                               ""));
}

/* --- the chart --------------------------------------------------------------------------------- */

static void
show_chart (ZbDebriefDialog *self)
{
  const char *names[ZB_N_DEBRIEF_STEPS + 1] = { NULL };
  double medians[ZB_N_DEBRIEF_STEPS], slowest[ZB_N_DEBRIEF_STEPS];
  GtkWidget *chart = zb_chart_new ();

  for (guint i = 0; i < ZB_N_DEBRIEF_STEPS; i++)
    {
      const ZbDebriefStep *step = i < self->debrief->steps->len ? self->debrief->steps->pdata[i] : NULL;
      names[i] = zb_debrief_name_step (zb_debrief_steps[i]);
      medians[i] = step ? step->median : NAN;
      slowest[i] = step ? step->slowest : NAN;
    }
  zb_chart_set_categories (ZB_CHART (chart), names, names);
  zb_chart_add_series (ZB_CHART (chart), _ ("Median (s)"), ZB_CHART_COLUMN, ZB_CHART_INK_PLAIN, medians,
                       ZB_N_DEBRIEF_STEPS);
  zb_chart_add_series (ZB_CHART (chart), _ ("Slowest (s)"), ZB_CHART_LINE, ZB_CHART_INK_COMPARED, slowest,
                       ZB_N_DEBRIEF_STEPS);
  gtk_widget_set_size_request (chart, -1, 160);
  gtk_widget_set_margin_top (chart, 12);
  gtk_widget_set_margin_bottom (chart, 8);
  gtk_widget_set_margin_start (chart, 12);
  gtk_widget_set_margin_end (chart, 32);
  adw_bin_set_child (self->chart_bin, chart);
}

/* --- all of it --------------------------------------------------------------------------------- */

static void
show_sum (ZbDebriefDialog *self)
{
  guint wrong = 0, late = 0, missed = 0;
  g_autofree char *words = NULL;

  for (guint i = 0; i < self->debrief->alerts->len; i++)
    wrong += zb_debrief_alert_is_wrong (self->debrief->alerts->pdata[i]);
  for (guint i = 0; i < self->debrief->steps->len; i++)
    {
      const ZbDebriefStep *step = self->debrief->steps->pdata[i];
      late += (guint)step->late;
      missed += (guint)step->missed;
    }
  words =
      g_strdup_printf (_ ("%1$u alerts · %2$u wrong verdicts · %3$u steps too late · %4$u missed · %5$d "
                          "deadlines passed"),
                       self->debrief->alerts->len, wrong, late, missed, (int)self->debrief->deadlines_missed);
  gtk_label_set_text (self->sum, words);
  g_ptr_array_add (self->lines, g_steal_pointer (&words));
}

static GPtrArray *
never_null (GPtrArray **list)
{
  if (!*list)
    *list = g_ptr_array_new_with_free_func (g_object_unref);
  return *list;
}

static void
show (ZbDebriefDialog *self)
{
  ZbDebrief *debrief = self->debrief;
  GPtrArray *alerts = never_null (&debrief->alerts), *officers = never_null (&debrief->officers);
  GPtrArray *entries = never_null (&debrief->entries);

  never_null (&debrief->steps);
  adw_window_title_set_subtitle (self->title, debrief->title ? debrief->title : "");
  show_sum (self);
  show_chart (self);
  for (guint i = 0; i < alerts->len; i++)
    add_alert (self, alerts->pdata[i]);
  for (guint i = 0; i < officers->len; i++)
    add_officer (self, officers->pdata[i]);
  for (guint i = 0; i < MIN (entries->len, LINES_MOST); i++)
    add_entry (self, entries->pdata[i]);
  gtk_widget_set_visible (self->chart_part, alerts->len > 0);
  gtk_widget_set_visible (self->alerts_part, alerts->len > 0);
  gtk_widget_set_visible (self->officers_part, officers->len > 0);
  gtk_stack_set_visible_child_name (self->faces, "debrief");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "debrief.save", TRUE);
}

static void
on_answer (ZbDebriefDialog *self)
{
  g_autoptr (GObject) item = NULL;

  if (zb_answer_get_state (self->answer) == ZB_ANSWER_FAILED)
    {
      gtk_label_set_text (self->problem, zb_words_problem (zb_answer_get_problem (self->answer)));
      gtk_stack_set_visible_child_name (self->faces, "problem");
    }
  if (zb_answer_get_state (self->answer) != ZB_ANSWER_READY || self->debrief)
    return;
  item = g_list_model_get_item (zb_answer_get_items (self->answer), 0);
  if (!item)
    return;
  self->debrief = ZB_DEBRIEF (g_steal_pointer (&item));
  show (self);
}

/* --- saving ---------------------------------------------------------------------------------------- */

static void
say_failed (ZbDebriefDialog *self, const GError *error)
{
  AdwDialog *dialog = adw_alert_dialog_new (_ ("The debrief could not be written"), error->message);

  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"));
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
on_replaced (GObject *file, GAsyncResult *result, gpointer data)
{
  g_autoptr (ZbDebriefDialog) self = data;
  g_autoptr (GError) error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (file), result, NULL, &error))
    say_failed (self, error);
}

static void
export_pdf (ZbDebriefDialog *self, GFile *file)
{
  g_autoptr (GtkPrintOperation) operation = zb_debrief_print_new (self->debrief, self->lines);
  g_autofree char *path = g_file_get_path (file);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (GError) error = NULL;

  gtk_print_operation_set_export_filename (operation, path);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT,
                           GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, &error);
  if (error)
    say_failed (self, error);
}

/* A drill has some hundred alerts at the most: that is written at once. */
static void
write_to (ZbDebriefDialog *self, const char *ending, GFile *file)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  if (!self->debrief)
    return;
  if (g_str_equal (ending, "pdf"))
    {
      export_pdf (self, file);
      return;
    }
  if (g_str_equal (ending, "ods"))
    bytes = zb_debrief_write_ods (self->debrief, &error);
  else
    {
      char *csv = zb_debrief_write_csv (self->debrief);
      bytes = g_bytes_new_take (csv, strlen (csv));
    }
  if (error)
    say_failed (self, error);
  else
    g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, on_replaced,
                                         g_object_ref (self));
}

static void
on_chosen (GObject *dialog, GAsyncResult *result, gpointer data)
{
  g_autoptr (ZbDebriefDialog) self = data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (dialog), result, NULL);

  if (file)
    write_to (self, g_object_get_data (dialog, "ending"), file);
}

static void
act_save (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  const char *ending = g_variant_get_string (parameter, NULL);
  g_autofree char *name = g_strdup_printf ("%s.%s", _ ("debrief"), ending);

  gtk_file_dialog_set_title (dialog, _ ("Save the debrief"));
  gtk_file_dialog_set_initial_name (dialog, name);
  g_object_set_data_full (G_OBJECT (dialog), "ending", g_strdup (ending), g_free);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, on_chosen,
                        g_object_ref (widget));
}

static void
act_save_to (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const char *ending, *path;
  g_autoptr (GFile) file = NULL;

  g_variant_get (parameter, "(&s&s)", &ending, &path);
  file = g_file_new_for_path (path);
  write_to (ZB_DEBRIEF_DIALOG (widget), ending, file);
}

/* --- GObject ----------------------------------------------------------------------------------- */

/**
 * zb_debrief_dialog_new:
 * @query: whoever can ask
 * @drill: the id of a drill
 *
 * Returns: (transfer floating): a dialog that fills when the platform has answered
 */
GtkWidget *
zb_debrief_dialog_new (ZbDrillQuery *query, const char *drill)
{
  ZbDebriefDialog *self = g_object_new (ZB_TYPE_DEBRIEF_DIALOG, NULL);

  self->answer = zb_drill_query_debrief (query, drill);
  g_signal_connect_object (self->answer, "notify::state", G_CALLBACK (on_answer), self, G_CONNECT_SWAPPED);
  on_answer (self);
  return GTK_WIDGET (self);
}

/**
 * zb_debrief_dialog_get_debrief:
 * @self: a dialog
 *
 * Returns: (transfer none) (nullable): what it shows, %NULL before it came
 */
ZbDebrief *
zb_debrief_dialog_get_debrief (ZbDebriefDialog *self)
{
  return self->debrief;
}

static void
zb_debrief_dialog_dispose (GObject *object)
{
  ZbDebriefDialog *self = ZB_DEBRIEF_DIALOG (object);

  g_clear_object (&self->answer);
  g_clear_object (&self->debrief);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  /* libadwaita 1.7 keeps the sheet of a closed dialog alive, and with it all that lies on it. */
  adw_dialog_set_child (ADW_DIALOG (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_DEBRIEF_DIALOG);
  G_OBJECT_CLASS (zb_debrief_dialog_parent_class)->dispose (object);
}

static void
zb_debrief_dialog_class_init (ZbDebriefDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zb_debrief_dialog_dispose;
  gtk_widget_class_install_action (widget_class, "debrief.save", "s", act_save);
  gtk_widget_class_install_action (widget_class, "debrief.save-to", "(ss)", act_save_to);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/zhiban/Console/ui/drills/debrief-dialog.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ZbDebriefDialog, name)
  CHILD (faces);
  CHILD (title);
  CHILD (sum);
  CHILD (problem);
  CHILD (chart_bin);
  CHILD (chart_part);
  CHILD (alerts_part);
  CHILD (officers_part);
  CHILD (alerts);
  CHILD (officers);
  CHILD (entries);
#undef CHILD
}

static void
zb_debrief_dialog_init (ZbDebriefDialog *self)
{
  self->lines = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "debrief.save", FALSE);
}
