/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ZbCsv:
 *
 * A reader of comma-separated values after RFC 4180, row by row.
 */
typedef struct
{
  const char *at;
  guint line;
} ZbCsv;

void zb_csv_init (ZbCsv *self, const char *text);
char **zb_csv_next (ZbCsv *self, guint *line);

G_END_DECLS
