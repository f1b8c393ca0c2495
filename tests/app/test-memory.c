/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is free between what is in use is given back to the system. */
#include "zb-memory.h"

#ifdef ZB_HAS_TCMALLOC
#  include <gperftools/malloc_extension_c.h>
#endif

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define N_BLOCKS 1024
#define BLOCK (64 * 1024)
#define PIN 64

static gsize
resident (void)
{
  g_autofree char *text = NULL;
  gsize pages = 0;

  g_assert_true (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL));
  g_assert_cmpint (sscanf (text, "%*s %" G_GSIZE_FORMAT, &pages), ==, 1);
  return pages * (gsize)sysconf (_SC_PAGESIZE);
}

/* Something small stays behind after each block, so that there are holes and no end that is free. */
static void
leave_holes (gpointer *pins)
{
  static gpointer blocks[N_BLOCKS];

  for (guint i = 0; i < N_BLOCKS; i++)
    {
      blocks[i] = g_malloc (BLOCK);
      memset (blocks[i], 1, BLOCK);
      pins[i] = g_malloc (PIN);
    }
  for (guint i = 0; i < N_BLOCKS; i++)
    g_free (blocks[i]);
}

static void
test_holes (void)
{
  gpointer pins[N_BLOCKS];
  gsize before;

  leave_holes (pins);
  before = resident ();
  zb_memory_give_back ();
  g_assert_cmpuint (before - resident (), >, (gsize)N_BLOCKS * BLOCK * 3 / 4);
  for (guint i = 0; i < N_BLOCKS; i++)
    g_free (pins[i]);
}

#ifdef ZB_HAS_TCMALLOC
/* ms until the main loop has something to do; -1 where it never has. */
static int
find_next_turn (void)
{
  GMainContext *context = g_main_context_default ();
  int priority, timeout;

  g_assert_true (g_main_context_acquire (context));
  g_main_context_prepare (context, &priority);
  g_main_context_query (context, priority, &timeout, NULL, 0);
  g_main_context_release (context);
  return timeout;
}

static void
test_kept (void)
{
  zb_memory_give_back_at_times ();
  g_assert_true (zb_memory_gives_back ());
  g_assert_cmpint (find_next_turn (), >, 0);
  g_assert_cmpfloat (MallocExtension_GetMemoryReleaseRate (), >, 0);
  zb_memory_keep ();
  g_assert_false (zb_memory_gives_back ());
  g_assert_cmpint (find_next_turn (), ==, -1);
  g_assert_cmpfloat (MallocExtension_GetMemoryReleaseRate (), ==, 0);
}
#endif

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  zb_memory_set_up ();
#ifndef __SANITIZE_ADDRESS__
  g_test_add_func ("/app/memory/holes", test_holes);
#endif
#ifdef ZB_HAS_TCMALLOC
  g_test_add_func ("/app/memory/kept", test_kept);
#endif
  return g_test_run ();
}
