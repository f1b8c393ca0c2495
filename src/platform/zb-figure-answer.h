/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-figure-question.h"

G_BEGIN_DECLS

char *zb_figures_of_period (ZbConnection *connection, gpointer question, GError **error);
char *zb_figures_of_day (ZbConnection *connection, gpointer question, GError **error);
char *zb_figures_of_density (ZbConnection *connection, gpointer question, GError **error);
yyjson_mut_doc *zb_figures_begin (ZbFigureAnswer *answer, yyjson_mut_val **root);
char *zb_figures_end (yyjson_mut_doc *doc, GError **error);
void zb_figures_add_time (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *name, gint64 ms);
void zb_figures_add_online (ZbFigureAnswer *answer, yyjson_mut_doc *doc, yyjson_mut_val *root,
                            ZbFigureFound found);

G_END_DECLS
