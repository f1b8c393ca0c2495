/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who turns the camera and where it looks, and turning it to a place. */
#include "zb-tile-private.h"

#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * zb_tile_set_turned:
 * @self: a tile
 * @badge: (nullable): who turns its camera
 * @view: (nullable): where that looks
 *
 * Says so over the picture.
 */
void
zb_tile_set_turned (ZbTile *self, const char *badge, const char *view)
{
  g_return_if_fail (ZB_IS_TILE (self));
  gtk_label_set_text (self->turned_label, badge ? badge : "");
  gtk_widget_set_visible (self->turned_chip, badge && *badge);
  zb_tile_show_text (self->view_label, view);
}

static void
on_aimed (ZbTile *self)
{
  ZbPtzAimState state = zb_ptz_aim_get_state (self->aim);
  const char *words =
      state == ZB_PTZ_AIM_DONE ? _ ("It turns there") : zb_words_problem (zb_ptz_aim_get_problem (self->aim));
  zb_tile_show_text (self->view_label, words);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->view_label), words);
  gtk_widget_set_sensitive (self->aim_button, TRUE);
}

void
zb_tile_forget_aim (ZbTile *self)
{
  if (self->aim)
    g_signal_handlers_disconnect_by_func (self->aim, on_aimed, self);
  g_clear_object (&self->aim);
}

static void
on_aim_clicked (ZbTile *self)
{
  if (!self->media || !self->device)
    return;
  zb_tile_forget_aim (self);
  self->aim = zb_ptz_aim_new (self->media, ZB_ENTITY (self->device)->id, self->aim_place);
  gtk_widget_set_sensitive (self->aim_button, FALSE);
  g_signal_connect_object (self->aim, "ended", G_CALLBACK (on_aimed), self, G_CONNECT_SWAPPED);
}

/**
 * zb_tile_set_aim:
 * @self: a tile
 * @place: what its camera can be turned to, nowhere for none
 *
 * Lets the officer turn the camera to a place that it does not see as it stands. Who has no right to, or
 * comes too late, is told so.
 */
void
zb_tile_set_aim (ZbTile *self, ZbPoint place)
{
  g_return_if_fail (ZB_IS_TILE (self));
  if (!zb_point_equal (place, self->aim_place))
    {
      zb_tile_forget_aim (self);
      zb_tile_show_text (self->view_label, NULL);
      gtk_widget_set_sensitive (self->aim_button, TRUE);
    }
  self->aim_place = place;
  gtk_widget_set_visible (self->aim_button, zb_point_is_known (place));
}

void
zb_tile_install_turning (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, on_aim_clicked);
}
