/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ZbIngestMeter:
 * @rate: how many alerts are sent a second
 * @n_applied: how many have been taken in
 * @began: when the first were, by the monotonic clock, µs; 0 before
 * @backlog_settled: how many were behind when the line had settled
 * @is_settled: whether that was taken down
 * @main_cpu: what the main thread had used when it was begun, s
 * @all_cpu: the same of all threads
 *
 * How far a client is behind a server that sends at a steady rate and never waits for it.
 */
typedef struct
{
  double rate;
  guint64 n_applied;
  gint64 began;
  double backlog_settled;
  gboolean is_settled;
  double main_cpu, all_cpu;
} ZbIngestMeter;

/* Seconds: until what a new connection brings has been worked off, and what is looked at after that. */
#define ZB_INGEST_SETTLE 1.0
#define ZB_INGEST_MEASURE 3.0

typedef gboolean (*ZbIngestTrial) (gpointer data, double rate);

void zb_ingest_meter_begin (ZbIngestMeter *self, double rate);
void zb_ingest_meter_note (ZbIngestMeter *self, guint n);
double zb_ingest_meter_get_seconds (const ZbIngestMeter *self);
double zb_ingest_meter_get_backlog (const ZbIngestMeter *self);
void zb_ingest_meter_look (ZbIngestMeter *self);
double zb_ingest_meter_get_main_cpu_us (const ZbIngestMeter *self);
double zb_ingest_meter_get_all_cpu_us (const ZbIngestMeter *self);
gboolean zb_ingest_meter_is_sustained (const ZbIngestMeter *self);
double zb_ingest_find_highest (ZbIngestTrial trial, gpointer data);
double zb_ingest_get_resident_mib (void);

G_END_DECLS
