/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-case.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_CASE_CARD (zb_case_card_get_type ())
G_DECLARE_FINAL_TYPE (ZbCaseCard, zb_case_card, ZB, CASE_CARD, GtkWidget)

GtkWidget *zb_case_card_new (ZbCase *of);
ZbCase *zb_case_card_get_case (ZbCaseCard *self);
void zb_case_card_update (ZbCaseCard *self);

G_END_DECLS
