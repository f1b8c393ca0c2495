/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-mosaic.h"
#include "zb-span-file.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ZbExportPlan:
 * @spans: (element-type ZbSpanFile): where the pictures are
 * @from: when the first picture was taken, µs UTC
 * @until: when the last ends
 * @regions: (array length=n_regions): what is made unrecognisable
 * @n_regions: how many
 * @who: who has it made, and where they work
 * @camera: what the camera is called
 * @zone: the district's time zone
 * @path: the file that is written
 *
 * What is made of a recording.
 */
typedef struct
{
  GPtrArray *spans;
  gint64 from;
  gint64 until;
  const ZbMosaicRegion *regions;
  guint n_regions;
  const char *who;
  const char *camera;
  GTimeZone *zone;
  const char *path;
} ZbExportPlan;

/**
 * ZbExportProgress:
 * @share: how much is made, from 0 to 1
 * @data: whose progress it is
 */
typedef void (*ZbExportProgress) (double share, gpointer data);

gboolean zb_export_make (const ZbExportPlan *plan, ZbExportProgress progress, gpointer data,
                         GCancellable *cancellable, GError **error);

G_END_DECLS
