/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-film.h"
#include "zb-vista.h"

#include <gst/rtsp-server/rtsp-server.h>

G_BEGIN_DECLS

#define ZB_TYPE_LIVE_FACTORY (zb_live_factory_get_type ())
G_DECLARE_FINAL_TYPE (ZbLiveFactory, zb_live_factory, ZB, LIVE_FACTORY, GstRTSPMediaFactory)

GstRTSPMediaFactory *zb_live_factory_new (ZbHead *head, ZbVistaKind vista, ZbProfile profile);

G_END_DECLS
