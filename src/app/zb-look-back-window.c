/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-look-back-window.h"

#include "zb-drill-frame.h"
#include "zb-map-view.h"
#include "zb-queue-view.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * ZbLookBackWindow:
 *
 * A shift that is over on a map and in a queue of its own, to be looked at and not to be worked with: the
 * window has none of the desk's actions, so that nothing in it can be done.
 */
struct _ZbLookBackWindow
{
  AdwWindow parent_instance;
  ZbLookBack *replay;
  ZbMapView *map;
  ZbQueueView *queue;
  GtkStack *faces;
  GtkLabel *problem, *clock, *count;
  GtkScale *scale;
  GtkWidget *play_button;
  GtkDropDown *speed_choice;
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (ZbLookBackWindow, zb_look_back_window, ADW_TYPE_WINDOW)

static const guint speeds[] = { 1, 5, 10, 30, 60 };

static void
show_moment (ZbLookBackWindow *self)
{
  g_autofree char *time = zb_words_day_and_time (zb_look_back_get_at (self->replay));
  g_autofree char *count =
      g_strdup_printf (ngettext ("%u event", "%u events", zb_look_back_get_n_events (self->replay)),
                       zb_look_back_get_n_events (self->replay));
  const gboolean playing = zb_look_back_get_playing (self->replay);

  self->showing = TRUE;
  gtk_range_set_value (GTK_RANGE (self->scale),
                       (double)(zb_look_back_get_at (self->replay) - zb_look_back_get_from (self->replay)) /
                           G_TIME_SPAN_SECOND);
  self->showing = FALSE;
  gtk_label_set_text (self->clock, time);
  gtk_label_set_text (self->count, count);
  gtk_button_set_icon_name (GTK_BUTTON (self->play_button),
                            playing ? "zb-pause-symbolic" : "zb-play-symbolic");
  gtk_widget_set_tooltip_text (self->play_button, playing ? _ ("Pause") : _ ("Play"));
}

static void
on_changed (ZbLookBackWindow *self)
{
  ZbProblem *problem = zb_look_back_get_problem (self->replay);

  if (problem)
    gtk_label_set_text (self->problem, zb_words_problem (problem));
  gtk_stack_set_visible_child_name (self->faces, problem                                ? "problem"
                                                 : zb_look_back_is_ready (self->replay) ? "replay"
                                                                                        : "waiting");
  show_moment (self);
  zb_queue_view_take_new (self->queue);
}

static void
on_scale_moved (ZbLookBackWindow *self)
{
  if (!self->showing && self->replay)
    zb_look_back_seek (self->replay,
                       zb_look_back_get_from (self->replay) +
                           (gint64)(gtk_range_get_value (GTK_RANGE (self->scale)) * G_TIME_SPAN_SECOND));
}

static void
on_speed_chosen (ZbLookBackWindow *self)
{
  const guint chosen = gtk_drop_down_get_selected (self->speed_choice);

  if (self->replay && chosen < G_N_ELEMENTS (speeds))
    zb_look_back_set_speed (self->replay, speeds[chosen]);
}

static void
act_play (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbLookBackWindow *self = ZB_LOOK_BACK_WINDOW (widget);

  zb_look_back_set_playing (self->replay, !zb_look_back_get_playing (self->replay));
}

static void
zb_look_back_window_dispose (GObject *object)
{
  ZbLookBackWindow *self = ZB_LOOK_BACK_WINDOW (object);

  if (self->replay)
    {
      zb_look_back_set_playing (self->replay, FALSE);
      g_signal_handlers_disconnect_by_func (self->replay, on_changed, self);
    }
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_LOOK_BACK_WINDOW);
  g_clear_object (&self->replay);
  G_OBJECT_CLASS (zb_look_back_window_parent_class)->dispose (object);
}

static void
zb_look_back_window_class_init (ZbLookBackWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zb_look_back_window_dispose;
  g_type_ensure (ZB_TYPE_MAP_VIEW);
  g_type_ensure (ZB_TYPE_QUEUE_VIEW);
  gtk_widget_class_install_action (widget_class, "look-back.play", NULL, act_play);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_space, 0, "look-back.play", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/app/look-back-window.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ZbLookBackWindow, name)
  CHILD (map);
  CHILD (queue);
  CHILD (faces);
  CHILD (problem);
  CHILD (clock);
  CHILD (count);
  CHILD (scale);
  CHILD (play_button);
  CHILD (speed_choice);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, on_scale_moved);
  gtk_widget_class_bind_template_callback (widget_class, on_speed_chosen);
}

static void
zb_look_back_window_init (ZbLookBackWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  zb_drill_frame_set (GTK_WINDOW (self), C_ ("what a window shows", "Replay"));
}

/**
 * zb_look_back_window_new:
 * @query: whoever can ask
 * @live: the world of the desk
 * @from: µs UTC
 * @until: µs UTC
 *
 * Returns: (transfer floating): a window that shows that time again
 */
GtkWindow *
zb_look_back_window_new (ZbDrillQuery *query, ZbWorld *live, gint64 from, gint64 until)
{
  ZbLookBackWindow *self = g_object_new (ZB_TYPE_LOOK_BACK_WINDOW, NULL);

  self->replay = zb_look_back_new (query, live, from, until);
  gtk_range_set_range (GTK_RANGE (self->scale), 0, (double)(until - from) / G_TIME_SPAN_SECOND);
  /* What it shows is as it was, and does not grow old. */
  g_object_set (self->map, "world", zb_look_back_get_world (self->replay), "connected", TRUE, NULL);
  g_object_set (self->queue, "world", zb_look_back_get_world (self->replay), NULL);
  g_signal_connect_object (self->replay, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  on_speed_chosen (self);
  on_changed (self);
  return GTK_WINDOW (self);
}

/**
 * zb_look_back_window_get_replay:
 * @self: the window
 *
 * Returns: (transfer none): what it shows
 */
ZbLookBack *
zb_look_back_window_get_replay (ZbLookBackWindow *self)
{
  return self->replay;
}
