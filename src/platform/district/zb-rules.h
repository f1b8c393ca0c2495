/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-algorithm.h"
#include "zb-plan.h"

G_BEGIN_DECLS

GPtrArray *zb_rules_make_algorithms (guint64 seed);
GPtrArray *zb_rules_make_plans (guint64 seed);

G_END_DECLS
