/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-camera-strip.h"

#include "zb-near.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * ZbCameraStrip:
 *
 * The cameras nearest to the selected alert, live. With "follow the selection" off it stays with the alert
 * that was selected, so that an officer can go through the queue and keep an eye on a place.
 *
 * Asked to look at a place, it shows the cameras that see it instead, until it is asked to end that or
 * another alert is followed.
 */
struct _ZbCameraStrip
{
  GtkWidget parent_instance;
  ZbNear *cameras;
  ZbMedia *media;
  char *watermark;
  ZbAlert *alert;
  gboolean follow;
  guint page;

  GtkWidget *content;
  GtkLabel *title_label;
  GtkLabel *count_label;
  GtkWidget *end_look_button;
  GtkWidget *pager;
  GtkLabel *page_label;
  GtkStack *stack;
  GtkLabel *empty_label;
  GtkWidget *follow_switch;
  ZbTile *tiles[ZB_CAMERA_STRIP_TILES];
};

typedef enum
{
  PROP_DEVICES = 1,
  PROP_MEDIA,
  PROP_WATERMARK,
  PROP_ALERT,
  PROP_FOLLOW,
  PROP_CAMERAS,
} ZbCameraStripProperty;

static GParamSpec *properties[PROP_CAMERAS + 1];

G_DEFINE_FINAL_TYPE (ZbCameraStrip, zb_camera_strip, GTK_TYPE_WIDGET)

/* Far enough for the best of lenses; the range of each decides. */
#define LOOK_METRES 2000

static guint
count_cameras (ZbCameraStrip *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->cameras));
}

static char *
describe_near (ZbCameraStrip *self, guint n)
{
  int radius = (int)zb_near_get_radius (self->cameras);
  if (n > ZB_CAMERA_STRIP_TILES)
    return g_strdup_printf (_ ("%u within %d m, the nearest first"), n, radius);
  return n > 0 ? g_strdup_printf (ngettext ("%u within %d m", "%u within %d m", n), n, radius)
               : g_strdup ("");
}

static char *
describe_look (ZbCameraStrip *self, guint n)
{
  guint seen = 0;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (ZbNearThing) near = g_list_model_get_item (G_LIST_MODEL (self->cameras), i);
      seen += zb_near_thing_get_sight (near) == ZB_SIGHT_SEEN;
    }
  if (seen == n)
    return n > 0 ? g_strdup_printf (ngettext ("%u sees it", "%u see it", n), n) : g_strdup ("");
  return g_strdup_printf (_ ("%u see it, %u more can be turned to it"), seen, n - seen);
}

static void
show_heading (ZbCameraStrip *self)
{
  gboolean looking = zb_near_get_seeing (self->cameras);
  g_autofree char *place = zb_words_coordinates (zb_near_get_centre (self->cameras));
  g_autofree char *look = g_strdup_printf (_ ("What looks at %s"), place);
  guint n = count_cameras (self);
  g_autofree char *count = looking ? describe_look (self, n) : describe_near (self, n);
  gtk_label_set_text (self->title_label, looking ? look : _ ("Nearby video"));
  gtk_label_set_text (self->count_label, count);
  gtk_widget_set_visible (self->end_look_button, looking);
}

static void
show_empty (ZbCameraStrip *self)
{
  gboolean somewhere = zb_point_is_known (zb_near_get_centre (self->cameras));
  g_autofree char *none =
      g_strdup_printf (_ ("There is no camera within %d m"), (int)zb_near_get_radius (self->cameras));
  gtk_label_set_text (
      self->empty_label,
      zb_near_get_seeing (self->cameras)
          ? _ ("No camera is known to see this place; where a camera looks is kept with the device.")
      : somewhere ? none
                  : _ ("Select an alert to see the cameras around it"));
}

static guint
count_pages (ZbCameraStrip *self)
{
  return MAX ((count_cameras (self) + ZB_CAMERA_STRIP_TILES - 1) / ZB_CAMERA_STRIP_TILES, 1);
}

static void
show_pages (ZbCameraStrip *self)
{
  guint n = count_pages (self);
  /* Translators: this page, of so many */
  g_autofree char *text = g_strdup_printf (_ ("%u / %u"), self->page + 1, n);
  gtk_label_set_text (self->page_label, text);
  gtk_widget_set_visible (self->pager, n > 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "cameras.previous", self->page > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "cameras.next", self->page + 1 < n);
}

/* What a camera does not see as it stands it can be turned to, perhaps. */
static ZbPoint
find_aim (ZbCameraStrip *self, ZbNearThing *near)
{
  gboolean turned =
      near && zb_near_get_seeing (self->cameras) && zb_near_thing_get_sight (near) == ZB_SIGHT_TURNED;
  return turned ? zb_near_get_centre (self->cameras) : ZB_POINT_NOWHERE;
}

static void
show_tiles (ZbCameraStrip *self)
{
  for (guint i = 0; i < ZB_CAMERA_STRIP_TILES; i++)
    {
      g_autoptr (ZbNearThing) near =
          g_list_model_get_item (G_LIST_MODEL (self->cameras), self->page * ZB_CAMERA_STRIP_TILES + i);
      zb_tile_set_device (self->tiles[i], near ? zb_near_thing_get_entity (near) : NULL);
      zb_tile_set_distance (self->tiles[i], near ? zb_near_thing_get_distance (near) : -1);
      zb_tile_set_aim (self->tiles[i], find_aim (self, near));
      gtk_widget_set_opacity (GTK_WIDGET (self->tiles[i]), near ? 1 : 0);
    }
}

static void
show_cameras (ZbCameraStrip *self)
{
  self->page = MIN (self->page, count_pages (self) - 1);
  show_tiles (self);
  show_heading (self);
  show_empty (self);
  show_pages (self);
  gtk_stack_set_visible_child_name (self->stack, count_cameras (self) > 0 ? "tiles" : "empty");
}

static void
turn_page (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbCameraStrip *self = ZB_CAMERA_STRIP (widget);
  gboolean next = g_str_equal (name, "cameras.next");
  if (next ? self->page + 1 >= count_pages (self) : self->page == 0)
    return;
  self->page = next ? self->page + 1 : self->page - 1;
  show_cameras (self);
}

/* Nothing may have changed in the list while the words above it have. */
static void
ask (ZbCameraStrip *self, ZbPoint centre, double metres, gboolean seeing)
{
  self->page = 0;
  zb_near_ask (self->cameras, centre, metres, seeing);
  show_cameras (self);
}

static void
go_to_alert (ZbCameraStrip *self)
{
  if (self->follow && self->alert)
    ask (self, self->alert->location, ZB_NEAR_USUAL_METRES, FALSE);
}

/* What is looked at stays, wherever the alert goes. */
static void
on_alert_moved (ZbCameraStrip *self)
{
  if (!zb_near_get_seeing (self->cameras))
    go_to_alert (self);
}

/**
 * zb_camera_strip_look:
 * @self: a strip
 * @place: what is to be seen; nowhere to return to the alert
 *
 * Shows the cameras whose field of view covers @place, and those that can be turned to it.
 */
void
zb_camera_strip_look (ZbCameraStrip *self, ZbPoint place)
{
  if (zb_point_is_known (place))
    ask (self, place, LOOK_METRES, TRUE);
  else
    ask (self, self->alert ? self->alert->location : ZB_POINT_NOWHERE, ZB_NEAR_USUAL_METRES, FALSE);
}

static void
end_look (GtkWidget *widget, const char *name, GVariant *parameter)
{
  zb_camera_strip_look (ZB_CAMERA_STRIP (widget), ZB_POINT_NOWHERE);
}

/* --- properties ----------------------------------------------------------------------------------- */

/**
 * zb_camera_strip_set_devices:
 * @self: a strip
 * @devices: (nullable): all devices of the district; a strip is given one list and keeps it
 */
void
zb_camera_strip_set_devices (ZbCameraStrip *self, GListModel *devices)
{
  if (devices)
    zb_near_follow (self->cameras, devices);
}

/**
 * zb_camera_strip_set_media:
 * @self: a strip
 * @media: (nullable): whoever gets tickets
 */
void
zb_camera_strip_set_media (ZbCameraStrip *self, ZbMedia *media)
{
  if (!g_set_object (&self->media, media))
    return;
  for (guint i = 0; i < ZB_CAMERA_STRIP_TILES; i++)
    zb_tile_set_media (self->tiles[i], media);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MEDIA]);
}

/**
 * zb_camera_strip_set_watermark:
 * @self: a strip
 * @watermark: (nullable): the officer's name and number
 */
void
zb_camera_strip_set_watermark (ZbCameraStrip *self, const char *watermark)
{
  if (!g_set_str (&self->watermark, watermark))
    return;
  for (guint i = 0; i < ZB_CAMERA_STRIP_TILES; i++)
    zb_tile_set_watermark (self->tiles[i], watermark);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WATERMARK]);
}

/**
 * zb_camera_strip_set_alert:
 * @self: a strip
 * @alert: (nullable): what is looked at
 */
void
zb_camera_strip_set_alert (ZbCameraStrip *self, ZbAlert *alert)
{
  if (self->alert == alert)
    return;
  if (self->alert)
    g_signal_handlers_disconnect_by_func (self->alert, on_alert_moved, self);
  g_set_object (&self->alert, alert);
  if (alert)
    g_signal_connect_object (alert, "notify::location", G_CALLBACK (on_alert_moved), self, G_CONNECT_SWAPPED);
  go_to_alert (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ALERT]);
}

/**
 * zb_camera_strip_get_cameras:
 * @self: a strip
 *
 * Returns: (transfer none): the cameras within reach, a list of #ZbNearThing, the nearest first
 */
GListModel *
zb_camera_strip_get_cameras (ZbCameraStrip *self)
{
  return G_LIST_MODEL (self->cameras);
}

/**
 * zb_camera_strip_get_tile:
 * @self: a strip
 * @index: below #ZB_CAMERA_STRIP_TILES
 *
 * Returns: (transfer none): a tile
 */
ZbTile *
zb_camera_strip_get_tile (ZbCameraStrip *self, guint index)
{
  g_return_val_if_fail (index < ZB_CAMERA_STRIP_TILES, NULL);
  return self->tiles[index];
}

static void
set_follow (ZbCameraStrip *self, gboolean follow)
{
  if (self->follow == follow)
    return;
  self->follow = follow;
  go_to_alert (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLLOW]);
}

static void
zb_camera_strip_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbCameraStrip *self = ZB_CAMERA_STRIP (object);
  switch ((ZbCameraStripProperty)id)
    {
    case PROP_DEVICES:
      zb_camera_strip_set_devices (self, g_value_get_object (value));
      break;
    case PROP_MEDIA:
      zb_camera_strip_set_media (self, g_value_get_object (value));
      break;
    case PROP_WATERMARK:
      zb_camera_strip_set_watermark (self, g_value_get_string (value));
      break;
    case PROP_ALERT:
      zb_camera_strip_set_alert (self, g_value_get_object (value));
      break;
    case PROP_FOLLOW:
      set_follow (self, g_value_get_boolean (value));
      break;
    case PROP_CAMERAS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_camera_strip_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbCameraStrip *self = ZB_CAMERA_STRIP (object);
  switch ((ZbCameraStripProperty)id)
    {
    case PROP_MEDIA:
      g_value_set_object (value, self->media);
      break;
    case PROP_WATERMARK:
      g_value_set_string (value, self->watermark);
      break;
    case PROP_ALERT:
      g_value_set_object (value, self->alert);
      break;
    case PROP_FOLLOW:
      g_value_set_boolean (value, self->follow);
      break;
    case PROP_CAMERAS:
      g_value_set_object (value, self->cameras);
      break;
    case PROP_DEVICES:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_camera_strip_dispose (GObject *object)
{
  ZbCameraStrip *self = ZB_CAMERA_STRIP (object);
  zb_camera_strip_set_alert (self, NULL);
  if (self->cameras)
    g_signal_handlers_disconnect_by_func (self->cameras, show_cameras, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), ZB_TYPE_CAMERA_STRIP);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_object (&self->cameras);
  g_clear_object (&self->media);
  G_OBJECT_CLASS (zb_camera_strip_parent_class)->dispose (object);
}

static void
zb_camera_strip_finalize (GObject *object)
{
  g_free (ZB_CAMERA_STRIP (object)->watermark);
  G_OBJECT_CLASS (zb_camera_strip_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags told = G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  properties[PROP_DEVICES] =
      g_param_spec_object ("devices", NULL, NULL, G_TYPE_LIST_MODEL, G_PARAM_WRITABLE | told);
  properties[PROP_MEDIA] = g_param_spec_object ("media", NULL, NULL, ZB_TYPE_MEDIA, G_PARAM_READWRITE | told);
  properties[PROP_WATERMARK] = g_param_spec_string ("watermark", NULL, NULL, NULL, G_PARAM_READWRITE | told);
  properties[PROP_ALERT] = g_param_spec_object ("alert", NULL, NULL, ZB_TYPE_ALERT, G_PARAM_READWRITE | told);
  properties[PROP_FOLLOW] = g_param_spec_boolean ("follow", NULL, NULL, TRUE, G_PARAM_READWRITE | told);
  properties[PROP_CAMERAS] =
      g_param_spec_object ("cameras", NULL, NULL, G_TYPE_LIST_MODEL, G_PARAM_READABLE | told);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
zb_camera_strip_class_init (ZbCameraStripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  object_class->set_property = zb_camera_strip_set_property;
  object_class->get_property = zb_camera_strip_get_property;
  object_class->dispose = zb_camera_strip_dispose;
  object_class->finalize = zb_camera_strip_finalize;
  install_properties (object_class);
  gtk_widget_class_install_action (widget_class, "cameras.previous", NULL, turn_page);
  gtk_widget_class_install_action (widget_class, "cameras.next", NULL, turn_page);
  gtk_widget_class_install_action (widget_class, "cameras.end-look", NULL, end_look);
  g_type_ensure (ZB_TYPE_TILE);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/video/camera-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, ZbCameraStrip, title_label);
  gtk_widget_class_bind_template_child (widget_class, ZbCameraStrip, count_label);
  gtk_widget_class_bind_template_child (widget_class, ZbCameraStrip, end_look_button);
  gtk_widget_class_bind_template_child (widget_class, ZbCameraStrip, pager);
  gtk_widget_class_bind_template_child (widget_class, ZbCameraStrip, page_label);
  gtk_widget_class_bind_template_child (widget_class, ZbCameraStrip, stack);
  gtk_widget_class_bind_template_child (widget_class, ZbCameraStrip, empty_label);
  gtk_widget_class_bind_template_child (widget_class, ZbCameraStrip, follow_switch);
  for (guint i = 0; i < ZB_CAMERA_STRIP_TILES; i++)
    {
      g_autofree char *name = g_strdup_printf ("tile_%u", i);
      gtk_widget_class_bind_template_child_full (
          widget_class, name, FALSE,
          (gssize)(G_STRUCT_OFFSET (ZbCameraStrip, tiles) + i * sizeof (ZbTile *)));
    }
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
zb_camera_strip_init (ZbCameraStrip *self)
{
  self->follow = TRUE;
  self->cameras = zb_near_new ();
  zb_near_set_groups (self->cameras, ZB_NEAR_MASK (ZB_NEAR_CAMERA));
  gtk_widget_init_template (GTK_WIDGET (self));
  self->content = gtk_widget_get_first_child (GTK_WIDGET (self));
  g_signal_connect_object (self->cameras, "items-changed", G_CALLBACK (show_cameras), self,
                           G_CONNECT_SWAPPED);
  show_cameras (self);
}

/**
 * zb_camera_strip_new:
 *
 * Returns: (transfer floating): a strip that knows no camera yet
 */
GtkWidget *
zb_camera_strip_new (void)
{
  return g_object_new (ZB_TYPE_CAMERA_STRIP, NULL);
}
