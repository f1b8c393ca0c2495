/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a client of the feed sustains: a rate at which what waits to be taken in does not grow. */
#include "zb-ingest-meter.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Of what was sent meanwhile, so much may be behind more than before: frames come in bursts. */
#define GROWTH_ALLOWED 0.03
/* And never more than what is sent in so many seconds. */
#define MOST_BEHIND 0.5

#define LOWEST 20000.0
/* Beyond what any client has sustained: who keeps up with all of them is not told to keep up with the last.
 */
#define HIGHEST 2000000.0
#define N_TRIALS 9

static double
get_cpu (clockid_t clock)
{
  struct timespec used;

  return clock_gettime (clock, &used) == 0 ? (double)used.tv_sec + (double)used.tv_nsec / 1e9 : 0;
}

void
zb_ingest_meter_begin (ZbIngestMeter *self, double rate)
{
  memset (self, 0, sizeof *self);
  self->rate = rate;
  self->main_cpu = get_cpu (CLOCK_THREAD_CPUTIME_ID);
  self->all_cpu = get_cpu (CLOCK_PROCESS_CPUTIME_ID);
}

/* What the calling thread has used for each alert since it was begun, µs, whatever else the machine did. */
double
zb_ingest_meter_get_main_cpu_us (const ZbIngestMeter *self)
{
  return 1e6 * (get_cpu (CLOCK_THREAD_CPUTIME_ID) - self->main_cpu) / (double)MAX (self->n_applied, 1);
}

/* The same of the whole process. */
double
zb_ingest_meter_get_all_cpu_us (const ZbIngestMeter *self)
{
  return 1e6 * (get_cpu (CLOCK_PROCESS_CPUTIME_ID) - self->all_cpu) / (double)MAX (self->n_applied, 1);
}

void
zb_ingest_meter_note (ZbIngestMeter *self, guint n)
{
  if (self->began == 0)
    self->began = g_get_monotonic_time ();
  self->n_applied += n;
}

double
zb_ingest_meter_get_seconds (const ZbIngestMeter *self)
{
  return self->began ? (double)(g_get_monotonic_time () - self->began) / G_USEC_PER_SEC : 0;
}

double
zb_ingest_meter_get_backlog (const ZbIngestMeter *self)
{
  return self->rate * zb_ingest_meter_get_seconds (self) - (double)self->n_applied;
}

/* To be called now and then: it takes down once how it stands when the line has settled. */
void
zb_ingest_meter_look (ZbIngestMeter *self)
{
  if (self->is_settled || zb_ingest_meter_get_seconds (self) < ZB_INGEST_SETTLE)
    return;
  self->is_settled = TRUE;
  self->backlog_settled = zb_ingest_meter_get_backlog (self);
}

gboolean
zb_ingest_meter_is_sustained (const ZbIngestMeter *self)
{
  const double backlog = zb_ingest_meter_get_backlog (self);
  const double measured = zb_ingest_meter_get_seconds (self) - ZB_INGEST_SETTLE;

  return self->is_settled && measured > 0 && backlog < MOST_BEHIND * self->rate &&
         backlog - self->backlog_settled < GROWTH_ALLOWED * self->rate * measured;
}

/* By halving what lies between a rate that is sustained and one that is not, as ratios. */
double
zb_ingest_find_highest (ZbIngestTrial trial, gpointer data)
{
  double low = LOWEST, high = HIGHEST;

  for (int i = 0; i < N_TRIALS; i++)
    {
      const double rate = sqrt (low * high);
      const gboolean sustained = trial (data, rate);
      fprintf (stderr, "  %.0f/s: %s\n", rate, sustained ? "kept up" : "fell behind");
      if (sustained)
        low = rate;
      else
        high = rate;
    }
  return low;
}

double
zb_ingest_get_resident_mib (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;
  line = strstr (status, "VmRSS:");
  return line ? atof (line + strlen ("VmRSS:")) / 1024 : 0;
}
