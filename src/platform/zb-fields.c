/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bodies that carry fields of an entity: only those that a caller may set are taken, and a field
 * that is none of them is told instead of passed over. */
#include "zb-fields.h"

#include "zb-attachment.h"
#include "zb-json.h"
#include "zb-limits.h"
#include "zb-uuid.h"

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

/**
 * zb_fields_evidence:
 * @tx: the transaction of a call
 * @member: a field of the body: the ids of files that were sent before
 * @phase: (nullable): "before" or "after" the handling
 *
 * Returns: (transfer full): the attachments, empty where there are none; what is wrong is noted
 */
GPtrArray *
zb_fields_evidence (ZbTransaction *tx, const char *member, const char *phase)
{
  GPtrArray *attachments = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (GStrv) ids = zb_call_texts (tx->call, member, ZB_OPTIONAL, 100);
  for (guint i = 0; ids && ids[i]; i++)
    {
      g_autofree char *pointer = g_strdup_printf ("/%s/%u", member, i);
      if (!zb_uuid_is_valid (ids[i]) || !zb_transaction_sees_file (tx, ids[i]))
        {
          zb_call_refuse_field (tx->call, pointer, "is not a file that the platform has");
          continue;
        }
      ZbAttachment *attachment = g_object_new (ZB_TYPE_ATTACHMENT, NULL);
      attachment->id = g_strdup (ids[i]);
      attachment->at = tx->now;
      attachment->phase = g_strdup (phase);
      g_ptr_array_add (attachments, attachment);
    }
  return attachments;
}
