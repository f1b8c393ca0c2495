/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/* What a fiber gets on its stack. The JSON parser does not recurse, but the sanitizers' frames are large. */
#define ZB_FIBER_STACK (512 * 1024)

/**
 * zb_fiber_spawn:
 * @func: a flow with steps; its argument is @data
 * @data: what it works on
 * @destroy: (nullable): frees @data when the flow has ended
 *
 * Starts a fiber on the main loop. It always runs to its end: who stops waiting for it does not cancel it.
 *
 * libdex 0.10.0 puts a fiber that is cancelled while it waits into the queue of those that can run, without
 * noting it; where what it waited for completes before its turn comes, the queue is spoiled and no fiber runs
 * any more (mended in 1.0). As long as somebody waits for a fiber it is not cancelled, so somebody always
 * does.
 *
 * What is to be given up is a promise that the fiber keeps, see zb_session_send().
 *
 * Returns: (transfer full): a future of what @func returns
 */
static inline DexFuture *
zb_fiber_spawn (DexFiberFunc func, gpointer data, GDestroyNotify destroy)
{
  DexFuture *fiber = dex_scheduler_spawn (dex_scheduler_get_default (), ZB_FIBER_STACK, func, data, destroy);

  dex_future_disown (dex_ref (fiber));
  return fiber;
}

/**
 * zb_fiber_sleep:
 * @milliseconds: how long
 * @stop: a future that ends the sleep early when it rejects
 *
 * Waits inside a fiber.
 *
 * Returns: %FALSE if @stop has ended the wait
 */
static inline gboolean
zb_fiber_sleep (guint milliseconds, DexFuture *stop)
{
  dex_await (dex_future_first (dex_timeout_new_msec ((int)milliseconds), dex_ref (stop), NULL), NULL);
  return dex_future_is_pending (stop);
}

G_END_DECLS
