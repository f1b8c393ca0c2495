/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes exports, one at a time and in the order in which they were asked for:
 *
 *   row "waiting" ─▶ "working" ─▶ a thread decodes, paints and encodes ─▶ SHA-256 ─▶ "ready" or "failed"
 *
 * What was being made when the platform ended is begun anew. */
#include "zb-export-desk.h"

#include "zb-export-maker.h"
#include "zb-export-store.h"
#include "zb-recording-store.h"

#include "zb-device.h"

#include <glib/gstdio.h>
#include <sys/resource.h>

#define CLEAN_MS (3600 * 1000)
#define READ_LENGTH (1024 * 1024)

typedef struct
{
  ZbExport *export;
  char *who;
  char *camera; /* what it is called */
  GPtrArray *regions;
  GPtrArray *spans;
} Job;

struct _ZbExportDesk
{
  gatomicrefcount refs;
  ZbPlatform *platform; /* NULL once stopped */
  GTimeZone *zone;
  GCancellable *cancellable;
  char *folder;
  guint clean_timer;
  gboolean busy; /* somebody looks for the next, or makes it */
  GThread *thread;

  GMutex lock;
  char *current; /* the id of what is being made */
  double progress;
};

static void
job_free (gpointer data)
{
  Job *job = data;
  g_clear_object (&job->export);
  g_clear_pointer (&job->regions, g_ptr_array_unref);
  g_clear_pointer (&job->spans, g_ptr_array_unref);
  g_free (job->who);
  g_free (job->camera);
  g_free (job);
}

static ZbExportDesk *
desk_ref (ZbExportDesk *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

static void
desk_unref (gpointer data)
{
  ZbExportDesk *self = data;
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_object_unref (self->cancellable);
  g_time_zone_unref (self->zone);
  g_mutex_clear (&self->lock);
  g_free (self->current);
  g_free (self->folder);
  g_free (self);
}

/* --- in the thread that makes it ------------------------------------------------------------------ */

static void
set_progress (double share, gpointer data)
{
  ZbExportDesk *self = data;
  g_mutex_lock (&self->lock);
  self->progress = share;
  g_mutex_unlock (&self->lock);
}

static GArray *
list_regions (GPtrArray *regions)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (ZbMosaicRegion));
  for (guint i = 0; i < regions->len; i++)
    {
      const ZbExportRegion *region = g_ptr_array_index (regions, i);
      ZbMosaicRegion plain = { region->x, region->y, region->width, region->height };
      g_array_append_val (list, plain);
    }
  return list;
}

static gboolean
make (ZbExportDesk *self, const Job *job, const char *path, GError **error)
{
  g_autoptr (GArray) regions = list_regions (job->regions);
  ZbExportPlan plan = {
    .spans = job->spans,
    .from = job->export->from,
    .until = job->export->until,
    .regions = (const ZbMosaicRegion *)(gpointer)regions->data,
    .n_regions = regions->len,
    .who = job->who,
    .camera = job->camera,
    .zone = self->zone,
    .path = path,
  };
  return zb_export_make (&plan, set_progress, self, self->cancellable, error);
}

/* The hash of what is on the disk, not of what was meant to be. */
static char *
hash_file (const char *path, gint64 *length, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint8 *piece = g_malloc (READ_LENGTH);
  gssize n = stream != NULL ? 1 : -1;
  *length = 0;
  while (n > 0)
    {
      n = g_input_stream_read (G_INPUT_STREAM (stream), piece, READ_LENGTH, NULL, error);
      g_checksum_update (checksum, piece, MAX (n, 0));
      *length += MAX (n, 0);
    }
  return n == 0 ? g_strdup (g_checksum_get_string (checksum)) : NULL;
}

typedef struct
{
  ZbExportDesk *desk;
  Job *job;
  char *sha256; /* NULL where it was not made */
  gint64 bytes;
  gboolean cancelled;
} Outcome;

static void
outcome_clear (gpointer data)
{
  Outcome *outcome = data;
  job_free (outcome->job);
  desk_unref (outcome->desk);
  g_free (outcome->sha256);
}

static void
outcome_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, outcome_clear);
}

static void
make_file (Outcome *outcome)
{
  g_autoptr (GError) error = NULL;
  const char *id = outcome->job->export->id;
  g_autofree char *name = g_strconcat (id, ".mp4", NULL), *part_name = g_strconcat (name, ".part", NULL);
  g_autofree char *path = g_build_filename (outcome->desk->folder, name, NULL);
  g_autofree char *part = g_build_filename (outcome->desk->folder, part_name, NULL);
  if (make (outcome->desk, outcome->job, part, &error))
    outcome->sha256 = hash_file (part, &outcome->bytes, &error);
  if (outcome->sha256 != NULL && g_rename (part, path) != 0)
    g_clear_pointer (&outcome->sha256, g_free);
  outcome->cancelled = g_cancellable_is_cancelled (outcome->desk->cancellable);
  if (outcome->sha256 != NULL)
    return;
  g_unlink (part);
  if (!outcome->cancelled)
    g_warning ("export %s was not made: %s", id, error != NULL ? error->message : "its file has no name");
}

static gboolean finish (gpointer data);

static gpointer
run (gpointer data)
{
  Outcome *outcome = data;
  setpriority (PRIO_PROCESS, 0, 10);
  make_file (outcome);
  g_idle_add_full (G_PRIORITY_DEFAULT, finish, outcome, outcome_unref);
  return NULL;
}

/* --- on the main loop ------------------------------------------------------------------------------ */

static gboolean
write_outcome (ZbTransaction *tx, gpointer data)
{
  Outcome *outcome = data;
  zb_export_store_finish (tx, outcome->job->export->id, outcome->bytes, outcome->sha256);
  return TRUE;
}

static void
set_current (ZbExportDesk *self, const char *id)
{
  g_mutex_lock (&self->lock);
  g_set_str (&self->current, id);
  self->progress = 0;
  g_mutex_unlock (&self->lock);
}

static DexFuture *
on_written (DexFuture *future, gpointer data)
{
  ZbExportDesk *self = data;
  g_autoptr (GError) error = NULL;
  if (!dex_future_get_value (future, &error))
    g_warning ("what became of an export could not be written down: %s", error->message);
  set_current (self, NULL);
  self->busy = FALSE;
  zb_export_desk_wake (self);
  return dex_future_new_true ();
}

static gboolean
finish (gpointer data)
{
  Outcome *outcome = data;
  ZbExportDesk *self = outcome->desk;
  g_clear_pointer (&self->thread, g_thread_join);
  if (self->platform == NULL || outcome->cancelled)
    return G_SOURCE_REMOVE;
  DexFuture *written =
      zb_platform_work (self->platform, write_outcome, g_atomic_rc_box_acquire (outcome), outcome_unref);
  dex_future_disown (dex_future_finally (written, on_written, desk_ref (self), desk_unref));
  return G_SOURCE_REMOVE;
}

typedef struct
{
  ZbExportDesk *desk;
  Job *job; /* filled by the writer, NULL where nothing waits */
} Search;

static void
search_clear (gpointer data)
{
  Search *search = data;
  g_clear_pointer (&search->job, job_free);
  desk_unref (search->desk);
}

static void
search_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, search_clear);
}

static gboolean
take_next (ZbTransaction *tx, gpointer data)
{
  Search *search = data;
  g_autofree char *who = NULL, *folder = zb_recording_store_find_folder (tx->platform);
  GPtrArray *regions = NULL;
  ZbExport *export = zb_export_store_take_next (tx, &who, &regions);
  if (export == NULL)
    return TRUE;
  ZbDevice *camera = zb_transaction_load (tx, ZB_KIND_DEVICE, export->camera);
  g_autoptr (GPtrArray) segments = zb_recording_store_find (tx, export->camera, export->from, export->until);
  search->job = g_new0 (Job, 1);
  search->job->export = export;
  search->job->regions = regions != NULL ? regions : g_ptr_array_new ();
  search->job->who = g_steal_pointer (&who);
  search->job->camera = g_strdup (camera != NULL && camera->name != NULL ? camera->name : export->camera);
  search->job->spans = zb_span_files_new (folder, segments, export->from, export->until);
  return tx->error == NULL;
}

static void
begin (ZbExportDesk *self, Job *job)
{
  Outcome *outcome = g_atomic_rc_box_new0 (Outcome);
  outcome->desk = desk_ref (self);
  outcome->job = job;
  set_current (self, job->export->id);
  self->thread = g_thread_new ("zb-export", run, outcome);
}

static DexFuture *
on_found (DexFuture *future, gpointer data)
{
  Search *search = data;
  ZbExportDesk *self = search->desk;
  g_autoptr (GError) error = NULL;
  gboolean good = dex_future_get_value (future, &error) != NULL;
  if (self->platform == NULL)
    return dex_future_new_true ();
  if (good && search->job != NULL)
    begin (self, g_steal_pointer (&search->job));
  else
    self->busy = FALSE;
  if (!good)
    g_warning ("the next export could not be begun: %s", error->message);
  return dex_future_new_true ();
}

static gboolean
look_for_next (gpointer data)
{
  ZbExportDesk *self = data;
  if (self->busy || self->platform == NULL)
    return G_SOURCE_REMOVE;
  self->busy = TRUE;
  Search *search = g_atomic_rc_box_new0 (Search);
  search->desk = desk_ref (self);
  DexFuture *found =
      zb_platform_work (self->platform, take_next, g_atomic_rc_box_acquire (search), search_unref);
  dex_future_disown (dex_future_finally (found, on_found, search, search_unref));
  return G_SOURCE_REMOVE;
}

/**
 * zb_export_desk_wake:
 * @self: the desk
 *
 * Something may wait. From any thread; what waits has to be committed.
 */
void
zb_export_desk_wake (ZbExportDesk *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, look_for_next, desk_ref (self), desk_unref);
}

/**
 * zb_export_desk_get_progress:
 * @self: the desk
 * @id: the id of an export that is being made
 *
 * Returns: how much of it is made, from 0 to 1; from any thread
 */
double
zb_export_desk_get_progress (ZbExportDesk *self, const char *id)
{
  g_mutex_lock (&self->lock);
  double progress = g_strcmp0 (self->current, id) == 0 ? self->progress : 0;
  g_mutex_unlock (&self->lock);
  return progress;
}

/* --- what is too old ------------------------------------------------------------------------------- */

static void
remove_file (ZbPlatform *platform, const char *id)
{
  g_autofree char *path = zb_export_store_find_path (platform, id);
  g_unlink (path);
}

/* A few files in an hour: the writer can wait for them. */
static gboolean
forget_old (ZbTransaction *tx, gpointer data)
{
  g_autoptr (GPtrArray) old = zb_export_store_forget_old (tx, tx->now - ZB_EXPORT_DAYS * G_TIME_SPAN_DAY);
  for (guint i = 0; tx->error == NULL && i < old->len; i++)
    remove_file (tx->platform, g_ptr_array_index (old, i));
  return TRUE;
}

static gboolean
clean (gpointer data)
{
  ZbExportDesk *self = data;
  dex_future_disown (zb_platform_work (self->platform, forget_old, NULL, NULL));
  return G_SOURCE_CONTINUE;
}

/* --- beginning and end ----------------------------------------------------------------------------- */

/* What was not finished when the platform was killed. */
static void
remove_leavings (ZbPlatform *platform)
{
  g_autofree char *folder = zb_export_store_find_path (platform, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  for (const char *name = dir != NULL ? g_dir_read_name (dir) : NULL; name != NULL;
       name = g_dir_read_name (dir))
    if (!g_str_has_suffix (name, ".mp4"))
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);
        g_unlink (path);
      }
}

static gboolean
prepare (ZbTransaction *tx, gpointer data)
{
  remove_leavings (tx->platform);
  zb_export_store_start_anew (tx);
  return forget_old (tx, NULL);
}

/**
 * zb_export_desk_start:
 * @platform: a platform
 * @error: return location for an error
 *
 * Goes on with what waits. GStreamer must have been initialised.
 *
 * Returns: (transfer full) (nullable): the desk
 */
ZbExportDesk *
zb_export_desk_start (ZbPlatform *platform, GError **error)
{
  if (!zb_platform_work_sync (platform, prepare, NULL, error))
    return NULL;
  ZbExportDesk *self = g_new0 (ZbExportDesk, 1);
  g_atomic_ref_count_init (&self->refs);
  g_mutex_init (&self->lock);
  self->platform = platform;
  self->cancellable = g_cancellable_new ();
  self->zone = g_time_zone_new_identifier (zb_platform_get_calendar (platform)->zone);
  if (self->zone == NULL)
    self->zone = g_time_zone_new_utc ();
  self->folder = zb_export_store_find_path (platform, NULL);
  g_mkdir_with_parents (self->folder, 0700);
  self->clean_timer = g_timeout_add (CLEAN_MS, clean, self);
  zb_export_desk_wake (self);
  return self;
}

/**
 * zb_export_desk_stop:
 * @self: (transfer full): the desk
 *
 * Ends what is being made; it is begun anew at the next start.
 */
void
zb_export_desk_stop (ZbExportDesk *self)
{
  g_source_remove (self->clean_timer);
  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->thread, g_thread_join);
  self->platform = NULL;
  desk_unref (self);
}
