/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-media.h"

G_BEGIN_DECLS

#define ZB_TYPE_BENCH_MEDIA (zb_bench_media_get_type ())
G_DECLARE_FINAL_TYPE (ZbBenchMedia, zb_bench_media, ZB, BENCH_MEDIA, GObject)

ZbMedia *zb_bench_media_new (const char *server, const char *profile);
char *zb_bench_media_dup_uri (const char *server, const char *camera, const char *profile);

G_END_DECLS
