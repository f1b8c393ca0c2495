/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A bad line: a TCP proxy between a console and a platform that cuts, delays, truncates, swallows and falls
 * silent. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _ZbProxy ZbProxy;

/**
 * ZbWay:
 * @ZB_WAY_UP: from the console to the platform
 * @ZB_WAY_DOWN: from the platform to the console
 */
typedef enum
{
  ZB_WAY_UP,
  ZB_WAY_DOWN,
} ZbWay;

ZbProxy *zb_proxy_new (const char *url);
void zb_proxy_free (ZbProxy *self);
const char *zb_proxy_get_url (ZbProxy *self);
guint zb_proxy_count (ZbProxy *self);

void zb_proxy_cut (ZbProxy *self);
void zb_proxy_break (ZbProxy *self);
void zb_proxy_truncate (ZbProxy *self, ZbWay way, gsize bytes);
void zb_proxy_swallow (ZbProxy *self, ZbWay way);
void zb_proxy_delay (ZbProxy *self, guint milliseconds);
void zb_proxy_hold (ZbProxy *self);
void zb_proxy_lose (ZbProxy *self);
void zb_proxy_mute (ZbProxy *self);
void zb_proxy_spoil (ZbProxy *self);
void zb_proxy_mend (ZbProxy *self);
gboolean zb_proxy_is_cut (ZbProxy *self);

G_END_DECLS
