/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void zb_notice_actions_add (GtkApplication *application);

G_END_DECLS
