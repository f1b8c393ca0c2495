/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that are filled when they come in sight.
 *
 * GtkListView keeps 200 rows whatever the height of its window, and gives all of them another item when a
 * list is sorted anew: filling them takes longer than everything else, and twenty of them can be seen.
 *
 *   layout: the list places its rows ─▶ those in sight are filled ─▶ layout once more ─▶ paint
 *   idle:   the others, a few at a time, so that scrolling finds them filled
 *
 * A frame clock lays out again in the same frame where that was asked for during layout, so that what is
 * painted is always filled. */
#include "zb-late-fill.h"

#define KEY "zb-late-fill"

/* For how long the main loop is kept from everything else. */
#define LONGEST_TURN (2 * G_TIME_SPAN_MILLISECOND)

/* A row that is just below the edge may come up by what those above it shrink. */
#define MARGIN 60

typedef struct
{
  GtkWidget *row;
  ZbLateFill fill;
} Wish;

typedef struct
{
  GdkFrameClock *clock;
  GArray *wishes;
  GHashTable *positions; /* row → its position in wishes */
  gulong layout;
  guint idle;
} Filler;

static void
rest (Filler *self)
{
  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_signal_handler (&self->layout, self->clock);
}

/* The last wish stands in the place of the one that is taken. */
static gboolean
take (Filler *self, GtkWidget *row, Wish *wish)
{
  gpointer found;
  guint position;

  if (!g_hash_table_steal_extended (self->positions, row, NULL, &found))
    return FALSE;
  position = GPOINTER_TO_UINT (found);
  *wish = g_array_index (self->wishes, Wish, position);
  g_array_remove_index_fast (self->wishes, position);
  if (position < self->wishes->len)
    g_hash_table_insert (self->positions, g_array_index (self->wishes, Wish, position).row,
                         GUINT_TO_POINTER (position));
  return TRUE;
}

static void
grant (Filler *self, GtkWidget *row)
{
  Wish wish;

  if (take (self, row, &wish))
    wish.fill (wish.row);
}

static gboolean
is_in_sight (GtkWidget *row)
{
  GtkWidget *frame = gtk_widget_get_ancestor (row, GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t bounds;

  if (!gtk_widget_get_mapped (row) || !frame || !gtk_widget_compute_bounds (row, frame, &bounds))
    return FALSE;
  return bounds.origin.y + bounds.size.height > -MARGIN &&
         bounds.origin.y < (float)gtk_widget_get_height (frame) + MARGIN;
}

static void
on_layout (GdkFrameClock *clock, Filler *self)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  for (guint i = 0; i < self->wishes->len; i++)
    if (is_in_sight (g_array_index (self->wishes, Wish, i).row))
      g_ptr_array_add (rows, g_array_index (self->wishes, Wish, i).row);
  for (guint i = 0; i < rows->len; i++)
    grant (self, rows->pdata[i]);
  if (self->wishes->len == 0)
    rest (self);
}

static gboolean
on_idle (gpointer data)
{
  Filler *self = data;
  const gint64 until = g_get_monotonic_time () + LONGEST_TURN;

  while (self->wishes->len > 0 && g_get_monotonic_time () < until)
    grant (self, g_array_index (self->wishes, Wish, 0).row);
  if (self->wishes->len > 0)
    return G_SOURCE_CONTINUE;
  self->idle = 0;
  rest (self);
  return G_SOURCE_REMOVE;
}

static void
free_filler (gpointer data)
{
  Filler *self = data;

  g_clear_handle_id (&self->idle, g_source_remove);
  g_array_unref (self->wishes);
  g_hash_table_unref (self->positions);
  g_free (self);
}

static Filler *
get_filler (GdkFrameClock *clock)
{
  Filler *self = g_object_get_data (G_OBJECT (clock), KEY);

  if (self)
    return self;
  self = g_new0 (Filler, 1);
  self->clock = clock;
  self->wishes = g_array_new (FALSE, FALSE, sizeof (Wish));
  self->positions = g_hash_table_new (NULL, NULL);
  g_object_set_data_full (G_OBJECT (clock), KEY, self, free_filler);
  return self;
}

/* After the windows' own handlers, which place the rows. */
static void
wake (Filler *self)
{
  if (!self->layout)
    self->layout = g_signal_connect_after (self->clock, "layout", G_CALLBACK (on_layout), self);
  if (!self->idle)
    self->idle = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE + 10, on_idle, self, NULL);
  gdk_frame_clock_request_phase (self->clock, GDK_FRAME_CLOCK_PHASE_LAYOUT);
}

/**
 * zb_late_fill_add:
 * @row: a realized row in a #GtkScrolledWindow, which takes its wish back when it is unrealized
 * @fill: how to fill it
 *
 * Calls @fill once: before the row is painted, or when there is nothing else to do.
 */
void
zb_late_fill_add (GtkWidget *row, ZbLateFill fill)
{
  Filler *self = get_filler (gtk_widget_get_frame_clock (row));
  const Wish wish = { row, fill };

  if (g_hash_table_contains (self->positions, row))
    return;
  g_hash_table_insert (self->positions, row, GUINT_TO_POINTER (self->wishes->len));
  g_array_append_val (self->wishes, wish);
  wake (self);
}

/**
 * zb_late_fill_remove:
 * @row: a realized row
 *
 * Takes its wish back where it has one.
 */
void
zb_late_fill_remove (GtkWidget *row)
{
  Filler *self = g_object_get_data (G_OBJECT (gtk_widget_get_frame_clock (row)), KEY);
  Wish wish;

  if (!self || !take (self, row, &wish))
    return;
  if (self->wishes->len == 0)
    rest (self);
}
