/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-response.h"
#include "zb-call.h"
#include "zb-transaction.h"

G_BEGIN_DECLS

/**
 * ZbRouteFlags:
 * @ZB_ROUTE_WRITE: the handler runs in a transaction of its own on the writer's thread; a refusal
 *   undoes everything
 * @ZB_ROUTE_READ: the handler runs on one consistent view on a reader's thread
 * @ZB_ROUTE_FLOW: the handler runs as a fiber on the main loop and may await
 * @ZB_ROUTE_DURABLE: needs `Idempotency-Key`; the answer is kept and repeated
 * @ZB_ROUTE_BODY: needs a JSON object as its body
 * @ZB_ROUTE_OPEN: for anybody: nobody is signed in
 * @ZB_ROUTE_INGEST: for the sources that hold an API key
 * @ZB_ROUTE_MIXED: for who is signed in and for sources
 * @ZB_ROUTE_NEW: the `{id}` is that of something that may not be there yet
 * @ZB_ROUTE_PAST: the `{id}` may be that of what the caller has seen and sees no more: the handler says so
 * @ZB_ROUTE_FILE: the body is a file, not JSON, and may be large
 * @ZB_ROUTE_HEADERS: the handler looks at headers that the call has no member for
 * @ZB_ROUTE_WALL: no GET, and yet for an account of the role wall; any other is refused to it and audited
 */
typedef enum
{
  ZB_ROUTE_WRITE = 1 << 0,
  ZB_ROUTE_READ = 1 << 1,
  ZB_ROUTE_FLOW = 1 << 2,
  ZB_ROUTE_DURABLE = 1 << 3,
  ZB_ROUTE_BODY = 1 << 4,
  ZB_ROUTE_OPEN = 1 << 5,
  ZB_ROUTE_INGEST = 1 << 6,
  ZB_ROUTE_MIXED = 1 << 7,
  ZB_ROUTE_NEW = 1 << 8,
  ZB_ROUTE_FILE = 1 << 9,
  ZB_ROUTE_WALL = 1 << 10,
  ZB_ROUTE_HEADERS = 1 << 11,
  ZB_ROUTE_PAST = 1 << 12,
} ZbRouteFlags;

#define ZB_ROUTE_COMMAND (ZB_ROUTE_WRITE | ZB_ROUTE_DURABLE | ZB_ROUTE_BODY)

#define ZB_MAY(role) (1u << ZB_ROLE_##role)
#define ZB_MAY_ANY 0u
#define ZB_MAY_DUTY (ZB_MAY (DUTY_OFFICER) | ZB_MAY (DUTY_LEADER))
#define ZB_MAY_DESK (ZB_MAY_DUTY | ZB_MAY (SUBDISTRICT_OFFICER))

/**
 * ZbHandler:
 * @tx: the transaction, or for a %ZB_ROUTE_READ the view (saving on it is an error)
 * @call: the request, checked so far as its route says
 * @response: where the answer goes
 *
 * Returns: %TRUE where it succeeded: what @tx did is committed and @response is given; %FALSE where it
 *   refused, with the problem in @response: what @tx did is undone
 */
typedef gboolean (*ZbHandler) (ZbTransaction *tx, ZbCall *call, ZbResponse *response);

typedef struct _ZbPlatform ZbPlatform;

/**
 * ZbFlow:
 * @platform: the platform
 * @call: the request, checked as far as its route says
 * @response: where the answer or the problem goes
 *
 * A handler that runs as a fiber.
 */
typedef void (*ZbFlow) (ZbPlatform *platform, ZbCall *call, ZbResponse *response);

/**
 * ZbRoute:
 * @method: GET, POST, PUT, PATCH or DELETE
 * @path: below /api/v1, with at most one `{id}`: "/alerts/{id}/claim", and after that at most one other part
 *   in braces, which the handler takes out of the call's path. Where its first part is the
 *   plural of a kind, the entity has to be there and in the caller's sight, else 404
 * @roles: who may, as ZB_MAY() bits; %ZB_MAY_ANY for all roles
 * @flags: see #ZbRouteFlags
 * @handler: for %ZB_ROUTE_WRITE and %ZB_ROUTE_READ
 * @flow: for %ZB_ROUTE_FLOW
 *
 * One row of the table of routes. A table ends with a row of zeros; zb-routes.c lists the tables.
 */
struct _ZbRoute
{
  const char *method;
  const char *path;
  guint roles;
  ZbRouteFlags flags;
  ZbHandler handler;
  ZbFlow flow;
};

const ZbRoute *zb_routes_find (const char *method, const char *path, char **id, char **allow);
const ZbRoute *zb_routes_find_page (const char *method, const char *path, char **id, char **allow);
gboolean zb_routes_is_page (const char *path);
void zb_routes_foreach (GFunc func, gpointer data);
gboolean zb_route_may (const ZbRoute *self, ZbRole role);
gboolean zb_route_is_command (const ZbRoute *self);

G_END_DECLS
