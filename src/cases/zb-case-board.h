/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-account.h"
#include "zb-case-column.h"
#include "zb-world.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_CASE_BOARD (zb_case_board_get_type ())
G_DECLARE_FINAL_TYPE (ZbCaseBoard, zb_case_board, ZB, CASE_BOARD, AdwBin)

void zb_case_board_set_desk (ZbCaseBoard *self, ZbWorld *world, ZbAccount *account);
void zb_case_board_show_cases (ZbCaseBoard *self, GListModel *cases);
void zb_case_board_set_selected (ZbCaseBoard *self, ZbCase *of);
ZbCaseColumn *zb_case_board_get_column (ZbCaseBoard *self, ZbStep step);
gboolean zb_case_board_may_move (ZbCaseBoard *self, ZbCase *of, ZbStep to);
void zb_case_board_move (ZbCaseBoard *self, ZbCase *of, ZbStep to);

G_END_DECLS
