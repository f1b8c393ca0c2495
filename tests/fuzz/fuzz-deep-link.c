/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-deep-link.h"
#include "zb-fuzz.h"
#include "zb-uuid.h"

/* Whatever is handed over: it is refused, or it is the very link that its kind and id make. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *uri = size > 0 ? g_strndup ((const char *)data, size) : g_strdup ("");
  g_autofree char *again = NULL;
  ZbDeepLink link;

  if (!zb_deep_link_parse (uri, &link))
    return 0;
  g_assert_true (zb_uuid_is_valid (link.id));
  again = zb_deep_link_write (link.kind, link.id);
  g_assert_cmpstr (again, ==, uri);
  return 0;
}

#ifndef ZB_LIBFUZZER
static const char *const samples[] = {
  "zhiban://alert/01a21613-9ccb-7003-9abe-f5ce7d2f9be4",
  "zhiban://case/01a21613-9ccb-7003-9abe-f5ce7d2f9be4",
  "zhiban://camera/01a21613-9ccb-7003-9abe-f5ce7d2f9be4",
  "zhiban://zone/01a21613-9ccb-7003-9abe-f5ce7d2f9be4",
  "zhiban://alert/01a21613-9ccb-7003-9abe-f5ce7d2f9be4?claim=1#x",
  "zhiban://alert/../case/%30",
  "file:///etc/passwd",
  NULL,
};

int
main (int argc, char **argv)
{
  return zb_fuzz_run (argc, argv, "deep-link", samples, 20000);
}
#endif
