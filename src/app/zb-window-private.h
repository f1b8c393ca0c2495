/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-desk.h"
#include "zb-page.h"
#include "zb-window.h"

G_BEGIN_DECLS

struct _ZbWindow
{
  AdwApplicationWindow parent_instance;
  ZbDesk *desk;
  GSettings *settings;
  AdwToastOverlay *toasts;
  AdwViewStack *pages;
  GtkListBox *rail;
  GtkListBox *rail_end;
  GtkWidget *connection_pill;
  GHashTable *actions;
};

void zb_window_install_actions (ZbWindow *self);
void zb_window_update_actions (ZbWindow *self);
void zb_window_act (ZbWindow *self, const char *name, GVariant *parameter);
void zb_window_say (ZbWindow *self, const char *words);
void zb_window_show_page (ZbWindow *self, const char *name);

G_END_DECLS
