/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Base maps in words. */
#include "zb-base-words.h"

#include <glib/gi18n.h>

/**
 * zb_base_words_kind:
 * @kind: a #ZbBaseKind
 *
 * Returns: where tiles of that kind come from
 */
const char *
zb_base_words_kind (int kind)
{
  static const char *const words[] = { "", N_ ("MBTiles file"), N_ ("Web address, XYZ"),
                                       N_ ("Web address, TMS"), N_ ("Web address, WMTS") };

  return kind > ZB_BASE_NONE && kind <= ZB_BASE_WMTS ? _ (words[kind]) : "";
}

/**
 * zb_base_words_datum:
 * @datum: a #ZbDatum
 *
 * Returns: the name of the reference system
 */
const char *
zb_base_words_datum (int datum)
{
  return datum == ZB_DATUM_GCJ02 ? "GCJ-02" : "WGS 84";
}

/* The server of an address, or the name of a file. */
static char *
describe_place (ZbBaseSource *source)
{
  const char *host = strstr (source->place, "://");

  if (!zb_base_source_is_remote (source) || !host)
    return g_path_get_basename (source->place);
  host += 3;
  return g_strndup (host, strcspn (host, "/?#"));
}

/**
 * zb_base_words_describe:
 * @source: a base map
 *
 * Returns: (transfer full): where it comes from and what it lies on, in a line
 */
char *
zb_base_words_describe (ZbBaseSource *source)
{
  g_autofree char *place = describe_place (source);

  return g_strdup_printf ("%s · %s · %s", zb_base_words_kind (source->kind),
                          zb_base_words_datum (source->datum), place);
}
