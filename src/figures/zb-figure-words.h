/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-figure.h"
#include "zb-figures.h"

G_BEGIN_DECLS

char *zb_figure_words_value (ZbFigureUnit unit, double value);
char *zb_figure_words_seconds (double seconds);
const char *zb_figure_words_unit (ZbFigureUnit unit);
const char *zb_figure_words_by (ZbFigureBy by);
char *zb_figure_words_group (ZbFigureRow *row, ZbFigureBy by);

G_END_DECLS
