/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-check.h"

G_BEGIN_DECLS

#define ZB_TYPE_SELF_TEST (zb_self_test_get_type ())
G_DECLARE_FINAL_TYPE (ZbSelfTest, zb_self_test, ZB, SELF_TEST, GObject)

ZbSelfTest *zb_self_test_new (void);
ZbSelfTest *zb_self_test_new_of (const ZbCheck *checks, guint n_checks, guint within_ms);
GListModel *zb_self_test_get_findings (ZbSelfTest *self);
gboolean zb_self_test_is_running (ZbSelfTest *self);
void zb_self_test_run (ZbSelfTest *self, ZbCheckFacts *facts);
char *zb_self_test_to_text (ZbSelfTest *self, gboolean english);

G_END_DECLS
