/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-debrief.h"

G_BEGIN_DECLS

const char *zb_debrief_name_step (const char *step);
char *zb_debrief_write_csv (ZbDebrief *debrief);

G_END_DECLS
