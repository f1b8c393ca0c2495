/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-queue-slot.h"

#include "zb-queue-sight.h"

/**
 * ZbQueueSlot:
 *
 * Where an alert stands in the list of the queue: as good as nothing until it comes in sight and gets a row.
 *
 * `item` is what the list gives it. `words`, which a screen reader says, are known at once, and follow the
 * alert while there is a row.
 */
struct _ZbQueueSlot
{
  GtkWidget parent_instance;
  ZbAlert *item;
  ZbQueueRow *row; /* NULL while it is out of sight */
  GBinding *says, *looks;
  gboolean selected;
  char *words, *looking;
};

typedef enum
{
  PROP_ITEM = 1,
  PROP_SELECTED,
  PROP_WORDS,
  PROP_LOOKING,
} ZbQueueSlotProperty;

static GParamSpec *properties[PROP_LOOKING + 1];

G_DEFINE_FINAL_TYPE (ZbQueueSlot, zb_queue_slot, GTK_TYPE_WIDGET)

#define NOTIFY(self, property) g_object_notify_by_pspec (G_OBJECT (self), properties[property])

/* How high rows are; those without one stand for as much. What it is before there was any is soon forgotten.
 */
static int row_height = 44;

/* --- rows come and go ---------------------------------------------------------------------- */

/**
 * zb_queue_slot_get_item:
 * @self: a slot
 *
 * Returns: (transfer none) (nullable): what the list gave it
 */
ZbAlert *
zb_queue_slot_get_item (ZbQueueSlot *self)
{
  return self->item;
}

/**
 * zb_queue_slot_has_row:
 * @self: a slot
 *
 * Returns: whether it has a row
 */
gboolean
zb_queue_slot_has_row (ZbQueueSlot *self)
{
  return self->row != NULL;
}

/**
 * zb_queue_slot_is_late:
 * @self: a slot
 *
 * Returns: whether it does not show what it was given
 */
gboolean
zb_queue_slot_is_late (ZbQueueSlot *self)
{
  return self->item && (!self->row || zb_queue_row_get_alert (self->row) != self->item);
}

static void
put_row (ZbQueueSlot *self, ZbQueueRow *row)
{
  self->row = row;
  gtk_widget_set_parent (GTK_WIDGET (row), GTK_WIDGET (self));
}

static void
follow_row (ZbQueueSlot *self)
{
  self->says = g_object_bind_property (self->row, "words", self, "words", G_BINDING_SYNC_CREATE);
  self->looks = g_object_bind_property (self->row, "looking", self, "looking", G_BINDING_SYNC_CREATE);
}

/**
 * zb_queue_slot_fill:
 * @self: a slot
 * @row: (nullable): a row for it, where it has none
 *
 * Shows what it was given.
 */
void
zb_queue_slot_fill (ZbQueueSlot *self, ZbQueueRow *row)
{
  if (row)
    put_row (self, row);
  g_object_set (self->row, "alert", self->item, "selected", self->selected, NULL);
  if (row)
    follow_row (self);
}

/**
 * zb_queue_slot_release:
 * @self: a slot
 *
 * Returns: (transfer full) (nullable): its row, which still shows its alert
 */
ZbQueueRow *
zb_queue_slot_release (ZbQueueSlot *self)
{
  ZbQueueRow *row = self->row;

  if (!row)
    return NULL;
  g_clear_pointer (&self->says, g_binding_unbind);
  g_clear_pointer (&self->looks, g_binding_unbind);
  g_object_ref (row);
  self->row = NULL;
  gtk_widget_unparent (GTK_WIDGET (row));
  return row;
}

/* --- what the list gives it ---------------------------------------------------------------- */

static void
set_words (ZbQueueSlot *self, const char *words)
{
  if (g_set_str (&self->words, words))
    NOTIFY (self, PROP_WORDS);
}

static void
set_item (ZbQueueSlot *self, ZbAlert *item)
{
  g_autofree char *words = item ? zb_queue_row_say (item) : NULL;

  if (!g_set_object (&self->item, item))
    return;
  if (!item && self->row)
    g_object_set (self->row, "alert", NULL, NULL);
  set_words (self, words);
  if (gtk_widget_get_realized (GTK_WIDGET (self)))
    zb_queue_sight_wake (self);
  NOTIFY (self, PROP_ITEM);
}

static void
set_selected (ZbQueueSlot *self, gboolean selected)
{
  if (self->selected == selected)
    return;
  self->selected = selected;
  if (self->row)
    g_object_set (self->row, "selected", selected, NULL);
  NOTIFY (self, PROP_SELECTED);
}

/* --- the widget ---------------------------------------------------------------------------- */

static void
zb_queue_slot_realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (zb_queue_slot_parent_class)->realize (widget);
  zb_queue_sight_add (ZB_QUEUE_SLOT (widget));
}

static void
zb_queue_slot_unrealize (GtkWidget *widget)
{
  zb_queue_sight_remove (ZB_QUEUE_SLOT (widget));
  GTK_WIDGET_CLASS (zb_queue_slot_parent_class)->unrealize (widget);
}

static void
zb_queue_slot_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                       int *natural, int *minimum_baseline, int *natural_baseline)
{
  ZbQueueSlot *self = ZB_QUEUE_SLOT (widget);

  if (self->row)
    gtk_widget_measure (GTK_WIDGET (self->row), orientation, for_size, minimum, natural, minimum_baseline,
                        natural_baseline);
  if (orientation == GTK_ORIENTATION_VERTICAL && self->row)
    row_height = *natural;
  else if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = row_height;
}

static void
zb_queue_slot_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ZbQueueSlot *self = ZB_QUEUE_SLOT (widget);

  if (self->row)
    gtk_widget_allocate (GTK_WIDGET (self->row), width, height, baseline, NULL);
}

/* --- GObject ------------------------------------------------------------------------------- */

static void
zb_queue_slot_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbQueueSlot *self = ZB_QUEUE_SLOT (object);

  switch ((ZbQueueSlotProperty)id)
    {
    case PROP_ITEM:
      g_value_set_object (value, self->item);
      break;
    case PROP_SELECTED:
      g_value_set_boolean (value, self->selected);
      break;
    case PROP_WORDS:
      g_value_set_string (value, self->words);
      break;
    case PROP_LOOKING:
      g_value_set_string (value, self->looking);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_queue_slot_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbQueueSlot *self = ZB_QUEUE_SLOT (object);

  switch ((ZbQueueSlotProperty)id)
    {
    case PROP_ITEM:
      set_item (self, g_value_get_object (value));
      break;
    case PROP_SELECTED:
      set_selected (self, g_value_get_boolean (value));
      break;
    case PROP_WORDS:
      set_words (self, g_value_get_string (value));
      break;
    case PROP_LOOKING:
      if (g_set_str (&self->looking, g_value_get_string (value)))
        NOTIFY (self, PROP_LOOKING);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_queue_slot_dispose (GObject *object)
{
  ZbQueueSlot *self = ZB_QUEUE_SLOT (object);
  g_autoptr (ZbQueueRow) row = zb_queue_slot_release (self);

  g_clear_object (&self->item);
  G_OBJECT_CLASS (zb_queue_slot_parent_class)->dispose (object);
}

static void
zb_queue_slot_finalize (GObject *object)
{
  g_free (ZB_QUEUE_SLOT (object)->words);
  g_free (ZB_QUEUE_SLOT (object)->looking);
  G_OBJECT_CLASS (zb_queue_slot_parent_class)->finalize (object);
}

static void
zb_queue_slot_class_init (ZbQueueSlotClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = zb_queue_slot_get_property;
  object_class->set_property = zb_queue_slot_set_property;
  object_class->dispose = zb_queue_slot_dispose;
  object_class->finalize = zb_queue_slot_finalize;
  widget_class->realize = zb_queue_slot_realize;
  widget_class->unrealize = zb_queue_slot_unrealize;
  widget_class->measure = zb_queue_slot_measure;
  widget_class->size_allocate = zb_queue_slot_size_allocate;
  properties[PROP_ITEM] = g_param_spec_object ("item", NULL, NULL, ZB_TYPE_ALERT, flags);
  properties[PROP_SELECTED] = g_param_spec_boolean ("selected", NULL, NULL, FALSE, flags);
  /* What a screen reader says of it, and who else looks at its alert. */
  properties[PROP_WORDS] = g_param_spec_string ("words", NULL, NULL, NULL, flags);
  properties[PROP_LOOKING] = g_param_spec_string ("looking", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  g_type_ensure (ZB_TYPE_QUEUE_ROW);
}

static void
zb_queue_slot_init (ZbQueueSlot *self)
{
}
