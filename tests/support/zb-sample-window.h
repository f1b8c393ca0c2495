/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void zb_sample_init (int *argc, char ***argv);
GtkWidget *zb_sample_show (GtkWidget *child, int width, int height);
void zb_sample_settle (void);
void zb_sample_click (GtkWidget *button);
void zb_sample_picture (GtkWidget *widget, const char *name);
GtkWidget *zb_sample_find (GtkWidget *widget, GType type, const char *style_class);
GtkWidget *zb_sample_find_text (GtkWidget *widget, const char *text);
GtkWidget *zb_sample_find_action (GtkWidget *widget, const char *action);

G_END_DECLS
