/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked of a camera that turns, as a request of the contract. */
#include "zb-ptz-request.h"

#include "zb-json.h"

static const struct
{
  const char *method;
  const char *path;   /* below /cameras/{id}/ptz */
  const char *member; /* of the body, that the order's words are */
} verbs[] = {
  [ZB_PTZ_LOOK] = { "GET", "", NULL },
  [ZB_PTZ_TAKE] = { "POST", "/lease", "take_over" },
  [ZB_PTZ_RELEASE] = { "DELETE", "/lease", NULL },
  [ZB_PTZ_DO_MOVE] = { "POST", "", NULL },
  [ZB_PTZ_SAVE] = { "POST", "/presets", "name" },
  [ZB_PTZ_RECALL] = { "POST", "/presets/%s/recall", NULL },
  [ZB_PTZ_REMOVE] = { "DELETE", "/presets/%s", NULL },
};

static char *
write_member (const char *member, const char *text)
{
  g_autoptr (ZbJsonMutDoc) doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  yyjson_mut_doc_set_root (doc, root);
  if (text)
    yyjson_mut_obj_add_strcpy (doc, root, member, text);
  return zb_json_to_text (doc, NULL);
}

/* The part of the path that follows the camera. */
static char *
write_path (const ZbPtzOrder *order)
{
  g_autofree char *text = g_uri_escape_string (order->text ? order->text : "", NULL, FALSE);
  g_auto (GStrv) parts = g_strsplit (verbs[order->verb].path, "%s", -1);
  return g_strjoinv (text, parts);
}

/**
 * zb_ptz_request_new:
 * @camera: the id of a camera
 * @order: what is asked of it
 *
 * Returns: (transfer full): the request
 */
ZbRequest *
zb_ptz_request_new (const char *camera, const ZbPtzOrder *order)
{
  g_autofree char *id = g_uri_escape_string (camera ? camera : "", NULL, FALSE);
  g_autofree char *rest = write_path (order);
  ZbRequest *request = zb_request_new (verbs[order->verb].method, "/cameras/%s/ptz%s", id, rest);
  if (order->move)
    zb_request_take_json (request, zb_json_write_record_text (order->move, ZB_JSON_WRITE_ALL, NULL));
  else if (verbs[order->verb].member)
    zb_request_take_json (request, write_member (verbs[order->verb].member, order->text));
  return request;
}
