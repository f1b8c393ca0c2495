/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes out of the page: files for spreadsheets, PDF, and paper. Files are made and written by a
 * thread, for a year by day and subdistrict is some megabytes. */
#include "zb-figure-csv.h"
#include "zb-figure-ods.h"
#include "zb-figure-print.h"
#include "zb-figures-page-private.h"
#include "zb-say.h"

#include <glib/gi18n.h>

typedef enum
{
  FORMAT_CSV,
  FORMAT_ODS,
  FORMAT_PDF,
  N_FORMATS,
} Format;

static const char *const format_endings[N_FORMATS] = { "csv", "ods", "pdf" };

typedef struct
{
  ZbFigureReport *report;
  GFile *file;
  Format format;
} Job;

static void
job_free (gpointer data)
{
  Job *self = data;

  g_object_unref (self->report);
  g_object_unref (self->file);
  g_free (self);
}

static Format
find_format (const char *ending)
{
  for (int i = 0; i < N_FORMATS; i++)
    if (g_str_equal (format_endings[i], ending))
      return (Format)i;
  return N_FORMATS;
}

/* --- telling ------------------------------------------------------------------------------- */

static void
say_written (ZbFiguresPage *self, ZbFigureReport *report, GFile *file)
{
  g_autofree char *path = g_file_get_parse_name (file);
  g_autofree char *words = g_strdup_printf (_ ("Figures of %s written to %s"), report->period, path);

  zb_say (GTK_WIDGET (self), words);
}

static void
say_failed (ZbFiguresPage *self, GError *error)
{
  g_autofree char *words = g_strdup_printf (_ ("The figures could not be written: %s"), error->message);

  zb_say (GTK_WIDGET (self), words);
}

/* --- files for spreadsheets ---------------------------------------------------------------------- */

static void
write_file (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  g_autoptr (GBytes) bytes = job->format == FORMAT_CSV ? zb_figure_csv_write (job->report)
                                                       : zb_figure_ods_write (job->report, &error);

  if (bytes && g_file_replace_contents (job->file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                        NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_written (GObject *page, GAsyncResult *result, gpointer data)
{
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    say_written (ZB_FIGURES_PAGE (page), job->report, job->file);
  else
    say_failed (ZB_FIGURES_PAGE (page), error);
}

static void
start_writing (ZbFiguresPage *self, Format format, GFile *file)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_written, NULL);
  Job *job = g_new0 (Job, 1);

  job->report = g_object_ref (self->report);
  job->file = g_object_ref (file);
  job->format = format;
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, write_file);
}

/* --- paper ------------------------------------------------------------------------------------------ */

static GtkPrintOperation *
make_print (ZbFiguresPage *self)
{
  const char *figure = g_object_get_data (G_OBJECT (self->chart), "figure");

  return zb_figure_print_new (self->report, figure, self->account ? self->account->name : _ ("nobody"));
}

static void
on_printed (GtkPrintOperation *operation, GtkPrintOperationResult result, ZbFiguresPage *self)
{
  Job *job = g_object_get_data (G_OBJECT (operation), "job");
  g_autoptr (GError) error = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    {
      gtk_print_operation_get_error (operation, &error);
      say_failed (self, error);
    }
  else if (result == GTK_PRINT_OPERATION_RESULT_APPLY && job)
    say_written (self, job->report, job->file);
  else if (result == GTK_PRINT_OPERATION_RESULT_APPLY)
    zb_say (GTK_WIDGET (self), _ ("The figures are handed to the printer."));
}

static void
run_print (ZbFiguresPage *self, GtkPrintOperation *operation, GtkPrintOperationAction action)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  g_signal_connect_object (operation, "done", G_CALLBACK (on_printed), self, G_CONNECT_DEFAULT);
  /* What goes wrong is told by "done". */
  gtk_print_operation_run (operation, action, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL);
}

static void
start_pdf (ZbFiguresPage *self, GFile *file)
{
  g_autoptr (GtkPrintOperation) operation = make_print (self);
  g_autofree char *path = g_file_get_path (file);
  Job *job = g_new0 (Job, 1);

  job->report = g_object_ref (self->report);
  job->file = g_object_ref (file);
  job->format = FORMAT_PDF;
  g_object_set_data_full (G_OBJECT (operation), "job", job, job_free);
  gtk_print_operation_set_export_filename (operation, path);
  run_print (self, operation, GTK_PRINT_OPERATION_ACTION_EXPORT);
}

static void
act_print (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ZbFiguresPage *self = ZB_FIGURES_PAGE (widget);
  g_autoptr (GtkPrintOperation) operation = self->report ? make_print (self) : NULL;

  if (operation)
    run_print (self, operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG);
}

/* --- where to ------------------------------------------------------------------------------------ */

static void export (ZbFiguresPage *self, Format format, GFile *file)
{
  if (!self->report || format == N_FORMATS)
    return;
  if (format == FORMAT_PDF)
    start_pdf (self, file);
  else
    start_writing (self, format, file);
}

static void
act_export_to (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const char *ending, *path;
  g_autoptr (GFile) file = NULL;

  g_variant_get (parameter, "(&s&s)", &ending, &path);
  file = g_file_new_for_path (path);
  export (ZB_FIGURES_PAGE (widget), find_format (ending), file);
}

static void
on_chosen (GObject *dialog, GAsyncResult *result, gpointer data)
{
  g_autoptr (ZbFiguresPage) self = data;
  const Format format = (Format)GPOINTER_TO_UINT (g_object_get_data (dialog, "format"));
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (dialog), result, NULL);

  if (file)
    export (self, format, file);
}

static void
act_export (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ZbFiguresPage *self = ZB_FIGURES_PAGE (widget);
  const char *ending = g_variant_get_string (parameter, NULL);
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *name = NULL;

  if (!self->report)
    return;
  name = zb_figure_report_get_file_name (self->report, ending);
  gtk_file_dialog_set_title (dialog, _ ("Export the figures"));
  gtk_file_dialog_set_initial_name (dialog, name);
  g_object_set_data (G_OBJECT (dialog), "format", GUINT_TO_POINTER (find_format (ending)));
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, on_chosen,
                        g_object_ref (self));
}

/**
 * zb_figures_page_enable_exports:
 * @self: the page
 * @enabled: whether there is something to export
 */
void
zb_figures_page_enable_exports (ZbFiguresPage *self, gboolean enabled)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "figures.export", enabled);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "figures.export-to", enabled);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "figures.print", enabled);
}

/**
 * zb_figures_page_install_exports:
 * @widget_class: the page's class
 *
 * Installs `figures.export` with the ending of a file, `figures.export-to` with ending and path, and
 * `figures.print`.
 */
void
zb_figures_page_install_exports (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "figures.export", "s", act_export);
  gtk_widget_class_install_action (widget_class, "figures.export-to", "(ss)", act_export_to);
  gtk_widget_class_install_action (widget_class, "figures.print", NULL, act_print);
}
