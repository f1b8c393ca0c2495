/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-problem.h"

G_BEGIN_DECLS

ZbProblem *zb_json_parse_problem (guint status, const char *body, gsize length);
char *zb_problem_to_words (ZbProblem *self);

G_END_DECLS
