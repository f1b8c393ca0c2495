/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long it takes from a key to the rows, with 22,869 devices and 5,000 places: names of the district are
 * typed key by key, in Chinese, as pinyin and by their initials. The last line is the figures in JSON. */
#include "zb-device.h"
#include "zb-map-fixture.h"
#include "zb-memory.h"
#include "zb-reading.h"
#include "zb-search-index.h"
#include "zb-search.h"

#include <adwaita.h>
#include <time.h>

#define N_PLACES 5000
#define N_NAMES 150

typedef struct
{
  ZbWorld *world;
  ZbSearch *search;
  GtkEditable *entry;
  GRand *random;
  GArray *times, *cpus; /* double, ms */
  guint n_frames;
  guint n_found;
} Bench;

static GtkWidget *
find_entry (GtkWidget *widget)
{
  if (GTK_IS_SEARCH_ENTRY (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_entry (child);

      if (found)
        return found;
    }
  return NULL;
}

static const char *
pick_name (Bench *bench)
{
  ZbStore *devices = zb_world_get_store (bench->world, ZB_KIND_DEVICE);
  const gint32 n = (gint32)zb_store_get_size (devices);

  return ((ZbDevice *)zb_store_get_nth (devices, (guint)g_rand_int_range (bench->random, 0, n)))->name;
}

static void
set_places (Bench *bench)
{
  g_autoptr (GPtrArray) places = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < N_PLACES; i++)
    {
      ZbSearchHit *place = g_object_new (ZB_TYPE_SEARCH_HIT, NULL);

      place->kind = g_strdup ("place");
      place->title = g_strdup_printf ("%.*s%u号", 9, pick_name (bench), i);
      g_ptr_array_add (places, place);
    }
  zb_search_index_set_places (zb_search_index_of (bench->world), places);
}

static void
on_painted (GdkFrameClock *clock, Bench *bench)
{
  bench->n_frames++;
}

/* What this thread has taken of the processor, which other work on the machine does not lengthen. */
static double
cpu_ms (void)
{
  struct timespec spent;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &spent);
  return (double)spent.tv_sec * 1e3 + (double)spent.tv_nsec / 1e6;
}

/* The text is another: what was found for it is painted. */
static void
press_key (Bench *bench, const char *text)
{
  const gint64 began = g_get_monotonic_time ();
  const double cpu_began = cpu_ms ();
  double ms;

  if (g_str_equal (gtk_editable_get_text (bench->entry), text))
    return;
  bench->n_frames = 0;
  gtk_editable_set_text (bench->entry, text);
  while (bench->n_frames == 0 && g_get_monotonic_time () < began + G_USEC_PER_SEC)
    g_main_context_iteration (NULL, TRUE);
  ms = (double)(g_get_monotonic_time () - began) / 1000;
  g_array_append_val (bench->times, ms);
  ms = cpu_ms () - cpu_began;
  g_array_append_val (bench->cpus, ms);
  bench->n_found += g_list_model_get_n_items (zb_search_get_hits (bench->search)) > 0;
}

/* In one of the ways there are. */
static char *
write_name (Bench *bench, const char *name)
{
  g_autoptr (GArray) reads = g_array_new (FALSE, FALSE, sizeof (ZbRead));
  GString *typed = g_string_new (NULL);
  const int way = g_rand_int_range (bench->random, 0, 3);

  zb_reading_read (name, reads);
  for (guint i = 0; i < reads->len && i < 5; i++)
    {
      const ZbRead *read = &g_array_index (reads, ZbRead, i);

      if (way == 0 || !read->syllable)
        g_string_append_unichar (typed, read->character);
      else
        g_string_append_len (typed, zb_reading_get_syllable (read->syllable), way == 1 ? -1 : 1);
    }
  return g_string_free_and_steal (typed);
}

static void
type_name (Bench *bench)
{
  g_autofree char *typed = write_name (bench, pick_name (bench));

  for (const char *at = typed; *at; at = g_utf8_next_char (at))
    {
      g_autofree char *so_far = g_strndup (typed, (gsize)(g_utf8_next_char (at) - typed));

      press_key (bench, so_far);
    }
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const double one = *(const double *)a, other = *(const double *)b;

  return one < other ? -1 : one > other;
}

static double
quantile (GArray *times, double part)
{
  return g_array_index (times, double, (guint)(part * (times->len - 1)));
}

static void
open_search (Bench *bench)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  bench->search = g_object_new (ZB_TYPE_SEARCH, NULL);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), GTK_WIDGET (bench->search));
  zb_map_fixture_show (button, 1600, 900);
  zb_search_set_world (bench->search, bench->world);
  zb_map_fixture_run (1000);
  /* Without a grab, which a display without a person may refuse. */
  gtk_popover_set_autohide (GTK_POPOVER (bench->search), FALSE);
  zb_search_open (bench->search);
  zb_map_fixture_run (3000);
  bench->entry = GTK_EDITABLE (find_entry (GTK_WIDGET (bench->search)));
  if (!gtk_widget_get_mapped (GTK_WIDGET (bench->entry)))
    g_error ("the search did not open");
  g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (bench->entry)), "after-paint",
                    G_CALLBACK (on_painted), bench);
}

int
main (int argc, char **argv)
{
  Bench bench = { .random = g_rand_new_with_seed (20261126) };

  zb_memory_set_up ();
  adw_init ();
  zb_map_fixture_load_style (TRUE);
  zb_reading_load ();
  bench.times = g_array_new (FALSE, FALSE, sizeof (double));
  bench.cpus = g_array_new (FALSE, FALSE, sizeof (double));
  bench.world = zb_map_fixture_world ();
  open_search (&bench);
  set_places (&bench);
  set_places (&bench);
  press_key (&bench, "长");
  g_array_set_size (bench.times, 0);
  g_array_set_size (bench.cpus, 0);
  for (guint i = 0; i < N_NAMES; i++)
    type_name (&bench);
  g_array_sort (bench.times, compare);
  g_array_sort (bench.cpus, compare);
  g_print ("search of 22,869 devices and %d places, %u keys, %u with rows\n", N_PLACES, bench.times->len,
           bench.n_found);
  g_print ("  from a key to the rows on the screen: median %.1f ms   95 %% %.1f ms   longest %.1f ms\n",
           quantile (bench.times, .5), quantile (bench.times, .95), quantile (bench.times, 1));
  g_print ("  of which the processor: median %.1f ms   95 %% %.1f ms\n", quantile (bench.cpus, .5),
           quantile (bench.cpus, .95));
  g_print ("{\"ms_p95\": %.2f, \"ms_median\": %.2f, \"ms_max\": %.2f, \"cpu_ms_p95\": %.2f}\n",
           quantile (bench.times, .95), quantile (bench.times, .5), quantile (bench.times, 1),
           quantile (bench.cpus, .95));
  return 0;
}
