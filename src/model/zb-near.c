/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-near.h"

#include "zb-alert.h"
#include "zb-case.h"
#include "zb-unit.h"

#include <math.h>

/* Any number of changes within this time makes the list anew once. */
#define REFRESH_MS 100
/* A unit that walks is not counted anew at each of its steps. */
#define MOVED_MS 1000
/* Of latitude, a little less than on our sphere (111,195 m). */
#define LEAST_METRES_A_DEGREE 111000.0
/* Two distances that read the same. */
#define SAME_METRES 0.5

/**
 * ZbNearThing:
 *
 * Something near a place: what it is, how far off, and in which direction.
 */
struct _ZbNearThing
{
  GObject parent_instance;
  gpointer entity;
  ZbNearGroup group;
  double distance;
  double bearing;
  ZbSight sight;
  gboolean dark;
};

G_DEFINE_FINAL_TYPE (ZbNearThing, zb_near_thing, G_TYPE_OBJECT)

static void
zb_near_thing_finalize (GObject *object)
{
  g_clear_object (&ZB_NEAR_THING (object)->entity);
  G_OBJECT_CLASS (zb_near_thing_parent_class)->finalize (object);
}

static void
zb_near_thing_class_init (ZbNearThingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_near_thing_finalize;
}

static void
zb_near_thing_init (ZbNearThing *self)
{
}

/**
 * zb_near_thing_get_entity:
 * @self: a thing nearby
 *
 * Returns: (transfer none) (type ZbEntity): the device, unit, alert or case
 */
gpointer
zb_near_thing_get_entity (ZbNearThing *self)
{
  return self->entity;
}

/**
 * zb_near_thing_get_group:
 * @self: a thing nearby
 *
 * Returns: what it is counted with
 */
ZbNearGroup
zb_near_thing_get_group (ZbNearThing *self)
{
  return self->group;
}

/**
 * zb_near_thing_get_distance:
 * @self: a thing nearby
 *
 * Returns: metres
 */
double
zb_near_thing_get_distance (ZbNearThing *self)
{
  return self->distance;
}

/**
 * zb_near_thing_get_bearing:
 * @self: a thing nearby
 *
 * Returns: where it lies from the place, degrees clockwise from north
 */
double
zb_near_thing_get_bearing (ZbNearThing *self)
{
  return self->bearing;
}

/**
 * zb_near_thing_get_sight:
 * @self: a thing nearby
 *
 * Returns: what it sees of the place, where it is a camera
 */
ZbSight
zb_near_thing_get_sight (ZbNearThing *self)
{
  return self->sight;
}

/**
 * ZbNear:
 *
 * What there is within some metres of a place, the nearest first: a list of #ZbNearThing over lists of
 * entities. Only open alerts and cases are taken in, and units on duty. It is made anew when the place
 * changes, and once after any number of changes to what it follows; only the rows that differ are told.
 */
struct _ZbNear
{
  GObject parent_instance;
  GPtrArray *lists;
  ZbPoint centre;
  double radius;
  guint32 groups;
  gpointer without;
  gboolean seeing;
  gboolean held;
  gboolean missed;
  guint counts[ZB_N_NEAR_GROUPS];
  GPtrArray *items;
  guint refresh_source;
};

enum
{
  COUNTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void zb_near_list_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ZbNear, zb_near, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, zb_near_list_init))

static GType
zb_near_get_item_type (GListModel *list)
{
  return ZB_TYPE_NEAR_THING;
}

static guint
zb_near_get_n_items (GListModel *list)
{
  return ZB_NEAR (list)->items->len;
}

static gpointer
zb_near_get_item (GListModel *list, guint position)
{
  ZbNear *self = ZB_NEAR (list);
  return position < self->items->len ? g_object_ref (self->items->pdata[position]) : NULL;
}

static void
zb_near_list_init (GListModelInterface *iface)
{
  iface->get_item_type = zb_near_get_item_type;
  iface->get_n_items = zb_near_get_n_items;
  iface->get_item = zb_near_get_item;
}

/* --- what is near ------------------------------------------------------------------------------------- */

static ZbNearGroup
group_of_device (const ZbDevice *device)
{
  switch ((ZbDeviceKind)device->kind)
    {
    case ZB_DEVICE_CAMERA:
      return ZB_NEAR_CAMERA;
    case ZB_DEVICE_GATE:
      return ZB_NEAR_GATE;
    case ZB_DEVICE_BIKE_SHED:
      return ZB_NEAR_BIKE_SHED;
    case ZB_DEVICE_MANHOLE:
      return ZB_NEAR_MANHOLE;
    case ZB_DEVICE_OTHER:
    default:
      return ZB_NEAR_OTHER;
    }
}

/* Nowhere for what is over, or off duty. */
static ZbPoint
place_of (gpointer entity, ZbNearGroup *group)
{
  if (ZB_IS_DEVICE (entity))
    {
      *group = group_of_device (entity);
      return ZB_DEVICE (entity)->location;
    }
  if (ZB_IS_UNIT (entity))
    {
      *group = ZB_NEAR_UNIT;
      return ZB_UNIT (entity)->status == ZB_UNIT_OFF_DUTY ? ZB_POINT_NOWHERE : ZB_UNIT (entity)->location;
    }
  if (ZB_IS_ALERT (entity))
    {
      *group = ZB_NEAR_ALERT;
      return zb_alert_is_open (entity) ? ZB_ALERT (entity)->location : ZB_POINT_NOWHERE;
    }
  *group = ZB_NEAR_CASE;
  return ZB_IS_CASE (entity) && zb_case_is_open (entity) ? ZB_CASE (entity)->location : ZB_POINT_NOWHERE;
}

static ZbNearThing *
make_thing (ZbNear *self, gpointer entity, ZbNearGroup group, ZbPoint place, double distance)
{
  ZbNearThing *thing = g_object_new (ZB_TYPE_NEAR_THING, NULL);

  thing->entity = g_object_ref (entity);
  thing->group = group;
  thing->distance = distance;
  thing->bearing = zb_point_bearing (self->centre, place);
  thing->sight = group == ZB_NEAR_CAMERA ? zb_sight_of (entity, self->centre) : ZB_SIGHT_NONE;
  thing->dark = group == ZB_NEAR_CAMERA && ZB_DEVICE (entity)->status != ZB_DEVICE_ONLINE;
  return thing;
}

/* Most things are: no two places are nearer than their latitudes, which cost no sine to compare. */
static gboolean
is_far (ZbNear *self, ZbPoint place)
{
  return !(fabs (place.lat - self->centre.lat) * LEAST_METRES_A_DEGREE <= self->radius);
}

static void
consider (ZbNear *self, gpointer entity, GPtrArray *found)
{
  ZbNearGroup group;
  ZbPoint place = place_of (entity, &group);
  double distance = is_far (self, place) ? NAN : zb_point_distance (self->centre, place);
  g_autoptr (ZbNearThing) thing = NULL;

  if (!(distance <= self->radius) || entity == self->without)
    return;
  self->counts[group]++;
  if (!(self->groups & ZB_NEAR_MASK (group)))
    return;
  thing = make_thing (self, entity, group, place, distance);
  if (!self->seeing || thing->sight != ZB_SIGHT_NONE)
    g_ptr_array_add (found, g_steal_pointer (&thing));
}

/* Who looks for a picture has those first that give one. */
static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const ZbNearThing *one = *(ZbNearThing *const *)a, *other = *(ZbNearThing *const *)b;
  const ZbNear *self = data;

  if (self->seeing && one->dark != other->dark)
    return one->dark ? 1 : -1;
  if (self->seeing && one->sight != other->sight)
    return one->sight > other->sight ? -1 : 1;
  if (one->distance != other->distance)
    return one->distance < other->distance ? -1 : 1;
  return g_strcmp0 (ZB_ENTITY (one->entity)->id, ZB_ENTITY (other->entity)->id);
}

static GPtrArray *
find (ZbNear *self)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);

  memset (self->counts, 0, sizeof self->counts);
  for (guint i = 0; zb_point_is_known (self->centre) && i < self->lists->len; i++)
    {
      GListModel *list = self->lists->pdata[i];
      guint n = g_list_model_get_n_items (list);

      for (guint j = 0; j < n; j++)
        {
          g_autoptr (GObject) entity = g_list_model_get_item (list, j);
          consider (self, entity, found);
        }
    }
  g_ptr_array_sort_with_data (found, compare, self);
  return found;
}

/* --- telling what differs ----------------------------------------------------------------------------- */

static gboolean
is_same (const ZbNearThing *a, const ZbNearThing *b)
{
  return a->entity == b->entity && a->sight == b->sight && a->dark == b->dark &&
         fabs (a->distance - b->distance) < SAME_METRES;
}

/* Keeps the things that are there already, so that a row that has not changed is not drawn anew. */
static guint
keep_from_front (GPtrArray *before, GPtrArray *now)
{
  guint i = 0;

  for (; i < MIN (before->len, now->len) && is_same (before->pdata[i], now->pdata[i]); i++)
    g_set_object ((GObject **)&now->pdata[i], before->pdata[i]);
  return i;
}

static guint
keep_from_end (GPtrArray *before, GPtrArray *now, guint front)
{
  guint n = 0, most = MIN (before->len, now->len) - front;

  for (; n < most && is_same (before->pdata[before->len - 1 - n], now->pdata[now->len - 1 - n]); n++)
    g_set_object ((GObject **)&now->pdata[now->len - 1 - n], before->pdata[before->len - 1 - n]);
  return n;
}

static void
refresh (ZbNear *self)
{
  g_autoptr (GPtrArray) before = NULL;
  guint front, end;

  g_clear_handle_id (&self->refresh_source, g_source_remove);
  self->missed = FALSE;
  before = g_steal_pointer (&self->items);
  self->items = find (self);
  front = keep_from_front (before, self->items);
  end = keep_from_end (before, self->items, front);
  if (before->len - front - end > 0 || self->items->len - front - end > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), front, before->len - front - end,
                                self->items->len - front - end);
  g_signal_emit (self, signals[COUNTED], 0);
}

static gboolean
refresh_now (gpointer data)
{
  ZbNear *self = data;

  self->refresh_source = 0;
  if (self->held)
    self->missed = TRUE;
  else
    refresh (self);
  return G_SOURCE_REMOVE;
}

static void
refresh_after (ZbNear *self, guint milliseconds)
{
  if (!self->refresh_source && zb_point_is_known (self->centre))
    self->refresh_source = g_timeout_add (milliseconds, refresh_now, self);
}

static void
on_items_changed (ZbNear *self)
{
  refresh_after (self, REFRESH_MS);
}

static gboolean
is_listed (ZbNear *self, gpointer entity)
{
  for (guint i = 0; i < self->items->len; i++)
    if (((ZbNearThing *)self->items->pdata[i])->entity == entity)
      return TRUE;
  return FALSE;
}

/* Most of what changes is far away. */
static void
on_changed (ZbNear *self, gpointer entity)
{
  ZbNearGroup group;

  if (self->refresh_source || !zb_point_is_known (self->centre))
    return;
  if (zb_point_distance (self->centre, place_of (entity, &group)) <= self->radius || is_listed (self, entity))
    refresh_after (self, MOVED_MS);
}

static void
zb_near_finalize (GObject *object)
{
  ZbNear *self = ZB_NEAR (object);

  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_ptr_array_unref (self->lists);
  g_ptr_array_unref (self->items);
  g_clear_object (&self->without);
  G_OBJECT_CLASS (zb_near_parent_class)->finalize (object);
}

static void
zb_near_class_init (ZbNearClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_near_finalize;

  /**
   * ZbNear::counted:
   * @self: the list
   *
   * The list was made anew, and with it what zb_near_count() says.
   */
  signals[COUNTED] =
      g_signal_new ("counted", ZB_TYPE_NEAR, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
zb_near_init (ZbNear *self)
{
  self->centre = ZB_POINT_NOWHERE;
  self->radius = ZB_NEAR_USUAL_METRES;
  self->groups = ZB_NEAR_ALL;
  self->lists = g_ptr_array_new_with_free_func (g_object_unref);
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * zb_near_new:
 *
 * Returns: (transfer full): an empty list, for 300 m around nowhere
 */
ZbNear *
zb_near_new (void)
{
  return g_object_new (ZB_TYPE_NEAR, NULL);
}

/**
 * zb_near_follow:
 * @self: a list
 * @entities: devices, units, alerts or cases
 *
 * Takes in what is near of @entities, too. Where that is a #ZbStore, what moves in it is followed.
 */
void
zb_near_follow (ZbNear *self, GListModel *entities)
{
  if (g_ptr_array_find (self->lists, entities, NULL))
    return;
  g_ptr_array_add (self->lists, g_object_ref (entities));
  g_signal_connect_object (entities, "items-changed", G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);
  if (ZB_IS_STORE (entities))
    g_signal_connect_object (entities, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  refresh (self);
}

/**
 * zb_near_follow_world:
 * @self: a list
 * @world: what there is
 *
 * Takes in all that can be near.
 */
void
zb_near_follow_world (ZbNear *self, ZbWorld *world)
{
  static const ZbKind kinds[] = { ZB_KIND_DEVICE, ZB_KIND_UNIT, ZB_KIND_ALERT, ZB_KIND_CASE };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    zb_near_follow (self, G_LIST_MODEL (zb_world_get_store (world, kinds[i])));
}

/**
 * zb_near_ask:
 * @self: a list
 * @centre: what is looked at, or nowhere
 * @metres: how far off things may be
 * @seeing: whether only cameras are listed that see the place or can be turned to it: those with a picture
 *   first, of these those that see it as they stand
 */
void
zb_near_ask (ZbNear *self, ZbPoint centre, double metres, gboolean seeing)
{
  if (zb_point_equal (self->centre, centre) && self->radius == metres && self->seeing == seeing)
    return;
  self->centre = centre;
  self->radius = metres;
  self->seeing = seeing;
  refresh (self);
}

/**
 * zb_near_set_centre:
 * @self: a list
 * @centre: what is looked at, or nowhere
 */
void
zb_near_set_centre (ZbNear *self, ZbPoint centre)
{
  zb_near_ask (self, centre, self->radius, self->seeing);
}

/**
 * zb_near_get_centre:
 * @self: a list
 *
 * Returns: what is looked at
 */
ZbPoint
zb_near_get_centre (ZbNear *self)
{
  return self->centre;
}

/**
 * zb_near_set_radius:
 * @self: a list
 * @metres: how far off things may be
 */
void
zb_near_set_radius (ZbNear *self, double metres)
{
  zb_near_ask (self, self->centre, metres, self->seeing);
}

/**
 * zb_near_get_radius:
 * @self: a list
 *
 * Returns: how far off things may be, metres
 */
double
zb_near_get_radius (ZbNear *self)
{
  return self->radius;
}

/**
 * zb_near_set_groups:
 * @self: a list
 * @groups: a bit for each #ZbNearGroup that is listed; all are counted
 */
void
zb_near_set_groups (ZbNear *self, guint32 groups)
{
  if (self->groups == groups)
    return;
  self->groups = groups;
  refresh (self);
}

/**
 * zb_near_get_groups:
 * @self: a list
 *
 * Returns: a bit for each #ZbNearGroup that is listed
 */
guint32
zb_near_get_groups (ZbNear *self)
{
  return self->groups;
}

/**
 * zb_near_set_without:
 * @self: a list
 * @entity: (nullable) (type ZbEntity): what the question is about, which is not near itself
 */
void
zb_near_set_without (ZbNear *self, gpointer entity)
{
  if (g_set_object ((GObject **)&self->without, entity))
    refresh (self);
}

/**
 * zb_near_get_seeing:
 * @self: a list
 *
 * Returns: whether only cameras are listed that see the place or can be turned to it
 */
gboolean
zb_near_get_seeing (ZbNear *self)
{
  return self->seeing;
}

/**
 * zb_near_set_held:
 * @self: a list
 * @held: whether somebody is about to choose a row, so that none may move now
 */
void
zb_near_set_held (ZbNear *self, gboolean held)
{
  self->held = held;
  if (!held && self->missed)
    refresh (self);
}

/**
 * zb_near_count:
 * @self: a list
 * @group: what to count
 *
 * Returns: how many there are within the radius, listed or not
 */
guint
zb_near_count (ZbNear *self, ZbNearGroup group)
{
  return self->counts[group];
}
