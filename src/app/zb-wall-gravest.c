/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which alert a wall looks at: cameras near to it are shown, and the map puts rings around it. First in the
 * queue is what was raised last. Where two are raised again by turns, a wall that followed that would ask for
 * other pictures each time, and none would ever come. */
#include "zb-wall-window-private.h"

#include "zb-now.h"

/* After so long it is another's turn that is as grave. */
#define LEAST_STAY (60 * G_TIME_SPAN_SECOND)

static gboolean
is_over (ZbWallWindow *self)
{
  return !self->gravest || !zb_alert_queue_find (self->queue, self->gravest, NULL);
}

/* As with notices, of those that are as grave what is shown stays; but what somebody has taken gives way to
 * what nobody has, and never the other way round. */
static gboolean
gives_way (ZbWallWindow *self, const ZbAlert *other, gint64 now)
{
  const gboolean is_free = zb_alert_is_unclaimed (self->gravest);

  if (other->severity > self->gravest->severity)
    return TRUE;
  if (zb_alert_is_unclaimed (other) != is_free)
    return !is_free;
  /* The clock may be set back. */
  return ABS (now - self->gravest_since) >= LEAST_STAY;
}

/**
 * zb_wall_window_look_at_gravest:
 * @self: a screen of a wall
 *
 * Looks which alert matters most now: an urgent one, or none. To be asked once a second: of a claim, and that
 * its time is over, the queue does not tell.
 *
 * Returns: whether it is another than before
 */
gboolean
zb_wall_window_look_at_gravest (ZbWallWindow *self)
{
  g_autoptr (ZbAlert) first = g_list_model_get_item (G_LIST_MODEL (self->queue), 0);
  const gint64 now = zb_now ();

  if (first && first->severity != ZB_SEVERITY_URGENT)
    g_clear_object (&first);
  if (first == self->gravest || (first && !is_over (self) && !gives_way (self, first, now)))
    return FALSE;
  g_set_object (&self->gravest, first);
  self->gravest_since = now;
  return TRUE;
}
