/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-evidence-picture.h"

#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * ZbEvidencePicture:
 *
 * A picture that belongs to an alert or a case, fetched when it is shown.
 *
 *   id ─▶ ZbEvidence ─▶ ZbAnswer (bytes) ─▶ a thread decodes ─▶ texture
 *
 * While it comes there is a spinner, and where it does not come there is the reason.
 */
struct _ZbEvidencePicture
{
  GtkWidget parent_instance;
  GtkWidget *picture, *spinner, *words;
  char *id;
  ZbAnswer *answer;
  GCancellable *decoding;
};

G_DEFINE_FINAL_TYPE (ZbEvidencePicture, zb_evidence_picture, GTK_TYPE_WIDGET)

/**
 * zb_evidence_picture_new:
 *
 * Returns: (transfer floating): an empty picture
 */
GtkWidget *
zb_evidence_picture_new (void)
{
  return g_object_new (ZB_TYPE_EVIDENCE_PICTURE, NULL);
}

static void
show_part (ZbEvidencePicture *self, GtkWidget *part)
{
  GtkWidget *parts[] = { self->picture, self->spinner, self->words };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    gtk_widget_set_visible (parts[i], parts[i] == part);
}

static void
show_words (ZbEvidencePicture *self, const char *words)
{
  gtk_label_set_text (GTK_LABEL (self->words), words);
  show_part (self, self->words);
}

static void
decode (GTask *task, gpointer source, gpointer bytes, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  GdkTexture *texture = gdk_texture_new_from_bytes (bytes, &error);

  if (texture)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_decoded (GObject *object, GAsyncResult *result, gpointer data)
{
  ZbEvidencePicture *self = ZB_EVIDENCE_PICTURE (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (!texture)
    {
      show_words (self, _ ("This picture cannot be read"));
      return;
    }
  gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (texture));
  show_part (self, self->picture);
}

static void
start_decoding (ZbEvidencePicture *self, GBytes *bytes)
{
  g_autoptr (GTask) task = NULL;

  self->decoding = g_cancellable_new ();
  task = g_task_new (self, self->decoding, on_decoded, NULL);
  g_task_set_source_tag (task, start_decoding);
  g_task_set_task_data (task, g_bytes_ref (bytes), (GDestroyNotify)g_bytes_unref);
  g_task_run_in_thread (task, decode);
}

static void
on_answer (ZbEvidencePicture *self)
{
  switch (zb_answer_get_state (self->answer))
    {
    case ZB_ANSWER_READY:
      start_decoding (self, zb_answer_get_bytes (self->answer));
      break;
    case ZB_ANSWER_FAILED:
      show_words (self, zb_words_problem (zb_answer_get_problem (self->answer)));
      break;
    case ZB_ANSWER_PENDING:
    default:
      show_part (self, self->spinner);
    }
}

static void
forget (ZbEvidencePicture *self)
{
  if (self->decoding)
    g_cancellable_cancel (self->decoding);
  g_clear_object (&self->decoding);
  if (self->answer)
    g_signal_handlers_disconnect_by_func (self->answer, on_answer, self);
  g_clear_object (&self->answer);
}

/**
 * zb_evidence_picture_show:
 * @self: a picture
 * @evidence: (nullable): who gets pictures
 * @id: (nullable): the id of an attachment; %NULL for none
 *
 * Shows another picture. The one before is dropped, and is no longer asked for.
 */
void
zb_evidence_picture_show (ZbEvidencePicture *self, ZbEvidence *evidence, const char *id)
{
  g_return_if_fail (ZB_IS_EVIDENCE_PICTURE (self));
  if (self->answer && g_strcmp0 (self->id, id) == 0)
    return;
  forget (self);
  g_set_str (&self->id, id);
  gtk_picture_set_paintable (GTK_PICTURE (self->picture), NULL);
  if (!id || !evidence)
    {
      show_words (self, _ ("No picture"));
      return;
    }
  self->answer = zb_evidence_load (evidence, id);
  g_signal_connect_object (self->answer, "notify::state", G_CALLBACK (on_answer), self, G_CONNECT_SWAPPED);
  on_answer (self);
}

/**
 * zb_evidence_picture_get_texture:
 * @self: a picture
 *
 * Returns: (transfer none) (nullable): what is shown, once it is decoded
 */
GdkTexture *
zb_evidence_picture_get_texture (ZbEvidencePicture *self)
{
  g_return_val_if_fail (ZB_IS_EVIDENCE_PICTURE (self), NULL);
  return (GdkTexture *)gtk_picture_get_paintable (GTK_PICTURE (self->picture));
}

/* The place decides how large a picture is, not the camera: nothing is asked for. */
static void
measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
         int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = 0;
}

static void
allocate (GtkWidget *widget, int width, int height, int baseline)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      {
        int least;
        gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &least, NULL, NULL, NULL);
        gtk_widget_allocate (child, width, MAX (height, least), baseline, NULL);
      }
}

static void
zb_evidence_picture_dispose (GObject *object)
{
  ZbEvidencePicture *self = ZB_EVIDENCE_PICTURE (object);

  forget (self);
  g_clear_pointer (&self->picture, gtk_widget_unparent);
  g_clear_pointer (&self->spinner, gtk_widget_unparent);
  g_clear_pointer (&self->words, gtk_widget_unparent);
  G_OBJECT_CLASS (zb_evidence_picture_parent_class)->dispose (object);
}

static void
zb_evidence_picture_finalize (GObject *object)
{
  g_free (ZB_EVIDENCE_PICTURE (object)->id);
  G_OBJECT_CLASS (zb_evidence_picture_parent_class)->finalize (object);
}

static void
zb_evidence_picture_class_init (ZbEvidencePictureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = zb_evidence_picture_dispose;
  object_class->finalize = zb_evidence_picture_finalize;
  gtk_widget_class_set_css_name (widget_class, "evidence");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
zb_evidence_picture_init (ZbEvidencePicture *self)
{
  gtk_widget_set_layout_manager (GTK_WIDGET (self), gtk_custom_layout_new (NULL, measure, allocate));
  self->picture = gtk_picture_new ();
  gtk_picture_set_content_fit (GTK_PICTURE (self->picture), GTK_CONTENT_FIT_COVER);
  self->spinner = adw_spinner_new ();
  self->words = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->words), TRUE);
  gtk_label_set_justify (GTK_LABEL (self->words), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (self->words, "zb-caption");
  gtk_widget_set_parent (self->picture, GTK_WIDGET (self));
  gtk_widget_set_parent (self->spinner, GTK_WIDGET (self));
  gtk_widget_set_parent (self->words, GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  show_words (self, _ ("No picture"));
}
