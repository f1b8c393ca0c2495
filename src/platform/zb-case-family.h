/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-case-commands.h"

G_BEGIN_DECLS

guint zb_case_count_parts (ZbTransaction *tx, const char *id);
guint zb_case_count_open_parts (ZbTransaction *tx, const char *id);
const char *zb_case_refuse_parent (ZbTransaction *tx, ZbCase *draft, const char *parent);
ZbProblem *zb_case_merge (ZbTransaction *tx, ZbCase *of, const char *into, const char *reason);
ZbProblem *zb_case_set_parent (ZbTransaction *tx, ZbCase *of, const char *parent, const char *reason);

G_END_DECLS
