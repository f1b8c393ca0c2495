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
  char *world_is_of; /* platform and account */
  guint attempt;
};

/* zb-link-questions.c: what is asked for rather than pushed */
void zb_link_media_init (ZbMediaInterface *iface);
void zb_link_evidence_init (ZbEvidenceInterface *iface);
void zb_link_query_init (ZbQueryInterface *iface);
void zb_link_drill_init (ZbDrillQueryInterface *iface);

G_END_DECLS
