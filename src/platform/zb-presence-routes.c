/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an officer is looking at, said every 20 s. It renews the claims that it names; nothing is
 * written to the audit. */
#include "zb-alert-commands.h"
#include "zb-routes.h"

#define MAX_CLAIMS 100

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

static gboolean
put_presence (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  g_auto (GStrv) claims = zb_call_texts (call, "claims", ZB_OPTIONAL, MAX_CLAIMS);
  zb_call_text (call, "looking_at", ZB_OPTIONAL, 200);
  if (!zb_call_is_good (call, response))
    return FALSE;
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
