/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-chatter-mark.h"

#include "zb-chatter.h"
#include "zb-tooltip.h"

#include <glib/gi18n.h>

/**
 * ZbChatterMark:
 *
 * Says of a device that it chatters, and how often it was raised within the last minute; hidden while it does
 * not. `subject` is what its raises are counted by, see zb_chatter_get_key().
 */
struct _ZbChatterMark
{
  ZbMark parent_instance;
  GtkWidget *label;
};

G_DEFINE_FINAL_TYPE (ZbChatterMark, zb_chatter_mark, ZB_TYPE_MARK)

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
zb_chatter_mark_update (ZbMark *self)
{
  ZbChatter *chatter = zb_mark_get_watched (self);
  const guint n = chatter ? zb_chatter_count (chatter, zb_mark_get_subject (self)) : 0;
  g_autofree char *row = NULL, *all = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
  if (n == 0)
    return;
  row = g_strdup_printf (C_ ("device", "Chatters ×%u"), n);
  all = g_strdup_printf (ngettext ("The device chatters: raised %u time in the last minute",
                                   "The device chatters: raised %u times in the last minute", n),
                         n);
  gtk_label_set_text (GTK_LABEL (ZB_CHATTER_MARK (self)->label), zb_mark_get_full (self) ? all : row);
  zb_tooltip_set (GTK_WIDGET (self), all);
}

static gpointer
find_watched (ZbWorld *world)
{
  return zb_chatter_of (world);
}

static void
zb_chatter_mark_class_init (ZbChatterMarkClass *klass)
{
  ZbMarkClass *mark_class = ZB_MARK_CLASS (klass);

  mark_class->find_watched = find_watched;
  mark_class->signal = "changed";
  mark_class->update = zb_chatter_mark_update;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "chatter");
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
}
