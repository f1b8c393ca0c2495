/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-account.h"

G_BEGIN_DECLS

ZB_DECLARE_RECORD (ZbAudienceSeat, zb_audience_seat, AUDIENCE_SEAT)
ZB_DECLARE_RECORD (ZbAudience, zb_audience, AUDIENCE)
#define ZB_TYPE_AUDIENCE_SEAT (zb_audience_seat_get_type ())
#define ZB_TYPE_AUDIENCE (zb_audience_get_type ())

/**
 * ZbAudienceSeat:
 * @name: who sits there, or what the wall is called
 * @role: a #ZbRole
 * @sessions: how many of the camera's sessions are that one's
 * @at: since when, µs UTC
 *
 * Somebody who watches a camera.
 */
struct _ZbAudienceSeat
{
  ZbRecord parent_instance;
  char *name;
  int role;
  gint64 sessions;
  gint64 at;
};

/**
 * ZbAudience:
 * @sessions: how many sessions watch the camera
 * @most: how many the camera serves, 0 where that is not known
 * @recordings: how many of them are the platform's own, which records
 * @others: how many of them are of those whom the one who asks is not told of
 * @seats: (element-type ZbAudienceSeat): the rest, who came first first
 *
 * Who watches a camera.
 */
struct _ZbAudience
{
  ZbRecord parent_instance;
  gint64 sessions;
  gint64 most;
  gint64 recordings;
  gint64 others;
  GPtrArray *seats;
};

G_END_DECLS
