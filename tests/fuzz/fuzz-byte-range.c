/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-byte-range.h"
#include "zb-fuzz.h"

/* Whatever a header says, what is sent lies within the file. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const gint64 totals[] = { 0, 1, 1000, G_MAXINT64 };
  g_autofree char *header = g_strndup ((const char *)data, size);

  for (gsize i = 0; i < G_N_ELEMENTS (totals); i++)
    {
      gint64 first = -1, length = -1;
      ZbByteRangeOutcome outcome = zb_byte_range_parse (header, totals[i], &first, &length);
      g_assert_cmpint (first, >=, 0);
      g_assert_cmpint (length, >=, outcome == ZB_BYTE_RANGE_PART ? 1 : 0);
      g_assert_cmpint (length, <=, totals[i] - first);
    }
  return 0;
}

#ifndef ZB_LIBFUZZER
int
main (int argc, char **argv)
{
  static const char *const samples[] = {
    "bytes=0-499", "bytes=500-", "bytes=-500", "bytes=0-0,5-9", "bytes=9223372036854775807-",
    "items=0-1",   NULL
  };

  return zb_fuzz_run (argc, argv, "byte-range", samples, 20000);
}
#endif
