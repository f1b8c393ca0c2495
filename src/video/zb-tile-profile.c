/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which of its camera's streams a tile plays, and how large: what fits its size, or the main one where it is
 * looked at closely. */
#include "zb-tile-private.h"

#include "zb-profile-choice.h"

/* Longer than it takes to drag an edge from one place to another, in ms. */
#define SETTLED_AFTER 300

static int
count_lines (ZbTile *self)
{
  return gtk_widget_get_height (GTK_WIDGET (self)) * gtk_widget_get_scale_factor (GTK_WIDGET (self));
}

/* Of a picture that is zoomed all of it is made so large that the part that is shown is sharp. */
static void
find_size (ZbTile *self, int *width, int *height)
{
  double scale = gtk_widget_get_scale_factor (GTK_WIDGET (self)) * self->zoom.factor;

  *width = (int)(gtk_widget_get_width (GTK_WIDGET (self)) * scale);
  *height = (int)(gtk_widget_get_height (GTK_WIDGET (self)) * scale);
}

static void
tell_size_to (ZbTile *self, ZbPlayer *player)
{
  int width, height;

  if (!player)
    return;
  find_size (self, &width, &height);
  zb_player_set_viewer_size (player, self, width, height);
  zb_player_set_viewer_urgency (player, self, self->urgency);
}

void
zb_tile_tell_size (ZbTile *self)
{
  int width, height;

  tell_size_to (self, self->player);
  tell_size_to (self, self->next);
  find_size (self, &width, &height);
  if (self->replay && gtk_widget_get_mapped (GTK_WIDGET (self)))
    zb_replay_set_size (self->replay, width, height);
}

void
zb_tile_let_go (ZbTile *self, ZbPlayer **player)
{
  if (*player)
    zb_player_set_viewer_size (*player, self, 0, 0);
  g_clear_object (player);
}

static gboolean
is_main_wanted (ZbTile *self)
{
  return zb_tile_zoom_is_on (&self->zoom) || g_str_equal (self->profile, "main");
}

/* The main stream where it is asked for or looked at closely, otherwise what fits the size. */
static const char *
choose_profile (ZbTile *self, const char *now)
{
  int lines = is_main_wanted (self) ? G_MAXINT : count_lines (self);
  return zb_profile_choose (now, (const char *const *)self->device->profiles, lines);
}

/* The small one is there sooner, and what is shown elsewhere or was begun ahead is the small one. */
const char *
zb_tile_get_first_profile (ZbTile *self)
{
  int lines = is_main_wanted (self) ? G_MAXINT : 0;
  return zb_profile_choose (self->profile, (const char *const *)self->device->profiles, lines);
}

/* The one that plays goes on until the other has a picture. */
void
zb_tile_change_profile (ZbTile *self)
{
  if (!self->player)
    return;
  const char *now = zb_player_get_profile (self->next ? self->next : self->player);
  const char *wanted = choose_profile (self, now);
  if (g_str_equal (wanted, now))
    return;
  zb_tile_let_go (self, &self->next);
  if (g_str_equal (wanted, zb_player_get_profile (self->player)))
    return;
  self->next = zb_player_get (self->media, ZB_ENTITY (self->device)->id, wanted);
  tell_size_to (self, self->next);
}

static gboolean
on_settled (gpointer data)
{
  ZbTile *self = data;
  self->settling = 0;
  zb_tile_change_profile (self);
  return G_SOURCE_REMOVE;
}

void
zb_tile_settle (ZbTile *self)
{
  if (self->player && !self->settling)
    self->settling = g_timeout_add (SETTLED_AFTER, on_settled, self);
}

/* The tile is told after its new player, and in the same turn. */
void
zb_tile_take_next_stream (ZbTile *self)
{
  if (!self->next || zb_player_get_state (self->next) != ZB_PLAYER_LIVE || !zb_player_get_frame (self->next))
    return;
  zb_tile_let_go (self, &self->player);
  self->player = g_steal_pointer (&self->next);
  self->second = 0;
  zb_tile_follow_clock (self);
}
