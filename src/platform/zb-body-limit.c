/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How large a body a path takes, and from whom. A body is held in memory until all of it is there, so that
 * a large one is only begun with where the caller is known: else whoever reaches the port could have the
 * platform hold as much as there is. */
#include "zb-body-limit.h"

#include "zb-accounts.h"
#include "zb-field-sessions.h"

#define INGEST_LIMIT (8 * 1024 * 1024)
#define FILE_LIMIT (17 * 1024 * 1024)

/**
 * zb_body_limit_of_route:
 * @route: (nullable): a route
 *
 * Returns: how many bytes a body of it may have
 */
gsize
zb_body_limit_of_route (const ZbRoute *route)
{
  if (route == NULL)
    return ZB_BODY_LIMIT;
  return (route->flags & ZB_ROUTE_FILE) != 0     ? FILE_LIMIT
         : (route->flags & ZB_ROUTE_INGEST) != 0 ? INGEST_LIMIT
                                                 : ZB_BODY_LIMIT;
}

static gboolean
has_key (ZbConnection *connection, ZbCall *call)
{
  g_autofree char *source =
      call->api_key != NULL ? zb_accounts_source_of_key (connection, call->api_key, NULL) : NULL;
  return source != NULL;
}

static gboolean
has_token (ZbConnection *connection, ZbCall *call)
{
  g_autoptr (ZbAccount) account =
      call->token != NULL ? zb_accounts_of_token (connection, call->token, call->now, NULL) : NULL;
  return account != NULL;
}

static gboolean
is_unit (ZbConnection *connection, ZbCall *call)
{
  g_autoptr (ZbAccount) account = zb_field_session_find (connection, call, NULL);
  return account != NULL;
}

/**
 * zb_body_limit_is_caller_known:
 * @connection: a connection
 * @call: a call with its route, token or key, and headers
 *
 * Whether the route is for that caller is asked when the body is there.
 *
 * Returns: whether anybody whom the platform knows sends it
 */
gboolean
zb_body_limit_is_caller_known (ZbConnection *connection, ZbCall *call)
{
  if ((call->route->flags & ZB_ROUTE_OPEN) != 0)
    return is_unit (connection, call);
  return has_key (connection, call) || has_token (connection, call);
}
