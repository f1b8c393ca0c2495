/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef enum
{
  ZB_TILE_SERVER_TILES,
  ZB_TILE_SERVER_MISSING,   /* 404 */
  ZB_TILE_SERVER_REFUSED,   /* 401 */
  ZB_TILE_SERVER_ERROR,     /* 503 */
  ZB_TILE_SERVER_SILENT,    /* no answer */
  ZB_TILE_SERVER_TRUNCATED, /* half a picture */
  ZB_TILE_SERVER_HUGE,      /* more than any tile */
  ZB_TILE_SERVER_GARBAGE,   /* a page */
  ZB_TILE_SERVER_REDIRECT,  /* to `elsewhere` */
} ZbTileServerMode;

/* The colour of a pixel, 0xTTRRGGBB with its transparency first, of the world at @zoom, where a tile has 256
 * of them. */
typedef guint32 (*ZbTilePixelFunc) (int zoom, gint64 x, gint64 y, gpointer data);

typedef struct
{
  SoupServer *server;
  char *url;
  guint port;
  ZbTileServerMode mode;
  char *elsewhere;
  char *key; /* asked for as the parameter tk, or NULL */
  ZbTilePixelFunc pixel;
  ZbTilePixelFunc names; /* below /names */
  gboolean names_fail;
  gpointer data;
  guint n_requests;
  guint n_refused;
  GPtrArray *silent;
} ZbTileServer;

ZbTileServer *zb_tile_server_new (guint port);
void zb_tile_server_free (ZbTileServer *self);
GBytes *zb_tile_server_draw (ZbTilePixelFunc pixel, gpointer data, int zoom, int x, int y);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbTileServer, zb_tile_server_free)

G_END_DECLS
