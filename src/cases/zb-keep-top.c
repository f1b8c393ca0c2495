/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list view holds on to its first row when something comes above it, and what came, or the header
 * above that row, slips out of sight. Whoever was at the top when it happened is to be there still:
 * they wait for the latest. Whoever has scrolled down stays where they are. */
#include "zb-keep-top.h"

/* By then a list that was changed knows its heights. */
#define SETTLES_IN G_TIME_SPAN_SECOND

static GQuark
until_quark (void)
{
  return g_quark_from_static_string ("zb-keep-top-until");
}

static gint64
get_until (GtkScrolledWindow *scroller)
{
  gint64 *until = g_object_get_qdata (G_OBJECT (scroller), until_quark ());

  return until ? *until : 0;
}

static void
hold (GtkScrolledWindow *scroller)
{
  gint64 *until = g_new (gint64, 1);

  *until = g_get_monotonic_time () + SETTLES_IN;
  g_object_set_qdata_full (G_OBJECT (scroller), until_quark (), until, g_free);
}

/* The list says where it is while it is being laid out, when it takes no word about it; the next
 * frame is soon enough. */
static gboolean
show_top (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (widget)), 0);
  return G_SOURCE_REMOVE;
}

static void
on_extent_changed (GtkAdjustment *adjustment, GtkScrolledWindow *scroller)
{
  if (g_get_monotonic_time () < get_until (scroller) && gtk_adjustment_get_value (adjustment) > 0)
    gtk_widget_add_tick_callback (GTK_WIDGET (scroller), show_top, NULL, NULL);
}

static void
on_map (GtkScrolledWindow *scroller)
{
  if (gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (scroller)) <= 0)
    hold (scroller);
}

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, GtkScrolledWindow *scroller)
{
  if (gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (scroller)) <= 0)
    hold (scroller);
}

/**
 * zb_keep_top:
 * @scroller: what a list is scrolled by
 * @model: what the list shows
 *
 * Keeps the top of the list in sight while whoever looks is there.
 */
void
zb_keep_top (GtkScrolledWindow *scroller, GListModel *model)
{
  hold (scroller);
  /* Only a list that is shown knows its heights. */
  g_signal_connect (scroller, "map", G_CALLBACK (on_map), NULL);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (scroller), "changed",
                           G_CALLBACK (on_extent_changed), scroller, G_CONNECT_DEFAULT);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (on_items_changed), scroller,
                           G_CONNECT_DEFAULT);
}
