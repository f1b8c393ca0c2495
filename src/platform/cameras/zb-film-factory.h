/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-film.h"

#include <gst/rtsp-server/rtsp-server.h>

G_BEGIN_DECLS

#define ZB_TYPE_FILM_FACTORY (zb_film_factory_get_type ())
G_DECLARE_FINAL_TYPE (ZbFilmFactory, zb_film_factory, ZB, FILM_FACTORY, GstRTSPMediaFactory)

GstRTSPMediaFactory *zb_film_factory_new (ZbFilm *film, guint first);

G_END_DECLS
