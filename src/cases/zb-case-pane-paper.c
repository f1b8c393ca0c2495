/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The case that is shown, on paper or as PDF. What goes on it is what the detail has at hand: case, tasks,
 * timeline, audit, and the two pictures that it shows. */
#include "zb-case-pane-private.h"

#include "zb-case-paper.h"
#include "zb-now.h"
#include "zb-say.h"

#include <glib/gi18n.h>

/* --- telling ------------------------------------------------------------------------------- */

static void
say_failed (ZbCasePane *self, GtkPrintOperation *operation)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  gtk_print_operation_get_error (operation, &error);
  words = g_strdup_printf (_ ("The case file could not be written: %s"), error ? error->message : "");
  zb_say (GTK_WIDGET (self), words);
}

/* That it was printed is in the audit log, or will be. */
static void
say_done (ZbCasePane *self, const char *path)
{
  g_autofree char *words = path ? g_strdup_printf (_ ("Case file written to %s"), path)
                                : g_strdup (_ ("The case file is handed to the printer."));
  g_autofree char *later = g_strdup_printf (
      /* Translators: what was done, such as "The case file is handed to the printer." */
      _ ("%s It will be in the audit log once the line is back."), words);

  zb_say (GTK_WIDGET (self), self->connected ? words : later);
}

static void
on_done (GtkPrintOperation *operation, GtkPrintOperationResult result, ZbCasePane *self)
{
  const char *path = g_object_get_data (G_OBJECT (operation), "path");

  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    say_failed (self, operation);
  else if (result == GTK_PRINT_OPERATION_RESULT_APPLY)
    say_done (self, path);
}

/* --- making ----------------------------------------------------------------------------------- */

static GtkPrintOperation *
make_print (ZbCasePane *self)
{
  g_autofree char *chain = zb_case_audit_describe_chain (self->audit);
  const ZbCaseFileParts parts = {
    .world = self->world,
    .of = self->of,
    .assignments = self->assignments,
    .entries = G_LIST_MODEL (self->entries),
    .audit = zb_case_audit_get_entries (self->audit),
    .chain = chain,
    .pictures = { zb_evidence_picture_get_texture (self->before),
                  zb_evidence_picture_get_texture (self->after) },
    .captions = { gtk_label_get_text (self->before_label), gtk_label_get_text (self->after_label) },
    .officer = self->account ? self->account->name : NULL,
    .at = zb_now (),
  };

  return zb_case_paper_new (zb_case_file_new (&parts));
}

/* --- telling who answers for it ----------------------------------------------------------------- */

static gboolean
has_personal_data (const ZbContact *contact)
{
  return contact && !contact->masked && (contact->name || contact->telephone || contact->address);
}

/* Before anything is on paper. It waits in the outbox while there is no line, and cannot be taken back. */
static void
tell_of_print (GtkPrintOperation *operation, GtkPrintContext *context, ZbCasePane *self)
{
  const ZbCase *of = g_object_get_data (G_OBJECT (operation), "case");
  const gboolean to_file = g_object_get_data (G_OBJECT (operation), "path") != NULL;
  GVariantDict args;

  g_variant_dict_init (&args, NULL);
  g_variant_dict_insert (&args, "at", "x", zb_now ());
  g_variant_dict_insert (&args, "on", "s", to_file ? "pdf" : "paper");
  g_variant_dict_insert (&args, "personal", "b", has_personal_data (of->contact));
  gtk_widget_activate_action (GTK_WIDGET (self), "command.submit", "(ss@a{sv})", "case.print",
                              ZB_ENTITY (of)->id, g_variant_dict_end (&args));
}

static void
run (ZbCasePane *self, GtkPrintOperation *operation, GtkPrintOperationAction action)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  /* Another case may be shown by the time that the dialog is answered. */
  g_object_set_data_full (G_OBJECT (operation), "case", g_object_ref (self->of), g_object_unref);
  g_signal_connect_object (operation, "begin-print", G_CALLBACK (tell_of_print), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (operation, "done", G_CALLBACK (on_done), self, G_CONNECT_DEFAULT);
  /* What goes wrong is told by "done". */
  gtk_print_operation_run (operation, action, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL);
}

static void
print (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbCasePane *self = ZB_CASE_PANE (widget);
  g_autoptr (GtkPrintOperation) operation = self->of && self->world ? make_print (self) : NULL;

  if (operation)
    run (self, operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG);
}

static void
save_to (ZbCasePane *self, const char *path)
{
  g_autoptr (GtkPrintOperation) operation = self->of && self->world ? make_print (self) : NULL;

  if (!operation)
    return;
  g_object_set_data_full (G_OBJECT (operation), "path", g_strdup (path), g_free);
  gtk_print_operation_set_export_filename (operation, path);
  run (self, operation, GTK_PRINT_OPERATION_ACTION_EXPORT);
}

static void
act_save_to (GtkWidget *widget, const char *name, GVariant *parameter)
{
  save_to (ZB_CASE_PANE (widget), g_variant_get_string (parameter, NULL));
}

/* --- where to ------------------------------------------------------------------------------------ */

static void
on_chosen (GObject *dialog, GAsyncResult *result, gpointer data)
{
  g_autoptr (ZbCasePane) self = data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (dialog), result, NULL);
  g_autofree char *path = file ? g_file_get_path (file) : NULL;

  /* By the time of the answer another case may be shown; it is not what was asked for. */
  if (path && self->of == g_object_get_data (dialog, "case"))
    save_to (self, path);
}

static void
save (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbCasePane *self = ZB_CASE_PANE (widget);
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *file = NULL;

  if (!self->of)
    return;
  file = g_strdup_printf ("%s.pdf", self->of->number ? self->of->number : _ ("draft"));
  gtk_file_dialog_set_title (dialog, _ ("Save the case file"));
  gtk_file_dialog_set_initial_name (dialog, file);
  g_object_set_data_full (G_OBJECT (dialog), "case", g_object_ref (self->of), g_object_unref);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, on_chosen,
                        g_object_ref (self));
}

/**
 * zb_case_pane_bind_paper:
 * @widget_class: the class of the pane
 *
 * Installs `case-pane.print`, `case-pane.save-pdf`, and `case-pane.save-pdf-to` with a path.
 */
void
zb_case_pane_bind_paper (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "case-pane.print", NULL, print);
  gtk_widget_class_install_action (widget_class, "case-pane.save-pdf", NULL, save);
  gtk_widget_class_install_action (widget_class, "case-pane.save-pdf-to", "s", act_save_to);
}
