/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-sketch-bar.h"

#include "zb-pending-mark.h"
#include "zb-sketch-words.h"

#include <glib/gi18n.h>

/**
 * ZbSketchBar:
 *
 * What is being drawn on the map, in words, with the buttons for whoever does not know the keys. It is seen
 * while there is a sketch, and says each point to a screen reader.
 */
struct _ZbSketchBar
{
  AdwBin parent_instance;
  ZbSketch *sketch;
  GtkImage *icon;
  GtkLabel *size, *hint;
  ZbPendingMark *pending;
  guint n_said; /* points that were announced */
  gboolean drawing;
  gboolean draft;
};

typedef enum
{
  PROP_DRAWING = 1,
  PROP_DRAFT,
  PROP_RESULT,
} ZbSketchBarProperty;

static GParamSpec *properties[PROP_RESULT + 1];

G_DEFINE_FINAL_TYPE (ZbSketchBar, zb_sketch_bar, ADW_TYPE_BIN)

static const char *const icons[] = {
  [ZB_SKETCH_LINE] = "zb-ruler-symbolic",
  [ZB_SKETCH_POLYGON] = "zb-polygon-symbolic",
  [ZB_SKETCH_CIRCLE] = "zb-circle-symbolic",
};

/* What comes first, by shape. */
static const char *
first_hint (ZbSketchShape shape, guint n_points)
{
  if (shape == ZB_SKETCH_CIRCLE)
    return n_points ? _ ("Click how far it reaches")
                    : _ ("Click its middle, or go there with the arrows and press Space");
  if (shape == ZB_SKETCH_POLYGON)
    return n_points ? _ ("Click the next corner")
                    : _ ("Click its corners, or go there with the arrows and press Space");
  return n_points ? _ ("Click the next point")
                  : _ ("Click where to begin, or go there with the arrows and press Space");
}

static const char *
hint_of (ZbSketch *sketch)
{
  guint n;
  zb_sketch_get_points (sketch, &n);
  if (zb_sketch_is_finished (sketch))
    return "";
  if (zb_sketch_is_complete (sketch))
    return _ ("Drag its points; Enter finishes");
  if (zb_sketch_can_finish (sketch))
    return _ ("Enter or a double click finishes; Backspace takes the last point back");
  return first_hint (zb_sketch_get_shape (sketch), n);
}

static char *
write_size (ZbSketch *sketch)
{
  g_autofree char *size = zb_sketch_words_size (sketch), *more = zb_sketch_words_more (sketch);
  if (zb_sketch_get_last_leg (sketch) == 0)
    return g_strdup (zb_sketch_get_shape (sketch) == ZB_SKETCH_LINE ? _ ("Distance") : _ ("Surface"));
  return *more ? g_strdup_printf ("%s · %s", size, more) : g_steal_pointer (&size);
}

/* Once for each point, and not for each move of the pointer. */
static void
announce (ZbSketchBar *self)
{
  guint n;
  zb_sketch_get_points (self->sketch, &n);
  if (n != self->n_said && n > 0)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), zb_sketch_bar_get_size (self),
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  self->n_said = n;
}

static void
set_drawing (ZbSketchBar *self, gboolean drawing)
{
  if (self->drawing == drawing)
    return;
  self->drawing = drawing;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DRAWING]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RESULT]);
}

static void
update (ZbSketchBar *self)
{
  g_autofree char *size = write_size (self->sketch);
  const char *hint = hint_of (self->sketch);
  gtk_label_set_label (self->size, size);
  gtk_label_set_label (self->hint, hint);
  gtk_widget_set_visible (GTK_WIDGET (self->hint), *hint != '\0');
  set_drawing (self, !zb_sketch_is_finished (self->sketch));
  announce (self);
}

static void
on_finished (ZbSketchBar *self)
{
  gtk_accessible_announce (GTK_ACCESSIBLE (self), zb_sketch_bar_get_size (self),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
zb_sketch_bar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ZbSketchBarProperty)id)
    {
    case PROP_DRAWING:
      g_value_set_boolean (value, ZB_SKETCH_BAR (object)->drawing);
      break;
    case PROP_DRAFT:
      g_value_set_boolean (value, ZB_SKETCH_BAR (object)->draft);
      break;
    case PROP_RESULT:
      g_value_set_boolean (value, !ZB_SKETCH_BAR (object)->drawing && !ZB_SKETCH_BAR (object)->draft);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_sketch_bar_dispose (GObject *object)
{
  ZbSketchBar *self = ZB_SKETCH_BAR (object);
  if (self->sketch)
    g_signal_handlers_disconnect_by_data (self->sketch, self);
  g_clear_object (&self->sketch);
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_SKETCH_BAR);
  G_OBJECT_CLASS (zb_sketch_bar_parent_class)->dispose (object);
}

static void
zb_sketch_bar_class_init (ZbSketchBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  g_type_ensure (ZB_TYPE_PENDING_MARK);
  G_OBJECT_CLASS (klass)->get_property = zb_sketch_bar_get_property;
  G_OBJECT_CLASS (klass)->dispose = zb_sketch_bar_dispose;
  properties[PROP_DRAWING] = g_param_spec_boolean ("drawing", NULL, NULL, FALSE, flags);
  /* Of something that the officer has still to fill in or that the platform has not taken yet. */
  properties[PROP_DRAFT] = g_param_spec_boolean ("draft", NULL, NULL, FALSE, flags);
  properties[PROP_RESULT] = g_param_spec_boolean ("result", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/map/sketch-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, ZbSketchBar, icon);
  gtk_widget_class_bind_template_child (widget_class, ZbSketchBar, size);
  gtk_widget_class_bind_template_child (widget_class, ZbSketchBar, hint);
  gtk_widget_class_bind_template_child (widget_class, ZbSketchBar, pending);
}

static void
zb_sketch_bar_init (ZbSketchBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * zb_sketch_bar_set_sketch:
 * @self: a bar
 * @sketch: (nullable): what it tells of; without one it is not seen
 */
void
zb_sketch_bar_set_sketch (ZbSketchBar *self, ZbSketch *sketch)
{
  if (self->sketch)
    g_signal_handlers_disconnect_by_data (self->sketch, self);
  g_set_object (&self->sketch, sketch);
  gtk_widget_set_visible (GTK_WIDGET (self), sketch != NULL);
  self->n_said = 0;
  if (!sketch)
    return;
  gtk_image_set_from_icon_name (self->icon, icons[zb_sketch_get_shape (sketch)]);
  g_signal_connect_swapped (sketch, "changed", G_CALLBACK (update), self);
  g_signal_connect_swapped (sketch, "finished", G_CALLBACK (on_finished), self);
  update (self);
}

/**
 * zb_sketch_bar_set_draft:
 * @self: a bar
 * @id: (nullable): what the finished sketch is a draft of; %NULL where it was only measured
 */
void
zb_sketch_bar_set_draft (ZbSketchBar *self, const char *id)
{
  g_object_set (self->pending, "subject", id, NULL);
  self->draft = id != NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DRAFT]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RESULT]);
}

/**
 * zb_sketch_bar_get_size:
 * @self: a bar
 *
 * Returns: how long or large the sketch is, as it is shown and copied
 */
const char *
zb_sketch_bar_get_size (ZbSketchBar *self)
{
  return gtk_label_get_label (self->size);
}

/**
 * zb_sketch_bar_get_hint:
 * @self: a bar
 *
 * Returns: what the officer can do next, an empty text once there is nothing
 */
const char *
zb_sketch_bar_get_hint (ZbSketchBar *self)
{
  return gtk_label_get_label (self->hint);
}
