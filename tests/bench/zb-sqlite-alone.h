/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

double zb_sqlite_alone_measure (const char *folder, gboolean bare, int batch, double seconds);

G_END_DECLS
