/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-base-source.h"

#include "zb-tile-address.h"

static const char *const kinds[] = { "none", "mbtiles", "xyz", "tms", "wmts", NULL };
static const char *const datums[] = { "none", "wgs84", "gcj02", NULL };

const ZbChoices zb_base_kinds = { kinds, FALSE };
const ZbChoices zb_base_datums = { datums, FALSE };

static ZbField zb_base_source_fields[] = {
  ZB_FIELD (ZbBaseSource, id, TEXT, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbBaseSource, name, TEXT, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbBaseSource, kind, CHOICE, .choices = &zb_base_kinds, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbBaseSource, place, TEXT, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbBaseSource, datum, CHOICE, .choices = &zb_base_datums),
  ZB_FIELD (ZbBaseSource, names, TEXT),
  ZB_FIELD (ZbBaseSource, servers, TEXT),
  ZB_FIELD (ZbBaseSource, min_zoom, INTEGER),
  ZB_FIELD (ZbBaseSource, max_zoom, INTEGER),
  ZB_FIELD (ZbBaseSource, attribution, TEXT),
};

ZB_DEFINE_RECORD (ZbBaseSource, zb_base_source, ZB_TYPE_RECORD)

/**
 * zb_base_source_is_remote:
 * @self: a base map
 *
 * Returns: whether its tiles come over the network
 */
gboolean
zb_base_source_is_remote (ZbBaseSource *self)
{
  return self->kind > ZB_BASE_MBTILES;
}

/**
 * zb_base_source_wants_key:
 * @self: a base map
 *
 * Returns: whether nobody gets its tiles without a key
 */
gboolean
zb_base_source_wants_key (ZbBaseSource *self)
{
  return zb_base_source_is_remote (self) && zb_tile_address_wants_key (self->place);
}

/**
 * zb_base_source_has_names:
 * @self: a base map
 *
 * Returns: whether its names come from an address of their own
 */
gboolean
zb_base_source_has_names (ZbBaseSource *self)
{
  return zb_base_source_is_remote (self) && self->names && *self->names;
}

/**
 * zb_base_source_create_names:
 * @self: a base map whose names come from an address of their own
 *
 * Returns: (transfer full): its names, as whoever gets tiles knows them: with the same id, and so the same
 * key
 */
ZbBaseSource *
zb_base_source_create_names (ZbBaseSource *self)
{
  ZbBaseSource *names = (ZbBaseSource *)zb_record_copy ((ZbRecord *)self);

  g_set_str (&names->place, self->names);
  g_set_str (&names->names, NULL);
  return names;
}

/**
 * zb_base_source_check:
 * @self: a base map that somebody has set up
 * @error: return location for a #GIOErrorEnum whose message is for people
 *
 * Returns: whether tiles can be asked for at its addresses; those of a file are not looked at
 */
gboolean
zb_base_source_check (ZbBaseSource *self, GError **error)
{
  if (!zb_base_source_is_remote (self))
    return TRUE;
  return zb_tile_address_check (self->place, self->servers, error) &&
         (!zb_base_source_has_names (self) || zb_tile_address_check (self->names, self->servers, error));
}
