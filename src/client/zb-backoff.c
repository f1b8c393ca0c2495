/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-backoff.h"

/**
 * zb_backoff_next:
 * @self: a back-off
 *
 * Counts one failure more and tells how long to wait before the next try: at once after the first failure,
 * then between half and the whole of `first × 2ⁿ`, at the most `most`. The random half keeps forty consoles
 * that lost the same platform from coming back in step ("equal jitter").
 *
 * Returns: the wait in milliseconds
 */
guint
zb_backoff_next (ZbBackoff *self)
{
  guint step = self->failures++;
  if (step == 0)
    return 0;

  guint64 whole = MIN ((guint64)self->first << MIN (step - 1, 20), self->most);
  double part = self->random ? g_rand_double (self->random) : g_random_double ();

  return (guint)(whole / 2 + part * (whole - whole / 2));
}

/**
 * zb_backoff_reset:
 * @self: a back-off
 *
 * Forgets the failures: the next retry is made at once again.
 */
void
zb_backoff_reset (ZbBackoff *self)
{
  self->failures = 0;
}
