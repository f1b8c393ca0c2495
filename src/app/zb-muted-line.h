/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_MUTED_LINE (zb_muted_line_get_type ())
G_DECLARE_FINAL_TYPE (ZbMutedLine, zb_muted_line, ZB, MUTED_LINE, GtkWidget)

void zb_muted_line_set_officers (ZbMutedLine *self, GListModel *officers);
void zb_muted_line_set_account (ZbMutedLine *self, const char *account);
char *zb_muted_words (guint muted);

G_END_DECLS
