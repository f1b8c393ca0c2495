/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many alerts of a queue there are of each sort. */
#include "zb-alert-queue-private.h"

void
zb_queue_counts_take (ZbQueueCounts *self, const ZbQueuePlace *place)
{
  if (place->open_as >= 0)
    self->open[place->open_as]--;
  if (place->waiting_as >= 0)
    self->waiting[place->waiting_as]--;
  self->unclaimed -= place->unclaimed;
  self->mine -= place->mine;
  self->aside -= place->aside;
}

gboolean
zb_queue_place_is_graver (const ZbQueuePlace *self)
{
  return self->alert->severity > self->severity;
}

/* One that stands in the list waits all the same when it has become graver. */
static gboolean
waits (const ZbQueuePlace *place, const ZbQueueFilter *filter)
{
  if (!place->taken)
    return zb_queue_filter_lists (filter, place);
  return place->shown && zb_queue_place_is_graver (place);
}

void
zb_queue_counts_add (ZbQueueCounts *self, ZbQueuePlace *place, const ZbQueueFilter *filter)
{
  const gboolean open = zb_alert_is_open (place->alert) && zb_queue_filter_is_of_mode (filter, place->alert);

  place->open_as = open ? place->alert->severity : -1;
  place->waiting_as = open && waits (place, filter) ? place->alert->severity : -1;
  place->unclaimed = open && zb_queue_is_unclaimed (place->alert);
  place->mine = open && zb_queue_filter_is_mine (filter, place->alert);
  place->aside = open && place->wanted && zb_queue_filter_is_aside (filter, place->alert);
  if (place->open_as >= 0)
    self->open[place->open_as]++;
  if (place->waiting_as >= 0)
    self->waiting[place->waiting_as]++;
  self->unclaimed += place->unclaimed;
  self->mine += place->mine;
  self->aside += place->aside;
}

guint
zb_queue_counts_sum (const guint counts[ZB_N_SEVERITIES])
{
  guint total = 0;

  for (int severity = 0; severity < ZB_N_SEVERITIES; severity++)
    total += counts[severity];
  return total;
}
