/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-near-cameras.h"

#include <math.h>

/**
 * ZbNearCamera:
 *
 * A camera and how far it is from what is looked at.
 */
struct _ZbNearCamera
{
  GObject parent_instance;
  ZbDevice *device;
  double distance;
};

G_DEFINE_FINAL_TYPE (ZbNearCamera, zb_near_camera, G_TYPE_OBJECT)

static void
zb_near_camera_finalize (GObject *object)
{
  g_clear_object (&ZB_NEAR_CAMERA (object)->device);
  G_OBJECT_CLASS (zb_near_camera_parent_class)->finalize (object);
}

static void
zb_near_camera_class_init (ZbNearCameraClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_near_camera_finalize;
}

static void
zb_near_camera_init (ZbNearCamera *self)
{
}

/**
 * zb_near_camera_get_device:
 * @self: a camera nearby
 *
 * Returns: (transfer none): the camera
 */
ZbDevice *
zb_near_camera_get_device (ZbNearCamera *self)
{
  return self->device;
}

/**
 * zb_near_camera_get_distance:
 * @self: a camera nearby
 *
 * Returns: metres
 */
double
zb_near_camera_get_distance (ZbNearCamera *self)
{
  return self->distance;
}

/**
 * ZbNearCameras:
 *
 * The cameras within some metres of a place, the nearest first: a list of #ZbNearCamera over a list of all
 * devices. It is made anew when the place changes, and once after any number of changes to the devices.
 */
struct _ZbNearCameras
{
  GObject parent_instance;
  GListModel *devices;
  ZbPoint centre;
  double radius;
  GPtrArray *items;
  guint refresh_source;
};

static void zb_near_cameras_list_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ZbNearCameras, zb_near_cameras, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, zb_near_cameras_list_init))

static GType
zb_near_cameras_get_item_type (GListModel *list)
{
  return ZB_TYPE_NEAR_CAMERA;
}

static guint
zb_near_cameras_get_n_items (GListModel *list)
{
  return ZB_NEAR_CAMERAS (list)->items->len;
}

static gpointer
zb_near_cameras_get_item (GListModel *list, guint position)
{
  ZbNearCameras *self = ZB_NEAR_CAMERAS (list);
  return position < self->items->len ? g_object_ref (self->items->pdata[position]) : NULL;
}

static void
zb_near_cameras_list_init (GListModelInterface *iface)
{
  iface->get_item_type = zb_near_cameras_get_item_type;
  iface->get_n_items = zb_near_cameras_get_n_items;
  iface->get_item = zb_near_cameras_get_item;
}

static int
nearest_first (gconstpointer a, gconstpointer b)
{
  const ZbNearCamera *one = *(ZbNearCamera *const *)a, *other = *(ZbNearCamera *const *)b;
  if (one->distance != other->distance)
    return one->distance < other->distance ? -1 : 1;
  return g_strcmp0 (ZB_ENTITY (one->device)->id, ZB_ENTITY (other->device)->id);
}

static void
consider (ZbNearCameras *self, ZbDevice *device, GPtrArray *found)
{
  if (device->kind != ZB_DEVICE_CAMERA || !zb_point_is_known (device->location))
    return;
  double distance = zb_point_distance (self->centre, device->location);
  if (!(distance <= self->radius))
    return;
  ZbNearCamera *near = g_object_new (ZB_TYPE_NEAR_CAMERA, NULL);
  near->device = g_object_ref (device);
  near->distance = distance;
  g_ptr_array_add (found, near);
}

static gboolean
same_items (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      const ZbNearCamera *one = a->pdata[i], *other = b->pdata[i];
      if (one->device != other->device || one->distance != other->distance)
        return FALSE;
    }
  return TRUE;
}

static void
refresh (ZbNearCameras *self)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = self->devices && zb_point_is_known (self->centre) ? g_list_model_get_n_items (self->devices) : 0;
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (ZbDevice) device = g_list_model_get_item (self->devices, i);
      consider (self, device, found);
    }
  g_ptr_array_sort (found, nearest_first);
  if (same_items (found, self->items))
    return;
  guint before = self->items->len;
  g_ptr_array_unref (self->items);
  self->items = g_steal_pointer (&found);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, self->items->len);
}

static gboolean
refresh_later (gpointer data)
{
  ZbNearCameras *self = data;
  self->refresh_source = 0;
  refresh (self);
  return G_SOURCE_REMOVE;
}

static void
on_devices_changed (ZbNearCameras *self)
{
  if (!self->refresh_source)
    self->refresh_source = g_timeout_add (100, refresh_later, self);
}

static void
zb_near_cameras_finalize (GObject *object)
{
  ZbNearCameras *self = ZB_NEAR_CAMERAS (object);
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_clear_object (&self->devices);
  g_ptr_array_unref (self->items);
  G_OBJECT_CLASS (zb_near_cameras_parent_class)->finalize (object);
}

static void
zb_near_cameras_class_init (ZbNearCamerasClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_near_cameras_finalize;
}

static void
zb_near_cameras_init (ZbNearCameras *self)
{
  self->centre = ZB_POINT_NOWHERE;
  self->radius = 300;
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * zb_near_cameras_new:
 *
 * Returns: (transfer full): an empty list, for 300 m around nowhere
 */
ZbNearCameras *
zb_near_cameras_new (void)
{
  return g_object_new (ZB_TYPE_NEAR_CAMERAS, NULL);
}

/**
 * zb_near_cameras_set_devices:
 * @self: a list
 * @devices: (nullable): all devices
 */
void
zb_near_cameras_set_devices (ZbNearCameras *self, GListModel *devices)
{
  if (self->devices == devices)
    return;
  if (self->devices)
    g_signal_handlers_disconnect_by_func (self->devices, on_devices_changed, self);
  g_set_object (&self->devices, devices);
  if (devices)
    g_signal_connect_object (devices, "items-changed", G_CALLBACK (on_devices_changed), self,
                             G_CONNECT_SWAPPED);
  refresh (self);
}

/**
 * zb_near_cameras_set_centre:
 * @self: a list
 * @centre: what is looked at, or nowhere
 */
void
zb_near_cameras_set_centre (ZbNearCameras *self, ZbPoint centre)
{
  if (zb_point_equal (self->centre, centre))
    return;
  self->centre = centre;
  refresh (self);
}

/**
 * zb_near_cameras_get_centre:
 * @self: a list
 *
 * Returns: what is looked at
 */
ZbPoint
zb_near_cameras_get_centre (ZbNearCameras *self)
{
  return self->centre;
}

/**
 * zb_near_cameras_set_radius:
 * @self: a list
 * @metres: how far a camera may be
 */
void
zb_near_cameras_set_radius (ZbNearCameras *self, double metres)
{
  if (self->radius == metres)
    return;
  self->radius = metres;
  refresh (self);
}

/**
 * zb_near_cameras_get_radius:
 * @self: a list
 *
 * Returns: how far a camera may be, metres
 */
double
zb_near_cameras_get_radius (ZbNearCameras *self)
{
  return self->radius;
}
