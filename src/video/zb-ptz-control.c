/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-ptz-control.h"

#include "zb-now.h"

/**
 * ZbPtzControl:
 *
 * A console's hand on one camera: it takes the camera when it is first turned, tells a movement again for as
 * long as it goes on, and ends it for certain, whatever has become of the requests before.
 */
struct _ZbPtzControl
{
  GObject parent_instance;
  ZbMedia *media;
  ZbDevice *camera;
  ZbPtz *ptz;
  ZbProblem *problem;
  GPtrArray *answers; /* that are waited for */
  ZbAnswer *repeated; /* the movement that was told last, where it is one of them */
  ZbAnswer *taking;
  char *wanted; /* the preset that it is taken for */
  gboolean was_mine;

  gboolean turning;
  gboolean told; /* whether the platform knows of it */
  double pan, tilt, zoom;
  guint repeat_source;
  guint look_source;
  gint64 watched_until; /* the camera goes somewhere by itself */
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZbPtzControl, zb_ptz_control, G_TYPE_OBJECT)

/* A camera that goes to a place is looked at often; else it is enough to see that a lease has run out. */
#define WATCH_TIME (3 * G_TIME_SPAN_SECOND)
#define WATCH_MS 400
#define REST_MS 5000

static void send_turn (ZbPtzControl *self);
static void wait_to_look (ZbPtzControl *self);

static void
changed (ZbPtzControl *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* --- what comes back -------------------------------------------------------------------------------- */

/* Why something was refused stays to be read until something else is done. */
static void
take_state (ZbPtzControl *self, ZbPtz *ptz, gboolean looked)
{
  gboolean mine = ptz->lease && ptz->lease->mine;

  if (!looked || !self->ptz)
    g_clear_object (&self->problem);
  self->was_mine = mine || (self->was_mine && ptz->lease && ptz->lease->reason);
  g_set_object (&self->ptz, ptz);
  if (!mine && !self->taking)
    zb_ptz_control_stop (self);
}

static void
take_refusal (ZbPtzControl *self, ZbProblem *problem, gboolean looked)
{
  g_set_object (&self->problem, problem);
  zb_ptz_control_stop (self);
  if (looked)
    g_clear_object (&self->ptz);
  else
    zb_ptz_control_look (self);
}

static void
take_answer (ZbPtzControl *self, ZbAnswer *answer)
{
  gboolean looked = g_object_get_data (G_OBJECT (answer), "looked") != NULL;
  g_autoptr (ZbPtz) ptz = NULL;

  if (zb_answer_get_state (answer) == ZB_ANSWER_FAILED)
    take_refusal (self, zb_answer_get_problem (answer), looked);
  else if ((ptz = g_list_model_get_item (zb_answer_get_items (answer), 0)))
    take_state (self, ptz, looked);
}

/* The camera is taken, or not: what it was taken for. */
static void
go_on (ZbPtzControl *self)
{
  g_autofree char *wanted = g_steal_pointer (&self->wanted);

  if (zb_ptz_control_get_hold (self) != ZB_PTZ_HOLD_MINE)
    return;
  if (self->turning)
    send_turn (self);
  else if (wanted)
    zb_ptz_control_recall (self, wanted);
}

static void
on_answer (ZbPtzControl *self, GParamSpec *pspec, ZbAnswer *source)
{
  g_autoptr (ZbAnswer) answer = NULL;
  gboolean taken = source == self->taking;

  if (zb_answer_get_state (source) == ZB_ANSWER_PENDING)
    return;
  answer = g_object_ref (source);
  g_signal_handlers_disconnect_by_func (answer, on_answer, self);
  if (source == self->repeated)
    self->repeated = NULL;
  if (taken)
    self->taking = NULL;
  g_ptr_array_remove (self->answers, source);
  take_answer (self, answer);
  if (taken)
    go_on (self);
  changed (self);
}

static void
tell_again (gpointer answer)
{
  g_object_notify (answer, "state");
  g_object_unref (answer);
}

/* One that is there at once is told of like all others: later. */
static ZbAnswer *
await (ZbPtzControl *self, ZbAnswer *answer)
{
  g_ptr_array_add (self->answers, answer);
  g_signal_connect_object (answer, "notify::state", G_CALLBACK (on_answer), self, G_CONNECT_SWAPPED);
  if (zb_answer_get_state (answer) != ZB_ANSWER_PENDING)
    g_idle_add_once (tell_again, g_object_ref (answer));
  return answer;
}

static const char *
id_of (ZbPtzControl *self)
{
  return ZB_ENTITY (self->camera)->id;
}

static gboolean
can_ask (ZbPtzControl *self)
{
  return self->media && self->camera && self->camera->ptz;
}

/* --- looking ---------------------------------------------------------------------------------------- */

/**
 * zb_ptz_control_look:
 * @self: a control
 *
 * Asks how the camera stands.
 */
void
zb_ptz_control_look (ZbPtzControl *self)
{
  ZbAnswer *answer;

  if (!can_ask (self))
    return;
  answer = await (self, zb_media_ptz_look (self->media, id_of (self)));
  g_object_set_data (G_OBJECT (answer), "looked", self);
}

static gboolean
on_time_to_look (gpointer data)
{
  ZbPtzControl *self = data;

  self->look_source = 0;
  if (self->answers->len == 0)
    zb_ptz_control_look (self);
  wait_to_look (self);
  return G_SOURCE_REMOVE;
}

static void
wait_to_look (ZbPtzControl *self)
{
  gboolean often = g_get_monotonic_time () < self->watched_until;

  g_clear_handle_id (&self->look_source, g_source_remove);
  if (can_ask (self))
    self->look_source = g_timeout_add (often ? WATCH_MS : REST_MS, on_time_to_look, self);
}

static void
watch (ZbPtzControl *self)
{
  self->watched_until = g_get_monotonic_time () + WATCH_TIME;
  wait_to_look (self);
}

/* --- the lease -------------------------------------------------------------------------------------- */

/**
 * zb_ptz_control_take:
 * @self: a control
 * @reason: (nullable): why it is taken from whoever turns it
 *
 * Asks for the camera.
 */
void
zb_ptz_control_take (ZbPtzControl *self, const char *reason)
{
  if (can_ask (self) && !self->taking)
    self->taking = await (self, zb_media_ptz_take (self->media, id_of (self), reason));
}

/**
 * zb_ptz_control_release:
 * @self: a control
 *
 * Gives the camera back.
 */
void
zb_ptz_control_release (ZbPtzControl *self)
{
  zb_ptz_control_stop (self);
  self->was_mine = FALSE;
  if (can_ask (self))
    await (self, zb_media_ptz_release (self->media, id_of (self)));
}

/* --- movement --------------------------------------------------------------------------------------- */

static ZbPtzMove *
make_move (void)
{
  ZbPtzMove *move = g_object_new (ZB_TYPE_PTZ_MOVE, NULL);

  move->order = g_get_real_time ();
  return move;
}

/* While one is on its way another would only wait behind it. */
static void
send_turn (ZbPtzControl *self)
{
  g_autoptr (ZbPtzMove) move = make_move ();

  self->told = TRUE;
  move->pan = self->pan;
  move->tilt = self->tilt;
  move->zoom = self->zoom;
  self->repeated = await (self, zb_media_ptz_move (self->media, id_of (self), move));
}

static gboolean
on_repeat (gpointer data)
{
  ZbPtzControl *self = data;

  if (!self->repeated && !self->taking)
    send_turn (self);
  return G_SOURCE_CONTINUE;
}

static void
begin (ZbPtzControl *self)
{
  self->turning = TRUE;
  if (!self->repeat_source)
    self->repeat_source = g_timeout_add (ZB_PTZ_REPEAT_MS, on_repeat, self);
  if (zb_ptz_control_get_hold (self) == ZB_PTZ_HOLD_MINE)
    send_turn (self);
  else
    zb_ptz_control_take (self, NULL);
}

static gboolean
may_begin (ZbPtzControl *self)
{
  ZbPtzHold hold = zb_ptz_control_get_hold (self);

  return can_ask (self) && (hold == ZB_PTZ_HOLD_MINE || hold == ZB_PTZ_HOLD_FREE);
}

/**
 * zb_ptz_control_turn:
 * @self: a control
 * @pan: to the right, −1 to 1
 * @tilt: upwards, −1 to 1
 * @zoom: closer, −1 to 1
 *
 * Turns the camera until zb_ptz_control_stop(); a camera that is free is taken first, one that another turns
 * is left alone.
 */
void
zb_ptz_control_turn (ZbPtzControl *self, double pan, double tilt, double zoom)
{
  if (!may_begin (self) || (self->turning && self->pan == pan && self->tilt == tilt && self->zoom == zoom))
    return;
  self->pan = pan;
  self->tilt = tilt;
  self->zoom = zoom;
  begin (self);
}

/**
 * zb_ptz_control_stop:
 * @self: a control
 *
 * Ends the movement, where there is one.
 */
void
zb_ptz_control_stop (ZbPtzControl *self)
{
  g_autoptr (ZbPtzMove) move = NULL;

  g_clear_handle_id (&self->repeat_source, g_source_remove);
  self->turning = FALSE;
  if (!self->told)
    return;
  self->told = FALSE;
  move = make_move ();
  move->stop = TRUE;
  await (self, zb_media_ptz_move (self->media, id_of (self), move));
}

/**
 * zb_ptz_control_is_turning:
 * @self: a control
 *
 * Returns: whether the camera is being turned from here
 */
gboolean
zb_ptz_control_is_turning (ZbPtzControl *self)
{
  return self->turning;
}

/* --- presets ---------------------------------------------------------------------------------------- */

/**
 * zb_ptz_control_save:
 * @self: a control
 * @name: what the present view is to be called
 */
void
zb_ptz_control_save (ZbPtzControl *self, const char *name)
{
  if (can_ask (self))
    await (self, zb_media_ptz_save (self->media, id_of (self), name));
}

/**
 * zb_ptz_control_recall:
 * @self: a control
 * @preset: the id of a preset
 *
 * Turns the camera back to a view; one that is free is taken first.
 */
void
zb_ptz_control_recall (ZbPtzControl *self, const char *preset)
{
  if (!can_ask (self))
    return;
  if (zb_ptz_control_get_hold (self) == ZB_PTZ_HOLD_FREE)
    {
      g_set_str (&self->wanted, preset);
      zb_ptz_control_take (self, NULL);
      return;
    }
  await (self, zb_media_ptz_recall (self->media, id_of (self), preset));
  watch (self);
}

/**
 * zb_ptz_control_remove:
 * @self: a control
 * @preset: the id of a preset
 */
void
zb_ptz_control_remove (ZbPtzControl *self, const char *preset)
{
  if (can_ask (self))
    await (self, zb_media_ptz_remove (self->media, id_of (self), preset));
}

/* --- properties ------------------------------------------------------------------------------------- */

static void
forget_answers (ZbPtzControl *self)
{
  for (guint i = 0; i < self->answers->len; i++)
    g_signal_handlers_disconnect_by_func (g_ptr_array_index (self->answers, i), on_answer, self);
  g_ptr_array_set_size (self->answers, 0);
  self->repeated = self->taking = NULL;
  g_clear_pointer (&self->wanted, g_free);
}

static void
begin_anew (ZbPtzControl *self)
{
  forget_answers (self);
  g_clear_object (&self->ptz);
  g_clear_object (&self->problem);
  self->was_mine = FALSE;
  self->watched_until = 0;
  zb_ptz_control_look (self);
  wait_to_look (self);
  changed (self);
}

/**
 * zb_ptz_control_set_media:
 * @self: a control
 * @media: (nullable): whoever can turn cameras
 */
void
zb_ptz_control_set_media (ZbPtzControl *self, ZbMedia *media)
{
  if (self->media == media)
    return;
  zb_ptz_control_stop (self);
  g_set_object (&self->media, media);
  begin_anew (self);
}

/* It has come into other hands, perhaps. */
static void
on_told (ZbPtzControl *self)
{
  if (!self->turning)
    zb_ptz_control_look (self);
  else
    watch (self);
}

/**
 * zb_ptz_control_set_camera:
 * @self: a control
 * @camera: (nullable): what is to be turned; one that was turned before stops
 */
void
zb_ptz_control_set_camera (ZbPtzControl *self, ZbDevice *camera)
{
  if (self->camera == camera)
    return;
  zb_ptz_control_stop (self);
  if (self->camera)
    g_signal_handlers_disconnect_by_func (self->camera, on_told, self);
  g_set_object (&self->camera, camera);
  if (camera)
    g_signal_connect_object (camera, "notify::version", G_CALLBACK (on_told), self, G_CONNECT_SWAPPED);
  begin_anew (self);
}

/**
 * zb_ptz_control_get_camera:
 * @self: a control
 *
 * Returns: (transfer none) (nullable): what is turned
 */
ZbDevice *
zb_ptz_control_get_camera (ZbPtzControl *self)
{
  return self->camera;
}

/**
 * zb_ptz_control_get_ptz:
 * @self: a control
 *
 * Returns: (transfer none) (nullable): how the camera stands, as far as that is known
 */
ZbPtz *
zb_ptz_control_get_ptz (ZbPtzControl *self)
{
  return self->ptz;
}

/**
 * zb_ptz_control_get_problem:
 * @self: a control
 *
 * Returns: (transfer none) (nullable): why what was asked last was refused
 */
ZbProblem *
zb_ptz_control_get_problem (ZbPtzControl *self)
{
  return self->problem;
}

/**
 * zb_ptz_control_get_hold:
 * @self: a control
 *
 * Returns: who turns the camera
 */
ZbPtzHold
zb_ptz_control_get_hold (ZbPtzControl *self)
{
  const ZbPtzLease *lease = self->ptz ? self->ptz->lease : NULL;

  if (!self->ptz)
    return ZB_PTZ_HOLD_UNKNOWN;
  if (!lease || lease->expires_at <= zb_now ())
    return ZB_PTZ_HOLD_FREE;
  if (lease->mine)
    return ZB_PTZ_HOLD_MINE;
  return self->was_mine && lease->reason ? ZB_PTZ_HOLD_LOST : ZB_PTZ_HOLD_OTHER;
}

static void
zb_ptz_control_dispose (GObject *object)
{
  ZbPtzControl *self = ZB_PTZ_CONTROL (object);

  zb_ptz_control_stop (self);
  g_clear_handle_id (&self->look_source, g_source_remove);
  if (self->answers)
    forget_answers (self);
  if (self->camera)
    g_signal_handlers_disconnect_by_func (self->camera, on_told, self);
  g_clear_object (&self->camera);
  g_clear_object (&self->media);
  g_clear_object (&self->ptz);
  g_clear_object (&self->problem);
  g_clear_pointer (&self->answers, g_ptr_array_unref);
  G_OBJECT_CLASS (zb_ptz_control_parent_class)->dispose (object);
}

static void
zb_ptz_control_class_init (ZbPtzControlClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zb_ptz_control_dispose;

  /**
   * ZbPtzControl::changed:
   *
   * Something that can be asked of the control is another.
   */
  signals[CHANGED] =
      g_signal_new ("changed", ZB_TYPE_PTZ_CONTROL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
zb_ptz_control_init (ZbPtzControl *self)
{
  self->answers = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * zb_ptz_control_new:
 *
 * Returns: (transfer full): a control of no camera yet
 */
ZbPtzControl *
zb_ptz_control_new (void)
{
  return g_object_new (ZB_TYPE_PTZ_CONTROL, NULL);
}
