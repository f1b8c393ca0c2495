/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an officer does, as a request. The table is the whole of it: one row a command. */
#include "zb-command-request.h"

#include "zb-geojson.h"
#include "zb-json.h"
#include "zb-time.h"

/* Translated where it is shown. */
#define N_(text) text

/**
 * Flags:
 * @DURABLE: kept in the outbox while there is no line; sent once, with its key
 * @CREATES: makes its subject: the id goes into the body
 * @EDITS: changes fields: rests on a revision
 * @UNDOABLE: held for a moment, so that it can be taken back
 * @SENDS_PEOPLE: people set out because of it: not to be sent late without asking
 * @FILE_BODY: its body is a file on this machine, named by its arguments
 */
typedef enum
{
  DURABLE = 1 << 0,
  CREATES = 1 << 1,
  EDITS = 1 << 2,
  UNDOABLE = 1 << 3,
  SENDS_PEOPLE = 1 << 4,
  FILE_BODY = 1 << 5,
} Flags;

typedef struct
{
  const char *name;
  ZbKind kind;
  const char *method;
  const char *path; /* %s is the subject's id */
  Flags flags;
} Row;

static const Row rows[] = {
  { "alert.create", ZB_KIND_ALERT, "POST", "/alerts", DURABLE | CREATES },
  { "alert.claim", ZB_KIND_ALERT, "POST", "/alerts/%s/claim", 0 },
  { "alert.release", ZB_KIND_ALERT, "POST", "/alerts/%s/release", 0 },
  { "alert.verdict", ZB_KIND_ALERT, "POST", "/alerts/%s/verdict", DURABLE | UNDOABLE },
  { "alert.snooze", ZB_KIND_ALERT, "POST", "/alerts/%s/snooze", DURABLE },
  { "alert.merge", ZB_KIND_ALERT, "POST", "/alerts/%s/merge", DURABLE },
  { "alert.case", ZB_KIND_ALERT, "POST", "/alerts/%s/case", DURABLE },
  { "alert.close", ZB_KIND_ALERT, "POST", "/alerts/%s/close", DURABLE },

  { "case.create", ZB_KIND_CASE, "POST", "/cases", DURABLE | CREATES },
  { "case.edit", ZB_KIND_CASE, "PATCH", "/cases/%s", DURABLE | EDITS },
  { "case.file", ZB_KIND_CASE, "POST", "/cases/%s/file", DURABLE },
  { "case.dispatch", ZB_KIND_CASE, "POST", "/cases/%s/dispatch", DURABLE | SENDS_PEOPLE },
  { "case.assign", ZB_KIND_CASE, "POST", "/cases/%s/assignments", DURABLE | SENDS_PEOPLE },
  { "case.report", ZB_KIND_CASE, "POST", "/cases/%s/report", DURABLE },
  { "case.checker", ZB_KIND_CASE, "POST", "/cases/%s/checker", DURABLE },
  { "case.check", ZB_KIND_CASE, "POST", "/cases/%s/check", DURABLE },
  { "case.return", ZB_KIND_CASE, "POST", "/cases/%s/return", DURABLE },
  { "case.suspend", ZB_KIND_CASE, "POST", "/cases/%s/suspend", DURABLE },
  { "case.resume", ZB_KIND_CASE, "POST", "/cases/%s/resume", DURABLE },
  { "case.extend", ZB_KIND_CASE, "POST", "/cases/%s/extend", DURABLE },
  { "case.supervise", ZB_KIND_CASE, "POST", "/cases/%s/supervise", DURABLE },
  { "case.void", ZB_KIND_CASE, "POST", "/cases/%s/void", DURABLE },
  { "case.reopen", ZB_KIND_CASE, "POST", "/cases/%s/reopen", DURABLE },
  { "case.link", ZB_KIND_CASE, "POST", "/cases/%s/link", DURABLE },
  { "case.merge", ZB_KIND_CASE, "POST", "/cases/%s/merge", DURABLE },
  { "case.parent", ZB_KIND_CASE, "POST", "/cases/%s/parent", DURABLE },
  { "case.checklist", ZB_KIND_CASE, "POST", "/cases/%s/checklist", DURABLE },
  { "case.print", ZB_KIND_NONE, "POST", "/cases/%s/print", DURABLE },
  { "case.note", ZB_KIND_ENTRY, "POST", "/cases/%s/notes", DURABLE },

  { "assignment.accept", ZB_KIND_ASSIGNMENT, "POST", "/assignments/%s/accept", DURABLE },
  { "assignment.decline", ZB_KIND_ASSIGNMENT, "POST", "/assignments/%s/decline", DURABLE },
  { "assignment.en-route", ZB_KIND_ASSIGNMENT, "POST", "/assignments/%s/en-route", DURABLE },
  { "assignment.arrive", ZB_KIND_ASSIGNMENT, "POST", "/assignments/%s/arrive", DURABLE },
  { "assignment.done", ZB_KIND_ASSIGNMENT, "POST", "/assignments/%s/done", DURABLE },
  { "assignment.hand-back", ZB_KIND_ASSIGNMENT, "POST", "/assignments/%s/hand-back", DURABLE },
  { "assignment.cancel", ZB_KIND_ASSIGNMENT, "POST", "/assignments/%s/cancel", DURABLE },

  { "zone.create", ZB_KIND_ZONE, "POST", "/zones", DURABLE | CREATES },
  { "zone.edit", ZB_KIND_ZONE, "PATCH", "/zones/%s", DURABLE | EDITS },
  { "zone.end", ZB_KIND_ZONE, "POST", "/zones/%s/end", DURABLE },

  { "drill.create", ZB_KIND_DRILL, "POST", "/drills", DURABLE | CREATES },
  { "drill.start", ZB_KIND_DRILL, "POST", "/drills/%s/start", 0 },
  { "drill.pause", ZB_KIND_DRILL, "POST", "/drills/%s/pause", 0 },
  { "drill.resume", ZB_KIND_DRILL, "POST", "/drills/%s/resume", 0 },
  { "drill.end", ZB_KIND_DRILL, "POST", "/drills/%s/end", 0 },
  { "drill.inject", ZB_KIND_DRILL, "POST", "/drills/%s/inject", 0 },

  { "wall.scene", ZB_KIND_WALL, "PUT", "/walls/%s/scene", 0 },
  { "wall.edit", ZB_KIND_WALL, "PATCH", "/walls/%s", EDITS },

  { "me.preferences", ZB_KIND_NONE, "PUT", "/me/preferences", DURABLE },

  { "evidence.put", ZB_KIND_NONE, "PUT", "/evidence/%s", DURABLE | FILE_BODY },

  { "layout.save", ZB_KIND_NONE, "PUT", "/layouts/%s", DURABLE },
  { "layout.remove", ZB_KIND_NONE, "DELETE", "/layouts/%s", DURABLE },
};

static const Row *
find_row (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_strcmp0 (rows[i].name, name) == 0)
      return &rows[i];
  return NULL;
}

static gboolean
has_flag (const char *name, Flags flag)
{
  const Row *row = find_row (name);

  return row != NULL && (row->flags & flag) != 0;
}

/**
 * zb_command_is_known:
 * @name: a command's name, such as "alert.claim"
 *
 * Returns: whether the contract has it
 */
gboolean
zb_command_is_known (const char *name)
{
  return find_row (name) != NULL;
}

/**
 * zb_command_is_durable:
 * @name: a command's name
 *
 * Returns: whether it is kept while there is no line; otherwise it is refused then
 */
gboolean
zb_command_is_durable (const char *name)
{
  return has_flag (name, DURABLE);
}

/**
 * zb_command_can_be_undone:
 * @name: a command's name
 *
 * Returns: whether it is held for a moment before it is sent
 */
gboolean
zb_command_can_be_undone (const char *name)
{
  return has_flag (name, UNDOABLE);
}

/**
 * zb_command_sends_people:
 * @name: a command's name
 *
 * Returns: whether people set out because of it, so that one asks again before sending it late
 */
gboolean
zb_command_sends_people (const char *name)
{
  return has_flag (name, SENDS_PEOPLE);
}

/**
 * zb_command_is_edit:
 * @name: a command's name
 *
 * Returns: whether it changes fields, and so rests on the revision that was read
 */
gboolean
zb_command_is_edit (const char *name)
{
  return has_flag (name, EDITS);
}

/**
 * zb_command_is_file:
 * @name: a command's name
 *
 * Returns: whether a file goes with it, which may take long
 */
gboolean
zb_command_is_file (const char *name)
{
  return has_flag (name, FILE_BODY);
}

/**
 * zb_command_get_answer_kind:
 * @name: a command's name
 *
 * Returns: what it is answered with
 */
ZbKind
zb_command_get_answer_kind (const char *name)
{
  const Row *row = find_row (name);

  return row ? row->kind : ZB_KIND_NONE;
}

/* --- arguments ------------------------------------------------------------------------------ */

static yyjson_mut_val *write_value (yyjson_mut_doc *document, const char *name, GVariant *value);

static gboolean
is_time (const char *name)
{
  static const char *const times[] = { "until",  "deadline", "at",     "expires_at", "starts_at",
                                       "accept", "arrive",   "finish", NULL };

  return name != NULL && g_strv_contains (times, name);
}

static yyjson_mut_val *
write_integer (yyjson_mut_doc *document, const char *name, gint64 number)
{
  char text[ZB_TIME_LENGTH + 1];

  if (!is_time (name))
    return yyjson_mut_sint (document, number);
  zb_time_format (number, text);
  return yyjson_mut_strcpy (document, text);
}

static yyjson_mut_val *
write_members (yyjson_mut_doc *document, GVariant *dictionary)
{
  yyjson_mut_val *object = yyjson_mut_obj (document);
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_variant_iter_init (&iter, dictionary);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value))
    {
      yyjson_mut_obj_add (object, yyjson_mut_strcpy (document, name), write_value (document, name, value));
      g_variant_unref (value);
    }
  return object;
}

static yyjson_mut_val *
write_items (yyjson_mut_doc *document, GVariant *list)
{
  yyjson_mut_val *array = yyjson_mut_arr (document);

  for (gsize i = 0; i < g_variant_n_children (list); i++)
    {
      g_autoptr (GVariant) item = g_variant_get_child_value (list, i);
      yyjson_mut_arr_append (array, write_value (document, NULL, item));
    }
  return array;
}

static yyjson_mut_val *
write_boxed (yyjson_mut_doc *document, const char *name, GVariant *value)
{
  g_autoptr (GVariant) inner = g_variant_is_of_type (value, G_VARIANT_TYPE_VARIANT)
                                   ? g_variant_get_variant (value)
                                   : g_variant_get_maybe (value);

  return inner ? write_value (document, name, inner) : yyjson_mut_null (document);
}

/* A pair of doubles is a place, longitude first. */
static yyjson_mut_val *
write_value (yyjson_mut_doc *document, const char *name, GVariant *value)
{
  ZbPoint point;

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_VARDICT))
    return write_members (document, value);
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return yyjson_mut_strcpy (document, g_variant_get_string (value, NULL));
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    return yyjson_mut_bool (document, g_variant_get_boolean (value));
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT32))
    return write_integer (document, name, g_variant_get_int32 (value));
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    return write_integer (document, name, g_variant_get_int64 (value));
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_UINT32))
    return write_integer (document, name, g_variant_get_uint32 (value));
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE))
    return yyjson_mut_real (document, g_variant_get_double (value));
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_ARRAY))
    return write_items (document, value);
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_VARIANT) ||
      g_variant_is_of_type (value, G_VARIANT_TYPE_MAYBE))
    return write_boxed (document, name, value);
  if (g_variant_is_of_type (value, G_VARIANT_TYPE ("(dd)")))
    {
      g_variant_get (value, "(dd)", &point.lon, &point.lat);
      return zb_geojson_write_point (document, point);
    }
  g_warning ("an argument of type %s has no form in JSON", g_variant_get_type_string (value));
  return yyjson_mut_null (document);
}

/**
 * zb_variant_to_json:
 * @variant: an `a{sv}`
 *
 * Writes arguments as JSON: strings, numbers, flags, arrays and dictionaries as such; `(dd)` as a GeoJSON
 * point, longitude first; an integer that is called as the contract's times are (`until`, `deadline` …) as a
 * time, from µs UTC; nothing as null.
 *
 * Returns: (transfer full): JSON text
 */
char *
zb_variant_to_json (GVariant *variant)
{
  g_autoptr (ZbJsonMutDoc) document = yyjson_mut_doc_new (NULL);

  yyjson_mut_doc_set_root (document, write_value (document, NULL, variant));
  return zb_json_to_text (document, NULL);
}

static char *
write_body (ZbCommand *command, const Row *row)
{
  g_autoptr (ZbJsonMutDoc) document = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = write_members (document, zb_command_get_args (command));

  if (row->flags & CREATES)
    yyjson_mut_obj_add_strcpy (document, root, "id", zb_command_get_subject (command));
  yyjson_mut_doc_set_root (document, root);
  return zb_json_to_text (document, NULL);
}

static char *
fill_path (const Row *row, const char *subject)
{
  g_autofree char *id = g_uri_escape_string (subject ? subject : "", NULL, FALSE);
  const char *place = strstr (row->path, "%s");

  if (place == NULL)
    return g_strdup (row->path);
  return g_strdup_printf ("%.*s%s%s", (int)(place - row->path), row->path, id, place + 2);
}

/* The file is mapped: it is read as it is sent. */
static ZbRequest *
take_file (ZbRequest *request, GVariant *args, GError **error)
{
  const char *path = "", *mime = NULL, *sha256 = NULL;
  g_autoptr (GMappedFile) file = NULL;

  g_variant_lookup (args, "path", "&s", &path);
  g_variant_lookup (args, "mime", "&s", &mime);
  g_variant_lookup (args, "sha256", "&s", &sha256);
  file = g_mapped_file_new (path, FALSE, NULL);
  if (!file)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                           N_ ("The file is no longer on this machine."));
      zb_request_free (request);
      return NULL;
    }
  request->body = g_mapped_file_get_bytes (file);
  request->content_type = g_strdup (mime);
  request->sha256 = g_strdup (sha256);
  request->is_file = TRUE;
  return request;
}

/**
 * zb_command_to_request:
 * @command: what an officer has done
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the request, with key and conditions; %NULL for a command that the
 *   contract does not have, with %G_IO_ERROR_NOT_SUPPORTED, and for one whose file is gone
 */
ZbRequest *
zb_command_to_request (ZbCommand *command, GError **error)
{
  const Row *row = find_row (zb_command_get_name (command));
  const char *if_match = zb_command_get_if_match (command);
  g_autofree char *path = row ? fill_path (row, zb_command_get_subject (command)) : NULL;
  ZbRequest *request;

  if (row == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "there is no command %s",
                   zb_command_get_name (command));
      return NULL;
    }

  request = zb_request_new (row->method, "%s", path);
  request->key = g_strdup (zb_command_get_key (command));
  request->follows = g_strdup (zb_command_get_follows (command));
  request->if_match = row->flags & EDITS ? g_strdup (if_match) : NULL;
  if (row->flags & FILE_BODY)
    return take_file (request, zb_command_get_args (command), error);
  zb_request_take_json (request, write_body (command, row));
  return request;
}
