/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a drill makes of a wall that a leader has put it on: its frame and its badge, and the drill's alerts
 * alone, until something urgent is real. */
#include "zb-drill-watch.h"
#include "zb-wall-window-private.h"

/**
 * zb_wall_window_show_drill:
 * @self: a screen of a wall
 *
 * Looks whether the wall takes part in a drill now.
 */
void
zb_wall_window_show_drill (ZbWallWindow *self)
{
  ZbWorld *world = zb_desk_get_world (self->desk);
  ZbDrill *drill = zb_drill_find_mine (world, zb_desk_get_account (self->desk));
  const gboolean alone = drill && !zb_drill_find_live_urgent (world);

  gtk_widget_set_visible (self->drill_badge, drill != NULL);
  if (drill)
    gtk_widget_add_css_class (GTK_WIDGET (self->frame), "zb-drill-frame");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->frame), "zb-drill-frame");
  g_object_set (self->queue, "mode", alone ? ZB_MODE_DRILL : ZB_MODE_NONE, NULL);
}
