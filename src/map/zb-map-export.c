/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture of the map goes to a file: drawn here, written by a thread. */
#include "zb-map-view-private.h"

#include "zb-map-sheet.h"
#include "zb-now.h"
#include "zb-say.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/* --- the file ----------------------------------------------------------------------------------------- */

static void
write_file (GTask *task, gpointer source, gpointer texture, GCancellable *cancellable)
{
  GFile *file = g_object_get_data (G_OBJECT (task), "file");
  g_autoptr (GBytes) bytes = gdk_texture_save_to_png_bytes (texture);
  GError *error = NULL;

  if (g_file_replace_contents (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, FALSE,
                               G_FILE_CREATE_PRIVATE, NULL, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_written (GObject *view, GAsyncResult *result, gpointer data)
{
  GFile *file = g_object_get_data (G_OBJECT (result), "file");
  g_autofree char *path = g_file_get_parse_name (file), *words = NULL;
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    words = g_strdup_printf (_ ("Picture of the map written to %s"), path);
  else
    words = g_strdup_printf (_ ("The picture of the map could not be written: %s"), error->message);
  zb_say (GTK_WIDGET (view), words);
}

static void
start_writing (ZbMapView *self, GdkTexture *texture, GFile *file)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_written, NULL);

  g_task_set_task_data (task, g_object_ref (texture), g_object_unref);
  g_object_set_data_full (G_OBJECT (task), "file", g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, write_file);
}

/* --- the picture -------------------------------------------------------------------------------------- */

/* What is old says so on the picture, too. */
static char *
make_title (ZbMapView *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local_usec (zb_now ());
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%d %H:%M:%S");
  g_autofree char *as_of = zb_words_day_and_time (self->as_of);

  if (self->connected)
    return g_strdup_printf (_ ("Map · %s"), time);
  return g_strdup_printf (_ ("Map · %s · no line, data as of %s"), time, as_of);
}

static GdkTexture *
draw (ZbMapView *self)
{
  ZbMapProjection projection;
  ZbPoint middle;
  g_autofree char *title = make_title (self), *place = NULL, *note = NULL;

  if (!zb_map_projection_init (&projection, shumate_map_get_viewport (self->map), GTK_WIDGET (self->map)))
    return NULL;
  middle = zb_map_projection_to_point (&projection, projection.width / 2, projection.height / 2);
  place = zb_words_coordinates (middle);
  note = g_strdup_printf (_ ("Middle: %s (WGS 84)"), place);
  return zb_map_sheet_draw (
      &(ZbMapSheet){ .map = GTK_WIDGET (self->map),
                     .title = title,
                     .note = note,
                     .metres_per_pixel = 1 / zb_map_projection_get_pixels (&projection, 1, middle),
                     .dark = adw_style_manager_get_dark (adw_style_manager_get_default ()) });
}

/**
 * zb_map_view_draw_picture:
 * @self: a map
 *
 * Returns: (transfer full) (nullable): the map as it is shown, with its scale and its time; %NULL before it
 * was shown
 */
GdkTexture *
zb_map_view_draw_picture (ZbMapView *self)
{
  return draw (self);
}

static void
export_to (ZbMapView *self, GFile *file)
{
  g_autoptr (GdkTexture) texture = draw (self);

  if (texture)
    start_writing (self, texture, file);
}

static void
on_save_picture_to (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GFile) file = g_file_new_for_path (g_variant_get_string (parameter, NULL));

  export_to (ZB_MAP_VIEW (widget), file);
}

/* It shows what was seen when it was asked for, not what is there when the file has been named. */
static void
on_file_chosen (GObject *dialog, GAsyncResult *result, gpointer data)
{
  g_autoptr (ZbMapView) self = data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (dialog), result, NULL);

  if (file)
    start_writing (self, g_object_get_data (dialog, "texture"), file);
}

static void
on_save_picture (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbMapView *self = ZB_MAP_VIEW (widget);
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local_usec (zb_now ());
  /* Translators: a file's name; %Y %m %d %H %M %S are the time */
  g_autofree char *file_name = g_date_time_format (now, _ ("Map %Y-%m-%d %H-%M-%S.png"));
  g_autoptr (GdkTexture) texture = draw (self);

  if (!texture)
    return;
  g_object_set_data_full (G_OBJECT (dialog), "texture", g_steal_pointer (&texture), g_object_unref);
  gtk_file_dialog_set_title (dialog, _ ("Save a picture of the map"));
  gtk_file_dialog_set_initial_name (dialog, file_name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, on_file_chosen,
                        g_object_ref (self));
}

void
zb_map_view_install_export (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "map.save-picture", NULL, on_save_picture);
  gtk_widget_class_install_action (widget_class, "map.save-picture-to", "s", on_save_picture_to);
}
