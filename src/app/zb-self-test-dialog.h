/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-self-test.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_SELF_TEST_DIALOG (zb_self_test_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ZbSelfTestDialog, zb_self_test_dialog, ZB, SELF_TEST_DIALOG, AdwDialog)

AdwDialog *zb_self_test_dialog_new (ZbSelfTest *test);

G_END_DECLS
