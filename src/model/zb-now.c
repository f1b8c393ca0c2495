/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one clock of a console: the platform's. Leases, deadlines and ages are all told by it, so that a seat
 * whose own clock is wrong neither takes a claim for expired nor a deadline for kept. */
#include "zb-now.h"

static gint64 offset;

/**
 * zb_now:
 *
 * Returns: the time by the platform's clock, as far as it has been heard of, µs UTC
 */
gint64
zb_now (void)
{
  return g_get_real_time () + offset;
}

/**
 * zb_now_local:
 *
 * Returns: (transfer full): the time by the platform's clock, in the time zone of this machine
 */
GDateTime *
zb_now_local (void)
{
  return g_date_time_new_from_unix_local_usec (zb_now ());
}

/**
 * zb_now_set_offset:
 * @microseconds: by how much the platform's clock is ahead of this machine's
 *
 * For the link alone, which hears the platform's time with every heartbeat. From the main thread.
 */
void
zb_now_set_offset (gint64 microseconds)
{
  offset = microseconds;
}
