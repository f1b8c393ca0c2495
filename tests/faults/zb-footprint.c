/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-footprint.h"

/* Connections that are kept for the next request, and threads that a pool keeps for the next task, come and
 * go. What leaks with each round is beyond this after a few. */
#define KEPT_DESCRIPTORS 12
#define KEPT_THREADS 8

static guint
count_entries (const char *process, const char *folder)
{
  g_autofree char *path = g_build_filename ("/proc", process, folder, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
add (ZbFootprint *self, const char *process)
{
  self->descriptors += count_entries (process, "fd");
  self->threads += count_entries (process, "task");
}

/* Counts what this process and @platform hold now. */
ZbFootprint
zb_footprint_take (GPid platform)
{
  g_autofree char *process = g_strdup_printf ("%d", (int)platform);
  ZbFootprint self = { 0 };

  add (&self, "self");
  add (&self, process);
  return self;
}

/* Whether no more is held than before, but for what comes and goes. */
gboolean
zb_footprint_is_within (const ZbFootprint *self, const ZbFootprint *before)
{
  return self->descriptors <= before->descriptors + KEPT_DESCRIPTORS &&
         self->threads <= before->threads + KEPT_THREADS;
}
