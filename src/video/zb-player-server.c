/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a player hears of the server that its camera is at, and tells the others that wait for it. */
#include "zb-player-private.h"

#define DOUBT_AFTER (2 * G_USEC_PER_SEC) /* without a sign of the server */
#define OUTRUN_AFTER G_USEC_PER_SEC      /* where it plays for others meanwhile */
#define TOGETHER (300 * 1000)            /* those who are told the same do not all act at once */

static void
hasten (ZbPlayer *self)
{
  gint64 soon = g_get_monotonic_time () + (gint64)(g_random_double () * TOGETHER);
  self->retry_at = MIN (self->retry_at, soon);
}

static gboolean
is_glad_of (ZbPlayer *self, ZbGatewayNews news)
{
  if (self->retry_at == 0)
    return FALSE;
  if (self->verdict == ZB_PLAYER_REFUSED)
    return news == ZB_GATEWAY_ADMITS;
  return self->verdict == ZB_PLAYER_IDLE || self->verdict == ZB_PLAYER_ABSENT;
}

/* What the server was asked while it did not answer it will not answer any more. */
static gboolean
asks_in_vain (ZbPlayer *self, ZbGatewayNews news)
{
  return news == ZB_GATEWAY_ANSWERS && self->stream && !zb_stream_has_begun (self->stream);
}

static void
on_news (ZbGatewayNews news, gpointer user_data)
{
  ZbPlayer *self = user_data;
  if (asks_in_vain (self, news))
    zb_player_wait_for_retry (self, 0);
  else if (self->stream && self->outrun == OUTRUN_NOT && !zb_stream_has_begun (self->stream))
    self->outrun = OUTRUN_NOW;
  else if (is_glad_of (self, news))
    hasten (self);
}

void
zb_player_watch_gateway (ZbPlayer *self)
{
  if (self->gateway && zb_gateway_is_of (self->gateway, self->ticket->uri))
    return;
  if (self->gateway)
    zb_gateway_leave (self->gateway, self);
  self->gateway = zb_gateway_join (self->ticket->uri, on_news, self);
}

/* What was asked while a server spoke nonsense is waited for in vain when it has come to itself, and one that
 * plays for others need not be knocked at to know that. */
static gboolean
overtake (ZbPlayer *self, gint64 now)
{
  if (self->outrun != OUTRUN_NOW || !self->stream || now - self->opened_at < OUTRUN_AFTER)
    return FALSE;
  self->outrun = OUTRUN_NOT;
  if (zb_stream_has_begun (self->stream))
    return FALSE;
  self->outrun = OUTRUN_ONCE;
  zb_player_wait_for_retry (self, 0);
  return TRUE;
}

void
zb_player_wonder_at_silence (ZbPlayer *self, gint64 now)
{
  if (overtake (self, now))
    return;
  if (!self->stream || self->doubted || now - self->opened_at < DOUBT_AFTER)
    return;
  if (zb_stream_has_begun (self->stream))
    return;
  self->doubted = TRUE;
  zb_gateway_doubt (self->gateway, FALSE);
}

/* Whoever waits for the same server need not wait any longer. */
void
zb_player_tell_others (ZbPlayer *self)
{
  gboolean was_refused = self->verdict == ZB_PLAYER_REFUSED;
  if (self->attempts > 0)
    zb_gateway_tell (self->gateway, was_refused ? ZB_GATEWAY_ADMITS : ZB_GATEWAY_PLAYS, self);
}

void
zb_player_leave_gateway (ZbPlayer *self)
{
  if (self->gateway)
    zb_gateway_leave (g_steal_pointer (&self->gateway), self);
}
