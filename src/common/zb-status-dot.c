/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-status-dot.h"

/**
 * ZbStatusDot:
 *
 * A dot of 8 px in the colour of a state. It stands beside words that say the same, so it is
 * decoration to a screen reader. Its colour is the CSS class `zb-STATUS`, for example `zb-ok`.
 */
struct _ZbStatusDot
{
  GtkWidget parent_instance;
  char *status;
  gboolean hollow;
};

typedef enum
{
  PROP_STATUS = 1,
  PROP_HOLLOW,
} ZbStatusDotProperty;

static GParamSpec *properties[PROP_HOLLOW + 1];

G_DEFINE_FINAL_TYPE (ZbStatusDot, zb_status_dot, GTK_TYPE_WIDGET)

/**
 * zb_status_dot_new:
 *
 * Returns: (transfer floating): a dot without a state
 */
GtkWidget *
zb_status_dot_new (void)
{
  return g_object_new (ZB_TYPE_STATUS_DOT, NULL);
}

static void
zb_status_dot_set_status (ZbStatusDot *self, const char *status)
{
  g_autofree char *css_class = NULL;

  if (g_strcmp0 (self->status, status) == 0)
    return;
  if (self->status)
    {
      g_autofree char *former = g_strconcat ("zb-", self->status, NULL);
      gtk_widget_remove_css_class (GTK_WIDGET (self), former);
    }
  g_set_str (&self->status, status);
  css_class = g_strconcat ("zb-", status, NULL);
  if (status)
    gtk_widget_add_css_class (GTK_WIDGET (self), css_class);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUS]);
}

static void
zb_status_dot_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ZbStatusDot *self = ZB_STATUS_DOT (widget);
  const float width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  const float radius = MIN (MIN (width, height) / 2, 4);
  GskRoundedRect shape;
  GdkRGBA color;

  gtk_widget_get_color (widget, &color);
  gsk_rounded_rect_init_from_rect (
      &shape, &GRAPHENE_RECT_INIT (width / 2 - radius, height / 2 - radius, 2 * radius, 2 * radius), radius);
  if (self->hollow)
    gtk_snapshot_append_border (snapshot, &shape, (float[4]){ 1.5, 1.5, 1.5, 1.5 },
                                (GdkRGBA[4]){ color, color, color, color });
  else
    {
      gtk_snapshot_push_rounded_clip (snapshot, &shape);
      gtk_snapshot_append_color (snapshot, &color, &shape.bounds);
      gtk_snapshot_pop (snapshot);
    }
}

static void
zb_status_dot_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                       int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = 8;
}

static void
zb_status_dot_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbStatusDot *self = ZB_STATUS_DOT (object);

  switch ((ZbStatusDotProperty)id)
    {
    case PROP_STATUS:
      g_value_set_string (value, self->status);
      break;
    case PROP_HOLLOW:
      g_value_set_boolean (value, self->hollow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_status_dot_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbStatusDot *self = ZB_STATUS_DOT (object);

  switch ((ZbStatusDotProperty)id)
    {
    case PROP_STATUS:
      zb_status_dot_set_status (self, g_value_get_string (value));
      break;
    case PROP_HOLLOW:
      self->hollow = g_value_get_boolean (value);
      gtk_widget_queue_draw (GTK_WIDGET (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_status_dot_finalize (GObject *object)
{
  g_clear_pointer (&ZB_STATUS_DOT (object)->status, g_free);
  G_OBJECT_CLASS (zb_status_dot_parent_class)->finalize (object);
}

static void
zb_status_dot_class_init (ZbStatusDotClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = zb_status_dot_get_property;
  object_class->set_property = zb_status_dot_set_property;
  object_class->finalize = zb_status_dot_finalize;
  widget_class->measure = zb_status_dot_measure;
  widget_class->snapshot = zb_status_dot_snapshot;
  properties[PROP_STATUS] = g_param_spec_string ("status", NULL, NULL, NULL, flags);
  properties[PROP_HOLLOW] = g_param_spec_boolean ("hollow", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_css_name (widget_class, "statusdot");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
zb_status_dot_init (ZbStatusDot *self)
{
}
