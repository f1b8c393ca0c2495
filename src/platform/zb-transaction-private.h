/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-alert.h"
#include "zb-transaction.h"

G_BEGIN_DECLS

const char *zb_entity_get_area (gpointer entity);
char *zb_alert_get_dedup (ZbAlert *alert);

G_END_DECLS
