/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-alerts-page.h"

#include "zb-alert-pane.h"
#include "zb-queue-view.h"

/**
 * ZbAlertsPage:
 *
 * The queue with all the room there is, and the selected alert's detail beside it: for working
 * through alerts without the map.
 */
struct _ZbAlertsPage
{
  ZbPage parent_instance;
  ZbDesk *desk;
};

typedef enum
{
  PROP_DESK = 1,
} ZbAlertsPageProperty;

static GParamSpec *properties[PROP_DESK + 1];

G_DEFINE_FINAL_TYPE (ZbAlertsPage, zb_alerts_page, ZB_TYPE_PAGE)

/**
 * zb_alerts_page_new:
 * @desk: what it shows
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
zb_alerts_page_new (ZbDesk *desk)
{
  return g_object_new (ZB_TYPE_ALERTS_PAGE, "desk", desk, NULL);
}

static char *
face (gpointer self, GObject *alert)
{
  return g_strdup (alert ? "alert" : "nothing");
}

static void
zb_alerts_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ZbAlertsPageProperty)id)
    {
    case PROP_DESK:
      g_value_set_object (value, ZB_ALERTS_PAGE (object)->desk);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_alerts_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((ZbAlertsPageProperty)id)
    {
    case PROP_DESK:
      g_set_object (&ZB_ALERTS_PAGE (object)->desk, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_alerts_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_ALERTS_PAGE);
  g_clear_object (&ZB_ALERTS_PAGE (object)->desk);
  G_OBJECT_CLASS (zb_alerts_page_parent_class)->dispose (object);
}

static void
zb_alerts_page_class_init (ZbAlertsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = zb_alerts_page_get_property;
  object_class->set_property = zb_alerts_page_set_property;
  object_class->dispose = zb_alerts_page_dispose;
  properties[PROP_DESK] = g_param_spec_object (
      "desk", NULL, NULL, ZB_TYPE_DESK, G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  g_type_ensure (ZB_TYPE_ALERT_PANE);
  g_type_ensure (ZB_TYPE_QUEUE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/app/alerts-page.ui");
  gtk_widget_class_bind_template_callback (widget_class, face);
}

static void
zb_alerts_page_init (ZbAlertsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
