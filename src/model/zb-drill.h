/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-guard.h"

G_BEGIN_DECLS

/* How much faster than life a drill may run, and what it may hold. */
#define ZB_DRILL_SPEED_LEAST 1
#define ZB_DRILL_SPEED_MOST 10
#define ZB_DRILL_MEMBERS_MOST 50
#define ZB_DRILL_TITLE_MOST 80
#define ZB_DRILL_NEWS_MOST 20

typedef enum
{
  ZB_DRILL_NONE,
  ZB_DRILL_PLANNED,
  ZB_DRILL_RUNNING,
  ZB_DRILL_PAUSED,
  ZB_DRILL_ENDED,
} ZbDrillState;

extern const ZbChoices zb_drill_states;

ZB_DECLARE_RECORD (ZbDrillMember, zb_drill_member, DRILL_MEMBER)
ZB_DECLARE_RECORD (ZbDrillNews, zb_drill_news, DRILL_NEWS)
ZB_DECLARE_ENTITY (ZbDrill, zb_drill, DRILL)
#define ZB_TYPE_DRILL_MEMBER (zb_drill_member_get_type ())
#define ZB_TYPE_DRILL_NEWS (zb_drill_news_get_type ())
#define ZB_TYPE_DRILL (zb_drill_get_type ())

/**
 * ZbDrillMember:
 * @account: the id of the account
 * @name: that person's name, or the wall's
 * @role: a #ZbRole
 *
 * Who takes part in a drill.
 */
struct _ZbDrillMember
{
  ZbRecord parent_instance;
  char *account;
  char *name;
  int role;
};

/**
 * ZbDrillNews:
 * @at: when, µs UTC
 * @what: the #ZbDrillDo that told it: "message", "camera_lost"
 * @text: what the members are told
 *
 * Something that the members of a drill are told.
 */
struct _ZbDrillNews
{
  ZbRecord parent_instance;
  gint64 at;
  char *what;
  char *text;
};

/**
 * ZbDrill:
 * @title: what it is called
 * @script: the title of its script
 * @summary: (nullable): what is practised, in words for the members
 * @state: a #ZbDrillState
 * @leader: the id of the account that made it
 * @leader_name: that officer's name
 * @members: (nullable) (element-type ZbDrillMember): who takes part
 * @speed: how many times faster than life
 * @minutes: how long the script takes, at life's speed
 * @clock: how far the script has come at @clock_at, in milliseconds
 * @clock_at: µs UTC
 * @steps: how many steps the script has
 * @fired: how many of these have happened
 * @news: (nullable) (element-type ZbDrillNews): what the members were told, the last at the end
 * @cameras: (nullable): the ids of the cameras whose line counts as lost
 * @started_at: µs UTC, 0 before that
 * @ended_at: µs UTC, 0 before that
 * @figures: (nullable): what came of it, by name; see the contract's `Drill`
 *
 * An exercise: scripted alerts and happenings for some officers, kept apart from all that is real.
 */
struct _ZbDrill
{
  ZbEntity parent_instance;
  char *title;
  char *script;
  char *summary;
  int state;
  char *leader;
  char *leader_name;
  GPtrArray *members;
  gint64 speed;
  gint64 minutes;
  gint64 clock;
  gint64 clock_at;
  gint64 steps;
  gint64 fired;
  GPtrArray *news;
  char **cameras;
  gint64 started_at;
  gint64 ended_at;
  GHashTable *figures;
};

/**
 * ZbDrillVerb:
 * @ZB_DRILL_VERB_CREATE: it is planned
 * @ZB_DRILL_VERB_START: its script begins
 * @ZB_DRILL_VERB_PAUSE: its clock stands still
 * @ZB_DRILL_VERB_RESUME: its clock goes on
 * @ZB_DRILL_VERB_END: it is over, and all that is open in it with it
 * @ZB_DRILL_VERB_INJECT: the leader lets something happen that the script does not have
 *
 * What can be done to a drill.
 */
typedef enum
{
  ZB_DRILL_VERB_NONE,
  ZB_DRILL_VERB_CREATE,
  ZB_DRILL_VERB_START,
  ZB_DRILL_VERB_PAUSE,
  ZB_DRILL_VERB_RESUME,
  ZB_DRILL_VERB_END,
  ZB_DRILL_VERB_INJECT,
} ZbDrillVerb;

extern const ZbChoices zb_drill_verbs;

ZbProblem *zb_drill_guard (const ZbDrill *self, ZbDrillVerb verb, const ZbActor *actor);
gboolean zb_drill_is_on (const ZbDrill *self);
gboolean zb_drill_has_member (const ZbDrill *self, const char *account);
gint64 zb_drill_get_clock (const ZbDrill *self, gint64 now);
void zb_drill_set_clock (ZbDrill *self, gint64 clock, gint64 now);
void zb_drill_tell (ZbDrill *self, gint64 now, const char *what, const char *text);
const char *zb_drill_of (gpointer entity);
const char *zb_drill_cover (gpointer entity, const char *area);

G_END_DECLS
