/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-fuzz.h"
#include "zb-json.h"
#include "zb-ptz.h"

/* What comes is read or not; what was read is written, read and written again as the same. */
static void
read_as (GType type, const char *text, gsize size)
{
  g_autoptr (ZbRecord) record = zb_json_read_record_text (type, text, (gssize)size, NULL);
  g_autofree char *written = record ? zb_json_write_record_text (record, ZB_JSON_WRITE_ALL, NULL) : NULL;
  g_autoptr (ZbRecord) again = written ? zb_json_read_record_text (type, written, -1, NULL) : NULL;
  g_autofree char *rewritten = again ? zb_json_write_record_text (again, ZB_JSON_WRITE_ALL, NULL) : NULL;

  g_assert_cmpstr (written, ==, rewritten);
}

/* How a camera stands, as a console is told it, and a movement, as a platform is. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  read_as (ZB_TYPE_PTZ, (const char *)data, size);
  read_as (ZB_TYPE_PTZ_MOVE, (const char *)data, size);
  return 0;
}

#ifndef ZB_LIBFUZZER
static const char *const samples[] = {
  "{\"pan\":312.4,\"tilt\":-12,\"zoom\":2.4,\"zoom_most\":8,\"lease\":{\"holder\":\"a\",\"holder_name\":"
  "\"n\","
  "\"expires_at\":\"2026-11-27T03:00:00.000Z\",\"mine\":true,\"may_take\":false,\"reason\":null},\"presets\":"
  "["
  "{\"id\":\"p\",\"name\":\"n\",\"pan\":1,\"tilt\":2,\"zoom\":3}]}",
  "{\"pan\":0,\"tilt\":0,\"zoom\":1,\"zoom_most\":8,\"lease\":null,\"presets\":[]}",
  "{\"pan\":-1,\"tilt\":0.5,\"zoom\":null,\"stop\":false,\"order\":17}",
  "{\"location\":{\"type\":\"Point\",\"coordinates\":[121.4,31.2]},\"order\":18}",
  NULL,
};

int
main (int argc, char **argv)
{
  return zb_fuzz_run (argc, argv, "ptz", samples, 5000);
}
#endif
