/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void zb_keep_top (GtkScrolledWindow *scroller, GListModel *model);

G_END_DECLS
