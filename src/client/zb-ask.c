/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is asked for rather than pushed. The answer is handed out at once and fills later; when nobody holds
 * it any longer the request is given up. */
#include "zb-ask.h"

#include "zb-fiber.h"
#include "zb-json.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  ZbSession *session;
  ZbRequest *request;
  GWeakRef answer;
  GType type;
  ZbAskedFunc asked;
  GFunc came;
  gpointer data;
  GDestroyNotify destroy;
} Ask;

static void
ask_free (gpointer data)
{
  Ask *ask = data;

  g_clear_object (&ask->session);
  zb_request_free (ask->request);
  g_weak_ref_clear (&ask->answer);
  if (ask->destroy != NULL)
    ask->destroy (ask->data);
  g_free (ask);
}

static gboolean
add_record (GPtrArray *records, GType type, yyjson_val *value, GError **error)
{
  gpointer record = zb_json_read_record (type, value, error);

  if (record != NULL)
    g_ptr_array_add (records, record);
  return record != NULL;
}

/* Either `{items: […]}`, or one thing by itself. What cannot be read of a list is left out. */
static GPtrArray *
read_records (GType type, GBytes *body, GError **error)
{
  g_autoptr (ZbJsonDoc) document =
      zb_json_parse (g_bytes_get_data (body, NULL), (gssize)g_bytes_get_size (body), error);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  yyjson_val *root = yyjson_doc_get_root (document);
  yyjson_val *items = yyjson_obj_get (root, "items");
  yyjson_val *value;
  size_t at, most;

  if (document == NULL)
    return NULL;
  if (!yyjson_is_arr (items))
    return add_record (records, type, root, error) ? g_steal_pointer (&records) : NULL;

  yyjson_arr_foreach (items, at, most, value)
  {
    g_autoptr (GError) wrong = NULL;
    if (!add_record (records, type, value, &wrong))
      g_warning ("one of what was asked for could not be read: %s", wrong->message);
  }
  return g_steal_pointer (&records);
}

/* What a socket says of itself is for the log; an officer is told what it means. */
static void
fail (ZbAnswer *answer, const GError *error)
{
  g_autoptr (ZbProblem) problem = zb_problem_new (0, _ ("There is no answer from the platform"), NULL);

  if (error)
    g_debug ("asked in vain: %s", error->message);
  zb_answer_fail (answer, problem);
}

static void
fill (Ask *ask, ZbAnswer *answer, ZbReply *reply)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = NULL;

  if (ask->type == G_TYPE_INVALID)
    {
      if (ask->came != NULL)
        ask->came (reply->body, ask->data);
      zb_answer_set_bytes (answer, reply->body);
      return;
    }

  records = read_records (ask->type, reply->body, &error);
  if (records == NULL)
    fail (answer, error);
  else if (ask->asked != NULL)
    ask->asked (answer, records, ask->data);
  else
    zb_answer_set_items (answer, records);
}

static DexFuture *
ask_fiber (gpointer data)
{
  Ask *ask = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbReply) reply = NULL;
  g_autoptr (ZbAnswer) answer = NULL;

  if (ask->session != NULL)
    reply = dex_await_object (zb_session_send (ask->session, ask->request), &error);
  answer = g_weak_ref_get (&ask->answer);
  if (answer == NULL)
    return dex_future_new_true ();
  if (reply == NULL)
    fail (answer, error);
  else if (reply->problem != NULL)
    zb_answer_fail (answer, reply->problem);
  else
    fill (ask, answer, reply);
  return dex_future_new_true ();
}

static ZbAnswer *
start (Ask *ask, GType item_type)
{
  ZbAnswer *answer = zb_answer_new (item_type);

  g_weak_ref_init (&ask->answer, answer);
  dex_future_disown (zb_fiber_spawn (ask_fiber, ask, ask_free));
  return answer;
}

/**
 * zb_ask_records:
 * @session: (nullable): who asks; %NULL where nobody has signed in, and then the answer fails
 * @request: (transfer full): what to ask
 * @type: what the items of the answer are, derived from #ZbRecord
 * @asked: (nullable): puts the items into the answer
 * @data: for @asked
 * @destroy: (nullable): frees @data
 *
 * Returns: (transfer full): an answer that fills later
 */
ZbAnswer *
zb_ask_records (ZbSession *session, ZbRequest *request, GType type, ZbAskedFunc asked, gpointer data,
                GDestroyNotify destroy)
{
  Ask *ask = g_new0 (Ask, 1);

  g_set_object (&ask->session, session);
  ask->request = request;
  ask->type = type;
  ask->asked = asked;
  ask->data = data;
  ask->destroy = destroy;
  return start (ask, type);
}

/**
 * zb_ask_bytes:
 * @session: (nullable): who asks; %NULL where nobody has signed in, and then the answer fails
 * @request: (transfer full): what to ask
 * @came: (nullable): told the bytes when they have come
 * @data: for @came
 * @destroy: (nullable): frees @data
 *
 * Returns: (transfer full): an answer that fills later
 */
ZbAnswer *
zb_ask_bytes (ZbSession *session, ZbRequest *request, GFunc came, gpointer data, GDestroyNotify destroy)
{
  Ask *ask = g_new0 (Ask, 1);

  g_set_object (&ask->session, session);
  ask->request = request;
  ask->type = G_TYPE_INVALID;
  ask->came = came;
  ask->data = data;
  ask->destroy = destroy;
  return start (ask, G_TYPE_OBJECT);
}
