/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-application.h"

G_BEGIN_DECLS

typedef void (*ZbTourOver) (gboolean passed, gpointer data);

void zb_tour_start (ZbApplication *application, const char *folder, double scale, ZbTourOver over,
                    gpointer data);

G_END_DECLS
