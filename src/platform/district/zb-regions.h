/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-cell.h"

G_BEGIN_DECLS

/**
 * ZbWeighFunc:
 * @cell: a cell
 *
 * Returns: how much @cell counts when a subdistrict is divided evenly
 */
typedef double (*ZbWeighFunc) (const ZbCell *cell);

GPtrArray *zb_regions_new (ZbCell *subdistrict, guint n, ZbWeighFunc weigh);

G_END_DECLS
