/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which slots of a queue are in sight, and rows for these.
 *
 * GtkListView keeps 200 items whatever the height of its window. It gives all of them another one when a list
 * is sorted anew, and makes all of them anew when none of them passes another filter. A row takes some 4 ms
 * to make and 0.3 to fill, and twenty of them can be seen: so there are rows for what is in sight and a page
 * around, and these go round.
 *
 *   layout: the list places its slots ─▶ those in sight get a row ─▶ layout once more ─▶ paint
 *   idle:   those a page away, a few at a time, so that scrolling finds them filled
 *
 * A frame clock lays out again in the same frame where that was asked for during layout, so that what is
 * painted is always filled. */
#include "zb-queue-sight.h"

#define KEY "zb-queue-sight"

/* For how long the main loop is kept from everything else. */
#define LONGEST_TURN (2 * G_TIME_SPAN_MILLISECOND)

/* A row that is just below the edge may come up by what those above it shrink. */
#define MARGIN 60

/* Rows that wait for a slot; enough for a tall window. */
#define MOST_SPARE 64

typedef struct
{
  GdkFrameClock *clock;
  GPtrArray *slots;
  GPtrArray *spare; /* rows without a slot */
  gulong layout;
  guint idle;
} Sight;

typedef enum
{
  IN_SIGHT,
  NEAR,
  BETWEEN, /* what is here stays as it is, so that nothing goes to and fro */
  FAR,
} Distance;

static Distance
measure_distance (ZbQueueSlot *slot)
{
  GtkWidget *widget = GTK_WIDGET (slot), *frame = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t bounds;
  float away, page;

  if (!frame || !gtk_widget_get_mapped (widget) || !gtk_widget_compute_bounds (widget, frame, &bounds))
    return FAR;
  page = (float)gtk_widget_get_height (frame);
  away = MAX (-(bounds.origin.y + bounds.size.height), bounds.origin.y - page);
  if (away < MARGIN)
    return IN_SIGHT;
  return away < page ? NEAR : away < 2 * page ? BETWEEN : FAR;
}

static void
take_back (Sight *self, ZbQueueSlot *slot)
{
  g_autoptr (ZbQueueRow) row = zb_queue_slot_release (slot);

  if (row && self->spare->len < MOST_SPARE)
    g_ptr_array_add (self->spare, g_steal_pointer (&row));
}

/* One that shows the alert already, where there is one. */
static ZbQueueRow *
take_spare (Sight *self, ZbAlert *alert)
{
  guint last = self->spare->len;

  if (last == 0)
    return g_object_ref_sink (g_object_new (ZB_TYPE_QUEUE_ROW, NULL));
  for (guint i = 0; i < self->spare->len; i++)
    if (zb_queue_row_get_alert (self->spare->pdata[i]) == alert)
      last = i + 1;
  return g_ptr_array_steal_index_fast (self->spare, last - 1);
}

/* What goes round goes with the alert it showed, which costs less than showing nothing between. */
static void
clear_spare (Sight *self)
{
  for (guint i = 0; i < self->spare->len; i++)
    g_object_set (self->spare->pdata[i], "alert", NULL, NULL);
}

static void
fill (Sight *self, ZbQueueSlot *slot)
{
  g_autoptr (ZbQueueRow) row = NULL;

  if (!zb_queue_slot_has_row (slot))
    row = take_spare (self, zb_queue_slot_get_item (slot));
  zb_queue_slot_fill (slot, row);
}

/* --- a few at a time ----------------------------------------------------------------------- */

static ZbQueueSlot *
find_near (Sight *self)
{
  for (guint i = 0; i < self->slots->len; i++)
    if (zb_queue_slot_is_late (self->slots->pdata[i]) && measure_distance (self->slots->pdata[i]) <= NEAR)
      return self->slots->pdata[i];
  return NULL;
}

static gboolean
on_idle (gpointer data)
{
  Sight *self = data;
  const gint64 until = g_get_monotonic_time () + LONGEST_TURN;
  ZbQueueSlot *slot = NULL;

  do
    {
      slot = find_near (self);
      if (slot)
        fill (self, slot);
    }
  while (slot && g_get_monotonic_time () < until);
  if (slot)
    return G_SOURCE_CONTINUE;
  clear_spare (self);
  self->idle = 0;
  return G_SOURCE_REMOVE;
}

/* --- in a frame ---------------------------------------------------------------------------- */

/* Far ones give their rows back first, so that there are some. */
static void
on_layout (GdkFrameClock *clock, Sight *self)
{
  g_autofree Distance *distances = g_new (Distance, self->slots->len + 1);
  gboolean near = FALSE;

  for (guint i = 0; i < self->slots->len; i++)
    {
      distances[i] = measure_distance (self->slots->pdata[i]);
      if (distances[i] == FAR)
        take_back (self, self->slots->pdata[i]);
    }
  for (guint i = 0; i < self->slots->len; i++)
    if (distances[i] <= NEAR && zb_queue_slot_is_late (self->slots->pdata[i]))
      {
        if (distances[i] == IN_SIGHT)
          fill (self, self->slots->pdata[i]);
        near |= distances[i] == NEAR;
      }
  if ((near || self->spare->len > 0) && !self->idle)
    self->idle = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE + 10, on_idle, self, NULL);
}

/* --- whose slots there are ----------------------------------------------------------------- */

static void
free_sight (gpointer data)
{
  Sight *self = data;

  g_clear_handle_id (&self->idle, g_source_remove);
  g_ptr_array_unref (self->spare);
  g_ptr_array_unref (self->slots);
  g_free (self);
}

static Sight *
find_sight (ZbQueueSlot *slot)
{
  return g_object_get_data (G_OBJECT (gtk_widget_get_frame_clock (GTK_WIDGET (slot))), KEY);
}

static Sight *
get_sight (ZbQueueSlot *slot)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (slot));
  Sight *self = find_sight (slot);

  if (self)
    return self;
  self = g_new0 (Sight, 1);
  self->clock = clock;
  self->slots = g_ptr_array_new ();
  self->spare = g_ptr_array_new_with_free_func (g_object_unref);
  g_object_set_data_full (G_OBJECT (clock), KEY, self, free_sight);
  return self;
}

/**
 * zb_queue_sight_wake:
 * @slot: a slot that was added
 *
 * Says that it was given something else: it is filled before it is painted.
 */
void
zb_queue_sight_wake (ZbQueueSlot *slot)
{
  gdk_frame_clock_request_phase (find_sight (slot)->clock, GDK_FRAME_CLOCK_PHASE_LAYOUT);
}

/**
 * zb_queue_sight_add:
 * @slot: a slot that is being realized, in a #GtkScrolledWindow
 *
 * Gives it a row whenever it is in sight.
 */
void
zb_queue_sight_add (ZbQueueSlot *slot)
{
  Sight *self = get_sight (slot);

  g_ptr_array_add (self->slots, slot);
  /* After the windows' own handlers, which place the slots. */
  if (!self->layout)
    self->layout = g_signal_connect_after (self->clock, "layout", G_CALLBACK (on_layout), self);
  zb_queue_sight_wake (slot);
}

/**
 * zb_queue_sight_remove:
 * @slot: a slot that is being unrealized
 *
 * Takes its row for another slot; the last one leaves none behind.
 */
void
zb_queue_sight_remove (ZbQueueSlot *slot)
{
  Sight *self = find_sight (slot);

  take_back (self, slot);
  g_ptr_array_remove_fast (self->slots, slot);
  if (self->slots->len > 0)
    return;
  g_ptr_array_set_size (self->spare, 0);
  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_signal_handler (&self->layout, self->clock);
}
