/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-wall-cameras.h"

#include "zb-device.h"

/**
 * ZbWallCameras:
 *
 * Which cameras a wall shows: those that were chosen for it; where these are too few, half of the
 * rest nearest to the place that matters; and then some over the whole district that look down on
 * it from above or on places where many people are.
 */
struct _ZbWallCameras
{
  GObject parent_instance;
  ZbWorld *world;
  GListStore *list;
  char **chosen;
  ZbPoint place;
  guint size;
  guint filling;
  gboolean near_only;
};

G_DEFINE_FINAL_TYPE (ZbWallCameras, zb_wall_cameras, G_TYPE_OBJECT)

/* Beyond this a camera shows nothing of a place. */
#define NEAR_METRES 600

typedef struct
{
  ZbDevice *device;
  double price;
} Candidate;

static int
compare (gconstpointer a, gconstpointer b)
{
  const Candidate *one = a, *other = b;

  if (one->price != other->price)
    return one->price < other->price ? -1 : 1;
  return g_strcmp0 (ZB_ENTITY (one->device)->id, ZB_ENTITY (other->device)->id);
}

/* The nearest come first. Without a place, those over the district that see most: the order within
 * a kind of placement is that of their ids, so that it is the same at every start. */
static double
price_of (const ZbDevice *device, ZbPoint place)
{
  if (zb_point_is_known (place))
    return zb_point_is_known (device->location) ? zb_point_distance (place, device->location) : G_MAXDOUBLE;
  if (device->placement == ZB_PLACEMENT_HIGH_LOOKOUT)
    return 0;
  return device->placement == ZB_PLACEMENT_CROWDED ? 1 : G_MAXDOUBLE;
}

static GArray *
find_candidates (ZbWallCameras *self, ZbPoint place)
{
  ZbStore *devices = zb_world_get_store (self->world, ZB_KIND_DEVICE);
  const double most = zb_point_is_known (place) ? NEAR_METRES : 1;
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));

  for (guint i = 0; i < zb_store_get_size (devices); i++)
    {
      ZbDevice *device = zb_store_get_nth (devices, i);
      Candidate candidate = { device, 0 };
      if (device->kind != ZB_DEVICE_CAMERA || device->status != ZB_DEVICE_ONLINE)
        continue;
      candidate.price = price_of (device, place);
      if (candidate.price <= most)
        g_array_append_val (candidates, candidate);
    }
  g_array_sort (candidates, compare);
  return candidates;
}

static void
add (GPtrArray *cameras, ZbDevice *device, guint most)
{
  if (device && cameras->len < most && !g_ptr_array_find (cameras, device, NULL))
    g_ptr_array_add (cameras, device);
}

static void
add_near (ZbWallCameras *self, GPtrArray *cameras, guint most)
{
  g_autoptr (GArray) candidates = find_candidates (self, self->place);

  for (guint i = 0; i < candidates->len; i++)
    add (cameras, g_array_index (candidates, Candidate, i).device, most);
}

/* They are taken at even steps, or all would look at the same street. */
static void
add_far (ZbWallCameras *self, GPtrArray *cameras)
{
  g_autoptr (GArray) candidates = find_candidates (self, ZB_POINT_NOWHERE);
  const guint left = self->size - MIN (self->size, cameras->len);
  const guint step = MAX (1, candidates->len / MAX (1, left));

  for (guint i = 0; i < candidates->len; i += step)
    add (cameras, g_array_index (candidates, Candidate, i).device, self->size);
}

static void
add_candidates (ZbWallCameras *self, GPtrArray *cameras)
{
  if (zb_point_is_known (self->place))
    add_near (self, cameras,
              self->near_only ? self->size : cameras->len + (self->size - cameras->len + 1) / 2);
  add_far (self, cameras);
  if (zb_point_is_known (self->place))
    add_near (self, cameras, self->size);
}

static gboolean
is_shown (ZbWallCameras *self, GPtrArray *cameras)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) != cameras->len)
    return FALSE;
  for (guint i = 0; i < cameras->len; i++)
    {
      g_autoptr (ZbDevice) device = g_list_model_get_item (G_LIST_MODEL (self->list), i);
      if (device != cameras->pdata[i])
        return FALSE;
    }
  return TRUE;
}

static gboolean
fill (gpointer data)
{
  ZbWallCameras *self = data;
  g_autoptr (GPtrArray) cameras = g_ptr_array_new ();

  self->filling = 0;
  for (gsize i = 0; self->chosen && self->chosen[i]; i++)
    add (cameras, zb_world_lookup (self->world, ZB_KIND_DEVICE, self->chosen[i]), self->size);
  if (cameras->len < self->size)
    add_candidates (self, cameras);
  if (!is_shown (self, cameras))
    g_list_store_splice (self->list, 0, g_list_model_get_n_items (G_LIST_MODEL (self->list)), cameras->pdata,
                         cameras->len);
  return G_SOURCE_REMOVE;
}

/* Devices come by the thousand; what they mean for a few tiles is asked once a second at most. */
static void
fill_soon (ZbWallCameras *self)
{
  if (self->filling == 0)
    self->filling = g_timeout_add (1000, fill, self);
}

static void
fill_now (ZbWallCameras *self)
{
  g_clear_handle_id (&self->filling, g_source_remove);
  fill (self);
}

/**
 * zb_wall_cameras_new:
 * @world: where cameras are
 *
 * Returns: (transfer full): a choice of none
 */
ZbWallCameras *
zb_wall_cameras_new (ZbWorld *world)
{
  ZbWallCameras *self = g_object_new (ZB_TYPE_WALL_CAMERAS, NULL);

  self->world = g_object_ref (world);
  g_signal_connect_object (zb_world_get_store (world, ZB_KIND_DEVICE), "items-changed",
                           G_CALLBACK (fill_soon), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * zb_wall_cameras_set_chosen:
 * @self: a choice
 * @ids: (nullable) (array zero-terminated=1): cameras that come first
 *
 * Sets what somebody has chosen.
 */
void
zb_wall_cameras_set_chosen (ZbWallCameras *self, const char *const *ids)
{
  static const char *const none[] = { NULL };

  g_return_if_fail (ZB_IS_WALL_CAMERAS (self));
  if (self->chosen && g_strv_equal ((const char *const *)self->chosen, ids ? ids : none))
    return;
  g_strfreev (self->chosen);
  self->chosen = g_strdupv ((char **)(ids ? ids : none));
  fill_now (self);
}

/**
 * zb_wall_cameras_set_place:
 * @self: a choice
 * @place: what matters now; nowhere where nothing does
 * @near_only: whether only what is near to it matters
 *
 * Sets what the cameras that nobody chose are near to.
 */
void
zb_wall_cameras_set_place (ZbWallCameras *self, ZbPoint place, gboolean near_only)
{
  g_return_if_fail (ZB_IS_WALL_CAMERAS (self));
  if (near_only == self->near_only && zb_point_is_known (place) == zb_point_is_known (self->place) &&
      (!zb_point_is_known (place) || (place.lon == self->place.lon && place.lat == self->place.lat)))
    return;
  self->place = place;
  self->near_only = near_only;
  fill_now (self);
}

/**
 * zb_wall_cameras_set_size:
 * @self: a choice
 * @n: how many there is room for
 *
 * Sets how many are chosen.
 */
void
zb_wall_cameras_set_size (ZbWallCameras *self, guint n)
{
  g_return_if_fail (ZB_IS_WALL_CAMERAS (self));
  if (self->size == n)
    return;
  self->size = n;
  fill_now (self);
}

/**
 * zb_wall_cameras_get_list:
 * @self: a choice
 *
 * Returns: (transfer none): the cameras, a list of #ZbDevice that changes
 */
GListModel *
zb_wall_cameras_get_list (ZbWallCameras *self)
{
  g_return_val_if_fail (ZB_IS_WALL_CAMERAS (self), NULL);
  return G_LIST_MODEL (self->list);
}

static void
zb_wall_cameras_dispose (GObject *object)
{
  ZbWallCameras *self = ZB_WALL_CAMERAS (object);

  g_clear_handle_id (&self->filling, g_source_remove);
  g_clear_object (&self->world);
  g_clear_object (&self->list);
  g_clear_pointer (&self->chosen, g_strfreev);
  G_OBJECT_CLASS (zb_wall_cameras_parent_class)->dispose (object);
}

static void
zb_wall_cameras_class_init (ZbWallCamerasClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zb_wall_cameras_dispose;
}

static void
zb_wall_cameras_init (ZbWallCameras *self)
{
  self->list = g_list_store_new (ZB_TYPE_DEVICE);
  self->place = ZB_POINT_NOWHERE;
}
