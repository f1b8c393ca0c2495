/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-case.h"
#include "zb-page.h"

G_BEGIN_DECLS

#define ZB_TYPE_CASES_PAGE (zb_cases_page_get_type ())
G_DECLARE_FINAL_TYPE (ZbCasesPage, zb_cases_page, ZB, CASES_PAGE, ZbPage)

ZbCase *zb_cases_page_get_selected (ZbCasesPage *self);
void zb_cases_page_set_selected (ZbCasesPage *self, ZbCase *of);
guint zb_cases_page_count_shown (ZbCasesPage *self);

G_END_DECLS
