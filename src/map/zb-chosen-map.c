/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A base map that was chosen instead of the one that is built in, as a store of its tiles. */
#include "zb-chosen-map.h"

#include "zb-base-choice.h"
#include "zb-map-palette.h"
#include "zb-raster-source.h"
#include "zb-shifted-source.h"
#include "zb-stacked-source.h"
#include "zb-tiles-source.h"

#include <glib/gi18n.h>

/* Maps of others are drawn for daylight. So bright they lie as quietly under our symbols in the dark as our
 * own map does. */
#define LIGHT_IN_THE_DARK 0.34

static ZbTileStore *
new_store (ShumateMapSource *pictures, int datum, gboolean dark)
{
  g_autoptr (ShumateMapSource) shifted =
      datum == ZB_DATUM_GCJ02 ? zb_shifted_source_new (pictures, ZB_DATUM_GCJ02) : NULL;
  ZbTileStore *store = zb_tile_store_new (shifted ? shifted : pictures, NULL, NULL);

  zb_tile_store_set_look (store, dark ? LIGHT_IN_THE_DARK : 1, &zb_map_palette_get (dark)->land);
  return store;
}

/**
 * zb_chosen_map_new_raster:
 * @data: the bytes of pictures
 * @datum: the #ZbDatum that they lie on
 * @dark: whether for a dark style
 *
 * Returns: (transfer full): the store of their tiles
 */
ZbTileStore *
zb_chosen_map_new_raster (ShumateDataSource *data, int datum, gboolean dark)
{
  g_autoptr (ShumateMapSource) pictures = zb_raster_source_new (data);

  return new_store (pictures, datum, dark);
}

static void
on_state_changed (ZbTileStore *store, const char *id, ZbTiles *tiles)
{
  const char *own = g_object_get_data (G_OBJECT (store), "zb-base-source");
  ZbBaseSource *source = zb_base_choice_get_source (zb_base_choice_get ());

  if (g_strcmp0 (own, id) == 0 && source && zb_tiles_get_state (tiles, source) == ZB_TILES_WELL)
    zb_tile_store_retry (store);
}

static ShumateMapSource *
new_pictures (ZbTiles *tiles, ZbBaseSource *source)
{
  g_autoptr (ZbTilesSource) data = zb_tiles_source_new (tiles, source);

  return zb_raster_source_new (SHUMATE_DATA_SOURCE (data));
}

/* Streets, with the names over them where those are pictures of their own. */
static ShumateMapSource *
new_all_pictures (ZbTiles *tiles, ZbBaseSource *source)
{
  g_autoptr (ShumateMapSource) streets = new_pictures (tiles, source);
  g_autoptr (ZbBaseSource) own = NULL;
  g_autoptr (ShumateMapSource) names = NULL;

  if (!zb_base_source_has_names (source))
    return g_steal_pointer (&streets);
  own = zb_base_source_create_names (source);
  names = new_pictures (tiles, own);
  return zb_stacked_source_new (streets, names);
}

/**
 * zb_chosen_map_new_remote:
 * @tiles: who gets tiles
 * @source: a base map whose tiles come over the network
 * @dark: whether for a dark style
 *
 * Returns: (transfer full): the store of its tiles
 */
ZbTileStore *
zb_chosen_map_new_remote (ZbTiles *tiles, ZbBaseSource *source, gboolean dark)
{
  g_autoptr (ShumateMapSource) pictures = new_all_pictures (tiles, source);
  ZbTileStore *store = new_store (pictures, source->datum, dark);

  g_object_set_data_full (G_OBJECT (store), "zb-base-source", g_strdup (source->id), g_free);
  g_signal_connect_object (tiles, "state-changed", G_CALLBACK (on_state_changed), store, G_CONNECT_SWAPPED);
  return store;
}

/**
 * zb_chosen_map_can_decode:
 * @format: "png", "jpeg", "webp" …
 *
 * Returns: whether this machine has what decodes pictures of that format; PNG and JPEG are always decoded
 */
gboolean
zb_chosen_map_can_decode (const char *format)
{
  GSList *formats = g_str_equal (format, "webp") ? gdk_pixbuf_get_formats () : NULL;
  gboolean found = !g_str_equal (format, "webp");

  for (GSList *link = formats; link && !found; link = link->next)
    {
      g_autofree char *name = gdk_pixbuf_format_get_name (link->data);
      found = g_str_equal (name, "webp");
    }
  g_slist_free (formats);
  return found;
}

static void
on_broken (ZbMbtilesSource *source, const char *why)
{
  zb_base_choice_break (zb_base_choice_get (), why);
}

/* The names on vector tiles are placed by ourselves, where their data say. */
static gboolean
check_vector (ZbMbtilesSource *tiles, ZbBaseSource *source, GError **error)
{
  if (g_strcmp0 (zb_mbtiles_source_get_format (tiles), "pbf") != 0)
    return TRUE;
  if (source->datum == ZB_DATUM_GCJ02)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                         _ ("vector tiles have to be in WGS 84 or CGCS2000"));
  else if (!zb_mbtiles_source_has_layer (tiles, "road"))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                         _ ("its vector tiles have other layers than our styles draw"));
  else
    return TRUE;
  return FALSE;
}

/**
 * zb_chosen_map_open_file:
 * @source: a base map in a file
 * @error: return location for a #GError whose message is for people
 *
 * Opens the file. What is found broken in it later is told to #ZbBaseChoice.
 *
 * Returns: (transfer full) (nullable): its tiles
 */
ZbMbtilesSource *
zb_chosen_map_open_file (ZbBaseSource *source, GError **error)
{
  g_autoptr (GError) broken = NULL;
  g_autoptr (ZbMbtilesSource) tiles = NULL;

  if (!g_file_test (source->place, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("the file is not there"));
      return NULL;
    }
  tiles = zb_mbtiles_source_new (source->place, &broken);
  if (!tiles || !zb_mbtiles_source_has_tile (tiles))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _ ("it is no MBTiles file, or it is damaged"));
      return NULL;
    }
  if (!zb_chosen_map_can_decode (zb_mbtiles_source_get_format (tiles)))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                           _ ("this machine cannot show WebP pictures; install webp-pixbuf-loader"));
      return NULL;
    }
  if (!check_vector (tiles, source, error))
    return NULL;
  g_signal_connect (tiles, "broken", G_CALLBACK (on_broken), NULL);
  return g_steal_pointer (&tiles);
}
