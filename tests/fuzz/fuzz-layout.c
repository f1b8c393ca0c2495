/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-fuzz.h"
#include "zb-json.h"
#include "zb-layout.h"

/* Whatever a platform calls a layout: it is read as one, or refused. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbLayout) layout =
      zb_json_read_record_text (ZB_TYPE_LAYOUT, (const char *)data, (gssize)size, &error);

  g_assert_true ((layout == NULL) == (error != NULL));
  if (layout)
    {
      g_autofree char *text = zb_json_write_record_text (layout, ZB_JSON_WRITE_ALL, NULL);
      g_assert_nonnull (text);
    }
  return 0;
}

#ifndef ZB_LIBFUZZER
static const char *const samples[] = {
  "{\"id\":\"01890000-0000-7000-8000-0000000a0001\",\"name\":\"大门\",\"shape\":\"1+5\",\"cameras\":[\"a\","
  "\"\"],"
  "\"seconds\":15,\"updated_at\":\"2026-11-23T03:00:00.000Z\"}",
  "{\"id\":\"x\",\"name\":\"\",\"shape\":null,\"cameras\":null,\"seconds\":-1,\"updated_at\":null}",
  NULL,
};

int
main (int argc, char **argv)
{
  return zb_fuzz_run (argc, argv, "layout", samples, 1000);
}
#endif
