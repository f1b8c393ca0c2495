/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recorded times that are kept from being deleted, as long as somebody says so: what may become evidence. */
#include "zb-routes.h"

#include "zb-device.h"
#include "zb-json.h"
#include "zb-platform.h"
#include "zb-recording-times.h"
#include "zb-recording.h"
#include "zb-uuid.h"

#define MOST_HOLDS 200
#define MAX_REASON 500
#define MAY_HOLD (ZB_MAY_DESK | ZB_MAY (ADMINISTRATOR))

static ZbHold *
read_hold (ZbStatement *row)
{
  ZbHold *hold = g_object_new (ZB_TYPE_HOLD, NULL);
  hold->id = g_strdup (zb_statement_get_text (row, 0));
  hold->camera = g_strdup (zb_statement_get_text (row, 1));
  hold->from = zb_statement_get_int64 (row, 2);
  hold->until = zb_statement_get_int64 (row, 3);
  hold->reason = g_strdup (zb_statement_get_text (row, 4));
  hold->by = g_strdup (zb_statement_get_text (row, 5));
  hold->by_name = g_strdup (zb_statement_get_text (row, 6));
  hold->created_at = zb_statement_get_int64 (row, 7);
  return hold;
}

#define COLUMNS "id, camera, from_at, until_at, reason, by, by_name, created_at"

static ZbHold *
load_hold (ZbTransaction *tx, const char *id)
{
  g_autoptr (ZbStatement) row =
      zb_connection_query (tx->connection, &tx->error, "SELECT " COLUMNS " FROM hold WHERE id = ?", "t", id);
  return row != NULL && zb_statement_step (row, &tx->error) == ZB_STEP_ROW ? read_hold (row) : NULL;
}

static gboolean
list_holds (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc), *items;
  yyjson_mut_doc_set_root (doc, root);
  items = yyjson_mut_obj_add_arr (doc, root, "items");
  g_autoptr (ZbStatement) row =
      zb_connection_query (tx->connection, &tx->error,
                           "SELECT " COLUMNS " FROM hold WHERE camera = ? ORDER BY from_at, id LIMIT ?", "ti",
                           call->id, (gint64)MOST_HOLDS);
  while (row != NULL && zb_statement_step (row, &tx->error) == ZB_STEP_ROW)
    {
      g_autoptr (ZbHold) hold = read_hold (row);
      yyjson_mut_arr_append (items, zb_json_write_record (doc, hold, ZB_JSON_WRITE_ALL));
    }
  return zb_response_json (response, 200, doc);
}

static ZbHold *
make_hold (ZbCall *call, const ZbRecordingTimes *times, const char *reason)
{
  ZbHold *hold = g_object_new (ZB_TYPE_HOLD, NULL);
  hold->id = zb_uuid_new ();
  hold->camera = g_strdup (call->id);
  hold->from = times->from;
  hold->until = times->until;
  hold->reason = g_strdup (reason);
  hold->by = g_strdup (ZB_ENTITY (call->account)->id);
  hold->by_name = g_strdup (call->account->name);
  hold->created_at = call->now;
  return hold;
}

static void
write_hold (ZbTransaction *tx, const ZbHold *hold)
{
  zb_connection_run (tx->connection, &tx->error,
                     "INSERT INTO hold (" COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)", "ttiittti", hold->id,
                     hold->camera, hold->from, hold->until, hold->reason, hold->by, hold->by_name,
                     hold->created_at);
}

static gboolean
add_hold (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  ZbRecordingTimes times;
  ZbDevice *camera = zb_transaction_load (tx, ZB_KIND_DEVICE, call->id);
  const char *reason = zb_call_text (call, "reason", ZB_NEEDED, MAX_REASON);
  if (camera == NULL || camera->kind != ZB_DEVICE_CAMERA)
    return zb_response_not_there (response);
  if (!zb_recording_times_read_body (call, ZB_RECORDINGS_LONGEST, &times, response))
    return FALSE;
  if (zb_transaction_count (tx, "SELECT count(*) FROM hold WHERE camera = ?", "t", call->id) >= MOST_HOLDS)
    return zb_response_conflict (response, "held", NULL, "too-many-holds");
  g_autoptr (ZbHold) hold = make_hold (call, &times, reason);
  g_autofree char *what = zb_recording_times_describe (&times);
  g_autofree char *why = g_strjoin (" ", what, reason, NULL);
  write_hold (tx, hold);
  zb_transaction_audit (tx, "recording.hold", camera, why);
  return zb_response_take_text (response, 201, zb_json_write_record_text (hold, ZB_JSON_WRITE_ALL, NULL));
}

/* Nobody loses what they keep as evidence to somebody who is not above them: a subdistrict's officer is not,
 * and an administrator looks after the machines. */
static gboolean
may_release (ZbCall *call, const ZbHold *hold)
{
  return call->account->role == ZB_ROLE_DUTY_LEADER ||
         g_strcmp0 (hold->by, ZB_ENTITY (call->account)->id) == 0;
}

static gboolean
release_hold (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  g_autoptr (ZbHold) hold = load_hold (tx, call->id);
  const char *reason = zb_call_text (call, "reason", ZB_NEEDED, MAX_REASON);
  if (hold == NULL || !zb_transaction_sees (tx, ZB_KIND_DEVICE, hold->camera))
    return zb_response_not_there (response);
  if (!zb_call_is_good (call, response))
    return FALSE;
  if (!may_release (call, hold))
    return zb_response_forbidden (response,
                                  "Another officer holds it: they or a duty leader may release it.");
  ZbRecordingTimes times = { hold->from, hold->until };
  g_autofree char *what = zb_recording_times_describe (&times);
  g_autofree char *why = g_strjoin (" ", what, reason, NULL);
  zb_connection_run (tx->connection, &tx->error, "DELETE FROM hold WHERE id = ?", "t", hold->id);
  zb_transaction_audit (tx, "recording.release", zb_transaction_load (tx, ZB_KIND_DEVICE, hold->camera), why);
  return zb_response_nothing (response);
}

const ZbRoute zb_hold_routes[] = {
  { "GET", "/cameras/{id}/holds", MAY_HOLD | ZB_MAY (CHECKER), ZB_ROUTE_READ, list_holds },
  { "POST", "/cameras/{id}/holds", MAY_HOLD, ZB_ROUTE_WRITE | ZB_ROUTE_BODY, add_hold },
  { "DELETE", "/holds/{id}", MAY_HOLD, ZB_ROUTE_WRITE | ZB_ROUTE_BODY, release_hold },
  { 0 },
};
