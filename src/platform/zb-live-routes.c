/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Leave to watch a camera, for a while. Who watches what is audited. A wall needs it for its tiles, and gets
 * it. */
#include "zb-routes.h"

#include "zb-accounts.h"
#include "zb-device.h"
#include "zb-json.h"
#include "zb-live-audience.h"
#include "zb-platform.h"
#include "zb-time.h"

#include <glib/gi18n.h>

/* Consoles know it and say it in their officers' language. */
#define NO_GATEWAY N_ ("No video gateway is connected to this platform.")

#define MAY_WATCH (ZB_MAY_DESK | ZB_MAY (HANDLER) | ZB_MAY (CHECKER) | ZB_MAY (ADMINISTRATOR) | ZB_MAY (WALL))

static gboolean
answer_ticket (ZbResponse *response, const char *uri, const ZbTicketStub *stub)
{
  char until[ZB_TIME_LENGTH + 1];
  zb_time_format (stub->expires_at, until);
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_strcpy (doc, root, "uri", uri);
  yyjson_mut_obj_add_strcpy (doc, root, "user", stub->user);
  yyjson_mut_obj_add_strcpy (doc, root, "password", stub->password);
  yyjson_mut_obj_add_strcpy (doc, root, "expires_at", until);
  return zb_response_json (response, 200, doc);
}

static gboolean
is_there (ZbDevice *device)
{
  return device->status == ZB_DEVICE_ONLINE || device->status == ZB_DEVICE_UNKNOWN;
}

static gboolean
has_profile (ZbDevice *device, const char *profile)
{
  return device->profiles != NULL && g_strv_contains ((const char *const *)device->profiles, profile);
}

/* The body may be left out: then it is the small picture. */
static const char *
read_profile (ZbCall *call, ZbDevice *device, ZbResponse *response)
{
  if (call->content != NULL && !zb_call_parse_body (call))
    {
      zb_response_refuse (response, call->problem);
      return NULL;
    }
  const char *told = zb_call_text (call, "profile", ZB_OPTIONAL, 100);
  const char *profile = told != NULL ? told : "sub";
  if (!has_profile (device, profile))
    zb_call_refuse_field (call, "/profile", "is none of this camera's");
  return zb_call_is_good (call, response) ? profile : NULL;
}

static gboolean
open_live (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  ZbDevice *device = zb_transaction_load (tx, ZB_KIND_DEVICE, call->id);
  if (device == NULL || device->kind != ZB_DEVICE_CAMERA)
    return zb_response_not_there (response);
  const char *profile = read_profile (call, device, response);
  if (profile == NULL)
    return FALSE;
  if (!is_there (device))
    return zb_response_conflict (response, zb_choices_nick (&zb_device_statuses, device->status), NULL,
                                 "camera-offline");
  ZbLive *live = zb_platform_get_live (tx->platform);
  if (live == NULL)
    return zb_response_later (response, 503, 30, NO_GATEWAY);
  ZbTicketStub stub = { 0 };
  g_autofree char *session = zb_accounts_session_of_token (tx->connection, call->token);
  g_autofree char *uri = zb_live_issue (live, session, call->host, call->id, profile, &stub);
  zb_transaction_audit (tx, "camera.live", device, NULL);
  answer_ticket (response, uri, &stub);
  zb_ticket_stub_clear (&stub);
  return TRUE;
}

static gboolean
look_around (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  ZbDevice *device = zb_transaction_load (tx, ZB_KIND_DEVICE, call->id);
  if (device == NULL || device->kind != ZB_DEVICE_CAMERA)
    return zb_response_not_there (response);
  ZbLive *live = zb_platform_get_live (tx->platform);
  if (live == NULL)
    return zb_response_later (response, 503, 30, NO_GATEWAY);
  g_autoptr (ZbAudience) audience = zb_live_audience_new (live, tx, call->id);
  return zb_response_take_text (response, 200, zb_json_write_record_text (audience, ZB_JSON_WRITE_ALL, NULL));
}

const ZbRoute zb_live_routes[] = {
  { "GET", "/cameras/{id}/live", MAY_WATCH, ZB_ROUTE_READ, look_around },
  { "POST", "/cameras/{id}/live", MAY_WATCH, ZB_ROUTE_WRITE | ZB_ROUTE_WALL, open_live },
  { 0 },
};
