/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records on the wire. Everything follows from the table of fields in model/: this file knows the
 * eleven types of field and no entity.
 *
 * Reading takes what it understands and leaves out what it does not know, so that an older console
 * and a newer platform get on. A field of the wrong type is an error, told with its JSON Pointer. */
#include "zb-json.h"

#include "zb-geojson.h"
#include "zb-time.h"

#include <math.h>
#include <string.h>

G_DEFINE_QUARK (zb - json - error - quark, zb_json_error)

/**
 * zb_json_parse:
 * @text: outside bytes
 * @length: how many, -1 for a string that ends with a zero
 * @error: return location for a %ZB_JSON_ERROR_SYNTAX
 *
 * Returns: (transfer full) (nullable): the document
 */
ZbJsonDoc *
zb_json_parse (const char *text, gssize length, GError **error)
{
  yyjson_read_err reason;
  ZbJsonDoc *doc =
      yyjson_read_opts ((char *)text, length < 0 ? strlen (text) : (gsize)length, 0, NULL, &reason);
  if (!doc)
    g_set_error (error, ZB_JSON_ERROR, ZB_JSON_ERROR_SYNTAX, "%s at byte %" G_GSIZE_FORMAT, reason.msg,
                 reason.pos);
  return doc;
}

/**
 * zb_json_to_text:
 * @doc: a document
 * @length: (out) (optional): its length in bytes
 *
 * Returns: (transfer full): its text, to be freed with g_free()
 */
char *
zb_json_to_text (yyjson_mut_doc *doc, gsize *length)
{
  gsize n = 0;
  char *text = yyjson_mut_write (doc, YYJSON_WRITE_NOFLAG, &n);
  if (length)
    *length = n;
  /* GLib's allocator is the C library's, so g_free () is right for it. */
  return text;
}

/* --- reading ----------------------------------------------------------------------------- */

/* Where one is in the document, for the JSON Pointer of what is wrong. */
typedef struct _Path Path;
struct _Path
{
  const Path *parent;
  const char *name;
  gsize index;
};

static void
append_path (GString *text, const Path *path)
{
  if (!path)
    return;
  append_path (text, path->parent);
  if (path->name)
    g_string_append_printf (text, "/%s", path->name);
  else
    g_string_append_printf (text, "/%" G_GSIZE_FORMAT, path->index);
}

/* Who only wants to know whether all is well gives no problem. */
static void
complain (ZbProblem *problem, const Path *path, const char *detail)
{
  g_autoptr (GString) pointer = NULL;
  if (!problem)
    return;
  pointer = g_string_new (NULL);
  append_path (pointer, path);
  zb_problem_add_error (problem, pointer->str, detail);
}

/* What is the same for all of one document: who is told what is wrong, if anybody, and whether each record
 * has its texts in one block. */
typedef struct
{
  ZbProblem *problem;
  gboolean in_blocks;
} Reading;

static gboolean read_fields (ZbRecord *record, yyjson_val *object, const Path *path, const Reading *reading);

static const char *
read_choice (const ZbField *field, ZbRecord *record, yyjson_val *value)
{
  int choice = yyjson_is_str (value) ? zb_choices_parse (field->choices, yyjson_get_str (value)) : -1;
  if (choice < 0)
    return "is none of the names allowed";
  ZB_RECORD_MEMBER (record, field, int) = choice;
  return NULL;
}

static const char *
read_texts (const ZbField *field, ZbRecord *record, yyjson_val *value)
{
  gsize i, n;
  yyjson_val *item;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (!yyjson_is_arr (value))
    return "must be an array of strings";
  yyjson_arr_foreach (value, i, n, item)
  {
    if (!yyjson_is_str (item))
      return "must be an array of strings";
    g_strv_builder_add (builder, yyjson_get_str (item));
  }
  g_strfreev (ZB_RECORD_MEMBER (record, field, char **));
  ZB_RECORD_MEMBER (record, field, char **) = g_strv_builder_end (builder);
  return NULL;
}

static const char *
read_geometry (const ZbField *field, ZbRecord *record, yyjson_val *value)
{
  ZbGeometry *surface = zb_geojson_read_surface (value);
  if (!surface)
    return "must be a GeoJSON Polygon or MultiPolygon";
  g_clear_pointer (&ZB_RECORD_MEMBER (record, field, ZbGeometry *), zb_geometry_unref);
  ZB_RECORD_MEMBER (record, field, ZbGeometry *) = surface;
  return NULL;
}

static const char *
read_time (const ZbField *field, ZbRecord *record, yyjson_val *value)
{
  if (!yyjson_is_str (value) ||
      !zb_time_parse (yyjson_get_str (value), &ZB_RECORD_MEMBER (record, field, gint64)))
    return "must be a time as in RFC 3339";
  return NULL;
}

static const char *
read_numbers (const ZbField *field, ZbRecord *record, yyjson_val *value)
{
  g_autoptr (GHashTable) numbers = zb_numbers_new ();
  gsize i, n;
  yyjson_val *name, *number;

  if (!yyjson_is_obj (value))
    return "must be an object of numbers";
  yyjson_obj_foreach (value, i, n, name, number)
  {
    if (!yyjson_is_num (number) && !yyjson_is_null (number))
      return "must be an object of numbers";
    zb_numbers_set (numbers, yyjson_get_str (name), yyjson_is_num (number) ? yyjson_get_num (number) : NAN);
  }
  g_clear_pointer (&ZB_RECORD_MEMBER (record, field, GHashTable *), g_hash_table_unref);
  ZB_RECORD_MEMBER (record, field, GHashTable *) = g_steal_pointer (&numbers);
  return NULL;
}

static gboolean
read_row (yyjson_val *value, ZbRow *row)
{
  gsize i, n;
  yyjson_val *cell;

  if (!yyjson_is_arr (value) || yyjson_arr_size (value) != ZB_ROW_LENGTH)
    return FALSE;
  yyjson_arr_foreach (value, i, n, cell)
  {
    if (!yyjson_is_int (cell))
      return FALSE;
    row->cells[i] = yyjson_get_sint (cell);
  }
  return TRUE;
}

static const char *
read_rows (const ZbField *field, ZbRecord *record, yyjson_val *value)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (ZbRow));
  gsize i, n;
  yyjson_val *item;

  if (!yyjson_is_arr (value))
    return "must be an array of rows";
  yyjson_arr_foreach (value, i, n, item)
  {
    ZbRow row;
    if (!read_row (item, &row))
      return "must be an array of arrays of four integers";
    g_array_append_val (rows, row);
  }
  g_clear_pointer (&ZB_RECORD_MEMBER (record, field, GArray *), g_array_unref);
  ZB_RECORD_MEMBER (record, field, GArray *) = g_steal_pointer (&rows);
  return NULL;
}

/* @room is where the next text of a record with a block goes. */
static const char *
read_text (const ZbField *field, ZbRecord *record, yyjson_val *value, char **room)
{
  const gsize size = yyjson_get_len (value) + 1;

  if (!yyjson_is_str (value))
    return "must be a string";
  if (!*room)
    {
      zb_record_take_text (record, field, g_memdup2 (yyjson_get_str (value), size));
      return NULL;
    }
  ZB_RECORD_MEMBER (record, field, char *) = memcpy (*room, yyjson_get_str (value), size);
  *room += size;
  return NULL;
}

static const char *
read_plain (const ZbField *field, ZbRecord *record, yyjson_val *value)
{
  switch ((int)field->type)
    {
    case ZB_FIELD_INTEGER:
      if (!yyjson_is_int (value))
        return "must be an integer";
      ZB_RECORD_MEMBER (record, field, gint64) = yyjson_get_sint (value);
      return NULL;
    case ZB_FIELD_REAL:
      if (!yyjson_is_num (value))
        return "must be a number";
      ZB_RECORD_MEMBER (record, field, double) = yyjson_get_num (value);
      return NULL;
    case ZB_FIELD_FLAG:
      if (!yyjson_is_bool (value))
        return "must be true or false";
      ZB_RECORD_MEMBER (record, field, gboolean) = yyjson_get_bool (value);
      return NULL;
    default:
      return zb_geojson_read_point (value, &ZB_RECORD_MEMBER (record, field, ZbPoint))
                 ? NULL
                 : "must be a GeoJSON Point";
    }
}

static gboolean
read_record (const ZbField *field, ZbRecord *record, yyjson_val *value, const Path *path,
             const Reading *reading)
{
  g_autoptr (GObject) part = g_object_new (field->record_type (), NULL);
  if (!read_fields ((ZbRecord *)part, value, path, reading))
    return FALSE;
  g_set_object (&ZB_RECORD_MEMBER (record, field, GObject *), part);
  return TRUE;
}

static gboolean
read_records (const ZbField *field, ZbRecord *record, yyjson_val *value, const Path *path,
              const Reading *reading)
{
  gsize i, n;
  yyjson_val *item;
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_object_unref);

  if (!yyjson_is_arr (value))
    return complain (reading->problem, path, "must be an array"), FALSE;
  yyjson_arr_foreach (value, i, n, item)
  {
    Path here = { path, NULL, i };
    g_ptr_array_add (parts, g_object_new (field->record_type (), NULL));
    if (!read_fields (parts->pdata[i], item, &here, reading))
      return FALSE;
  }
  g_clear_pointer (&ZB_RECORD_MEMBER (record, field, GPtrArray *), g_ptr_array_unref);
  ZB_RECORD_MEMBER (record, field, GPtrArray *) = g_steal_pointer (&parts);
  return TRUE;
}

/* A null is the same as nothing: the field keeps what "none" is for its type. */
static gboolean
read_field (const ZbField *field, ZbRecord *record, yyjson_val *value, const Path *path,
            const Reading *reading, char **room)
{
  const char *wrong = NULL;
  switch (field->type)
    {
    case ZB_FIELD_RECORD:
      return read_record (field, record, value, path, reading);
    case ZB_FIELD_RECORDS:
      return read_records (field, record, value, path, reading);
    case ZB_FIELD_TEXT:
      wrong = read_text (field, record, value, room);
      break;
    case ZB_FIELD_CHOICE:
      wrong = read_choice (field, record, value);
      break;
    case ZB_FIELD_TEXTS:
      wrong = read_texts (field, record, value);
      break;
    case ZB_FIELD_GEOMETRY:
      wrong = read_geometry (field, record, value);
      break;
    case ZB_FIELD_TIME:
      wrong = read_time (field, record, value);
      break;
    case ZB_FIELD_NUMBERS:
      wrong = read_numbers (field, record, value);
      break;
    case ZB_FIELD_ROWS:
      wrong = read_rows (field, record, value);
      break;
    case ZB_FIELD_INTEGER:
    case ZB_FIELD_REAL:
    case ZB_FIELD_FLAG:
    case ZB_FIELD_POINT:
    default:
      wrong = read_plain (field, record, value);
      break;
    }
  if (wrong)
    complain (reading->problem, path, wrong);
  return wrong == NULL;
}

/* The members of an object by the fields of a class. */
typedef struct
{
  yyjson_val *values[ZB_MOST_FIELDS];
  gsize text_bytes; /* what its texts take, each with a zero behind it */
} Members;

/* In one pass, in whatever order they are and whatever is left out. Of two of one name the first counts. */
static gboolean
find_members (Members *self, ZbRecordClass *klass, yyjson_val *object)
{
  yyjson_obj_iter members;
  yyjson_val *name;

  if (!yyjson_obj_iter_init (object, &members))
    return FALSE;
  memset (self->values, 0, klass->fields->len * sizeof *self->values);
  self->text_bytes = 0;
  while ((name = yyjson_obj_iter_next (&members)))
    {
      const int at = zb_record_class_find_index (klass, yyjson_get_str (name), yyjson_get_len (name));
      if (at < 0 || self->values[at])
        continue;
      self->values[at] = yyjson_obj_iter_get_val (name);
      if (((const ZbField *)klass->fields->pdata[at])->type == ZB_FIELD_TEXT &&
          yyjson_is_str (self->values[at]))
        self->text_bytes += yyjson_get_len (self->values[at]) + 1;
    }
  return TRUE;
}

/* What is wrong is told in the order of the table. */
static gboolean
read_fields (ZbRecord *record, yyjson_val *object, const Path *path, const Reading *reading)
{
  ZbRecordClass *klass = ZB_RECORD_GET_CLASS (record);
  Members members;
  gboolean good = TRUE;
  char *room = NULL;

  if (!find_members (&members, klass, object))
    return complain (reading->problem, path, "must be an object"), FALSE;
  if (reading->in_blocks && members.text_bytes > 0)
    room = zb_record_add_block (record, members.text_bytes);
  for (guint i = 0; i < klass->fields->len; i++)
    {
      const ZbField *field = klass->fields->pdata[i];
      yyjson_val *value = members.values[i];
      Path here = { path, field->name, 0 };
      if (value && !yyjson_is_null (value))
        good = read_field (field, record, value, &here, reading, &room) && good;
      else if (field->flags & ZB_FIELD_REQUIRED)
        complain (reading->problem, &here, "is missing"), good = FALSE;
    }
  return good;
}

/**
 * zb_json_read_fields:
 * @record: a record, not yet shared
 * @object: a JSON value
 * @problem: gets an error for each field that is wrong or missing
 *
 * Takes from @object each field that @record knows; what it does not name stays as it is.
 *
 * Returns: whether all was well
 */
gboolean
zb_json_read_fields (ZbRecord *record, yyjson_val *object, ZbProblem *problem)
{
  return read_fields (record, object, NULL, &(Reading){ .problem = problem });
}

/* Read once more, for what is wrong with it. */
static void
tell_what_is_wrong (GType type, yyjson_val *object, GError **error)
{
  g_autoptr (ZbProblem) problem = zb_problem_new (422, NULL, NULL);
  g_autoptr (GObject) record = g_object_new (type, NULL);

  zb_json_read_fields ((ZbRecord *)record, object, problem);
  const ZbFieldError *first = problem->errors->pdata[0];
  g_set_error (error, ZB_JSON_ERROR,
               g_str_equal (first->detail, "is missing") ? ZB_JSON_ERROR_MISSING : ZB_JSON_ERROR_TYPE,
               "%s %s", first->pointer, first->detail);
}

/* Most records are well, and what could be said of one that is not is put together only then. */
static gpointer
read_whole (GType type, yyjson_val *object, const Reading *reading, GError **error)
{
  g_autoptr (GObject) record = g_object_new (type, NULL);

  if (read_fields ((ZbRecord *)record, object, NULL, reading))
    return g_steal_pointer (&record);
  tell_what_is_wrong (type, object, error);
  return NULL;
}

/**
 * zb_json_read_record:
 * @type: a type that derives from #ZbRecord
 * @object: a JSON value
 * @error: return location for a #ZbJsonError
 *
 * Returns: (transfer full) (nullable) (type ZbRecord): the record
 */
gpointer
zb_json_read_record (GType type, yyjson_val *object, GError **error)
{
  return read_whole (type, object, &(Reading){ .in_blocks = FALSE }, error);
}

/**
 * zb_json_read_record_in_blocks:
 * @type: a type that derives from #ZbRecord
 * @object: a JSON value
 * @error: return location for a #ZbJsonError
 *
 * As zb_json_read_record(), for what comes by thousands and is only looked at: the texts of each record lie
 * in one block, see zb_record_add_block(), and are not to be written.
 *
 * Returns: (transfer full) (nullable) (type ZbRecord): the record
 */
gpointer
zb_json_read_record_in_blocks (GType type, yyjson_val *object, GError **error)
{
  return read_whole (type, object, &(Reading){ .in_blocks = TRUE }, error);
}

/**
 * zb_json_read_record_again:
 * @record: a record that nobody else holds
 * @object: a JSON value
 * @error: return location for a #ZbJsonError
 *
 * As zb_json_read_record_in_blocks(), into a record that is done with.
 *
 * Returns: whether @record is that of @object now; what it holds counts for nothing where not
 */
gboolean
zb_json_read_record_again (ZbRecord *record, yyjson_val *object, GError **error)
{
  zb_record_reset (record);
  if (read_fields (record, object, NULL, &(Reading){ .in_blocks = TRUE }))
    return TRUE;
  tell_what_is_wrong (G_OBJECT_TYPE (record), object, error);
  return FALSE;
}

/**
 * zb_json_read_record_text:
 * @type: a type that derives from #ZbRecord
 * @text: outside bytes
 * @length: how many, -1 for a string that ends with a zero
 * @error: return location for a #ZbJsonError
 *
 * Returns: (transfer full) (nullable) (type ZbRecord): the record
 */
gpointer
zb_json_read_record_text (GType type, const char *text, gssize length, GError **error)
{
  g_autoptr (ZbJsonDoc) doc = zb_json_parse (text, length, error);
  return doc ? zb_json_read_record (type, yyjson_doc_get_root (doc), error) : NULL;
}

/* --- writing ----------------------------------------------------------------------------- */

/**
 * zb_json_mask:
 * @text: (nullable): personal data
 *
 * Keeps what is needed to tell two apart at the desk: of a number the last two digits, of anything
 * else the first character.
 *
 * Returns: (transfer full) (nullable): @text masked
 */
char *
zb_json_mask (const char *text)
{
  glong n = text ? g_utf8_strlen (text, -1) : 0;
  g_autoptr (GString) masked = g_string_new (NULL);

  if (!text)
    return NULL;
  if (n > 4 && g_ascii_isdigit (text[strlen (text) - 1]))
    return g_strdup_printf ("*** %s", g_utf8_offset_to_pointer (text, n - 2));
  g_string_append_len (masked, text, g_utf8_next_char (text) - text);
  g_string_append (masked, "**");
  return g_string_free_and_steal (g_steal_pointer (&masked));
}

static yyjson_mut_val *
write_text (yyjson_mut_doc *doc, const ZbField *field, const char *text, ZbJsonWriteFlags flags)
{
  if (!text)
    return yyjson_mut_null (doc);
  if ((flags & ZB_JSON_WRITE_MASKED) && (field->flags & ZB_FIELD_PERSONAL))
    {
      g_autofree char *masked = zb_json_mask (text);
      return yyjson_mut_strcpy (doc, masked);
    }
  return yyjson_mut_strcpy (doc, text);
}

static yyjson_mut_val *
write_time (yyjson_mut_doc *doc, gint64 time)
{
  char text[ZB_TIME_LENGTH + 1];
  if (time == 0)
    return yyjson_mut_null (doc);
  zb_time_format (time, text);
  return yyjson_mut_strcpy (doc, text);
}

static yyjson_mut_val *
write_texts (yyjson_mut_doc *doc, char **texts)
{
  yyjson_mut_val *array = yyjson_mut_arr (doc);
  for (gsize i = 0; texts && texts[i]; i++)
    yyjson_mut_arr_add_strcpy (doc, array, texts[i]);
  return array;
}

static yyjson_mut_val *
write_records (yyjson_mut_doc *doc, GPtrArray *records, ZbJsonWriteFlags flags)
{
  yyjson_mut_val *array = yyjson_mut_arr (doc);
  for (guint i = 0; records && i < records->len; i++)
    yyjson_mut_arr_append (array, zb_json_write_record (doc, records->pdata[i], flags));
  return array;
}

static yyjson_mut_val *
write_real (yyjson_mut_doc *doc, double value)
{
  return isfinite (value) ? yyjson_mut_real (doc, value) : yyjson_mut_null (doc);
}

static yyjson_mut_val *
write_numbers (yyjson_mut_doc *doc, GHashTable *numbers)
{
  yyjson_mut_val *object = yyjson_mut_obj (doc);
  GHashTableIter iter;
  gpointer name, value;

  if (!numbers)
    return yyjson_mut_null (doc);
  g_hash_table_iter_init (&iter, numbers);
  while (g_hash_table_iter_next (&iter, &name, &value))
    yyjson_mut_obj_add (object, yyjson_mut_strcpy (doc, name), write_real (doc, *(const double *)value));
  return object;
}

static yyjson_mut_val *
write_rows (yyjson_mut_doc *doc, GArray *rows)
{
  yyjson_mut_val *array = yyjson_mut_arr (doc);

  for (guint i = 0; rows && i < rows->len; i++)
    yyjson_mut_arr_append (
        array, yyjson_mut_arr_with_sint64 (doc, g_array_index (rows, ZbRow, i).cells, ZB_ROW_LENGTH));
  return array;
}

static yyjson_mut_val *
write_choice (yyjson_mut_doc *doc, const ZbField *field, int value)
{
  return value == 0 && !field->choices->open ? yyjson_mut_null (doc)
                                             : yyjson_mut_str (doc, zb_choices_nick (field->choices, value));
}

static yyjson_mut_val *
write_field (yyjson_mut_doc *doc, const ZbField *field, ZbRecord *record, ZbJsonWriteFlags flags)
{
  switch (field->type)
    {
    case ZB_FIELD_TEXT:
      return write_text (doc, field, ZB_RECORD_MEMBER (record, field, char *), flags);
    case ZB_FIELD_INTEGER:
      return yyjson_mut_sint (doc, ZB_RECORD_MEMBER (record, field, gint64));
    case ZB_FIELD_REAL:
      return write_real (doc, ZB_RECORD_MEMBER (record, field, double));
    case ZB_FIELD_FLAG:
      return yyjson_mut_bool (doc, ZB_RECORD_MEMBER (record, field, gboolean));
    case ZB_FIELD_TIME:
      return write_time (doc, ZB_RECORD_MEMBER (record, field, gint64));
    case ZB_FIELD_CHOICE:
      return write_choice (doc, field, ZB_RECORD_MEMBER (record, field, int));
    case ZB_FIELD_TEXTS:
      return write_texts (doc, ZB_RECORD_MEMBER (record, field, char **));
    case ZB_FIELD_POINT:
      return zb_geojson_write_point (doc, ZB_RECORD_MEMBER (record, field, ZbPoint));
    case ZB_FIELD_GEOMETRY:
      return zb_geojson_write_surface (doc, ZB_RECORD_MEMBER (record, field, ZbGeometry *));
    case ZB_FIELD_RECORD:
      return zb_json_write_record (doc, ZB_RECORD_MEMBER (record, field, ZbRecord *), flags);
    case ZB_FIELD_RECORDS:
      return write_records (doc, ZB_RECORD_MEMBER (record, field, GPtrArray *), flags);
    case ZB_FIELD_NUMBERS:
      return write_numbers (doc, ZB_RECORD_MEMBER (record, field, GHashTable *));
    case ZB_FIELD_ROWS:
      return write_rows (doc, ZB_RECORD_MEMBER (record, field, GArray *));
    default:
      g_assert_not_reached ();
    }
}

/* A recipient is told that what stands there is masked. */
static gboolean
tells_of_masking (const ZbField *field, ZbJsonWriteFlags flags)
{
  return (flags & ZB_JSON_WRITE_MASKED) && g_str_equal (field->name, "masked");
}

/**
 * zb_json_write_record:
 * @doc: the document it goes into
 * @record: (nullable) (type ZbRecord): a record
 * @flags: whether personal data are masked
 *
 * Returns: a JSON object with every field of @record, null for %NULL
 */
yyjson_mut_val *
zb_json_write_record (yyjson_mut_doc *doc, gpointer record, ZbJsonWriteFlags flags)
{
  if (!record)
    return yyjson_mut_null (doc);
  GPtrArray *fields = ZB_RECORD_GET_CLASS (record)->fields;
  yyjson_mut_val *object = yyjson_mut_obj (doc);

  for (guint i = 0; i < fields->len; i++)
    {
      const ZbField *field = fields->pdata[i];
      yyjson_mut_val *value =
          tells_of_masking (field, flags) ? yyjson_mut_true (doc) : write_field (doc, field, record, flags);
      yyjson_mut_obj_add (object, yyjson_mut_str (doc, field->name), value);
    }
  return object;
}

/**
 * zb_json_write_record_text:
 * @record: (type ZbRecord): a record
 * @flags: whether personal data are masked
 * @length: (out) (optional): the text's length in bytes
 *
 * Returns: (transfer full): the record as JSON
 */
char *
zb_json_write_record_text (gpointer record, ZbJsonWriteFlags flags, gsize *length)
{
  g_autoptr (ZbJsonMutDoc) doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_doc_set_root (doc, zb_json_write_record (doc, record, flags));
  return zb_json_to_text (doc, length);
}
