/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-alert.h"
#include "zb-recording.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_TIMELINE (zb_timeline_get_type ())
G_DECLARE_FINAL_TYPE (ZbTimeline, zb_timeline, ZB, TIMELINE, GtkWidget)

GtkWidget *zb_timeline_new (void);
void zb_timeline_set_now (ZbTimeline *self, gint64 now);
void zb_timeline_set_position (ZbTimeline *self, gint64 position);
gint64 zb_timeline_get_position (ZbTimeline *self);
void zb_timeline_set_span (ZbTimeline *self, gint64 span);
gint64 zb_timeline_get_span (ZbTimeline *self);
void zb_timeline_set_from (ZbTimeline *self, gint64 from);
gint64 zb_timeline_get_from (ZbTimeline *self);
void zb_timeline_set_recorded (ZbTimeline *self, GPtrArray *spans);
void zb_timeline_set_alerts (ZbTimeline *self, GPtrArray *alerts);
void zb_timeline_set_mark (ZbTimeline *self, gint64 from, gint64 until);
gboolean zb_timeline_get_mark (ZbTimeline *self, gint64 *from, gint64 *until);

double zb_timeline_get_x (ZbTimeline *self, gint64 time);
gint64 zb_timeline_get_time (ZbTimeline *self, double x);
ZbAlert *zb_timeline_find_alert (ZbTimeline *self, double x, double y);
ZbRecordedSpan *zb_timeline_find_recorded (ZbTimeline *self, gint64 time);
gboolean zb_timeline_find_gap (ZbTimeline *self, gint64 time, gint64 *from, gint64 *until);
char *zb_timeline_describe (ZbTimeline *self, gint64 time);

G_END_DECLS
