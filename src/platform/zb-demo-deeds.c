/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people do in the stories that the demonstration begins with: each deed runs the command that an
 * officer's request would run. */
#include "zb-demo-deeds.h"

#include "zb-alert-commands.h"
#include "zb-assignment-commands.h"
#include "zb-case-clocks.h"
#include "zb-case-commands.h"
#include "zb-demo.h"
#include "zb-recommendations.h"
#include "zb-scene.h"
#include "zb-uuid.h"

#include <math.h>

/* --- who acts ------------------------------------------------------------------------------------ */

/**
 * zb_demo_act_as:
 * @stage: the stage
 * @account: (nullable): who acts from now on; %NULL for the platform itself
 */
void
zb_demo_act_as (ZbDemoStage *stage, ZbAccount *account)
{
  g_clear_pointer (&stage->tx->call, zb_call_free);
  if (!account)
    return;
  stage->tx->call = zb_call_new ("POST", "/");
  stage->tx->call->account = g_object_ref (account);
}

/* A unit of which no account is kept answers for itself all the same. */
static void
act_as_unit (ZbDemoStage *stage, const char *unit)
{
  ZbUnit *entity = zb_transaction_load (stage->tx, ZB_KIND_UNIT, unit);
  g_autoptr (ZbAccount) account = ZB_ACCOUNT (zb_entity_new (ZB_KIND_ACCOUNT, unit));
  account->role = ZB_ROLE_HANDLER;
  account->name = g_strdup (entity->call_sign);
  account->unit = g_strdup (unit);
  account->organisation = g_strdup (entity->organisation);
  zb_demo_act_as (stage, account);
}

static void
must (ZbProblem *problem, const ZbDemoTelling *telling)
{
  if (problem)
    g_warning ("%s: %s", telling->story->kind, problem->detail);
  g_clear_object (&problem);
}

/* --- pictures ------------------------------------------------------------------------------------- */

#define PICTURE_WIDTH 960
#define PICTURE_HEIGHT 540

static gboolean
keep_file (ZbDemoStage *stage, ZbAttachment *attachment, GBytes *picture)
{
  g_autofree char *path =
      g_build_filename (zb_platform_get_data_dir (stage->tx->platform), "evidence", attachment->id, NULL);
  gsize size;
  const char *data = g_bytes_get_data (picture, &size);
  return g_file_set_contents_full (path, data, (gssize)size, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL) &&
         zb_connection_run (stage->tx->connection, &stage->tx->error,
                            "INSERT INTO evidence (id, sha256, mime, size, by, at) VALUES (?, ?, ?, ?, ?, ?)",
                            "tttiti", attachment->id, attachment->sha256, attachment->mime, (gint64)size,
                            ZB_DEMO_STORIES, attachment->at);
}

/* What the camera saw, or what the unit sends from the same place when all has been put right. */
static GPtrArray *
take_picture (ZbDemoStage *stage, ZbDemoTelling *telling, gboolean after)
{
  const ZbSighting *sighting = telling->sighting;
  GPtrArray *pictures = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) picture =
      after ? zb_scene_draw_calm (telling->story->kind, sighting->seed, PICTURE_WIDTH, PICTURE_HEIGHT, NULL)
            : zb_scene_draw_evidence (telling->story->kind, sighting->label, sighting->number, sighting->seed,
                                      PICTURE_WIDTH, PICTURE_HEIGHT, NULL);
  if (!picture)
    return pictures;
  g_autoptr (ZbAttachment) attachment = g_object_new (ZB_TYPE_ATTACHMENT, NULL);
  attachment->id = zb_uuid_new ();
  attachment->mime = g_strdup ("image/jpeg");
  attachment->at = stage->tx->now;
  attachment->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, picture);
  attachment->label = g_strdup (after ? NULL : sighting->label);
  attachment->phase = g_strdup (after ? "after" : "before");
  if (keep_file (stage, attachment, picture))
    g_ptr_array_add (pictures, g_steal_pointer (&attachment));
  return pictures;
}

/* --- the deeds --------------------------------------------------------------------------------------- */

static ZbAlert *
draft_of (const ZbDemoTelling *telling)
{
  const ZbSighting *sighting = telling->sighting;
  g_autofree char *id = zb_uuid_new ();
  ZbAlert *draft = ZB_ALERT (zb_entity_new (ZB_KIND_ALERT, id));
  draft->kind = g_strdup (telling->story->kind);
  draft->severity = sighting->severity;
  draft->title = g_strdup (sighting->title);
  draft->place = g_strdup (sighting->place);
  draft->location = sighting->location;
  draft->area = g_strdup (sighting->area);
  draft->device = g_strdup (sighting->device);
  draft->algorithm = g_strdup (sighting->algorithm);
  draft->score = sighting->score;
  draft->source = g_strdup (ZB_DEMO_STORIES);
  draft->dedup_key = g_strdup (sighting->dedup_key);
  if (!sighting->caller)
    return draft;
  draft->contact = g_object_new (ZB_TYPE_CONTACT, NULL);
  draft->contact->name = g_strdup (sighting->caller);
  draft->contact->telephone = g_strdup (sighting->telephone);
  return draft;
}

static void
raise_alert (ZbDemoStage *stage, ZbDemoTelling *telling)
{
  g_autoptr (ZbAlert) draft = draft_of (telling);
  ZbProblem *problem = NULL;
  if (!telling->alert)
    draft->evidence = take_picture (stage, telling, FALSE);
  gboolean told = telling->sighting->mishap->witness == ZB_WITNESS_CALLER;
  zb_demo_act_as (stage, told ? telling->officer : NULL);
  ZbAlert *alert = zb_alert_raise (stage->tx, draft, &problem);
  must (problem, telling);
  if (alert && !telling->alert)
    telling->alert = g_strdup (alert->parent_instance.id);
}

static void
on_alert (ZbDemoStage *stage, ZbDemoTelling *telling, ZbAlertVerb verb, const ZbAlertArgs *args)
{
  ZbAlert *alert = zb_transaction_load (stage->tx, ZB_KIND_ALERT, telling->alert);
  zb_demo_act_as (stage, telling->officer);
  must (zb_alert_command (stage->tx, alert, verb, args, NULL, NULL), telling);
}

static void
claim (ZbDemoStage *stage, ZbDemoTelling *telling)
{
  on_alert (stage, telling, ZB_ALERT_VERB_CLAIM, NULL);
}

static void
judge (ZbDemoStage *stage, ZbDemoTelling *telling)
{
  ZbAlert *alert = zb_transaction_load (stage->tx, ZB_KIND_ALERT, telling->alert);
  ZbAlertArgs args = { .verdict = ZB_VERDICT_TRUE, .seen_occurrence = alert->occurrences };
  on_alert (stage, telling, ZB_ALERT_VERB_VERDICT, &args);
}

static char *
describe (ZbTransaction *tx, ZbAlert *alert)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (alert->first_at / G_TIME_SPAN_SECOND);
  g_autoptr (GDateTime) here = g_date_time_add_hours (utc, 8);
  g_autofree char *at = g_date_time_format (here, "%H:%M");
  if (isnan (alert->score))
    return g_strdup_printf ("%s 报告%s，地点%s。", at, alert->title, alert->place);
  return g_strdup_printf ("算法于 %s 报告%s（置信度 %.2f），地点%s。", at, alert->title, alert->score,
                          alert->place);
}

static void
open_case (ZbDemoStage *stage, ZbDemoTelling *telling)
{
  ZbAlert *alert = zb_transaction_load (stage->tx, ZB_KIND_ALERT, telling->alert);
  g_autofree char *id = zb_uuid_new ();
  g_autoptr (ZbCase) draft = ZB_CASE (zb_entity_new (ZB_KIND_CASE, id));
  char *alerts[] = { telling->alert, NULL };
  draft->kind = g_strdup (alert->kind);
  draft->severity = alert->severity;
  draft->title = g_strdup (alert->title);
  draft->description = describe (stage->tx, alert);
  draft->place = g_strdup (alert->place);
  draft->location = alert->location;
  draft->area = g_strdup (alert->area);
  zb_demo_act_as (stage, telling->officer);
  /* What is told on the telephone may become a case before anybody has judged it. */
  gboolean judged = alert->verdict == ZB_VERDICT_TRUE;
  must (zb_case_open (stage->tx, draft, judged ? alerts : NULL), telling);
  telling->of_case = g_steal_pointer (&id);
}

static ZbCase *
case_of (ZbDemoStage *stage, ZbDemoTelling *telling)
{
  return zb_transaction_load (stage->tx, ZB_KIND_CASE, telling->of_case);
}

static void
file (ZbDemoStage *stage, ZbDemoTelling *telling)
{
  zb_demo_act_as (stage, telling->officer);
  must (zb_case_file (stage->tx, case_of (stage, telling)), telling);
}

static ZbAssignment *
draft_assignment (const char *unit, gboolean lead)
{
  g_autofree char *id = zb_uuid_new ();
  ZbAssignment *draft = ZB_ASSIGNMENT (zb_entity_new (ZB_KIND_ASSIGNMENT, id));
  draft->unit = g_strdup (unit);
  draft->lead = lead;
  return draft;
}

/* The deadline that the story is about; where it is later than the plan's the plan's holds. */
static ZbDeadlines *
shorten (ZbDemoStage *stage, ZbDemoTelling *telling)
{
  gint64 at = stage->end + telling->story->left * G_TIME_SPAN_MINUTE;
  gboolean waits = !strpbrk (telling->story->deeds, "a");
  ZbCase *of = case_of (stage, telling);
  g_autoptr (ZbCase) planned = ZB_CASE (zb_record_copy ((ZbRecord *)of));
  if (!telling->story->left)
    return NULL;
  zb_case_start_clocks (planned, zb_case_find_plan (stage->tx, of->kind), stage->tx->now);
  ZbDeadlines *sooner = g_object_new (ZB_TYPE_DEADLINES, NULL);
  if (waits)
    sooner->accept = MIN (at, planned->deadlines->accept);
  else
    sooner->finish = MIN (at, planned->deadlines->finish);
  return sooner;
}

static void
send (ZbDemoStage *stage, ZbDemoTelling *telling, guint n)
{
  zb_demo_act_as (stage, telling->officer);
  g_autoptr (GPtrArray) units = zb_recommendations_new (stage->tx, case_of (stage, telling));
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (ZbDeadlines) sooner = shorten (stage, telling);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (drafts, draft_assignment (((ZbRecommendation *)units->pdata[i])->unit, i == 0));
  if (n > 1)
    telling->spare = g_strdup (ZB_ENTITY (drafts->pdata[1])->id);
  must (zb_case_dispatch (stage->tx, case_of (stage, telling), drafts, sooner, NULL), telling);
}

static void
dispatch (ZbDemoStage *stage, ZbDemoTelling *telling)
{
  send (stage, telling, 1);
}

static void
dispatch_two (ZbDemoStage *stage, ZbDemoTelling *telling)
{
  send (stage, telling, 2);
}

static void
on_assignment (ZbDemoStage *stage, ZbDemoTelling *telling, const char *id, ZbAssignmentVerb verb,
               const ZbAssignmentArgs *args)
{
  ZbAssignment *assignment = zb_transaction_load (stage->tx, ZB_KIND_ASSIGNMENT, id);
  act_as_unit (stage, assignment->unit);
  must (zb_assignment_command (stage->tx, assignment, verb, args, NULL), telling);
}

static void
decline (ZbDemoStage *stage, ZbDemoTelling *telling)
{
  ZbAssignmentArgs args = { .reason = "正在处置另案" };
  on_assignment (stage, telling, telling->spare, ZB_ASSIGNMENT_VERB_DECLINE, &args);
}

static const ZbAssignment *
find_lead (ZbDemoStage *stage, ZbDemoTelling *telling)
{
  g_autoptr (GPtrArray) assignments = zb_acting_find_assignments (stage->tx, telling->of_case);
  return zb_case_find_lead (case_of (stage, telling), assignments);
}

static void
by_lead (ZbDemoStage *stage, ZbDemoTelling *telling, ZbAssignmentVerb verb, const ZbAssignmentArgs *args)
{
  on_assignment (stage, telling, find_lead (stage, telling)->parent_instance.id, verb, args);
}

static void
accept (ZbDemoStage *stage, ZbDemoTelling *telling)
{
  by_lead (stage, telling, ZB_ASSIGNMENT_VERB_ACCEPT, NULL);
}

static void
set_out (ZbDemoStage *stage, ZbDemoTelling *telling)
{
  by_lead (stage, telling, ZB_ASSIGNMENT_VERB_EN_ROUTE, NULL);
}

static void
arrive (ZbDemoStage *stage, ZbDemoTelling *telling)
{
  by_lead (stage, telling, ZB_ASSIGNMENT_VERB_ARRIVE, NULL);
}

static void
finish (ZbDemoStage *stage, ZbDemoTelling *telling)
{
  ZbAssignmentArgs args = { .note = "现场处置完毕" };
  by_lead (stage, telling, ZB_ASSIGNMENT_VERB_DONE, &args);
}

static void
report (ZbDemoStage *stage, ZbDemoTelling *telling)
{
  gboolean will_return = strchr (telling->story->deeds, 'b') != NULL;
  const char *note = will_return ? "现场已清理，附处置后照片" : telling->story->note;
  g_autoptr (GPtrArray) pictures = take_picture (stage, telling, TRUE);
  act_as_unit (stage, find_lead (stage, telling)->unit);
  must (zb_case_report (stage->tx, case_of (stage, telling), note, NULL, pictures), telling);
}

static void
find_checker (ZbDemoStage *stage, ZbDemoTelling *telling)
{
  zb_case_find_checker (stage->tx, case_of (stage, telling));
}

static void
act_as_checker (ZbDemoStage *stage, ZbDemoTelling *telling)
{
  ZbCase *of = case_of (stage, telling);
  for (guint i = 0; i < stage->accounts->len; i++)
    if (g_strcmp0 (ZB_ENTITY (stage->accounts->pdata[i])->id, of->checker) == 0)
      zb_demo_act_as (stage, stage->accounts->pdata[i]);
}

static void
tick (ZbDemoStage *stage, ZbDemoTelling *telling, gboolean all)
{
  ZbCase *of = case_of (stage, telling);
  act_as_checker (stage, telling);
  for (guint i = 0; of->checklist && i < of->checklist->len; i++)
    {
      ZbCheckItem *item = of->checklist->pdata[i];
      ZbCaseArgs args = { .item = i, .done = TRUE };
      if (g_strcmp0 (item->stage, "check") != 0 || item->done)
        continue;
      must (zb_case_command (stage->tx, of, ZB_CASE_VERB_CHECKLIST, &args,
                             &(ZbHappening){ .title = item->text }),
            telling);
      if (!all)
        return;
    }
}

static void
tick_one (ZbDemoStage *stage, ZbDemoTelling *telling)
{
  tick (stage, telling, FALSE);
}

static void
tick_all (ZbDemoStage *stage, ZbDemoTelling *telling)
{
  tick (stage, telling, TRUE);
}

static void
send_back (ZbDemoStage *stage, ZbDemoTelling *telling)
{
  ZbCaseArgs args = { .reason = telling->story->note };
  act_as_checker (stage, telling);
  must (zb_case_command (stage->tx, case_of (stage, telling), ZB_CASE_VERB_RETURN, &args, NULL), telling);
}

static void
pass (ZbDemoStage *stage, ZbDemoTelling *telling)
{
  act_as_checker (stage, telling);
  must (zb_case_command (stage->tx, case_of (stage, telling), ZB_CASE_VERB_PASS, NULL, NULL), telling);
  /* The alert is done with when its case is. */
  ZbAlertArgs args = { .reason = "案件已结案" };
  on_alert (stage, telling, ZB_ALERT_VERB_CLOSE, &args);
}

static void
take_note (ZbDemoStage *stage, ZbDemoTelling *telling)
{
  ZbCaseArgs args = { .note = "已电话联系物业值班，约 10 分钟到场配合" };
  zb_demo_act_as (stage, telling->officer);
  must (zb_case_command (stage->tx, case_of (stage, telling), ZB_CASE_VERB_NOTE, &args, NULL), telling);
}

/* How long after the deed before it, in seconds. */
static const struct
{
  char letter;
  int after;
  void (*do_it) (ZbDemoStage *stage, ZbDemoTelling *telling);
} deeds[] = {
  { 'r', 0, raise_alert },  { 'g', 40, raise_alert }, { 'c', 25, claim },         { 'v', 35, judge },
  { 'o', 40, open_case },   { 'f', 90, file },        { 'd', 75, dispatch },      { '2', 90, dispatch_two },
  { 'x', 60, decline },     { 'a', 80, accept },      { 'e', 45, set_out },       { 's', 420, arrive },
  { 'D', 1500, finish },    { 'R', 100, report },     { 'k', 110, find_checker }, { 't', 900, tick_one },
  { 'T', 1100, tick_all },  { 'b', 700, send_back },  { 'P', 60, pass },          { 'n', 120, take_note },
  { 'N', 3200, take_note },
};

static guint
find (char letter)
{
  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    if (deeds[i].letter == letter)
      return i;
  g_assert_not_reached ();
}

/**
 * zb_demo_deed_get_delay:
 * @letter: a deed
 *
 * Returns: how long after the deed before it, in seconds
 */
int
zb_demo_deed_get_delay (char letter)
{
  return deeds[find (letter)].after;
}

/**
 * zb_demo_deed_do:
 * @letter: a deed
 * @stage: the stage, whose transaction tells the time
 * @telling: whose story it is part of
 */
void
zb_demo_deed_do (char letter, ZbDemoStage *stage, ZbDemoTelling *telling)
{
  deeds[find (letter)].do_it (stage, telling);
}
