/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an officer has changed of a watch zone: what was not touched is not sent, so that it puts nothing back
 * over what somebody else has made of it. */
#include "zb-zone-edit.h"

#include <stdlib.h>

/* Those that say something together only. */
static const char *const groups[][4] = {
  { "name" },
  { "centre", "radius", "geometry" },
  { "kinds" },
  { "severities" },
  { "hours_from", "hours_to" },
  { "starts_at" },
  { "expires_at" },
  { "raises" },
  { "note" },
};

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *)a, *(const char *const *)b);
}

static void
sort (char **names)
{
  if (names)
    qsort (names, g_strv_length (names), sizeof *names, compare_names);
}

/* As the form would have it that nobody has touched: it knows no seconds, no beginning that is over, and no
 * order of names. */
static ZbZone *
as_formed (const ZbZone *zone, gint64 now)
{
  ZbZone *copy = (ZbZone *)zb_record_copy (ZB_RECORD ((gpointer)zone));
  const gboolean all_day = copy->hours_from == copy->hours_to;

  sort (copy->kinds);
  sort (copy->severities);
  copy->hours_from = all_day ? 0 : copy->hours_from;
  copy->hours_to = all_day ? 0 : copy->hours_to;
  copy->starts_at = copy->starts_at > now ? copy->starts_at / G_TIME_SPAN_MINUTE * G_TIME_SPAN_MINUTE : 0;
  copy->expires_at = copy->expires_at / G_TIME_SPAN_MINUTE * G_TIME_SPAN_MINUTE;
  return copy;
}

static GVariant *
make_formed_args (const ZbZone *zone, gint64 now)
{
  g_autoptr (ZbZone) formed = as_formed (zone, now);

  return g_variant_ref_sink (zb_zone_make_args (formed));
}

static gboolean
differs (GVariant *a, GVariant *b, const char *name)
{
  g_autoptr (GVariant) one = g_variant_lookup_value (a, name, NULL);
  g_autoptr (GVariant) other = g_variant_lookup_value (b, name, NULL);

  return one && other ? !g_variant_equal (one, other) : one != other;
}

static gboolean
has_changed (GVariant *read, GVariant *written, const char *const group[4])
{
  for (int i = 0; i < 4 && group[i]; i++)
    if (differs (read, written, group[i]))
      return TRUE;
  return FALSE;
}

static void
take (GVariantDict *dict, GVariant *args, const char *const group[4])
{
  for (int i = 0; i < 4 && group[i]; i++)
    {
      g_autoptr (GVariant) value = g_variant_lookup_value (args, group[i], NULL);
      if (value)
        g_variant_dict_insert_value (dict, group[i], value);
    }
}

/**
 * zb_zone_edit_make_args:
 * @read: the zone as the officer has read it
 * @written: as the officer wants it
 * @now: µs UTC
 *
 * Returns: (transfer floating): the arguments of "zone.edit" that change what differs, `a{sv}`; its name
 * where nothing does
 */
GVariant *
zb_zone_edit_make_args (const ZbZone *read, const ZbZone *written, gint64 now)
{
  g_autoptr (GVariant) before = make_formed_args (read, now);
  g_autoptr (GVariant) after = make_formed_args (written, now);
  g_autoptr (GVariant) args = g_variant_ref_sink (zb_zone_make_args (written));
  gboolean some = FALSE;
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    if (has_changed (before, after, groups[i]))
      {
        take (&dict, args, groups[i]);
        some = TRUE;
      }
  if (!some)
    take (&dict, args, groups[0]);
  return g_variant_dict_end (&dict);
}
