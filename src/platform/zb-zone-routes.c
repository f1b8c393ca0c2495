/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands on watch zones. */
#include "zb-routes.h"

#include "zb-acting.h"
#include "zb-fields.h"
#include "zb-uuid.h"
#include "zb-zone-commands.h"
#include "zb-zone-place.h"

#define WORDS 500

static const char *const edited_fields[] = { "name",      "centre",     "radius",     "geometry",
                                             "kinds",     "severities", "hours_from", "hours_to",
                                             "starts_at", "expires_at", "raises",     "note",
                                             NULL };
static const char *const zone_fields[] = { "id",         "name",       "centre",     "radius",   "geometry",
                                           "kinds",      "severities", "hours_from", "hours_to", "starts_at",
                                           "expires_at", "raises",     "note",       NULL };

static ZbZone *
load (ZbTransaction *tx)
{
  return zb_transaction_load (tx, ZB_KIND_ZONE, tx->call->id);
}

static gboolean
answer (ZbTransaction *tx, ZbResponse *response, guint status, ZbZone *zone, ZbProblem *refusal)
{
  g_autoptr (ZbProblem) problem = refusal;
  return problem ? zb_response_refuse (response, problem)
                 : zb_response_entity (response, tx->call, status, zone);
}

/* A ring is closed, and a corner that was set twice is one. */
static void
tidy_outline (ZbZone *zone)
{
  guint n;
  const ZbPoint *corners = zb_zone_get_corners (zone, &n);
  if (corners && zb_geometry_get_n_rings (zone->geometry) == 1 && !zb_point_is_known (zone->centre))
    zb_zone_set_corners (zone, corners, n);
}

/* Where its shape is wrong, it is not asked where that lies. The first thing that is wrong gives the problem
 * its name, by which a console says it in the officer's language. */
static void
check_zone (ZbTransaction *tx, ZbZone *zone)
{
  tidy_outline (zone);
  g_autoptr (ZbProblem) problem = zb_zone_check (zone, tx->now);
  for (guint i = 0; problem && i < problem->errors->len; i++)
    {
      const ZbFieldError *error = problem->errors->pdata[i];
      zb_call_refuse_field (tx->call, error->pointer, "%s", error->detail);
    }
  if (problem)
    g_set_str (&tx->call->problem->because, problem->because);
  else
    zb_zone_place (tx, zone);
}

static void
check_draft (ZbTransaction *tx, ZbZone *draft)
{
  const char *id = draft->parent_instance.id;
  if (!id || !zb_uuid_is_valid (id) || zb_acting_exists (tx, ZB_KIND_ZONE, id))
    zb_call_refuse_field (tx->call, "/id", "must be a new UUID");
  check_zone (tx, draft);
}

static gboolean
create (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  g_autoptr (ZbZone) draft = g_object_new (ZB_TYPE_ZONE, NULL);
  if (zb_fields_fill (call, draft, zone_fields))
    check_draft (tx, draft);
  if (!zb_call_is_good (call, response))
    return FALSE;
  return answer (tx, response, 201, draft, zb_zone_open (tx, draft));
}

static gboolean
edit (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  ZbZone *zone = load (tx);
  g_autoptr (ZbProblem) problem = zb_zone_guard_call (tx, zone, ZB_ZONE_VERB_EDIT);
  if (problem)
    return zb_response_refuse (response, problem);
  if (call->if_match < 0)
    return zb_response_problem (response, 400, "header",
                                "An If-Match with the revision that was read is needed.");
  if (call->if_match != zone->parent_instance.revision)
    return zb_response_edited (response, call, zone);
  if (zb_fields_fill (call, zone, edited_fields))
    check_zone (tx, zone);
  if (!zb_call_is_good (call, response))
    return FALSE;
  zb_zone_change (tx, zone);
  return zb_response_entity (response, call, 200, zone);
}

static gboolean
end (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  const char *reason = zb_call_text (call, "reason", ZB_OPTIONAL, WORDS);
  if (!zb_call_is_good (call, response))
    return FALSE;
  ZbZone *zone = load (tx);
  return answer (tx, response, 200, zone, zb_zone_end (tx, zone, reason));
}

const ZbRoute zb_zone_routes[] = {
  { "POST", "/zones", ZB_MAY_DESK, ZB_ROUTE_COMMAND, create },
  { "PATCH", "/zones/{id}", ZB_MAY_DESK, ZB_ROUTE_COMMAND, edit },
  { "POST", "/zones/{id}/end", ZB_MAY_DESK, ZB_ROUTE_COMMAND, end },
  { 0 },
};
