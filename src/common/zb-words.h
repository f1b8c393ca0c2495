/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-world.h"

#include <adwaita.h>

G_BEGIN_DECLS

void zb_words_set_world (ZbWorld *world);
ZbWorld *zb_words_get_world (void);

const char *zb_words_choice (const ZbChoices *choices, int value);
const char *zb_words_severity (int severity);
const char *zb_words_kind (const char *kind);
const char *zb_words_kind_icon (const char *kind);
const char *zb_words_command (const char *name);
const char *zb_words_problem (ZbProblem *problem);
char *zb_words_area (const char *id);
const char *zb_words_name (ZbKind kind, const char *id);
char *zb_words_coordinates (ZbPoint point);
char *zb_words_degrees (ZbPoint point);
char *zb_words_age (gint64 time, gint64 now);
char *zb_words_ago (gint64 time, gint64 now);
char *zb_words_time (gint64 time);
char *zb_words_day_and_time (gint64 time);
char *zb_words_distance (double metres);

void zb_words_bind (GtkWidgetClass *widget_class);

G_END_DECLS
