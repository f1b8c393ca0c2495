/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-cache.h"
#include "zb-drill-query.h"
#include "zb-evidence.h"
#include "zb-feed.h"
#include "zb-inbox.h"
#include "zb-link.h"
#include "zb-media.h"
#include "zb-outbox.h"
#include "zb-picture-cache.h"
#include "zb-presence.h"
#include "zb-query.h"
#include "zb-session.h"
#include "zb-timelines.h"
#include "zb-wall-report.h"

G_BEGIN_DECLS

struct _ZbLink
{
  GObject parent_instance;

  ZbWorld *world;
  ZbInbox *inbox;
  ZbTimelines *timelines;
  ZbPictureCache *pictures;

  ZbRest *rest;
  ZbSession *session;
  ZbCache *cache;
  ZbOutbox *outbox;
  ZbFeed *feed;
  ZbPresence *presence;
  ZbWallReport *wall_report; /* where a wall has signed in */
  ZbWallHealth *wall_health;
  guint muted;
  gboolean silent;

  gboolean keeps_seats;
  DexCancellable *resuming; /* rejects when nobody waits for the platform any more; NULL where nobody does */
  DexPromise *resume_now;

  ZbLinkState state;
  DexFuture *leaving; /* what is still written for those who were here before */
  char *problem;
  char *disk_problem; /* of this officer's outbox, as long as he sits here */
  char *world_is_of;  /* platform and account */
  guint attempt;
};

void zb_link_set_state (ZbLink *self, ZbLinkState state);
void zb_link_set_problem (ZbLink *self, const char *problem);

/* zb-link-seat.c: what belongs to one officer at one platform */
void zb_link_change_seat (ZbLink *self, ZbRest *rest, ZbSession *session);
DexFuture *zb_link_leave_seat (ZbLink *self);
DexFuture *zb_link_end_session (ZbSession *session, DexFuture *left);
void zb_link_tell_left (ZbLink *self, guint n_left, guint n_lost);
gboolean zb_link_is_leaving (ZbLink *self);
void zb_link_note_leaving (ZbLink *self, DexFuture *future);
void zb_link_keep_seat (ZbLink *self, const char *password);
ZbCache *zb_link_open_cache (ZbLink *self, const char *url, const char *username);
gboolean zb_link_take_contents (ZbLink *self, ZbCacheContents *contents);
void zb_link_await_outbox (ZbLink *self);
void zb_link_make_feed (ZbLink *self, ZbCacheContents *known);

/* zb-link-resume.c: sitting here without a line */
void zb_link_begin_without_line (ZbLink *self, const char *username, const char *password);
void zb_link_stop_resuming (ZbLink *self);

/* zb-link-questions.c: what is asked for rather than pushed */
void zb_link_media_init (ZbMediaInterface *iface);
void zb_link_evidence_init (ZbEvidenceInterface *iface);
void zb_link_query_init (ZbQueryInterface *iface);
void zb_link_drill_init (ZbDrillQueryInterface *iface);

G_END_DECLS
