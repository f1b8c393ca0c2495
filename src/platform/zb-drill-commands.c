/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done to drills. */
#include "zb-drill-commands.h"

#include "zb-acting.h"
#include "zb-assignment.h"
#include "zb-drill-debrief.h"
#include "zb-drill-plays.h"
#include "zb-drill-runner.h"
#include "zb-drill-sight.h"
#include "zb-json.h"

/* Why what is still open at its end is over. */
#define OVER "演练结束"
#define AT_ONCE 5000

/**
 * zb_drill_check_draft:
 * @tx: the transaction of a call
 * @draft: an alert or a case that is to be made
 * @drill: (nullable): the id of the drill that it says it belongs to
 *
 * What belongs to a drill says so twice, and only who takes part can say it. What is wrong is noted in the
 * call.
 */
void
zb_drill_check_draft (ZbTransaction *tx, ZbEntity *draft, const char *drill)
{
  if (drill == NULL)
    return;
  const ZbDrill *of =
      zb_transaction_sees (tx, ZB_KIND_DRILL, drill) ? zb_transaction_load (tx, ZB_KIND_DRILL, drill) : NULL;
  if (of == NULL || !zb_drill_is_on (of))
    zb_call_refuse_field (tx->call, "/drill", "is not a drill that you take part in now");
  if (draft->mode == ZB_MODE_LIVE)
    zb_call_refuse_field (tx->call, "/mode", "must be drill");
  draft->mode = ZB_MODE_DRILL;
}

/* --- planning ---------------------------------------------------------------------------------------- */

static void
add_members (ZbTransaction *tx, ZbDrill *drill)
{
  for (guint i = 0; drill->members != NULL && i < drill->members->len && tx->error == NULL; i++)
    {
      const ZbDrillMember *member = g_ptr_array_index (drill->members, i);
      zb_connection_run (tx->connection, &tx->error, "INSERT OR IGNORE INTO drill_member VALUES (?, ?)", "tt",
                         member->account, ZB_ENTITY (drill)->id);
    }
}

static void
add_run (ZbTransaction *tx, ZbDrill *drill, const ZbDrillScript *script)
{
  g_autofree char *body = zb_json_write_record_text ((gpointer)script, ZB_JSON_WRITE_ALL, NULL);
  if (tx->error == NULL)
    zb_connection_run (tx->connection, &tx->error, "INSERT INTO drill_run (drill, script) VALUES (?, ?)",
                       "tt", ZB_ENTITY (drill)->id, body);
}

/**
 * zb_drill_make:
 * @tx: the transaction of a leader's call
 * @draft: a drill that is not in the store yet, with title, members and speed
 * @script: a script that is good
 *
 * Returns: (transfer full) (nullable): why not; %NULL where it is planned
 */
ZbProblem *
zb_drill_make (ZbTransaction *tx, ZbDrill *draft, const ZbDrillScript *script)
{
  ZbActor actor = zb_acting_get_actor (tx, draft);
  ZbProblem *problem = zb_drill_guard (NULL, ZB_DRILL_VERB_CREATE, &actor);
  if (problem != NULL)
    return problem;
  ZB_ENTITY (draft)->mode = ZB_MODE_DRILL;
  draft->state = ZB_DRILL_PLANNED;
  g_set_str (&draft->leader, actor.account);
  g_set_str (&draft->leader_name, actor.name);
  g_set_str (&draft->script, script->title);
  g_set_str (&draft->summary, script->summary);
  draft->minutes = script->minutes;
  draft->steps = script->steps->len;
  add_run (tx, draft, script);
  add_members (tx, draft);
  zb_transaction_add (tx, g_object_ref (draft), NULL);
  zb_transaction_audit (tx, "drill.create", draft, NULL);
  return NULL;
}

/* --- its end ----------------------------------------------------------------------------------- */

static GPtrArray *
find_open (ZbTransaction *tx, ZbDrill *drill, ZbKind kind, const char *where)
{
  return zb_transaction_find (tx, kind, where, "ti", zb_drill_sight (ZB_ENTITY (drill)->id), (gint64)AT_ONCE);
}

static void
close_alerts (ZbTransaction *tx, ZbDrill *drill)
{
  g_autoptr (GPtrArray) open =
      find_open (tx, drill, ZB_KIND_ALERT, "area = ? AND mode = 'drill' AND state <> 'closed' LIMIT ?");
  for (guint i = 0; i < open->len; i++)
    {
      ZbAlert *alert = g_ptr_array_index (open, i);
      alert->state = ZB_ALERT_CLOSED;
      alert->snoozed_until = 0;
      g_clear_object (&alert->claim);
      g_set_str (&alert->close_reason, OVER);
      zb_transaction_save (tx, alert, NULL);
    }
}

static void
cancel_assignments (ZbTransaction *tx, ZbDrill *drill)
{
  g_autoptr (GPtrArray) open = find_open (tx, drill, ZB_KIND_ASSIGNMENT,
                                          "area = ? AND mode = 'drill' AND state IN ('sent', 'accepted',"
                                          " 'en_route', 'on_scene') LIMIT ?");
  for (guint i = 0; i < open->len; i++)
    {
      ZbAssignment *assignment = g_ptr_array_index (open, i);
      assignment->state = ZB_ASSIGNMENT_CANCELLED;
      assignment->cancelled_at = tx->now;
      g_set_str (&assignment->reason, OVER);
      zb_transaction_save (tx, assignment, NULL);
    }
}

static void
void_cases (ZbTransaction *tx, ZbDrill *drill)
{
  g_autoptr (GPtrArray) open = find_open (
      tx, drill, ZB_KIND_CASE, "area = ? AND mode = 'drill' AND state NOT IN ('closed', 'void') LIMIT ?");
  for (guint i = 0; i < open->len; i++)
    {
      ZbCase *of = g_ptr_array_index (open, i);
      of->step = ZB_STEP_VOID;
      g_set_str (&of->reason, OVER);
      g_clear_object (&of->deadlines);
      zb_transaction_save (tx, of, NULL);
    }
}

/* Nothing of a drill outlasts it on anybody's desk. What came of it is summed up before. */
static void
end (ZbTransaction *tx, ZbDrill *drill)
{
  zb_drill_set_clock (drill, zb_drill_get_clock (drill, tx->now), tx->now);
  drill->state = ZB_DRILL_ENDED;
  drill->ended_at = tx->now;
  g_clear_pointer (&drill->figures, g_hash_table_unref);
  drill->figures = zb_drill_debrief_sum (tx, drill);
  close_alerts (tx, drill);
  cancel_assignments (tx, drill);
  void_cases (tx, drill);
  zb_drill_remove_shadows (tx, drill);
}

/* --- its course -------------------------------------------------------------------------------- */

static void
go_on (ZbTransaction *tx, ZbDrill *drill, gint64 speed)
{
  drill->speed = speed != 0 ? speed : drill->speed;
  drill->state = ZB_DRILL_RUNNING;
  zb_drill_set_clock (drill, drill->clock, tx->now);
  zb_drill_note_seen (tx, drill);
}

static void
stop_clock (ZbTransaction *tx, ZbDrill *drill)
{
  zb_drill_set_clock (drill, zb_drill_get_clock (drill, tx->now), tx->now);
  drill->state = ZB_DRILL_PAUSED;
}

static void
perform (ZbTransaction *tx, ZbDrill *drill, ZbDrillVerb verb, gint64 speed)
{
  if (verb == ZB_DRILL_VERB_START)
    {
      drill->started_at = tx->now;
      zb_drill_add_shadows (tx, drill);
    }
  if (verb == ZB_DRILL_VERB_START || verb == ZB_DRILL_VERB_RESUME)
    go_on (tx, drill, speed);
  else if (verb == ZB_DRILL_VERB_PAUSE)
    stop_clock (tx, drill);
  else if (verb == ZB_DRILL_VERB_END)
    end (tx, drill);
}

/**
 * zb_drill_command:
 * @tx: the transaction of a leader's call
 * @drill: a drill that it loaded
 * @verb: start, pause, resume or end
 * @speed: for start and resume, how fast it is to go on; 0 as before
 *
 * Returns: (transfer full) (nullable): why not; %NULL where it is written
 */
ZbProblem *
zb_drill_command (ZbTransaction *tx, ZbDrill *drill, ZbDrillVerb verb, gint64 speed)
{
  ZbActor actor = zb_acting_get_actor (tx, drill);
  ZbProblem *problem = zb_drill_guard (drill, verb, &actor);
  if (problem != NULL)
    return problem;
  perform (tx, drill, verb, speed);
  zb_transaction_save (tx, drill, NULL);
  g_autofree char *action = g_strconcat ("drill.", zb_choices_nick (&zb_drill_verbs, (int)verb), NULL);
  zb_transaction_audit (tx, action, drill, NULL);
  return NULL;
}

/**
 * zb_drill_inject:
 * @tx: the transaction of a leader's call
 * @drill: a drill that it loaded
 * @step: what is to happen now, beside the script
 *
 * Returns: (transfer full) (nullable): why not; %NULL where it has happened
 */
ZbProblem *
zb_drill_inject (ZbTransaction *tx, ZbDrill *drill, const ZbDrillStep *step)
{
  ZbActor actor = zb_acting_get_actor (tx, drill);
  ZbProblem *problem = zb_drill_guard (drill, ZB_DRILL_VERB_INJECT, &actor);
  g_autoptr (ZbDrillScript) script =
      problem == NULL ? zb_drill_load_script (tx, ZB_ENTITY (drill)->id) : NULL;
  if (script == NULL)
    return problem;
  gint64 last = zb_transaction_count (tx, "SELECT coalesce (min (step), 0) FROM drill_step WHERE drill = ?",
                                      "t", ZB_ENTITY (drill)->id);
  problem = zb_drill_fire (tx, drill, script, step, MIN (last, 0) - 1);
  if (problem != NULL)
    return problem;
  zb_transaction_save (tx, drill, NULL);
  zb_transaction_audit (tx, "drill.inject", drill, zb_choices_nick (&zb_drill_dos, step->what));
  return NULL;
}
