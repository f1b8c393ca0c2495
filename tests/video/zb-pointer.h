/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pointer as the X server has it, through all the controllers that are on a widget. */
#pragma once

#include "zb-wait.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

static inline void
zb_pointer_run (const char *words)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) argv = g_strsplit (words, " ", -1);
  g_autoptr (GSubprocess) process =
      g_subprocess_newv ((const char *const *)argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error);

  g_assert_no_error (error);
  zb_wait_for (!g_subprocess_get_identifier (process), 20000);
  zb_wait (200);
}

/* Where a place on a widget is on the screen's only window, which lies in its corner. */
static inline char *
zb_pointer_place (GtkWidget *widget, double x, double y)
{
  GtkNative *native = gtk_widget_get_native (widget);
  graphene_point_t point;
  double dx, dy;

  g_assert_true (gtk_widget_compute_point (widget, GTK_WIDGET (native),
                                           &GRAPHENE_POINT_INIT ((float)x, (float)y), &point));
  gtk_native_get_surface_transform (native, &dx, &dy);
  return g_strdup_printf ("mousemove --window %%1 %.0f %.0f", point.x + dx, point.y + dy);
}

/* @window_name is the title of its window. */
static inline void
zb_pointer_click (const char *window_name, GtkWidget *widget, double x, double y)
{
  g_autofree char *place = zb_pointer_place (widget, x, y);
  g_autofree char *words =
      g_strdup_printf ("xdotool search --onlyvisible --name ^%s$ %s sleep 0.2 click 1", window_name, place);

  zb_pointer_run (words);
}

/* In two steps, as a hand would; with @key held where there is one. */
static inline void
zb_pointer_drag (const char *window_name, GtkWidget *widget, const char *key, double x, double y, double to_x,
                 double to_y)
{
  g_autofree char *from = zb_pointer_place (widget, x, y),
                  *half = zb_pointer_place (widget, (x + to_x) / 2, (y + to_y) / 2),
                  *to = zb_pointer_place (widget, to_x, to_y);
  g_autofree char *down = key ? g_strdup_printf ("keydown --window 0 %s ", key) : g_strdup (""),
                  *up = key ? g_strdup_printf (" keyup --window 0 %s", key) : g_strdup ("");
  g_autofree char *words =
      g_strdup_printf ("xdotool search --onlyvisible --name ^%s$ %s %smousedown 1 %s sleep 0.1 %s sleep 0.2 "
                       "mouseup 1%s",
                       window_name, from, down, half, to, up);

  zb_pointer_run (words);
}

G_END_DECLS
