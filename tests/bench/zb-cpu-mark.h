/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ZbCpuMark:
 * @at: when, monotonic µs
 * @own: seconds of processors that this program had taken by then
 * @display: the same of the X server
 *
 * What had been taken at a moment, or since one, where @at is how long ago that was.
 */
typedef struct
{
  gint64 at;
  double own, display;
} ZbCpuMark;

ZbCpuMark zb_cpu_mark_now (void);
ZbCpuMark zb_cpu_mark_since (const ZbCpuMark *mark);
double zb_cpu_mark_seconds (const ZbCpuMark *since);

G_END_DECLS
