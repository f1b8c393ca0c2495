/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-desk.h"
#include "zb-page.h"

G_BEGIN_DECLS

#define ZB_TYPE_ALERTS_PAGE (zb_alerts_page_get_type ())
G_DECLARE_FINAL_TYPE (ZbAlertsPage, zb_alerts_page, ZB, ALERTS_PAGE, ZbPage)

GtkWidget *zb_alerts_page_new (ZbDesk *desk);

G_END_DECLS
