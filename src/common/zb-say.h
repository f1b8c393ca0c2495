/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void zb_say (GtkWidget *widget, const char *words);
void zb_say_with (GtkWidget *widget, AdwToast *toast);

G_END_DECLS
