/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-drill-script.h"

G_BEGIN_DECLS

char **zb_drill_shelf_list (void);
ZbDrillScript *zb_drill_shelf_load (const char *name);

G_END_DECLS
