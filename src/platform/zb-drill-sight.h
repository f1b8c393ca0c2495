/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What belongs to a drill lies, for who may see it, in no area of the district but in one of its own. */
#define ZB_DRILL_SIGHT "drill:"
/* Whoever leads sees all of them. */
#define ZB_DRILL_SIGHT_ALL ZB_DRILL_SIGHT "*"

const char *zb_drill_sight (const char *drill);
gboolean zb_drill_is_sight (const char *area);
gboolean zb_drill_sees (const char *const *areas, const char *sight);
gboolean zb_drill_sight_is_all (const char *const *areas);

G_END_DECLS
