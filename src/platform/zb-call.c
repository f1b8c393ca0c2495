/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request and the reading of its fields. Whatever is wrong with them is gathered, so that one 422
 * tells all of it. */
#include "zb-call.h"
#include "zb-response.h"

#include "zb-json.h"
#include "zb-time.h"
#include "zb-uuid.h"

#include <stdarg.h>

/**
 * zb_call_new:
 * @method: HTTP's method
 * @path: below /api/v1
 *
 * Returns: (transfer full): a call of now
 */
ZbCall *
zb_call_new (const char *method, const char *path)
{
  ZbCall *self = g_new0 (ZbCall, 1);
  self->method = g_strdup (method);
  self->path = g_strdup (path);
  self->if_match = -1;
  self->now = g_get_real_time () / 1000 * 1000;
  self->problem = zb_problem_new (422, "A field is wrong", NULL);
  return self;
}

/**
 * zb_call_free:
 * @self: (transfer full): a call
 */
void
zb_call_free (ZbCall *self)
{
  g_clear_object (&self->account);
  g_clear_pointer (&self->query, g_hash_table_unref);
  g_clear_pointer (&self->headers, g_hash_table_unref);
  g_clear_pointer (&self->content, g_bytes_unref);
  yyjson_doc_free (self->doc);
  g_clear_object (&self->problem);
  char *texts[] = { self->method,   self->path,  self->id,      self->content_type, self->sha256,
                    self->source,   self->token, self->api_key, self->basic,        self->range,
                    self->if_range, self->key,   self->follows, self->address,      self->host };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  g_free (self);
}

/* How deep arrays and objects may lie in each other: a place inside an event takes six, and what is read
 * is copied by functions that call themselves once for each. */
#define MAX_DEPTH 32

/* Before anything is made of it. A quotation mark after an odd number of backslashes ends no string. */
static gboolean
is_too_deep (const char *text, gsize length)
{
  guint depth = 0;
  gboolean quoted = FALSE;
  for (gsize i = 0; i < length; i++)
    {
      if (quoted && text[i] == '\\')
        i++;
      else if (text[i] == '"')
        quoted = !quoted;
      else if (!quoted && (text[i] == '[' || text[i] == '{') && ++depth > MAX_DEPTH)
        return TRUE;
      else if (!quoted && (text[i] == ']' || text[i] == '}') && depth > 0)
        depth--;
    }
  return FALSE;
}

/**
 * zb_call_parse_json:
 * @self: a call with its content
 *
 * Reads the content as JSON, of whatever kind. Where it is none, or nested deeper than anything that the
 * contract knows, the problem is a 400.
 *
 * Returns: whether it is in @self's document now
 */
gboolean
zb_call_parse_json (ZbCall *self)
{
  gsize length = 0;
  const char *text = self->content != NULL ? g_bytes_get_data (self->content, &length) : NULL;
  yyjson_read_err error = { 0 };
  gboolean deep = is_too_deep (text, length);
  if (length > 0 && !deep)
    self->doc = yyjson_read_opts ((char *)text, length, 0, NULL, &error);
  if (self->doc != NULL)
    return TRUE;
  if (deep)
    zb_call_refuse_field (self, "", "is nested too deeply");
  else
    zb_call_refuse_field (self, "", length > 0 ? "not JSON: %s" : "a JSON object is needed", error.msg);
  self->problem->status = 400;
  return FALSE;
}

/**
 * zb_call_parse_body:
 * @self: a call with its content
 *
 * Reads the content as a JSON object and notes what is wrong with it.
 *
 * Returns: whether it is one
 */
gboolean
zb_call_parse_body (ZbCall *self)
{
  if (!zb_call_parse_json (self))
    return FALSE;
  self->body = yyjson_doc_get_root (self->doc);
  if (!yyjson_is_obj (self->body))
    zb_call_refuse_field (self, "", "must be an object");
  return yyjson_is_obj (self->body);
}

/**
 * zb_call_refuse_field:
 * @self: a call
 * @pointer: which field, as a JSON pointer; empty for the body as a whole
 * @format: what is wrong with it
 * @...: for @format
 */
void
zb_call_refuse_field (ZbCall *self, const char *pointer, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *detail = g_strdup_vprintf (format, args);
  zb_problem_add_error (self->problem, pointer, detail);
  va_end (args);
}

/**
 * zb_call_is_good:
 * @self: a call
 * @response: its answer
 *
 * Returns: whether every field that was asked for is as it should be; if not, @response is a 422
 */
gboolean
zb_call_is_good (ZbCall *self, ZbResponse *response)
{
  return self->problem->errors == NULL || self->problem->errors->len == 0 ||
         zb_response_refuse (response, self->problem);
}

static void
refuse_member (ZbCall *self, const char *member, const char *detail)
{
  g_autofree char *pointer = g_strconcat ("/", member, NULL);
  zb_call_refuse_field (self, pointer, "%s", detail);
}

/* The member, or NULL where it is absent or null, noted where it is needed. */
static yyjson_val *
get (ZbCall *self, const char *member, ZbNeed need)
{
  yyjson_val *value = self->body != NULL ? yyjson_obj_get (self->body, member) : NULL;
  if (value != NULL && !yyjson_is_null (value))
    return value;
  if (need == ZB_NEEDED)
    refuse_member (self, member, "is needed");
  return NULL;
}

/**
 * zb_call_has:
 * @self: a call
 * @member: a field of the body
 *
 * Returns: whether it was sent, be it as null
 */
gboolean
zb_call_has (ZbCall *self, const char *member)
{
  return self->body != NULL && yyjson_obj_get (self->body, member) != NULL;
}

/**
 * zb_call_text:
 * @self: a call
 * @member: a field of the body
 * @need: whether it has to be there, and then not be blank
 * @max_length: how many characters it may have
 *
 * Returns: (nullable): the field, NULL where it is absent or wrong
 */
const char *
zb_call_text (ZbCall *self, const char *member, ZbNeed need, gsize max_length)
{
  yyjson_val *value = get (self, member, need);
  if (value == NULL)
    return NULL;
  if (!yyjson_is_str (value))
    refuse_member (self, member, "must be a string");
  else if (g_utf8_strlen (yyjson_get_str (value), (gssize)yyjson_get_len (value)) > (glong)max_length)
    refuse_member (self, member, "is too long");
  else if (strlen (yyjson_get_str (value)) != yyjson_get_len (value))
    refuse_member (self, member, "must not contain U+0000");
  else if (need == ZB_NEEDED && yyjson_get_str (value)[strspn (yyjson_get_str (value), " \t\r\n")] == '\0')
    refuse_member (self, member, "must not be blank");
  else
    return yyjson_get_str (value);
  return NULL;
}

/**
 * zb_call_uuid:
 * @self: a call
 * @member: a field of the body
 * @need: whether it has to be there
 *
 * Returns: (nullable): the id, NULL where it is absent or wrong
 */
const char *
zb_call_uuid (ZbCall *self, const char *member, ZbNeed need)
{
  const char *text = zb_call_text (self, member, need, 100);
  if (text == NULL || zb_uuid_is_valid (text))
    return text;
  refuse_member (self, member, "must be a UUID");
  return NULL;
}

/**
 * zb_call_choice:
 * @self: a call
 * @member: a field of the body
 * @choices: what it may be
 * @need: whether it has to be there
 *
 * Returns: its value, 0 where it is absent or wrong
 */
int
zb_call_choice (ZbCall *self, const char *member, const ZbChoices *choices, ZbNeed need)
{
  const char *nick = zb_call_text (self, member, need, 100);
  int value = zb_choices_parse (choices, nick);
  if (nick == NULL || value > 0)
    return value;
  g_autofree char *known = g_strjoinv (", ", (char **)choices->nicks + 1);
  g_autofree char *detail = g_strdup_printf ("must be one of %s", known);
  refuse_member (self, member, detail);
  return 0;
}

/**
 * zb_call_integer:
 * @self: a call
 * @member: a field of the body
 * @need: whether it has to be there
 * @least: the least it may be
 * @most: the most it may be
 *
 * Returns: its value, @least where it is absent or wrong
 */
gint64
zb_call_integer (ZbCall *self, const char *member, ZbNeed need, gint64 least, gint64 most)
{
  yyjson_val *value = get (self, member, need);
  if (value == NULL)
    return least;
  gint64 number = yyjson_get_sint (value);
  if (!yyjson_is_int (value))
    refuse_member (self, member, "must be a whole number");
  else if (number < least || number > most)
    refuse_member (self, member, "is out of range");
  else
    return number;
  return least;
}

/**
 * zb_call_flag:
 * @self: a call
 * @member: a field of the body
 * @need: whether it has to be there
 *
 * Returns: its value, %FALSE where it is absent or wrong
 */
gboolean
zb_call_flag (ZbCall *self, const char *member, ZbNeed need)
{
  yyjson_val *value = get (self, member, need);
  if (value != NULL && !yyjson_is_bool (value))
    refuse_member (self, member, "must be true or false");
  return value != NULL && yyjson_is_true (value);
}

/**
 * zb_call_time:
 * @self: a call
 * @member: a field of the body
 * @need: whether it has to be there
 *
 * Returns: its value in µs UTC, 0 where it is absent or wrong
 */
gint64
zb_call_time (ZbCall *self, const char *member, ZbNeed need)
{
  const char *text = zb_call_text (self, member, need, 64);
  gint64 time = 0;
  if (text != NULL && !zb_time_parse (text, &time))
    refuse_member (self, member, "must be a time of RFC 3339");
  return time;
}

/**
 * zb_call_time_past:
 * @self: a call
 * @member: a field of the body, which has to be there
 *
 * When something was done at a seat that tells of it now. A time that is still to come is that of a seat
 * whose clock is ahead: the record is not refused over that, and is of now. It may be as long ago as it
 * likes.
 *
 * Returns: its value in µs UTC, at the latest the call's own time; 0 where it is absent or wrong
 */
gint64
zb_call_time_past (ZbCall *self, const char *member)
{
  const gint64 time = zb_call_time (self, member, ZB_NEEDED);

  return MIN (time, self->now);
}

static gboolean
check_array (ZbCall *self, const char *member, yyjson_val *array, ZbNeed need, gsize max_items)
{
  if (!yyjson_is_arr (array))
    refuse_member (self, member, "must be an array");
  else if (yyjson_arr_size (array) > max_items)
    refuse_member (self, member, "has too many items");
  else if (need == ZB_NEEDED && yyjson_arr_size (array) == 0)
    refuse_member (self, member, "must not be empty");
  else
    return TRUE;
  return FALSE;
}

static void
refuse_item (ZbCall *self, const char *member, gsize index, const char *detail)
{
  g_autofree char *pointer = g_strdup_printf ("/%s/%" G_GSIZE_FORMAT, member, index);
  zb_call_refuse_field (self, pointer, "%s", detail);
}

/**
 * zb_call_texts:
 * @self: a call
 * @member: a field of the body: an array of strings
 * @need: whether it has to be there, and then have an item
 * @max_items: how many it may have
 *
 * Returns: (transfer full) (nullable): the strings, NULL where it is absent or wrong
 */
char **
zb_call_texts (ZbCall *self, const char *member, ZbNeed need, gsize max_items)
{
  yyjson_val *array = get (self, member, need), *item;
  if (array == NULL || !check_array (self, member, array, need, max_items))
    return NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  yyjson_arr_iter iter = yyjson_arr_iter_with (array);
  while ((item = yyjson_arr_iter_next (&iter)) != NULL)
    if (yyjson_is_str (item))
      g_strv_builder_add (builder, yyjson_get_str (item));
    else
      refuse_item (self, member, iter.idx - 1, "must be a string");
  return g_strv_builder_end (builder);
}

/* Each field that is wrong is told with its own pointer. */
static ZbRecord *
read_body (ZbCall *self, GType type)
{
  g_autoptr (ZbRecord) record = g_object_new (type, NULL);
  return zb_json_read_fields (record, self->body, self->problem) ? g_steal_pointer (&record) : NULL;
}

/**
 * zb_call_record:
 * @self: a call
 * @member: (nullable): a field of the body, NULL for the body itself
 * @type: the type of the record it is to be
 * @need: whether it has to be there
 *
 * Returns: (transfer full) (nullable): the record, NULL where it is absent or wrong
 */
ZbRecord *
zb_call_record (ZbCall *self, const char *member, GType type, ZbNeed need)
{
  yyjson_val *value = member != NULL ? get (self, member, need) : self->body;
  if (value == NULL)
    return NULL;
  if (member == NULL)
    return read_body (self, type);
  g_autoptr (GError) error = NULL;
  ZbRecord *record = zb_json_read_record (type, value, &error);
  if (record == NULL)
    refuse_member (self, member, error->message);
  return record;
}

/**
 * zb_call_records:
 * @self: a call
 * @member: a field of the body: an array of objects
 * @type: the type of the records they are to be
 * @need: whether it has to be there, and then have an item
 * @max_items: how many it may have
 *
 * Returns: (transfer full) (nullable) (element-type ZbRecord): the records, NULL where it is absent or wrong
 */
GPtrArray *
zb_call_records (ZbCall *self, const char *member, GType type, ZbNeed need, gsize max_items)
{
  yyjson_val *array = get (self, member, need), *item;
  if (array == NULL || !check_array (self, member, array, need, max_items))
    return NULL;
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);
  yyjson_arr_iter iter = yyjson_arr_iter_with (array);
  while ((item = yyjson_arr_iter_next (&iter)) != NULL)
    {
      g_autoptr (GError) error = NULL;
      ZbRecord *record = zb_json_read_record (type, item, &error);
      if (record != NULL)
        g_ptr_array_add (records, record);
      else
        refuse_item (self, member, iter.idx - 1, error->message);
    }
  return records;
}

/**
 * zb_call_header:
 * @self: the call of a %ZB_ROUTE_HEADERS
 * @name: a header's name in small letters
 *
 * Returns: (nullable): its value
 */
const char *
zb_call_header (ZbCall *self, const char *name)
{
  return self->headers != NULL ? g_hash_table_lookup (self->headers, name) : NULL;
}

/**
 * zb_call_query_is_text:
 * @self: a call
 *
 * What a URL's escapes stand for can be any bytes, and whoever takes them for UTF-8 reads past their end.
 *
 * Returns: whether each name and value of its query is UTF-8; what is read afterwards can count on that
 */
gboolean
zb_call_query_is_text (ZbCall *self)
{
  GHashTableIter iter;
  gpointer name, value;
  if (self->query == NULL)
    return TRUE;
  g_hash_table_iter_init (&iter, self->query);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (!g_utf8_validate (name, -1, NULL) || !g_utf8_validate (value, -1, NULL))
      return FALSE;
  return TRUE;
}

/**
 * zb_call_query:
 * @self: a call
 * @name: a field of the query
 *
 * Returns: (nullable): its value
 */
const char *
zb_call_query (ZbCall *self, const char *name)
{
  return self->query != NULL ? g_hash_table_lookup (self->query, name) : NULL;
}

/**
 * zb_call_query_integer:
 * @self: a call
 * @name: a field of the query
 * @fallback: its value where it is absent
 * @least: the least it may be
 * @most: the most it may be
 *
 * Returns: its value, noted where it is wrong
 */
gint64
zb_call_query_integer (ZbCall *self, const char *name, gint64 fallback, gint64 least, gint64 most)
{
  const char *text = zb_call_query (self, name);
  gint64 number = fallback;
  if (text == NULL || g_ascii_string_to_signed (text, 10, least, most, &number, NULL))
    return number;
  zb_call_refuse_field (
      self, "", "the query's %s must be a whole number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, name,
      least, most);
  return fallback;
}
