/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-fuzz.h"
#include "zb-geojson.h"

/* What was read can be asked, and is the same after it was written and read again. */
static void
use_surface (const ZbGeometry *surface)
{
  const ZbBox *box = zb_geometry_get_box (surface);
  yyjson_mut_doc *written = yyjson_mut_doc_new (NULL);
  g_autoptr (ZbGeometry) again = NULL;
  yyjson_doc *read;

  g_assert_true (box->west <= box->east && box->south <= box->north);
  g_assert_false (zb_geometry_contains (surface, (ZbPoint){ box->east + 1, box->north }));
  zb_geometry_get_centre (surface);
  yyjson_mut_doc_set_root (written, zb_geojson_write_surface (written, surface));
  read = yyjson_mut_doc_imut_copy (written, NULL);
  again = zb_geojson_read_surface (yyjson_doc_get_root (read));
  g_assert_nonnull (again);
  g_assert_cmpuint (zb_geometry_get_n_rings (again), ==, zb_geometry_get_n_rings (surface));
  yyjson_doc_free (read);
  yyjson_mut_doc_free (written);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  yyjson_doc *doc = yyjson_read ((const char *)data, size, 0);
  yyjson_val *root = yyjson_doc_get_root (doc);
  g_autoptr (ZbGeometry) surface = zb_geojson_read_surface (root);
  ZbPoint point;

  if (zb_geojson_read_point (root, &point))
    g_assert_true (zb_point_is_known (point));
  if (surface)
    use_surface (surface);
  yyjson_doc_free (doc);
  return 0;
}

#ifndef ZB_LIBFUZZER
static const char *const samples[] = {
  "{\"type\":\"Point\",\"coordinates\":[121.4,31.2]}",
  "{\"type\":\"Polygon\",\"coordinates\":[[[121.4,31.2],[121.5,31.2],[121.5,31.3],[121.4,31.2]]]}",
  "{\"type\":\"Polygon\",\"coordinates\":[[[121,31],[122,31],[122,32],[121,32],[121,31]],"
  "[[121.4,31.4],[121.6,31.4],[121.6,31.6],[121.4,31.4]]]}",
  "{\"type\":\"MultiPolygon\",\"coordinates\":[[[[121,31],[122,31],[122,32],[121,31]]],"
  "[[[1,2],[3,2],[3,4],[1,2]]]]}",
  NULL,
};

int
main (int argc, char **argv)
{
  return zb_fuzz_run (argc, argv, "geojson", samples, 1000);
}
#endif
