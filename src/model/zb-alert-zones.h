/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-alert.h"
#include "zb-zone.h"

G_BEGIN_DECLS

/* More zones than this over one spot tell an officer nothing more; the first ones stay. */
#define ZB_ALERT_ZONES_MOST 20

int zb_alert_get_given_severity (const ZbAlert *self);
gboolean zb_alert_is_marked_by (const ZbAlert *self, const char *zone);
gboolean zb_alert_mark (ZbAlert *self, const ZbZone *zone);
gboolean zb_alert_take_marks (ZbAlert *self, const ZbAlert *draft);

G_END_DECLS
