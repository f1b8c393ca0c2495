/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-query.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_RECOMMENDATION_ROW (zb_recommendation_row_get_type ())
G_DECLARE_FINAL_TYPE (ZbRecommendationRow, zb_recommendation_row, ZB, RECOMMENDATION_ROW, GtkListBoxRow)

GtkWidget *zb_recommendation_row_new (ZbRecommendation *recommendation);
ZbRecommendation *zb_recommendation_row_get_recommendation (ZbRecommendationRow *self);
gboolean zb_recommendation_row_is_put_last (ZbRecommendationRow *self);
gboolean zb_recommendation_row_get_chosen (ZbRecommendationRow *self);
void zb_recommendation_row_toggle (ZbRecommendationRow *self);
const char *zb_recommendation_row_get_task (ZbRecommendationRow *self);
void zb_recommendation_row_choose (ZbRecommendationRow *self, const char *task);

G_END_DECLS
