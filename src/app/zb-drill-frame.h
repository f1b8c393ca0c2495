/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void zb_drill_frame_set (GtkWindow *window, const char *prefix);

G_END_DECLS
