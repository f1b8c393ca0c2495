/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All routes of the contract, and how a path finds its own. */
#include "zb-routes.h"

#include "zb-route.h"

static const ZbRoute *const tables[] = {
  zb_contract_routes, zb_session_routes,    zb_list_routes,  zb_presence_routes, zb_alert_routes,
  zb_case_routes,     zb_assignment_routes, zb_query_routes, zb_ingest_routes,   zb_evidence_routes,
  zb_live_routes,     zb_wall_routes,       zb_zone_routes,  zb_figure_routes,   zb_recording_routes,
  zb_hold_routes,     zb_export_routes,     zb_ptz_routes,   zb_layout_routes,   zb_snapshot_routes,
  zb_unit_routes,     zb_owntracks_routes,  zb_drill_routes, zb_log_routes,
};

/* Whether the rest of a path is the rest of a pattern, in which "{preset}" stands for any one part. */
static gboolean
match_rest (const char *pattern, const char *path)
{
  const char *brace = strchr (pattern, '{');
  if (brace == NULL)
    return g_str_equal (pattern, path);
  gsize head = (gsize)(brace - pattern);
  if (strncmp (pattern, path, head) != 0)
    return FALSE;
  gsize length = strcspn (path + head, "/");
  return length > 0 && g_str_equal (strchr (brace, '}') + 1, path + head + length);
}

/* "/alerts/{id}/claim" against "/alerts/0199…/claim". */
static gboolean
match (const char *pattern, const char *path, char **id)
{
  const char *brace = strstr (pattern, "{id}");
  if (brace == NULL)
    return g_str_equal (pattern, path);
  gsize head = (gsize)(brace - pattern);
  if (strncmp (pattern, path, head) != 0)
    return FALSE;
  gsize length = strcspn (path + head, "/");
  if (length == 0 || !match_rest (brace + strlen ("{id}"), path + head + length))
    return FALSE;
  g_free (*id);
  *id = g_strndup (path + head, length);
  return TRUE;
}

static void
add_allowed (char **allow, const char *method)
{
  g_autofree char *old = *allow;
  *allow = old != NULL ? g_strjoin (", ", old, method, NULL) : g_strdup (method);
}

static const ZbRoute *
find_in (const ZbRoute *table, const char *method, const char *path, char **id, char **allow)
{
  for (const ZbRoute *route = table; route->method != NULL; route++)
    if (match (route->path, path, id))
      {
        if (g_str_equal (route->method, method))
          return route;
        add_allowed (allow, route->method);
      }
  return NULL;
}

/**
 * zb_routes_find:
 * @method: HTTP's method
 * @path: below /api/v1
 * @id: (out): what stands for `{id}`
 * @allow: (out): where there is none, the methods that the path has
 *
 * Returns: (nullable): the route
 */
const ZbRoute *
zb_routes_find (const char *method, const char *path, char **id, char **allow)
{
  const ZbRoute *found = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (tables) && found == NULL; i++)
    found = find_in (tables[i], method, path, id, allow);
  return found;
}

/**
 * zb_routes_find_page:
 * @method: HTTP's method
 * @path: the whole path: "/field/assignments/0199…"
 * @id: (out): what stands for `{id}`
 * @allow: (out): where there is none, the methods that the path has
 *
 * Returns: (nullable): the route of a page for a unit's telephone
 */
const ZbRoute *
zb_routes_find_page (const char *method, const char *path, char **id, char **allow)
{
  return find_in (zb_field_routes, method, path, id, allow);
}

/**
 * zb_routes_is_page:
 * @path: a path
 *
 * Returns: whether it lies among the pages for a unit's telephone
 */
gboolean
zb_routes_is_page (const char *path)
{
  return g_str_equal (path, "/field") || g_str_has_prefix (path, "/field/");
}

/**
 * zb_routes_foreach:
 * @func: called with each #ZbRoute and @data
 * @data: for @func
 */
void
zb_routes_foreach (GFunc func, gpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const ZbRoute *route = tables[i]; route->method != NULL; route++)
      func ((gpointer)route, data);
}

/**
 * zb_route_may:
 * @self: a route
 * @role: a role
 *
 * Returns: whether the route is for that role
 */
gboolean
zb_route_may (const ZbRoute *self, ZbRole role)
{
  if (role == ZB_ROLE_WALL && zb_route_is_command (self))
    return FALSE;
  return self->roles == ZB_MAY_ANY || (self->roles & (1u << role)) != 0;
}

/**
 * zb_route_is_command:
 * @self: a route
 *
 * A wall sees and never acts. What it may do beside reading (sign in and out, say that it is there and how it
 * is, ask for leave to watch a camera) is marked in the tables, so that a route that is added is a command
 * until somebody says otherwise.
 *
 * Returns: whether it is refused to whoever may only see
 */
gboolean
zb_route_is_command (const ZbRoute *self)
{
  return !g_str_equal (self->method, "GET") && (self->flags & ZB_ROUTE_WALL) == 0;
}
