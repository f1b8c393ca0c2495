/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-camera-patrol.h"

#include "zb-player.h"

/* The next page's cameras are connected to so long before they are shown. */
#define AHEAD_SECONDS 4
/* Frames of those are made as small as that meanwhile, since nobody sees them. */
#define AHEAD_WIDTH 64
#define AHEAD_HEIGHT 36

/**
 * ZbCameraPatrol:
 *
 * Cameras in turn, a page of tiles at a time, or pages that somebody has arranged. It says when another page
 * is to be shown and has the pictures of the next one begun before it is.
 */
struct _ZbCameraPatrol
{
  GObject parent_instance;
  ZbMedia *media;
  char *title;
  GPtrArray *cameras;
  GPtrArray *pages; /* ZbPatrolPage, where they are arranged already; else empty */
  guint page_size;
  guint page;
  guint seconds;
  guint left;
  gboolean paused;
  guint tick_source;
  GPtrArray *ahead; /* ZbPlayer */
};

enum
{
  TURNED,
  TICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZbCameraPatrol, zb_camera_patrol, G_TYPE_OBJECT)

/* --- pages that are arranged already ------------------------------------------------------------------ */

struct _ZbPatrolPage
{
  char *shape;
  guint seconds;
  GPtrArray *cameras; /* by place, NULL for a dark tile */
};

static void
unref_camera (gpointer camera)
{
  if (camera)
    g_object_unref (camera);
}

/**
 * zb_patrol_page_new:
 * @shape: how its tiles are arranged, see zb_tile_shape_find()
 * @seconds: how long it is looked at
 *
 * Returns: (transfer full): a page without cameras
 */
ZbPatrolPage *
zb_patrol_page_new (const char *shape, guint seconds)
{
  ZbPatrolPage *self = g_new (ZbPatrolPage, 1);

  self->shape = g_strdup (shape);
  self->seconds = CLAMP (seconds, ZB_CAMERA_PATROL_LEAST, ZB_CAMERA_PATROL_MOST);
  self->cameras = g_ptr_array_new_with_free_func (unref_camera);
  return self;
}

/**
 * zb_patrol_page_free:
 * @self: (transfer full): a page
 */
void
zb_patrol_page_free (ZbPatrolPage *self)
{
  g_ptr_array_unref (self->cameras);
  g_free (self->shape);
  g_free (self);
}

/**
 * zb_patrol_page_add:
 * @self: a page
 * @camera: (nullable): what is in its next place, %NULL for nothing
 */
void
zb_patrol_page_add (ZbPatrolPage *self, ZbDevice *camera)
{
  g_ptr_array_add (self->cameras, camera ? g_object_ref (camera) : NULL);
}

static ZbPatrolPage *
get_arranged (ZbCameraPatrol *self, guint page)
{
  return page < self->pages->len ? self->pages->pdata[page] : NULL;
}

/* --- pages ---------------------------------------------------------------------------------------------- */

static guint
count_pages (ZbCameraPatrol *self)
{
  return self->pages->len ? self->pages->len : (self->cameras->len + self->page_size - 1) / self->page_size;
}

static ZbDevice *
find_camera (ZbCameraPatrol *self, guint page, guint tile)
{
  const ZbPatrolPage *arranged = get_arranged (self, page);
  const guint i = page * self->page_size + tile;

  if (arranged)
    return tile < arranged->cameras->len ? arranged->cameras->pdata[tile] : NULL;
  return tile < self->page_size && i < self->cameras->len ? self->cameras->pdata[i] : NULL;
}

static guint
count_places (ZbCameraPatrol *self, guint page)
{
  const ZbPatrolPage *arranged = get_arranged (self, page);

  return arranged ? arranged->cameras->len : self->page_size;
}

/* --- the next page ------------------------------------------------------------------------------------ */

static void
let_go (gpointer player)
{
  zb_player_set_viewer_size (player, player, 0, 0);
  g_object_unref (player);
}

static void
begin (ZbCameraPatrol *self, ZbDevice *camera)
{
  ZbPlayer *player = zb_player_get (self->media, ZB_ENTITY (camera)->id, "sub");

  zb_player_set_viewer_size (player, player, AHEAD_WIDTH, AHEAD_HEIGHT);
  g_ptr_array_add (self->ahead, player);
}

static void
begin_next (ZbCameraPatrol *self)
{
  const guint next = (self->page + 1) % count_pages (self);

  if (!self->media || self->ahead->len > 0 || next == self->page)
    return;
  for (guint i = 0; i < count_places (self, next); i++)
    if (find_camera (self, next, i))
      begin (self, find_camera (self, next, i));
}

/* Of a page that does not come for now, or not to whoever looks now, nothing may stay open: a camera serves
 * only so many. */
static void
give_up_next (ZbCameraPatrol *self)
{
  g_ptr_array_set_size (self->ahead, 0);
}

/* --- turning ------------------------------------------------------------------------------------------ */

/* Who shows the page takes over what was begun before that is let go. */
static void
show_page (ZbCameraPatrol *self, guint page)
{
  const ZbPatrolPage *arranged = get_arranged (self, page);

  self->page = page;
  self->left = arranged ? arranged->seconds : self->seconds;
  g_signal_emit (self, signals[TURNED], 0);
  give_up_next (self);
}

static gboolean
on_tick (gpointer data)
{
  ZbCameraPatrol *self = data;

  if (self->paused)
    return G_SOURCE_CONTINUE;
  self->left -= self->left > 0;
  if (self->left == 0 && count_pages (self) > 1)
    show_page (self, (self->page + 1) % count_pages (self));
  else if (self->left <= AHEAD_SECONDS)
    begin_next (self);
  g_signal_emit (self, signals[TICKED], 0);
  return G_SOURCE_CONTINUE;
}

static void
zb_camera_patrol_finalize (GObject *object)
{
  ZbCameraPatrol *self = ZB_CAMERA_PATROL (object);

  g_clear_handle_id (&self->tick_source, g_source_remove);
  g_ptr_array_unref (self->ahead);
  g_ptr_array_unref (self->cameras);
  g_ptr_array_unref (self->pages);
  g_clear_object (&self->media);
  g_free (self->title);
  G_OBJECT_CLASS (zb_camera_patrol_parent_class)->finalize (object);
}

static void
zb_camera_patrol_class_init (ZbCameraPatrolClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_camera_patrol_finalize;

  /**
   * ZbCameraPatrol::turned:
   * @self: the patrol
   *
   * Another page is to be shown, see zb_camera_patrol_get_camera().
   */
  signals[TURNED] =
      g_signal_new ("turned", ZB_TYPE_CAMERA_PATROL, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * ZbCameraPatrol::ticked:
   * @self: the patrol
   *
   * A second is over, or it was begun, paused or ended.
   */
  signals[TICKED] =
      g_signal_new ("ticked", ZB_TYPE_CAMERA_PATROL, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
zb_camera_patrol_init (ZbCameraPatrol *self)
{
  self->cameras = g_ptr_array_new_with_free_func (g_object_unref);
  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify)zb_patrol_page_free);
  self->ahead = g_ptr_array_new_with_free_func (let_go);
  self->page_size = 1;
  self->seconds = ZB_CAMERA_PATROL_USUAL;
}

/**
 * zb_camera_patrol_new:
 *
 * Returns: (transfer full): a patrol that is not on
 */
ZbCameraPatrol *
zb_camera_patrol_new (void)
{
  return g_object_new (ZB_TYPE_CAMERA_PATROL, NULL);
}

/**
 * zb_camera_patrol_set_media:
 * @self: a patrol
 * @media: (nullable): whoever gets tickets, for the next page's pictures
 *
 * What was begun with another's tickets ends.
 */
void
zb_camera_patrol_set_media (ZbCameraPatrol *self, ZbMedia *media)
{
  if (g_set_object (&self->media, media))
    give_up_next (self);
}

static void
set_off (ZbCameraPatrol *self, const char *title)
{
  if (count_pages (self) == 0)
    return;
  g_set_str (&self->title, title);
  self->paused = FALSE;
  self->tick_source = g_timeout_add_seconds (1, on_tick, self);
  show_page (self, 0);
  g_signal_emit (self, signals[TICKED], 0);
}

/**
 * zb_camera_patrol_start:
 * @self: a patrol
 * @title: what is looked after
 * @cameras: (element-type ZbDevice): the cameras, as they are now; none ends it
 *
 * Begins with the first page.
 */
void
zb_camera_patrol_start (ZbCameraPatrol *self, const char *title, GListModel *cameras)
{
  const guint n = g_list_model_get_n_items (cameras);

  zb_camera_patrol_stop (self);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (self->cameras, g_list_model_get_item (cameras, i));
  set_off (self, title);
}

/**
 * zb_camera_patrol_start_pages:
 * @self: a patrol
 * @title: what is looked after
 * @pages: (transfer full) (element-type ZbPatrolPage): the pages as they are arranged; none ends it
 *
 * Begins with the first of them. Each is shown for as long as it says.
 */
void
zb_camera_patrol_start_pages (ZbCameraPatrol *self, const char *title, GPtrArray *pages)
{
  zb_camera_patrol_stop (self);
  g_ptr_array_set_free_func (pages, (GDestroyNotify)zb_patrol_page_free);
  g_ptr_array_unref (self->pages);
  self->pages = pages;
  set_off (self, title);
}

/**
 * zb_camera_patrol_stop:
 * @self: a patrol
 *
 * What is shown stays.
 */
void
zb_camera_patrol_stop (ZbCameraPatrol *self)
{
  const gboolean was_on = zb_camera_patrol_is_on (self);

  g_clear_handle_id (&self->tick_source, g_source_remove);
  give_up_next (self);
  g_ptr_array_set_size (self->cameras, 0);
  g_ptr_array_set_size (self->pages, 0);
  if (was_on)
    g_signal_emit (self, signals[TICKED], 0);
}

/**
 * zb_camera_patrol_is_on:
 * @self: a patrol
 *
 * Returns: whether it was begun, paused or not
 */
gboolean
zb_camera_patrol_is_on (ZbCameraPatrol *self)
{
  return self->tick_source != 0;
}

/**
 * zb_camera_patrol_get_title:
 * @self: a patrol
 *
 * Returns: (transfer none) (nullable): what is looked after
 */
const char *
zb_camera_patrol_get_title (ZbCameraPatrol *self)
{
  return self->title;
}

/**
 * zb_camera_patrol_get_n_cameras:
 * @self: a patrol
 *
 * Returns: how many cameras are shown in turn
 */
guint
zb_camera_patrol_get_n_cameras (ZbCameraPatrol *self)
{
  guint n = self->cameras->len;

  for (guint page = 0; page < self->pages->len; page++)
    for (guint i = 0; i < count_places (self, page); i++)
      n += find_camera (self, page, i) != NULL;
  return n;
}

/**
 * zb_camera_patrol_set_page_size:
 * @self: a patrol
 * @n_tiles: how many cameras a page has
 *
 * The page with the first camera that is shown now is shown. Pages that are arranged already stay as they
 * are.
 */
void
zb_camera_patrol_set_page_size (ZbCameraPatrol *self, guint n_tiles)
{
  const guint first = self->page * self->page_size;

  g_return_if_fail (n_tiles > 0);
  if (self->page_size == n_tiles)
    return;
  self->page_size = n_tiles;
  if (zb_camera_patrol_is_on (self) && self->pages->len == 0)
    show_page (self, first / n_tiles);
}

/**
 * zb_camera_patrol_set_seconds:
 * @self: a patrol
 * @seconds: how long a page is looked at, %ZB_CAMERA_PATROL_LEAST to %ZB_CAMERA_PATROL_MOST
 */
void
zb_camera_patrol_set_seconds (ZbCameraPatrol *self, guint seconds)
{
  self->seconds = CLAMP (seconds, ZB_CAMERA_PATROL_LEAST, ZB_CAMERA_PATROL_MOST);
  self->left = MIN (self->left, self->seconds);
}

/**
 * zb_camera_patrol_set_paused:
 * @self: a patrol
 * @paused: whether it stays on its page
 *
 * Where it stays, the next page's pictures are begun anew when it goes on.
 */
void
zb_camera_patrol_set_paused (ZbCameraPatrol *self, gboolean paused)
{
  if (self->paused == paused)
    return;
  self->paused = paused;
  if (paused)
    give_up_next (self);
  g_signal_emit (self, signals[TICKED], 0);
}

/**
 * zb_camera_patrol_get_paused:
 * @self: a patrol
 *
 * Returns: whether it stays on its page
 */
gboolean
zb_camera_patrol_get_paused (ZbCameraPatrol *self)
{
  return self->paused;
}

/**
 * zb_camera_patrol_get_page:
 * @self: a patrol
 * @n_pages: (out): how many there are
 *
 * Returns: which page is shown, from 0
 */
guint
zb_camera_patrol_get_page (ZbCameraPatrol *self, guint *n_pages)
{
  *n_pages = count_pages (self);
  return self->page;
}

/**
 * zb_camera_patrol_get_left:
 * @self: a patrol
 *
 * Returns: seconds until the next page
 */
guint
zb_camera_patrol_get_left (ZbCameraPatrol *self)
{
  return self->left;
}

/**
 * zb_camera_patrol_get_camera:
 * @self: a patrol
 * @tile: which tile of the page, from 0
 *
 * Returns: (transfer none) (nullable): the camera that is its turn there
 */
ZbDevice *
zb_camera_patrol_get_camera (ZbCameraPatrol *self, guint tile)
{
  return find_camera (self, self->page, tile);
}

/**
 * zb_camera_patrol_get_shape:
 * @self: a patrol
 *
 * Returns: (transfer none) (nullable): how the tiles of the page are arranged; %NULL for as they are
 */
const char *
zb_camera_patrol_get_shape (ZbCameraPatrol *self)
{
  const ZbPatrolPage *arranged = get_arranged (self, self->page);

  return arranged ? arranged->shape : NULL;
}

/**
 * zb_camera_patrol_turn:
 * @self: a patrol
 * @pages: how many pages forward, or back where less than 0
 */
void
zb_camera_patrol_turn (ZbCameraPatrol *self, int pages)
{
  const int n = (int)count_pages (self);

  if (!zb_camera_patrol_is_on (self) || n == 0)
    return;
  show_page (self, (guint)((((int)self->page + pages) % n + n) % n));
  g_signal_emit (self, signals[TICKED], 0);
}

/**
 * zb_camera_patrol_get_n_waiting:
 * @self: a patrol
 *
 * Returns: how many cameras of the next page are connected to already
 */
guint
zb_camera_patrol_get_n_waiting (ZbCameraPatrol *self)
{
  return self->ahead->len;
}
