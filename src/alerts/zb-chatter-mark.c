/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-chatter-mark.h"

#include "zb-chatter.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * ZbChatterMark:
 *
 * Says of a device that it chatters, and how often it was raised within the last minute; hidden while it does
 * not. `subject` is what its raises are counted by, see zb_chatter_get_key().
 */
struct _ZbChatterMark
{
  GtkWidget parent_instance;
  GtkWidget *label;
  char *subject;
  gboolean full;
  ZbChatter *watched;
};

typedef enum
{
  PROP_SUBJECT = 1,
  PROP_FULL,
} ZbChatterMarkProperty;

static GParamSpec *properties[PROP_FULL + 1];

G_DEFINE_FINAL_TYPE (ZbChatterMark, zb_chatter_mark, GTK_TYPE_WIDGET)

/**
 * zb_chatter_mark_new:
 *
 * Returns: (transfer floating): a mark of nothing
 */
GtkWidget *
zb_chatter_mark_new (void)
{
  return g_object_new (ZB_TYPE_CHATTER_MARK, NULL);
}

static void
update (ZbChatterMark *self)
{
  const guint n = self->watched ? zb_chatter_count (self->watched, self->subject) : 0;
  g_autofree char *row = NULL, *all = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
  if (n == 0)
    return;
  row = g_strdup_printf (C_ ("device", "Chatters ×%u"), n);
  all = g_strdup_printf (ngettext ("The device chatters: raised %u time in the last minute",
                                   "The device chatters: raised %u times in the last minute", n),
                         n);
  gtk_label_set_text (GTK_LABEL (self->label), self->full ? all : row);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), all);
}

static void
watch (ZbChatterMark *self, ZbChatter *chatter)
{
  if (self->watched == chatter)
    return;
  if (self->watched)
    g_signal_handlers_disconnect_by_func (self->watched, update, self);
  g_set_weak_pointer (&self->watched, chatter);
  if (chatter)
    g_signal_connect_object (chatter, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

static void
zb_chatter_mark_root (GtkWidget *widget)
{
  ZbWorld *world = zb_words_get_world ();

  GTK_WIDGET_CLASS (zb_chatter_mark_parent_class)->root (widget);
  watch (ZB_CHATTER_MARK (widget), world ? zb_chatter_of (world) : NULL);
  update (ZB_CHATTER_MARK (widget));
}

static void
zb_chatter_mark_unroot (GtkWidget *widget)
{
  watch (ZB_CHATTER_MARK (widget), NULL);
  GTK_WIDGET_CLASS (zb_chatter_mark_parent_class)->unroot (widget);
}

static void
zb_chatter_mark_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbChatterMark *self = ZB_CHATTER_MARK (object);

  switch ((ZbChatterMarkProperty)id)
    {
    case PROP_SUBJECT:
      g_value_set_string (value, self->subject);
      break;
    case PROP_FULL:
      g_value_set_boolean (value, self->full);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_chatter_mark_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbChatterMark *self = ZB_CHATTER_MARK (object);

  switch ((ZbChatterMarkProperty)id)
    {
    case PROP_SUBJECT:
      g_set_str (&self->subject, g_value_get_string (value));
      break;
    case PROP_FULL:
      self->full = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
  update (self);
}

static void
zb_chatter_mark_dispose (GObject *object)
{
  ZbChatterMark *self = ZB_CHATTER_MARK (object);

  watch (self, NULL);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  G_OBJECT_CLASS (zb_chatter_mark_parent_class)->dispose (object);
}

static void
zb_chatter_mark_finalize (GObject *object)
{
  g_free (ZB_CHATTER_MARK (object)->subject);
  G_OBJECT_CLASS (zb_chatter_mark_parent_class)->finalize (object);
}

static void
zb_chatter_mark_class_init (ZbChatterMarkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zb_chatter_mark_get_property;
  object_class->set_property = zb_chatter_mark_set_property;
  object_class->dispose = zb_chatter_mark_dispose;
  object_class->finalize = zb_chatter_mark_finalize;
  widget_class->root = zb_chatter_mark_root;
  widget_class->unroot = zb_chatter_mark_unroot;
  properties[PROP_SUBJECT] = g_param_spec_string ("subject", NULL, NULL, NULL, flags);
  /* As a sentence, not as a tag. */
  properties[PROP_FULL] = g_param_spec_boolean ("full", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_css_name (widget_class, "chatter");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
zb_chatter_mark_init (ZbChatterMark *self)
{
  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->label, "zb-tag");
  gtk_widget_add_css_class (self->label, "warn");
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
