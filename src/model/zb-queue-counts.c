/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many alerts of a queue there are of each sort. */
#include "zb-alert-queue-private.h"

/*< private >
 * zb_queue_counts_take:
 * @self: counts
 * @place: a place
 *
 * Takes it out of what it was counted as.
 */
void
zb_queue_counts_take (ZbQueueCounts *self, const ZbQueuePlace *place)
{
  if (place->open_as >= 0)
    self->open[place->open_as]--;
  if (place->waiting_as >= 0)
    self->waiting[place->waiting_as]--;
  if (place->hidden_as)
    self->hidden[place->open_as]--;
  self->unclaimed -= place->unclaimed_as;
  self->mine -= place->mine_as;
  self->aside -= place->aside_as;
}

/*< private >
 * zb_queue_place_is_graver:
 * @self: a place
 *
 * Returns: whether its alert is graver than when it was let in
 */
gboolean
zb_queue_place_is_graver (const ZbQueuePlace *self)
{
  return self->severity > self->row_severity;
}

/* One that stands in the list waits all the same when it has become graver. */
static gboolean
waits (const ZbQueuePlace *place, const ZbQueueFilter *filter)
{
  if (!place->taken)
    return zb_queue_filter_lists (filter, place);
  return place->shown && zb_queue_place_is_graver (place);
}

/* What is snoozed was put off by somebody, for a time; what a filter hides nobody has looked at. */
static gboolean
is_hidden (const ZbQueuePlace *place)
{
  return place->severity >= ZB_SEVERITY_HIGH && place->unclaimed && !place->wanted &&
         !zb_queue_place_is_snoozed (place);
}

/*< private >
 * zb_queue_counts_add:
 * @self: counts
 * @place: a place that is not counted
 * @filter: what is listed
 *
 * Counts it, and keeps as what.
 */
void
zb_queue_counts_add (ZbQueueCounts *self, ZbQueuePlace *place, const ZbQueueFilter *filter)
{
  const gboolean open = place->open && zb_queue_filter_is_of_mode (filter, place);

  place->open_as = open ? place->severity : -1;
  place->waiting_as = open && waits (place, filter) ? place->severity : -1;
  place->unclaimed_as = open && place->unclaimed;
  place->mine_as = open && zb_queue_filter_is_mine (filter, place);
  place->hidden_as = open && is_hidden (place);
  place->aside_as = open && place->wanted && zb_queue_filter_is_aside (filter, place);
  if (place->open_as >= 0)
    self->open[place->open_as]++;
  if (place->waiting_as >= 0)
    self->waiting[place->waiting_as]++;
  if (place->hidden_as)
    self->hidden[place->open_as]++;
  self->unclaimed += place->unclaimed_as;
  self->mine += place->mine_as;
  self->aside += place->aside_as;
}

/*< private >
 * zb_queue_counts_sum:
 * @counts: a number for each severity
 *
 * Returns: all of them
 */
guint
zb_queue_counts_sum (const guint counts[ZB_N_SEVERITIES])
{
  guint total = 0;

  for (int severity = 0; severity < ZB_N_SEVERITIES; severity++)
    total += counts[severity];
  return total;
}
