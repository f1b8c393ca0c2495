/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-session.h"
#include "zb-wall.h"
#include "zb-world.h"

G_BEGIN_DECLS

#define ZB_TYPE_WALL_REPORT (zb_wall_report_get_type ())
G_DECLARE_FINAL_TYPE (ZbWallReport, zb_wall_report, ZB, WALL_REPORT, GObject)

ZbWallReport *zb_wall_report_new (ZbSession *session, ZbWorld *world);
void zb_wall_report_set_health (ZbWallReport *self, ZbWallHealth *health);
ZbWallHealth *zb_wall_report_get_health (ZbWallReport *self);
void zb_wall_report_set_pace (ZbWallReport *self, guint every_ms, guint least_ms);
void zb_wall_report_set_online (ZbWallReport *self, gboolean online);
void zb_wall_report_stop (ZbWallReport *self);

G_END_DECLS
