/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-problem.h"
#include "zb-record.h"

#include <yyjson.h>

G_BEGIN_DECLS

/* How many pictures an alert shows, how many a case gathers from its alerts and its handling, and to how
 * many others it is linked. */
#define ZB_MAX_EVIDENCE_OF_ALERT 12
#define ZB_MAX_EVIDENCE_OF_CASE 200
#define ZB_MAX_LINKS_OF_CASE 100

gboolean zb_limits_check (ZbRecord *record, yyjson_val *sent, ZbProblem *problem);

G_END_DECLS
