/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-account.h"
#include "zb-case-machine.h"
#include "zb-world.h"

G_BEGIN_DECLS

GPtrArray *zb_case_list_parts (ZbWorld *world, const char *id);
guint zb_case_count_parts_open (GPtrArray *parts);
void zb_case_add_parts (ZbCaseContext *context, ZbWorld *world, const ZbCase *of, const ZbCase *other);
char *zb_case_describe_sum (GPtrArray *parts);

G_END_DECLS
