/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-fuzz.h"
#include "zb-json-problem.h"

/* Whatever comes: there is a problem, and it can be said in words. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (ZbProblem) problem = zb_json_parse_problem (409, (const char *)data, size);
  g_autofree char *words = zb_problem_to_words (problem);

  g_assert_cmpint (problem->status, ==, 409);
  g_assert_nonnull (problem->title);
  g_assert_true (g_utf8_validate (words, -1, NULL));
  return 0;
}

#ifndef ZB_LIBFUZZER
static const char *const samples[] = {
  "{\"type\":\"about:blank\",\"title\":\"Not possible\",\"status\":409,\"detail\":\"d\",\"state\":\"new\","
  "\"allowed\":[\"claim\",\"merge\"],\"because\":\"state\"}",
  "{\"title\":\"t\",\"status\":422,\"errors\":[{\"pointer\":\"/until\",\"detail\":\"is missing\"}]}",
  "{\"title\":\"t\",\"status\":423,\"claim\":{\"by\":\"o\",\"by_name\":\"n\",\"until\":\"2026-11-23T03:00:00."
  "000Z\"}}",
  "{\"title\":\"t\",\"status\":412,\"current\":{\"id\":\"a\"},\"retry_after\":3}",
  "<html><body>502 Bad Gateway</body></html>",
  NULL,
};

int
main (int argc, char **argv)
{
  return zb_fuzz_run (argc, argv, "problem", samples, 4000);
}
#endif
