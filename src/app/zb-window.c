/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-window.h"

#include "zb-page.h"
#include "zb-status-dot.h"

/**
 * ZbWindow:
 *
 * The console's window: the header, the rail and the pages that the rail leads to.
 */
struct _ZbWindow
{
  AdwApplicationWindow parent_instance;
  AdwViewStack *pages;
  GtkListBox *rail;
  char *officer_line;
  char *connection_line;
};

typedef enum
{
  PROP_OFFICER_LINE = 1,
  PROP_CONNECTION_LINE,
} ZbWindowProperty;

static GParamSpec *properties[PROP_CONNECTION_LINE + 1];

G_DEFINE_FINAL_TYPE (ZbWindow, zb_window, ADW_TYPE_APPLICATION_WINDOW)

/**
 * zb_window_new:
 * @application: the console
 *
 * Returns: (transfer floating): a window without a world
 */
ZbWindow *
zb_window_new (AdwApplication *application)
{
  return g_object_new (ZB_TYPE_WINDOW, "application", application, NULL);
}

static void
zb_window_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbWindow *self = ZB_WINDOW (object);

  switch ((ZbWindowProperty)id)
    {
    case PROP_OFFICER_LINE:
      g_value_set_string (value, self->officer_line);
      break;
    case PROP_CONNECTION_LINE:
      g_value_set_string (value, self->connection_line);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_WINDOW);
  G_OBJECT_CLASS (zb_window_parent_class)->dispose (object);
}

static void
zb_window_finalize (GObject *object)
{
  ZbWindow *self = ZB_WINDOW (object);

  g_clear_pointer (&self->officer_line, g_free);
  g_clear_pointer (&self->connection_line, g_free);
  G_OBJECT_CLASS (zb_window_parent_class)->finalize (object);
}

static void
zb_window_class_init (ZbWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = zb_window_get_property;
  object_class->dispose = zb_window_dispose;
  object_class->finalize = zb_window_finalize;
  properties[PROP_OFFICER_LINE] = g_param_spec_string ("officer-line", NULL, NULL, NULL, flags);
  properties[PROP_CONNECTION_LINE] = g_param_spec_string ("connection-line", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  g_type_ensure (ZB_TYPE_STATUS_DOT);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/app/window.ui");
  gtk_widget_class_bind_template_child (widget_class, ZbWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, ZbWindow, rail);
}

static void
zb_window_init (ZbWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
