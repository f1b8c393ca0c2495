/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dispatch form over the window: what it is given, and what is kept of it until it is handed over.
 *
 *   draft of last time ─▶ form ─▶ what changes ─▶ a moment ─▶ file; handed over or cancelled: no file
 */
#include "zb-dispatch-dialog.h"
#include "zb-draft-file.h"
#include "zb-map-card.h"
#include "zb-road-file.h"
#include "zb-snapshot.h"
#include "zb-window-private.h"

#include <glib/gi18n.h>

#define SAVE_DELAY_MS 500

/* --- what is kept ----------------------------------------------------------------------------------- */

typedef struct
{
  char *path;
  GVariant *draft; /* not written yet */
  guint saving;
} Keeping;

static void
write_now (Keeping *self)
{
  g_clear_handle_id (&self->saving, g_source_remove);
  zb_draft_file_save (self->path, self->draft);
}

static void
keeping_free (gpointer data)
{
  Keeping *self = data;

  if (self->saving)
    write_now (self);
  g_clear_pointer (&self->draft, g_variant_unref);
  g_free (self->path);
  g_free (self);
}

static gboolean
on_moment (gpointer data)
{
  Keeping *self = data;

  self->saving = 0;
  zb_draft_file_save (self->path, self->draft);
  return G_SOURCE_REMOVE;
}

/* What is no longer kept is gone at once: it may have been sent. */
static void
on_draft (GObject *dialog, GParamSpec *pspec, Keeping *self)
{
  g_clear_pointer (&self->draft, g_variant_unref);
  g_object_get (dialog, "draft", &self->draft, NULL);
  if (!self->draft)
    write_now (self);
  else if (!self->saving)
    self->saving = g_timeout_add (SAVE_DELAY_MS, on_moment, self);
}

static Keeping *
keeping_new (ZbWindow *self, const char *subject)
{
  Keeping *keeping = g_new0 (Keeping, 1);
  ZbAccount *account = zb_desk_get_account (self->desk);

  keeping->path = zb_draft_file_find (zb_link_get_url (zb_desk_get_link (self->desk)),
                                      account ? ZB_ENTITY (account)->id : NULL, subject);
  return keeping;
}

/* --- the roads -------------------------------------------------------------------------------------- */

static void
read_roads (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autofree char *path = zb_road_file_find ();
  g_autoptr (GError) error = NULL;
  ZbRoadGraph *roads = path ? zb_road_file_read (path, &error) : NULL;

  if (error)
    g_message ("roads: %s", error->message);
  g_task_return_pointer (task, roads, (GDestroyNotify)zb_road_graph_unref);
}

static void
on_roads_read (GObject *dialog, GAsyncResult *result, gpointer data)
{
  g_autoptr (ZbWindow) self = data;
  g_autoptr (ZbRoadGraph) roads = g_task_propagate_pointer (G_TASK (result), NULL);

  if (!roads)
    return;
  g_clear_pointer (&self->roads, zb_road_graph_unref);
  self->roads = zb_road_graph_ref (roads);
  g_object_set (dialog, "roads", roads, NULL);
}

/* Read when the first form is opened, and kept for the next. */
static void
give_roads (ZbWindow *self, GtkWidget *dialog)
{
  g_autoptr (GTask) task = NULL;

  if (self->roads)
    {
      g_object_set (dialog, "roads", self->roads, NULL);
      return;
    }
  task = g_task_new (dialog, NULL, on_roads_read, g_object_ref (self));
  g_task_set_source_tag (task, give_roads);
  g_task_run_in_thread (task, read_roads);
}

/* --- what the form asks for ------------------------------------------------------------------------- */

static void
on_camera_taken (GObject *nothing, GAsyncResult *result, gpointer data)
{
  g_autoptr (ZbDispatchDialog) dialog = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = zb_snapshot_take_finish (result, &error);
  g_autoptr (GFile) file = path ? g_file_new_for_path (path) : NULL;
  GtkWidget *window = gtk_widget_get_ancestor (GTK_WIDGET (dialog), ZB_TYPE_WINDOW);

  if (file)
    zb_dispatch_dialog_attach_file (dialog, file, NULL, TRUE);
  else if (window)
    zb_window_say (ZB_WINDOW (window), error->message);
}

/* To a folder that is read again at once, and not among the officer's pictures. */
static void
take_camera (ZbWindow *self, ZbDispatchDialog *dialog)
{
  zb_video_page_take_snapshot (self->video_page, g_get_user_runtime_dir (), on_camera_taken,
                               g_object_ref (dialog));
}

static void
take_map (ZbWindow *self, ZbDispatchDialog *dialog)
{
  g_autoptr (GdkTexture) picture =
      zb_map_view_draw_picture (ZB_MAP_VIEW (zb_map_page_get_map (self->map_page)));

  if (picture)
    zb_dispatch_dialog_attach_picture (dialog, picture, _ ("Map"));
  else
    zb_window_say (self, _ ("The map is not shown yet"));
}

static void
on_shot_wanted (ZbDispatchDialog *dialog, const char *what, ZbWindow *self)
{
  if (g_str_equal (what, "map"))
    take_map (self, dialog);
  else
    take_camera (self, dialog);
}

/* --- the form --------------------------------------------------------------------------------------- */

static GtkWidget *
make_card (ZbWindow *self, ZbEntity *subject)
{
  GtkWidget *card = zb_map_card_new ();

  zb_map_card_set_world (ZB_MAP_CARD (card), zb_desk_get_world (self->desk));
  zb_map_card_set_subject (ZB_MAP_CARD (card), subject);
  return card;
}

/**
 * zb_window_present_dispatch:
 * @self: the window
 * @alert: (nullable): an alert that is to become a case
 * @a_case: (nullable): a case that somebody is sent to
 *
 * Opens the form. It rests on what was known when it was opened; only the line's state goes on changing.
 */
void
zb_window_present_dispatch (ZbWindow *self, ZbAlert *alert, ZbCase *a_case)
{
  ZbEntity *subject = a_case ? ZB_ENTITY (a_case) : ZB_ENTITY (alert);
  Keeping *keeping = keeping_new (self, subject->id);
  g_autoptr (GVariant) draft = zb_draft_file_load (keeping->path);
  g_autoptr (GObject) services = NULL;
  GtkWidget *dialog;

  g_object_get (self->desk, "query", &services, NULL);
  dialog = g_object_new (ZB_TYPE_DISPATCH_DIALOG, "world", zb_desk_get_world (self->desk), "account",
                         zb_desk_get_account (self->desk), "evidence", services, "query", services, "alert",
                         alert, "case", a_case, "map-card", make_card (self, subject), "draft", draft,
                         "templates", zb_template_keeper_get_templates (self->template_keeper), NULL);
  g_signal_connect (dialog, "notify::draft", G_CALLBACK (on_draft), keeping);
  g_object_set_data_full (G_OBJECT (dialog), "keeping", keeping, keeping_free);
  g_signal_connect_object (dialog, "shot-wanted", G_CALLBACK (on_shot_wanted), self, G_CONNECT_DEFAULT);
  give_roads (self, dialog);
  zb_window_bind_to_desk (self, G_OBJECT (dialog));
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}
