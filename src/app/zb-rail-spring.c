/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A camera that is dragged is held over a line of the rail, and its page opens: so it comes from the queue to
 * the tiles where there is one window only. */
#include "zb-rail-spring.h"

#include "zb-device.h"

/* Long enough to pass over a line on the way. */
#define HELD_MS 500

typedef struct
{
  GtkListBox *rail; /* not owned: it owns this */
  GtkListBoxRow *row;
  guint source;
} Spring;

static void
let_go (Spring *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  self->row = NULL;
}

static void
spring_free (gpointer data)
{
  let_go (data);
  g_free (data);
}

static gboolean
on_held (gpointer data)
{
  Spring *self = data;

  self->source = 0;
  if (self->row)
    gtk_list_box_select_row (self->rail, self->row);
  return G_SOURCE_REMOVE;
}

static gboolean
is_camera (GtkDropControllerMotion *motion)
{
  GdkDrop *drop = gtk_drop_controller_motion_get_drop (motion);

  return !drop || gdk_content_formats_contain_gtype (gdk_drop_get_formats (drop), ZB_TYPE_DEVICE);
}

static void
on_motion (GtkDropControllerMotion *motion, double x, double y, Spring *self)
{
  GtkListBoxRow *row = is_camera (motion) ? gtk_list_box_get_row_at_y (self->rail, (int)y) : NULL;

  if (row == self->row)
    return;
  let_go (self);
  self->row = row;
  if (row)
    self->source = g_timeout_add (HELD_MS, on_held, self);
}

static void
on_leave (GtkDropControllerMotion *motion, Spring *self)
{
  let_go (self);
}

/**
 * zb_rail_spring_attach:
 * @rail: a rail whose lines open pages, and live as long as it does
 *
 * Lets a camera that is dragged open a page.
 */
void
zb_rail_spring_attach (GtkListBox *rail)
{
  GtkEventController *motion = gtk_drop_controller_motion_new ();
  Spring *self = g_new0 (Spring, 1);

  self->rail = rail;
  g_object_set_data_full (G_OBJECT (motion), "zb-spring", self, spring_free);
  g_signal_connect (motion, "enter", G_CALLBACK (on_motion), self);
  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect (motion, "leave", G_CALLBACK (on_leave), self);
  gtk_widget_add_controller (GTK_WIDGET (rail), motion);
}
