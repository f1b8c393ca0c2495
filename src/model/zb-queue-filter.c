/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which alerts of a queue are listed. */
#include "zb-alert-queue-private.h"

#include "zb-now.h"

#include <string.h>

static gboolean
contains_folded (const char *text, const char *folded)
{
  g_autofree char *mine = text ? g_utf8_casefold (text, -1) : NULL;

  return mine && strstr (mine, folded);
}

gboolean
zb_queue_is_snoozed (const ZbAlert *alert)
{
  return alert->snoozed_until && alert->snoozed_until > zb_now ();
}

gboolean
zb_queue_is_unclaimed (const ZbAlert *alert)
{
  return alert->state == ZB_ALERT_NEW;
}

gboolean
zb_queue_filter_is_mine (const ZbQueueFilter *self, const ZbAlert *alert)
{
  return self->account && alert->claim && g_strcmp0 (alert->claim->by, self->account) == 0;
}

/* What is of a drill and what is not. */
gboolean
zb_queue_filter_is_of_mode (const ZbQueueFilter *self, const ZbAlert *alert)
{
  const gboolean is_drill = alert->parent_instance.mode == ZB_MODE_DRILL;

  return self->mode == ZB_MODE_NONE || (self->mode == ZB_MODE_DRILL) == is_drill;
}

/* Unlike the others, who is asked to show unclaimed and mine at once is shown both. */
static gboolean
passes_claim (const ZbQueueFilter *self, const ZbAlert *alert)
{
  if (!zb_queue_filter_is_of_mode (self, alert))
    return FALSE;
  if (!self->unclaimed_only && !self->mine_only)
    return TRUE;
  return (self->unclaimed_only && zb_queue_is_unclaimed (alert)) ||
         (self->mine_only && zb_queue_filter_is_mine (self, alert));
}

static gboolean
passes_words (const ZbQueueFilter *self, const ZbAlert *alert)
{
  if (self->match && !self->match (alert, self->match_data))
    return FALSE;
  return !self->folded || contains_folded (alert->title, self->folded) ||
         contains_folded (alert->place, self->folded);
}

gboolean
zb_queue_filter_is_wanted (const ZbQueueFilter *self, const ZbAlert *alert)
{
  if (!zb_alert_is_open (alert) || !(self->severities & (1u << alert->severity)))
    return FALSE;
  if (!self->snoozed_too && zb_queue_is_snoozed (alert))
    return FALSE;
  return passes_claim (self, alert) && passes_words (self, alert);
}

/* What the officer has taken on stays before them. */
gboolean
zb_queue_filter_is_aside (const ZbQueueFilter *self, const ZbAlert *alert)
{
  return (self->aside & (1u << alert->severity)) && !zb_queue_filter_is_mine (self, alert);
}

gboolean
zb_queue_filter_lists (const ZbQueueFilter *self, const ZbQueuePlace *place)
{
  return place->wanted && !zb_queue_filter_is_aside (self, place->alert);
}

void
zb_queue_filter_init (ZbQueueFilter *self)
{
  self->severities = ZB_QUEUE_ALL_SEVERITIES;
}

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

void
zb_queue_filter_clear (ZbQueueFilter *self)
{
  if (self->destroy_match)
    self->destroy_match (self->match_data);
  g_free (self->account);
  g_free (self->text);
  g_free (self->folded);
}
