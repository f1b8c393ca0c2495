/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-answer.h"
#include "zb-feed.h"

G_BEGIN_DECLS

#define ZB_TYPE_TIMELINES (zb_timelines_get_type ())
G_DECLARE_FINAL_TYPE (ZbTimelines, zb_timelines, ZB, TIMELINES, GObject)

ZbTimelines *zb_timelines_new (ZbWorld *world);
void zb_timelines_set_seat (ZbTimelines *self, ZbSession *session, ZbFeed *feed);
ZbAnswer *zb_timelines_open (ZbTimelines *self, const char *case_id);

G_END_DECLS
