/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void zb_composer_attach (GtkWidget *text);
void zb_composer_set_composing (gboolean composing);
const char *zb_composer_get_keys (void);

G_END_DECLS
