/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands on assignments. */
#include "zb-assignment-commands.h"
#include "zb-fields.h"
#include "zb-routes.h"

#define WORDS 2000

static ZbAssignmentVerb
verb_of (const char *path)
{
  return zb_choices_parse (&zb_assignment_verbs, strrchr (path, '/') + 1);
}

/* One handler for all: they differ only in what the machine makes of them. */
static gboolean
command (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  ZbAssignmentArgs args = { .note = zb_call_text (call, "note", ZB_OPTIONAL, WORDS),
                            .reason = zb_call_text (call, "reason", ZB_OPTIONAL, WORDS) };
  const ZbAssignmentVerb verb = verb_of (call->path);
  /* On arrival it looks as before the handling. */
  const char *phase = verb == ZB_ASSIGNMENT_VERB_ARRIVE ? "before" : "after";
  g_autoptr (GPtrArray) evidence = zb_fields_evidence (tx, "evidence", phase);
  if (!zb_call_is_good (call, response))
    return FALSE;
  ZbAssignment *assignment = zb_transaction_load (tx, ZB_KIND_ASSIGNMENT, call->id);
  g_autoptr (ZbProblem) problem = zb_assignment_command (tx, assignment, verb, &args, evidence);
  return problem ? zb_response_refuse (response, problem)
                 : zb_response_entity (response, call, 200, assignment);
}

#define THEY_OR_DESK (ZB_MAY (HANDLER) | ZB_MAY_DUTY)

const ZbRoute zb_assignment_routes[] = {
  { "POST", "/assignments/{id}/accept", THEY_OR_DESK, ZB_ROUTE_COMMAND, command },
  { "POST", "/assignments/{id}/decline", THEY_OR_DESK, ZB_ROUTE_COMMAND, command },
  { "POST", "/assignments/{id}/en-route", THEY_OR_DESK, ZB_ROUTE_COMMAND, command },
  { "POST", "/assignments/{id}/arrive", THEY_OR_DESK, ZB_ROUTE_COMMAND, command },
  { "POST", "/assignments/{id}/done", THEY_OR_DESK, ZB_ROUTE_COMMAND, command },
  { "POST", "/assignments/{id}/hand-back", THEY_OR_DESK, ZB_ROUTE_COMMAND, command },
  { "POST", "/assignments/{id}/cancel", ZB_MAY_DUTY, ZB_ROUTE_COMMAND, command },
  { 0 },
};
