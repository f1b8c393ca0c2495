/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records a chosen set of cameras:
 *
 *   cameras ─▶ segments' files      in a thread of its own, and those of GStreamer
 *      └─ what was written ─▶ index  every two seconds, in one transaction for all
 *                 what has to go ─▶ index ─▶ files
 *
 * A camera that fails is tried again, later each time. Where the disk has little room left nothing is
 * recorded until there is more: the platform itself has to go on. */
#include "zb-recorder.h"

#include "zb-camera-recorder.h"
#include "zb-recording-recovery.h"
#include "zb-recording-store.h"

#include "zb-device.h"

#include <glib/gstdio.h>
#include <sys/statvfs.h>

#define NOTE_MS 2000
#define KEEP_MS 30000
#define WATCH_MS 2000
#define SEGMENT_SECONDS 60
#define RESERVE (G_GINT64_CONSTANT (256) << 20)
#define SILENCE (20 * G_TIME_SPAN_SECOND)
#define LONGEST_WAIT 60 /* s */
#define DISK_WAIT 30    /* s */
#define FILM_WAIT 5     /* s */
#define DELETE_AT_ONCE 200

typedef struct
{
  ZbRecorder *owner;
  char *id;
  ZbCameraRecorder *session; /* NULL while it waits for its next try */
  guint failures;
  gint64 next; /* monotonic µs */
} Camera;

struct _ZbRecorder
{
  ZbPlatform *platform; /* outlives it */
  ZbLive *live;
  ZbRecorderOptions options;
  char *profile;
  char *folder;
  GPtrArray *cameras;

  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  gboolean full; /* the thread's own: the disk has no room */

  GMutex lock;
  GHashTable *grown; /* "camera/start" → ZbSegment that the index does not know so yet */

  guint note_timer, keep_timer; /* the main loop's own, with all below */
  gboolean noting, keeping;
};

static void
camera_free (gpointer data)
{
  Camera *camera = data;
  g_free (camera->id);
  g_free (camera);
}

/* --- one camera, in the thread ------------------------------------------------------------------ */

static void
on_recorded (const ZbSegment *segment, gpointer data)
{
  Camera *camera = data;
  ZbRecorder *self = camera->owner;
  char *key = g_strdup_printf ("%s/%" G_GINT64_FORMAT, segment->camera, segment->started_at);
  g_mutex_lock (&self->lock);
  g_hash_table_replace (self->grown, key, zb_segment_copy (segment));
  g_mutex_unlock (&self->lock);
}

/* Twice as long each time, and not all at the same moment. */
static gint64
find_wait (Camera *camera, gboolean is_disk)
{
  double seconds = is_disk ? DISK_WAIT : MIN (1u << MIN (camera->failures, 6u), LONGEST_WAIT);
  return (gint64)(seconds * g_random_double_range (0.8, 1.2) * G_USEC_PER_SEC);
}

static void
close_session (Camera *camera)
{
  g_clear_pointer (&camera->session, zb_camera_recorder_close);
}

static void
on_ended (const char *why, gboolean is_disk, gpointer data)
{
  Camera *camera = data;
  if (is_disk)
    g_warning ("recording of camera %s stops: %s", camera->id, why);
  else
    g_debug ("recording of camera %s stops: %s", camera->id, why);
  camera->next = g_get_monotonic_time () + find_wait (camera, is_disk);
  camera->failures++;
  close_session (camera);
}

static void
open_session (Camera *camera)
{
  static const ZbCameraRecorderEvents events = { on_recorded, on_ended };
  ZbRecorder *self = camera->owner;
  ZbTicketStub stub = { 0 };
  g_autofree char *uri = zb_live_issue_own (self->live, camera->id, self->profile, &stub);
  ZbCameraRecorderOptions options = {
    .folder = self->folder,
    .camera = camera->id,
    .uri = uri,
    .user = stub.user,
    .password = stub.password,
    .segment_seconds = self->options.segment_seconds,
  };
  camera->session = zb_camera_recorder_open (&options, &events, camera);
  zb_ticket_stub_clear (&stub);
}

/* A camera that sends nothing now, or whose film is still being made, is not asked for one. */
static void
try_to_open (Camera *camera, gint64 now)
{
  if (zb_live_has_film (camera->owner->live, camera->id, camera->owner->profile))
    open_session (camera);
  else
    camera->next = now + FILM_WAIT * G_USEC_PER_SEC;
}

static void
look_after (Camera *camera, gint64 now)
{
  if (camera->session == NULL && now >= camera->next)
    try_to_open (camera, now);
  else if (camera->session != NULL && now - zb_camera_recorder_get_last (camera->session) > SILENCE)
    on_ended ("no pictures come", FALSE, camera);
  else if (camera->session != NULL && camera->failures > 0 &&
           now - camera->next > LONGEST_WAIT * G_USEC_PER_SEC)
    camera->failures = 0;
}

static gboolean
has_room (ZbRecorder *self, gint64 needed)
{
  struct statvfs disk;
  return statvfs (self->folder, &disk) != 0 || (gint64)(disk.f_bavail * disk.f_frsize) >= needed;
}

static void
stop_for_lack_of_room (ZbRecorder *self)
{
  g_warning ("the disk that holds %s is nearly full: nothing is recorded until there is room", self->folder);
  for (guint i = 0; i < self->cameras->len; i++)
    close_session (g_ptr_array_index (self->cameras, i));
}

/* With a little more room than it was stopped for, so that it does not come and go. */
static void
look_at_disk (ZbRecorder *self)
{
  gint64 needed = self->options.reserve + (self->full ? self->options.reserve / 4 : 0);
  gboolean full = !has_room (self, needed);
  if (full && !self->full)
    stop_for_lack_of_room (self);
  else if (!full && self->full)
    g_message ("there is room on the disk again: recording goes on");
  self->full = full;
}

static gboolean
watch (gpointer data)
{
  ZbRecorder *self = data;
  look_at_disk (self);
  for (guint i = 0; !self->full && i < self->cameras->len; i++)
    look_after (g_ptr_array_index (self->cameras, i), g_get_monotonic_time ());
  return G_SOURCE_CONTINUE;
}

static gpointer
run (gpointer data)
{
  ZbRecorder *self = data;
  g_main_context_push_thread_default (self->context);
  g_autoptr (GSource) timer = g_timeout_source_new (WATCH_MS);
  g_source_set_callback (timer, watch, self, NULL);
  g_source_attach (timer, self->context);
  watch (self);
  g_main_loop_run (self->loop);
  g_source_destroy (timer);
  for (guint i = 0; i < self->cameras->len; i++)
    close_session (g_ptr_array_index (self->cameras, i));
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

/* --- the index, on the main loop ------------------------------------------------------------------ */

static GPtrArray *
take_grown (ZbRecorder *self)
{
  GHashTableIter iter;
  gpointer segment;
  GPtrArray *grown = g_ptr_array_new_with_free_func ((GDestroyNotify)zb_segment_free);
  g_mutex_lock (&self->lock);
  g_hash_table_iter_init (&iter, self->grown);
  while (g_hash_table_iter_next (&iter, NULL, &segment))
    g_ptr_array_add (grown, zb_segment_copy (segment));
  g_hash_table_remove_all (self->grown);
  g_mutex_unlock (&self->lock);
  return grown;
}

/* What could not be written is written the next time, unless it has grown since. */
static void
give_back (ZbRecorder *self, GPtrArray *grown)
{
  g_mutex_lock (&self->lock);
  for (guint i = 0; i < grown->len; i++)
    {
      const ZbSegment *segment = g_ptr_array_index (grown, i);
      g_autofree char *key = g_strdup_printf ("%s/%" G_GINT64_FORMAT, segment->camera, segment->started_at);
      if (!g_hash_table_contains (self->grown, key))
        g_hash_table_insert (self->grown, g_steal_pointer (&key), zb_segment_copy (segment));
    }
  g_mutex_unlock (&self->lock);
}

static gboolean
note_all (ZbTransaction *tx, gpointer data)
{
  GPtrArray *grown = data;
  for (guint i = 0; i < grown->len; i++)
    zb_recording_store_note (tx, g_ptr_array_index (grown, i));
  return TRUE;
}

/* A turn of the main loop's work; the recorder may be gone when its answer comes. */
typedef struct
{
  ZbRecorder *recorder; /* NULL once it was stopped */
  GPtrArray *segments;
} Turn;

static GPtrArray *turns; /* those that are under way */

static Turn *
turn_new (ZbRecorder *self, GPtrArray *segments)
{
  Turn *turn = g_new0 (Turn, 1);
  turn->recorder = self;
  turn->segments = segments;
  if (turns == NULL)
    turns = g_ptr_array_new ();
  g_ptr_array_add (turns, turn);
  return turn;
}

static void
turn_free (gpointer data)
{
  Turn *turn = data;
  g_ptr_array_remove_fast (turns, turn);
  g_ptr_array_unref (turn->segments);
  g_free (turn);
}

static DexFuture *
on_noted (DexFuture *future, gpointer data)
{
  Turn *turn = data;
  g_autoptr (GError) error = NULL;
  if (turn->recorder == NULL)
    return dex_future_new_true ();
  turn->recorder->noting = FALSE;
  if (!dex_future_get_value (future, &error))
    {
      g_warning ("what was recorded could not be noted: %s", error->message);
      give_back (turn->recorder, turn->segments);
    }
  return dex_future_new_true ();
}

static gboolean
note (gpointer data)
{
  ZbRecorder *self = data;
  g_autoptr (GPtrArray) grown = self->noting ? NULL : take_grown (self);
  if (grown == NULL || grown->len == 0)
    return G_SOURCE_CONTINUE;
  self->noting = TRUE;
  DexFuture *noted =
      zb_platform_work (self->platform, note_all, g_ptr_array_ref (grown), (GDestroyNotify)g_ptr_array_unref);
  dex_future_disown (
      dex_future_finally (noted, on_noted, turn_new (self, g_steal_pointer (&grown)), turn_free));
  return G_SOURCE_CONTINUE;
}

/* --- what has to go ------------------------------------------------------------------------------- */

typedef struct
{
  gint64 days, bytes;
  GPtrArray *gone; /* filled by the writer */
} Cleaning;

static void
cleaning_clear (gpointer data)
{
  g_ptr_array_unref (((Cleaning *)data)->gone);
}

static void
cleaning_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, cleaning_clear);
}

static gboolean
clean (ZbTransaction *tx, gpointer data)
{
  Cleaning *cleaning = data;
  gint64 before = tx->now - cleaning->days * G_TIME_SPAN_DAY;
  g_autoptr (GPtrArray) old = zb_recording_store_list_old (tx, before, cleaning->bytes, DELETE_AT_ONCE);
  for (guint i = 0; i < old->len; i++)
    {
      const ZbSegment *segment = g_ptr_array_index (old, i);
      zb_recording_store_forget (tx, segment->camera, segment->started_at);
      g_ptr_array_add (cleaning->gone, zb_segment_copy (segment));
    }
  return TRUE;
}

typedef struct
{
  char *folder;
  GPtrArray *segments;
} Removal;

static void
removal_free (gpointer data)
{
  Removal *removal = data;
  g_free (removal->folder);
  g_ptr_array_unref (removal->segments);
  g_free (removal);
}

static void
remove_files (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Removal *removal = data;
  for (guint i = 0; i < removal->segments->len; i++)
    {
      const ZbSegment *segment = g_ptr_array_index (removal->segments, i);
      g_autofree char *path = zb_segment_find_path (removal->folder, segment->camera, segment->started_at);
      g_unlink (path);
    }
  g_task_return_boolean (task, TRUE);
}

/* First the rows and then the files: what a crash leaves between is found when the platform starts. */
static void
remove_elsewhere (ZbRecorder *self, GPtrArray *segments)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);
  Removal *removal = g_new0 (Removal, 1);
  removal->folder = g_strdup (self->folder);
  removal->segments = g_ptr_array_ref (segments);
  g_task_set_task_data (task, removal, removal_free);
  g_task_run_in_thread (task, remove_files);
}

static gboolean keep (gpointer data);

static DexFuture *
on_cleaned (DexFuture *future, gpointer data)
{
  Turn *turn = data;
  g_autoptr (GError) error = NULL;
  if (turn->recorder == NULL)
    return dex_future_new_true ();
  turn->recorder->keeping = FALSE;
  if (!dex_future_get_value (future, &error))
    g_warning ("old recordings could not be deleted: %s", error->message);
  else if (turn->segments->len > 0)
    remove_elsewhere (turn->recorder, turn->segments);
  if (error == NULL && turn->segments->len == DELETE_AT_ONCE)
    keep (turn->recorder);
  return dex_future_new_true ();
}

static gboolean
keep (gpointer data)
{
  ZbRecorder *self = data;
  if (self->keeping)
    return G_SOURCE_CONTINUE;
  self->keeping = TRUE;
  Cleaning *cleaning = g_atomic_rc_box_new0 (Cleaning);
  cleaning->days = self->options.days;
  cleaning->bytes = self->options.bytes;
  cleaning->gone = g_ptr_array_new_with_free_func ((GDestroyNotify)zb_segment_free);
  Turn *turn = turn_new (self, g_ptr_array_ref (cleaning->gone));
  DexFuture *cleaned = zb_platform_work (self->platform, clean, cleaning, cleaning_unref);
  dex_future_disown (dex_future_finally (cleaned, on_cleaned, turn, turn_free));
  return G_SOURCE_CONTINUE;
}

/* --- beginning and end ---------------------------------------------------------------------------- */

static guint
rank (const char *camera, guint64 seed)
{
  g_autofree char *text = g_strdup_printf ("%s/%" G_GUINT64_FORMAT, camera, seed);
  return g_str_hash (text);
}

static int
compare_ranks (gconstpointer a, gconstpointer b, gpointer seed)
{
  guint one = rank (*(char *const *)a, *(guint64 *)seed), other = rank (*(char *const *)b, *(guint64 *)seed);
  return one < other ? -1 : one > other;
}

/* Cameras that have the stream, and are not known to send nothing. */
static GPtrArray *
list_cameras (ZbTransaction *tx, const char *profile)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (ZbStatement) row =
      zb_connection_query (tx->connection, &tx->error,
                           "SELECT id FROM entity WHERE kind = 'device' AND body ->> '$.kind' = 'camera'"
                           " AND body ->> '$.status' IN ('online', 'unknown')"
                           " AND EXISTS (SELECT 1 FROM json_each (body, '$.profiles') WHERE value = ?)",
                           "t", profile);
  while (row != NULL && zb_statement_step (row, &tx->error) == ZB_STEP_ROW)
    g_ptr_array_add (ids, g_strdup (zb_statement_get_text (row, 0)));
  return ids;
}

static void
add_camera (ZbRecorder *self, ZbTransaction *tx, const char *id)
{
  Camera *camera = g_new0 (Camera, 1);
  camera->owner = self;
  camera->id = g_strdup (id);
  g_ptr_array_add (self->cameras, camera);
  if (tx->error == NULL)
    zb_connection_run (tx->connection, &tx->error, "INSERT INTO recorded_camera VALUES (?)", "t", id);
}

static gboolean
prepare (ZbTransaction *tx, gpointer data)
{
  ZbRecorder *self = data;
  zb_recording_recover (tx, self->folder);
  if (tx->error == NULL)
    zb_connection_run (tx->connection, &tx->error, "DELETE FROM recorded_camera", "");
  if (self->options.n_cameras == 0 || tx->error != NULL)
    return tx->error == NULL;
  g_autoptr (GPtrArray) ids = list_cameras (tx, self->profile);
  g_ptr_array_sort_with_data (ids, compare_ranks, &self->options.seed);
  for (guint i = 0; i < ids->len && i < self->options.n_cameras; i++)
    add_camera (self, tx, g_ptr_array_index (ids, i));
  return tx->error == NULL;
}

static void
complete (ZbRecorderOptions *options)
{
  options->days = options->days > 0 ? options->days : ZB_RECORDER_DAYS;
  options->bytes = options->bytes > 0 ? options->bytes : ZB_RECORDER_BYTES;
  options->reserve = options->reserve > 0 ? options->reserve : RESERVE;
  options->segment_seconds = options->segment_seconds > 0 ? options->segment_seconds : SEGMENT_SECONDS;
  options->note_ms = options->note_ms > 0 ? options->note_ms : NOTE_MS;
  options->keep_ms = options->keep_ms > 0 ? options->keep_ms : KEEP_MS;
}

static void
recorder_free (ZbRecorder *self)
{
  g_ptr_array_unref (self->cameras);
  g_hash_table_unref (self->grown);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
  g_free (self->profile);
  g_free (self->folder);
  g_free (self);
}

static ZbRecorder *
recorder_new (ZbPlatform *platform, ZbLive *live, const ZbRecorderOptions *options)
{
  ZbRecorder *self = g_new0 (ZbRecorder, 1);
  self->platform = platform;
  self->live = live;
  self->options = *options;
  complete (&self->options);
  self->profile = g_strdup (options->profile != NULL ? options->profile : ZB_RECORDER_PROFILE);
  self->folder = zb_recording_store_find_folder (platform);
  self->cameras = g_ptr_array_new_with_free_func (camera_free);
  self->grown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)zb_segment_free);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  g_mutex_init (&self->lock);
  return self;
}

/**
 * zb_recorder_start:
 * @platform: a platform
 * @live: its video gateway, on the line
 * @options: what is recorded
 * @error: return location for an error
 *
 * Brings the index of what was recorded up to date, and begins to record. Both have to outlive it.
 *
 * Returns: (transfer full) (nullable): the recorder
 */
ZbRecorder *
zb_recorder_start (ZbPlatform *platform, ZbLive *live, const ZbRecorderOptions *options, GError **error)
{
  ZbRecorder *self = recorder_new (platform, live, options);
  if (!zb_platform_work_sync (platform, prepare, self, error))
    {
      recorder_free (self);
      return NULL;
    }
  g_mkdir_with_parents (self->folder, 0700);
  self->note_timer = g_timeout_add (self->options.note_ms, note, self);
  self->keep_timer = g_timeout_add (self->options.keep_ms, keep, self);
  if (self->cameras->len > 0)
    self->thread = g_thread_new ("zb-recorder", run, self);
  return self;
}

static gboolean
quit (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

static void
let_go (gpointer turn, gpointer recorder)
{
  if (((Turn *)turn)->recorder == recorder)
    ((Turn *)turn)->recorder = NULL;
}

/* By way of the loop itself: it may not have begun to run yet. */
static void
end_thread (ZbRecorder *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  g_source_set_callback (source, quit, self->loop, NULL);
  g_source_attach (source, self->context);
  g_clear_pointer (&self->thread, g_thread_join);
}

/**
 * zb_recorder_stop:
 * @self: (transfer full): a recorder, while its platform still runs
 *
 * Finishes all segments and notes what is in them.
 */
void
zb_recorder_stop (ZbRecorder *self)
{
  g_autoptr (GError) error = NULL;
  g_source_remove (self->note_timer);
  g_source_remove (self->keep_timer);
  if (self->thread != NULL)
    end_thread (self);
  if (turns != NULL)
    g_ptr_array_foreach (turns, let_go, self);
  g_autoptr (GPtrArray) grown = take_grown (self);
  if (!zb_platform_work_sync (self->platform, note_all, grown, &error))
    g_warning ("what was recorded could not be noted: %s", error->message);
  recorder_free (self);
}
