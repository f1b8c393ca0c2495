/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-ptz-aim.h"

/**
 * ZbPtzAim:
 *
 * Has a camera look at a place: takes it, which may be refused, and then turns it, which may be too.
 */
struct _ZbPtzAim
{
  GObject parent_instance;
  ZbMedia *media;
  char *camera;
  ZbPoint place;
  ZbAnswer *answer;
  gboolean taken;
  ZbPtzAimState state;
  ZbProblem *problem;
};

enum
{
  ENDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZbPtzAim, zb_ptz_aim, G_TYPE_OBJECT)

static void on_answer (ZbPtzAim *self);

static void
await (ZbPtzAim *self, ZbAnswer *answer)
{
  g_set_object (&self->answer, answer);
  g_object_unref (answer);
  g_signal_connect_object (answer, "notify::state", G_CALLBACK (on_answer), self, G_CONNECT_SWAPPED);
}

static void
end (ZbPtzAim *self, ZbPtzAimState state, ZbProblem *problem)
{
  self->state = state;
  g_set_object (&self->problem, problem);
  g_clear_object (&self->answer);
  g_signal_emit (self, signals[ENDED], 0);
}

static void
on_answer (ZbPtzAim *self)
{
  g_autoptr (ZbPtzAim) alive = g_object_ref (self);
  g_autoptr (ZbAnswer) answer = self->answer ? g_object_ref (self->answer) : NULL;

  if (!answer || zb_answer_get_state (answer) == ZB_ANSWER_PENDING)
    return;
  g_signal_handlers_disconnect_by_func (answer, on_answer, self);
  if (zb_answer_get_state (answer) == ZB_ANSWER_FAILED)
    end (self, ZB_PTZ_AIM_REFUSED, zb_answer_get_problem (answer));
  else if (self->taken)
    end (self, ZB_PTZ_AIM_DONE, NULL);
  else
    {
      self->taken = TRUE;
      await (self, zb_media_ptz_aim (self->media, self->camera, self->place));
    }
}

static void
zb_ptz_aim_dispose (GObject *object)
{
  ZbPtzAim *self = ZB_PTZ_AIM (object);

  if (self->answer)
    g_signal_handlers_disconnect_by_func (self->answer, on_answer, self);
  g_clear_object (&self->answer);
  g_clear_object (&self->media);
  g_clear_object (&self->problem);
  g_clear_pointer (&self->camera, g_free);
  G_OBJECT_CLASS (zb_ptz_aim_parent_class)->dispose (object);
}

static void
zb_ptz_aim_class_init (ZbPtzAimClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zb_ptz_aim_dispose;

  /**
   * ZbPtzAim::ended:
   *
   * It is done, or refused.
   */
  signals[ENDED] =
      g_signal_new ("ended", ZB_TYPE_PTZ_AIM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
zb_ptz_aim_init (ZbPtzAim *self)
{
}

static gboolean
look_at_once (gpointer self)
{
  on_answer (self);
  return G_SOURCE_REMOVE;
}

/**
 * zb_ptz_aim_new:
 * @media: whoever can turn cameras
 * @camera: the id of a camera
 * @place: what it is to look at
 *
 * Begins. Where it is given up before its end, the camera may turn all the same.
 *
 * Returns: (transfer full): what tells how it ends
 */
ZbPtzAim *
zb_ptz_aim_new (ZbMedia *media, const char *camera, ZbPoint place)
{
  ZbPtzAim *self = g_object_new (ZB_TYPE_PTZ_AIM, NULL);

  self->media = g_object_ref (media);
  self->camera = g_strdup (camera);
  self->place = place;
  await (self, zb_media_ptz_take (media, camera, NULL));
  /* An answer may be there before anybody listens. */
  g_idle_add_full (G_PRIORITY_DEFAULT, look_at_once, g_object_ref (self), g_object_unref);
  return self;
}

/**
 * zb_ptz_aim_get_state:
 * @self: what turns a camera to a place
 *
 * Returns: how it stands with it
 */
ZbPtzAimState
zb_ptz_aim_get_state (ZbPtzAim *self)
{
  return self->state;
}

/**
 * zb_ptz_aim_get_problem:
 * @self: what turns a camera to a place
 *
 * Returns: (transfer none) (nullable): why it was refused
 */
ZbProblem *
zb_ptz_aim_get_problem (ZbPtzAim *self)
{
  return self->problem;
}
