/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A fiber that nobody waits for any more runs to its end, and does not keep others from running. */
#include "zb-fiber.h"
#include "zb-wait.h"

static DexFuture *
await_promise (gpointer promise)
{
  dex_await (dex_ref (promise), NULL);
  return dex_future_new_true ();
}

static DexFuture *
do_nothing (gpointer data)
{
  return dex_future_new_true ();
}

static void
assert_fibers_run (void)
{
  g_autoptr (DexFuture) fiber = zb_fiber_spawn (do_nothing, NULL, NULL);

  zb_wait_for (!dex_future_is_pending (fiber), 5000);
}

/* In one turn of the main loop the line goes, for which nobody waits for the answer any longer, and the
 * answer comes. */
static void
test_left_and_answered (void)
{
  g_autoptr (DexPromise) answer = dex_promise_new (), line = dex_promise_new ();
  g_autoptr (DexFuture) fiber = zb_fiber_spawn (await_promise, dex_ref (answer), dex_unref);
  g_autoptr (DexFuture) first = dex_future_first (dex_ref (fiber), dex_ref (DEX_FUTURE (line)), NULL);

  zb_wait (50);
  g_assert_true (dex_future_is_pending (fiber));
  dex_promise_resolve_boolean (line, TRUE);
  dex_promise_resolve_boolean (answer, TRUE);
  zb_wait_for (!dex_future_is_pending (fiber), 5000);
  g_assert_true (dex_future_is_resolved (fiber));
  assert_fibers_run ();
}

static void
test_left (void)
{
  g_autoptr (DexPromise) answer = dex_promise_new (), line = dex_promise_new ();
  g_autoptr (DexFuture) fiber = zb_fiber_spawn (await_promise, dex_ref (answer), dex_unref);
  g_autoptr (DexFuture) first = dex_future_first (dex_ref (fiber), dex_ref (DEX_FUTURE (line)), NULL);

  zb_wait (50);
  dex_promise_resolve_boolean (line, TRUE);
  zb_wait_for (!dex_future_is_pending (first), 5000);
  zb_wait (50);
  g_assert_true (dex_future_is_pending (fiber));
  dex_promise_resolve_boolean (answer, TRUE);
  zb_wait_for (dex_future_is_resolved (fiber), 5000);
  assert_fibers_run ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/fiber/left-and-answered", test_left_and_answered);
  g_test_add_func ("/fiber/left", test_left);
  return g_test_run ();
}
