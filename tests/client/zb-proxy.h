/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ZbProxyMode:
 * @ZB_PROXY_PASS: passes on what comes
 * @ZB_PROXY_DELAY: passes each part on a little later
 * @ZB_PROXY_TRUNCATE: passes a part of what comes on, then cuts the connection
 * @ZB_PROXY_SWALLOW: passes nothing on; connections stay up
 * @ZB_PROXY_REFUSE: cuts every new connection
 *
 * What a bad network does.
 */
typedef enum
{
  ZB_PROXY_PASS,
  ZB_PROXY_DELAY,
  ZB_PROXY_TRUNCATE,
  ZB_PROXY_SWALLOW,
  ZB_PROXY_REFUSE,
} ZbProxyMode;

typedef struct _ZbProxy ZbProxy;

ZbProxy *zb_proxy_new (const char *upstream);
void zb_proxy_free (ZbProxy *self);
const char *zb_proxy_get_url (ZbProxy *self);
void zb_proxy_set_mode (ZbProxy *self, ZbProxyMode mode);
void zb_proxy_cut (ZbProxy *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbProxy, zb_proxy_free)

G_END_DECLS
