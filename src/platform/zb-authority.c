/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who calls, whether that role may, and whether what it is about lies in its areas: checked here for
 * every route, before any handler runs. */
#include "zb-authority.h"

#include "zb-accounts.h"
#include "zb-guard.h"

static gboolean
check_key (ZbConnection *connection, ZbCall *call)
{
  if (call->api_key != NULL)
    call->source = zb_accounts_source_of_key (connection, call->api_key, NULL);
  return call->source != NULL;
}

static gboolean
check_token (ZbConnection *connection, ZbCall *call)
{
  if (call->token != NULL)
    call->account = zb_accounts_of_token (connection, call->token, call->now, NULL);
  return call->account != NULL;
}

static gboolean
not_signed_in (ZbResponse *response, gboolean ingest)
{
  zb_response_set_header (response, "WWW-Authenticate", ingest ? "ApiKey" : "Bearer");
  return zb_response_problem (response, 401, "not-signed-in",
                              ingest ? "An API key of a source is needed."
                                     : "A token of a signed-in account is needed.");
}

/* Before anything is looked for: what it would have been done to is nothing that a wall is told of. */
static gboolean
refuse_walls_command (ZbCall *call, ZbResponse *response)
{
  g_autoptr (ZbProblem) problem = zb_guard_forbidden ("role");
  call->is_walls_command = TRUE;
  return zb_response_refuse (response, problem);
}

/**
 * zb_authority_refuse_stranger:
 * @call: a call with its route
 * @response: its response
 *
 * Says that nobody is known to call, and what would be needed.
 *
 * Returns: %FALSE
 */
gboolean
zb_authority_refuse_stranger (ZbCall *call, ZbResponse *response)
{
  return not_signed_in (response, (call->route->flags & ZB_ROUTE_INGEST) != 0);
}

/**
 * zb_authority_check_caller:
 * @connection: a connection
 * @call: a call with its token or key
 * @response: its response
 *
 * Finds out who calls, and whether the route is for that role.
 *
 * Returns: %FALSE with a 401 or 403 in @response where it is not
 */
gboolean
zb_authority_check_caller (ZbConnection *connection, ZbCall *call, ZbResponse *response)
{
  ZbRouteFlags flags = call->route->flags;
  if ((flags & ZB_ROUTE_OPEN) != 0)
    return TRUE;
  if ((flags & (ZB_ROUTE_INGEST | ZB_ROUTE_MIXED)) != 0 && check_key (connection, call))
    return TRUE;
  gboolean known = check_token (connection, call);
  if (known && call->account->role == ZB_ROLE_WALL && zb_route_is_command (call->route))
    return refuse_walls_command (call, response);
  if ((flags & ZB_ROUTE_INGEST) != 0 || !known)
    return zb_authority_refuse_stranger (call, response);
  if (zb_route_may (call->route, call->account->role))
    return TRUE;
  g_autoptr (ZbProblem) problem = zb_guard_forbidden ("role");
  return zb_response_refuse (response, problem);
}

/* "/cameras" are devices. */
static ZbKind
kind_of_path (const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", 3);
  return g_strcmp0 (parts[1], "cameras") == 0 ? ZB_KIND_DEVICE : zb_kind_from_plural (parts[1]);
}

/**
 * zb_authority_check_sight:
 * @tx: the transaction or view of a call
 * @response: its response
 *
 * Returns: %FALSE with a 404 in @response where the entity that the path names is not there, or not
 *   the caller's to see
 */
gboolean
zb_authority_check_sight (ZbTransaction *tx, ZbResponse *response)
{
  ZbCall *call = tx->call;
  if (call->id == NULL || (call->route->flags & (ZB_ROUTE_NEW | ZB_ROUTE_PAST)) != 0)
    return TRUE;
  ZbKind kind = kind_of_path (call->path);
  if (kind == ZB_KIND_NONE)
    return TRUE;
  return zb_transaction_sees (tx, kind, call->id) || zb_response_not_there (response);
}
