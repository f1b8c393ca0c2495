/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The selected tile's picture, saved to the officer's pictures: at once, since what is to be seen on it does
 * not wait for a dialog. A notice says where it is, shows it, and takes it back. */
#include "zb-video-page-private.h"

#include "zb-say.h"
#include "zb-snapshot.h"

#include <glib/gi18n.h>

/**
 * zb_video_page_say:
 * @self: the page
 * @words: a sentence, already in the officer's language
 *
 * Tells the officer something that needs no answer.
 */
void
zb_video_page_say (ZbVideoPage *self, const char *words)
{
  zb_say (GTK_WIDGET (self), words);
}

/* --- what becomes of a picture that is saved -------------------------------------------------------- */

typedef struct
{
  ZbVideoPage *page;
  GFile *file;
} Saved;

static Saved *
saved_new (ZbVideoPage *page, GFile *file)
{
  Saved *self = g_new (Saved, 1);

  *self = (Saved){ g_object_ref (page), g_object_ref (file) };
  return self;
}

static void
saved_free (gpointer data)
{
  Saved *self = data;

  g_object_unref (self->page);
  g_object_unref (self->file);
  g_free (self);
}

static void
saved_unref (gpointer data, GClosure *closure)
{
  saved_free (data);
}

static void
on_launched (GObject *launcher, GAsyncResult *result, gpointer data)
{
  Saved *saved = data;

  if (!gtk_file_launcher_open_containing_folder_finish (GTK_FILE_LAUNCHER (launcher), result, NULL))
    {
      g_autofree char *path = g_file_get_path (saved->file);
      g_autofree char *words = g_strdup_printf (_ ("No program here shows folders. The picture is %s"), path);
      zb_video_page_say (saved->page, words);
    }
  saved_free (saved);
}

static void
on_show (GtkButton *button, gpointer data)
{
  const Saved *saved = data;
  g_autoptr (GtkFileLauncher) launcher = gtk_file_launcher_new (saved->file);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (saved->page));

  gtk_file_launcher_open_containing_folder (launcher, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL,
                                            on_launched, saved_new (saved->page, saved->file));
}

static void
on_deleted (GObject *file, GAsyncResult *result, gpointer data)
{
  g_autoptr (ZbVideoPage) self = data;

  zb_video_page_say (self, g_file_delete_finish (G_FILE (file), result, NULL)
                               ? _ ("The picture was deleted")
                               : _ ("The picture could not be deleted"));
}

static void
on_take_back (AdwToast *toast, gpointer data)
{
  const Saved *saved = data;

  g_file_delete_async (saved->file, G_PRIORITY_DEFAULT, NULL, on_deleted, g_object_ref (saved->page));
}

/* A notice has one button of its own; the other stands beside its words. */
static GtkWidget *
make_title (ZbVideoPage *self, GFile *file)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *words = g_strdup_printf (_ ("Saved: %s"), name);
  GtkWidget *label = gtk_label_new (words), *button = gtk_button_new_with_label (C_ ("verb", "Show"));

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_tooltip_text (button, _ ("Show the folder that it is in"));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  g_signal_connect_data (button, "clicked", G_CALLBACK (on_show), saved_new (self, file), saved_unref,
                         G_CONNECT_DEFAULT);
  return box;
}

static void
tell_saved (ZbVideoPage *self, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  AdwToast *toast = adw_toast_new ("");

  adw_toast_set_custom_title (toast, make_title (self, file));
  adw_toast_set_button_label (toast, _ ("Undo"));
  adw_toast_set_timeout (toast, 8);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (on_take_back), saved_new (self, file),
                         saved_unref, G_CONNECT_DEFAULT);
  zb_say_with (GTK_WIDGET (self), toast);
}

/* --- taking it -------------------------------------------------------------------------------------- */

static void
on_taken (GObject *nothing, GAsyncResult *result, gpointer data)
{
  g_autoptr (ZbVideoPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = zb_snapshot_take_finish (result, &error);

  if (path)
    tell_saved (self, path);
  else
    zb_video_page_say (self, error->message);
}

/**
 * zb_video_page_take_snapshot:
 * @self: a page
 * @folder: (nullable): where to, %NULL for the officer's pictures
 * @callback: called when the picture is there, or is not; see zb_snapshot_take_finish()
 * @user_data: for @callback
 *
 * Saves what the selected tile shows, and has it written down that it was.
 */
void
zb_video_page_take_snapshot (ZbVideoPage *self, const char *folder, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  ZbTile *tile = zb_tile_grid_get_tile (self->grid, zb_tile_grid_get_selected (self->grid));
  ZbSnapshotWish wish = {
    .media = self->media,
    .player = zb_tile_get_player (tile),
    .replay = zb_tile_get_replay (tile),
    .camera = zb_tile_get_device (tile),
    .watermark = self->watermark,
    .folder = folder,
  };

  zb_snapshot_take (&wish, callback, user_data);
}

static void
on_snapshot (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbVideoPage *self = ZB_VIDEO_PAGE (widget);

  zb_video_page_take_snapshot (self, self->pictures, on_taken, g_object_ref (self));
}

void
zb_video_page_install_snapshot (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "tiles.snapshot", NULL, on_snapshot);
}
