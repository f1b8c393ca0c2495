/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-debrief.h"

G_BEGIN_DECLS

/* The columns from here to there are numbers of seconds. */
#define ZB_DEBRIEF_FIRST_TIME 6
#define ZB_DEBRIEF_LAST_TIME (ZB_DEBRIEF_FIRST_TIME + ZB_N_DEBRIEF_STEPS - 1)

const char *zb_debrief_name_step (const char *step);
char *zb_debrief_name_steps (char **steps);
GPtrArray *zb_debrief_make_rows (ZbDebrief *debrief);
char *zb_debrief_write_csv (ZbDebrief *debrief);
GBytes *zb_debrief_write_ods (ZbDebrief *debrief, GError **error);

G_END_DECLS
