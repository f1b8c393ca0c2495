/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A camera's picture, saved:
 *
 *   the next frame at its full size, or the recorded one once more ─▶ the platform writes down who takes it
 *     ─▶ in a thread: caption, watermark, PNG, file
 *
 * Nothing is saved that the platform has not written down, so there has to be a line. */
#include "zb-snapshot.h"

#include "zb-frame-maker.h"
#include "zb-now.h"
#include "zb-snapshot-file.h"
#include "zb-snapshot-picture.h"
#include "zb-video-clock.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/* A camera that is live sends its next frame well within that, also on a machine that has much to do. */
#define FRAME_WITHIN (3 * G_USEC_PER_SEC)
/* What was recorded has to be fetched first. */
#define RECORDED_WITHIN (10 * G_USEC_PER_SEC)

typedef struct
{
  GTask *task; /* not owned: it owns this */
  ZbMedia *media;
  ZbPlayer *player; /* of a live picture, ... */
  ZbReplay *replay; /* ... or of the same moment as the one on the screen, at its full size */
  ZbDevice *camera;
  char *watermark;
  char *folder;
  gint64 until; /* monotonic µs */
  GdkTexture *frame;
  gint64 time; /* of the frame, µs UTC */
  gint64 age;  /* of the frame when it was taken, µs */
  ZbAnswer *answer;
  char *name;
  ZbSnapshotCaption caption;
} Snapshot;

static void
snapshot_free (gpointer data)
{
  Snapshot *self = data;

  g_clear_object (&self->media);
  g_clear_object (&self->player);
  g_clear_object (&self->replay);
  g_clear_object (&self->camera);
  g_clear_object (&self->frame);
  g_clear_object (&self->answer);
  zb_snapshot_caption_clear (&self->caption);
  g_free (self->watermark);
  g_free (self->folder);
  g_free (self->name);
  g_free (self);
}

/* What was begun goes on without anybody else holding it. */
static void
end (Snapshot *self, GError *error)
{
  g_autoptr (GTask) task = self->task;

  g_task_return_error (task, error);
}

/* --- what is written into it ------------------------------------------------------------------------ */

static char *
describe_moment (gint64 time, const char *note)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (time);
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);
  g_autofree char *clock = g_date_time_format (local, "%Y-%m-%d %H:%M:%S");
  const int milliseconds = g_date_time_get_microsecond (local) / 1000;

  /* Translators: date and time of a picture, milliseconds, and the number by which it can be found again */
  return g_strdup_printf (_ ("%s.%03d · record %s"), clock, milliseconds, note);
}

/* What is not of now says so for ever. */
static char *
describe_age (const Snapshot *self)
{
  if (self->replay)
    return g_strdup (_ ("From the recording"));
  return self->age > ZB_PLAYER_STALE_AFTER
             ? g_strdup_printf (_ ("Not live: %d s old when it was saved"), (int)(self->age / G_USEC_PER_SEC))
             : NULL;
}

static char *
describe_camera (const ZbDevice *camera)
{
  g_autofree char *place = zb_words_area (camera->area);

  if (!camera->code)
    return g_strdup (place ? place : "");
  return place && *place ? g_strdup_printf ("%s · %s", camera->code, place) : g_strdup (camera->code);
}

static char *
describe_officer (const char *watermark)
{
  g_autoptr (GDateTime) now = zb_now_local ();
  g_autofree char *clock = g_date_time_format (now, "%H:%M:%S");

  return watermark && *watermark ? g_strdup_printf ("%s %s", watermark, clock) : NULL;
}

static void
fill_caption (Snapshot *self, const ZbSnapshotNote *note)
{
  self->caption = (ZbSnapshotCaption){
    .title = g_strdup (self->camera->name ? self->camera->name : ""),
    .detail = describe_camera (self->camera),
    .moment = describe_moment (self->time, note->id),
    .warning = describe_age (self),
    .watermark = describe_officer (self->watermark),
  };
  self->name = zb_snapshot_file_name (self->camera->name, self->time);
}

/* --- in a thread ------------------------------------------------------------------------------------ */

static void
write_file (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Snapshot *self = data;
  GError *error = NULL;
  g_autoptr (GBytes) file = zb_snapshot_picture_encode (self->frame, &self->caption, &error);
  char *path = file ? zb_snapshot_file_write (self->folder, self->name, file, &error) : NULL;

  if (path)
    g_task_return_pointer (task, path, g_free);
  else
    g_task_return_error (task, error);
}

/* --- in the main context ---------------------------------------------------------------------------- */

static GError *
new_refusal (ZbProblem *problem)
{
  const gboolean no_line = !problem || problem->status == 0;

  return g_error_new_literal (
      G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
      no_line ? _ ("There is no line to the platform: a picture is saved only when it is written down who "
                   "took it")
              : zb_words_problem (problem));
}

static void
on_answer (Snapshot *self)
{
  g_autoptr (ZbSnapshotNote) note = NULL;

  if (zb_answer_get_state (self->answer) == ZB_ANSWER_PENDING)
    return;
  g_signal_handlers_disconnect_by_func (self->answer, on_answer, self);
  if (zb_answer_get_state (self->answer) == ZB_ANSWER_READY)
    note = g_list_model_get_item (zb_answer_get_items (self->answer), 0);
  if (!note)
    {
      end (self, new_refusal (zb_answer_get_problem (self->answer)));
      return;
    }
  fill_caption (self, note);
  g_autoptr (GTask) task = self->task;
  g_task_run_in_thread (task, write_file);
}

static void
ask (Snapshot *self)
{
  self->answer = zb_media_note_snapshot (self->media, ZB_ENTITY (self->camera)->id, self->time,
                                         self->replay ? "playback" : "live");
  g_signal_connect_swapped (self->answer, "notify::state", G_CALLBACK (on_answer), self);
  on_answer (self);
}

/* As large as the camera sends it, or the best there is. */
static gboolean
is_whole (Snapshot *self)
{
  GdkTexture *frame = zb_player_get_frame (self->player);
  int width, height, rate;

  zb_player_get_format (self->player, &width, &height, &rate);
  return frame && width > 0 && gdk_texture_get_width (frame) >= width;
}

static void
take_live (Snapshot *self)
{
  zb_player_set_viewer_size (self->player, self, 0, 0);
  self->frame = g_object_ref (zb_player_get_frame (self->player));
  self->age = zb_player_get_frame_age (self->player);
  self->time = zb_player_get_last_frame_time (self->player);
  ask (self);
}

static void
ask_for_whole (Snapshot *self)
{
  int width, height, rate;

  zb_player_get_format (self->player, &width, &height, &rate);
  zb_player_set_viewer_size (self->player, self, MAX (1, width), MAX (1, height));
}

/* From one that is stale no frame comes any more: the last one is taken as it is. */
static void
on_live_beat (gpointer data)
{
  Snapshot *self = data;

  ask_for_whole (self);
  if (!is_whole (self) && zb_player_get_state (self->player) == ZB_PLAYER_LIVE &&
      g_get_monotonic_time () < self->until)
    return;
  zb_video_clock_remove (on_live_beat, self);
  take_live (self);
}

static void
wait_for_live (Snapshot *self)
{
  self->until = g_get_monotonic_time () + FRAME_WITHIN;
  zb_video_clock_add (on_live_beat, self, 0);
  on_live_beat (self);
}

/* --- of what was recorded --------------------------------------------------------------------------- */

static void
take_recorded (Snapshot *self)
{
  GdkTexture *frame = zb_replay_get_frame (self->replay);

  if (!frame)
    {
      end (self,
           g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("The recorded picture did not come")));
      return;
    }
  self->frame = g_object_ref (frame);
  self->time = zb_replay_get_position (self->replay);
  zb_replay_set_size (self->replay, 0, 0);
  ask (self);
}

static void
on_recorded_beat (gpointer data)
{
  Snapshot *self = data;

  if (zb_replay_get_state (self->replay) == ZB_REPLAY_LOADING && g_get_monotonic_time () < self->until)
    return;
  zb_video_clock_remove (on_recorded_beat, self);
  take_recorded (self);
}

/* By pictures of its own, so that those on the screen go on as they do. */
static void
wait_for_recorded (Snapshot *self, ZbReplay *shown)
{
  self->until = g_get_monotonic_time () + RECORDED_WITHIN;
  self->replay = zb_replay_new (self->media, zb_replay_get_camera (shown));
  zb_replay_set_size (self->replay, ZB_FRAME_WHOLE, ZB_FRAME_WHOLE);
  zb_replay_seek (self->replay, zb_replay_get_position (shown));
  zb_video_clock_add (on_recorded_beat, self, 0);
}

/**
 * zb_snapshot_is_possible:
 * @player: (nullable): a player
 *
 * Returns: whether its picture is live, or has been until a moment ago
 */
gboolean
zb_snapshot_is_possible (ZbPlayer *player)
{
  const ZbPlayerState state = player ? zb_player_get_state (player) : ZB_PLAYER_IDLE;

  return (state == ZB_PLAYER_LIVE || state == ZB_PLAYER_STALE) && zb_player_get_frame (player);
}

static const char *
find_hindrance (const ZbSnapshotWish *wish)
{
  if (wish->replay)
    return wish->media && zb_replay_get_frame (wish->replay) ? NULL
                                                             : _ ("There is no recorded picture to save");
  return wish->media && zb_snapshot_is_possible (wish->player) ? NULL
                                                               : _ ("There is no live picture to save");
}

/**
 * zb_snapshot_take:
 * @wish: what is to be saved
 * @callback: called when it is, or is not
 * @user_data: for @callback
 *
 * Saves the picture that an officer sees, at the size that the camera sends it in.
 */
void
zb_snapshot_take (const ZbSnapshotWish *wish, GAsyncReadyCallback callback, gpointer user_data)
{
  Snapshot *self = g_new0 (Snapshot, 1);
  const char *hindrance = find_hindrance (wish);

  self->task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_task_data (self->task, self, snapshot_free);
  if (hindrance)
    {
      end (self, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, hindrance));
      return;
    }
  self->media = g_object_ref (wish->media);
  self->camera = g_object_ref (wish->camera);
  self->watermark = g_strdup (wish->watermark);
  self->folder = wish->folder ? g_strdup (wish->folder) : zb_snapshot_file_folder ();
  if (wish->replay)
    wait_for_recorded (self, wish->replay);
  else if (g_set_object (&self->player, wish->player))
    wait_for_live (self);
}

/**
 * zb_snapshot_take_finish:
 * @result: what the callback was given
 * @error: return location; its message is for officers
 *
 * Returns: (transfer full) (nullable): the file that was written
 */
char *
zb_snapshot_take_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
