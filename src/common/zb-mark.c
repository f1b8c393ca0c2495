/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-mark.h"

#include "zb-words.h"

/**
 * ZbMark:
 *
 * A small word beside one entity, whose id is its `subject`, or `full` a sentence: hidden while there is
 * nothing to say. It follows the world only while it is in a window, since rows of lists come and go.
 */
typedef struct
{
  char *subject;
  gboolean full;
  GObject *watched;
} ZbMarkPrivate;

typedef enum
{
  PROP_SUBJECT = 1,
  PROP_FULL,
} ZbMarkProperty;

static GParamSpec *properties[PROP_FULL + 1];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (ZbMark, zb_mark, GTK_TYPE_WIDGET)

#define PRIVATE(self) ((ZbMarkPrivate *)zb_mark_get_instance_private (ZB_MARK (self)))

/**
 * zb_mark_update:
 * @self: a mark
 *
 * Has it show what is so now.
 */
void
zb_mark_update (ZbMark *self)
{
  g_return_if_fail (ZB_IS_MARK (self));
  ZB_MARK_GET_CLASS (self)->update (self);
}

/**
 * zb_mark_get_subject:
 * @self: a mark
 *
 * Returns: (nullable): the id of what it stands beside
 */
const char *
zb_mark_get_subject (ZbMark *self)
{
  g_return_val_if_fail (ZB_IS_MARK (self), NULL);
  return PRIVATE (self)->subject;
}

/**
 * zb_mark_get_full:
 * @self: a mark
 *
 * Returns: whether it says all, and not a word alone
 */
gboolean
zb_mark_get_full (ZbMark *self)
{
  g_return_val_if_fail (ZB_IS_MARK (self), FALSE);
  return PRIVATE (self)->full;
}

/**
 * zb_mark_get_watched:
 * @self: a mark
 *
 * Returns: (transfer none) (nullable): what it follows; %NULL outside of a window
 */
gpointer
zb_mark_get_watched (ZbMark *self)
{
  g_return_val_if_fail (ZB_IS_MARK (self), NULL);
  return PRIVATE (self)->watched;
}

static void
watch (ZbMark *self, GObject *watched)
{
  ZbMarkPrivate *private = PRIVATE (self);
  ZbMarkClass *klass = ZB_MARK_GET_CLASS (self);

  if (private->watched == watched)
    return;
  if (private->watched)
    g_signal_handlers_disconnect_by_func (private->watched, klass->changed, self);
  g_set_weak_pointer (&private->watched, watched);
  if (watched)
    g_signal_connect_object (watched, klass->signal, klass->changed, self, G_CONNECT_SWAPPED);
}

static void
zb_mark_root (GtkWidget *widget)
{
  ZbMark *self = ZB_MARK (widget);
  ZbWorld *world = zb_words_get_world ();

  GTK_WIDGET_CLASS (zb_mark_parent_class)->root (widget);
  watch (self, world ? ZB_MARK_GET_CLASS (self)->find_watched (world) : NULL);
  zb_mark_update (self);
}

static void
zb_mark_unroot (GtkWidget *widget)
{
  watch (ZB_MARK (widget), NULL);
  GTK_WIDGET_CLASS (zb_mark_parent_class)->unroot (widget);
}

static void
zb_mark_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ZbMarkProperty)id)
    {
    case PROP_SUBJECT:
      g_value_set_string (value, PRIVATE (object)->subject);
      break;
    case PROP_FULL:
      g_value_set_boolean (value, PRIVATE (object)->full);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_mark_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((ZbMarkProperty)id)
    {
    case PROP_SUBJECT:
      g_set_str (&PRIVATE (object)->subject, g_value_get_string (value));
      break;
    case PROP_FULL:
      PRIVATE (object)->full = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
  zb_mark_update (ZB_MARK (object));
}

static void
zb_mark_dispose (GObject *object)
{
  GtkWidget *child;

  watch (ZB_MARK (object), NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (zb_mark_parent_class)->dispose (object);
}

static void
zb_mark_finalize (GObject *object)
{
  g_free (PRIVATE (object)->subject);
  G_OBJECT_CLASS (zb_mark_parent_class)->finalize (object);
}

static void
zb_mark_class_init (ZbMarkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zb_mark_get_property;
  object_class->set_property = zb_mark_set_property;
  object_class->dispose = zb_mark_dispose;
  object_class->finalize = zb_mark_finalize;
  widget_class->root = zb_mark_root;
  widget_class->unroot = zb_mark_unroot;
  klass->changed = G_CALLBACK (zb_mark_update);
  properties[PROP_SUBJECT] = g_param_spec_string ("subject", NULL, NULL, NULL, flags);
  /* As a sentence, with all that there is to say. */
  properties[PROP_FULL] = g_param_spec_boolean ("full", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
zb_mark_init (ZbMark *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
