/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands on alerts. */
#include "zb-acting.h"
#include "zb-alert-commands.h"
#include "zb-case-commands.h"
#include "zb-drill-commands.h"
#include "zb-fields.h"
#include "zb-plan.h"
#include "zb-routes.h"
#include "zb-uuid.h"

#define WORDS 2000

static gboolean
answer (ZbTransaction *tx, ZbResponse *response, guint status, ZbAlert *alert, ZbProblem *refusal)
{
  g_autoptr (ZbProblem) problem = refusal;
  return problem ? zb_response_refuse (response, problem)
                 : zb_response_entity (response, tx->call, status, alert);
}

static gboolean
command (ZbTransaction *tx, ZbResponse *response, ZbAlertVerb verb, const ZbAlertArgs *args, const char *into,
         const char *note)
{
  if (!zb_call_is_good (tx->call, response))
    return FALSE;
  ZbAlert *alert = zb_transaction_load (tx, ZB_KIND_ALERT, tx->call->id);
  return answer (tx, response, 200, alert, zb_alert_command (tx, alert, verb, args, into, note));
}

/* --- an alert that an officer takes down ------------------------------------------------------ */

static const char *const alert_fields[] = { "id",       "kind",   "severity", "title", "description", "place",
                                            "location", "device", "contact",  "mode",  "drill",       NULL };

static void
name_after_plan (ZbTransaction *tx, ZbAlert *draft)
{
  g_autoptr (GPtrArray) plans =
      zb_transaction_find (tx, ZB_KIND_PLAN, "body ->> '$.kind' = ? LIMIT 1", "t", draft->kind);
  if (!draft->title)
    draft->title = g_strdup (plans->len > 0 ? ZB_PLAN (plans->pdata[0])->name : draft->kind);
}

static void
check_draft (ZbTransaction *tx, ZbAlert *draft)
{
  const char *id = draft->parent_instance.id;
  if (!id || !zb_uuid_is_valid (id) || zb_acting_exists (tx, ZB_KIND_ALERT, id))
    zb_call_refuse_field (tx->call, "/id", "must be a new UUID");
  if (draft->device && !zb_transaction_sees (tx, ZB_KIND_DEVICE, draft->device))
    zb_call_refuse_field (tx->call, "/device", "is not a device in your area");
  zb_drill_check_draft (tx, &draft->parent_instance, draft->drill);
  g_set_str (&draft->area, zb_acting_locate (tx, draft->location));
}

static gboolean
take_down (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  g_autoptr (ZbAlert) draft = g_object_new (ZB_TYPE_ALERT, NULL);
  draft->state = ZB_ALERT_NEW; /* an alert cannot be read without */
  if (zb_fields_fill (call, draft, alert_fields))
    check_draft (tx, draft);
  if (!zb_call_is_good (call, response))
    return FALSE;
  draft->state = ZB_ALERT_NONE;
  name_after_plan (tx, draft);
  return answer (tx, response, 201, draft, zb_alert_take_down (tx, draft));
}

/* --- what is done to one ------------------------------------------------------------------------ */

static gboolean
claim (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  ZbAlertArgs args = { .take_over = zb_call_text (call, "take_over", ZB_OPTIONAL, WORDS) };
  return command (tx, response, ZB_ALERT_VERB_CLAIM, &args, NULL, NULL);
}

static gboolean
release (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  return command (tx, response, ZB_ALERT_VERB_RELEASE, NULL, NULL, NULL);
}

static gboolean
verdict (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  ZbAlertArgs args = { .verdict = zb_call_choice (call, "verdict", &zb_verdicts, ZB_OPTIONAL),
                       .seen_occurrence =
                           zb_call_integer (call, "seen_occurrence", ZB_NEEDED, 0, G_MAXINT32) };
  const char *note = zb_call_text (call, "note", ZB_OPTIONAL, WORDS);
  return command (tx, response, ZB_ALERT_VERB_VERDICT, &args, NULL, note);
}

static gboolean
snooze (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  ZbAlertArgs args = { .until = zb_call_time (call, "until", ZB_OPTIONAL),
                       .reason = zb_call_text (call, "reason", ZB_OPTIONAL, WORDS) };
  return command (tx, response, ZB_ALERT_VERB_SNOOZE, &args, NULL, NULL);
}

static gboolean
merge (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  ZbAlertArgs args = { 0 };
  return command (tx, response, ZB_ALERT_VERB_MERGE, &args, zb_call_uuid (call, "into", ZB_OPTIONAL), NULL);
}

static gboolean
join_case (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  const char *id = zb_call_uuid (call, "case", ZB_OPTIONAL);
  if (!zb_call_is_good (call, response))
    return FALSE;
  ZbAlert *alert = zb_transaction_load (tx, ZB_KIND_ALERT, call->id);
  return answer (tx, response, 200, alert, zb_case_join (tx, alert, id));
}

static gboolean
close_it (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  ZbAlertArgs args = { .reason = zb_call_text (call, "reason", ZB_OPTIONAL, WORDS) };
  return command (tx, response, ZB_ALERT_VERB_CLOSE, &args, NULL, NULL);
}

#define NEEDS_A_LINE (ZB_ROUTE_WRITE | ZB_ROUTE_BODY)

const ZbRoute zb_alert_routes[] = {
  { "POST", "/alerts", ZB_MAY_DESK, ZB_ROUTE_COMMAND, take_down },
  { "POST", "/alerts/{id}/claim", ZB_MAY_DESK, NEEDS_A_LINE, claim },
  { "POST", "/alerts/{id}/release", ZB_MAY_DESK, NEEDS_A_LINE, release },
  { "POST", "/alerts/{id}/verdict", ZB_MAY_DESK, ZB_ROUTE_COMMAND, verdict },
  { "POST", "/alerts/{id}/snooze", ZB_MAY_DUTY, ZB_ROUTE_COMMAND, snooze },
  { "POST", "/alerts/{id}/merge", ZB_MAY_DUTY, ZB_ROUTE_COMMAND, merge },
  { "POST", "/alerts/{id}/case", ZB_MAY_DUTY, ZB_ROUTE_COMMAND, join_case },
  { "POST", "/alerts/{id}/close", ZB_MAY_DUTY, ZB_ROUTE_COMMAND, close_it },
  { 0 },
};
