/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Map tiles on disk, each a file: folder/NAME/zoom/x/y. NAME is a hash of the address as it was typed, in
 * which the key is not yet filled in. A file is written beside its place and moved there, so that several
 * consoles may share the folder; it was changed when it was fetched and read when it was used last, which are
 * set by us, since many file systems do not keep the second. An empty file says that there is no tile.
 *
 * Everything here waits for the disk and is meant for threads. */
#include "zb-tile-cache.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

/* What a file takes on the disk at least. */
#define BLOCK 4096

/* When there is too much, so much is left that the next tiles find room. */
#define KEPT_SHARE 0.9

struct _ZbTileCache
{
  GObject parent_instance;
  GMutex lock;
  char *folder;
  guint64 limit;
  guint64 size;
  gboolean measured;
};

G_DEFINE_FINAL_TYPE (ZbTileCache, zb_tile_cache, G_TYPE_OBJECT)

typedef struct
{
  char *path;
  gint64 used_at;
  guint64 size;
} File;

static void
file_free (gpointer data)
{
  File *file = data;

  g_free (file->path);
  g_free (file);
}

static guint64
round_up (guint64 size)
{
  return MAX (size + BLOCK - 1, BLOCK) / BLOCK * BLOCK;
}

/**
 * zb_tile_cache_find_folder:
 *
 * Returns: (transfer full): where tiles are kept of this user's maps
 */
char *
zb_tile_cache_find_folder (void)
{
  return g_build_filename (g_get_user_cache_dir (), "zhiban", "tiles", NULL);
}

/**
 * zb_tile_cache_name:
 * @source: a base map
 *
 * Returns: (transfer full): under which name its tiles are kept: another one for another address
 */
char *
zb_tile_cache_name (ZbBaseSource *source)
{
  g_autofree char *text = g_strdup_printf ("%d\n%s", source->kind == ZB_BASE_TMS, source->place);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  return g_strndup (hash, 24);
}

static char *
build_path (ZbTileCache *self, const char *name, ZbTilePlace place)
{
  return g_strdup_printf ("%s/%s/%d/%d/%d", self->folder, name, place.zoom, place.x, place.y);
}

/* --- what there is ----------------------------------------------------------------------------- */

static void add_folder (GPtrArray *files, const char *path, guint depth);

static void
add_entry (GPtrArray *files, const char *path, guint depth)
{
  struct stat status;
  File *file;

  if (lstat (path, &status) != 0)
    return;
  if (S_ISDIR (status.st_mode) && depth > 0)
    add_folder (files, path, depth - 1);
  if (!S_ISREG (status.st_mode))
    return;
  file = g_new0 (File, 1);
  file->path = g_strdup (path);
  file->used_at = (gint64)status.st_atim.tv_sec * G_USEC_PER_SEC + status.st_atim.tv_nsec / 1000;
  file->size = round_up ((guint64)status.st_size);
  g_ptr_array_add (files, file);
}

static void
add_folder (GPtrArray *files, const char *path, guint depth)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder && (name = g_dir_read_name (folder)))
    {
      g_autofree char *entry = g_build_filename (path, name, NULL);
      add_entry (files, entry, depth);
    }
}

static GPtrArray *
list_files (ZbTileCache *self, guint64 *size)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (file_free);

  add_folder (files, self->folder, 3);
  *size = 0;
  for (guint i = 0; i < files->len; i++)
    *size += ((File *)files->pdata[i])->size;
  return files;
}

static int
compare_use (gconstpointer a, gconstpointer b)
{
  const File *one = a, *other = b;

  return (one->used_at > other->used_at) - (one->used_at < other->used_at);
}

/* With the lock held: what was not used for longest goes. */
static void
shrink (ZbTileCache *self, guint64 most)
{
  guint64 size;
  g_autoptr (GPtrArray) files = list_files (self, &size);

  g_ptr_array_sort_values (files, compare_use);
  for (guint i = 0; i < files->len && size > most; i++)
    {
      const File *file = files->pdata[i];
      if (g_unlink (file->path) == 0)
        size -= file->size;
    }
  self->size = size;
  self->measured = TRUE;
}

static void
keep_limit (ZbTileCache *self)
{
  if (!self->measured)
    g_ptr_array_unref (list_files (self, &self->size));
  self->measured = TRUE;
  if (self->size > self->limit)
    shrink (self, (guint64)(KEPT_SHARE * (double)self->limit));
}

/* --- reading and writing ----------------------------------------------------------------------- */

/* Only that it was used: when it was fetched stays. */
static void
note_use (const char *path)
{
  const struct timespec times[2] = { { .tv_nsec = UTIME_NOW }, { .tv_nsec = UTIME_OMIT } };

  utimensat (AT_FDCWD, path, times, 0);
}

/**
 * zb_tile_cache_read:
 * @self: a cache
 * @name: see zb_tile_cache_name()
 * @place: which tile
 * @fetched_at: (out): when it was fetched, µs UTC
 *
 * Returns: (transfer full) (nullable): its bytes, none where there is no such tile in the base map; %NULL
 *   where that is not known
 */
GBytes *
zb_tile_cache_read (ZbTileCache *self, const char *name, ZbTilePlace place, gint64 *fetched_at)
{
  g_autofree char *path = build_path (self, name, place);
  GStatBuf status;
  char *data;
  gsize size;

  if (g_stat (path, &status) != 0 || !g_file_get_contents (path, &data, &size, NULL))
    return NULL;
  *fetched_at = (gint64)status.st_mtime * G_USEC_PER_SEC;
  note_use (path);
  return g_bytes_new_take (data, size);
}

static guint64
size_of_file (const char *path)
{
  GStatBuf status;

  return g_stat (path, &status) == 0 ? round_up ((guint64)status.st_size) : 0;
}

/**
 * zb_tile_cache_write:
 * @self: a cache
 * @name: see zb_tile_cache_name()
 * @place: which tile
 * @bytes: its bytes; none where the base map has no such tile
 *
 * Keeps a tile. What was not used for longest goes where there is no room; a disk that refuses is no trouble:
 * the tile is fetched again.
 */
void
zb_tile_cache_write (ZbTileCache *self, const char *name, ZbTilePlace place, GBytes *bytes)
{
  g_autofree char *path = build_path (self, name, place), *folder = g_path_get_dirname (path);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  const guint64 before = size_of_file (path);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  if (round_up (size) > self->limit || g_mkdir_with_parents (folder, 0700) != 0 ||
      !g_file_set_contents_full (path, data ? data : "", (gssize)size, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                 NULL))
    return;
  if (self->measured)
    self->size += round_up (size) - MIN (before, self->size);
  keep_limit (self);
}

/**
 * zb_tile_cache_set_limit:
 * @self: a cache
 * @limit: how many bytes it takes on the disk at the most
 *
 * It shrinks to that when the next tile is written, or with zb_tile_cache_measure().
 */
void
zb_tile_cache_set_limit (ZbTileCache *self, guint64 limit)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->limit = limit;
}

/**
 * zb_tile_cache_get_limit:
 * @self: a cache
 *
 * Returns: how many bytes it takes on the disk at the most
 */
guint64
zb_tile_cache_get_limit (ZbTileCache *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->limit;
}

/**
 * zb_tile_cache_measure:
 * @self: a cache
 *
 * Counts what is there, since other consoles may have written too, and keeps the limit.
 *
 * Returns: how many bytes it takes on the disk
 */
guint64
zb_tile_cache_measure (ZbTileCache *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->measured = FALSE;
  keep_limit (self);
  return self->size;
}

/**
 * zb_tile_cache_clear:
 * @self: a cache
 *
 * Takes all tiles away.
 */
void
zb_tile_cache_clear (ZbTileCache *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  shrink (self, 0);
}

static void
zb_tile_cache_finalize (GObject *object)
{
  ZbTileCache *self = ZB_TILE_CACHE (object);

  g_free (self->folder);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (zb_tile_cache_parent_class)->finalize (object);
}

static void
zb_tile_cache_class_init (ZbTileCacheClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_tile_cache_finalize;
}

static void
zb_tile_cache_init (ZbTileCache *self)
{
  g_mutex_init (&self->lock);
}

/**
 * zb_tile_cache_new:
 * @folder: where tiles are kept; made when the first one is
 * @limit: how many bytes they take on the disk at the most
 *
 * Returns: (transfer full): the cache
 */
ZbTileCache *
zb_tile_cache_new (const char *folder, guint64 limit)
{
  ZbTileCache *self = g_object_new (ZB_TYPE_TILE_CACHE, NULL);

  self->folder = g_strdup (folder);
  self->limit = limit;
  return self;
}
