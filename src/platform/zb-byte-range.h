/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ZbByteRangeOutcome:
 * @ZB_BYTE_RANGE_WHOLE: the whole file is to be sent
 * @ZB_BYTE_RANGE_PART: a part of it is
 * @ZB_BYTE_RANGE_NONE: nothing of what was asked for is there
 */
typedef enum
{
  ZB_BYTE_RANGE_WHOLE,
  ZB_BYTE_RANGE_PART,
  ZB_BYTE_RANGE_NONE,
} ZbByteRangeOutcome;

ZbByteRangeOutcome zb_byte_range_parse (const char *header, gint64 total, gint64 *first, gint64 *length);

G_END_DECLS
