/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

#define ZB_TYPE_STREAM_THREADS (zb_stream_threads_get_type ())
G_DECLARE_FINAL_TYPE (ZbStreamThreads, zb_stream_threads, ZB, STREAM_THREADS, GstTaskPool)

/**
 * ZB_STREAM_NICENESS:
 *
 * How far the threads that take and decode pictures stand back behind the window's, see setpriority(2); the
 * system allows no more than 19 in all.
 */
#define ZB_STREAM_NICENESS 10

void zb_stream_threads_serve (GstElement *pipeline);

G_END_DECLS
