/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-tile-private.h"

#include "zb-status-dot.h"
#include "zb-stills.h"
#include "zb-video-clock.h"

/**
 * ZbTile:
 *
 * One camera's live picture with everything that an officer must know of it: name, state, what it sends, how
 * far it is, how regularly frames came, who is watching. It plays while it is on screen and not otherwise.
 *
 * Given recorded pictures, it shows those in their place, and looks as nothing live does.
 *
 * Here are the widget and its properties; zb-tile-private.h says which file does the rest.
 */

typedef enum
{
  PROP_DEVICE = 1,
  PROP_MEDIA,
  PROP_PROFILE,
  PROP_WATERMARK,
  PROP_DISTANCE,
  PROP_NUMBER,
  PROP_REPLAY,
} ZbTileProperty;

static GParamSpec *properties[PROP_REPLAY + 1];

G_DEFINE_FINAL_TYPE (ZbTile, zb_tile, GTK_TYPE_WIDGET)

static void
on_status (ZbTile *self)
{
  if (self->player && self->device->status == ZB_DEVICE_ONLINE)
    zb_player_retry (self->player);
}

static void
zb_tile_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (zb_tile_parent_class)->map (widget);
  zb_tile_play (ZB_TILE (widget));
  zb_tile_follow_clock (ZB_TILE (widget));
}

static void
zb_tile_unmap (GtkWidget *widget)
{
  zb_tile_leave_clock (ZB_TILE (widget));
  zb_tile_stop (ZB_TILE (widget));
  if (ZB_TILE (widget)->replay)
    zb_replay_set_playing (ZB_TILE (widget)->replay, FALSE);
  GTK_WIDGET_CLASS (zb_tile_parent_class)->unmap (widget);
}

static void
zb_tile_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_allocate (GTK_WIDGET (ZB_TILE (widget)->picture), width, height, baseline, NULL);
  zb_tile_tell_size (ZB_TILE (widget));
  zb_tile_settle (ZB_TILE (widget));
}

static void
zb_tile_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                 int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 160 : 90;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 320 : 180;
}

/**
 * zb_tile_get_device:
 * @self: a tile
 *
 * Returns: (transfer none) (nullable): its camera
 */
ZbDevice *
zb_tile_get_device (ZbTile *self)
{
  return self->device;
}

/**
 * zb_tile_set_device:
 * @self: a tile
 * @device: (nullable): a camera
 */
void
zb_tile_set_device (ZbTile *self, ZbDevice *device)
{
  if (self->device == device)
    return;
  if (self->device)
    g_signal_handlers_disconnect_by_func (self->device, on_status, self);
  g_set_object (&self->device, device);
  zb_tile_forget_aim (self);
  gtk_widget_set_sensitive (self->aim_button, TRUE);
  zb_tile_set_turned (self, NULL, NULL);
  g_clear_pointer (&self->described, g_free);
  zb_tile_set_replay (self, NULL);
  zb_tile_zoom_reset (&self->zoom);
  if (device)
    g_signal_connect_object (device, "notify::status", G_CALLBACK (on_status), self, G_CONNECT_SWAPPED);
  zb_tile_play (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DEVICE]);
}

/**
 * zb_tile_set_media:
 * @self: a tile
 * @media: (nullable): whoever gets tickets
 */
void
zb_tile_set_media (ZbTile *self, ZbMedia *media)
{
  if (!g_set_object (&self->media, media))
    return;
  if (!media)
    zb_stills_forget ();
  zb_tile_set_replay (self, NULL);
  zb_tile_play (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MEDIA]);
}

/**
 * zb_tile_set_profile:
 * @self: a tile
 * @profile: "main", or "sub" where the small stream is enough unless the tile is large
 */
void
zb_tile_set_profile (ZbTile *self, const char *profile)
{
  if (!g_set_str (&self->profile, profile ? profile : "sub"))
    return;
  if (self->player)
    zb_tile_change_profile (self);
  else
    zb_tile_play (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROFILE]);
}

/**
 * zb_tile_set_urgency:
 * @self: a tile
 * @urgency: 0 for what an officer looks at now, more for what can wait longer
 *
 * Says how soon its picture is needed where not all can be opened at once.
 */
void
zb_tile_set_urgency (ZbTile *self, guint urgency)
{
  g_return_if_fail (ZB_IS_TILE (self));
  if (self->urgency == urgency)
    return;
  self->urgency = urgency;
  zb_tile_tell_size (self);
}

/**
 * zb_tile_set_watermark:
 * @self: a tile
 * @watermark: (nullable): the officer's name and number; the time is added
 */
void
zb_tile_set_watermark (ZbTile *self, const char *watermark)
{
  gboolean had_one = self->watermark != NULL;
  if (!g_set_str (&self->watermark, watermark))
    return;
  /* Another officer sits here now. */
  if (had_one)
    zb_stills_forget ();
  zb_tile_show_watermark (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WATERMARK]);
}

/**
 * zb_tile_set_distance:
 * @self: a tile
 * @metres: how far the camera is from what is looked at, negative for not to be told
 */
void
zb_tile_set_distance (ZbTile *self, double metres)
{
  if (self->distance == metres)
    return;
  self->distance = metres;
  zb_tile_show_distance (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DISTANCE]);
}

/**
 * zb_tile_set_plain:
 * @self: a tile
 * @plain: whether it says only what is read from afar: the name, and what is wrong
 *
 * Sets how much is written over the picture.
 */
void
zb_tile_set_plain (ZbTile *self, gboolean plain)
{
  g_return_if_fail (ZB_IS_TILE (self));
  self->plain = plain;
  if (self->player)
    zb_tile_show_words (self);
}

/**
 * zb_tile_set_number:
 * @self: a tile
 * @number: its place in a layout, 0 for none
 */
void
zb_tile_set_number (ZbTile *self, guint number)
{
  g_autofree char *text = number ? g_strdup_printf ("%u", number) : NULL;
  if (self->shown_number == number)
    return;
  self->shown_number = number;
  zb_tile_show_text (self->number, text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NUMBER]);
}

/**
 * zb_tile_get_replay:
 * @self: a tile
 *
 * Returns: (transfer none) (nullable): the recorded pictures that it shows in the place of live ones
 */
ZbReplay *
zb_tile_get_replay (ZbTile *self)
{
  return self->replay;
}

/**
 * zb_tile_set_replay:
 * @self: a tile
 * @replay: (nullable): recorded pictures of its camera, %NULL for what is live
 *
 * What it shows instead of live pictures, until it is given another camera.
 */
void
zb_tile_set_replay (ZbTile *self, ZbReplay *replay)
{
  if (self->replay == replay)
    return;
  if (self->replay)
    zb_replay_set_size (self->replay, 0, 0);
  g_set_object (&self->replay, replay);
  g_clear_pointer (&self->described, g_free);
  if (replay)
    gtk_widget_add_css_class (GTK_WIDGET (self), "playback");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "playback");
  zb_tile_play (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REPLAY]);
}

/**
 * zb_tile_get_player:
 * @self: a tile
 *
 * Returns: (transfer none) (nullable): what plays while the tile is on screen
 */
ZbPlayer *
zb_tile_get_player (ZbTile *self)
{
  return self->player;
}

/**
 * zb_tile_get_n_painted:
 * @self: a tile
 *
 * Returns: how often its picture was painted
 */
guint
zb_tile_get_n_painted (ZbTile *self)
{
  return zb_tile_picture_get_n_painted (self->picture);
}

static void
zb_tile_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbTile *self = ZB_TILE (object);
  switch ((ZbTileProperty)id)
    {
    case PROP_DEVICE:
      zb_tile_set_device (self, g_value_get_object (value));
      break;
    case PROP_MEDIA:
      zb_tile_set_media (self, g_value_get_object (value));
      break;
    case PROP_PROFILE:
      zb_tile_set_profile (self, g_value_get_string (value));
      break;
    case PROP_WATERMARK:
      zb_tile_set_watermark (self, g_value_get_string (value));
      break;
    case PROP_DISTANCE:
      zb_tile_set_distance (self, g_value_get_double (value));
      break;
    case PROP_NUMBER:
      zb_tile_set_number (self, g_value_get_uint (value));
      break;
    case PROP_REPLAY:
      zb_tile_set_replay (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_tile_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbTile *self = ZB_TILE (object);
  switch ((ZbTileProperty)id)
    {
    case PROP_DEVICE:
      g_value_set_object (value, self->device);
      break;
    case PROP_MEDIA:
      g_value_set_object (value, self->media);
      break;
    case PROP_PROFILE:
      g_value_set_string (value, self->profile);
      break;
    case PROP_WATERMARK:
      g_value_set_string (value, self->watermark);
      break;
    case PROP_DISTANCE:
      g_value_set_double (value, self->distance);
      break;
    case PROP_NUMBER:
      g_value_set_uint (value, self->shown_number);
      break;
    case PROP_REPLAY:
      g_value_set_object (value, self->replay);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_tile_dispose (GObject *object)
{
  ZbTile *self = ZB_TILE (object);
  zb_tile_leave_clock (self);
  zb_tile_stop (self);
  zb_tile_forget_aim (self);
  if (self->device)
    g_signal_handlers_disconnect_by_func (self->device, on_status, self);
  g_clear_object (&self->replay);
  g_clear_object (&self->device);
  g_clear_object (&self->media);
  gtk_widget_dispose_template (GTK_WIDGET (self), ZB_TYPE_TILE);
  G_OBJECT_CLASS (zb_tile_parent_class)->dispose (object);
}

static void
zb_tile_finalize (GObject *object)
{
  ZbTile *self = ZB_TILE (object);
  g_free (self->profile);
  g_free (self->watermark);
  g_free (self->described);
  G_OBJECT_CLASS (zb_tile_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  properties[PROP_DEVICE] = g_param_spec_object ("device", NULL, NULL, ZB_TYPE_DEVICE, flags);
  properties[PROP_MEDIA] = g_param_spec_object ("media", NULL, NULL, ZB_TYPE_MEDIA, flags);
  properties[PROP_PROFILE] = g_param_spec_string ("profile", NULL, NULL, "sub", flags);
  properties[PROP_WATERMARK] = g_param_spec_string ("watermark", NULL, NULL, NULL, flags);
  properties[PROP_DISTANCE] = g_param_spec_double ("distance", NULL, NULL, -1, G_MAXDOUBLE, -1, flags);
  properties[PROP_NUMBER] = g_param_spec_uint ("number", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_REPLAY] = g_param_spec_object ("replay", NULL, NULL, ZB_TYPE_REPLAY, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, ZbTile, picture);
  gtk_widget_class_bind_template_child (widget_class, ZbTile, number);
  gtk_widget_class_bind_template_child (widget_class, ZbTile, badge);
  gtk_widget_class_bind_template_child (widget_class, ZbTile, badge_dot);
  gtk_widget_class_bind_template_child (widget_class, ZbTile, badge_spinner);
  gtk_widget_class_bind_template_child (widget_class, ZbTile, badge_icon);
  gtk_widget_class_bind_template_child (widget_class, ZbTile, badge_label);
  gtk_widget_class_bind_template_child (widget_class, ZbTile, format_label);
  gtk_widget_class_bind_template_child (widget_class, ZbTile, distance_label);
  gtk_widget_class_bind_template_child (widget_class, ZbTile, turned_chip);
  gtk_widget_class_bind_template_child (widget_class, ZbTile, turned_label);
  gtk_widget_class_bind_template_child (widget_class, ZbTile, view_label);
  gtk_widget_class_bind_template_child (widget_class, ZbTile, aim_button);
  gtk_widget_class_bind_template_child (widget_class, ZbTile, zoom_label);
  gtk_widget_class_bind_template_child (widget_class, ZbTile, message);
  gtk_widget_class_bind_template_child (widget_class, ZbTile, message_spinner);
  gtk_widget_class_bind_template_child (widget_class, ZbTile, message_icon);
  gtk_widget_class_bind_template_child (widget_class, ZbTile, message_title);
  gtk_widget_class_bind_template_child (widget_class, ZbTile, message_detail);
}

static void
zb_tile_class_init (ZbTileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  object_class->set_property = zb_tile_set_property;
  object_class->get_property = zb_tile_get_property;
  object_class->dispose = zb_tile_dispose;
  object_class->finalize = zb_tile_finalize;
  widget_class->map = zb_tile_map;
  widget_class->unmap = zb_tile_unmap;
  widget_class->size_allocate = zb_tile_size_allocate;
  widget_class->measure = zb_tile_measure;
  install_properties (object_class);
  g_type_ensure (ZB_TYPE_TILE_PICTURE);
  g_type_ensure (ZB_TYPE_STATUS_DOT);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/video/tile.ui");
  bind_children (widget_class);
  zb_tile_install_turning (widget_class);
  zb_tile_zoom_install (widget_class);
  gtk_widget_class_set_css_name (widget_class, "tile");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
zb_tile_init (ZbTile *self)
{
  static guint n_tiles;

  self->phase = (gint64)(n_tiles++ % ZB_VIDEO_BEATS) * G_USEC_PER_SEC / ZB_VIDEO_BEATS;
  self->profile = g_strdup ("sub");
  self->distance = -1;
  self->aim_place = ZB_POINT_NOWHERE;
  zb_tile_zoom_reset (&self->zoom);
  self->urgency = ZB_URGENCY_USUAL;
  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_set (self->badge_dot, "status", "ok", NULL);
  zb_tile_show_distance (self);
  zb_tile_show_nothing (self);
}

/**
 * zb_tile_new:
 *
 * Returns: (transfer floating): a tile without a camera
 */
GtkWidget *
zb_tile_new (void)
{
  return g_object_new (ZB_TYPE_TILE, NULL);
}
