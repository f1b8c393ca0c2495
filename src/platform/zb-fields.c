/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bodies that carry fields of an entity: only those that a caller may set are taken, and a field
 * that is none of them is told instead of passed over. */
#include "zb-fields.h"

#include "zb-attachment.h"
#include "zb-json.h"
#include "zb-limits.h"
#include "zb-uuid.h"

#define MOST_FILES 100

/* The record as it is, with the members of the body that are named in their place. */
static yyjson_mut_doc *
merge (ZbCall *call, gpointer record, const char *const *names)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = zb_json_write_record (doc, record, ZB_JSON_WRITE_ALL);
  yyjson_val *name, *value;
  size_t i, n;
  yyjson_mut_doc_set_root (doc, root);
  yyjson_obj_foreach (call->body, i, n, name, value)
  {
    const char *text = yyjson_get_str (name);
    g_autofree char *pointer = g_strconcat ("/", text, NULL);
    if (g_strv_contains (names, text))
      yyjson_mut_obj_put (root, yyjson_mut_strcpy (doc, text), yyjson_val_mut_copy (doc, value));
    else
      zb_call_refuse_field (call, pointer, "is not a field that can be set here");
  }
  return doc;
}

/**
 * zb_fields_fill:
 * @call: a call with its body
 * @record: (type ZbRecord): takes the fields
 * @names: (array zero-terminated=1): the fields that may be set
 *
 * A field that was not sent stays, one that was sent as null is emptied. What is wrong is noted in
 * @call.
 *
 * Returns: whether all was well
 */
gboolean
zb_fields_fill (ZbCall *call, gpointer record, const char *const *names)
{
  ZbJsonMutDoc *merged = merge (call, record, names);
  g_autoptr (ZbJsonDoc) doc = yyjson_mut_doc_imut_copy (merged, NULL);
  g_autoptr (ZbRecord) filled = g_object_new (G_OBJECT_TYPE (record), NULL);
  yyjson_mut_doc_free (merged);
  if (!zb_json_read_fields (filled, yyjson_doc_get_root (doc), call->problem) ||
      !zb_limits_check (filled, call->body, call->problem))
    return FALSE;
  zb_record_assign (record, filled);
  return TRUE;
}

/* An item is the id of a file, or `{id, phase}` where it is not from the usual phase. */
static const char *
read_file_id (yyjson_val *item)
{
  return yyjson_get_str (yyjson_is_obj (item) ? yyjson_obj_get (item, "id") : item);
}

static gboolean
is_known_phase (const char *phase)
{
  static const char *const phases[] = { "before", "after", "other", NULL };
  return phase && g_strv_contains (phases, phase);
}

static void
add_attachment (ZbTransaction *tx, GPtrArray *attachments, yyjson_val *item, const char *phase,
                const char *pointer)
{
  yyjson_val *given = yyjson_is_obj (item) ? yyjson_obj_get (item, "phase") : NULL;
  const char *id = read_file_id (item);
  if (given && !is_known_phase (yyjson_get_str (given)))
    zb_call_refuse_field (tx->call, pointer, "has a phase that is not before, after or other");
  if (!id || !zb_uuid_is_valid (id) || !zb_transaction_sees_file (tx, id))
    {
      zb_call_refuse_field (tx->call, pointer, "is not a file that the platform has");
      return;
    }
  ZbAttachment *attachment = g_object_new (ZB_TYPE_ATTACHMENT, NULL);
  attachment->id = g_strdup (id);
  attachment->at = tx->now;
  attachment->phase = g_strdup (given ? yyjson_get_str (given) : phase);
  g_ptr_array_add (attachments, attachment);
}

/**
 * zb_fields_evidence:
 * @tx: the transaction of a call
 * @member: a field of the body: the files that were sent before, each by its id or with a phase of its own
 * @phase: (nullable): "before" or "after" the handling, where an item does not say otherwise
 *
 * Returns: (transfer full): the attachments, empty where there are none; what is wrong is noted
 */
GPtrArray *
zb_fields_evidence (ZbTransaction *tx, const char *member, const char *phase)
{
  GPtrArray *attachments = g_ptr_array_new_with_free_func (g_object_unref);
  yyjson_val *array = yyjson_obj_get (tx->call->body, member), *item;
  g_autofree char *whole = g_strconcat ("/", member, NULL);
  size_t i, n;
  if (array && !yyjson_is_null (array) && !yyjson_is_arr (array))
    zb_call_refuse_field (tx->call, whole, "must be an array");
  if (yyjson_arr_size (array) > MOST_FILES)
    {
      zb_call_refuse_field (tx->call, whole, "has too many items");
      return attachments;
    }
  yyjson_arr_foreach (array, i, n, item)
  {
    g_autofree char *pointer = g_strdup_printf ("/%s/%u", member, (guint)i);
    add_attachment (tx, attachments, item, phase, pointer);
  }
  return attachments;
}
