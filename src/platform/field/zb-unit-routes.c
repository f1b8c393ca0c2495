/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the desk does about a unit's telephone: a code to sign in with, the end of its sessions, and the key
 * with which an application reports where it is. Code and key are answered this once and kept as hashes. */
#include "zb-accounts.h"
#include "zb-field-codes.h"
#include "zb-field-sessions.h"
#include "zb-json.h"
#include "zb-owntracks.h"
#include "zb-platform.h"
#include "zb-routes.h"
#include "zb-telephone.h"

static gboolean
answer (ZbResponse *response, guint status, ZbTelephone *telephone)
{
  return zb_response_take_text (response, status,
                                zb_json_write_record_text (telephone, ZB_JSON_WRITE_ALL, NULL));
}

static gpointer
load_unit (ZbTransaction *tx)
{
  return zb_transaction_load (tx, ZB_KIND_UNIT, tx->call->id);
}

static gboolean
make_code (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  g_autoptr (ZbTelephone) telephone = g_object_new (ZB_TYPE_TELEPHONE, NULL);
  telephone->code = zb_field_code_new (tx, call->id);
  telephone->expires_at = tx->now + ZB_FIELD_CODE_LIFE;
  telephone->url = g_strconcat (zb_platform_get_url (tx->platform), "/field", NULL);
  zb_transaction_audit (tx, "unit.field_code", load_unit (tx), NULL);
  return answer (response, 201, telephone);
}

static gboolean
end_sessions (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  g_autoptr (ZbTelephone) telephone = g_object_new (ZB_TYPE_TELEPHONE, NULL);
  telephone->ended = zb_field_session_end_all (tx, call->id);
  zb_transaction_audit (tx, "unit.field_sessions_end", load_unit (tx), NULL);
  return answer (response, 200, telephone);
}

static gboolean
make_key (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  g_autoptr (ZbTelephone) telephone = g_object_new (ZB_TYPE_TELEPHONE, NULL);
  telephone->user = g_strdup (ZB_OWNTRACKS_USER);
  telephone->key = zb_secret_new ();
  telephone->url = g_strconcat (zb_platform_get_url (tx->platform), "/api/v1/owntracks", NULL);
  g_autofree char *hash = zb_secret_hash (telephone->key);
  zb_connection_run (tx->connection, &tx->error,
                     "INSERT INTO field_key VALUES (?, ?, ?) ON CONFLICT (unit) DO UPDATE SET"
                     " hash = excluded.hash, created_at = excluded.created_at",
                     "tti", call->id, hash, tx->now);
  zb_transaction_audit (tx, "unit.owntracks_key", load_unit (tx), NULL);
  return answer (response, 201, telephone);
}

static gboolean
take_key (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  g_autoptr (ZbTelephone) telephone = g_object_new (ZB_TYPE_TELEPHONE, NULL);
  zb_connection_run (tx->connection, &tx->error, "DELETE FROM field_key WHERE unit = ?", "t", call->id);
  telephone->ended = zb_connection_get_changes (tx->connection);
  zb_transaction_audit (tx, "unit.owntracks_key_end", load_unit (tx), NULL);
  return answer (response, 200, telephone);
}

#define MAY_LET_IN (ZB_MAY_DUTY | ZB_MAY (ADMINISTRATOR))

const ZbRoute zb_unit_routes[] = {
  { "POST", "/units/{id}/field-code", MAY_LET_IN, ZB_ROUTE_WRITE, make_code },
  { "DELETE", "/units/{id}/field-sessions", MAY_LET_IN, ZB_ROUTE_WRITE, end_sessions },
  { "POST", "/units/{id}/owntracks-key", MAY_LET_IN, ZB_ROUTE_WRITE, make_key },
  { "DELETE", "/units/{id}/owntracks-key", MAY_LET_IN, ZB_ROUTE_WRITE, take_key },
  { 0 },
};
