/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-wall-case.h"

#include "zb-assignment.h"
#include "zb-severity-icon.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * ZbWallCase:
 *
 * A case in focus: what and where it is, how far it has come, and who works on it. Nothing that a
 * person has written is on it, and no contact: everybody in the hall reads a wall.
 */
struct _ZbWallCase
{
  AdwBin parent_instance;
  ZbWorld *world;
  ZbCase *a_case;
  GtkWidget *icon;
  GtkLabel *title;
  GtkLabel *place;
  GtkBox *steps;
  GtkBox *tasks;
};

typedef enum
{
  PROP_WORLD = 1,
} ZbWallCaseProperty;

static GParamSpec *properties[PROP_WORLD + 1];

G_DEFINE_FINAL_TYPE (ZbWallCase, zb_wall_case, ADW_TYPE_BIN)

/* More would not fit beside the map. */
#define MOST_TASKS 5

static GtkWidget *
new_label (const char *text, const char *css_class, const char *color)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  if (color)
    gtk_widget_add_css_class (label, color);
  return label;
}

static void
clear (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))))
    gtk_box_remove (box, child);
}

static void
add_row (GtkBox *box, const char *mark, const char *mark_color, const char *name, gboolean bold,
         const char *side)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = new_label (name, "zb-wall-text", bold ? "zb-t1" : "zb-t2");

  gtk_widget_set_hexpand (words, TRUE);
  if (bold)
    gtk_widget_add_css_class (words, "zb-bold");
  gtk_box_append (GTK_BOX (row), new_label (mark, "zb-wall-text", mark_color));
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), new_label (side, "zb-wall-text", "zb-t3"));
  gtk_box_append (box, row);
}

static void
show_step (ZbWallCase *self, ZbStep step)
{
  const ZbStepTime *time = zb_case_find_step (self->a_case, step);
  g_autofree char *at = time ? zb_words_time (time->at) : g_strdup ("");
  const gboolean now = self->a_case->step == (int)step;
  const gboolean done = time && !now && (int)step < self->a_case->step;

  at[MIN (strlen (at), strlen ("hh:mm"))] = '\0';
  add_row (self->steps,
           now    ? "●"
           : done ? "✓"
                  : "○",
           now    ? "zb-link"
           : done ? "zb-ok"
                  : "zb-t3",
           zb_words_choice (&zb_steps, (int)step), now, done || now ? at : "");
}

static void
show_steps (ZbWallCase *self)
{
  clear (self->steps);
  for (ZbStep step = ZB_STEP_COLLECTED; step <= ZB_STEP_CLOSED; step++)
    show_step (self, step);
}

static const char *
name_of (const ZbAssignment *assignment)
{
  return assignment->unit ? zb_words_name (ZB_KIND_UNIT, assignment->unit)
                          : zb_words_name (ZB_KIND_ORGANISATION, assignment->organisation);
}

static void
show_tasks (ZbWallCase *self)
{
  ZbStore *store = zb_world_get_store (self->world, ZB_KIND_ASSIGNMENT);
  guint n = 0;

  clear (self->tasks);
  for (guint i = 0; i < zb_store_get_size (store) && n < MOST_TASKS; i++)
    {
      const ZbAssignment *assignment = zb_store_get_nth (store, i);
      if (g_strcmp0 (assignment->case_id, ZB_ENTITY (self->a_case)->id) != 0)
        continue;
      add_row (self->tasks, "▸", "zb-unit", name_of (assignment), TRUE,
               zb_words_choice (&zb_assignment_states, assignment->state));
      n++;
    }
  if (n == 0)
    gtk_box_append (self->tasks, new_label (_ ("Nobody has been sent yet"), "zb-wall-text", "zb-t3"));
}

static void
show_head (ZbWallCase *self)
{
  const ZbCase *of = self->a_case;
  g_autofree char *place =
      of->number ? g_strdup_printf ("%s · %s", of->place ? of->place : "", of->number) : g_strdup (of->place);

  g_object_set (self->icon, "severity", of->severity, NULL);
  gtk_label_set_label (self->title, of->title ? of->title : zb_words_kind (of->kind));
  gtk_label_set_label (self->place, place ? place : "");
}

static void
show (ZbWallCase *self)
{
  gtk_widget_set_visible (gtk_widget_get_first_child (GTK_WIDGET (self)), self->a_case != NULL);
  if (!self->a_case || !self->world)
    return;
  show_head (self);
  show_steps (self);
  show_tasks (self);
}

static void
on_assignment (ZbWallCase *self)
{
  if (self->a_case)
    show (self);
}

/**
 * zb_wall_case_set_world:
 * @self: the focus
 * @world: (nullable): where assignments are
 *
 * Sets what is known.
 */
void
zb_wall_case_set_world (ZbWallCase *self, ZbWorld *world)
{
  ZbStore *assignments;

  g_return_if_fail (ZB_IS_WALL_CASE (self));
  if (!world || !g_set_object (&self->world, world))
    return;
  assignments = zb_world_get_store (world, ZB_KIND_ASSIGNMENT);
  g_signal_connect_object (assignments, "changed", G_CALLBACK (on_assignment), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (assignments, "items-changed", G_CALLBACK (on_assignment), self, G_CONNECT_SWAPPED);
  show (self);
}

/**
 * zb_wall_case_set_case:
 * @self: the focus
 * @a_case: (nullable): what is looked at
 *
 * Shows a case, and what changes of it.
 */
void
zb_wall_case_set_case (ZbWallCase *self, ZbCase *a_case)
{
  g_return_if_fail (ZB_IS_WALL_CASE (self));
  if (self->a_case == a_case)
    return;
  if (self->a_case)
    g_signal_handlers_disconnect_by_func (self->a_case, show, self);
  g_set_object (&self->a_case, a_case);
  if (a_case)
    g_signal_connect_object (a_case, "notify", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}

static void
zb_wall_case_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ZbWallCaseProperty)id)
    {
    case PROP_WORLD:
      g_value_set_object (value, ZB_WALL_CASE (object)->world);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_wall_case_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((ZbWallCaseProperty)id)
    {
    case PROP_WORLD:
      zb_wall_case_set_world (ZB_WALL_CASE (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_wall_case_dispose (GObject *object)
{
  ZbWallCase *self = ZB_WALL_CASE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_WALL_CASE);
  g_clear_object (&self->world);
  g_clear_object (&self->a_case);
  G_OBJECT_CLASS (zb_wall_case_parent_class)->dispose (object);
}

static void
zb_wall_case_class_init (ZbWallCaseClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = zb_wall_case_get_property;
  object_class->set_property = zb_wall_case_set_property;
  object_class->dispose = zb_wall_case_dispose;
  properties[PROP_WORLD] =
      g_param_spec_object ("world", NULL, NULL, ZB_TYPE_WORLD, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  g_type_ensure (ZB_TYPE_SEVERITY_ICON);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/wall/wall-case.ui");
  gtk_widget_class_bind_template_child (widget_class, ZbWallCase, icon);
  gtk_widget_class_bind_template_child (widget_class, ZbWallCase, title);
  gtk_widget_class_bind_template_child (widget_class, ZbWallCase, place);
  gtk_widget_class_bind_template_child (widget_class, ZbWallCase, steps);
  gtk_widget_class_bind_template_child (widget_class, ZbWallCase, tasks);
}

static void
zb_wall_case_init (ZbWallCase *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
