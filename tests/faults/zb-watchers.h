/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Players who watch the cameras of a process of their own, through a bad line. */
#pragma once

#include "zb-camera-process.h"
#include "zb-footprint.h"
#include "zb-player.h"
#include "zb-proxy.h"

G_BEGIN_DECLS

#define ZB_WATCHERS_MOST 16

typedef struct
{
  ZbCameraProcess *cameras;
  ZbProxy *proxy;
  ZbMedia *media;
  ZbPlayer *players[ZB_WATCHERS_MOST];
  guint n;
} ZbWatchers;

typedef gboolean (*ZbWatchersHold) (ZbWatchers *self, guint value);

void zb_watchers_set_up (void);
guint zb_watchers_get_patience (void);
ZbWatchers *zb_watchers_new (guint n);
void zb_watchers_free (ZbWatchers *self);
double zb_watchers_wait (ZbWatchers *self, ZbWatchersHold hold, guint value, guint milliseconds,
                         const char *what);
ZbFootprint zb_watchers_take_footprint (ZbWatchers *self);
gboolean zb_watchers_all_are (ZbWatchers *self, guint state);
gboolean zb_watchers_none_is (ZbWatchers *self, guint state);
gboolean zb_watchers_all_are_high (ZbWatchers *self, guint height);

G_END_DECLS
