/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an officer is looking at and which severities make no sound at his seat, said every 20 s. It renews
 * the claims that it names; nothing is written to the audit. */
#include "zb-accounts.h"
#include "zb-alert-commands.h"
#include "zb-platform.h"
#include "zb-routes.h"

#define MAX_CLAIMS 100
#define LOOKING_LENGTH 200

static gboolean
renew (ZbTransaction *tx, const char *id)
{
  ZbAlert *alert =
      zb_transaction_sees (tx, ZB_KIND_ALERT, id) ? zb_transaction_load (tx, ZB_KIND_ALERT, id) : NULL;
  if (!alert)
    return FALSE;
  g_autoptr (ZbProblem) problem = zb_alert_command (tx, alert, ZB_ALERT_VERB_RENEW, NULL, NULL, NULL);
  return problem == NULL;
}

static guint
read_muted (ZbCall *call)
{
  g_auto (GStrv) nicks = zb_call_texts (call, "muted", ZB_OPTIONAL, ZB_N_SEVERITIES - 1);
  guint muted = 0;
  for (guint i = 0; nicks && nicks[i]; i++)
    {
      int severity = zb_choices_parse (&zb_severities, nicks[i]);
      if (severity > 0)
        muted |= 1u << severity;
      else
        zb_call_refuse_field (call, "/muted", "%s is no severity", nicks[i]);
    }
  return muted;
}

/* What is none of the caller's to see is looked at by nobody. */
static gboolean
find_area (ZbTransaction *tx, const char *subject, char **area)
{
  const char *slash = subject ? strchr (subject, '/') : NULL;
  if (!slash)
    return FALSE;
  g_autofree char *kind = g_strndup (subject, (gsize)(slash - subject));
  g_autoptr (ZbStatement) row = zb_connection_query (
      tx->connection, &tx->error, "SELECT area FROM entity WHERE kind = ? AND id = ?", "tt", kind, slash + 1);
  if (!row || zb_statement_step (row, &tx->error) != ZB_STEP_ROW)
    return FALSE;
  *area = g_strdup (zb_statement_get_text (row, 0));
  return zb_areas_contain (tx->areas, (const char *const *)tx->call->account->areas, *area);
}

static void
note_presence (ZbTransaction *tx, ZbCall *call, const char *subject, guint muted, gboolean silent)
{
  ZbHub *hub = zb_platform_get_hub (tx->platform);
  g_autofree char *area = NULL;
  gboolean sees = find_area (tx, subject, &area);
  g_autofree char *session = zb_accounts_session_of_token (tx->connection, call->token);
  ZbPresenceNote note = { .session = session,
                          .account = call->account,
                          .looking_at = sees ? subject : NULL,
                          .area = area,
                          .muted = muted,
                          .silent = silent };
  if (zb_presence_book_note (zb_hub_get_presences (hub), &note, g_get_real_time ()))
    zb_hub_note_presence (hub);
}

static gboolean
put_presence (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  g_auto (GStrv) claims = zb_call_texts (call, "claims", ZB_OPTIONAL, MAX_CLAIMS);
  const char *subject = zb_call_text (call, "looking_at", ZB_OPTIONAL, LOOKING_LENGTH);
  guint muted = read_muted (call);
  gboolean silent = zb_call_flag (call, "silent", ZB_OPTIONAL);
  if (!zb_call_is_good (call, response))
    return FALSE;
  note_presence (tx, call, subject, muted, silent);
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_val *renewed = yyjson_mut_obj_add_arr (doc, root, "renewed");
  yyjson_mut_val *lost = yyjson_mut_obj_add_arr (doc, root, "lost");
  for (guint i = 0; claims && claims[i]; i++)
    yyjson_mut_arr_add_strcpy (doc, renew (tx, claims[i]) ? renewed : lost, claims[i]);
  return zb_response_json (response, 200, doc);
}

const ZbRoute zb_presence_routes[] = {
  { "PUT", "/me/presence", ZB_MAY_ANY, ZB_ROUTE_WRITE | ZB_ROUTE_BODY | ZB_ROUTE_WALL, put_presence },
  { 0 },
};
