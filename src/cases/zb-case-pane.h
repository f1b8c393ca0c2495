/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-case.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_CASE_PANE (zb_case_pane_get_type ())
G_DECLARE_FINAL_TYPE (ZbCasePane, zb_case_pane, ZB, CASE_PANE, AdwBin)

G_END_DECLS
