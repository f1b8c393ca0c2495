/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A watch zone as the arguments of a command. */
#include "zb-zone.h"

#include <math.h>

static GVariant *
position_to_variant (ZbPoint point)
{
  const double position[] = { point.lon, point.lat };
  return g_variant_new_fixed_array (G_VARIANT_TYPE_DOUBLE, position, G_N_ELEMENTS (position),
                                    sizeof *position);
}

/* The ring ends where it begins, as GeoJSON wants it. */
static GVariant *
ring_to_variant (const ZbPoint *corners, guint n_corners)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aad"));
  for (guint i = 0; i < n_corners; i++)
    g_variant_builder_add_value (&builder, position_to_variant (corners[i]));
  if (n_corners > 0)
    g_variant_builder_add_value (&builder, position_to_variant (corners[0]));
  return g_variant_builder_end (&builder);
}

static GVariant *
geometry_to_variant (const ZbZone *self)
{
  GVariantDict dict;
  guint n_corners;
  const ZbPoint *corners = zb_zone_get_corners (self, &n_corners);
  GVariant *ring = ring_to_variant (corners, n_corners);

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "type", "s", "Polygon");
  g_variant_dict_insert_value (&dict, "coordinates", g_variant_new_array (NULL, &ring, 1));
  return g_variant_dict_end (&dict);
}

/* Nothing is said as such, so that an edit takes away what was there. */
static void
insert_maybe (GVariantDict *dict, const char *name, const char *type, GVariant *value)
{
  g_variant_dict_insert_value (dict, name, g_variant_new_maybe (G_VARIANT_TYPE (type), value));
}

static void
insert_place (GVariantDict *dict, const ZbZone *self)
{
  gboolean circle = zb_zone_is_circle (self);
  /* What is no number has no form in JSON; the platform says that it is missing. */
  gboolean has_radius = circle && isfinite (self->radius);
  GVariant *centre = circle ? g_variant_new ("(dd)", self->centre.lon, self->centre.lat) : NULL;

  insert_maybe (dict, "centre", "(dd)", centre);
  insert_maybe (dict, "radius", "d", has_radius ? g_variant_new_double (self->radius) : NULL);
  insert_maybe (dict, "geometry", "a{sv}", self->geometry ? geometry_to_variant (self) : NULL);
}

static void
insert_names (GVariantDict *dict, const char *name, char **names)
{
  static char *none[] = { NULL };
  g_variant_dict_insert (dict, name, "^as", names ? names : none);
}

/**
 * zb_zone_make_args:
 * @self: a zone as it is to be
 *
 * Returns: (transfer floating): the arguments of the commands "zone.create" and "zone.edit", whose subject is
 *   the zone
 */
GVariant *
zb_zone_make_args (const ZbZone *self)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "name", "s", self->name ? self->name : "");
  insert_place (&dict, self);
  insert_names (&dict, "kinds", self->kinds);
  insert_names (&dict, "severities", self->severities);
  g_variant_dict_insert (&dict, "hours_from", "x", self->hours_from);
  g_variant_dict_insert (&dict, "hours_to", "x", self->hours_to);
  insert_maybe (&dict, "starts_at", "x", self->starts_at ? g_variant_new_int64 (self->starts_at) : NULL);
  g_variant_dict_insert (&dict, "expires_at", "x", self->expires_at);
  g_variant_dict_insert (&dict, "raises", "b", self->raises);
  insert_maybe (&dict, "note", "s", self->note ? g_variant_new_string (self->note) : NULL);
  return g_variant_dict_end (&dict);
}
