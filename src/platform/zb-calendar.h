/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ZB_CALENDAR_ZONE "Asia/Shanghai"
#define ZB_CALENDAR_SHIFTS "0,8,16"
#define ZB_N_SHIFTS 3
#define ZB_DAY_MS G_GINT64_CONSTANT (86400000)

/**
 * ZbCalendar:
 * @zone: the name of the time zone
 * @offset_ms: how far its clock is ahead of UTC
 * @shifts: the hours at which night, early and late begin; the first is 0
 *
 * The district's clock, and how its duty is divided into shifts.
 */
typedef struct
{
  char *zone;
  gint64 offset_ms;
  int shifts[ZB_N_SHIFTS];
} ZbCalendar;

ZbCalendar *zb_calendar_new (const char *zone, const char *shifts);
void zb_calendar_free (ZbCalendar *self);

gint64 zb_calendar_get_day (const ZbCalendar *self, gint64 ms);
int zb_calendar_get_shift (const ZbCalendar *self, gint64 ms);
int zb_calendar_get_minute (const ZbCalendar *self, gint64 ms);
gint64 zb_calendar_find_minute (const ZbCalendar *self, gint64 after_ms, int minute);
gint64 zb_calendar_begin_day (const ZbCalendar *self, gint64 day);
gboolean zb_calendar_parse_day (const char *text, gint64 *day);
char *zb_calendar_format_day (gint64 day);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbCalendar, zb_calendar_free)

G_END_DECLS
