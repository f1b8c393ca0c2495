/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What answers here: for who is not signed in yet, so that an address is checked before a password is sent
 * to it. */
#include "zb-routes.h"

#include "zb-time.h"

/* The version of data/api/openapi.yaml that this platform speaks. */
#define CONTRACT "1.0.0"

static void
get_contract (ZbPlatform *platform, ZbCall *call, ZbResponse *response)
{
  char now[ZB_TIME_LENGTH + 1];
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);

  zb_time_format (g_get_real_time (), now);
  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_str (doc, root, "service", "zhiban");
  yyjson_mut_obj_add_str (doc, root, "contract", CONTRACT);
  yyjson_mut_obj_add_strcpy (doc, root, "server_time", now);
  zb_response_json (response, 200, doc);
}

const ZbRoute zb_contract_routes[] = {
  { "GET", "/", ZB_MAY_ANY, ZB_ROUTE_FLOW | ZB_ROUTE_OPEN, NULL, get_contract },
  { 0 },
};
