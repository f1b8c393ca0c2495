/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-catalogue.h"
#include "zb-fuzz.h"

/* Words are found or not; where not, they are the same as before. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (ZbCatalogue) catalogue = zb_catalogue_new_from_bytes (bytes);

  g_assert_cmpuint (strlen (zb_catalogue_find (catalogue, NULL, "Code")), >, 0);
  g_assert_cmpuint (strlen (zb_catalogue_find (catalogue, "choice", "Sent")), >, 0);
  return 0;
}

#ifndef ZB_LIBFUZZER
/* Two strings: "Code" → "ma", and "Sent" in the context of a choice → "dai". */
static const guint32 table[] = { 0x950412de, 0, 2, 28, 44, 0, 60, 4, 60, 11, 65, 2, 77, 3, 80 };
static const char strings[] = "Code\0choice\004Sent\0ma\0dai";

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) samples = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_autoptr (GByteArray) file = g_byte_array_new ();

  g_byte_array_append (file, (const guint8 *)table, sizeof table);
  g_byte_array_append (file, (const guint8 *)strings, sizeof strings);
  g_ptr_array_add (samples, g_byte_array_free_to_bytes (g_steal_pointer (&file)));
  return zb_fuzz_run_bytes (argc, argv, "catalogue", samples, 5000);
}
#endif
