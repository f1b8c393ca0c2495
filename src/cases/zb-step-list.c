/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-step-list.h"

#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * ZbStepList:
 *
 * The seven steps of a case, from the first word to the end: upright with a line of words beside
 * each, or lying with its time below.
 */
struct _ZbStepList
{
  GtkWidget parent_instance;
  GtkOrientation orientation;
  struct
  {
    GtkWidget *mark, *title, *line, *side;
  } steps[ZB_STEP_CLOSED + 1];
};

typedef enum
{
  PROP_ORIENTATION = 1,
} ZbStepListProperty;

G_DEFINE_FINAL_TYPE_WITH_CODE (ZbStepList, zb_step_list, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_ORIENTABLE, NULL))

static GtkWidget *
new_label (const char *style, float xalign)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
new_upright_step (ZbStepList *self, ZbStep step)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_size_request (row, -1, step == ZB_STEP_CLOSED ? 40 : 56);
  gtk_widget_set_valign (self->steps[step].side, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (words), self->steps[step].title);
  gtk_box_append (GTK_BOX (words), self->steps[step].line);
  gtk_box_append (GTK_BOX (row), self->steps[step].mark);
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), self->steps[step].side);
  return row;
}

static GtkWidget *
new_lying_step (ZbStepList *self, ZbStep step)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *words = adw_wrap_box_new ();

  /* Beside the name where there is room, below it where not. */
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (words), 4);
  adw_wrap_box_set_align (ADW_WRAP_BOX (words), 0.5f);
  gtk_label_set_ellipsize (GTK_LABEL (self->steps[step].side), PANGO_ELLIPSIZE_NONE);
  gtk_widget_set_hexpand (column, TRUE);
  adw_wrap_box_append (ADW_WRAP_BOX (words), self->steps[step].title);
  adw_wrap_box_append (ADW_WRAP_BOX (words), self->steps[step].side);
  gtk_box_append (GTK_BOX (column), self->steps[step].mark);
  gtk_box_append (GTK_BOX (column), words);
  return column;
}

static void
add_step (ZbStepList *self, ZbStep step)
{
  const gboolean upright = self->orientation == GTK_ORIENTATION_VERTICAL;
  GtkWidget *child;

  self->steps[step].mark = zb_step_mark_new (step, self->orientation);
  self->steps[step].title = new_label (upright ? "zb-body" : "zb-dense", 0);
  self->steps[step].line = g_object_ref_sink (new_label ("zb-caption", 0));
  self->steps[step].side = new_label ("zb-caption", 1);
  gtk_label_set_text (GTK_LABEL (self->steps[step].title), zb_words_choice (&zb_steps, step));
  gtk_widget_add_css_class (self->steps[step].line, "zb-t3");
  child = upright ? new_upright_step (self, step) : new_lying_step (self, step);
  gtk_widget_set_parent (child, GTK_WIDGET (self));
}

static void
set_style (GtkWidget *widget, const char *style, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, style);
  else
    gtk_widget_remove_css_class (widget, style);
}

/**
 * zb_step_list_set_step:
 * @self: the steps
 * @step: one of the seven
 * @look: how it stands
 * @line: (nullable): words below its name, shown where the list stands upright
 * @side: (nullable): its time, or a word in its place
 */
void
zb_step_list_set_step (ZbStepList *self, ZbStep step, ZbStepLook look, const char *line, const char *side)
{
  g_return_if_fail (ZB_IS_STEP_LIST (self) && step >= ZB_STEP_COLLECTED && step <= ZB_STEP_CLOSED);
  zb_step_mark_set_look (ZB_STEP_MARK (self->steps[step].mark), look);
  gtk_label_set_text (GTK_LABEL (self->steps[step].line), line ? line : "");
  gtk_label_set_text (GTK_LABEL (self->steps[step].side), side ? side : "");
  gtk_widget_set_visible (self->steps[step].side, side && *side);
  set_style (self->steps[step].title, "zb-bold", look == ZB_STEP_LOOK_NOW);
  set_style (self->steps[step].title, "zb-t3", look == ZB_STEP_LOOK_TODO);
  set_style (self->steps[step].side, "zb-link",
             look == ZB_STEP_LOOK_NOW && self->orientation == GTK_ORIENTATION_VERTICAL);
  set_style (self->steps[step].side, "zb-t3", look != ZB_STEP_LOOK_NOW);
}

/**
 * zb_step_look_of:
 * @of: a case
 * @step: one of the seven steps
 *
 * A suspended case stands where it goes on; a void one nowhere.
 *
 * Returns: how that step stands
 */
ZbStepLook
zb_step_look_of (const ZbCase *of, ZbStep step)
{
  const int at = of->step == ZB_STEP_SUSPENDED ? of->resume_step : of->step;

  if (at == ZB_STEP_VOID)
    return zb_case_find_step (of, step) ? ZB_STEP_LOOK_DONE : ZB_STEP_LOOK_TODO;
  if ((int)step < at || at == ZB_STEP_CLOSED)
    return ZB_STEP_LOOK_DONE;
  return (int)step == at ? ZB_STEP_LOOK_NOW : ZB_STEP_LOOK_TODO;
}

static char *
format_hour (gint64 at)
{
  g_autofree char *time = zb_words_time (at);

  return g_strndup (time, 5);
}

/**
 * zb_step_list_show_case:
 * @self: the steps
 * @of: (nullable): a case
 *
 * Shows when a case came to each step, and by whom.
 */
void
zb_step_list_show_case (ZbStepList *self, const ZbCase *of)
{
  for (int step = ZB_STEP_COLLECTED; of && step <= ZB_STEP_CLOSED; step++)
    {
      const ZbStepLook look = zb_step_look_of (of, step);
      const ZbStepTime *time = look == ZB_STEP_LOOK_TODO ? NULL : zb_case_find_step (of, step);
      g_autofree char *at = time ? format_hour (time->at) : NULL;
      zb_step_list_set_step (self, step, look, time ? time->by : NULL, at);
    }
}

static void
zb_step_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_enum (value, ZB_STEP_LIST (object)->orientation);
}

static void
clear (ZbStepList *self)
{
  GtkWidget *child;

  for (int step = ZB_STEP_COLLECTED; step <= ZB_STEP_CLOSED; step++)
    g_clear_object (&self->steps[step].line);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
}

static void
build (ZbStepList *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  clear (self);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), self->orientation);
  gtk_box_layout_set_homogeneous (GTK_BOX_LAYOUT (layout), self->orientation == GTK_ORIENTATION_HORIZONTAL);
  for (int step = ZB_STEP_COLLECTED; step <= ZB_STEP_CLOSED; step++)
    add_step (self, step);
  for (int step = ZB_STEP_COLLECTED; step <= ZB_STEP_CLOSED; step++)
    zb_step_list_set_step (self, step, ZB_STEP_LOOK_TODO, NULL, NULL);
}

static void
zb_step_list_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbStepList *self = ZB_STEP_LIST (object);

  if ((int)self->orientation == g_value_get_enum (value))
    return;
  self->orientation = g_value_get_enum (value);
  build (self);
}

static void
zb_step_list_dispose (GObject *object)
{
  clear (ZB_STEP_LIST (object));
  G_OBJECT_CLASS (zb_step_list_parent_class)->dispose (object);
}

static void
zb_step_list_class_init (ZbStepListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = zb_step_list_get_property;
  object_class->set_property = zb_step_list_set_property;
  object_class->dispose = zb_step_list_dispose;
  g_object_class_override_property (object_class, PROP_ORIENTATION, "orientation");
  gtk_widget_class_set_css_name (widget_class, "steps");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
zb_step_list_init (ZbStepList *self)
{
  build (self);
}

/**
 * zb_step_list_new:
 * @orientation: whether the steps stand upright or lie
 *
 * Returns: (transfer floating): seven steps still to come
 */
GtkWidget *
zb_step_list_new (GtkOrientation orientation)
{
  return g_object_new (ZB_TYPE_STEP_LIST, "orientation", orientation, NULL);
}
