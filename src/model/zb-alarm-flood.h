/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-world.h"

G_BEGIN_DECLS

/* EEMUA 191 and ISA-18.2: more than an operator can deal with begins at ten alarms in ten minutes, and is
 * over below five. */
#define ZB_FLOOD_SPAN (10 * G_TIME_SPAN_MINUTE)
#define ZB_FLOOD_BEGINS 10
#define ZB_FLOOD_ENDS 5

#define ZB_TYPE_ALARM_FLOOD (zb_alarm_flood_get_type ())
G_DECLARE_FINAL_TYPE (ZbAlarmFlood, zb_alarm_flood, ZB, ALARM_FLOOD, GObject)

ZbAlarmFlood *zb_alarm_flood_new (void);
ZbAlarmFlood *zb_alarm_flood_of (ZbWorld *world);
void zb_alarm_flood_set_officers (ZbAlarmFlood *self, guint officers);
void zb_alarm_flood_look (ZbAlarmFlood *self, ZbStore *alerts, gint64 now);
guint zb_alarm_flood_get_aside (ZbAlarmFlood *self);
guint zb_alarm_flood_get_recent (ZbAlarmFlood *self);

G_END_DECLS
