/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-rail-row.h"

#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * ZbRailRow:
 *
 * One page's entry in the rail: icon, title and, unless zero, the count as a badge.
 */
struct _ZbRailRow
{
  GtkListBoxRow parent_instance;
  ZbPage *page;
  GtkWidget *badge;
};

typedef enum
{
  PROP_PAGE = 1,
} ZbRailRowProperty;

static GParamSpec *properties[PROP_PAGE + 1];

G_DEFINE_FINAL_TYPE (ZbRailRow, zb_rail_row, GTK_TYPE_LIST_BOX_ROW)

/**
 * zb_rail_row_new:
 * @page: the page it leads to
 *
 * Returns: (transfer floating): its entry
 */
GtkWidget *
zb_rail_row_new (ZbPage *page)
{
  return g_object_new (ZB_TYPE_RAIL_ROW, "page", page, NULL);
}

/**
 * zb_rail_row_get_page:
 * @self: an entry
 *
 * Returns: (transfer none): the page it leads to
 */
ZbPage *
zb_rail_row_get_page (ZbRailRow *self)
{
  g_return_val_if_fail (ZB_IS_RAIL_ROW (self), NULL);
  return self->page;
}

static gboolean
is_some (gpointer self, guint count)
{
  return count > 0;
}

/* What a screen reader says of it: the badge is a drawing. */
static void
name_row (ZbRailRow *self)
{
  guint count = 0;
  g_autofree char *number = NULL;
  g_autofree char *words = NULL;

  g_object_get (self->page, "count", &count, NULL);
  number = g_strdup_printf ("%u", count);
  words = count > 0 ? g_strdup_printf (C_ ("page and how much is there", "%s, %s"),
                                       zb_page_get_title (self->page), number)
                    : g_strdup (zb_page_get_title (self->page));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

/* A page may be alarming: its badge is red. */
static void
zb_rail_row_constructed (GObject *object)
{
  ZbRailRow *self = ZB_RAIL_ROW (object);
  gboolean alarming = FALSE;

  G_OBJECT_CLASS (zb_rail_row_parent_class)->constructed (object);
  g_object_get (self->page, "alarming", &alarming, NULL);
  if (alarming)
    gtk_widget_add_css_class (self->badge, "alarming");
  g_signal_connect_object (self->page, "notify::count", G_CALLBACK (name_row), self, G_CONNECT_SWAPPED);
  name_row (self);
}

static void
zb_rail_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ZbRailRowProperty)id)
    {
    case PROP_PAGE:
      g_value_set_object (value, ZB_RAIL_ROW (object)->page);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_rail_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((ZbRailRowProperty)id)
    {
    case PROP_PAGE:
      g_set_object (&ZB_RAIL_ROW (object)->page, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_rail_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_RAIL_ROW);
  g_clear_object (&ZB_RAIL_ROW (object)->page);
  G_OBJECT_CLASS (zb_rail_row_parent_class)->dispose (object);
}

static void
zb_rail_row_class_init (ZbRailRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = zb_rail_row_constructed;
  object_class->get_property = zb_rail_row_get_property;
  object_class->set_property = zb_rail_row_set_property;
  object_class->dispose = zb_rail_row_dispose;
  properties[PROP_PAGE] = g_param_spec_object (
      "page", NULL, NULL, ZB_TYPE_PAGE, G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/app/rail-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ZbRailRow, badge);
  zb_words_bind (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, is_some);
}

static void
zb_rail_row_init (ZbRailRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
