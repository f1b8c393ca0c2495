/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A drill: who takes part, how far its clock has come, and what may be done to it. */
#include "zb-drill.h"

#include "zb-alert.h"
#include "zb-assignment.h"
#include "zb-case.h"
#include "zb-unit.h"

#define NICKS(...) ((const char *const[]){ __VA_ARGS__, NULL })

const ZbChoices zb_drill_states = { NICKS ("none", "planned", "running", "paused", "ended"), FALSE };
const ZbChoices zb_drill_verbs = { NICKS ("none", "create", "start", "pause", "resume", "end", "inject"),
                                   FALSE };

static ZbField zb_drill_member_fields[] = {
  ZB_FIELD (ZbDrillMember, account, TEXT, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbDrillMember, name, TEXT),
  ZB_FIELD (ZbDrillMember, role, CHOICE, .choices = &zb_roles),
};

ZB_DEFINE_RECORD (ZbDrillMember, zb_drill_member, ZB_TYPE_RECORD)

static ZbField zb_drill_news_fields[] = {
  ZB_FIELD (ZbDrillNews, at, TIME),
  ZB_FIELD (ZbDrillNews, what, TEXT),
  ZB_FIELD (ZbDrillNews, text, TEXT, .flags = ZB_FIELD_OWN_WORDS),
};

ZB_DEFINE_RECORD (ZbDrillNews, zb_drill_news, ZB_TYPE_RECORD)

static ZbField zb_drill_fields[] = {
  ZB_FIELD (ZbDrill, title, TEXT, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbDrill, script, TEXT),
  ZB_FIELD (ZbDrill, summary, TEXT),
  ZB_FIELD (ZbDrill, state, CHOICE, .choices = &zb_drill_states, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbDrill, leader, TEXT),
  ZB_FIELD (ZbDrill, leader_name, TEXT),
  ZB_FIELD (ZbDrill, members, RECORDS, .record_type = zb_drill_member_get_type),
  ZB_FIELD (ZbDrill, speed, INTEGER),
  ZB_FIELD (ZbDrill, minutes, INTEGER),
  ZB_FIELD (ZbDrill, clock, INTEGER),
  ZB_FIELD (ZbDrill, clock_at, TIME),
  ZB_FIELD (ZbDrill, steps, INTEGER),
  ZB_FIELD (ZbDrill, fired, INTEGER),
  ZB_FIELD (ZbDrill, news, RECORDS, .record_type = zb_drill_news_get_type),
  ZB_FIELD (ZbDrill, cameras, TEXTS),
  ZB_FIELD (ZbDrill, started_at, TIME),
  ZB_FIELD (ZbDrill, ended_at, TIME),
  ZB_FIELD (ZbDrill, figures, NUMBERS),
};

ZB_DEFINE_RECORD (ZbDrill, zb_drill, ZB_TYPE_ENTITY)

/* --- what may be done ------------------------------------------------------------------------------ */

/* From which states a verb is possible, as bits. */
static const guint from[] = {
  [ZB_DRILL_VERB_START] = 1u << ZB_DRILL_PLANNED,
  [ZB_DRILL_VERB_PAUSE] = 1u << ZB_DRILL_RUNNING,
  [ZB_DRILL_VERB_RESUME] = 1u << ZB_DRILL_PAUSED,
  [ZB_DRILL_VERB_END] = 1u << ZB_DRILL_PLANNED | 1u << ZB_DRILL_RUNNING | 1u << ZB_DRILL_PAUSED,
  [ZB_DRILL_VERB_INJECT] = 1u << ZB_DRILL_RUNNING | 1u << ZB_DRILL_PAUSED,
};

static ZbProblem *
refuse_state (const ZbDrill *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  for (guint verb = ZB_DRILL_VERB_START; verb < G_N_ELEMENTS (from); verb++)
    if (from[verb] & 1u << self->state)
      g_strv_builder_add (builder, zb_choices_nick (&zb_drill_verbs, (int)verb));
  g_auto (GStrv) allowed = g_strv_builder_end (builder);
  return zb_guard_refuse ("state", zb_choices_nick (&zb_drill_states, self->state),
                          (const char *const *)allowed);
}

/**
 * zb_drill_guard:
 * @self: (nullable): a drill; %NULL for one that is to be made
 * @verb: what is to be done to it
 * @actor: who acts
 *
 * Returns: (transfer full) (nullable): why not; %NULL where it is allowed
 */
ZbProblem *
zb_drill_guard (const ZbDrill *self, ZbDrillVerb verb, const ZbActor *actor)
{
  if (actor->role != ZB_ROLE_DUTY_LEADER && actor->role != ZB_ROLE_ADMINISTRATOR)
    return zb_guard_refuse ("role", NULL, NULL);
  if (!self || verb == ZB_DRILL_VERB_CREATE)
    return NULL;
  return from[verb] & 1u << self->state ? NULL : refuse_state (self);
}

/**
 * zb_drill_is_on:
 * @self: a drill
 *
 * Returns: whether it has begun and is not over
 */
gboolean
zb_drill_is_on (const ZbDrill *self)
{
  return self->state == ZB_DRILL_RUNNING || self->state == ZB_DRILL_PAUSED;
}

/**
 * zb_drill_has_member:
 * @self: a drill
 * @account: (nullable): the id of an account
 *
 * Returns: whether it takes part
 */
gboolean
zb_drill_has_member (const ZbDrill *self, const char *account)
{
  for (guint i = 0; account && self->members && i < self->members->len; i++)
    if (g_strcmp0 (ZB_DRILL_MEMBER (self->members->pdata[i])->account, account) == 0)
      return TRUE;
  return FALSE;
}

/* --- its clock --------------------------------------------------------------------------------------- */

/**
 * zb_drill_get_clock:
 * @self: a drill
 * @now: µs UTC
 *
 * The clock counts the script's time: it stands still while the drill is paused, and is faster than life by
 * its speed. A clock that was set back does not turn it back.
 *
 * Returns: how far the script has come, in milliseconds
 */
gint64
zb_drill_get_clock (const ZbDrill *self, gint64 now)
{
  if (self->state != ZB_DRILL_RUNNING || now <= self->clock_at)
    return self->clock;
  return self->clock + (now - self->clock_at) / 1000 * self->speed;
}

/**
 * zb_drill_set_clock:
 * @self: a drill of the platform's own
 * @clock: how far the script has come, in milliseconds
 * @now: µs UTC
 */
void
zb_drill_set_clock (ZbDrill *self, gint64 clock, gint64 now)
{
  self->clock = clock;
  self->clock_at = now;
}

/**
 * zb_drill_tell:
 * @self: a drill of the platform's own
 * @now: µs UTC
 * @what: what kind of news
 * @text: in words
 *
 * Adds to what the members are told; what is older than the last few is forgotten.
 */
void
zb_drill_tell (ZbDrill *self, gint64 now, const char *what, const char *text)
{
  ZbDrillNews *news = g_object_new (ZB_TYPE_DRILL_NEWS, NULL);
  news->at = now;
  news->what = g_strdup (what);
  news->text = g_strdup (text);
  if (!self->news)
    self->news = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (self->news, news);
  if (self->news->len > ZB_DRILL_NEWS_MOST)
    g_ptr_array_remove_index (self->news, 0);
}

/**
 * zb_drill_of:
 * @entity: a #ZbEntity
 *
 * Returns: (nullable): the id of the drill that it belongs to; %NULL for what is real
 */
const char *
zb_drill_of (gpointer entity)
{
  if (ZB_IS_ALERT (entity))
    return ZB_ALERT (entity)->drill;
  if (ZB_IS_CASE (entity))
    return ZB_CASE (entity)->drill;
  if (ZB_IS_ASSIGNMENT (entity))
    return ZB_ASSIGNMENT (entity)->drill;
  if (ZB_IS_UNIT (entity))
    return ZB_UNIT (entity)->drill;
  return NULL;
}

/**
 * zb_drill_cover:
 * @entity: a #ZbEntity
 * @area: (nullable): the area that it lies in
 *
 * Whoever sees what belongs to a drill takes part in it, and acts in it wherever it lies.
 *
 * Returns: (nullable): the area that an account has to cover to act on it; %NULL for any
 */
const char *
zb_drill_cover (gpointer entity, const char *area)
{
  return zb_drill_of (entity) ? NULL : area;
}
