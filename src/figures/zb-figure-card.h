/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-figure-report.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_FIGURE_CARD (zb_figure_card_get_type ())
G_DECLARE_FINAL_TYPE (ZbFigureCard, zb_figure_card, ZB, FIGURE_CARD, AdwBin)

GtkWidget *zb_figure_card_new (const char *figure, const char *beside);
void zb_figure_card_show (ZbFigureCard *self, ZbFigureReport *report);
const char *zb_figure_card_get_figure (ZbFigureCard *self);
const char *zb_figure_card_get_words (ZbFigureCard *self);

G_END_DECLS
