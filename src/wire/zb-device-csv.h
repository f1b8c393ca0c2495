/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-datum.h"
#include "zb-device.h"

G_BEGIN_DECLS

/**
 * ZbRefusedLine:
 * @line: the number of the line in the file, from 1
 * @reason: what is wrong with it, in a sentence
 */
typedef struct
{
  guint line;
  char *reason;
} ZbRefusedLine;

void zb_refused_line_free (ZbRefusedLine *self);

GPtrArray *zb_device_csv_read (const char *text, ZbDatum datum, GPtrArray **refused, GError **error);

G_END_DECLS
