/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-feed-frame.h"
#include "zb-fuzz.h"

/* Whatever comes, for each kind: it is read or refused. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  for (int kind = ZB_KIND_NONE + 1; kind < ZB_N_KINDS; kind++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ZbListPage) page = zb_list_page_parse (kind, (const char *)data, size, &error);
      g_assert_true ((page == NULL) == (error != NULL));
    }
  return 0;
}

#ifndef ZB_LIBFUZZER
static const char *const samples[] = {
  "{\"items\":[{\"id\":\"d\",\"version\":1,\"kind\":\"camera\",\"name\":\"n\",\"area\":\"a\",\"location\":{"
  "\"type\":"
  "\"Point\",\"coordinates\":[121.4,31.2]},\"status\":\"online\",\"heading\":90.5,\"profiles\":[\"main\","
  "\"sub\"]}],"
  "\"next\":\"x\"}",
  "{\"items\":[{\"id\":\"c\",\"version\":1,\"step\":\"filed\",\"checklist\":[{\"text\":\"t\",\"done\":true}],"
  "\"deadlines\":{\"accept\":\"2026-11-23T03:00:00.000Z\"},\"alerts\":[\"a\"]}],\"next\":null}",
  NULL,
};

int
main (int argc, char **argv)
{
  return zb_fuzz_run (argc, argv, "list-page", samples, 1000);
}
#endif
