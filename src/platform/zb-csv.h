/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _ZbCsv ZbCsv;

ZbCsv *zb_csv_open (const char *path, GError **error);
void zb_csv_free (ZbCsv *self);
char **zb_csv_read_line (ZbCsv *self);
guint zb_csv_get_line_number (ZbCsv *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbCsv, zb_csv_free)

G_END_DECLS
