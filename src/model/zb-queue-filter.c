/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which alerts of a queue are listed. All but words is asked of what was noted of them. */
#include "zb-alert-queue-private.h"

#include "zb-claim-standing.h"
#include "zb-now.h"

#include <string.h>

static gboolean
contains_folded (const char *text, const char *folded)
{
  g_autofree char *mine = text ? g_utf8_casefold (text, -1) : NULL;

  return mine && strstr (mine, folded);
}

/*< private >
 * zb_queue_place_is_snoozed:
 * @self: a place
 *
 * Returns: whether its alert is snoozed at this moment
 */
gboolean
zb_queue_place_is_snoozed (const ZbQueuePlace *self)
{
  return self->snoozed_until && self->snoozed_until > zb_now ();
}

/*< private >
 * zb_queue_filter_is_mine:
 * @self: a filter
 * @place: a place
 *
 * A claim that has lapsed without the platform's word is nobody's.
 *
 * Returns: whether the officer of @self has claimed its alert
 */
gboolean
zb_queue_filter_is_mine (const ZbQueueFilter *self, const ZbQueuePlace *place)
{
  const ZbClaim *claim = self->account && place->claimed ? place->alert->claim : NULL;

  return claim && g_strcmp0 (claim->by, self->account) == 0 &&
         zb_claim_get_standing (place->alert, self->account, zb_now ()) != ZB_CLAIM_LAPSED;
}

/*< private >
 * zb_queue_filter_is_of_mode:
 * @self: a filter
 * @place: a place
 *
 * Returns: whether its alert is of a drill where those are listed, or real where these are
 */
gboolean
zb_queue_filter_is_of_mode (const ZbQueueFilter *self, const ZbQueuePlace *place)
{
  return self->mode == ZB_MODE_NONE || (self->mode == ZB_MODE_DRILL) == place->drill;
}

/* Unlike the others, who is asked to show unclaimed and mine at once is shown both. */
static gboolean
passes_claim (const ZbQueueFilter *self, const ZbQueuePlace *place)
{
  if (!zb_queue_filter_is_of_mode (self, place))
    return FALSE;
  if (!self->unclaimed_only && !self->mine_only)
    return TRUE;
  return (self->unclaimed_only && place->unclaimed) ||
         (self->mine_only && zb_queue_filter_is_mine (self, place));
}

static gboolean
passes_words (const ZbQueueFilter *self, const ZbAlert *alert)
{
  if (self->match && !self->match (alert, self->match_data))
    return FALSE;
  return !self->folded || contains_folded (alert->title, self->folded) ||
         contains_folded (alert->place, self->folded);
}

/*< private >
 * zb_queue_filter_is_wanted:
 * @self: a filter
 * @place: a place
 *
 * Returns: whether its alert passes, though it may be put aside
 */
gboolean
zb_queue_filter_is_wanted (const ZbQueueFilter *self, const ZbQueuePlace *place)
{
  if (!place->open || !(self->severities & (1u << place->severity)))
    return FALSE;
  if (!self->snoozed_too && zb_queue_place_is_snoozed (place))
    return FALSE;
  return passes_claim (self, place) && passes_words (self, place->alert);
}

/*< private >
 * zb_queue_filter_is_aside:
 * @self: a filter
 * @place: a place
 *
 * What the officer has taken on stays before them.
 *
 * Returns: whether its alert is put aside
 */
gboolean
zb_queue_filter_is_aside (const ZbQueueFilter *self, const ZbQueuePlace *place)
{
  return (self->aside & (1u << place->severity)) && !zb_queue_filter_is_mine (self, place);
}

/*< private >
 * zb_queue_filter_lists:
 * @self: a filter
 * @place: a place that was looked at since the filter changed
 *
 * Returns: whether it belongs into the list
 */
gboolean
zb_queue_filter_lists (const ZbQueueFilter *self, const ZbQueuePlace *place)
{
  return place->wanted && !zb_queue_filter_is_aside (self, place);
}

/*< private >
 * zb_queue_filter_init:
 * @self: a filter, all zero
 *
 * Lets every open alert pass that is not snoozed.
 */
void
zb_queue_filter_init (ZbQueueFilter *self)
{
  self->severities = ZB_QUEUE_ALL_SEVERITIES;
}

/*< private >
 * zb_queue_filter_set_text:
 * @self: a filter
 * @text: (nullable): what title or place are to contain, in whatever case
 *
 * Returns: whether it is another than before
 */
gboolean
zb_queue_filter_set_text (ZbQueueFilter *self, const char *text)
{
  if (!g_set_str (&self->text, text))
    return FALSE;
  g_clear_pointer (&self->folded, g_free);
  if (text && *text)
    self->folded = g_utf8_casefold (text, -1);
  return TRUE;
}

/*< private >
 * zb_queue_filter_clear:
 * @self: a filter
 *
 * Frees what it holds.
 */
void
zb_queue_filter_clear (ZbQueueFilter *self)
{
  if (self->destroy_match)
    self->destroy_match (self->match_data);
  g_free (self->account);
  g_free (self->text);
  g_free (self->folded);
}
