/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The head that turns a demonstration camera. Nothing runs while it moves: where it looks is worked out from
 * the clock when somebody asks, so that a movement has ended at its time whoever is there to see it. Safe to
 * use from any thread. */
#include "zb-head.h"

#include <math.h>

/* How far it turns from where it is mounted to look, and how fast at the widest view, degrees a second. */
#define PAN_REACH 45.
#define TILT_LEAST -32.
#define TILT_MOST 3.
#define PAN_SPEED 36.
#define TILT_SPEED 24.
/* Times a second. */
#define ZOOM_SPEED 2.
/* To a place it goes by itself, and faster. */
#define HURRY 1.8
/* How much is to be seen around a place that it is turned to, metres from side to side. */
#define AIM_METRES 90.
#define VIEW_DEGREES 48.

typedef enum
{
  STILL,
  DRIVEN,
  GOING,
} Motion;

struct _ZbHead
{
  GObject parent_instance;
  GMutex lock;
  double heading;
  double height;
  Motion motion;
  ZbPose pose; /* pan from the heading, as it was at @at */
  ZbPose speed;
  ZbPose target;
  gint64 at;
  gint64 until;
};

G_DEFINE_FINAL_TYPE (ZbHead, zb_head, G_TYPE_OBJECT)

static ZbPose
clamp (ZbPose pose)
{
  return (ZbPose){ CLAMP (pose.pan, -PAN_REACH, PAN_REACH), CLAMP (pose.tilt, TILT_LEAST, TILT_MOST),
                   CLAMP (pose.zoom, 1, ZB_HEAD_ZOOM_MOST) };
}

/* What is near through a long lens would fly past: the closer the view, the slower it turns. */
static void
drive (ZbHead *self, double seconds)
{
  double share = seconds / self->pose.zoom;
  self->pose = clamp ((ZbPose){ self->pose.pan + self->speed.pan * PAN_SPEED * share,
                                self->pose.tilt + self->speed.tilt * TILT_SPEED * share,
                                self->pose.zoom * pow (ZOOM_SPEED, self->speed.zoom * seconds) });
}

static double
approach (double from, double to, double most)
{
  return fabs (to - from) <= most ? to : from + copysign (most, to - from);
}

static void
go (ZbHead *self, double seconds)
{
  double closer = log2 (self->pose.zoom), wanted = log2 (self->target.zoom);
  gboolean close = fabs (closer - wanted) <= HURRY * seconds;
  self->pose.pan = approach (self->pose.pan, self->target.pan, PAN_SPEED * HURRY * seconds);
  self->pose.tilt = approach (self->pose.tilt, self->target.tilt, TILT_SPEED * HURRY * seconds);
  self->pose.zoom = close ? self->target.zoom : exp2 (approach (closer, wanted, HURRY * seconds));
  if (close && self->pose.pan == self->target.pan && self->pose.tilt == self->target.tilt)
    self->motion = STILL;
}

/* Brings the head to the moment that it is. */
static void
advance (ZbHead *self, gint64 now)
{
  gint64 end = self->motion == DRIVEN ? MIN (now, self->until) : now;
  double seconds = (double)(end - self->at) / G_USEC_PER_SEC;
  if (self->motion == DRIVEN && seconds > 0)
    drive (self, seconds);
  else if (self->motion == GOING && seconds > 0)
    go (self, seconds);
  if (self->motion == DRIVEN && now >= self->until)
    self->motion = STILL;
  self->at = MAX (self->at, now);
}

static void
zb_head_finalize (GObject *object)
{
  g_mutex_clear (&ZB_HEAD (object)->lock);
  G_OBJECT_CLASS (zb_head_parent_class)->finalize (object);
}

static void
zb_head_class_init (ZbHeadClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_head_finalize;
}

static void
zb_head_init (ZbHead *self)
{
  g_mutex_init (&self->lock);
  self->pose = (ZbPose){ 0, -17, 1 };
}

/**
 * zb_head_new:
 * @heading: where it is mounted to look, degrees clockwise from north
 * @height: metres above the ground
 *
 * Returns: (transfer full): a head that looks there
 */
ZbHead *
zb_head_new (double heading, double height)
{
  ZbHead *self = g_object_new (ZB_TYPE_HEAD, NULL);
  self->heading = isnan (heading) ? 0 : heading;
  self->height = height;
  return self;
}

static double
turn (double degrees)
{
  return fmod (fmod (degrees, 360) + 360, 360);
}

/**
 * zb_head_get_pose:
 * @self: a head
 * @now: the monotonic clock, µs
 *
 * Returns: where it looks
 */
ZbPose
zb_head_get_pose (ZbHead *self, gint64 now)
{
  g_mutex_lock (&self->lock);
  advance (self, now);
  ZbPose pose = { turn (self->heading + self->pose.pan), self->pose.tilt, self->pose.zoom };
  g_mutex_unlock (&self->lock);
  return pose;
}

/**
 * zb_head_get_offset:
 * @self: a head
 * @pan: degrees clockwise from north
 *
 * Returns: the same from where it is mounted to look, −180 to 180
 */
double
zb_head_get_offset (ZbHead *self, double pan)
{
  return remainder (pan - self->heading, 360);
}

/**
 * zb_head_is_moving:
 * @self: a head
 * @now: the monotonic clock, µs
 *
 * Returns: whether it moves
 */
gboolean
zb_head_is_moving (ZbHead *self, gint64 now)
{
  g_mutex_lock (&self->lock);
  advance (self, now);
  gboolean moving = self->motion != STILL;
  g_mutex_unlock (&self->lock);
  return moving;
}

static void
set_motion (ZbHead *self, Motion motion, ZbPose speed, gint64 now, gint64 until)
{
  g_mutex_lock (&self->lock);
  advance (self, now);
  self->motion = motion;
  self->speed = speed;
  self->until = until;
  g_mutex_unlock (&self->lock);
}

/**
 * zb_head_drive:
 * @self: a head
 * @speed: how fast, each part −1 to 1
 * @now: the monotonic clock, µs
 * @until: when it stops unless told again
 */
void
zb_head_drive (ZbHead *self, ZbPose speed, gint64 now, gint64 until)
{
  set_motion (self, DRIVEN, speed, now, until);
}

/**
 * zb_head_halt:
 * @self: a head
 * @now: the monotonic clock, µs
 */
void
zb_head_halt (ZbHead *self, gint64 now)
{
  set_motion (self, STILL, (ZbPose){ 0, 0, 0 }, now, now);
}

static gboolean
reaches (ZbPose pose)
{
  return fabs (pose.pan) <= PAN_REACH && pose.tilt <= TILT_MOST;
}

/**
 * zb_head_can_reach:
 * @self: a head
 * @pose: where it is to look
 *
 * Returns: whether it turns so far
 */
gboolean
zb_head_can_reach (ZbHead *self, ZbPose pose)
{
  pose.pan = zb_head_get_offset (self, pose.pan);
  return reaches (pose);
}

/**
 * zb_head_go_to:
 * @self: a head
 * @pose: where it is to look
 * @now: the monotonic clock, µs
 *
 * Turns it there by itself. What lies too far below is looked at as far down as it goes.
 *
 * Returns: %FALSE where it does not turn so far
 */
gboolean
zb_head_go_to (ZbHead *self, ZbPose pose, gint64 now)
{
  pose.pan = zb_head_get_offset (self, pose.pan);
  if (!reaches (pose))
    return FALSE;
  set_motion (self, GOING, (ZbPose){ 0, 0, 0 }, now, now);
  g_mutex_lock (&self->lock);
  self->target = clamp (pose);
  g_mutex_unlock (&self->lock);
  return TRUE;
}

/**
 * zb_head_find_aim:
 * @self: a head
 * @bearing: where a place lies, degrees clockwise from north
 * @metres: how far away
 *
 * Returns: how it looks at that place on the ground, so close that some ninety metres are seen there
 */
ZbPose
zb_head_find_aim (ZbHead *self, double bearing, double metres)
{
  double far = hypot (MAX (metres, 1), self->height), wide = 2 * far * tan (VIEW_DEGREES / 2 * G_PI / 180);
  return (ZbPose){ bearing, -atan2 (self->height, MAX (metres, 1)) * 180 / G_PI, wide / AIM_METRES };
}
