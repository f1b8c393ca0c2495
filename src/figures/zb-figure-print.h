/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-figure-report.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkPrintOperation *zb_figure_print_new (ZbFigureReport *report, const char *figure, const char *who);

G_END_DECLS
