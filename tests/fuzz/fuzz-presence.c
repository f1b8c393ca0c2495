/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-fuzz.h"
#include "zb-presence-answer.h"

/* Whatever comes: it is read or refused, and what was read are lists. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbPresenceAnswer) answer = zb_presence_answer_parse ((const char *)data, size, &error);

  g_assert_true ((answer == NULL) == (error != NULL));
  if (answer != NULL)
    g_assert_true (answer->renewed != NULL && answer->lost != NULL);
  return 0;
}

#ifndef ZB_LIBFUZZER
static const char *const samples[] = {
  "{\"renewed\":[\"a\",\"b\"],\"lost\":[]}",
  "{\"renewed\":[],\"lost\":[\"a\",7,null]}",
  "{\"renewed\":{},\"lost\":[]}",
  NULL,
};

int
main (int argc, char **argv)
{
  return zb_fuzz_run (argc, argv, "presence", samples, 2000);
}
#endif
