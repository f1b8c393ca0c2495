/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-tile.h"

#include "zb-replay-words.h"
#include "zb-ptz-aim.h"
#include "zb-profile-choice.h"
#include "zb-status-dot.h"
#include "zb-stills.h"
#include "zb-tile-picture.h"
#include "zb-tile-words.h"
#include "zb-video-clock.h"
#include "zb-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/**
 * ZbTile:
 *
 * One camera's live picture with everything that an officer must know of it: name, state, what it sends, how
 * far it is, how regularly frames came, who is watching. It plays while it is on screen and not otherwise.
 *
 * Given recorded pictures, it shows those in their place, and looks as nothing live does.
 */
struct _ZbTile
{
  GtkWidget parent_instance;
  ZbDevice *device;
  ZbMedia *media;
  char *profile;
  char *watermark;
  double distance;
  guint shown_number;
  gboolean plain;

  ZbPlayer *player;
  ZbReplay *replay; /* in the place of the player */
  ZbTileZoom zoom;
  ZbPlayer *next; /* the same camera's other stream, until it has a picture */
  guint urgency;
  guint settling; /* a source: the size has changed */
  gint64 second;
  gint64 phase; /* µs */
  ZbPlayerState shown;
  ZbReplayState shown_replay;
  gint64 shown_moment; /* second of the recording */
  char *described;

  ZbTilePicture *picture;
  GtkLabel *number;
  GtkWidget *badge;
  GtkWidget *badge_dot;
  GtkWidget *badge_spinner;
  GtkImage *badge_icon;
  GtkLabel *badge_label;
  GtkLabel *format_label;
  GtkLabel *distance_label;
  GtkWidget *turned_chip;
  GtkLabel *turned_label;
  GtkLabel *view_label;
  GtkWidget *aim_button;
  ZbPtzAim *aim;
  ZbPoint aim_place;
  GtkLabel *zoom_label;
  GtkWidget *message;
  GtkWidget *message_spinner;
  GtkImage *message_icon;
  GtkLabel *message_title;
  GtkLabel *message_detail;
};

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

/* --- what it says ----------------------------------------------------------------------------- */

static void
show_text (GtkLabel *label, const char *text)
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
  show_text (self->badge_label, self->plain && words->dot ? NULL : words->badge);
}

static void
show_message (ZbTile *self, const ZbTileWords *words)
{
  gtk_widget_set_visible (self->message, words->title != NULL);
  gtk_widget_set_visible (self->message_spinner, words->spinner);
  show_icon (self->message_icon, words->icon);
  show_text (self->message_title, words->title);
  show_text (self->message_detail, words->detail);
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

static void
show_words (ZbTile *self)
{
  ZbTileWords words;
  zb_tile_words_fill (&words, self->player, self->device);
  show_badge (self, &words);
  show_message (self, &words);
  show_text (self->format_label, self->plain ? NULL : words.format);
  zb_tile_picture_set_light (self->picture, words.dim, words.grey);
  if (!self->described || self->shown != zb_player_get_state (self->player))
    describe (self, &words);
  self->shown = zb_player_get_state (self->player);
  zb_tile_words_clear (&words);
}

/* A reader is told that this is not live, and when it comes to stand; the seconds are for eyes. */
static void
show_replay (ZbTile *self)
{
  ZbTileWords words;
  zb_replay_words_fill (&words, self->replay);
  show_badge (self, &words);
  show_message (self, &words);
  show_text (self->format_label, words.format);
  zb_tile_picture_set_light (self->picture, words.dim, words.grey);
  if (!self->described || self->shown_replay != zb_replay_get_state (self->replay))
    describe (self, &words);
  self->shown_replay = zb_replay_get_state (self->replay);
  zb_tile_words_clear (&words);
}

static void
show_watermark (ZbTile *self)
{
  if (!self->watermark || !*self->watermark)
    {
      zb_tile_picture_set_watermark (self->picture, NULL);
      return;
    }
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *clock = g_date_time_format (now, "%H:%M:%S");
  g_autofree char *text = g_strdup_printf ("%s %s", self->watermark, clock);
  zb_tile_picture_set_watermark (self->picture, text);
}

static void
show_distance (ZbTile *self)
{
  g_autofree char *text = self->distance >= 0 ? zb_words_distance (self->distance) : NULL;
  show_text (self->distance_label, text);
}

static void
show_zoom (ZbTile *self)
{
  /* Translators: how many times closer a picture is shown */
  g_autofree char *text =
      zb_tile_zoom_is_on (&self->zoom) ? g_strdup_printf (_ ("%.1f×"), self->zoom.factor) : NULL;
  show_text (self->zoom_label, text);
  zb_tile_picture_set_zoom (self->picture, &self->zoom);
}

static void
show_nothing (ZbTile *self)
{
  ZbTileWords none = { 0 };
  show_zoom (self);
  show_badge (self, &none);
  show_message (self, &none);
  show_text (self->format_label, NULL);
  zb_tile_picture_set_frame (self->picture, NULL);
}

/* --- playing ------------------------------------------------------------------------------------ */

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

static void
tell_size (ZbTile *self)
{
  int width, height;

  tell_size_to (self, self->player);
  tell_size_to (self, self->next);
  find_size (self, &width, &height);
  if (self->replay && gtk_widget_get_mapped (GTK_WIDGET (self)))
    zb_replay_set_size (self->replay, width, height);
}

/* --- which of its camera's streams -------------------------------------------------------------- */

static void
let_go (ZbTile *self, ZbPlayer **player)
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
static const char *
first_profile (ZbTile *self)
{
  int lines = is_main_wanted (self) ? G_MAXINT : 0;
  return zb_profile_choose (self->profile, (const char *const *)self->device->profiles, lines);
}

/* The one that plays goes on until the other has a picture. */
static void
change_profile (ZbTile *self)
{
  if (!self->player)
    return;
  const char *now = zb_player_get_profile (self->next ? self->next : self->player);
  const char *wanted = choose_profile (self, now);
  if (g_str_equal (wanted, now))
    return;
  let_go (self, &self->next);
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
  change_profile (self);
  return G_SOURCE_REMOVE;
}

static void
settle (ZbTile *self)
{
  if (self->player && !self->settling)
    self->settling = g_timeout_add (SETTLED_AFTER, on_settled, self);
}

/* Each tile has its own moment of it, since a wall of tiles that are all painted in one frame makes that
 * frame a long one. */
static gint64
find_second (ZbTile *self)
{
  return (g_get_monotonic_time () + self->phase) / G_USEC_PER_SEC;
}

/* What was recorded may run faster than time: its words follow its own seconds. */
static void
on_replay_beat (ZbTile *self)
{
  gint64 second = find_second (self);
  gint64 moment = zb_replay_get_position (self->replay) / G_USEC_PER_SEC;
  zb_tile_picture_set_frame (self->picture, zb_replay_get_frame (self->replay));
  if (moment != self->shown_moment || self->shown_replay != zb_replay_get_state (self->replay))
    show_replay (self);
  self->shown_moment = moment;
  if (second != self->second)
    show_watermark (self);
  self->second = second;
}

static void
take_next (ZbTile *self)
{
  if (!self->next || zb_player_get_state (self->next) != ZB_PLAYER_LIVE || !zb_player_get_frame (self->next))
    return;
  let_go (self, &self->player);
  self->player = g_steal_pointer (&self->next);
  self->second = 0;
}

/* Frames at every beat, words when the state changes, the rest once a second. */
static void
on_beat (gpointer user_data)
{
  ZbTile *self = user_data;
  gint64 second = find_second (self);
  if (self->replay)
    {
      on_replay_beat (self);
      return;
    }
  if (!self->player)
    return;
  take_next (self);
  zb_tile_picture_set_frame (self->picture, zb_player_get_frame (self->player));
  if (second == self->second && self->shown == zb_player_get_state (self->player))
    return;
  show_words (self);
  if (second == self->second)
    return;
  self->second = second;
  zb_tile_picture_set_arrivals (self->picture, zb_player_get_arrivals (self->player));
  show_watermark (self);
}

static void
stop (ZbTile *self)
{
  g_clear_handle_id (&self->settling, g_source_remove);
  let_go (self, &self->next);
  let_go (self, &self->player);
  if (self->replay)
    zb_replay_set_size (self->replay, 0, 0);
}

/* The bar below says how frames arrive, which what is recorded does not. */
static void
play_back (ZbTile *self)
{
  static const ZbArrivals none;
  self->second = 0;
  self->shown_moment = 0;
  g_clear_pointer (&self->described, g_free);
  zb_tile_picture_set_arrivals (self->picture, &none);
  zb_tile_picture_set_frame (self->picture, zb_replay_get_frame (self->replay));
  tell_size (self);
  show_replay (self);
  show_watermark (self);
}

/* After the player, which took its place on the clock no later than now: told before it, a tile would show
 * each frame one beat late. */
static void
follow_clock (ZbTile *self)
{
  zb_video_clock_remove (on_beat, self);
  zb_video_clock_add (on_beat, self);
}

static void
play (ZbTile *self)
{
  g_autoptr (ZbPlayer) former = g_steal_pointer (&self->player);
  if (former)
    zb_player_set_viewer_size (former, self, 0, 0);
  stop (self);
  if (!self->device || !self->media || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      show_nothing (self);
      return;
    }
  if (self->replay)
    {
      play_back (self);
      return;
    }
  show_zoom (self);
  self->player = zb_player_get (self->media, ZB_ENTITY (self->device)->id, first_profile (self));
  self->second = 0;
  follow_clock (self);
  zb_tile_picture_set_frame (self->picture, zb_player_get_frame (self->player));
  tell_size (self);
  settle (self);
  show_words (self);
  show_watermark (self);
}

static void
show_view (ZbTile *self)
{
  show_zoom (self);
  tell_size (self);
  change_profile (self);
}

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
  play (ZB_TILE (widget));
  follow_clock (ZB_TILE (widget));
}

static void
zb_tile_unmap (GtkWidget *widget)
{
  zb_video_clock_remove (on_beat, widget);
  stop (ZB_TILE (widget));
  if (ZB_TILE (widget)->replay)
    zb_replay_set_playing (ZB_TILE (widget)->replay, FALSE);
  GTK_WIDGET_CLASS (zb_tile_parent_class)->unmap (widget);
}

static void
zb_tile_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_allocate (GTK_WIDGET (ZB_TILE (widget)->picture), width, height, baseline, NULL);
  tell_size (ZB_TILE (widget));
  settle (ZB_TILE (widget));
}

static void
zb_tile_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                 int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 160 : 90;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 320 : 180;
}

/* --- turning it --------------------------------------------------------------------------------- */

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
  show_text (self->view_label, view);
}

static void
on_aimed (ZbTile *self)
{
  ZbPtzAimState state = zb_ptz_aim_get_state (self->aim);
  const char *words =
      state == ZB_PTZ_AIM_DONE ? _ ("It turns there") : zb_words_problem (zb_ptz_aim_get_problem (self->aim));
  show_text (self->view_label, words);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->view_label), words);
  gtk_widget_set_sensitive (self->aim_button, TRUE);
}

static void
on_aim_clicked (ZbTile *self)
{
  if (!self->media || !self->device)
    return;
  g_clear_object (&self->aim);
  self->aim = zb_ptz_aim_new (self->media, ZB_ENTITY (self->device)->id, self->aim_place);
  gtk_widget_set_sensitive (self->aim_button, FALSE);
  g_signal_connect_object (self->aim, "ended", G_CALLBACK (on_aimed), self, G_CONNECT_SWAPPED);
}

static void
forget_aim (ZbTile *self)
{
  if (self->aim)
    g_signal_handlers_disconnect_by_func (self->aim, on_aimed, self);
  g_clear_object (&self->aim);
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
      forget_aim (self);
      show_text (self->view_label, NULL);
      gtk_widget_set_sensitive (self->aim_button, TRUE);
    }
  self->aim_place = place;
  gtk_widget_set_visible (self->aim_button, zb_point_is_known (place));
}

/* --- properties --------------------------------------------------------------------------------- */

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
  forget_aim (self);
  gtk_widget_set_sensitive (self->aim_button, TRUE);
  zb_tile_set_turned (self, NULL, NULL);
  g_clear_pointer (&self->described, g_free);
  zb_tile_set_replay (self, NULL);
  zb_tile_zoom_reset (&self->zoom);
  if (device)
    g_signal_connect_object (device, "notify::status", G_CALLBACK (on_status), self, G_CONNECT_SWAPPED);
  play (self);
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
  play (self);
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
    change_profile (self);
  else
    play (self);
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
  tell_size (self);
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
  show_watermark (self);
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
  show_distance (self);
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
    show_words (self);
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
  show_text (self->number, text);
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
  play (self);
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

/**
 * zb_tile_magnify:
 * @self: a tile
 * @times: how many times closer, less than 1 for farther
 * @x: at which place of the tile, from 0 at its left to 1
 * @y: at which place of the tile, from 0 at its top to 1
 *
 * Shows a part of the picture as large as the tile. A tile that is only looked at, and one that shows
 * nothing, stays as it is.
 */
void
zb_tile_magnify (ZbTile *self, double times, double x, double y)
{
  g_return_if_fail (ZB_IS_TILE (self));
  if (self->plain || !self->player)
    return;
  zb_tile_zoom_at (&self->zoom, times, x, y);
  show_view (self);
}

/**
 * zb_tile_pan:
 * @self: a tile
 * @dx: how far the picture is moved to the right, in widths of the tile
 * @dy: how far it is moved down, in heights of the tile
 */
void
zb_tile_pan (ZbTile *self, double dx, double dy)
{
  g_return_if_fail (ZB_IS_TILE (self));
  zb_tile_zoom_pan (&self->zoom, dx, dy);
  zb_tile_picture_set_zoom (self->picture, &self->zoom);
}

/**
 * zb_tile_reset_view:
 * @self: a tile
 *
 * Shows all of the picture again.
 */
void
zb_tile_reset_view (ZbTile *self)
{
  g_return_if_fail (ZB_IS_TILE (self));
  zb_tile_zoom_reset (&self->zoom);
  show_view (self);
}

/**
 * zb_tile_get_magnification:
 * @self: a tile
 *
 * Returns: how many times closer the picture is shown than usual, 1 for all of it
 */
double
zb_tile_get_magnification (ZbTile *self)
{
  g_return_val_if_fail (ZB_IS_TILE (self), 1);
  return self->zoom.factor;
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
  zb_video_clock_remove (on_beat, self);
  stop (self);
  forget_aim (self);
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
  gtk_widget_class_bind_template_callback (widget_class, on_aim_clicked);
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
  show_distance (self);
  show_nothing (self);
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
