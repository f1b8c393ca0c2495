/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-stale-mark.h"

#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * ZbStaleMark:
 *
 * Says, where what is shown may be old, as of when it is: in amber, and only while there is no line.
 */
struct _ZbStaleMark
{
  GtkWidget parent_instance;
  GtkWidget *box, *label;
  gboolean connected;
  gint64 as_of;
};

typedef enum
{
  PROP_CONNECTED = 1,
  PROP_AS_OF,
} ZbStaleMarkProperty;

static GParamSpec *properties[PROP_AS_OF + 1];

G_DEFINE_FINAL_TYPE (ZbStaleMark, zb_stale_mark, GTK_TYPE_WIDGET)

static void
update (ZbStaleMark *self)
{
  g_autofree char *time = zb_words_time (self->as_of);
  g_autofree char *words =
      self->as_of ? g_strdup_printf (_ ("Data as of %s"), time) : g_strdup (_ ("No data yet"));

  gtk_label_set_text (GTK_LABEL (self->label), words);
  gtk_widget_set_visible (GTK_WIDGET (self), !self->connected);
}

static void
zb_stale_mark_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbStaleMark *self = ZB_STALE_MARK (object);

  if (id == PROP_CONNECTED)
    g_value_set_boolean (value, self->connected);
  else
    g_value_set_int64 (value, self->as_of);
}

static void
zb_stale_mark_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbStaleMark *self = ZB_STALE_MARK (object);

  if (id == PROP_CONNECTED)
    self->connected = g_value_get_boolean (value);
  else
    self->as_of = g_value_get_int64 (value);
  update (self);
}

static void
zb_stale_mark_dispose (GObject *object)
{
  g_clear_pointer (&ZB_STALE_MARK (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (zb_stale_mark_parent_class)->dispose (object);
}

static void
zb_stale_mark_class_init (ZbStaleMarkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zb_stale_mark_get_property;
  object_class->set_property = zb_stale_mark_set_property;
  object_class->dispose = zb_stale_mark_dispose;
  properties[PROP_CONNECTED] = g_param_spec_boolean ("connected", NULL, NULL, TRUE, flags);
  properties[PROP_AS_OF] = g_param_spec_int64 ("as-of", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "stale");
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
zb_stale_mark_init (ZbStaleMark *self)
{
  GtkWidget *icon = gtk_image_new_from_icon_name ("zb-offline-symbolic");

  self->connected = TRUE;
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  self->label = gtk_label_new (NULL);
  gtk_image_set_pixel_size (GTK_IMAGE (icon), 14);
  gtk_widget_add_css_class (self->label, "zb-caption");
  gtk_widget_add_css_class (GTK_WIDGET (self), "zb-warn");
  gtk_box_append (GTK_BOX (self->box), icon);
  gtk_box_append (GTK_BOX (self->box), self->label);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  update (self);
}
