/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the platform answers: JSON, an entity as this caller may see it, or a problem (RFC 9457). */
#include "zb-response.h"

#include "zb-masking.h"
#include "zb-response-stream.h"

#include "zb-json.h"

#include <gio/gio.h>

/**
 * zb_response_new:
 *
 * Returns: (transfer full): a response not yet given
 */
ZbResponse *
zb_response_new (void)
{
  ZbResponse *self = g_new0 (ZbResponse, 1);
  self->headers = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * zb_response_free:
 * @self: (transfer full): an response
 */
void
zb_response_free (ZbResponse *self)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->stream, zb_response_stream_free);
  g_ptr_array_unref (self->headers);
  g_free (self);
}

/**
 * zb_response_set_header:
 * @self: an response
 * @name: a header
 * @value: its value
 */
void
zb_response_set_header (ZbResponse *self, const char *name, const char *value)
{
  g_ptr_array_add (self->headers, g_strdup (name));
  g_ptr_array_add (self->headers, g_strdup (value));
}

/* What was to be answered before, which may be a file: with a refusal nobody gets that, too. */
static void
drop_body (ZbResponse *self)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->stream, zb_response_stream_free);
  self->gzipped = FALSE;
}

/**
 * zb_response_nothing:
 * @self: an response
 *
 * Answers 204.
 *
 * Returns: %TRUE
 */
gboolean
zb_response_nothing (ZbResponse *self)
{
  drop_body (self);
  self->status = 204;
  return TRUE;
}

static void
take_body (ZbResponse *self, guint status, const char *type, char *text, gsize length)
{
  drop_body (self);
  self->status = status;
  self->type = type;
  self->body = g_bytes_new_take (text, length);
}

/**
 * zb_response_take_text:
 * @self: an response
 * @status: HTTP's status
 * @json: (transfer full): the body
 *
 * Returns: %TRUE
 */
gboolean
zb_response_take_text (ZbResponse *self, guint status, char *json)
{
  take_body (self, status, "application/json", json, strlen (json));
  return TRUE;
}

/**
 * zb_response_json:
 * @self: an response
 * @status: HTTP's status
 * @doc: (transfer full): the body
 *
 * Returns: %TRUE
 */
gboolean
zb_response_json (ZbResponse *self, guint status, yyjson_mut_doc *doc)
{
  gsize length;
  char *text = yyjson_mut_write (doc, 0, &length);
  yyjson_mut_doc_free (doc);
  take_body (self, status, "application/json", text, length);
  return TRUE;
}

/**
 * zb_response_items:
 * @self: a response
 * @records: (element-type ZbRecord): what it lists
 *
 * Answers with all of them at once, as what is not paged is.
 *
 * Returns: %TRUE
 */
gboolean
zb_response_items (ZbResponse *self, GPtrArray *records)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_val *items = yyjson_mut_obj_add_arr (doc, root, "items");
  for (guint i = 0; i < records->len; i++)
    yyjson_mut_arr_append (items, zb_json_write_record (doc, records->pdata[i], ZB_JSON_WRITE_ALL));
  return zb_response_json (self, 200, doc);
}

/**
 * zb_response_tag:
 * @self: a response that is an entity
 * @revision: the entity's revision
 *
 * Says what an If-Match with it would be.
 */
void
zb_response_tag (ZbResponse *self, gint64 revision)
{
  g_autofree char *tag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", revision);
  zb_response_set_header (self, "ETag", tag);
}

/**
 * zb_response_entity:
 * @self: an response
 * @call: the call, which tells who is to see it
 * @status: HTTP's status
 * @entity: a #ZbEntity
 *
 * Answers with the whole entity, personal data masked where it does not concern the caller.
 *
 * Returns: %TRUE
 */
gboolean
zb_response_entity (ZbResponse *self, ZbCall *call, guint status, gpointer entity)
{
  g_autoptr (ZbRecord) shown = zb_mask_record (entity, call->account);
  gsize length;
  char *text = zb_json_write_record_text (shown, ZB_JSON_WRITE_ALL, &length);
  zb_response_tag (self, ZB_ENTITY (entity)->revision);
  take_body (self, status, "application/json", text, length);
  return TRUE;
}

/**
 * zb_response_take_file:
 * @self: a response
 * @type: its media type, interned
 * @content: (transfer full): the file
 *
 * Answers 200 with a file.
 */
void
zb_response_take_file (ZbResponse *self, const char *type, GBytes *content)
{
  drop_body (self);
  self->status = 200;
  self->type = type;
  self->body = content;
}

/**
 * zb_response_compress:
 * @self: an response
 * @at_least: how many bytes make it worth it
 *
 * Packs the body with gzip at its fastest.
 */
void
zb_response_compress (ZbResponse *self, gsize at_least)
{
  if (self->gzipped || self->body == NULL || strstr (self->type, "json") == NULL ||
      g_bytes_get_size (self->body) < at_least)
    return;
  g_autoptr (GZlibCompressor) gzip = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 1);
  g_autoptr (GBytes) packed = g_converter_convert_bytes (G_CONVERTER (gzip), self->body, NULL);
  if (packed == NULL)
    return;
  g_bytes_unref (self->body);
  self->body = g_steal_pointer (&packed);
  self->gzipped = TRUE;
}

static const char *
title_of_status (guint status)
{
  switch (status)
    {
    case 400:
      return "Not a request";
    case 401:
      return "Not signed in";
    case 403:
      return "Not allowed";
    case 404:
      return "Not there";
    case 405:
      return "No such method here";
    case 409:
      return "The state does not allow it";
    case 412:
      return "Edited by another";
    case 413:
      return "Too large";
    case 410:
      return "Not there any more";
    case 415:
      return "Not such a type";
    case 416:
      return "No such part";
    case 422:
      return "A field is wrong";
    case 423:
      return "Claimed by another";
    case 424:
      return "What it follows was not accepted";
    case 429:
      return "Too often";
    case 503:
      return "Not now";
    default:
      return "It failed";
    }
}

static yyjson_mut_doc *
problem_new (guint status, const char *slug, const char *detail)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  yyjson_mut_doc_set_root (doc, root);
  g_autofree char *type = g_strconcat ("/problems/", slug, NULL);
  yyjson_mut_obj_add_strcpy (doc, root, "type", type);
  yyjson_mut_obj_add_str (doc, root, "title", title_of_status (status));
  yyjson_mut_obj_add_uint (doc, root, "status", status);
  if (detail != NULL)
    yyjson_mut_obj_add_strcpy (doc, root, "detail", detail);
  return doc;
}

static gboolean
take_problem (ZbResponse *self, guint status, yyjson_mut_doc *doc)
{
  gsize length;
  char *text = yyjson_mut_write (doc, 0, &length);
  yyjson_mut_doc_free (doc);
  take_body (self, status, "application/problem+json", text, length);
  return FALSE;
}

/**
 * zb_response_problem:
 * @self: an response
 * @status: HTTP's status
 * @slug: a word that tells this problem from others with the same status
 * @detail: (nullable): what is wrong, for people
 *
 * Returns: %FALSE
 */
gboolean
zb_response_problem (ZbResponse *self, guint status, const char *slug, const char *detail)
{
  return take_problem (self, status, problem_new (status, slug, detail));
}

/**
 * zb_response_not_there:
 * @self: an response
 *
 * Answers 404, which does not tell what is missing from what is not the caller's to see.
 *
 * Returns: %FALSE
 */
gboolean
zb_response_not_there (ZbResponse *self)
{
  return zb_response_problem (self, 404, "not-there", "There is no such thing, or it is not yours to see.");
}

/**
 * zb_response_forbidden:
 * @self: an response
 * @detail: why, for people
 *
 * Returns: %FALSE
 */
gboolean
zb_response_forbidden (ZbResponse *self, const char *detail)
{
  return zb_response_problem (self, 403, "not-allowed", detail);
}

static void
add_record (yyjson_mut_doc *doc, const char *member, ZbRecord *record)
{
  yyjson_mut_val *value = zb_json_write_record (doc, record, ZB_JSON_WRITE_ALL);
  yyjson_mut_obj_add_val (doc, yyjson_mut_doc_get_root (doc), member, value);
}

/**
 * zb_response_edited:
 * @self: an response
 * @call: the call
 * @current: the entity as it is now
 *
 * Answers 412.
 *
 * Returns: %FALSE
 */
gboolean
zb_response_edited (ZbResponse *self, ZbCall *call, gpointer current)
{
  yyjson_mut_doc *doc = problem_new (412, "edited", "Somebody has edited it since it was read.");
  g_autoptr (ZbRecord) shown = zb_mask_record (current, call->account);
  add_record (doc, "current", shown);
  return take_problem (self, 412, doc);
}

static void
add_texts (yyjson_mut_doc *doc, const char *member, char **texts)
{
  yyjson_mut_val *list = yyjson_mut_obj_add_arr (doc, yyjson_mut_doc_get_root (doc), member);
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    yyjson_mut_arr_add_strcpy (doc, list, texts[i]);
}

static void
add_errors (yyjson_mut_doc *doc, GPtrArray *errors)
{
  yyjson_mut_val *list = yyjson_mut_obj_add_arr (doc, yyjson_mut_doc_get_root (doc), "errors");
  for (guint i = 0; errors != NULL && i < errors->len; i++)
    {
      ZbFieldError *error = g_ptr_array_index (errors, i);
      yyjson_mut_val *item = yyjson_mut_arr_add_obj (doc, list);
      yyjson_mut_obj_add_strcpy (doc, item, "pointer", error->pointer);
      yyjson_mut_obj_add_strcpy (doc, item, "detail", error->detail);
    }
}

static const char *
slug_of_status (gint64 status)
{
  switch (status)
    {
    case 400:
      return "not-json";
    case 403:
      return "not-allowed";
    case 404:
      return "not-there";
    case 409:
      return "state";
    case 422:
      return "fields";
    case 423:
      return "claimed";
    case 424:
      return "follows";
    default:
      return "refused";
    }
}

/**
 * zb_response_conflict:
 * @self: a response
 * @state: the state that it is in
 * @allowed: (nullable): what is allowed now
 * @because: why not
 *
 * Answers 409 where no guard of a machine is concerned.
 *
 * Returns: %FALSE
 */
gboolean
zb_response_conflict (ZbResponse *self, const char *state, const char *const *allowed, const char *because)
{
  g_autoptr (ZbProblem) problem = zb_problem_new (409, NULL, because);
  problem->state = g_strdup (state);
  problem->allowed = g_strdupv ((char **)allowed);
  problem->because = g_strdup (because);
  return zb_response_refuse (self, problem);
}

/**
 * zb_response_refuse:
 * @self: a response
 * @problem: what a guard or a check found, with its extensions
 *
 * Returns: %FALSE
 */
gboolean
zb_response_refuse (ZbResponse *self, ZbProblem *problem)
{
  guint status = (guint)problem->status;
  const char *detail = problem->detail != NULL ? problem->detail : problem->because;
  yyjson_mut_doc *doc = problem_new (status, slug_of_status (status), detail);
  yyjson_mut_val *root = yyjson_mut_doc_get_root (doc);
  if (status == 409)
    {
      yyjson_mut_obj_add_strcpy (doc, root, "state", problem->state != NULL ? problem->state : "none");
      add_texts (doc, "allowed", problem->allowed);
    }
  if (problem->because != NULL)
    yyjson_mut_obj_add_strcpy (doc, root, "because", problem->because);
  if (status == 422 || (status == 400 && problem->errors != NULL))
    add_errors (doc, problem->errors);
  if (problem->claim != NULL)
    add_record (doc, "claim", (ZbRecord *)problem->claim);
  return take_problem (self, status, doc);
}

/**
 * zb_response_later:
 * @self: an response
 * @status: 429 or 503
 * @seconds: after how long to try again
 * @detail: why, for people
 *
 * Returns: %FALSE
 */
gboolean
zb_response_later (ZbResponse *self, guint status, gint64 seconds, const char *detail)
{
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, MAX (seconds, 1));
  zb_response_set_header (self, "Retry-After", value);
  return zb_response_problem (self, status, status == 429 ? "too-often" : "not-now", detail);
}
