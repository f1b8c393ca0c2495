/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-command-request.h"
#include "zb-fuzz.h"
#include "zb-json.h"
#include "zb-zone.h"

#define NOW (G_GINT64_CONSTANT (1795665600) * G_TIME_SPAN_SECOND)

static ZbZone *
read_zone (const char *text, gsize size)
{
  return zb_json_read_record_text (ZB_TYPE_ZONE, text, (gssize)size, NULL);
}

/* All of its corners lie in its box, and nothing that lies outside that is in it. */
static void
hold_against_box (const ZbZone *zone)
{
  ZbBox box = zb_zone_get_box (zone);
  guint n;
  const ZbPoint *corners = zb_zone_get_corners (zone, &n);
  ZbPoint outside = { box.east + 0.01, (box.south + box.north) / 2 };

  for (guint i = 0; i < n; i++)
    g_assert_true (zb_box_contains (&box, corners[i]));
  g_assert_cmpfloat (zb_zone_get_surface (zone), >, 0);
  g_assert_false (zb_zone_contains (zone, outside));
}

/* Whatever comes is read or not, and refused or not; what is good has a place, and can be sent on. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (ZbZone) zone = read_zone ((const char *)data, size);
  g_autoptr (ZbProblem) problem = zone ? zb_zone_check (zone, NOW) : NULL;

  if (!zone)
    return 0;
  zb_zone_contains (zone, (ZbPoint){ 121.4, 31.2 });
  g_autoptr (GVariant) args = g_variant_ref_sink (zb_zone_make_args (zone));
  g_autofree char *json = zb_variant_to_json (args);
  g_assert_nonnull (json);
  if (!problem && !zb_zone_is_circle (zone))
    hold_against_box (zone);
  return 0;
}

#ifndef ZB_LIBFUZZER
static const char *const samples[] = {
  "{\"id\":\"z\",\"name\":\"n\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[121.4,31.2],[121.41,31."
  "2],"
  "[121.41,31.21],[121.4,31.21],[121.4,31.2]]]},\"hours_from\":1320,\"hours_to\":360,"
  "\"expires_at\":\"2026-11-27T03:00:00.000Z\",\"raises\":true}",
  "{\"id\":\"z\",\"name\":\"n\",\"centre\":{\"type\":\"Point\",\"coordinates\":[121.4,31.2]},\"radius\":250,"
  "\"kinds\":[\"dispute\"],\"severities\":[\"high\"],\"expires_at\":\"2026-11-27T03:00:00.000Z\"}",
  "{\"id\":\"z\",\"name\":\"n\",\"geometry\":{\"type\":\"MultiPolygon\",\"coordinates\":[[[[121.4,31.2],[121."
  "41,31.2],"
  "[121.41,31.21],[121.4,31.2]],[[121.4,31.2],[121.41,31.2],[121.41,31.21],[121.4,31.2]]]]},"
  "\"expires_at\":\"2026-11-27T03:00:00.000Z\"}",
  NULL,
};

int
main (int argc, char **argv)
{
  return zb_fuzz_run (argc, argv, "zone", samples, 5000);
}
#endif
