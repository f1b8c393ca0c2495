/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-muted-line.h"

#include "zb-choices.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * ZbMutedLine:
 *
 * Who else on the shift has muted what, or has no sound at all, so that nobody relies on somebody who cannot
 * hear. Is not there while everybody hears everything.
 */
struct _ZbMutedLine
{
  GtkWidget parent_instance;
  GtkWidget *label;
  GListModel *officers;
  ZbMutedReader read;
  char *account;
};

G_DEFINE_FINAL_TYPE (ZbMutedLine, zb_muted_line, GTK_TYPE_WIDGET)

/**
 * zb_muted_words:
 * @muted: severities, one bit each: 1 << #ZbSeverity
 *
 * Returns: (transfer full): their names, the gravest first
 */
char *
zb_muted_words (guint muted)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (int i = ZB_N_SEVERITIES - 1; i > ZB_SEVERITY_NONE; i--)
    if (muted & (1u << i))
      g_string_append_printf (words, "%s%s", words->len > 0 ? C_ ("between severities", ", ") : "",
                              zb_words_severity (i));
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static char *
describe (ZbMutedLine *self, gpointer officer)
{
  const ZbMutedOfficer read = self->read (officer);
  g_autofree char *what = NULL;

  if ((read.muted == 0 && !read.silent) || g_strcmp0 (read.account, self->account) == 0)
    return NULL;
  /* Where nothing is heard it does not matter what else is muted. */
  if (read.silent)
    return g_strdup_printf (_ ("%s hears no alert: no sound at that seat"),
                            read.name ? read.name : _ ("Another officer"));
  what = zb_muted_words (read.muted);
  return g_strdup_printf (C_ ("officer and severities", "%s has muted %s"),
                          read.name ? read.name : _ ("Another officer"), what);
}

static void
update (ZbMutedLine *self)
{
  const guint n = self->officers ? g_list_model_get_n_items (self->officers) : 0;
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) officer = g_list_model_get_item (self->officers, i);
      g_autofree char *one = describe (self, officer);
      if (one)
        g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", one);
    }
  gtk_label_set_text (GTK_LABEL (self->label), words->str);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), words->str);
  gtk_widget_set_visible (GTK_WIDGET (self), words->len > 0);
}

/**
 * zb_muted_line_set_officers:
 * @self: a line
 * @officers: (nullable): who is on watch
 * @read: (scope forever): says of one of them what the line wants to know
 */
void
zb_muted_line_set_officers (ZbMutedLine *self, GListModel *officers, ZbMutedReader read)
{
  g_return_if_fail (ZB_IS_MUTED_LINE (self));
  if (self->officers)
    g_signal_handlers_disconnect_by_func (self->officers, update, self);
  self->read = read;
  g_set_object (&self->officers, officers);
  if (officers)
    g_signal_connect_object (officers, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

/**
 * zb_muted_line_set_account:
 * @self: a line
 * @account: (nullable): the id of the account that sits here, which is not told of itself
 */
void
zb_muted_line_set_account (ZbMutedLine *self, const char *account)
{
  g_return_if_fail (ZB_IS_MUTED_LINE (self));
  if (g_set_str (&self->account, account))
    update (self);
}

static void
zb_muted_line_dispose (GObject *object)
{
  ZbMutedLine *self = ZB_MUTED_LINE (object);

  g_clear_pointer (&self->label, gtk_widget_unparent);
  g_clear_object (&self->officers);
  g_clear_pointer (&self->account, g_free);
  G_OBJECT_CLASS (zb_muted_line_parent_class)->dispose (object);
}

static void
zb_muted_line_class_init (ZbMutedLineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zb_muted_line_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
zb_muted_line_init (ZbMutedLine *self)
{
  self->label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (self->label), 24);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_add_css_class (self->label, "zb-dense");
  gtk_widget_add_css_class (self->label, "zb-warn");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
