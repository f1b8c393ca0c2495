/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The header `Range` (RFC 9110, 14): one range of bytes. What is none, or asks for several, is passed over,
 * as the standard allows: then the whole file is the answer. */
#include "zb-byte-range.h"

#include <string.h>

/* Digits alone: no sign, no space. */
static gboolean
parse_number (const char *text, gint64 *number)
{
  return g_ascii_isdigit (*text) && g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, number, NULL);
}

/* "-500": the last 500 bytes. */
static ZbByteRangeOutcome
take_tail (const char *count, gint64 total, gint64 *first, gint64 *length)
{
  gint64 n;
  if (!parse_number (count, &n))
    return ZB_BYTE_RANGE_WHOLE;
  *length = MIN (n, total);
  *first = total - *length;
  return *length > 0 ? ZB_BYTE_RANGE_PART : ZB_BYTE_RANGE_NONE;
}

/* "500-" and "500-999". */
static ZbByteRangeOutcome
take_part (const char *begin, const char *end, gint64 total, gint64 *first, gint64 *length)
{
  gint64 last = G_MAXINT64;
  if (!parse_number (begin, first) || (*end != '\0' && !parse_number (end, &last)) || last < *first)
    return ZB_BYTE_RANGE_WHOLE;
  if (*first >= total)
    return ZB_BYTE_RANGE_NONE;
  *length = MIN (last, total - 1) - *first + 1;
  return ZB_BYTE_RANGE_PART;
}

/**
 * zb_byte_range_parse:
 * @header: (nullable): the header's value
 * @total: how many bytes the file has
 * @first: (out): the first byte that is sent
 * @length: (out): how many are
 *
 * Returns: what of the file is to be sent
 */
ZbByteRangeOutcome
zb_byte_range_parse (const char *header, gint64 total, gint64 *first, gint64 *length)
{
  ZbByteRangeOutcome outcome = ZB_BYTE_RANGE_WHOLE;
  if (header != NULL && g_ascii_strncasecmp (header, "bytes=", 6) == 0)
    {
      g_auto (GStrv) ends = g_strsplit (header + 6, "-", 3);
      if (g_strv_length (ends) == 2)
        outcome = *ends[0] == '\0' ? take_tail (ends[1], total, first, length)
                                   : take_part (ends[0], ends[1], total, first, length);
    }
  if (outcome == ZB_BYTE_RANGE_PART)
    return outcome;
  *first = 0;
  *length = total;
  return outcome;
}
