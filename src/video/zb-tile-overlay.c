/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a tile says over its picture: the badge, what is amiss, what is sent, who looks and when, and the same
 * to a screen reader. */
#include "zb-tile-private.h"

#include "zb-now.h"
#include "zb-replay-words.h"
#include "zb-tile-words.h"
#include "zb-words.h"

#include <glib/gi18n.h>

void
zb_tile_show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text && *text);
}

static void
show_icon (GtkImage *image, const char *name)
{
  if (name)
    gtk_image_set_from_icon_name (image, name);
  gtk_widget_set_visible (GTK_WIDGET (image), name != NULL);
}

static void
show_badge (ZbTile *self, const ZbTileWords *words)
{
  const char *classes[] = { "zb-tile-chip", words->badge_class, NULL };
  gtk_widget_set_css_classes (self->badge, classes);
  gtk_widget_set_visible (self->badge, words->badge != NULL);
  gtk_widget_set_visible (self->badge_dot, words->dot);
  gtk_widget_set_visible (self->badge_spinner, words->spinner && !words->badge_icon);
  show_icon (self->badge_icon, words->badge_icon);
  /* A green dot says by itself that a picture is live; all else is said in words. */
  zb_tile_show_text (self->badge_label, self->plain && words->dot ? NULL : words->badge);
}

static void
show_message (ZbTile *self, const ZbTileWords *words)
{
  gtk_widget_set_visible (self->message, words->title != NULL);
  gtk_widget_set_visible (self->message_spinner, words->spinner);
  show_icon (self->message_icon, words->icon);
  zb_tile_show_text (self->message_title, words->title);
  zb_tile_show_text (self->message_detail, words->detail);
}

/* What a screen reader says: whose picture it is, and how it stands with it. A reader is told again when
 * the camera is another or the state is, not for each second that passes. */
static void
describe (ZbTile *self, const ZbTileWords *words)
{
  g_autofree char *label =
      g_strdup_printf ("%s, %s", self->device && self->device->name ? self->device->name : "",
                       words->title ? words->title : words->badge);
  if (!g_set_str (&self->described, label))
    return;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

void
zb_tile_show_words (ZbTile *self)
{
  ZbTileWords words;
  zb_tile_words_fill (&words, self->player, self->device);
  show_badge (self, &words);
  show_message (self, &words);
  zb_tile_show_text (self->format_label, self->plain ? NULL : words.format);
  zb_tile_picture_set_light (self->picture, words.dim, words.grey);
  if (!self->described || self->shown != zb_player_get_state (self->player))
    describe (self, &words);
  self->shown = zb_player_get_state (self->player);
  zb_tile_words_clear (&words);
}

/* A reader is told that this is not live, and when it comes to stand; the seconds are for eyes. */
void
zb_tile_show_replay (ZbTile *self)
{
  ZbTileWords words;
  zb_replay_words_fill (&words, self->replay);
  show_badge (self, &words);
  show_message (self, &words);
  zb_tile_show_text (self->format_label, words.format);
  zb_tile_picture_set_light (self->picture, words.dim, words.grey);
  if (!self->described || self->shown_replay != zb_replay_get_state (self->replay))
    describe (self, &words);
  self->shown_replay = zb_replay_get_state (self->replay);
  zb_tile_words_clear (&words);
}

void
zb_tile_show_watermark (ZbTile *self)
{
  if (!self->watermark || !*self->watermark)
    {
      zb_tile_picture_set_watermark (self->picture, NULL);
      return;
    }
  g_autoptr (GDateTime) now = zb_now_local ();
  g_autofree char *clock = g_date_time_format (now, "%H:%M:%S");
  g_autofree char *text = g_strdup_printf ("%s %s", self->watermark, clock);
  zb_tile_picture_set_watermark (self->picture, text);
}

void
zb_tile_show_distance (ZbTile *self)
{
  g_autofree char *text = self->distance >= 0 ? zb_words_distance (self->distance) : NULL;
  zb_tile_show_text (self->distance_label, text);
}

void
zb_tile_show_zoom (ZbTile *self)
{
  /* Translators: how many times closer a picture is shown */
  g_autofree char *text =
      zb_tile_zoom_is_on (&self->zoom) ? g_strdup_printf (_ ("%.1f×"), self->zoom.factor) : NULL;
  zb_tile_show_text (self->zoom_label, text);
  zb_tile_picture_set_zoom (self->picture, &self->zoom);
}

void
zb_tile_show_nothing (ZbTile *self)
{
  ZbTileWords none = { 0 };
  zb_tile_show_zoom (self);
  show_badge (self, &none);
  show_message (self, &none);
  zb_tile_show_text (self->format_label, NULL);
  zb_tile_picture_set_frame (self->picture, NULL);
}
