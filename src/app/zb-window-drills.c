/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a drill makes of the window, and what a leader does with drills. */
#include "zb-debrief-dialog.h"
#include "zb-drill-bar.h"
#include "zb-drill-frame.h"
#include "zb-drills-dialog.h"
#include "zb-look-back-window.h"
#include "zb-window-private.h"

#include <glib/gi18n.h>

/* --- the frame ------------------------------------------------------------------------------------- */

static const char *
get_prefix (ZbWindow *self)
{
  return zb_drill_bar_get_drill (ZB_DRILL_BAR (self->drill_bar)) ? C_ ("choice", "Drill") : NULL;
}

static void
set_badge (ZbWindow *self, gboolean is_drill)
{
  gtk_label_set_text (self->mode_label, is_drill ? C_ ("choice", "Drill") : C_ ("choice", "Live"));
  gtk_widget_set_visible (self->mode_dot, !is_drill);
  if (is_drill)
    gtk_widget_add_css_class (self->mode_badge, "zb-drill");
  else
    gtk_widget_remove_css_class (self->mode_badge, "zb-drill");
}

static void
on_drill (ZbWindow *self)
{
  const char *prefix = get_prefix (self);

  zb_drill_frame_set (GTK_WINDOW (self), prefix);
  set_badge (self, prefix != NULL);
  if (self->map_window)
    zb_drill_frame_set (GTK_WINDOW (self->map_window), prefix);
  if (self->video_window)
    zb_drill_frame_set (GTK_WINDOW (self->video_window), prefix);
}

/**
 * zb_window_frame_others:
 * @self: the window
 *
 * Marks the desk's other windows as this one is; they are opened later.
 */
void
zb_window_frame_others (ZbWindow *self)
{
  on_drill (self);
}

/**
 * zb_window_watch_drills:
 * @self: the window
 *
 * Marks the window while a drill is on that the officer takes part in or leads.
 */
void
zb_window_watch_drills (ZbWindow *self)
{
  zb_window_bind_to_desk (self, G_OBJECT (self->drill_bar));
  g_signal_connect_object (self->drill_bar, "notify::drill", G_CALLBACK (on_drill), self, G_CONNECT_SWAPPED);
  on_drill (self);
}

/* --- what is done --------------------------------------------------------------------------------------- */

/**
 * zb_window_manage_drills:
 * @self: the window
 * @parameter: (nullable): not used
 *
 * Opens the dialog in which leaders plan and start drills.
 */
void
zb_window_manage_drills (ZbWindow *self, GVariant *parameter)
{
  GtkWidget *dialog;

  if (!zb_drill_is_leader (zb_desk_get_account (self->desk)))
    {
      zb_window_say (self, _ ("Drills are planned and led by a duty leader"));
      return;
    }
  dialog = g_object_new (ZB_TYPE_DRILLS_DIALOG, NULL);
  zb_window_bind_to_desk (self, G_OBJECT (dialog));
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static ZbDrillQuery *
get_query (ZbWindow *self)
{
  g_autoptr (GObject) query = NULL;

  g_object_get (self->desk, "query", &query, NULL);
  return query && ZB_IS_DRILL_QUERY (query) ? ZB_DRILL_QUERY (query) : NULL;
}

/**
 * zb_window_show_debrief:
 * @self: the window
 * @parameter: s: the id of a drill
 *
 * Shows what came of a drill.
 */
void
zb_window_show_debrief (ZbWindow *self, GVariant *parameter)
{
  ZbDrillQuery *query = get_query (self);

  if (query)
    adw_dialog_present (ADW_DIALOG (zb_debrief_dialog_new (query, g_variant_get_string (parameter, NULL))),
                        GTK_WIDGET (self));
}

/**
 * zb_window_show_urgent:
 * @self: the window
 * @parameter: (nullable): not used
 *
 * Goes to the real alert that has broken into a drill.
 */
void
zb_window_show_urgent (ZbWindow *self, GVariant *parameter)
{
  ZbAlert *urgent = zb_drill_bar_get_urgent (ZB_DRILL_BAR (self->drill_bar));

  if (!urgent)
    return;
  zb_window_show_page (self, "map");
  zb_window_show_entity (self, ZB_KIND_ALERT, ZB_ENTITY (urgent)->id);
}

/**
 * zb_window_replay:
 * @self: the window
 * @parameter: (xx): from when until when, µs UTC
 *
 * Shows what the log has of that time, in a window and a world of its own.
 */
void
zb_window_replay (ZbWindow *self, GVariant *parameter)
{
  ZbDrillQuery *query = get_query (self);
  gint64 from, until;
  GtkWindow *window;

  if (!query || !zb_drill_is_leader (zb_desk_get_account (self->desk)))
    return;
  g_variant_get (parameter, "(xx)", &from, &until);
  window = zb_look_back_window_new (query, zb_desk_get_world (self->desk), from, until);
  gtk_window_set_transient_for (window, GTK_WINDOW (self));
  gtk_window_set_destroy_with_parent (window, TRUE);
  gtk_window_present (window);
}
