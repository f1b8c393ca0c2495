/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long what comes in may be, in one table by the name of the field; the contract says the same as
 * maxLength and maxItems. With these an entity stays far below the megabyte that a frame of the feed may
 * have: the longest text takes 24 kB as JSON where it is all control characters. */
#include "zb-limits.h"

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

static gboolean check_record (ZbRecord *record, yyjson_val *sent, const char *path, ZbProblem *problem);

static gboolean
check_text (const char *text, guint most, const char *pointer, ZbProblem *problem)
{
  if (text == NULL || g_utf8_strlen (text, -1) <= (glong)most)
    return TRUE;
  g_autofree char *detail = g_strdup_printf ("is too long: %u characters at the most", most);
  zb_problem_add_error (problem, pointer, detail);
  return FALSE;
}

static gboolean
check_count (gsize n, guint most, const char *pointer, ZbProblem *problem)
{
  if (n <= most)
    return TRUE;
  g_autofree char *detail = g_strdup_printf ("has too many items: %u at the most", most);
  zb_problem_add_error (problem, pointer, detail);
  return FALSE;
}

static gboolean
check_texts (char **texts, const char *name, const char *pointer, ZbProblem *problem)
{
  gsize n = texts != NULL ? g_strv_length (texts) : 0;
  if (!check_count (n, find_limit (name, MAX_ITEMS), pointer, problem))
    return FALSE;
  gboolean good = TRUE;
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *here = g_strdup_printf ("%s/%" G_GSIZE_FORMAT, pointer, i);
      good = check_text (texts[i], MAX_TEXT, here, problem) && good;
    }
  return good;
}

static gboolean
check_records (GPtrArray *records, const char *name, const char *pointer, ZbProblem *problem)
{
  guint n = records != NULL ? records->len : 0;
  if (!check_count (n, find_limit (name, MAX_ITEMS), pointer, problem))
    return FALSE;
  gboolean good = TRUE;
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *here = g_strdup_printf ("%s/%u", pointer, i);
      good = check_record (g_ptr_array_index (records, i), NULL, here, problem) && good;
    }
  return good;
}

static gboolean
check_field (ZbRecord *record, const ZbField *field, const char *pointer, ZbProblem *problem)
{
  switch ((int)field->type)
    {
    case ZB_FIELD_TEXT:
      return check_text (ZB_RECORD_MEMBER (record, field, char *), find_limit (field->name, MAX_TEXT),
                         pointer, problem);
    case ZB_FIELD_TEXTS:
      return check_texts (ZB_RECORD_MEMBER (record, field, char **), field->name, pointer, problem);
    case ZB_FIELD_RECORD:
      return check_record (ZB_RECORD_MEMBER (record, field, ZbRecord *), NULL, pointer, problem);
    case ZB_FIELD_RECORDS:
      return check_records (ZB_RECORD_MEMBER (record, field, GPtrArray *), field->name, pointer, problem);
    default:
      return TRUE;
    }
}

static gboolean
check_record (ZbRecord *record, yyjson_val *sent, const char *path, ZbProblem *problem)
{
  gboolean good = TRUE;
  GPtrArray *fields = record != NULL ? ZB_RECORD_GET_CLASS (record)->fields : NULL;
  for (guint i = 0; fields != NULL && i < fields->len; i++)
    {
      const ZbField *field = g_ptr_array_index (fields, i);
      g_autofree char *pointer = g_strdup_printf ("%s/%s", path, field->name);
      if (sent == NULL || yyjson_obj_get (sent, field->name) != NULL)
        good = check_field (record, field, pointer, problem) && good;
    }
  return good;
}

/**
 * zb_limits_check:
 * @record: what was read
 * @sent: the JSON object that it was read from: a field that it does not name is not looked at, so that
 *   what was written down before there were limits can still be edited
 * @problem: gets an error for each text that is too long and each list that has too many items
 *
 * Returns: whether all is within its limits
 */
gboolean
zb_limits_check (ZbRecord *record, yyjson_val *sent, ZbProblem *problem)
{
  return check_record (record, sent, "", problem);
}
