/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_DEFINITION_BUTTON (zb_definition_button_get_type ())
G_DECLARE_FINAL_TYPE (ZbDefinitionButton, zb_definition_button, ZB, DEFINITION_BUTTON, AdwBin)

GtkWidget *zb_definition_button_new (void);
void zb_definition_button_set_figures (ZbDefinitionButton *self, const char *const *figures);
void zb_definition_button_open (ZbDefinitionButton *self);

G_END_DECLS
