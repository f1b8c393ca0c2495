/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

typedef struct _ZbExportMark ZbExportMark;

ZbExportMark *zb_export_mark_new (int width, int height, const char *who, const char *camera,
                                  GTimeZone *zone);
void zb_export_mark_free (ZbExportMark *self);
void zb_export_mark_paint (ZbExportMark *self, cairo_t *cr, gint64 at);

G_END_DECLS
