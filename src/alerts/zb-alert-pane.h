/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-alert.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_ALERT_PANE (zb_alert_pane_get_type ())
G_DECLARE_FINAL_TYPE (ZbAlertPane, zb_alert_pane, ZB, ALERT_PANE, AdwBin)

ZbAlert *zb_alert_pane_get_alert (ZbAlertPane *self);
void zb_alert_pane_set_alert (ZbAlertPane *self, ZbAlert *alert);

G_END_DECLS
