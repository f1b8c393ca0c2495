/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-arrivals.h"

#include <gdk/gdk.h>

G_BEGIN_DECLS

#define ZB_ARRIVALS_BAR_HEIGHT 4

GdkTexture *zb_arrivals_bar_draw (const ZbArrivals *arrivals, int width, int scale);

G_END_DECLS
