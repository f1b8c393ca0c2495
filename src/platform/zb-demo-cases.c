/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cases that the demonstration begins with: some twenty, in every step. Each is a story of small
 * deeds, and each deed is done by the command that an officer's request would run, at the time at which
 * it happened; deadlines pass in between as they do later. */
#include "zb-demo-cases.h"

#include "zb-accounts.h"
#include "zb-alert-commands.h"
#include "zb-assignment-commands.h"
#include "zb-case-clocks.h"
#include "zb-case-commands.h"
#include "zb-demo.h"
#include "zb-dice.h"
#include "zb-due.h"
#include "zb-recommendations.h"
#include "zb-scene.h"
#include "zb-sighting.h"
#include "zb-uuid.h"

#include <gst/gst.h>
#include <math.h>

/**
 * Story:
 * @kind: a kind of alert
 * @deeds: what happened, a letter a deed, see the table of deeds
 * @age: minutes since the last of them
 * @left: minutes until the deadline that matters, 0 for the plan's
 * @note: what the one who reports says, or why it is returned
 */
typedef struct
{
  const char *kind;
  const char *deeds;
  int age;
  int left;
  const char *note;
} Story;

static const Story stories[] = {
  { "citizen_report", "ro", 2, 0, NULL },
  { "dispute", "ro", 4, 0, NULL },
  { "floating_debris", "rcvof", 3, 0, NULL },
  { "damaged_road", "rcvof", 6, 0, NULL },
  { "gas_leak", "rcvofd", 1, 4, NULL },
  { "shed_overheat", "rgcvofd", 6, 1, NULL },
  { "damaged_rail", "rcvofd", 5, 12, NULL },
  { "water_level", "rgcvof2xaesN", 2, -6, NULL },
  { "overcrowding", "rcvofdaesN", 4, 12, NULL },
  { "street_vending", "rgcvofdae", 9, 41, NULL },
  { "misparked_bikes", "rcvofdaes", 12, 82, NULL },
  { "shop_overflow", "rcvofdaes", 18, 125, NULL },
  { "blocked_fire_lane", "rgcvof2xan", 6, 52, NULL },
  { "ebike_indoors", "rcvofdae", 7, 66, NULL },
  { "piled_goods", "rcvofda", 10, 150, NULL },
  { "gate_tampered", "rcvofdaesn", 15, 95, NULL },
  { "damaged_rail", "rcvofdaesDR", 15, 0, "护栏已扶正加固，更换立柱 2 根" },
  { "streetlight_out", "rcvofdaesDR", 22, 0, "更换灯泡，亮灯正常" },
  { "misparked_bikes", "rcvofdaesDR", 25, 0, "单车已归位，人行道畅通" },
  { "exposed_garbage", "rgcvof2xaesDRkbdaesDRkt", 8, 0, "照片角度不一致，请同机位补拍" },
  { "ebike_indoors", "rcvofdaesDRk", 26, 0, "电动自行车已推出楼外，已登记" },
  { "illegal_parking", "rcvofdaesDRk", 31, 0, "车辆已驶离，已劝导车主" },
  { "piled_goods", "rcvofdaesDRkt", 35, 0, "楼道口物料已清走" },
  { "street_vending", "rcvofdaesDRkTP", 52, 0, "摊位已撤离，地面已冲洗" },
  { "cover_open", "rgcvof2xaesDRkTP", 88, 0, "井盖已复位并加锁" },
  { "exposed_garbage", "rcvofdaesDRkTP", 120, 0, "垃圾已清运，地面已清扫" },
  { "illegal_parking", "rcvofdaesDRkTP", 161, 0, "车辆已驶离" },
  { "shop_overflow", "rcvofdaesDRkTP", 205, 0, "物品已收回店内" },
};

/* Somebody's story on its way. */
typedef struct
{
  const Story *story;
  ZbSighting *sighting;
  gint64 now;
  char *alert;
  char *of_case;
  ZbAccount *officer;
  char *spare; /* the assignment that is to be declined */
} Telling;

typedef struct
{
  ZbTransaction *tx;
  GPtrArray *accounts;
  ZbLookout *lookout;
  gint64 end;
} Stage;

/* --- who acts ------------------------------------------------------------------------------------ */

static ZbAccount *
find_account (Stage *stage, ZbRole role, guint which)
{
  ZbAccount *found = NULL;
  for (guint i = 0, n = 0; i < stage->accounts->len; i++)
    {
      ZbAccount *account = stage->accounts->pdata[i];
      if (account->role == (int)role && (!found || n <= which))
        {
          found = account;
          n++;
        }
    }
  return found;
}

static void
act_as (Stage *stage, ZbAccount *account)
{
  g_clear_pointer (&stage->tx->call, zb_call_free);
  if (!account)
    return;
  stage->tx->call = zb_call_new ("POST", "/");
  stage->tx->call->account = g_object_ref (account);
}

/* A unit of which no account is kept answers for itself all the same. */
static void
act_as_unit (Stage *stage, const char *unit)
{
  ZbUnit *entity = zb_transaction_load (stage->tx, ZB_KIND_UNIT, unit);
  g_autoptr (ZbAccount) account = ZB_ACCOUNT (zb_entity_new (ZB_KIND_ACCOUNT, unit));
  account->role = ZB_ROLE_HANDLER;
  account->name = g_strdup (entity->call_sign);
  account->unit = g_strdup (unit);
  account->organisation = g_strdup (entity->organisation);
  act_as (stage, account);
}

static void
must (ZbProblem *problem, const Telling *telling)
{
  if (problem)
    g_warning ("%s: %s", telling->story->kind, problem->detail);
  g_clear_object (&problem);
}

/* --- pictures ------------------------------------------------------------------------------------- */

#define PICTURE_WIDTH 960
#define PICTURE_HEIGHT 540

static gboolean
keep_file (Stage *stage, ZbAttachment *attachment, GBytes *picture)
{
  g_autofree char *path =
      g_build_filename (zb_platform_get_data_dir (stage->tx->platform), "evidence", attachment->id, NULL);
  gsize size;
  const char *data = g_bytes_get_data (picture, &size);
  return g_file_set_contents_full (path, data, (gssize)size, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL) &&
         zb_connection_run (stage->tx->connection, &stage->tx->error,
                            "INSERT INTO evidence (id, sha256, mime, size, by, at) VALUES (?, ?, ?, ?, ?, ?)",
                            "tttiti", attachment->id, attachment->sha256, attachment->mime, (gint64)size,
                            ZB_DEMO_SOURCE, attachment->at);
}

/* What the camera saw, or what the unit sends from the same place when all has been put right. */
static GPtrArray *
take_picture (Stage *stage, Telling *telling, gboolean after)
{
  const ZbSighting *sighting = telling->sighting;
  GPtrArray *pictures = g_ptr_array_new_with_free_func (g_object_unref);
  if (!sighting->label)
    return pictures;
  g_autoptr (GBytes) picture =
      after ? zb_scene_draw_calm (telling->story->kind, sighting->seed, PICTURE_WIDTH, PICTURE_HEIGHT, NULL)
            : zb_scene_draw_still (telling->story->kind, sighting->label, sighting->seed, PICTURE_WIDTH,
                                   PICTURE_HEIGHT, NULL);
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
draft_of (const Telling *telling)
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
  draft->source = g_strdup (ZB_DEMO_SOURCE);
  draft->dedup_key = g_strdup (sighting->dedup_key);
  if (!sighting->caller)
    return draft;
  draft->contact = g_object_new (ZB_TYPE_CONTACT, NULL);
  draft->contact->name = g_strdup (sighting->caller);
  draft->contact->telephone = g_strdup (sighting->telephone);
  return draft;
}

static void
raise_alert (Stage *stage, Telling *telling)
{
  g_autoptr (ZbAlert) draft = draft_of (telling);
  ZbProblem *problem = NULL;
  if (!telling->alert)
    draft->evidence = take_picture (stage, telling, FALSE);
  gboolean told = telling->sighting->mishap->witness == ZB_WITNESS_CALLER;
  act_as (stage, told ? telling->officer : NULL);
  ZbAlert *alert = draft;
  if (told)
    problem = zb_alert_take_down (stage->tx, draft);
  else
    alert = zb_alert_raise (stage->tx, draft, &problem);
  must (problem, telling);
  if (alert && !telling->alert)
    telling->alert = g_strdup (alert->parent_instance.id);
}

static void
on_alert (Stage *stage, Telling *telling, ZbAlertVerb verb, const ZbAlertArgs *args)
{
  ZbAlert *alert = zb_transaction_load (stage->tx, ZB_KIND_ALERT, telling->alert);
  act_as (stage, telling->officer);
  must (zb_alert_command (stage->tx, alert, verb, args, NULL, NULL), telling);
}

static void
claim (Stage *stage, Telling *telling)
{
  on_alert (stage, telling, ZB_ALERT_VERB_CLAIM, NULL);
}

static void
judge (Stage *stage, Telling *telling)
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
open_case (Stage *stage, Telling *telling)
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
  act_as (stage, telling->officer);
  /* What is told on the telephone may become a case before anybody has judged it. */
  gboolean judged = alert->verdict == ZB_VERDICT_TRUE;
  must (zb_case_open (stage->tx, draft, judged ? alerts : NULL), telling);
  telling->of_case = g_steal_pointer (&id);
}

static ZbCase *
case_of (Stage *stage, Telling *telling)
{
  return zb_transaction_load (stage->tx, ZB_KIND_CASE, telling->of_case);
}

static void
file (Stage *stage, Telling *telling)
{
  act_as (stage, telling->officer);
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
shorten (Stage *stage, Telling *telling)
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
send (Stage *stage, Telling *telling, guint n)
{
  act_as (stage, telling->officer);
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
dispatch (Stage *stage, Telling *telling)
{
  send (stage, telling, 1);
}

static void
dispatch_two (Stage *stage, Telling *telling)
{
  send (stage, telling, 2);
}

static void
on_assignment (Stage *stage, Telling *telling, const char *id, ZbAssignmentVerb verb,
               const ZbAssignmentArgs *args)
{
  ZbAssignment *assignment = zb_transaction_load (stage->tx, ZB_KIND_ASSIGNMENT, id);
  act_as_unit (stage, assignment->unit);
  must (zb_assignment_command (stage->tx, assignment, verb, args, NULL), telling);
}

static void
decline (Stage *stage, Telling *telling)
{
  ZbAssignmentArgs args = { .reason = "正在处置另案" };
  on_assignment (stage, telling, telling->spare, ZB_ASSIGNMENT_VERB_DECLINE, &args);
}

static const ZbAssignment *
find_lead (Stage *stage, Telling *telling)
{
  g_autoptr (GPtrArray) assignments = zb_acting_find_assignments (stage->tx, telling->of_case);
  return zb_case_find_lead (case_of (stage, telling), assignments);
}

static void
by_lead (Stage *stage, Telling *telling, ZbAssignmentVerb verb, const ZbAssignmentArgs *args)
{
  on_assignment (stage, telling, find_lead (stage, telling)->parent_instance.id, verb, args);
}

static void
accept (Stage *stage, Telling *telling)
{
  by_lead (stage, telling, ZB_ASSIGNMENT_VERB_ACCEPT, NULL);
}

static void
set_out (Stage *stage, Telling *telling)
{
  by_lead (stage, telling, ZB_ASSIGNMENT_VERB_EN_ROUTE, NULL);
}

static void
arrive (Stage *stage, Telling *telling)
{
  by_lead (stage, telling, ZB_ASSIGNMENT_VERB_ARRIVE, NULL);
}

static void
finish (Stage *stage, Telling *telling)
{
  ZbAssignmentArgs args = { .note = "现场处置完毕" };
  by_lead (stage, telling, ZB_ASSIGNMENT_VERB_DONE, &args);
}

static void
report (Stage *stage, Telling *telling)
{
  gboolean will_return = strchr (telling->story->deeds, 'b') != NULL;
  const char *note = will_return ? "现场已清理，附处置后照片" : telling->story->note;
  g_autoptr (GPtrArray) pictures = take_picture (stage, telling, TRUE);
  act_as_unit (stage, find_lead (stage, telling)->unit);
  must (zb_case_report (stage->tx, case_of (stage, telling), note, NULL, pictures), telling);
}

static void
find_checker (Stage *stage, Telling *telling)
{
  zb_case_find_checker (stage->tx, case_of (stage, telling));
}

static void
act_as_checker (Stage *stage, Telling *telling)
{
  ZbCase *of = case_of (stage, telling);
  for (guint i = 0; i < stage->accounts->len; i++)
    if (g_strcmp0 (ZB_ENTITY (stage->accounts->pdata[i])->id, of->checker) == 0)
      act_as (stage, stage->accounts->pdata[i]);
}

static void
tick (Stage *stage, Telling *telling, gboolean all)
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
tick_one (Stage *stage, Telling *telling)
{
  tick (stage, telling, FALSE);
}

static void
tick_all (Stage *stage, Telling *telling)
{
  tick (stage, telling, TRUE);
}

static void
send_back (Stage *stage, Telling *telling)
{
  ZbCaseArgs args = { .reason = telling->story->note };
  act_as_checker (stage, telling);
  must (zb_case_command (stage->tx, case_of (stage, telling), ZB_CASE_VERB_RETURN, &args, NULL), telling);
}

static void
pass (Stage *stage, Telling *telling)
{
  act_as_checker (stage, telling);
  must (zb_case_command (stage->tx, case_of (stage, telling), ZB_CASE_VERB_PASS, NULL, NULL), telling);
  /* The alert is done with when its case is. */
  ZbAlertArgs args = { .reason = "案件已结案" };
  on_alert (stage, telling, ZB_ALERT_VERB_CLOSE, &args);
}

static void
take_note (Stage *stage, Telling *telling)
{
  ZbCaseArgs args = { .note = "已电话联系物业值班，约 10 分钟到场配合" };
  act_as (stage, telling->officer);
  must (zb_case_command (stage->tx, case_of (stage, telling), ZB_CASE_VERB_NOTE, &args, NULL), telling);
}

/* How long after the deed before it, in seconds. */
static const struct
{
  char letter;
  int after;
  void (*do_it) (Stage *stage, Telling *telling);
} deeds[] = {
  { 'r', 0, raise_alert },  { 'g', 40, raise_alert }, { 'c', 25, claim },         { 'v', 35, judge },
  { 'o', 40, open_case },   { 'f', 90, file },        { 'd', 75, dispatch },      { '2', 90, dispatch_two },
  { 'x', 60, decline },     { 'a', 80, accept },      { 'e', 45, set_out },       { 's', 420, arrive },
  { 'D', 1500, finish },    { 'R', 100, report },     { 'k', 110, find_checker }, { 't', 900, tick_one },
  { 'T', 1100, tick_all },  { 'b', 700, send_back },  { 'P', 60, pass },          { 'n', 120, take_note },
  { 'N', 3200, take_note },
};

static guint
find_deed (char letter)
{
  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    if (deeds[i].letter == letter)
      return i;
  g_assert_not_reached ();
}

/* --- telling them all, in the order of time ---------------------------------------------------------------
 */

typedef struct
{
  gint64 at;
  guint deed;
  Telling *telling;
} Cue;

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 difference = ((const Cue *)a)->at - ((const Cue *)b)->at;
  return difference < 0 ? -1 : difference > 0 ? 1 : 0;
}

static const ZbMishap *
find_mishap (const char *kind)
{
  guint n;
  const ZbMishap *mishaps = zb_mishaps (&n);
  for (guint i = 0; i < n; i++)
    if (g_str_equal (mishaps[i].kind, kind))
      return &mishaps[i];
  return NULL;
}

static void
plan_story (Stage *stage, Telling *telling, GArray *cues)
{
  gint64 at = stage->end - telling->story->age * G_TIME_SPAN_MINUTE;
  for (gsize i = strlen (telling->story->deeds); i-- > 0;)
    {
      Cue cue = { at, find_deed (telling->story->deeds[i]), telling };
      g_array_append_val (cues, cue);
      at -= deeds[cue.deed].after * G_TIME_SPAN_SECOND;
    }
}

static void
telling_clear (gpointer data)
{
  Telling *telling = data;
  zb_sighting_unref (telling->sighting);
  g_free (telling->alert);
  g_free (telling->of_case);
  g_free (telling->spare);
}

/* Deadlines come near and pass while nobody does anything. */
static void
let_pass (Stage *stage, gint64 until)
{
  gint64 at;
  act_as (stage, NULL);
  while ((at = zb_transaction_count (stage->tx, "SELECT min(at) FROM due", "")) > 0 && at <= until)
    {
      stage->tx->now = at;
      zb_due_work (stage->tx);
    }
  stage->tx->now = until;
}

static void
tell_all (Stage *stage)
{
  g_autoptr (GArray) tellings = g_array_new (FALSE, TRUE, sizeof (Telling));
  g_autoptr (GArray) cues = g_array_new (FALSE, FALSE, sizeof (Cue));
  g_array_set_clear_func (tellings, telling_clear);
  g_array_set_size (tellings, G_N_ELEMENTS (stories));
  for (guint i = 0; i < G_N_ELEMENTS (stories); i++)
    {
      Telling *telling = &g_array_index (tellings, Telling, i);
      telling->story = &stories[i];
      telling->sighting = zb_lookout_see (stage->lookout, find_mishap (stories[i].kind));
      telling->officer = find_account (stage, ZB_ROLE_DUTY_OFFICER, i % 2);
      plan_story (stage, telling, cues);
    }
  g_array_sort (cues, compare);
  for (guint i = 0; i < cues->len && !stage->tx->error; i++)
    {
      Cue *cue = &g_array_index (cues, Cue, i);
      let_pass (stage, cue->at);
      deeds[cue->deed].do_it (stage, cue->telling);
    }
  let_pass (stage, stage->end);
}

static gboolean
fill (ZbTransaction *tx, gpointer seed)
{
  Stage stage = { .tx = tx, .end = tx->now };
  if (zb_transaction_count (tx, "SELECT count(*) FROM entity WHERE kind = 'case'", "") > 0)
    return TRUE;
  stage.accounts = zb_accounts_list (tx->connection, &tx->error);
  if (!stage.accounts)
    return FALSE;
  g_autoptr (ZbDistrict) district = zb_district_new (*(guint64 *)seed);
  stage.lookout = zb_lookout_new (district, *(guint64 *)seed + 1);
  zb_transaction_set_quiet (tx, TRUE);
  gst_init (NULL, NULL);
  tell_all (&stage);
  act_as (&stage, NULL);
  zb_lookout_free (stage.lookout);
  g_ptr_array_unref (stage.accounts);
  return TRUE;
}

/**
 * zb_demo_fill_cases:
 * @platform: a platform with the demonstration district and its accounts, that does not listen yet
 * @seed: which district
 * @error: return location for an error
 *
 * Puts cases in every step into a database that has none.
 *
 * Returns: whether they are there
 */
gboolean
zb_demo_fill_cases (ZbPlatform *platform, guint64 seed, GError **error)
{
  return zb_platform_work_sync (platform, fill, &seed, error);
}
