/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-arrivals.h"

#include <stdlib.h>
#include <string.h>

static int
fewer_first (const void *a, const void *b)
{
  return *(const guint16 *)a - *(const guint16 *)b;
}

/* The median, because frames that were held up come in one burst, which must not make all others look late.
 */
static guint
find_usual (const ZbArrivals *self)
{
  guint16 counts[ZB_ARRIVALS_SECONDS];
  guint n = 0;
  for (guint i = 0; i < ZB_ARRIVALS_SECONDS; i++)
    if (self->counts[i])
      counts[n++] = self->counts[i];
  qsort (counts, n, sizeof counts[0], fewer_first);
  return n ? counts[n / 2] : 0;
}

/**
 * zb_arrivals_advance:
 * @self: arrivals
 * @second: the second that it is now, on any clock that only goes forward
 *
 * Forgets what is older than a minute.
 */
void
zb_arrivals_advance (ZbArrivals *self, gint64 second)
{
  if (second <= self->second)
    return;
  self->usual = find_usual (self);
  if (second - self->second >= ZB_ARRIVALS_SECONDS)
    memset (self->counts, 0, sizeof self->counts);
  else
    for (gint64 s = self->second + 1; s <= second; s++)
      self->counts[s % ZB_ARRIVALS_SECONDS] = 0;
  self->second = second;
}

/**
 * zb_arrivals_add:
 * @self: arrivals
 * @second: the second that it is now
 * @n_frames: how many frames came since it was last told
 */
void
zb_arrivals_add (ZbArrivals *self, gint64 second, guint n_frames)
{
  zb_arrivals_advance (self, second);
  guint16 *count = &self->counts[self->second % ZB_ARRIVALS_SECONDS];
  *count = (guint16)MIN (*count + n_frames, G_MAXUINT16);
}

/**
 * zb_arrivals_get:
 * @self: arrivals
 * @age: how many seconds ago, 0 for the one that is not over yet
 *
 * A second is late when it brought less than seven tenths of what is usual in the minute.
 *
 * Returns: how that second was
 */
ZbArrival
zb_arrivals_get (const ZbArrivals *self, guint age)
{
  gint64 second = self->second - age;
  if (second < 0 || age >= ZB_ARRIVALS_SECONDS)
    return ZB_ARRIVAL_NONE;
  guint count = self->counts[second % ZB_ARRIVALS_SECONDS];
  if (count == 0)
    return ZB_ARRIVAL_NONE;
  return age > 0 && count * 10 < self->usual * 7 ? ZB_ARRIVAL_LATE : ZB_ARRIVAL_GOOD;
}
