/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-sample-desk.h"

G_BEGIN_DECLS

void zb_cases_desk_set_up (ZbSampleDesk *self, gconstpointer account);
void zb_cases_desk_tear_down (ZbSampleDesk *self, gconstpointer data);
void zb_cases_desk_show (ZbSampleDesk *self, const char *id);

G_END_DECLS
