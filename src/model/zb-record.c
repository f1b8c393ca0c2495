/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A thing described by a table of fields. The table is written once, beside the struct; GObject
 * properties, copying, comparing and the contract's JSON (in wire/) follow from it, so that a new
 * field is one line and cannot be forgotten in one of four places. */
#include "zb-record.h"

#include <math.h>
#include <string.h>

/* What a record is given another block for anyway where it is read anew; most take some 150 bytes. */
#define MOST_ROOM_KEPT 1024

G_DEFINE_ABSTRACT_TYPE (ZbRecord, zb_record, G_TYPE_OBJECT)

static GQuark
field_quark (void)
{
  return g_quark_from_static_string ("zb-field");
}

static ZbField *
field_of (GParamSpec *pspec)
{
  return g_param_spec_get_qdata (pspec, field_quark ());
}

/* The class of a record, where that it is one is certain: to check it for each of thousands is dear. */
static ZbRecordClass *
class_of (gpointer self)
{
  return (ZbRecordClass *)((GTypeInstance *)self)->g_class;
}

/* --- one field ------------------------------------------------------------------------- */

/* Where in the block of @self @text is; not less than its length where it is elsewhere. */
static gsize
place_in_block (ZbRecord *self, const char *text)
{
  return (gsize)((guintptr)text - (guintptr)self->block);
}

static void
clear_text (const ZbField *field, ZbRecord *self)
{
  char *text = ZB_RECORD_MEMBER (self, field, char *);

  ZB_RECORD_MEMBER (self, field, char *) = NULL;
  if (text && place_in_block (self, text) >= self->block_length)
    g_free (text);
}

static void
clear_field (const ZbField *field, ZbRecord *self)
{
  switch (field->type)
    {
    case ZB_FIELD_TEXT:
      clear_text (field, self);
      break;
    case ZB_FIELD_TEXTS:
      g_clear_pointer (&ZB_RECORD_MEMBER (self, field, char **), g_strfreev);
      break;
    case ZB_FIELD_GEOMETRY:
      g_clear_pointer (&ZB_RECORD_MEMBER (self, field, ZbGeometry *), zb_geometry_unref);
      break;
    case ZB_FIELD_RECORD:
      g_clear_object (&ZB_RECORD_MEMBER (self, field, GObject *));
      break;
    case ZB_FIELD_RECORDS:
      g_clear_pointer (&ZB_RECORD_MEMBER (self, field, GPtrArray *), g_ptr_array_unref);
      break;
    case ZB_FIELD_NUMBERS:
      g_clear_pointer (&ZB_RECORD_MEMBER (self, field, GHashTable *), g_hash_table_unref);
      break;
    case ZB_FIELD_ROWS:
      g_clear_pointer (&ZB_RECORD_MEMBER (self, field, GArray *), g_array_unref);
      break;
    case ZB_FIELD_INTEGER:
    case ZB_FIELD_REAL:
    case ZB_FIELD_FLAG:
    case ZB_FIELD_TIME:
    case ZB_FIELD_CHOICE:
    case ZB_FIELD_POINT:
    default:
      break;
    }
}

static GPtrArray *
copy_records (GPtrArray *from)
{
  GPtrArray *to = g_ptr_array_new_full (from->len, g_object_unref);
  for (guint i = 0; i < from->len; i++)
    g_ptr_array_add (to, zb_record_copy (from->pdata[i]));
  return to;
}

static void
copy_field (const ZbField *field, ZbRecord *to, ZbRecord *from)
{
  clear_field (field, to);
  switch (field->type)
    {
    case ZB_FIELD_TEXT:
      ZB_RECORD_MEMBER (to, field, char *) = g_strdup (ZB_RECORD_MEMBER (from, field, char *));
      break;
    case ZB_FIELD_INTEGER:
    case ZB_FIELD_TIME:
      ZB_RECORD_MEMBER (to, field, gint64) = ZB_RECORD_MEMBER (from, field, gint64);
      break;
    case ZB_FIELD_REAL:
      ZB_RECORD_MEMBER (to, field, double) = ZB_RECORD_MEMBER (from, field, double);
      break;
    case ZB_FIELD_FLAG:
    case ZB_FIELD_CHOICE:
      ZB_RECORD_MEMBER (to, field, int) = ZB_RECORD_MEMBER (from, field, int);
      break;
    case ZB_FIELD_TEXTS:
      ZB_RECORD_MEMBER (to, field, char **) = g_strdupv (ZB_RECORD_MEMBER (from, field, char **));
      break;
    case ZB_FIELD_POINT:
      ZB_RECORD_MEMBER (to, field, ZbPoint) = ZB_RECORD_MEMBER (from, field, ZbPoint);
      break;
    case ZB_FIELD_GEOMETRY:
      if (ZB_RECORD_MEMBER (from, field, ZbGeometry *))
        ZB_RECORD_MEMBER (to, field, ZbGeometry *) =
            zb_geometry_ref (ZB_RECORD_MEMBER (from, field, ZbGeometry *));
      break;
    case ZB_FIELD_RECORD:
      if (ZB_RECORD_MEMBER (from, field, ZbRecord *))
        ZB_RECORD_MEMBER (to, field, ZbRecord *) =
            zb_record_copy (ZB_RECORD_MEMBER (from, field, ZbRecord *));
      break;
    case ZB_FIELD_RECORDS:
      if (ZB_RECORD_MEMBER (from, field, GPtrArray *))
        ZB_RECORD_MEMBER (to, field, GPtrArray *) =
            copy_records (ZB_RECORD_MEMBER (from, field, GPtrArray *));
      break;
    case ZB_FIELD_NUMBERS:
      /* They are written once, when they are read, and shared from then on. */
      if (ZB_RECORD_MEMBER (from, field, GHashTable *))
        ZB_RECORD_MEMBER (to, field, GHashTable *) =
            g_hash_table_ref (ZB_RECORD_MEMBER (from, field, GHashTable *));
      break;
    case ZB_FIELD_ROWS:
      if (ZB_RECORD_MEMBER (from, field, GArray *))
        ZB_RECORD_MEMBER (to, field, GArray *) = g_array_ref (ZB_RECORD_MEMBER (from, field, GArray *));
      break;
    default:
      g_assert_not_reached ();
    }
}

/* Whether what is in both blocks is the same, byte for byte. */
static gboolean
have_equal_blocks (ZbRecord *self, ZbRecord *other)
{
  return self->block_length == other->block_length && self->block_length > 0 &&
         memcmp (self->block, other->block, self->block_length) == 0;
}

/* Of records with equal blocks: a text at one place of both is the same text. */
static gboolean
stand_alike (const ZbField *field, ZbRecord *self, ZbRecord *other)
{
  const char *a = ZB_RECORD_MEMBER (self, field, char *), *b = ZB_RECORD_MEMBER (other, field, char *);
  const gsize place = place_in_block (self, a);

  return (!a && !b) || (place == place_in_block (other, b) && place < self->block_length);
}

static gboolean
texts_equal (char **a, char **b)
{
  static char *none[] = { NULL };
  return g_strv_equal ((const char *const *)(a ? a : none), (const char *const *)(b ? b : none));
}

static gboolean
records_equal (GPtrArray *a, GPtrArray *b)
{
  guint n = a ? a->len : 0;
  if (n != (b ? b->len : 0))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!zb_record_equal (a->pdata[i], b->pdata[i]))
      return FALSE;
  return TRUE;
}

static gboolean
numbers_equal (GHashTable *a, GHashTable *b)
{
  GHashTableIter iter;
  gpointer name, value;

  if ((a ? g_hash_table_size (a) : 0) != (b ? g_hash_table_size (b) : 0))
    return FALSE;
  if (!a || !b || a == b)
    return TRUE;
  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      const double *other = g_hash_table_lookup (b, name);
      const double own = *(const double *)value;
      if (!other || (own != *other && !(isnan (own) && isnan (*other))))
        return FALSE;
    }
  return TRUE;
}

static gboolean
rows_equal (GArray *a, GArray *b)
{
  guint n = a ? a->len : 0;

  return n == (b ? b->len : 0) && (n == 0 || memcmp (a->data, b->data, n * sizeof (ZbRow)) == 0);
}

static inline gboolean
field_equal (const ZbField *field, ZbRecord *self, ZbRecord *other)
{
#define BOTH(CType) ZB_RECORD_MEMBER (self, field, CType), ZB_RECORD_MEMBER (other, field, CType)
  switch (field->type)
    {
    case ZB_FIELD_TEXT:
      return g_strcmp0 (BOTH (char *)) == 0;
    case ZB_FIELD_INTEGER:
    case ZB_FIELD_TIME:
      return ZB_RECORD_MEMBER (self, field, gint64) == ZB_RECORD_MEMBER (other, field, gint64);
    case ZB_FIELD_REAL:
      {
        double a = ZB_RECORD_MEMBER (self, field, double), b = ZB_RECORD_MEMBER (other, field, double);
        return a == b || (isnan (a) && isnan (b));
      }
    case ZB_FIELD_FLAG:
    case ZB_FIELD_CHOICE:
      return ZB_RECORD_MEMBER (self, field, int) == ZB_RECORD_MEMBER (other, field, int);
    case ZB_FIELD_TEXTS:
      return texts_equal (BOTH (char **));
    case ZB_FIELD_POINT:
      return zb_point_equal (BOTH (ZbPoint));
    case ZB_FIELD_GEOMETRY:
      return zb_geometry_equal (BOTH (ZbGeometry *));
    case ZB_FIELD_RECORD:
      return zb_record_equal (BOTH (ZbRecord *));
    case ZB_FIELD_RECORDS:
      return records_equal (BOTH (GPtrArray *));
    case ZB_FIELD_NUMBERS:
      return numbers_equal (BOTH (GHashTable *));
    case ZB_FIELD_ROWS:
      return rows_equal (BOTH (GArray *));
    default:
      g_assert_not_reached ();
    }
#undef BOTH
}

/**
 * zb_record_field_equal:
 * @field: a field of the class of both
 * @self: a record
 * @other: another of the same type
 *
 * Returns: whether both hold the same in @field
 */
gboolean
zb_record_field_equal (const ZbField *field, ZbRecord *self, ZbRecord *other)
{
  return field_equal (field, self, other);
}

/* --- the GObject side -------------------------------------------------------------------- */

static void
zb_record_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  const ZbField *field = field_of (pspec);
  switch (field->type)
    {
    case ZB_FIELD_TEXT:
      g_value_set_string (value, ZB_RECORD_MEMBER (object, field, char *));
      break;
    case ZB_FIELD_INTEGER:
    case ZB_FIELD_TIME:
      g_value_set_int64 (value, ZB_RECORD_MEMBER (object, field, gint64));
      break;
    case ZB_FIELD_REAL:
      g_value_set_double (value, ZB_RECORD_MEMBER (object, field, double));
      break;
    case ZB_FIELD_FLAG:
      g_value_set_boolean (value, ZB_RECORD_MEMBER (object, field, gboolean));
      break;
    case ZB_FIELD_CHOICE:
      g_value_set_int (value, ZB_RECORD_MEMBER (object, field, int));
      break;
    case ZB_FIELD_TEXTS:
      g_value_set_boxed (value, ZB_RECORD_MEMBER (object, field, char **));
      break;
    case ZB_FIELD_POINT:
      g_value_set_pointer (value, &ZB_RECORD_MEMBER (object, field, ZbPoint));
      break;
    case ZB_FIELD_GEOMETRY:
      g_value_set_boxed (value, ZB_RECORD_MEMBER (object, field, ZbGeometry *));
      break;
    case ZB_FIELD_RECORD:
      g_value_set_object (value, ZB_RECORD_MEMBER (object, field, GObject *));
      break;
    case ZB_FIELD_RECORDS:
      g_value_set_boxed (value, ZB_RECORD_MEMBER (object, field, GPtrArray *));
      break;
    case ZB_FIELD_NUMBERS:
      g_value_set_boxed (value, ZB_RECORD_MEMBER (object, field, GHashTable *));
      break;
    case ZB_FIELD_ROWS:
      g_value_set_boxed (value, ZB_RECORD_MEMBER (object, field, GArray *));
      break;
    default:
      g_assert_not_reached ();
    }
}

static GParamSpec *
pspec_of (const ZbField *field)
{
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  g_autofree char *dashed = g_strdelimit (g_strdup (field->name), "_", '-');
  const char *name = g_intern_string (dashed);

  switch (field->type)
    {
    case ZB_FIELD_TEXT:
      return g_param_spec_string (name, NULL, NULL, NULL, flags);
    case ZB_FIELD_INTEGER:
    case ZB_FIELD_TIME:
      return g_param_spec_int64 (name, NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
    case ZB_FIELD_REAL:
      return g_param_spec_double (name, NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0, flags);
    case ZB_FIELD_FLAG:
      return g_param_spec_boolean (name, NULL, NULL, FALSE, flags);
    case ZB_FIELD_CHOICE:
      return g_param_spec_int (name, NULL, NULL, 0, G_MAXINT, 0, flags);
    case ZB_FIELD_TEXTS:
      return g_param_spec_boxed (name, NULL, NULL, G_TYPE_STRV, flags);
    case ZB_FIELD_POINT:
      return g_param_spec_pointer (name, NULL, NULL, flags);
    case ZB_FIELD_GEOMETRY:
      return g_param_spec_boxed (name, NULL, NULL, ZB_TYPE_GEOMETRY, flags);
    case ZB_FIELD_RECORD:
      return g_param_spec_object (name, NULL, NULL, field->record_type (), flags);
    case ZB_FIELD_RECORDS:
      return g_param_spec_boxed (name, NULL, NULL, G_TYPE_PTR_ARRAY, flags);
    case ZB_FIELD_NUMBERS:
      return g_param_spec_boxed (name, NULL, NULL, G_TYPE_HASH_TABLE, flags);
    case ZB_FIELD_ROWS:
      return g_param_spec_boxed (name, NULL, NULL, G_TYPE_ARRAY, flags);
    default:
      g_assert_not_reached ();
    }
}

/* Names of one class seldom have the length and three letters in common. */
static guint
place_of_name (const char *name, gsize length)
{
  const guchar first = (guchar)name[0], middle = (guchar)name[length / 2], last = (guchar)name[length - 1];

  return (guint)length * 29u + first * 5u + middle * 11u + last * 3u;
}

static gboolean
owns_memory (const ZbField *field)
{
  switch (field->type)
    {
    case ZB_FIELD_INTEGER:
    case ZB_FIELD_REAL:
    case ZB_FIELD_FLAG:
    case ZB_FIELD_TIME:
    case ZB_FIELD_CHOICE:
    case ZB_FIELD_POINT:
      return FALSE;
    case ZB_FIELD_TEXT:
    case ZB_FIELD_TEXTS:
    case ZB_FIELD_GEOMETRY:
    case ZB_FIELD_RECORD:
    case ZB_FIELD_RECORDS:
    case ZB_FIELD_NUMBERS:
    case ZB_FIELD_ROWS:
    default:
      return TRUE;
    }
}

/* What would have to be found out for each record anew. The name of a field that hides one above it is the
 * first's. */
static void
note_fields (ZbRecordClass *klass)
{
  GTypeQuery query;

  g_type_query (G_TYPE_FROM_CLASS (klass), &query);
  klass->instance_size = query.instance_size;
  klass->blank = NULL;
  g_assert (klass->fields->len <= ZB_MOST_FIELDS);
  memset (klass->names, 0, sizeof klass->names);
  klass->owning = g_ptr_array_new ();
  klass->unlike_zero = g_ptr_array_new ();
  for (guint i = 0; i < klass->fields->len; i++)
    {
      ZbField *field = klass->fields->pdata[i];
      guint place = place_of_name (field->name, field->name_length);

      while (klass->names[place % ZB_N_NAMES])
        place++;
      klass->names[place % ZB_N_NAMES] = (guint8)(i + 1);
      if (owns_memory (field))
        g_ptr_array_add (klass->owning, field);
      if (field->type == ZB_FIELD_REAL || field->type == ZB_FIELD_POINT)
        g_ptr_array_add (klass->unlike_zero, field);
    }
}

/**
 * zb_record_class_set_fields:
 * @klass: a class that derives from #ZbRecord
 * @fields: (array length=n_fields): its own fields, in static memory
 * @n_fields: how many
 *
 * Gives @klass its fields beside those of the class above it, and a readable property for each.
 * To be called once, from `class_init`.
 */
void
zb_record_class_set_fields (gpointer klass, ZbField *fields, gsize n_fields)
{
  ZbRecordClass *record_class = ZB_RECORD_CLASS (klass);
  GPtrArray *inherited = ((ZbRecordClass *)g_type_class_peek_parent (klass))->fields;

  /* GObject does not hand these down to a class with properties of its own. */
  G_OBJECT_CLASS (klass)->get_property = zb_record_get_property;
  record_class->fields = g_ptr_array_new ();
  if (inherited)
    g_ptr_array_extend (record_class->fields, inherited, NULL, NULL);
  for (gsize i = 0; i < n_fields; i++)
    {
      fields[i].pspec = pspec_of (&fields[i]);
      fields[i].name_length = strlen (fields[i].name);
      g_param_spec_set_qdata (fields[i].pspec, field_quark (), &fields[i]);
      g_object_class_install_property (klass, i + 1, fields[i].pspec);
      g_ptr_array_add (record_class->fields, &fields[i]);
    }
  note_fields (record_class);
}

/**
 * zb_record_class_find_field:
 * @klass: a class
 * @name: the contract's name of a field
 *
 * Returns: (nullable) (transfer none): the field
 */
const ZbField *
zb_record_class_find_field (ZbRecordClass *klass, const char *name)
{
  for (guint i = 0; i < klass->fields->len; i++)
    {
      const ZbField *field = klass->fields->pdata[i];
      if (g_str_equal (field->name, name))
        return field;
    }
  return NULL;
}

/**
 * zb_record_class_find_index:
 * @klass: a class
 * @name: the contract's name of a field; need not end with a zero
 * @length: how many bytes it has
 *
 * As zb_record_class_find_field(), for what is read by the thousand.
 *
 * Returns: where in the class's fields it is, -1 where there is none of that name
 */
int
zb_record_class_find_index (ZbRecordClass *klass, const char *name, gsize length)
{
  if (length == 0)
    return -1;
  for (guint place = place_of_name (name, length); klass->names[place % ZB_N_NAMES]; place++)
    {
      const int index = klass->names[place % ZB_N_NAMES] - 1;
      const ZbField *field = klass->fields->pdata[index];
      if (field->name_length == length && memcmp (field->name, name, length) == 0)
        return index;
    }
  return -1;
}

static void
zb_record_init (ZbRecord *self)
{
}

/* Instance memory is zeroed; only what has another "none" needs setting, and only the most
 * derived class knows all fields. */
static void
zb_record_constructed (GObject *object)
{
  GPtrArray *fields = class_of (object)->unlike_zero;

  for (guint i = 0; i < fields->len; i++)
    {
      const ZbField *field = fields->pdata[i];
      if (field->type == ZB_FIELD_REAL)
        ZB_RECORD_MEMBER (object, field, double) = NAN;
      else
        ZB_RECORD_MEMBER (object, field, ZbPoint) = ZB_POINT_NOWHERE;
    }
  G_OBJECT_CLASS (zb_record_parent_class)->constructed (object);
}

static void
zb_record_finalize (GObject *object)
{
  GPtrArray *fields = class_of (object)->owning;

  for (guint i = 0; i < fields->len; i++)
    clear_field (fields->pdata[i], (ZbRecord *)object);
  g_free (((ZbRecord *)object)->block);
  G_OBJECT_CLASS (zb_record_parent_class)->finalize (object);
}

static void
zb_record_class_init (ZbRecordClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->constructed = zb_record_constructed;
  object_class->finalize = zb_record_finalize;
}

/* --- whole records ------------------------------------------------------------------------ */

static guint
take_fields (ZbRecord *self, ZbRecord *from, const ZbField **changed)
{
  GPtrArray *fields = class_of (self)->fields;
  const gboolean equal_blocks = have_equal_blocks (self, from);
  guint n = 0;

  for (guint i = 0; i < fields->len; i++)
    {
      const ZbField *field = fields->pdata[i];
      if (equal_blocks && field->type == ZB_FIELD_TEXT && stand_alike (field, self, from))
        continue;
      if (field_equal (field, self, from))
        continue;
      copy_field (field, self, from);
      changed[n++] = field;
    }
  return n;
}

/* After all is there. Where nobody listens, as with most, this is far less than to freeze and to thaw. */
static void
notify_of (ZbRecord *self, const ZbField **changed, guint n)
{
  g_object_ref (self);
  for (guint i = 0; i < n; i++)
    g_object_notify_by_pspec (G_OBJECT (self), changed[i]->pspec);
  g_object_unref (self);
}

/**
 * zb_record_assign:
 * @self: a record
 * @from: another of the same type
 *
 * Makes @self hold what @from holds and notifies of the properties that differed, and of no other.
 *
 * Returns: whether anything differed
 */
gboolean
zb_record_assign (ZbRecord *self, ZbRecord *from)
{
  const ZbField *changed[ZB_MOST_FIELDS];
  guint n;

  g_return_val_if_fail (G_OBJECT_TYPE (self) == G_OBJECT_TYPE (from), FALSE);
  n = take_fields (self, from, changed);
  if (n > 0)
    notify_of (self, changed, n);
  return n > 0;
}

/**
 * zb_record_equal:
 * @self: (nullable): a record
 * @other: (nullable): another
 *
 * Returns: whether both are %NULL, or of one type and hold the same in each field
 */
gboolean
zb_record_equal (ZbRecord *self, ZbRecord *other)
{
  if (self == other)
    return TRUE;
  if (!self || !other || G_OBJECT_TYPE (self) != G_OBJECT_TYPE (other))
    return FALSE;
  GPtrArray *fields = ZB_RECORD_GET_CLASS (self)->fields;
  for (guint i = 0; i < fields->len; i++)
    if (!zb_record_field_equal (fields->pdata[i], self, other))
      return FALSE;
  return TRUE;
}

/**
 * zb_record_copy:
 * @self: a record
 *
 * Returns: (transfer full): another that holds the same, nested records copied too
 */
ZbRecord *
zb_record_copy (ZbRecord *self)
{
  ZbRecord *copy = g_object_new (G_OBJECT_TYPE (self), NULL);
  GPtrArray *fields = ZB_RECORD_GET_CLASS (self)->fields;

  for (guint i = 0; i < fields->len; i++)
    copy_field (fields->pdata[i], copy, self);
  return copy;
}

/* Whoever makes records of one class on two threads for the first time makes two, and keeps one. */
static gpointer
get_blank (ZbRecordClass *klass)
{
  gpointer blank = g_atomic_pointer_get (&klass->blank);
  g_autoptr (ZbRecord) record = NULL;

  if (blank)
    return blank;
  record = g_object_new (G_TYPE_FROM_CLASS (klass), NULL);
  blank = g_memdup2 (record + 1, klass->instance_size - sizeof (ZbRecord));
  if (g_atomic_pointer_compare_and_exchange (&klass->blank, NULL, blank))
    return blank;
  g_free (blank);
  return g_atomic_pointer_get (&klass->blank);
}

/**
 * zb_record_reset:
 * @self: a record that nobody else holds, of a class that makes its records without memory of their own
 *
 * Makes @self hold what one that was just made holds. It keeps its block for the next texts, if that is not
 * unusually large.
 */
void
zb_record_reset (ZbRecord *self)
{
  ZbRecordClass *klass = class_of (self);

  for (guint i = 0; i < klass->owning->len; i++)
    clear_field (klass->owning->pdata[i], self);
  memcpy (self + 1, get_blank (klass), klass->instance_size - sizeof (ZbRecord));
  self->block_length = 0;
  if (self->block_room <= MOST_ROOM_KEPT)
    return;
  g_clear_pointer (&self->block, g_free);
  self->block_room = 0;
}

/**
 * zb_record_add_block:
 * @self: a record that holds no texts yet
 * @length: how many bytes all of its texts take, each with a zero behind it
 *
 * Gives @self one block for its texts. Whoever fills it sets the members that point into it, before anybody
 * else has the record. What is read by the thousand is read, compared and freed in half of the time so.
 *
 * Returns: (transfer none): the block
 */
char *
zb_record_add_block (ZbRecord *self, gsize length)
{
  g_return_val_if_fail (self->block_length == 0, NULL);
  if (length > self->block_room)
    {
      g_free (self->block);
      self->block = g_malloc (length);
      self->block_room = length;
    }
  self->block_length = length;
  return self->block;
}

/**
 * zb_record_take_text:
 * @self: a record that is not shared yet
 * @field: a field that is a text
 * @text: (transfer full) (nullable): what it is to hold
 */
void
zb_record_take_text (ZbRecord *self, const ZbField *field, char *text)
{
  clear_text (field, self);
  ZB_RECORD_MEMBER (self, field, char *) = text;
}

/* --- numbers by name ------------------------------------------------------------------------- */

/**
 * zb_numbers_new:
 *
 * Returns: (transfer full): no numbers yet
 */
GHashTable *
zb_numbers_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * zb_numbers_set:
 * @numbers: numbers that nobody shares yet
 * @name: the name of one
 * @value: what it is, NAN for none
 */
void
zb_numbers_set (GHashTable *numbers, const char *name, double value)
{
  g_hash_table_insert (numbers, g_strdup (name), g_memdup2 (&value, sizeof value));
}

/**
 * zb_numbers_get:
 * @numbers: (nullable): numbers
 * @name: the name of one
 *
 * Returns: what it is, NAN where there is none of that name
 */
double
zb_numbers_get (GHashTable *numbers, const char *name)
{
  const double *value = numbers ? g_hash_table_lookup (numbers, name) : NULL;
  return value ? *value : NAN;
}
