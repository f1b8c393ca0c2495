/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every so often, once a second as a rule, the platform looks at what is due. */
#include "zb-clock.h"

#include "zb-due.h"

struct _ZbPlatformClock
{
  ZbPlatform *platform; /* outlives the clock; NULL once stopped */
  guint source;
  gboolean busy;
};

static gboolean
work (ZbTransaction *tx, gpointer data)
{
  zb_due_work (tx);
  return TRUE;
}

static DexFuture *
on_worked (DexFuture *future, gpointer data)
{
  ZbPlatformClock *self = data;
  g_autoptr (GError) error = NULL;
  self->busy = FALSE;
  if (self->platform && !dex_future_get_value (future, &error))
    g_warning ("What is due could not be done: %s", error->message);
  return dex_future_new_true ();
}

/* A look that takes longer is not joined by another. */
static gboolean
on_turn (gpointer data)
{
  ZbPlatformClock *self = data;
  if (self->busy)
    return G_SOURCE_CONTINUE;
  self->busy = TRUE;
  dex_future_disown (dex_future_finally (zb_platform_work (self->platform, work, NULL, NULL), on_worked,
                                         g_atomic_rc_box_acquire (self), g_atomic_rc_box_release));
  return G_SOURCE_CONTINUE;
}

/**
 * zb_platform_clock_start:
 * @platform: a platform that listens
 * @every_ms: how often it is to look
 *
 * Returns: (transfer full): its clock
 */
ZbPlatformClock *
zb_platform_clock_start (ZbPlatform *platform, guint every_ms)
{
  ZbPlatformClock *self = g_atomic_rc_box_new0 (ZbPlatformClock);
  self->platform = platform;
  self->source = g_timeout_add (every_ms, on_turn, self);
  return self;
}

/**
 * zb_platform_clock_stop:
 * @self: (transfer full): a clock
 */
void
zb_platform_clock_stop (ZbPlatformClock *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  self->platform = NULL;
  g_atomic_rc_box_release (self);
}
