/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-cpu-mark.h"
#include "zb-tile-grid.h"

G_BEGIN_DECLS

#define N_TILES 16
#define WIDTH 1600
#define HEIGHT 900

/* What is measured, each a file. The last line that it prints is its figures in JSON. */
void bench_alone (const char *server, const char *profile, guint seconds);
void bench_tiles (const char *server, const char *profile, guint seconds);
void bench_plain (const char *server, const char *profile, guint seconds);
void bench_start (const char *server, const char *profile, guint n);
void bench_delay (const char *server, const char *profile, guint seconds);
void bench_map (const char *server, const char *profile, guint seconds);

/* What they share. */
void video_run (guint milliseconds);
gboolean video_run_until (gboolean (*done) (gpointer data), gpointer data, guint seconds);
GtkWidget *video_show (GtkWidget *child, int width, int height);
ZbDevice *video_make_camera (const char *id);
GtkWidget *video_make_grid (const char *server, const char *profile, guint columns, guint rows);
gboolean video_all_live (gpointer grid);
char *video_describe_stream (const char *server, guint camera, const char *profile, const char *rest);
void video_print (const ZbCpuMark *since, const guint *n, guint n_tiles);
double video_quantile (GArray *values, double part);

G_END_DECLS
