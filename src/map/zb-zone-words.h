/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-alert.h"
#include "zb-world.h"
#include "zb-zone.h"

G_BEGIN_DECLS

/**
 * ZbZoneHolds:
 * @n_open: open alerts that the zone is about and that lie in it
 * @n_rise: those of them that it would raise, or has raised
 *
 * What a zone holds now.
 */
typedef struct
{
  guint n_open;
  guint n_rise;
} ZbZoneHolds;

gboolean zb_zone_holds (const ZbZone *zone, const ZbAlert *alert, gint64 now);
ZbZoneHolds zb_zone_count (const ZbZone *zone, ZbWorld *world, gint64 now);
char *zb_zone_words_holds (const ZbZone *zone, ZbZoneHolds holds);
char *zb_zone_words_until (const ZbZone *zone, gint64 now);
char *zb_zone_words_hours (const ZbZone *zone);
char *zb_zone_words_kinds (const ZbZone *zone);
char *zb_zone_words_severities (const ZbZone *zone);
char *zb_zone_words_place (const ZbZone *zone);

G_END_DECLS
