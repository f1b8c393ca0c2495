/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-page.h"

G_BEGIN_DECLS

#define ZB_TYPE_FIGURES_PAGE (zb_figures_page_get_type ())
G_DECLARE_FINAL_TYPE (ZbFiguresPage, zb_figures_page, ZB, FIGURES_PAGE, ZbPage)

G_END_DECLS
