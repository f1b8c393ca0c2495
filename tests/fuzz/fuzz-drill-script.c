/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-drill-script.h"
#include "zb-fuzz.h"
#include "zb-json.h"

/* What is good can be written and read again, and is good still; its steps lie in order, within its minutes.
 */
static void
hold (const ZbDrillScript *script)
{
  g_autofree char *text = zb_json_write_record_text ((gpointer)script, ZB_JSON_WRITE_ALL, NULL);
  g_autoptr (ZbDrillScript) again = zb_json_read_record_text (ZB_TYPE_DRILL_SCRIPT, text, -1, NULL);
  gint64 last = 0;

  g_assert_nonnull (again);
  g_assert_null (zb_drill_script_check (again));
  for (guint i = 0; i < script->steps->len; i++)
    {
      const ZbDrillStep *step = script->steps->pdata[i];
      g_assert_cmpint (step->at, >=, last);
      g_assert_cmpint (step->at, <=, script->minutes * 60);
      g_assert_true (step->of == NULL || step->what == ZB_DRILL_DO_ALERT || *step->of == '\0' ||
                     zb_drill_script_find (script, step->of) != NULL ||
                     step->of[strspn (step->of, " \t\r\n")] == '\0');
      last = step->at;
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (ZbDrillScript) script =
      zb_json_read_record_text (ZB_TYPE_DRILL_SCRIPT, (const char *)data, (gssize)size, NULL);
  g_autoptr (ZbProblem) problem = script ? zb_drill_script_check (script) : NULL;

  if (!script)
    return 0;
  if (problem)
    g_assert_cmpuint (problem->errors->len, >, 0);
  else
    hold (script);
  return 0;
}

#ifndef ZB_LIBFUZZER
static const char *const samples[] = {
  "{\"title\":\"t\",\"minutes\":10,\"steps\":[{\"at\":5,\"what\":\"alert\",\"name\":\"a\",\"kind\":\"smoke_"
  "fire\","
  "\"severity\":\"high\",\"title\":\"x\",\"device\":\"camera\",\"area\":\"y\",\"expect\":{\"verdict\":"
  "\"true\","
  "\"claim\":30}},{\"at\":9,\"what\":\"rise\",\"of\":\"a\",\"severity\":\"urgent\"}]}",
  "{\"title\":\"t\",\"minutes\":1,\"steps\":[{\"at\":0,\"what\":\"message\",\"text\":\"m\"},{\"at\":1,"
  "\"what\":"
  "\"late\",\"seconds\":60},{\"at\":2,\"what\":\"decline\"},{\"at\":60,\"what\":\"camera_lost\"}]}",
  NULL,
};

int
main (int argc, char **argv)
{
  return zb_fuzz_run (argc, argv, "drill-script", samples, 5000);
}
#endif
