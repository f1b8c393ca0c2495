/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a console and a platform hold of the machine: descriptors, threads and resident memory in KiB, both
 * together. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint descriptors;
  guint threads;
  guint resident;
} ZbFootprint;

ZbFootprint zb_footprint_take (GPid platform);
gboolean zb_footprint_is_within (const ZbFootprint *self, const ZbFootprint *before);

G_END_DECLS
