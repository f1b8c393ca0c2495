/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-alert.h"

G_BEGIN_DECLS

char *zb_alert_marks_short (char **zones, int raised_from);
char *zb_alert_marks_say (char **zones, int raised_from, int severity);

G_END_DECLS
