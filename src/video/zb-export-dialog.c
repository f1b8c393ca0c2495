/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-export-dialog.h"

#include "zb-now.h"
#include "zb-region-row.h"
#include "zb-words.h"

#include <glib/gi18n.h>
#include <stdio.h>

/**
 * ZbExportDialog:
 *
 * Has a recorded span made into a film that may be handed on: which, why, and what it must not show; then how
 * far it is; then its sum and where to save it. The platform makes it, and writes down who asked for it.
 */
struct _ZbExportDialog
{
  AdwDialog parent_instance;
  ZbMedia *media;
  ZbDevice *camera;
  ZbExport *export;
  ZbAnswer *answer; /* of what was asked last */
  guint poll_source;
  GFile *destination;

  GtkStack *stack;
  GtkWidget *start_button;
  AdwActionRow *camera_row, *sum_row, *file_row;
  AdwEntryRow *from_row, *until_row, *reason_row;
  ZbRegionPicture *picture;
  GtkListBox *regions;
  GtkLabel *missing_label, *working_label, *ready_label, *saved_label;
  GtkProgressBar *progress;
};

G_DEFINE_FINAL_TYPE (ZbExportDialog, zb_export_dialog, ADW_TYPE_DIALOG)

#define POLL_SECONDS 1

/* --- the form ---------------------------------------------------------------------------------------- */

static char *
get_reason (ZbExportDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->reason_row))));
}

/* A moment here, 0 for what is none. */
static gint64
read_moment (AdwEntryRow *row)
{
  int year, month, day, hour, minute, second;
  g_autoptr (GDateTime) moment = NULL;

  if (sscanf (gtk_editable_get_text (GTK_EDITABLE (row)), "%d-%d-%d %d:%d:%d", &year, &month, &day, &hour,
              &minute, &second) == 6)
    moment = g_date_time_new_local (year, month, day, hour, minute, second);
  return moment ? g_date_time_to_unix_usec (moment) : 0;
}

static void
write_moment (AdwEntryRow *row, gint64 time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (time);
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);
  g_autofree char *text = g_date_time_format (local, "%Y-%m-%d %H:%M:%S");

  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static const char *
find_missing (ZbExportDialog *self)
{
  const gint64 from = read_moment (self->from_row), until = read_moment (self->until_row);
  g_autofree char *reason = get_reason (self);

  if (!from || !until)
    return _ ("Write day and time as 2026-11-23 14:28:00");
  if (until <= from)
    return _ ("The end must come after the beginning");
  if (until - from > ZB_EXPORT_LONGEST)
    return _ ("30 minutes at the most; export in parts");
  if (until > zb_now ())
    return _ ("That has not happened yet");
  return *reason ? NULL : _ ("Write a reason");
}

static void
show_missing (ZbExportDialog *self)
{
  const char *missing = find_missing (self);

  gtk_label_set_label (self->missing_label, missing ? missing : "");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "export.start", missing == NULL && !self->export);
}

static void
on_changed (ZbExportDialog *self)
{
  show_missing (self);
}

static void
on_regions_changed (ZbExportDialog *self)
{
  const guint n = zb_region_picture_get_regions (self->picture)->len;

  gtk_list_box_remove_all (self->regions);
  gtk_widget_set_visible (GTK_WIDGET (self->regions), n > 0);
  for (guint i = 0; i < n; i++)
    gtk_list_box_append (self->regions, zb_region_row_new (self->picture, i));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "export.add-region", n < ZB_EXPORT_MOST_REGIONS);
}

/* --- what was asked ----------------------------------------------------------------------------------- */

static void
await (ZbExportDialog *self, ZbAnswer *answer, GCallback on_state)
{
  g_set_object (&self->answer, answer);
  g_object_unref (answer);
  g_signal_connect_object (answer, "notify::state", on_state, self, G_CONNECT_SWAPPED);
}

static ZbAnswer *
take (ZbExportDialog *self)
{
  g_autoptr (ZbAnswer) answer = NULL;

  if (!self->answer || zb_answer_get_state (self->answer) == ZB_ANSWER_PENDING)
    return NULL;
  answer = g_steal_pointer (&self->answer);
  g_signal_handlers_disconnect_by_data (answer, self);
  return g_steal_pointer (&answer);
}

static void
stop_polling (ZbExportDialog *self)
{
  g_clear_handle_id (&self->poll_source, g_source_remove);
}

/* Back to the form, with what was filled in and what went wrong. */
static void
fail (ZbExportDialog *self, const char *words)
{
  stop_polling (self);
  g_clear_object (&self->export);
  gtk_stack_set_visible_child_name (self->stack, "form");
  show_missing (self);
  gtk_label_set_label (self->missing_label, words);
}

/* --- how far it is --------------------------------------------------------------------------------- */

static void
show_ready (ZbExportDialog *self)
{
  g_autofree char *size = g_format_size ((guint64)MAX (0, self->export->bytes));
  g_autofree char *words =
      g_strdup_printf (_ ("Exported by %s"), self->export->by_name ? self->export->by_name : "–");

  stop_polling (self);
  gtk_label_set_label (self->ready_label, words);
  adw_action_row_set_subtitle (self->sum_row, self->export->sha256);
  adw_action_row_set_subtitle (self->file_row, size);
  gtk_widget_set_visible (self->start_button, FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "export.save", TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "export.save-to", TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "export.copy-sum", self->export->sha256 != NULL);
  gtk_stack_set_visible_child_name (self->stack, "ready");
}

static void
show_working (ZbExportDialog *self)
{
  const double progress = CLAMP (self->export->progress, 0, 1);
  g_autofree char *percent = g_strdup_printf (_ ("Being made: %.0f %%"), progress * 100);
  const gboolean waits = self->export->state == ZB_EXPORT_WAITING;

  gtk_label_set_label (self->working_label, waits ? _ ("Others are made first") : percent);
  gtk_progress_bar_set_fraction (self->progress, waits ? 0 : progress);
  gtk_stack_set_visible_child_name (self->stack, "working");
}

static void
show_export (ZbExportDialog *self)
{
  if (self->export->state == ZB_EXPORT_READY)
    show_ready (self);
  else if (self->export->state == ZB_EXPORT_FAILED)
    fail (self, _ ("The export could not be made. Was all of the span recorded?"));
  else
    show_working (self);
}

/* Without a line it goes on being made all the same. */
static void
on_looked (ZbExportDialog *self)
{
  g_autoptr (ZbAnswer) answer = take (self);
  g_autoptr (ZbExport) export = NULL;
  ZbProblem *problem = answer ? zb_answer_get_problem (answer) : NULL;

  if (!answer)
    return;
  export = g_list_model_get_item (zb_answer_get_items (answer), 0);
  if (export)
    {
      g_set_object (&self->export, export);
      show_export (self);
    }
  else if (problem && problem->status >= 400 && problem->status < 500)
    fail (self, zb_words_problem (problem));
  else
    gtk_label_set_label (self->working_label, _ ("No answer from the platform; asking again"));
}

static gboolean
on_poll (gpointer data)
{
  ZbExportDialog *self = data;

  if (!self->answer)
    await (self, zb_media_look_at_export (self->media, self->export->id), G_CALLBACK (on_looked));
  return G_SOURCE_CONTINUE;
}

static void
on_started (ZbExportDialog *self)
{
  g_autoptr (ZbAnswer) answer = take (self);
  g_autoptr (ZbExport) export = NULL;

  if (!answer)
    return;
  export = g_list_model_get_item (zb_answer_get_items (answer), 0);
  if (!export)
    {
      ZbProblem *problem = zb_answer_get_problem (answer);
      fail (self, problem ? zb_words_problem (problem) : _ ("No answer from the platform"));
      return;
    }
  g_set_object (&self->export, export);
  self->poll_source = g_timeout_add_seconds (POLL_SECONDS, on_poll, self);
  show_export (self);
}

/* --- saving ----------------------------------------------------------------------------------------- */

static void
on_saved (ZbExportDialog *self)
{
  g_autoptr (ZbAnswer) answer = take (self);
  g_autofree char *path = NULL, *words = NULL;

  if (!answer)
    return;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "export.save", TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "export.save-to", TRUE);
  path = g_file_get_parse_name (self->destination);
  if (zb_answer_get_state (answer) == ZB_ANSWER_READY)
    words = g_strdup_printf (_ ("Saved as %s; its sum is right."), path);
  else
    words = g_strdup_printf (_ ("Not saved: %s"), zb_words_problem (zb_answer_get_problem (answer)));
  gtk_label_set_label (self->saved_label, words);
}

static void
save (ZbExportDialog *self, GFile *file)
{
  if (self->answer || !self->export)
    return;
  g_set_object (&self->destination, file);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "export.save", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "export.save-to", FALSE);
  gtk_label_set_label (self->saved_label, _ ("Saving…"));
  await (self, zb_media_fetch_export (self->media, self->export, file), G_CALLBACK (on_saved));
}

static void
on_chosen (GObject *dialog, GAsyncResult *result, gpointer data)
{
  g_autoptr (ZbExportDialog) self = data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (dialog), result, NULL);

  if (file)
    save (self, file);
}

static char *
make_file_name (ZbExportDialog *self)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (self->export->from);
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);
  g_autofree char *moment = g_date_time_format (local, "%Y%m%d-%H%M%S");
  char *name =
      g_strdup_printf ("%s %s.mp4", self->camera->name ? self->camera->name : self->camera->code, moment);

  return g_strdelimit (name, "/\\:*?\"<>|", '-');
}

/* --- actions ----------------------------------------------------------------------------------------- */

static void
act_start (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbExportDialog *self = ZB_EXPORT_DIALOG (widget);
  g_autofree char *reason = get_reason (self);

  if (find_missing (self) || self->answer || self->export)
    return;
  gtk_widget_action_set_enabled (widget, "export.start", FALSE);
  gtk_label_set_label (self->working_label, _ ("Asking the platform…"));
  gtk_stack_set_visible_child_name (self->stack, "working");
  await (self,
         zb_media_start_export (self->media, ZB_ENTITY (self->camera)->id, read_moment (self->from_row),
                                read_moment (self->until_row), reason,
                                zb_region_picture_get_regions (self->picture)),
         G_CALLBACK (on_started));
}

static void
act_add_region (GtkWidget *widget, const char *name, GVariant *parameter)
{
  zb_region_picture_add (ZB_EXPORT_DIALOG (widget)->picture, 0.4, 0.4, 0.2, 0.2);
}

static void
act_remove_region (GtkWidget *widget, const char *name, GVariant *parameter)
{
  zb_region_picture_remove (ZB_EXPORT_DIALOG (widget)->picture, g_variant_get_uint32 (parameter));
}

static void
act_save (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbExportDialog *self = ZB_EXPORT_DIALOG (widget);
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *file_name = make_file_name (self);

  gtk_file_dialog_set_title (dialog, _ ("Save the exported film"));
  gtk_file_dialog_set_initial_name (dialog, file_name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, on_chosen,
                        g_object_ref (self));
}

static void
act_save_to (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GFile) file = g_file_new_for_path (g_variant_get_string (parameter, NULL));

  save (ZB_EXPORT_DIALOG (widget), file);
}

static void
act_copy_sum (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbExportDialog *self = ZB_EXPORT_DIALOG (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), self->export->sha256);
  gtk_label_set_label (self->saved_label, _ ("The sum is on the clipboard"));
}

static void
act_close (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

/* --- GObject ------------------------------------------------------------------------------------------ */

static void
zb_export_dialog_dispose (GObject *object)
{
  ZbExportDialog *self = ZB_EXPORT_DIALOG (object);

  stop_polling (self);
  /* libadwaita 1.7 keeps the sheet of a closed dialog alive, and with it all that lies on it. */
  adw_dialog_set_child (ADW_DIALOG (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), ZB_TYPE_EXPORT_DIALOG);
  g_clear_object (&self->answer);
  g_clear_object (&self->export);
  g_clear_object (&self->destination);
  g_clear_object (&self->camera);
  g_clear_object (&self->media);
  G_OBJECT_CLASS (zb_export_dialog_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/video/export-dialog.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ZbExportDialog, name)
  CHILD (stack);
  CHILD (start_button);
  CHILD (camera_row);
  CHILD (sum_row);
  CHILD (file_row);
  CHILD (from_row);
  CHILD (until_row);
  CHILD (reason_row);
  CHILD (picture);
  CHILD (regions);
  CHILD (missing_label);
  CHILD (working_label);
  CHILD (ready_label);
  CHILD (saved_label);
  CHILD (progress);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_regions_changed);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "export.start", NULL, act_start);
  gtk_widget_class_install_action (widget_class, "export.add-region", NULL, act_add_region);
  gtk_widget_class_install_action (widget_class, "export.remove-region", "u", act_remove_region);
  gtk_widget_class_install_action (widget_class, "export.save", NULL, act_save);
  gtk_widget_class_install_action (widget_class, "export.save-to", "s", act_save_to);
  gtk_widget_class_install_action (widget_class, "export.copy-sum", NULL, act_copy_sum);
  gtk_widget_class_install_action (widget_class, "export.close", NULL, act_close);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "export.start", NULL);
}

static void
zb_export_dialog_class_init (ZbExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zb_export_dialog_dispose;
  g_type_ensure (ZB_TYPE_REGION_PICTURE);
  bind_template (widget_class);
  install_actions (widget_class);
}

static void
zb_export_dialog_init (ZbExportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "export.save", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "export.save-to", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "export.copy-sum", FALSE);
}

/**
 * zb_export_dialog_new:
 * @media: whoever can have files made
 * @camera: whose pictures
 * @from: from when on, µs UTC
 * @until: until when, µs UTC
 *
 * Returns: (transfer floating): the form, with that span filled in
 */
ZbExportDialog *
zb_export_dialog_new (ZbMedia *media, ZbDevice *camera, gint64 from, gint64 until)
{
  ZbExportDialog *self = g_object_new (ZB_TYPE_EXPORT_DIALOG, NULL);

  self->media = g_object_ref (media);
  self->camera = g_object_ref (camera);
  adw_action_row_set_subtitle (self->camera_row, camera->name);
  write_moment (self->from_row, from);
  write_moment (self->until_row, until);
  on_regions_changed (self);
  show_missing (self);
  return self;
}

/**
 * zb_export_dialog_set_picture:
 * @self: the form
 * @picture: (nullable): a picture of the span, to draw regions over
 */
void
zb_export_dialog_set_picture (ZbExportDialog *self, GdkTexture *picture)
{
  g_return_if_fail (ZB_IS_EXPORT_DIALOG (self));
  zb_region_picture_set_texture (self->picture, picture);
}
