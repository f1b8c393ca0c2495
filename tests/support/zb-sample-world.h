/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-account.h"
#include "zb-alert.h"
#include "zb-case.h"
#include "zb-world.h"

G_BEGIN_DECLS

/* The officer who sits at the sample's desk, and whose alerts are "mine". */
#define ZB_SAMPLE_OFFICER "account-chen"
#define ZB_SAMPLE_ALERT "alert-00"
#define ZB_SAMPLE_CASE "case-0392"

ZbWorld *zb_sample_world_new (gint64 now);
ZbAccount *zb_sample_world_get_account (ZbWorld *world, const char *id);
void zb_sample_world_change (ZbWorld *world, ZbEntity *edited);
ZbAlert *zb_sample_world_edit_alert (ZbWorld *world, const char *id);
ZbCase *zb_sample_world_edit_case (ZbWorld *world, const char *id);
void zb_sample_world_raise (ZbWorld *world, const char *id, ZbSeverity severity, gint64 at);
void zb_sample_world_add_cameras (ZbWorld *world, ZbPoint around, guint n_cameras);

G_END_DECLS
