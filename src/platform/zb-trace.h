/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-response.h"

G_BEGIN_DECLS

gboolean zb_trace_is_on (void);
void zb_trace_answer (ZbCall *call, ZbResponse *response);
void zb_trace_frame (const char *text);

G_END_DECLS
