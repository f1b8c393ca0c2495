/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What became of the claims that presence has named. */
#include "zb-presence-answer.h"

#include "zb-json.h"

#define MOST_CLAIMS 1000
#define ID_LIMIT 200

static char **
read_ids (yyjson_val *list)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  yyjson_val *value;
  size_t at, most;

  yyjson_arr_foreach (list, at, most, value)
  {
    const char *id = yyjson_get_str (value);
    if (id && strlen (id) <= ID_LIMIT && at < MOST_CLAIMS)
      g_strv_builder_add (ids, id);
  }
  return g_strv_builder_end (ids);
}

/**
 * zb_presence_answer_parse:
 * @text: outside bytes
 * @length: how many
 * @error: return location for a #ZbJsonError
 *
 * Returns: (transfer full) (nullable): the answer
 */
ZbPresenceAnswer *
zb_presence_answer_parse (const char *text, gsize length, GError **error)
{
  g_autoptr (ZbJsonDoc) document = zb_json_parse (text, (gssize)length, error);
  yyjson_val *root = yyjson_doc_get_root (document);
  ZbPresenceAnswer *self;

  if (document == NULL)
    return NULL;
  if (!yyjson_is_arr (yyjson_obj_get (root, "renewed")) || !yyjson_is_arr (yyjson_obj_get (root, "lost")))
    {
      g_set_error (error, ZB_JSON_ERROR, ZB_JSON_ERROR_TYPE, "/renewed and /lost must be arrays");
      return NULL;
    }
  self = g_new0 (ZbPresenceAnswer, 1);
  self->renewed = read_ids (yyjson_obj_get (root, "renewed"));
  self->lost = read_ids (yyjson_obj_get (root, "lost"));
  return self;
}

/**
 * zb_presence_answer_free:
 * @self: (transfer full): an answer
 */
void
zb_presence_answer_free (ZbPresenceAnswer *self)
{
  g_strfreev (self->renewed);
  g_strfreev (self->lost);
  g_free (self);
}
