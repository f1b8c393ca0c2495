/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-alert.h"
#include "zb-world.h"

G_BEGIN_DECLS

typedef struct _ZbAlertMatch ZbAlertMatch;

ZbAlertMatch *zb_alert_match_new (ZbWorld *world, const char *text);
void zb_alert_match_free (ZbAlertMatch *self);
gboolean zb_alert_match_passes (const ZbAlert *alert, gpointer match);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbAlertMatch, zb_alert_match_free)

G_END_DECLS
