/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-choices.h"
#include "zb-geometry.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * ZbFieldType:
 * @ZB_FIELD_TEXT: `char *`; JSON string or null
 * @ZB_FIELD_INTEGER: `gint64`; JSON integer
 * @ZB_FIELD_REAL: `double`, NAN for none; JSON number or null
 * @ZB_FIELD_FLAG: `gboolean`; JSON true or false
 * @ZB_FIELD_TIME: `gint64`, microseconds since 1970 UTC, 0 for none; JSON RFC 3339 or null
 * @ZB_FIELD_CHOICE: `int` of a #ZbChoices; JSON string or null
 * @ZB_FIELD_TEXTS: `char **`, %NULL for none; JSON array of strings
 * @ZB_FIELD_POINT: #ZbPoint; JSON GeoJSON Point or null
 * @ZB_FIELD_GEOMETRY: #ZbGeometry *; JSON GeoJSON Polygon or MultiPolygon or null
 * @ZB_FIELD_RECORD: #ZbRecord * of the type named; JSON object or null
 * @ZB_FIELD_RECORDS: #GPtrArray * of #ZbRecord of the type named, %NULL for none; JSON array
 * @ZB_FIELD_NUMBERS: #GHashTable * of names and numbers, %NULL for none; see zb_numbers_get(); JSON
 *   object whose members are numbers or null
 * @ZB_FIELD_ROWS: #GArray * of #ZbRow, %NULL for none, shared by copies and so never written to once it is
 *   there; JSON array of arrays of four integers
 *
 * What a field holds, in C and in the contract's JSON.
 */
typedef enum
{
  ZB_FIELD_TEXT = 1,
  ZB_FIELD_INTEGER,
  ZB_FIELD_REAL,
  ZB_FIELD_FLAG,
  ZB_FIELD_TIME,
  ZB_FIELD_CHOICE,
  ZB_FIELD_TEXTS,
  ZB_FIELD_POINT,
  ZB_FIELD_GEOMETRY,
  ZB_FIELD_RECORD,
  ZB_FIELD_RECORDS,
  ZB_FIELD_NUMBERS,
  ZB_FIELD_ROWS,
} ZbFieldType;

#define ZB_ROW_LENGTH 4

/**
 * ZbRow:
 * @cells: the row's whole numbers
 *
 * One row of a %ZB_FIELD_ROWS: there may be thousands, too many for a record each.
 */
typedef struct
{
  gint64 cells[ZB_ROW_LENGTH];
} ZbRow;

/**
 * ZbFieldFlags:
 * @ZB_FIELD_EDITED: officers edit it: a change raises the entity's `revision`
 * @ZB_FIELD_PERSONAL: personal data, masked for whoever the case does not concern
 * @ZB_FIELD_REQUIRED: an object without it cannot be read
 * @ZB_FIELD_OWN_WORDS: what people write as it comes to them: anything may stand there, so no wall gets it
 */
typedef enum
{
  ZB_FIELD_EDITED = 1 << 0,
  ZB_FIELD_PERSONAL = 1 << 1,
  ZB_FIELD_REQUIRED = 1 << 2,
  ZB_FIELD_OWN_WORDS = 1 << 3,
} ZbFieldFlags;

/**
 * ZbField:
 * @name: the contract's name of the field
 * @type: what it holds
 * @offset: where it is in the instance
 * @choices: the names of a choice, else %NULL
 * @record_type: the `get_type` of a record, else %NULL
 * @flags: see #ZbFieldFlags
 * @pspec: the GObject property made of it, set when the class is made
 * @name_length: of @name, set when the class is made
 *
 * One row of the table that describes a record: its property, its place in memory and its form
 * in JSON all follow from it.
 */
typedef struct
{
  const char *name;
  ZbFieldType type;
  gsize offset;
  const ZbChoices *choices;
  GType (*record_type) (void);
  ZbFieldFlags flags;
  GParamSpec *pspec;
  gsize name_length;
} ZbField;

#define ZB_FIELD_NAMED(Type, member, name, TYPE, ...)                                                        \
  { name, ZB_FIELD_##TYPE, G_STRUCT_OFFSET (Type, member), __VA_ARGS__ }
#define ZB_FIELD(Type, member, TYPE, ...) ZB_FIELD_NAMED (Type, member, #member, TYPE, __VA_ARGS__)

#define ZB_TYPE_RECORD (zb_record_get_type ())
GType zb_record_get_type (void);

/**
 * ZbRecord:
 *
 * A thing described by a table of fields. Its texts may lie in one block that is the record's, see
 * zb_record_add_block(): where they do, only zb_record_assign() and zb_record_take_text() may write them. The
 * block may have more room than they take.
 */
typedef struct
{
  GObject parent_instance;
  /*< private >*/
  char *block;
  gsize block_length, block_room;
} ZbRecord;

/* So many fields a class has at the most: what is noted for each fits on the stack. */
#define ZB_MOST_FIELDS 96
/* A power of two, so much larger that most names are found at the first place looked at. */
#define ZB_N_NAMES 256

/**
 * ZbRecordClass:
 * @fields: (element-type ZbField): the fields of this class and of those above it
 * @names: places in @fields plus one by name, see zb_record_class_find_index()
 * @owning: (element-type ZbField): those of @fields that own memory
 * @unlike_zero: (element-type ZbField): those of @fields whose "none" is not zero
 * @blank: the members of a record of this class that was just made, see zb_record_reset()
 * @instance_size: of such a record
 *
 * The class of things described by a table of fields.
 */
typedef struct
{
  GObjectClass parent_class;
  GPtrArray *fields;
  guint8 names[ZB_N_NAMES];
  GPtrArray *owning;
  GPtrArray *unlike_zero;
  gpointer blank;
  gsize instance_size;
} ZbRecordClass;

#define ZB_RECORD(object) (G_TYPE_CHECK_INSTANCE_CAST ((object), ZB_TYPE_RECORD, ZbRecord))
#define ZB_RECORD_CLASS(klass) (G_TYPE_CHECK_CLASS_CAST ((klass), ZB_TYPE_RECORD, ZbRecordClass))
#define ZB_IS_RECORD(object) (G_TYPE_CHECK_INSTANCE_TYPE ((object), ZB_TYPE_RECORD))
#define ZB_RECORD_GET_CLASS(object) (G_TYPE_INSTANCE_GET_CLASS ((object), ZB_TYPE_RECORD, ZbRecordClass))
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbRecord, g_object_unref)

void zb_record_class_set_fields (gpointer klass, ZbField *fields, gsize n_fields);
const ZbField *zb_record_class_find_field (ZbRecordClass *klass, const char *name);
int zb_record_class_find_index (ZbRecordClass *klass, const char *name, gsize length);
gboolean zb_record_assign (ZbRecord *self, ZbRecord *from);
gboolean zb_record_equal (ZbRecord *self, ZbRecord *other);
gboolean zb_record_field_equal (const ZbField *field, ZbRecord *self, ZbRecord *other);
ZbRecord *zb_record_copy (ZbRecord *self);
void zb_record_reset (ZbRecord *self);
char *zb_record_add_block (ZbRecord *self, gsize length);
void zb_record_take_text (ZbRecord *self, const ZbField *field, char *text);

GHashTable *zb_numbers_new (void);
void zb_numbers_set (GHashTable *numbers, const char *name, double value);
double zb_numbers_get (GHashTable *numbers, const char *name);

#define ZB_RECORD_MEMBER(self, field, CType) G_STRUCT_MEMBER (CType, self, (field)->offset)

/**
 * ZB_DEFINE_RECORD:
 * @Type: the type's name
 * @type: its prefix
 * @PARENT: its parent's GType
 *
 * Defines a record type out of the static table `type_fields`.
 */
#define ZB_DEFINE_RECORD(Type, type, PARENT)                                                                 \
  G_DEFINE_FINAL_TYPE (Type, type, PARENT)                                                                   \
  static void type##_class_init (Type##Class *klass)                                                         \
  {                                                                                                          \
    zb_record_class_set_fields (klass, type##_fields, G_N_ELEMENTS (type##_fields));                         \
  }                                                                                                          \
  static void type##_init (Type *self) {}

G_END_DECLS
