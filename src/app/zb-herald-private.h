/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-alert-memory.h"
#include "zb-alert.h"
#include "zb-bell.h"
#include "zb-found.h"
#include "zb-herald.h"
#include "zb-line-watch.h"
#include "zb-notices.h"
#include "zb-snoozes.h"
#include "zb-voice.h"

G_BEGIN_DECLS

/* Below every severity. */
#define ZB_HERALD_SILENT (-1)

/**
 * ZbHerald:
 *
 * Tells an officer who does not look. An alert that is new, becomes graver or is new again sounds by its
 * severity, and goes on sounding until somebody has taken it or the officer has hushed it; while the window
 * is not in front it is a notice of the desktop, otherwise a screen reader is told. Severities that the
 * officer has muted do none of it; urgent ones cannot be muted, and a live one breaks into a drill. That no
 * alerts come in is told of as well. Listens to the world and not to a view, because views rest while the
 * window is minimised, and has a clock of its own, because that of the frames rests, too.
 */
struct _ZbHerald
{
  GObject parent_instance;
  GtkApplication *application;
  ZbWorld *world;
  GSettings *settings;
  ZbSounder *sounder;
  ZbAlertMemory *memory;
  ZbBell *bell;
  ZbVoice *voice;
  ZbNotices *notices;
  ZbSnoozes *snoozes;
  ZbFound *found;
  ZbLineWatch *line;
  GHashTable *drills; /* ids of open alerts that are only practised */
  GHashTable *acted;  /* ids of alerts that the officer has done something with, which is under way */
  char *officer;
  guint muted;
  guint tick, mute_tick;
  gboolean drill;
  gboolean was_up; /* the line, since this officer sits here */
};

/* zb-herald-sound.c: what rings, how, and its clock */
void zb_herald_follow_sounds (ZbHerald *self);
void zb_herald_watch_clock (ZbHerald *self);
int zb_herald_ring (ZbHerald *self, const ZbAlert *alert);
void zb_herald_sound (ZbHerald *self, const ZbAlert *alert);

/* zb-herald-mutes.c: what the officer does not want to hear */
gboolean zb_herald_is_muted (ZbHerald *self, int severity);
void zb_herald_follow_mutes (ZbHerald *self);
void zb_herald_add_actions (ZbHerald *self);

/* zb-herald-news.c: what there is to tell of */
void zb_herald_follow_world (ZbHerald *self);
void zb_herald_find_from (ZbHerald *self, guint position, guint n);
void zb_herald_settle (ZbHerald *self, const char *id);
void zb_herald_tell_all_found (ZbHerald *self);
void zb_herald_tell_line (ZbHerald *self);
void zb_herald_wake (ZbHerald *self);

G_END_DECLS
