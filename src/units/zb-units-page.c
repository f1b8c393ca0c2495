/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-units-page.h"

#include "zb-age-label.h"
#include "zb-status-dot.h"
#include "zb-unit.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * ZbUnitsPage:
 *
 * The units that can be sent, with what they do just now and how old their position is. A row
 * that is activated is shown on the map (`map.show-unit`); its button lets the unit's telephone in
 * (`unit.telephone`).
 */
struct _ZbUnitsPage
{
  ZbPage parent_instance;
  ZbWorld *world;
  GtkSortListModel *shown;
  char *summary;
  guint summarising;
};

typedef enum
{
  PROP_WORLD = 1,
  PROP_SHOWN,
  PROP_SUMMARY,
} ZbUnitsPageProperty;

static GParamSpec *properties[PROP_SUMMARY + 1];

G_DEFINE_FINAL_TYPE (ZbUnitsPage, zb_units_page, ZB_TYPE_PAGE)

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  return g_strcmp0 (((const ZbUnit *)a)->call_sign, ((const ZbUnit *)b)->call_sign);
}

static void
summarise (ZbUnitsPage *self)
{
  GListModel *units = G_LIST_MODEL (self->shown);
  const guint n_units = g_list_model_get_n_items (units);
  guint free_ones = 0, busy = 0;

  for (guint i = 0; i < n_units; i++)
    {
      g_autoptr (ZbUnit) unit = g_list_model_get_item (units, i);
      free_ones += unit->status == ZB_UNIT_AVAILABLE;
      busy += unit->status == ZB_UNIT_BUSY;
    }
  g_free (self->summary);
  self->summary = g_strdup_printf (_ ("%u units · %u available · %u busy"), n_units, free_ones, busy);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUMMARY]);
}

static gboolean
has_nothing (gpointer object, guint n_items)
{
  return n_items == 0;
}

static gboolean
on_second (gpointer data)
{
  ZbUnitsPage *self = data;

  self->summarising = 0;
  summarise (self);
  return G_SOURCE_REMOVE;
}

/* Positions arrive by the dozen a second; the line above the table follows once a second. */
static void
summarise_soon (ZbUnitsPage *self)
{
  if (self->shown && self->summarising == 0)
    self->summarising = g_timeout_add_seconds (1, on_second, self);
}

static void
on_activate (ZbUnitsPage *self, guint position)
{
  g_autoptr (ZbEntity) unit = g_list_model_get_item (G_LIST_MODEL (self->shown), position);

  if (unit)
    gtk_widget_activate_action (GTK_WIDGET (self), "map.show-unit", "s", unit->id);
}

static void
on_telephone (GtkListItem *item, GtkWidget *button)
{
  gtk_widget_activate_action (button, "unit.telephone", "s", ZB_ENTITY (gtk_list_item_get_item (item))->id);
}

static void
zb_units_page_set_world (ZbUnitsPage *self, ZbWorld *world)
{
  ZbStore *store = world ? zb_world_get_store (world, ZB_KIND_UNIT) : NULL;

  if (!g_set_object (&self->world, world))
    return;
  gtk_sort_list_model_set_model (self->shown, G_LIST_MODEL (store));
  if (store)
    g_signal_connect_object (store, "changed", G_CALLBACK (summarise_soon), self, G_CONNECT_SWAPPED);
  summarise (self);
}

static char *
unit_color (gpointer self, int status)
{
  switch ((ZbUnitStatus)status)
    {
    case ZB_UNIT_AVAILABLE:
      return g_strdup ("ok");
    case ZB_UNIT_BUSY:
      return g_strdup ("unit");
    case ZB_UNIT_UNREACHABLE:
      return g_strdup ("warn");
    case ZB_UNIT_UNKNOWN:
    case ZB_UNIT_OFF_DUTY:
    default:
      return g_strdup ("idle");
    }
}

static void
zb_units_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbUnitsPage *self = ZB_UNITS_PAGE (object);

  switch ((ZbUnitsPageProperty)id)
    {
    case PROP_WORLD:
      g_value_set_object (value, self->world);
      break;
    case PROP_SHOWN:
      g_value_set_object (value, self->shown);
      break;
    case PROP_SUMMARY:
      g_value_set_string (value, self->summary);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_units_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((ZbUnitsPageProperty)id)
    {
    case PROP_WORLD:
      zb_units_page_set_world (ZB_UNITS_PAGE (object), g_value_get_object (value));
      break;
    case PROP_SHOWN:
    case PROP_SUMMARY:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_units_page_dispose (GObject *object)
{
  ZbUnitsPage *self = ZB_UNITS_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_UNITS_PAGE);
  g_clear_object (&self->shown);
  g_clear_handle_id (&self->summarising, g_source_remove);
  g_clear_object (&self->world);
  g_clear_pointer (&self->summary, g_free);
  G_OBJECT_CLASS (zb_units_page_parent_class)->dispose (object);
}

static void
zb_units_page_class_init (ZbUnitsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = zb_units_page_get_property;
  object_class->set_property = zb_units_page_set_property;
  object_class->dispose = zb_units_page_dispose;
  properties[PROP_WORLD] =
      g_param_spec_object ("world", NULL, NULL, ZB_TYPE_WORLD, flags | G_PARAM_READWRITE);
  properties[PROP_SHOWN] =
      g_param_spec_object ("shown", NULL, NULL, G_TYPE_LIST_MODEL, flags | G_PARAM_READABLE);
  properties[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, NULL, flags | G_PARAM_READABLE);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  g_type_ensure (ZB_TYPE_STATUS_DOT);
  g_type_ensure (ZB_TYPE_AGE_LABEL);
  g_type_ensure (ZB_TYPE_UNIT);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/units/units-page.ui");
  gtk_widget_class_bind_template_callback (widget_class, has_nothing);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_telephone);
  gtk_widget_class_bind_template_callback (widget_class, unit_color);
  zb_words_bind (widget_class);
}

static void
zb_units_page_init (ZbUnitsPage *self)
{
  self->shown = gtk_sort_list_model_new (NULL, GTK_SORTER (gtk_custom_sorter_new (compare, NULL, NULL)));
  g_signal_connect_object (self->shown, "items-changed", G_CALLBACK (summarise_soon), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_init_template (GTK_WIDGET (self));
}
