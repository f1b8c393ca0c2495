/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads application/problem+json. Whatever comes in, a problem comes out: a platform (or a proxy before it)
 * that answers with half a page of HTML still has to be told to the officer in words. */
#include "zb-json-problem.h"

#include "zb-guard.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <yyjson.h>

#define TEXT_LIMIT 2000
#define LIST_LIMIT 64
#define LONGEST_WAIT 3600

static const char *
default_title (guint status)
{
  switch (status)
    {
    case 0:
      return _ ("The platform does not answer");
    case 401:
      return _ ("Not signed in");
    case 403:
      return _ ("Not allowed");
    case 404:
      return _ ("Not there, or not yours to see");
    case 409:
      return _ ("Not possible in this state");
    case 412:
      return _ ("Changed by someone else meanwhile");
    case 422:
      return _ ("Not accepted");
    case 423:
      return _ ("Claimed by another officer");
    case 424:
      return _ ("What it follows was not accepted");
    case 429:
      return _ ("Too many requests");
    case 503:
      return _ ("The platform is busy");
    default:
      return _ ("The platform answered with an error");
    }
}

static char *
read_text (yyjson_val *object, const char *name)
{
  yyjson_val *value = yyjson_obj_get (object, name);

  if (!yyjson_is_str (value) || yyjson_get_len (value) == 0)
    return NULL;
  return g_utf8_make_valid (yyjson_get_str (value), MIN (yyjson_get_len (value), TEXT_LIMIT));
}

static char **
read_allowed (yyjson_val *list)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  yyjson_val *value;
  size_t at, most;

  if (!yyjson_is_arr (list))
    return NULL;
  yyjson_arr_foreach (list, at, most, value)
  {
    if (yyjson_is_str (value) && at < LIST_LIMIT)
      g_strv_builder_add (builder, yyjson_get_str (value));
  }
  return g_strv_builder_end (builder);
}

static void
read_errors (ZbProblem *self, yyjson_val *list)
{
  yyjson_val *value;
  size_t at, most;

  yyjson_arr_foreach (list, at, most, value)
  {
    if (!yyjson_is_obj (value) || at >= LIST_LIMIT)
      continue;

    g_autofree char *pointer = read_text (value, "pointer");
    g_autofree char *detail = read_text (value, "detail");
    zb_problem_add_error (self, pointer, detail);
  }
}

static ZbClaim *
read_claim (yyjson_val *value)
{
  g_autofree char *until = read_text (value, "until");
  g_autoptr (GDateTime) time = until ? g_date_time_new_from_iso8601 (until, NULL) : NULL;
  ZbClaim *claim;

  if (!yyjson_is_obj (value))
    return NULL;
  claim = g_object_new (ZB_TYPE_CLAIM, NULL);
  claim->by = read_text (value, "by");
  claim->by_name = read_text (value, "by_name");
  claim->until = time ? g_date_time_to_unix_usec (time) : 0;
  return claim;
}

static void
read_problem (ZbProblem *self, yyjson_val *root)
{
  char *title = read_text (root, "title");
  yyjson_val *wait = yyjson_obj_get (root, "retry_after");

  if (title != NULL)
    {
      g_free (self->title);
      self->title = title;
    }
  self->type = read_text (root, "type");
  self->detail = read_text (root, "detail");
  self->state = read_text (root, "state");
  self->because = read_text (root, "because");
  self->allowed = read_allowed (yyjson_obj_get (root, "allowed"));
  self->claim = read_claim (yyjson_obj_get (root, "claim"));
  self->retry_after = yyjson_is_uint (wait) ? (gint64)MIN (yyjson_get_uint (wait), LONGEST_WAIT) : 0;
  read_errors (self, yyjson_obj_get (root, "errors"));
}

/**
 * zb_json_parse_problem:
 * @status: the HTTP status of the answer; 0 where nobody answered
 * @body: (nullable): its body
 * @length: how many bytes @body has
 *
 * Reads a problem. What cannot be read is left out; the status that was answered counts, not one in the body.
 *
 * Returns: (transfer full): the problem, never %NULL, and with a title
 */
ZbProblem *
zb_json_parse_problem (guint status, const char *body, gsize length)
{
  ZbProblem *self = zb_problem_new (status, default_title (status), NULL);
  yyjson_doc *document = body ? yyjson_read (body, length, 0) : NULL;

  read_problem (self, yyjson_doc_get_root (document));
  yyjson_doc_free (document);

  return self;
}

/**
 * zb_problem_to_words:
 * @self: a problem
 *
 * One or two sentences for the officer: what is wrong and, where the platform said so, why. What every
 * console knows by its status is said in the console's language.
 *
 * Returns: (transfer full): the words
 */
char *
zb_problem_to_words (ZbProblem *self)
{
  const char *title = self->status >= 500 && self->title ? self->title : default_title ((guint)self->status);
  const char *why = self->because ? zb_guard_explain (self->because) : self->detail;
  ZbFieldError *error = self->errors && self->errors->len > 0 ? g_ptr_array_index (self->errors, 0) : NULL;

  if (why == NULL && error != NULL)
    why = error->detail;
  if (why == NULL || g_strcmp0 (why, title) == 0)
    return g_strdup (title);
  return g_strdup_printf (C_ ("problem and reason", "%s: %s"), title, self->because ? _ (why) : why);
}
