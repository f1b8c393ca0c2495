/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-world.h"

G_BEGIN_DECLS

/*< private >
 * ZbWorldWatch:
 * @data: what was given to zb_world_watch()
 * @event: what has happened
 */
typedef void (*ZbWorldWatch) (gpointer data, ZbEvent *event);

void zb_world_watch (ZbWorld *self, ZbWorldWatch watch, gpointer data);

G_END_DECLS
