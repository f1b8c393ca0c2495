/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Beside the tiles: the camera of the selected one, and what can be done with it. */
#include "zb-video-page-private.h"

#include "zb-onlookers.h"
#include "zb-replay-words.h"
#include "zb-tile-words.h"
#include "zb-tile-zoom.h"
#include "zb-words.h"

#include <glib/gi18n.h>
#include <math.h>

ZbDevice *
zb_video_page_get_selected (ZbVideoPage *self)
{
  return zb_tile_grid_get_device (self->grid, zb_tile_grid_get_selected (self->grid));
}

static void
show (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text && *text ? text : "–");
}

/* Where it looks, as far as that is known. */
static char *
describe_view (const ZbDevice *camera)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (!isnan (camera->heading))
    g_string_append_printf (text, _ ("towards %.0f°"), camera->heading);
  if (!isnan (camera->fov))
    g_string_append_printf (text, _ ("%s%.0f° wide"), text->len ? " · " : "", camera->fov);
  if (!isnan (camera->range))
    g_string_append_printf (text, _ ("%s%.0f m far"), text->len ? " · " : "", camera->range);
  if (camera->ptz)
    g_string_append_printf (text, _ ("%scan be turned"), text->len ? " · " : "");
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static char *
describe_kind (const ZbDevice *camera)
{
  g_autoptr (GString) text = g_string_new (camera->code);

  if (camera->placement > 0)
    g_string_append_printf (text, " · %s", zb_words_choice (&zb_placements, camera->placement));
  if (camera->project > 0)
    g_string_append_printf (text, " · %s", zb_words_choice (&zb_projects, camera->project));
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* Of a stream that came at least once. */
static void
show_decoding (ZbVideoPage *self, ZbPlayer *player)
{
  g_autofree char *text = player ? zb_decoding_describe (zb_player_get_decoding (player)) : NULL;

  show (self->camera_decoding, text);
}

/* Beside what is the matter, who watches a camera that serves no more. */
static void
show_state (ZbVideoPage *self, const char *state, ZbPlayer *player)
{
  ZbAudience *audience =
      player && zb_player_get_state (player) == ZB_PLAYER_BUSY ? zb_player_get_audience (player) : NULL;
  g_autofree char *onlookers = audience ? zb_onlookers_describe (audience) : NULL;
  g_autofree char *both = onlookers ? g_strdup_printf ("%s\n%s", state, onlookers) : NULL;

  show (self->camera_state, both ? both : state);
}

static void
show_stream (ZbVideoPage *self, ZbDevice *camera)
{
  ZbTile *tile = zb_tile_grid_get_tile (self->grid, zb_tile_grid_get_selected (self->grid));
  ZbPlayer *player = zb_tile_get_player (tile);
  ZbTileWords words = { 0 };

  if (zb_tile_get_replay (tile))
    zb_replay_words_fill (&words, zb_tile_get_replay (tile));
  else if (player)
    zb_tile_words_fill (&words, player, camera);
  show_state (self,
              words.title   ? words.title
              : words.badge ? words.badge
                            : zb_words_choice (&zb_device_statuses, camera->status),
              zb_tile_get_replay (tile) ? NULL : player);
  show (self->camera_format, words.format);
  show_decoding (self, player);
  gtk_widget_set_visible (self->retry, player && zb_player_is_waiting (player));
  zb_tile_words_clear (&words);
}

static void
show_camera (ZbVideoPage *self, ZbDevice *camera)
{
  g_autofree char *kind = describe_kind (camera), *area = zb_words_area (camera->area),
                  *view = describe_view (camera);

  show (self->camera_name, camera->name);
  show (self->camera_line, kind);
  show (self->camera_place, area);
  show (self->camera_view, view);
  show_stream (self, camera);
}

static void
update_zoom (ZbVideoPage *self)
{
  ZbTile *tile = zb_tile_grid_get_tile (self->grid, zb_tile_grid_get_selected (self->grid));
  const double times = zb_tile_get_magnification (tile);
  const gboolean plays = zb_tile_get_player (tile) != NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tiles.zoom-in", plays && times < ZB_TILE_ZOOM_MOST);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tiles.zoom-out", plays && times > 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tiles.zoom-reset", plays && times > 1);
}

void
zb_video_page_update_detail (ZbVideoPage *self)
{
  ZbDevice *camera = zb_video_page_get_selected (self);
  GtkWidget *widget = GTK_WIDGET (self);
  const gboolean placed = camera && zb_point_is_known (camera->location);

  gtk_stack_set_visible_child_name (self->detail, camera ? "camera" : "nothing");
  gtk_widget_action_set_enabled (widget, "tiles.clear", camera != NULL);
  gtk_widget_action_set_enabled (widget, "tiles.enlarge", camera != NULL);
  gtk_widget_action_set_enabled (widget, "tiles.back", zb_tile_grid_get_single (self->grid));
  gtk_widget_action_set_enabled (widget, "tiles.snapshot", camera != NULL);
  gtk_widget_action_set_enabled (widget, "tiles.favour", camera != NULL);
  update_zoom (self);
  gtk_widget_action_set_enabled (widget, "tiles.show-on-map", placed);
  gtk_widget_action_set_enabled (widget, "tiles.show-near", placed);
  if (camera)
    show_camera (self, camera);
  zb_video_page_update_ptz (self);
}

/* --- what can be done ------------------------------------------------------------------------------ */

static void
on_clear (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbVideoPage *self = ZB_VIDEO_PAGE (widget);

  zb_camera_patrol_stop (self->patrol);
  zb_tile_grid_set_single (self->grid, FALSE);
  zb_tile_grid_put (self->grid, zb_tile_grid_get_selected (self->grid), NULL);
}

static void
on_enlarge (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbVideoPage *self = ZB_VIDEO_PAGE (widget);

  zb_tile_grid_set_single (self->grid, !zb_tile_grid_get_single (self->grid));
  if (zb_tile_grid_get_single (self->grid))
    zb_camera_patrol_set_paused (self->patrol, TRUE);
  zb_video_page_update_detail (self);
}

static void
on_retry (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbVideoPage *self = ZB_VIDEO_PAGE (widget);
  ZbTile *tile = zb_tile_grid_get_tile (self->grid, zb_tile_grid_get_selected (self->grid));
  ZbPlayer *player = zb_tile_get_player (tile);

  if (player)
    zb_player_retry (player);
  zb_video_page_update_detail (self);
}

static void
on_back (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbVideoPage *self = ZB_VIDEO_PAGE (widget);

  zb_tile_grid_set_single (self->grid, FALSE);
  zb_video_page_update_detail (self);
}

static void
on_zoom (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbVideoPage *self = ZB_VIDEO_PAGE (widget);
  ZbTile *tile = zb_tile_grid_get_tile (self->grid, zb_tile_grid_get_selected (self->grid));

  if (g_str_has_suffix (name, "-reset"))
    zb_tile_reset_view (tile);
  else
    zb_tile_magnify (tile, g_str_has_suffix (name, "-in") ? ZB_TILE_ZOOM_STEP : 1 / ZB_TILE_ZOOM_STEP, 0.5,
                     0.5);
  update_zoom (self);
}

static void
on_show_on_map (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbDevice *camera = zb_video_page_get_selected (ZB_VIDEO_PAGE (widget));

  if (camera)
    gtk_widget_activate_action (widget, "map.show-device", "s", ZB_ENTITY (camera)->id);
}

static void
on_show_near (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbDevice *camera = zb_video_page_get_selected (ZB_VIDEO_PAGE (widget));

  if (camera)
    gtk_widget_activate_action (widget, "map.near-place", "(dd)", camera->location.lon, camera->location.lat);
}

void
zb_video_page_install_detail (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "tiles.clear", NULL, on_clear);
  gtk_widget_class_install_action (widget_class, "tiles.enlarge", NULL, on_enlarge);
  gtk_widget_class_install_action (widget_class, "tiles.back", NULL, on_back);
  gtk_widget_class_install_action (widget_class, "tiles.zoom-in", NULL, on_zoom);
  gtk_widget_class_install_action (widget_class, "tiles.zoom-out", NULL, on_zoom);
  gtk_widget_class_install_action (widget_class, "tiles.zoom-reset", NULL, on_zoom);
  gtk_widget_class_install_action (widget_class, "tiles.retry", NULL, on_retry);
  gtk_widget_class_install_action (widget_class, "tiles.show-on-map", NULL, on_show_on_map);
  gtk_widget_class_install_action (widget_class, "tiles.show-near", NULL, on_show_near);
}
