/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void zb_drawing_set_up (const char *cards);

G_END_DECLS
