/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

G_BEGIN_DECLS

void zb_map_way_look (ShumateViewport *viewport, double zoom, double seconds);

G_END_DECLS
