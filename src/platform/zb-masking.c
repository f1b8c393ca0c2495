/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Personal data as a recipient may see it. It is whole for whom the matter concerns: the officer who
 * holds the alert, who created, dispatched or checks the case. Everybody else asks for it with a
 * reason, and that is audited. A wall is not even told that there is any: what everybody in a hall reads is
 * no place for the last two digits of a number. Nor does it get what people write as it comes to them, in
 * which a name or a number may stand that nothing could find and mask. */
#include "zb-masking.h"

#include "zb-alert.h"
#include "zb-case.h"
#include "zb-contact.h"
#include "zb-json.h"

static gboolean
is_wall (ZbAccount *account)
{
  return account != NULL && account->role == ZB_ROLE_WALL;
}

/* In a record or in what lies in it: a claim, a line of a checklist. */
static gboolean
type_has_own_words (GType type)
{
  g_autoptr (GTypeClass) klass = g_type_class_ref (type);
  GPtrArray *fields = ((ZbRecordClass *)klass)->fields;
  for (guint i = 0; i < fields->len; i++)
    {
      const ZbField *field = fields->pdata[i];
      if (field->flags & ZB_FIELD_OWN_WORDS)
        return TRUE;
      if (field->record_type != NULL && type_has_own_words (field->record_type ()))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_own_words (ZbKind kind)
{
  return type_has_own_words (zb_kind_get_type (kind));
}

/**
 * zb_masking_is_needed:
 * @kind: the kind of an entity
 * @body: its JSON
 * @account: (nullable): who is to see it
 *
 * Returns: whether there may be something in it that is not everybody's to see
 */
gboolean
zb_masking_is_needed (ZbKind kind, const char *body, ZbAccount *account)
{
  if (is_wall (account))
    return has_own_words (kind);
  return (kind == ZB_KIND_ALERT || kind == ZB_KIND_CASE) && strstr (body, "\"contact\":{") != NULL;
}

static gboolean
concerns (gpointer entity, ZbAccount *account)
{
  if (account == NULL)
    return FALSE;
  const char *id = ZB_ENTITY (account)->id;
  if (zb_entity_get_kind (entity) == ZB_KIND_ALERT)
    {
      ZbClaim *claim = ZB_ALERT (entity)->claim;
      return claim != NULL && g_strcmp0 (claim->by, id) == 0;
    }
  ZbCase *matter = ZB_CASE (entity);
  return g_strcmp0 (matter->creator, id) == 0 || g_strcmp0 (matter->dispatcher, id) == 0 ||
         g_strcmp0 (matter->checker, id) == 0;
}

static void
replace (char **field, char *text)
{
  g_free (*field);
  *field = text;
}

static void
mask_contact (ZbContact *contact)
{
  replace (&contact->name, zb_json_mask (contact->name));
  replace (&contact->telephone, zb_json_mask (contact->telephone));
  replace (&contact->address, zb_json_mask (contact->address));
  contact->masked = TRUE;
}

static ZbContact **
get_contact (gpointer entity)
{
  static ZbContact *none;
  ZbKind kind = zb_entity_get_kind (entity);
  return kind == ZB_KIND_ALERT  ? &ZB_ALERT (entity)->contact
         : kind == ZB_KIND_CASE ? &ZB_CASE (entity)->contact
                                : &none;
}

static void leave_out_words (ZbRecord *record);

static void
leave_out_words_within (ZbRecord *record, const ZbField *field)
{
  if (field->type == ZB_FIELD_RECORD && ZB_RECORD_MEMBER (record, field, ZbRecord *) != NULL)
    leave_out_words (ZB_RECORD_MEMBER (record, field, ZbRecord *));
  GPtrArray *list = field->type == ZB_FIELD_RECORDS ? ZB_RECORD_MEMBER (record, field, GPtrArray *) : NULL;
  for (guint i = 0; list != NULL && i < list->len; i++)
    leave_out_words (list->pdata[i]);
}

/* What cannot be read without is there and empty: how many lines a checklist has, and how many are ticked, is
 * no secret. */
static void
leave_out_words (ZbRecord *record)
{
  GPtrArray *fields = ZB_RECORD_GET_CLASS (record)->fields;
  for (guint i = 0; i < fields->len; i++)
    {
      const ZbField *field = fields->pdata[i];
      if (field->flags & ZB_FIELD_OWN_WORDS)
        zb_record_take_text (record, field, field->flags & ZB_FIELD_REQUIRED ? g_strdup ("") : NULL);
      else
        leave_out_words_within (record, field);
    }
}

static ZbRecord *
copy_for_wall (gpointer entity)
{
  ZbRecord *copy = zb_record_copy (entity);
  g_clear_object (get_contact (copy));
  leave_out_words (copy);
  return copy;
}

/**
 * zb_mask_record:
 * @entity: a #ZbEntity
 * @account: (nullable): who is to see it
 *
 * Returns: (transfer full): @entity itself, or a copy with its personal data masked
 */
ZbRecord *
zb_mask_record (gpointer entity, ZbAccount *account)
{
  if (is_wall (account) && has_own_words (zb_entity_get_kind (entity)))
    return copy_for_wall (entity);
  if (*get_contact (entity) == NULL || concerns (entity, account))
    return g_object_ref (entity);
  ZbRecord *copy = zb_record_copy (entity);
  mask_contact (*get_contact (copy));
  return copy;
}

static void drop_fields (yyjson_mut_doc *doc, yyjson_mut_val *object, GType type);

static void
drop_within (yyjson_mut_doc *doc, yyjson_mut_val *value, GType type)
{
  size_t i, n;
  yyjson_mut_val *item;
  if (yyjson_mut_is_obj (value))
    drop_fields (doc, value, type);
  yyjson_mut_arr_foreach (value, i, n, item)
  {
    if (yyjson_mut_is_obj (item))
      drop_fields (doc, item, type);
  }
}

static void
drop_fields (yyjson_mut_doc *doc, yyjson_mut_val *object, GType type)
{
  g_autoptr (GTypeClass) klass = g_type_class_ref (type);
  GPtrArray *fields = ((ZbRecordClass *)klass)->fields;
  for (guint i = 0; i < fields->len; i++)
    {
      const ZbField *field = fields->pdata[i];
      yyjson_mut_val *none =
          field->flags & ZB_FIELD_REQUIRED ? yyjson_mut_str (doc, "") : yyjson_mut_null (doc);
      if (field->flags & (ZB_FIELD_PERSONAL | ZB_FIELD_OWN_WORDS))
        yyjson_mut_obj_put (object, yyjson_mut_str (doc, field->name), none);
      else if (field->record_type != NULL)
        drop_within (doc, yyjson_mut_obj_get (object, field->name), field->record_type ());
    }
}

/* What cannot be read, since another version wrote it, is not let through as it is. */
static char *
drop_personal (ZbKind kind, const char *body)
{
  yyjson_doc *doc = yyjson_read (body, strlen (body), 0);
  yyjson_mut_doc *shown = yyjson_doc_mut_copy (doc, NULL);
  yyjson_mut_val *root = yyjson_mut_doc_get_root (shown);
  const gboolean is_object = yyjson_mut_is_obj (root);
  if (is_object)
    drop_fields (shown, root, zb_kind_get_type (kind));
  char *text = is_object ? yyjson_mut_write (shown, 0, NULL) : g_strdup ("{}");
  yyjson_mut_doc_free (shown);
  yyjson_doc_free (doc);
  return text;
}

/**
 * zb_mask_body:
 * @kind: the kind of an entity
 * @body: its JSON, of which zb_masking_is_needed() said so
 * @account: (nullable): who is to see it
 *
 * Returns: (transfer full): its JSON as @account may see it
 */
char *
zb_mask_body (ZbKind kind, const char *body, ZbAccount *account)
{
  g_autoptr (ZbRecord) record = zb_json_read_record_text (zb_kind_get_type (kind), body, -1, NULL);
  if (record == NULL)
    return drop_personal (kind, body);
  g_autoptr (ZbRecord) shown = zb_mask_record (record, account);
  return zb_json_write_record_text (shown, ZB_JSON_WRITE_ALL, NULL);
}
