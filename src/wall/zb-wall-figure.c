/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-wall-figure.h"

/**
 * ZbWallFigure:
 *
 * One figure that is read from ten metres: what it is, its value with a unit, and a note to
 * compare it with. A value that is not known is shown as a dash, never as nought.
 */
struct _ZbWallFigure
{
  AdwBin parent_instance;
  char *title;
  char *value;
  char *unit;
  char *note;
};

typedef enum
{
  PROP_TITLE = 1,
  PROP_VALUE,
  PROP_UNIT,
  PROP_NOTE,
} ZbWallFigureProperty;

static GParamSpec *properties[PROP_NOTE + 1];

G_DEFINE_FINAL_TYPE (ZbWallFigure, zb_wall_figure, ADW_TYPE_BIN)

static char **
find_text (ZbWallFigure *self, ZbWallFigureProperty id)
{
  switch (id)
    {
    case PROP_TITLE:
      return &self->title;
    case PROP_VALUE:
      return &self->value;
    case PROP_UNIT:
      return &self->unit;
    case PROP_NOTE:
      return &self->note;
    default:
      g_assert_not_reached ();
    }
}

static char *
or_dash (gpointer self, const char *value)
{
  return g_strdup (value && *value ? value : "–");
}

static gboolean
is_there (gpointer self, const char *text)
{
  return text && *text;
}

static void
zb_wall_figure_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_string (value, *find_text (ZB_WALL_FIGURE (object), (ZbWallFigureProperty)id));
}

static void
tell (ZbWallFigure *self)
{
  g_autofree char *words =
      g_strdup_printf ("%s %s%s %s", self->title ? self->title : "", self->value ? self->value : "–",
                       self->unit ? self->unit : "", self->note ? self->note : "");

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
zb_wall_figure_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbWallFigure *self = ZB_WALL_FIGURE (object);

  if (!g_set_str (find_text (self, (ZbWallFigureProperty)id), g_value_get_string (value)))
    return;
  tell (self);
  g_object_notify_by_pspec (object, pspec);
}

static void
zb_wall_figure_finalize (GObject *object)
{
  ZbWallFigure *self = ZB_WALL_FIGURE (object);

  for (ZbWallFigureProperty id = PROP_TITLE; id <= PROP_NOTE; id++)
    g_free (*find_text (self, id));
  G_OBJECT_CLASS (zb_wall_figure_parent_class)->finalize (object);
}

static void
zb_wall_figure_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_WALL_FIGURE);
  G_OBJECT_CLASS (zb_wall_figure_parent_class)->dispose (object);
}

static void
zb_wall_figure_class_init (ZbWallFigureClass *klass)
{
  static const char *const names[] = { NULL, "title", "value", "unit", "note" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = zb_wall_figure_get_property;
  object_class->set_property = zb_wall_figure_set_property;
  object_class->dispose = zb_wall_figure_dispose;
  object_class->finalize = zb_wall_figure_finalize;
  for (ZbWallFigureProperty id = PROP_TITLE; id <= PROP_NOTE; id++)
    properties[id] = g_param_spec_string (
        names[id], NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/wall/wall-figure.ui");
  gtk_widget_class_bind_template_callback (widget_class, or_dash);
  gtk_widget_class_bind_template_callback (widget_class, is_there);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
zb_wall_figure_init (ZbWallFigure *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
