/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-countdown.h"

#include "zb-now.h"

#include <glib/gi18n.h>

/**
 * ZbCountdown:
 *
 * How long a deadline is still off, told every second: plain at first, with a clock and in amber
 * when it is near, and in words when it is past. All countdowns on the screen share one tick.
 */
struct _ZbCountdown
{
  GtkWidget parent_instance;
  GtkWidget *box, *icon, *label;
  gint64 since, near_at, due_at;
  gboolean large;
};

G_DEFINE_FINAL_TYPE (ZbCountdown, zb_countdown, GTK_TYPE_WIDGET)

static GHashTable *shown;
static guint tick;

#define BAR_WIDTH 96.0f
#define BAR_HEIGHT 4.0f

/**
 * zb_countdown_format:
 * @microseconds: a span; its sign does not matter
 *
 * Returns: (transfer full): minutes and seconds, with hours where there are any
 */
char *
zb_countdown_format (gint64 microseconds)
{
  const gint64 seconds = ABS (microseconds) / G_USEC_PER_SEC;

  if (seconds >= 3600)
    return g_strdup_printf ("%d:%02d:%02d", (int)(seconds / 3600), (int)(seconds / 60 % 60),
                            (int)(seconds % 60));
  return g_strdup_printf ("%d:%02d", (int)(seconds / 60), (int)(seconds % 60));
}

static void
set_state (ZbCountdown *self, const char *state)
{
  const char *const states[] = { "near", "past", "none" };

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (states[i], state) == 0)
      gtk_widget_add_css_class (GTK_WIDGET (self), states[i]);
    else
      gtk_widget_remove_css_class (GTK_WIDGET (self), states[i]);
}

static void
refresh (ZbCountdown *self)
{
  const gint64 now = zb_now (), left = self->due_at - now;
  const gboolean past = self->due_at && left < 0, near = self->due_at && !past && now >= self->near_at;
  g_autofree char *span = self->due_at ? zb_countdown_format (left) : g_strdup ("–");
  g_autofree char *words = past ? g_strdup_printf (_ ("Overdue %s"), span) : g_steal_pointer (&span);

  if (g_strcmp0 (words, gtk_label_get_text (GTK_LABEL (self->label))) != 0)
    gtk_label_set_text (GTK_LABEL (self->label), words);
  gtk_widget_set_visible (self->icon, past || near);
  gtk_widget_set_valign (self->box, self->due_at && !past ? GTK_ALIGN_START : GTK_ALIGN_CENTER);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), past ? "zb-bell-symbolic" : "zb-clock-symbolic");
  set_state (self, !self->due_at ? "none" : past ? "past" : near ? "near" : NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
refresh_all (gpointer data)
{
  GHashTableIter iter;
  gpointer countdown;

  g_hash_table_iter_init (&iter, shown);
  while (g_hash_table_iter_next (&iter, &countdown, NULL))
    refresh (countdown);
  return G_SOURCE_CONTINUE;
}

static void
zb_countdown_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (zb_countdown_parent_class)->map (widget);
  if (!shown)
    shown = g_hash_table_new (NULL, NULL);
  g_hash_table_add (shown, widget);
  refresh (ZB_COUNTDOWN (widget));
  if (tick == 0)
    tick = g_timeout_add_seconds (1, refresh_all, NULL);
}

static void
zb_countdown_unmap (GtkWidget *widget)
{
  g_hash_table_remove (shown, widget);
  if (g_hash_table_size (shown) == 0)
    g_clear_handle_id (&tick, g_source_remove);
  GTK_WIDGET_CLASS (zb_countdown_parent_class)->unmap (widget);
}

static void
append_bar (GtkSnapshot *snapshot, float y, float width, GdkRGBA color)
{
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (0, y, width, BAR_HEIGHT), 2);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &color, &outline.bounds);
  gtk_snapshot_pop (snapshot);
}

/* Below the words, what is left of the span. */
static void
zb_countdown_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ZbCountdown *self = ZB_COUNTDOWN (widget);
  const gint64 span = self->due_at - self->since, left = self->due_at - zb_now ();
  const float y = gtk_widget_get_height (widget) - BAR_HEIGHT;
  GdkRGBA color, track;

  GTK_WIDGET_CLASS (zb_countdown_parent_class)->snapshot (widget, snapshot);
  if (self->large || !self->due_at || left < 0 || span <= 0)
    return;
  gtk_widget_get_color (widget, &color);
  track = color;
  track.alpha = 0.25f;
  append_bar (snapshot, y, BAR_WIDTH, track);
  append_bar (snapshot, y, BAR_WIDTH * CLAMP ((float)left / span, 0.02f, 1), color);
}

/**
 * zb_countdown_set_clock:
 * @self: a countdown
 * @since: when it began to run, µs UTC
 * @near_at: from when it is near
 * @due_at: its end; 0 for none
 */
void
zb_countdown_set_clock (ZbCountdown *self, gint64 since, gint64 near_at, gint64 due_at)
{
  self->since = since;
  self->near_at = near_at;
  self->due_at = due_at;
  refresh (self);
}

static void
zb_countdown_dispose (GObject *object)
{
  g_clear_pointer (&ZB_COUNTDOWN (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (zb_countdown_parent_class)->dispose (object);
}

static void
zb_countdown_class_init (ZbCountdownClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zb_countdown_dispose;
  widget_class->map = zb_countdown_map;
  widget_class->unmap = zb_countdown_unmap;
  widget_class->snapshot = zb_countdown_snapshot;
  gtk_widget_class_set_css_name (widget_class, "countdown");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TIMER);
}

static void
zb_countdown_init (ZbCountdown *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->icon = gtk_image_new ();
  self->label = gtk_label_new (NULL);
  gtk_widget_set_halign (self->box, GTK_ALIGN_START);
  gtk_widget_set_valign (self->box, GTK_ALIGN_START);
  gtk_image_set_pixel_size (GTK_IMAGE (self->icon), 14);
  gtk_box_append (GTK_BOX (self->box), self->icon);
  gtk_box_append (GTK_BOX (self->box), self->label);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * zb_countdown_new:
 * @large: whether it is a headline, without a bar below it
 *
 * Returns: (transfer floating): a countdown to nothing
 */
GtkWidget *
zb_countdown_new (gboolean large)
{
  ZbCountdown *self = g_object_new (ZB_TYPE_COUNTDOWN, NULL);

  self->large = large;
  if (large)
    gtk_widget_add_css_class (GTK_WIDGET (self), "large");
  return GTK_WIDGET (self);
}
