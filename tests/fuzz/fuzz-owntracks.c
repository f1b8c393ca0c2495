/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-fuzz.h"
#include "zb-owntracks.h"

#include <math.h>

/* A point that is taken is one on the globe, at a time that there is; what is refused is told why. */
static void
read_point (const char *text, gsize size)
{
  ZbPosition *position = NULL;
  g_autoptr (GError) error = NULL;
  gboolean good = zb_owntracks_read (text, size, &position, &error);

  g_assert_true (good == (error == NULL));
  g_assert_true (good || position == NULL);
  if (position == NULL)
    return;
  g_assert_true (fabs (position->location.lat) <= 90 && fabs (position->location.lon) <= 180);
  g_assert_cmpint (position->as_of, >, 0);
  g_assert_true (isnan (position->speed) || (position->speed >= 0 && position->speed < 300));
  g_assert_true (isnan (position->heading) || (position->heading >= 0 && position->heading <= 360));
  g_object_unref (position);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *)data, size);
  g_autofree char *key = zb_owntracks_read_key (text);

  read_point ((const char *)data, size);
  g_assert_true (key == NULL || *key != '\0');
  return 0;
}

#ifndef ZB_LIBFUZZER
static const char *const samples[] = {
  "{\"_type\":\"location\",\"acc\":12,\"alt\":4,\"batt\":88,\"bs\":1,\"cog\":270,\"conn\":\"w\",\"lat\":31."
  "2304,"
  "\"lon\":121.4737,\"m\":1,\"tid\":\"t1\",\"topic\":\"owntracks/team/"
  "phone\",\"tst\":1764158400,\"vac\":3,\"vel\":36}",
  "{\"_type\":\"location\",\"lat\":-90,\"lon\":180,\"tst\":1,\"vel\":-1,\"cog\":-1}",
  "{\"_type\":\"transition\",\"event\":\"enter\",\"tst\":1764158400}",
  "{\"_type\":\"lwt\",\"tst\":1764158400}",
  "emhpYmFuOjAxMjM0NTY3ODk=",
  NULL,
};

int
main (int argc, char **argv)
{
  return zb_fuzz_run (argc, argv, "owntracks", samples, 5000);
}
#endif
