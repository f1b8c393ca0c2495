/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-vector-tile.h"

#include <yyjson.h>

G_BEGIN_DECLS

gboolean zb_style_expression_holds (yyjson_val *expression, const ZbVectorFeature *feature, double zoom);
double zb_style_expression_get_number (yyjson_val *expression, const ZbVectorFeature *feature, double zoom,
                                       double otherwise);
char *zb_style_expression_get_text (yyjson_val *expression, const ZbVectorFeature *feature, double zoom);

G_END_DECLS
