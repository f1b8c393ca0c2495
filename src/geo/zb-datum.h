/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-point.h"

G_BEGIN_DECLS

/**
 * ZbDatum:
 * @ZB_DATUM_WGS84: WGS 84; CGCS2000 is treated as equal, the two differ by centimetres
 * @ZB_DATUM_GCJ02: the offset system of maps published in China
 * @ZB_DATUM_BD09: Baidu's offset on top of GCJ-02
 *
 * The reference system of a coordinate. Everything we keep is WGS 84; the others are converted
 * where they come in.
 */
typedef enum
{
  ZB_DATUM_WGS84 = 1,
  ZB_DATUM_GCJ02,
  ZB_DATUM_BD09,
} ZbDatum;

ZbDatum zb_datum_parse (const char *name);
ZbPoint zb_datum_to_wgs84 (ZbDatum datum, ZbPoint point);
ZbPoint zb_datum_from_wgs84 (ZbDatum datum, ZbPoint point);

G_END_DECLS
