/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-muted-line.h"

#include "zb-choices.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * ZbMutedLine:
 *
 * Who else on the shift has muted what, so that nobody relies on somebody who cannot hear. Is not there while
 * nobody has muted anything.
 */
struct _ZbMutedLine
{
  GtkWidget parent_instance;
  GtkWidget *label;
  GListModel *officers;
  char *account;
};

typedef enum
{
  PROP_OFFICERS = 1,
  PROP_ACCOUNT,
} ZbMutedLineProperty;

static GParamSpec *properties[PROP_ACCOUNT + 1];

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

/* An officer is any object with these properties: who it is, and the severities as bits. */
static char *
describe (ZbMutedLine *self, gpointer officer)
{
  g_autofree char *account = NULL;
  g_autofree char *name = NULL;
  g_autofree char *what = NULL;
  guint muted = 0;

  g_object_get (officer, "account", &account, "name", &name, "muted", &muted, NULL);
  if (muted == 0 || g_strcmp0 (account, self->account) == 0)
    return NULL;
  what = zb_muted_words (muted);
  return g_strdup_printf (C_ ("officer and severities", "%s has muted %s"), name ? name : _ ("Another officer"),
                          what);
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
 * @officers: (nullable): a list of objects with the properties `account`, `name` (texts) and `muted` (bits)
 */
void
zb_muted_line_set_officers (ZbMutedLine *self, GListModel *officers)
{
  g_return_if_fail (ZB_IS_MUTED_LINE (self));
  if (self->officers == officers)
    return;
  if (self->officers)
    g_signal_handlers_disconnect_by_func (self->officers, update, self);
  g_set_object (&self->officers, officers);
  if (officers)
    g_signal_connect_object (officers, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OFFICERS]);
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
  if (!g_set_str (&self->account, account))
    return;
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
}

static void
zb_muted_line_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbMutedLine *self = ZB_MUTED_LINE (object);

  switch ((ZbMutedLineProperty)id)
    {
    case PROP_OFFICERS:
      g_value_set_object (value, self->officers);
      break;
    case PROP_ACCOUNT:
      g_value_set_string (value, self->account);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_muted_line_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbMutedLine *self = ZB_MUTED_LINE (object);

  switch ((ZbMutedLineProperty)id)
    {
    case PROP_OFFICERS:
      zb_muted_line_set_officers (self, g_value_get_object (value));
      break;
    case PROP_ACCOUNT:
      zb_muted_line_set_account (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
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
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zb_muted_line_get_property;
  object_class->set_property = zb_muted_line_set_property;
  object_class->dispose = zb_muted_line_dispose;
  /**
   * ZbMutedLine:officers:
   *
   * Who is on the shift, see zb_muted_line_set_officers().
   */
  properties[PROP_OFFICERS] = g_param_spec_object ("officers", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  /**
   * ZbMutedLine:account:
   *
   * Who sits here.
   */
  properties[PROP_ACCOUNT] = g_param_spec_string ("account", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
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
