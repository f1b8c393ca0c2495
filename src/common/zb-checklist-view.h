/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-checklist.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_CHECKLIST_VIEW (zb_checklist_view_get_type ())
G_DECLARE_FINAL_TYPE (ZbChecklistView, zb_checklist_view, ZB, CHECKLIST_VIEW, GtkWidget)

GtkWidget *zb_checklist_view_new (void);
void zb_checklist_view_show_items (ZbChecklistView *self, GPtrArray *items, const char *stage);
void zb_checklist_view_show_texts (ZbChecklistView *self, const char *const *texts, guint64 done);
void zb_checklist_view_refuse (ZbChecklistView *self, const char *because);

G_END_DECLS
