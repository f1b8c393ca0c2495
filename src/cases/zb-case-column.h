/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-case-card.h"

G_BEGIN_DECLS

#define ZB_TYPE_CASE_COLUMN (zb_case_column_get_type ())
G_DECLARE_FINAL_TYPE (ZbCaseColumn, zb_case_column, ZB, CASE_COLUMN, GtkWidget)

GtkWidget *zb_case_column_new (ZbStep step);
ZbStep zb_case_column_get_step (ZbCaseColumn *self);
void zb_case_column_fill (ZbCaseColumn *self, GPtrArray *cases);
guint zb_case_column_get_n_cards (ZbCaseColumn *self);
ZbCaseCard *zb_case_column_get_card (ZbCaseColumn *self, guint position);
ZbCaseCard *zb_case_column_find_card (ZbCaseColumn *self, ZbCase *of);
void zb_case_column_set_selected (ZbCaseColumn *self, ZbCase *of);

G_END_DECLS
