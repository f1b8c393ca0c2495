/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-figure-report.h"

G_BEGIN_DECLS

GBytes *zb_figure_csv_write (ZbFigureReport *report);
void zb_figure_csv_add_text (GString *csv, const char *text);

G_END_DECLS
