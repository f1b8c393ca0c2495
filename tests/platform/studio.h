/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A real platform whose cameras are on the line and recorded, with a film of four seconds for all of them. */
#pragma once

#include "zb-export-desk.h"
#include "zb-live.h"
#include "zb-recorder.h"
#include "zb-test-platform.h"

typedef struct
{
  ZbTestPlatform *platform;
  ZbLive *live;
  ZbRecorder *recorder;
  ZbExportDesk *exports;
} Studio;

/* A segment every four seconds, noted and looked after several times a second. */
#define STUDIO_OPTIONS                                                                                       \
  .n_cameras = 2, .segment_seconds = 4, .note_ms = 100, .keep_ms = 200, .reserve = 1 << 20

void studio_make_films (const char *directory);
Studio *studio_new (const ZbRecorderOptions *options);
void studio_record (Studio *self, const ZbRecorderOptions *options);
void studio_pause (Studio *self);
void studio_free (Studio *self);

gint64 studio_count (Studio *self, const char *sql);
void studio_change (Studio *self, const char *sql);
void studio_wait (Studio *self, const char *sql, gint64 least, guint seconds);
void studio_wait_recorded (Studio *self, const char *camera, guint seconds);
char *studio_times (gint64 from, gint64 until);
