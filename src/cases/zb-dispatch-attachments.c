/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What goes with a dispatch: the pictures of the alert and the case, and what the officer adds: a file, what
 * the selected camera shows, a picture of the map, or whatever is dropped here. What is added waits in the
 * spool and is sent after the dispatch, which never waits for a picture.
 */
#include "zb-dispatch-dialog-private.h"

#include "zb-evidence-picture.h"
#include "zb-words.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define MOST 9

/* --- telling --------------------------------------------------------------------------------------- */

static void
say (ZbDispatchDialog *self, const char *words)
{
  gtk_label_set_text (self->attach_note, words ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->attach_note), words != NULL);
}

/* Of several files each may have a reason of its own not to go. */
static void
say_too (ZbDispatchDialog *self, const char *words)
{
  const char *before = gtk_label_get_text (self->attach_note);
  g_autofree char *both = *before ? g_strdup_printf ("%s\n%s", before, words) : g_strdup (words);

  say (self, both);
}

/* --- thumbnails -------------------------------------------------------------------------------------- */

static GtkWidget *
new_frame (GtkWidget *picture, const char *words, gboolean is_name)
{
  GtkWidget *overlay = gtk_overlay_new (), *label = gtk_label_new (words);

  gtk_widget_set_size_request (picture, 120, 76);
  gtk_widget_set_overflow (picture, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (picture, "zb-thumbnail");
  gtk_widget_add_css_class (label, "zb-picture-label");
  if (is_name)
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), is_name ? 12 : -1);
  gtk_widget_set_halign (label, GTK_ALIGN_START);
  gtk_widget_set_valign (label, GTK_ALIGN_END);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), picture);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), label);
  return overlay;
}

static GtkWidget *
new_thumbnail (ZbDispatchDialog *self, const ZbAttachment *attachment)
{
  GtkWidget *picture = zb_evidence_picture_new ();
  g_autofree char *time = zb_words_time (attachment->at);
  g_autofree char *words = g_strdup_printf (_ ("Picture %s"), time);

  zb_evidence_picture_show (ZB_EVIDENCE_PICTURE (picture), self->evidence, attachment->id);
  return new_frame (picture, words, FALSE);
}

static guint
append_known (ZbDispatchDialog *self, GPtrArray *evidence)
{
  for (guint i = 0; evidence && i < evidence->len; i++)
    adw_wrap_box_append (self->attachments, new_thumbnail (self, evidence->pdata[i]));
  return evidence ? evidence->len : 0;
}

static void
on_remove (GtkButton *button, ZbDispatchDialog *self)
{
  ZbSpooled *spooled = g_object_get_data (G_OBJECT (button), "spooled");

  g_unlink (spooled->path);
  g_ptr_array_remove (self->spooled, spooled);
  say (self, NULL);
  zb_dispatch_dialog_fill_attachments (self);
  zb_dispatch_dialog_note_draft (self);
}

static GtkWidget *
new_remove (ZbDispatchDialog *self, ZbSpooled *spooled)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("zb-close-symbolic");

  gtk_widget_add_css_class (button, "osd");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_add_css_class (button, "zb-remove");
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, _ ("Do not send it"));
  g_object_set_data (G_OBJECT (button), "spooled", spooled);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_remove), self, G_CONNECT_DEFAULT);
  return button;
}

/* As wide as the others, whatever the picture would like to be. */
static GtkWidget *
new_picture (const ZbSpooled *spooled)
{
  GtkWidget *picture = spooled->picture ? gtk_picture_new_for_paintable (GDK_PAINTABLE (spooled->picture))
                                        : gtk_image_new_from_icon_name ("zb-play-symbolic");
  GtkWidget *clamp = adw_clamp_new ();

  if (spooled->picture)
    gtk_picture_set_content_fit (GTK_PICTURE (picture), GTK_CONTENT_FIT_COVER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (picture), GTK_ACCESSIBLE_PROPERTY_LABEL, spooled->label,
                                  -1);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 120);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), 120);
  adw_clamp_set_child (ADW_CLAMP (clamp), picture);
  return clamp;
}

static void
append_spooled (ZbDispatchDialog *self)
{
  for (guint i = 0; i < self->spooled->len; i++)
    {
      ZbSpooled *spooled = self->spooled->pdata[i];
      GtkWidget *frame = new_frame (new_picture (spooled), spooled->label, TRUE);
      gtk_overlay_add_overlay (GTK_OVERLAY (frame), new_remove (self, spooled));
      adw_wrap_box_append (self->attachments, frame);
    }
}

/**
 * zb_dispatch_dialog_fill_attachments:
 * @self: a form
 *
 * Shows what goes with it.
 */
void
zb_dispatch_dialog_fill_attachments (ZbDispatchDialog *self)
{
  g_autofree char *words = NULL;
  GtkWidget *child;
  guint n;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->attachments))))
    adw_wrap_box_remove (self->attachments, child);
  n = append_known (self, self->alert ? self->alert->evidence : NULL);
  n += append_known (self, self->of ? self->of->evidence : NULL);
  append_spooled (self);
  words = g_strdup_printf (_ ("Attachments %u"), n + self->spooled->len);
  gtk_label_set_text (self->attachments_label, words);
}

/* --- adding ------------------------------------------------------------------------------------------ */

typedef struct
{
  ZbDispatchDialog *dialog;
  char *label;
} Adding;

static Adding *
adding_new (ZbDispatchDialog *self, const char *label)
{
  Adding *adding = g_new0 (Adding, 1);

  adding->dialog = g_object_ref (self);
  adding->label = g_strdup (label);
  self->n_adding++;
  return adding;
}

static void
on_spooled (GObject *source, GAsyncResult *result, gpointer data)
{
  Adding *adding = data;
  g_autoptr (ZbDispatchDialog) self = adding->dialog;
  g_autoptr (GError) error = NULL;
  ZbSpooled *spooled = zb_attachment_spool_finish (result, &error);
  g_autofree char *words =
      error ? g_strdup_printf (C_ ("file and why it was refused", "%s: %s"), adding->label, error->message)
            : NULL;

  self->n_adding--;
  if (spooled)
    g_ptr_array_add (self->spooled, spooled);
  g_free (adding->label);
  g_free (adding);
  if (!self->world)
    return;
  if (words)
    say_too (self, words);
  zb_dispatch_dialog_fill_attachments (self);
  zb_dispatch_dialog_show_state (self);
}

static gboolean
has_room (ZbDispatchDialog *self)
{
  return self->spooled->len + self->n_adding < MOST;
}

/* What was said of files before goes, unless some of those are on their way yet. */
static void
say_of_room (ZbDispatchDialog *self)
{
  g_autofree char *words = g_strdup_printf (_ ("No more than %d files can be added"), MOST);

  if (!has_room (self))
    say (self, words);
  else if (self->n_adding == 0)
    say (self, NULL);
}

/**
 * zb_dispatch_dialog_attach_file:
 * @self: a form
 * @file: a picture or clip
 * @label: (nullable): what it is called, %NULL for its name
 * @take_away: whether the file goes afterwards
 *
 * Adds a file. What it tells of place and owner is not sent, unless the officer wants it to be.
 */
void
zb_dispatch_dialog_attach_file (ZbDispatchDialog *self, GFile *file, const char *label, gboolean take_away)
{
  g_autofree char *name = label ? g_strdup (label) : g_file_get_basename (file);

  say_of_room (self);
  if (has_room (self))
    zb_attachment_spool_async (file, name, gtk_check_button_get_active (self->keep_notes), take_away,
                               on_spooled, adding_new (self, name));
}

/**
 * zb_dispatch_dialog_attach_picture:
 * @self: a form
 * @picture: what was drawn
 * @label: what it is called
 *
 * Adds a picture.
 */
void
zb_dispatch_dialog_attach_picture (ZbDispatchDialog *self, GdkTexture *picture, const char *label)
{
  say_of_room (self);
  if (has_room (self))
    zb_attachment_spool_picture_async (picture, label, on_spooled, adding_new (self, label));
}

static void
on_files_chosen (GObject *dialog, GAsyncResult *result, gpointer data)
{
  g_autoptr (ZbDispatchDialog) self = data;
  g_autoptr (GListModel) files =
      gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (dialog), result, NULL);

  for (guint i = 0; files && self->world && i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);
      zb_dispatch_dialog_attach_file (self, file, NULL, FALSE);
    }
}

static void
attach_from_disk (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  static const char *const types[] = { "image/jpeg", "image/png", "image/webp", "video/mp4" };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    gtk_file_filter_add_mime_type (filter, types[i]);
  gtk_file_filter_set_name (filter, _ ("Pictures and clips"));
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_set_title (dialog, _ ("Attach pictures and clips"));
  gtk_file_dialog_open_multiple (dialog, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, on_files_chosen,
                                 g_object_ref (widget));
}

static void
attach_file (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GFile) file = g_file_new_for_path (g_variant_get_string (parameter, NULL));

  zb_dispatch_dialog_attach_file (ZB_DISPATCH_DIALOG (widget), file, NULL, FALSE);
}

/* Camera and map are no business of this form: whoever has them is asked. */
static void
attach_shot (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit_by_name (widget, "shot-wanted", g_variant_get_string (parameter, NULL));
}

static gboolean
on_dropped (ZbDispatchDialog *self, const GValue *value)
{
  GSList *files;

  if (G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE))
    {
      zb_dispatch_dialog_attach_picture (self, g_value_get_object (value), _ ("Dropped picture"));
      return TRUE;
    }
  files = g_value_get_boxed (value);
  for (GSList *file = files; file; file = file->next)
    zb_dispatch_dialog_attach_file (self, file->data, NULL, FALSE);
  return files != NULL;
}

/**
 * zb_dispatch_dialog_accept_drops:
 * @self: a form that is built
 *
 * Lets files, and pictures out of other programs, be dropped anywhere on it.
 */
void
zb_dispatch_dialog_accept_drops (ZbDispatchDialog *self)
{
  GType types[] = { GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE };
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect_object (target, "drop", G_CALLBACK (on_dropped), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (adw_dialog_get_child (ADW_DIALOG (self)), GTK_EVENT_CONTROLLER (target));
}

/**
 * zb_dispatch_dialog_install_attachments:
 * @widget_class: the form's class
 *
 * Installs what adds files.
 */
void
zb_dispatch_dialog_install_attachments (GtkWidgetClass *widget_class)
{
  g_signal_new ("shot-wanted", G_TYPE_FROM_CLASS (widget_class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_install_action (widget_class, "dispatch.attach-from-disk", NULL, attach_from_disk);
  gtk_widget_class_install_action (widget_class, "dispatch.attach-file", "s", attach_file);
  gtk_widget_class_install_action (widget_class, "dispatch.attach-shot", "s", attach_shot);
}

/**
 * zb_dispatch_dialog_drop_attachments:
 * @self: a form
 *
 * What was added is not sent: it goes from this machine, too.
 */
void
zb_dispatch_dialog_drop_attachments (ZbDispatchDialog *self)
{
  for (guint i = 0; i < self->spooled->len; i++)
    g_unlink (((ZbSpooled *)self->spooled->pdata[i])->path);
  g_ptr_array_set_size (self->spooled, 0);
}

/* --- handing over, and keeping ----------------------------------------------------------------------- */

/**
 * zb_dispatch_dialog_collect_attachments:
 * @self: a form
 *
 * Returns: (transfer floating): `aa{sv}`: what was added
 */
GVariant *
zb_dispatch_dialog_collect_attachments (ZbDispatchDialog *self)
{
  GVariantBuilder list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (guint i = 0; i < self->spooled->len; i++)
    g_variant_builder_add_value (&list, zb_spooled_keep (self->spooled->pdata[i]));
  return g_variant_builder_end (&list);
}

/**
 * zb_dispatch_dialog_restore_attachments:
 * @self: a form
 * @kept: `aa{sv}`: what zb_dispatch_dialog_collect_attachments() gave
 *
 * Shows files that were added before, as far as they are still there.
 */
void
zb_dispatch_dialog_restore_attachments (ZbDispatchDialog *self, GVariant *kept)
{
  for (gsize i = 0; i < MIN (g_variant_n_children (kept), MOST); i++)
    {
      g_autoptr (GVariant) one = g_variant_get_child_value (kept, i);
      const char *label = "";
      g_variant_lookup (one, "label", "&s", &label);
      zb_attachment_spool_again_async (one, on_spooled, adding_new (self, label));
    }
}
