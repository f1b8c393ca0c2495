/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The open cases near an alert, one of which may deal with it already. */
#include "zb-alert-pane-private.h"

#include "zb-alert-machine.h"
#include "zb-drill.h"
#include "zb-now.h"
#include "zb-words.h"

#include <glib/gi18n.h>

#define NEAR_METRES 500.0
#define AT_MOST 20

typedef struct
{
  ZbCase *of;
  double distance;
} Near;

static int
compare_near (gconstpointer a, gconstpointer b)
{
  const Near *one = a, *other = b;

  return one->distance < other->distance ? -1 : one->distance > other->distance;
}

static GArray *
list_near (ZbAlertPane *self)
{
  ZbStore *store = zb_world_get_store (self->world, ZB_KIND_CASE);
  GArray *near = g_array_new (FALSE, FALSE, sizeof (Near));

  for (guint i = 0; i < zb_store_get_size (store); i++)
    {
      Near it = { zb_store_get_nth (store, i), 0 };
      it.distance = zb_point_distance (self->alert->location, it.of->location);
      if (zb_case_is_open (it.of) && it.distance <= NEAR_METRES)
        g_array_append_val (near, it);
    }
  g_array_sort (near, compare_near);
  return near;
}

static GtkWidget *
new_label (const char *text, const char *style_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, style_class);
  return label;
}

/* What the guard refuses is shown all the same, with the reason where one would look for it. */
static GtkWidget *
new_row (const Near *near, ZbProblem *problem)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *title = g_strdup_printf ("%s · %s", near->of->title ? near->of->title : "",
                                            near->of->number ? near->of->number : _ ("draft"));
  g_autofree char *distance = zb_words_distance (near->distance);
  g_autofree char *where = g_strdup_printf ("%s · %s · %s", near->of->place ? near->of->place : "", distance,
                                            zb_words_choice (&zb_steps, near->of->step));

  gtk_box_append (GTK_BOX (box), new_label (title, "zb-dense"));
  gtk_box_append (GTK_BOX (box), new_label (problem ? zb_words_problem (problem) : where, "zb-caption"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_sensitive (row, problem == NULL);
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (ZB_ENTITY (near->of)->id), g_free);
  return row;
}

/**
 * zb_alert_pane_fill_join_list:
 * @self: a detail
 *
 * Offers the open cases nearby that this alert can join, the nearest first.
 */
void
zb_alert_pane_fill_join_list (ZbAlertPane *self)
{
  const ZbAlertArgs args = { 0 };
  g_autoptr (GArray) near = NULL;
  ZbActor actor;

  gtk_list_box_remove_all (self->join_list);
  if (!self->alert || !self->world)
    return;
  near = list_near (self);
  actor =
      zb_account_act (self->account, self->world, zb_drill_cover (self->alert, self->alert->area), zb_now ());
  for (guint i = 0; i < near->len && i < AT_MOST; i++)
    {
      const Near *it = &g_array_index (near, Near, i);
      const ZbAlertContext context = { .of_case = it->of };
      g_autoptr (ZbProblem) problem =
          zb_alert_guard (self->alert, ZB_ALERT_VERB_CASE, &args, &actor, &context);
      gtk_list_box_append (self->join_list, new_row (it, problem));
    }
}
