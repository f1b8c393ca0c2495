/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A console tells before it saves a picture of a camera: who took it, of which camera, and of when it is, is
 * written down, and the number that the picture then carries leads back to that row. */
#include "zb-routes.h"

#include "zb-device.h"
#include "zb-json.h"
#include "zb-time.h"
#include "zb-uuid.h"

/* A wall sees and takes nothing with it. */
#define MAY_TAKE (ZB_MAY_DESK | ZB_MAY (HANDLER) | ZB_MAY (CHECKER) | ZB_MAY (ADMINISTRATOR))

typedef enum
{
  SOURCE_LIVE = 1,
  SOURCE_PLAYBACK,
} Source;

static const ZbChoices sources = { (const char *const[]){ "unknown", "live", "playback", NULL }, FALSE };

static gboolean
answer_note (ZbResponse *response, const char *id, const char *at)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_strcpy (doc, root, "id", id);
  yyjson_mut_obj_add_strcpy (doc, root, "at", at);
  return zb_response_json (response, 201, doc);
}

static gboolean
note_snapshot (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  char text[ZB_TIME_LENGTH + 1];
  gint64 at = zb_call_time_past (call, "at");
  int source = zb_call_choice (call, "source", &sources, ZB_NEEDED);
  if (!zb_call_is_good (call, response))
    return FALSE;
  ZbDevice *camera = zb_transaction_load (tx, ZB_KIND_DEVICE, call->id);
  if (camera == NULL || camera->kind != ZB_DEVICE_CAMERA)
    return zb_response_not_there (response);
  g_autofree char *id = zb_uuid_new ();
  zb_time_format (at, text);
  g_autofree char *why = g_strdup_printf ("%s %s %s", zb_choices_nick (&sources, source), text, id);
  zb_transaction_audit (tx, "camera.snapshot", camera, why);
  return answer_note (response, id, text);
}

const ZbRoute zb_snapshot_routes[] = {
  { "POST", "/cameras/{id}/snapshot", MAY_TAKE, ZB_ROUTE_WRITE | ZB_ROUTE_BODY, note_snapshot },
  { 0 },
};
