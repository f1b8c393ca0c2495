/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void zb_rail_spring_attach (GtkListBox *rail);

G_END_DECLS
