/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long what comes in may be, in one table by the name of the field; the contract says the same as
 * maxLength and maxItems. With these an entity stays far below the megabyte that a frame of the feed may
 * have: the longest text takes 24 kB as JSON where it is all control characters. */
#include "zb-limits.h"

#include <string.h>

#define MAX_TEXT 200
#define MAX_ITEMS 100

static const struct
{
  const char *name;
  guint most; /* characters of a text, items of a list */
} limits[] = {
  { "kind", 64 },      { "description", 4000 }, { "name", 100 },
  { "telephone", 40 }, { "label", 100 },        { "evidence", ZB_MAX_EVIDENCE_OF_ALERT },
};

static guint
find_limit (const char *name, guint usual)
{
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    if (g_str_equal (limits[i].name, name))
      return limits[i].most;
  return usual;
}

/* Where one is in the body; it is put into words only for what is wrong. */
typedef struct _Path Path;
struct _Path
{
  const Path *parent;
  const char *name; /* NULL for an item of a list */
  guint index;
};

static gboolean check_record (ZbRecord *record, yyjson_val *sent, const Path *path, ZbProblem *problem);

static void
append_path (GString *text, const Path *path)
{
  if (path == NULL)
    return;
  append_path (text, path->parent);
  if (path->name != NULL)
    g_string_append_printf (text, "/%s", path->name);
  else
    g_string_append_printf (text, "/%u", path->index);
}

static void
complain (ZbProblem *problem, const Path *path, const char *format, guint most)
{
  if (problem == NULL)
    return;
  g_autoptr (GString) pointer = g_string_new (NULL);
  g_autofree char *detail = g_strdup_printf (format, most);
  append_path (pointer, path);
  zb_problem_add_error (problem, pointer->str, detail);
}

/* A text has no more characters than bytes. */
static gboolean
check_text (const char *text, guint most, const Path *path, ZbProblem *problem)
{
  if (text == NULL || strlen (text) <= most || g_utf8_strlen (text, -1) <= (glong)most)
    return TRUE;
  complain (problem, path, "is too long: %u characters at the most", most);
  return FALSE;
}

static gboolean
check_count (gsize n, guint most, const Path *path, ZbProblem *problem)
{
  if (n <= most)
    return TRUE;
  complain (problem, path, "has too many items: %u at the most", most);
  return FALSE;
}

static gboolean
check_texts (char **texts, const char *name, const Path *path, ZbProblem *problem)
{
  gsize n = texts != NULL ? g_strv_length (texts) : 0;
  if (!check_count (n, find_limit (name, MAX_ITEMS), path, problem))
    return FALSE;
  gboolean good = TRUE;
  for (gsize i = 0; i < n; i++)
    good = check_text (texts[i], MAX_TEXT, &(Path){ path, NULL, (guint)i }, problem) && good;
  return good;
}

static gboolean
check_records (GPtrArray *records, const char *name, const Path *path, ZbProblem *problem)
{
  guint n = records != NULL ? records->len : 0;
  if (!check_count (n, find_limit (name, MAX_ITEMS), path, problem))
    return FALSE;
  gboolean good = TRUE;
  for (guint i = 0; i < n; i++)
    good = check_record (g_ptr_array_index (records, i), NULL, &(Path){ path, NULL, i }, problem) && good;
  return good;
}

static gboolean
check_field (ZbRecord *record, const ZbField *field, const Path *path, ZbProblem *problem)
{
  switch ((int)field->type)
    {
    case ZB_FIELD_TEXT:
      return check_text (ZB_RECORD_MEMBER (record, field, char *), find_limit (field->name, MAX_TEXT), path,
                         problem);
    case ZB_FIELD_TEXTS:
      return check_texts (ZB_RECORD_MEMBER (record, field, char **), field->name, path, problem);
    case ZB_FIELD_RECORD:
      return check_record (ZB_RECORD_MEMBER (record, field, ZbRecord *), NULL, path, problem);
    case ZB_FIELD_RECORDS:
      return check_records (ZB_RECORD_MEMBER (record, field, GPtrArray *), field->name, path, problem);
    default:
      return TRUE;
    }
}

static gboolean
has_limit (const ZbField *field)
{
  return field->type == ZB_FIELD_TEXT || field->type == ZB_FIELD_TEXTS || field->type == ZB_FIELD_RECORD ||
         field->type == ZB_FIELD_RECORDS;
}

static gboolean
check_record (ZbRecord *record, yyjson_val *sent, const Path *path, ZbProblem *problem)
{
  gboolean good = TRUE;
  GPtrArray *fields = record != NULL ? ZB_RECORD_GET_CLASS (record)->fields : NULL;
  for (guint i = 0; fields != NULL && i < fields->len; i++)
    {
      const ZbField *field = g_ptr_array_index (fields, i);
      Path here = { path, field->name, 0 };
      if (has_limit (field) && (sent == NULL || yyjson_obj_get (sent, field->name) != NULL))
        good = check_field (record, field, &here, problem) && good;
    }
  return good;
}

/**
 * zb_limits_check:
 * @record: what was read
 * @sent: the JSON object that it was read from: a field that it does not name is not looked at, so that
 *   what was written down before there were limits can still be edited
 * @problem: (nullable): gets an error for each text that is too long and each list that has too many items
 *
 * Returns: whether all is within its limits
 */
gboolean
zb_limits_check (ZbRecord *record, yyjson_val *sent, ZbProblem *problem)
{
  return check_record (record, sent, NULL, problem);
}
