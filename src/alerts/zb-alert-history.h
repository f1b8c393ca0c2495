/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_ALERT_HISTORY (zb_alert_history_get_type ())
G_DECLARE_FINAL_TYPE (ZbAlertHistory, zb_alert_history, ZB, ALERT_HISTORY, AdwBin)

char **zb_alert_history_describe (GListModel *deeds);

G_END_DECLS
