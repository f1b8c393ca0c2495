/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is a link into the console, and what only looks like one. */
#include "zb-deep-link.h"

#define ID "01a21613-9ccb-7003-9abe-f5ce7d2f9be4"

static void
test_accepted (void)
{
  static const char *const links[] = { "zhiban://alert/" ID, "zhiban://case/" ID, "zhiban://camera/" ID,
                                       "zhiban://zone/" ID };
  static const ZbKind kinds[] = { ZB_KIND_ALERT, ZB_KIND_CASE, ZB_KIND_DEVICE, ZB_KIND_ZONE };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      ZbDeepLink link;
      g_assert_true (zb_deep_link_parse (links[i], &link));
      g_assert_cmpint (link.kind, ==, kinds[i]);
      g_assert_cmpstr (link.id, ==, ID);
    }
  g_assert_null (zb_deep_link_write (ZB_KIND_UNIT, ID));
}

static void
test_refused (void)
{
  static const char *const others[] = {
    "",
    "zhiban",
    "zhiban://",
    "zhiban:alert/" ID,
    "zhiban://alert",
    "zhiban://alert/",
    "zhiban://alert/1",
    "zhiban://alert//" ID,
    "zhiban://alert/" ID "/",
    "zhiban://alert/" ID "?x",
    "zhiban://alert/" ID " ",
    "zhiban://alert/01A21613-9CCB-7003-9ABE-F5CE7D2F9BE4",
    "zhiban://alert:80/" ID,
    "zhiban://me@alert/" ID,
    "zhiban://unit/" ID,
    "ZHIBAN://alert/" ID,
    " zhiban://alert/" ID,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      ZbDeepLink link;
      g_test_message ("%s", others[i]);
      g_assert_false (zb_deep_link_parse (others[i], &link));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/deep-link/accepted", test_accepted);
  g_test_add_func ("/deep-link/refused", test_refused);
  return g_test_run ();
}
