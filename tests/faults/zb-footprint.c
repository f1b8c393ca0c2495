/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-footprint.h"

#include <stdio.h>
#include <unistd.h>

/* Connections that are kept for the next request come and go, and threads that a pool keeps for the next
 * task. The two sessions of a console keep up to 16 connections, each with four ends where a proxy is
 * between. What leaks with each round is beyond this in a long run. */
#define KEPT_DESCRIPTORS 64
#define KEPT_THREADS 10

/* What a long run adds to both worlds and to caches, in KiB: some thousand entities and their log. With the
 * sanitizers memory is kept on purpose. */
#define KEPT_MEMORY (160 * 1024)

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

/* The second number of statm, in pages; see proc(5). */
static guint
count_kib (const char *process)
{
  g_autofree char *path = g_build_filename ("/proc", process, "statm", NULL);
  g_autofree char *text = NULL;
  gulong pages = 0;

  if (g_file_get_contents (path, &text, NULL, NULL))
    sscanf (text, "%*u %lu", &pages);
  return (guint)(pages * (gulong)sysconf (_SC_PAGESIZE) / 1024);
}

static void
add (ZbFootprint *self, const char *process)
{
  self->descriptors += count_entries (process, "fd");
  self->threads += count_entries (process, "task");
  self->resident += count_kib (process);
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

static gboolean
is_measured (void)
{
  return g_getenv ("ZHIBAN_PATIENCE") == NULL;
}

/* Whether no more is held than before, but for what comes and goes. */
gboolean
zb_footprint_is_within (const ZbFootprint *self, const ZbFootprint *before)
{
  return self->descriptors <= before->descriptors + KEPT_DESCRIPTORS &&
         self->threads <= before->threads + KEPT_THREADS &&
         (!is_measured () || self->resident <= before->resident + KEPT_MEMORY);
}
