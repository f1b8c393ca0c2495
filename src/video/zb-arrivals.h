/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ZB_ARRIVALS_SECONDS 60

/**
 * ZbArrival:
 * @ZB_ARRIVAL_NONE: no frame came in that second
 * @ZB_ARRIVAL_LATE: some were missing
 * @ZB_ARRIVAL_GOOD: as many as usual
 */
typedef enum
{
  ZB_ARRIVAL_NONE,
  ZB_ARRIVAL_LATE,
  ZB_ARRIVAL_GOOD,
} ZbArrival;

/**
 * ZbArrivals:
 *
 * How many frames came in each of the last 60 seconds.
 */
typedef struct
{
  guint16 counts[ZB_ARRIVALS_SECONDS];
  gint64 second;
  guint usual; /* the median of the seconds that brought any */
} ZbArrivals;

void zb_arrivals_add (ZbArrivals *self, gint64 second, guint n_frames);
void zb_arrivals_advance (ZbArrivals *self, gint64 second);
ZbArrival zb_arrivals_get (const ZbArrivals *self, guint age);

G_END_DECLS
