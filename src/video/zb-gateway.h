/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ZbGateway:
 *
 * A server of streams, as all players know it together that watch cameras of it.
 */
typedef struct _ZbGateway ZbGateway;

/**
 * ZbGatewayNews:
 * @ZB_GATEWAY_ANSWERS: it did not answer, and does again: what was asked before is lost
 * @ZB_GATEWAY_PLAYS: a stream of it has begun again
 * @ZB_GATEWAY_ADMITS: it has let in somebody whom it refused before
 *
 * What players may be glad to hear.
 */
typedef enum
{
  ZB_GATEWAY_ANSWERS,
  ZB_GATEWAY_PLAYS,
  ZB_GATEWAY_ADMITS,
} ZbGatewayNews;

/**
 * ZbGatewayTold:
 * @news: what there is
 * @user_data: who watches a camera of it
 *
 * Called in the main context.
 */
typedef void (*ZbGatewayTold) (ZbGatewayNews news, gpointer user_data);

ZbGateway *zb_gateway_join (const char *uri, ZbGatewayTold told, gpointer user_data);
void zb_gateway_leave (ZbGateway *self, gpointer user_data);
gboolean zb_gateway_is_of (ZbGateway *self, const char *uri);
void zb_gateway_doubt (ZbGateway *self, gboolean is_sure);
void zb_gateway_tell (ZbGateway *self, ZbGatewayNews news, gpointer user_data);

G_END_DECLS
