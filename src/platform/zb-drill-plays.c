/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The units of a drill. Nobody real is sent: each unit on duty has a shadow, which begins where the unit is
 * and which the platform plays: it answers, goes to the place at the pace of a patrol car, works there, and
 * says that it is done. What it takes for that is counted in the script's time. */
#include "zb-drill-plays.h"

#include "zb-acting.h"
#include "zb-assignment-commands.h"
#include "zb-drill-sight.h"
#include "zb-unit.h"
#include "zb-units.h"
#include "zb-uuid.h"

#include <math.h>

#define SHADOWS_MOST 200
#define SHADOW_MARK "演·"

/* In seconds of the script's time. */
#define ANSWERS_AFTER 15
#define LEAVES_AFTER 10
#define OFFICE_COMES_AFTER 180
#define WORKS_FOR 90
#define METRES_A_SECOND 8.0
#define THERE_METRES 30.0

#define DONE_NOTE "演练：现场已处置完毕"
#define DECLINE_REASON "演练：正在处置另一起事件"

/* --- shadows ----------------------------------------------------------------------------------------- */

static void
add_shadow (ZbTransaction *tx, ZbDrill *drill, ZbUnit *unit)
{
  g_autofree char *id = zb_uuid_new ();
  ZbUnit *shadow = ZB_UNIT (zb_record_copy ((ZbRecord *)unit));
  ZbEntity *entity = ZB_ENTITY (shadow);
  g_set_str (&entity->id, id);
  entity->mode = ZB_MODE_DRILL;
  g_set_str (&shadow->drill, ZB_ENTITY (drill)->id);
  g_set_str (&shadow->shadow_of, ZB_ENTITY (unit)->id);
  g_free (shadow->call_sign);
  shadow->call_sign = g_strconcat (SHADOW_MARK, unit->call_sign, NULL);
  g_set_str (&shadow->source, "drill");
  shadow->as_of = tx->now;
  shadow->status = ZB_UNIT_AVAILABLE;
  zb_transaction_add (tx, shadow, NULL);
}

/**
 * zb_drill_add_shadows:
 * @tx: a transaction
 * @drill: a drill that begins
 *
 * Gives it a shadow of each unit on duty that the caller may see.
 */
void
zb_drill_add_shadows (ZbTransaction *tx, ZbDrill *drill)
{
  g_autoptr (GPtrArray) units =
      zb_transaction_find (tx, ZB_KIND_UNIT, "mode <> 'drill' ORDER BY rid LIMIT 2000", "");
  guint n = 0;
  for (guint i = 0; i < units->len && n < SHADOWS_MOST; i++)
    {
      ZbUnit *unit = g_ptr_array_index (units, i);
      if (!unit->on_duty || !zb_transaction_sees (tx, ZB_KIND_UNIT, ZB_ENTITY (unit)->id))
        continue;
      add_shadow (tx, drill, unit);
      n++;
    }
}

/**
 * zb_drill_remove_shadows:
 * @tx: a transaction
 * @drill: a drill that ends
 */
void
zb_drill_remove_shadows (ZbTransaction *tx, ZbDrill *drill)
{
  g_autoptr (GPtrArray) shadows = zb_transaction_find (tx, ZB_KIND_UNIT, "area = ? AND mode = 'drill'", "t",
                                                       zb_drill_sight (ZB_ENTITY (drill)->id));
  for (guint i = 0; i < shadows->len; i++)
    zb_transaction_remove (tx, g_ptr_array_index (shadows, i));
}

/* --- what they do --------------------------------------------------------------------------------------- */

static ZbActor
get_actor (ZbTransaction *tx, const ZbAssignment *assignment, const ZbUnit *unit)
{
  return (ZbActor){ .name = unit != NULL ? unit->call_sign : assignment->organisation,
                    .role = ZB_ROLE_HANDLER,
                    .unit = assignment->unit,
                    .organisation = assignment->organisation,
                    .covers = TRUE,
                    .now = tx->now };
}

static void
act (ZbTransaction *tx, ZbAssignment *assignment, ZbAssignmentVerb verb, const ZbAssignmentArgs *args)
{
  const ZbUnit *unit = zb_transaction_load (tx, ZB_KIND_UNIT, assignment->unit);
  ZbActor actor = get_actor (tx, assignment, unit);
  g_autoptr (ZbProblem) problem = zb_assignment_command_as (tx, assignment, verb, args, NULL, &actor);
  if (problem != NULL)
    g_warning ("a shadow could not %s: %s", zb_choices_nick (&zb_assignment_verbs, (int)verb),
               problem->detail);
}

static gint64
get_whim (ZbTransaction *tx, ZbDrill *drill, const char *sql)
{
  return zb_transaction_count (tx, sql, "t", ZB_ENTITY (drill)->id);
}

static void
set_whim (ZbTransaction *tx, ZbDrill *drill, const char *sql)
{
  if (tx->error == NULL)
    zb_connection_run (tx->connection, &tx->error, sql, "t", ZB_ENTITY (drill)->id);
}

/* How long it has been so, in seconds of the script's time; what lies before a pause does not count. */
static double
get_since (ZbTransaction *tx, ZbDrill *drill, gint64 at)
{
  gint64 since = tx->now - MAX (at, drill->clock_at);
  return (double)MAX (since, 0) / G_TIME_SPAN_SECOND * (double)drill->speed;
}

static void
answer (ZbTransaction *tx, ZbDrill *drill, ZbAssignment *assignment)
{
  if (get_since (tx, drill, assignment->sent_at) < ANSWERS_AFTER)
    return;
  if (get_whim (tx, drill, "SELECT declines FROM drill_run WHERE drill = ?") == 0)
    {
      act (tx, assignment, ZB_ASSIGNMENT_VERB_ACCEPT, &(ZbAssignmentArgs){ 0 });
      return;
    }
  set_whim (tx, drill, "UPDATE drill_run SET declines = declines - 1 WHERE drill = ?");
  act (tx, assignment, ZB_ASSIGNMENT_VERB_DECLINE, &(ZbAssignmentArgs){ .reason = DECLINE_REASON });
}

static void
leave (ZbTransaction *tx, ZbDrill *drill, ZbAssignment *assignment)
{
  gint64 late = get_whim (tx, drill, "SELECT late FROM drill_run WHERE drill = ?");
  if (get_since (tx, drill, assignment->accepted_at) < (double)(LEAVES_AFTER + late))
    return;
  set_whim (tx, drill, "UPDATE drill_run SET late = 0 WHERE drill = ?");
  act (tx, assignment, ZB_ASSIGNMENT_VERB_EN_ROUTE, &(ZbAssignmentArgs){ 0 });
}

/* Returns whether it is there. */
static gboolean
move (ZbTransaction *tx, ZbDrill *drill, ZbUnit *unit, ZbPoint target, gint64 left_at)
{
  double metres = METRES_A_SECOND * get_since (tx, drill, MAX (unit->as_of, left_at));
  double distance = zb_point_distance (unit->location, target);
  if (!(distance > THERE_METRES))
    return TRUE;
  unit->heading = zb_point_bearing (unit->location, target);
  unit->speed = METRES_A_SECOND;
  unit->location = metres >= distance ? target : zb_point_move (unit->location, unit->heading, metres);
  unit->as_of = tx->now;
  zb_unit_derive (tx, unit);
  zb_transaction_save (tx, unit, "unit.moved");
  return metres >= distance;
}

static void
go (ZbTransaction *tx, ZbDrill *drill, ZbAssignment *assignment)
{
  ZbUnit *unit = zb_transaction_load (tx, ZB_KIND_UNIT, assignment->unit);
  ZbCase *of = zb_transaction_load (tx, ZB_KIND_CASE, assignment->case_id);
  gboolean there = unit != NULL && of != NULL
                       ? move (tx, drill, unit, of->location, assignment->en_route_at)
                       : get_since (tx, drill, assignment->en_route_at) >= OFFICE_COMES_AFTER;
  if (there)
    act (tx, assignment, ZB_ASSIGNMENT_VERB_ARRIVE, &(ZbAssignmentArgs){ 0 });
}

static void
work (ZbTransaction *tx, ZbDrill *drill, ZbAssignment *assignment)
{
  if (get_since (tx, drill, assignment->on_scene_at) >= WORKS_FOR)
    act (tx, assignment, ZB_ASSIGNMENT_VERB_DONE, &(ZbAssignmentArgs){ .note = DONE_NOTE });
}

static void
play (ZbTransaction *tx, ZbDrill *drill, ZbAssignment *assignment)
{
  if (assignment->state == ZB_ASSIGNMENT_SENT)
    answer (tx, drill, assignment);
  else if (assignment->state == ZB_ASSIGNMENT_ACCEPTED)
    leave (tx, drill, assignment);
  else if (assignment->state == ZB_ASSIGNMENT_EN_ROUTE)
    go (tx, drill, assignment);
  else if (assignment->state == ZB_ASSIGNMENT_ON_SCENE)
    work (tx, drill, assignment);
}

/**
 * zb_drill_play_units:
 * @tx: a transaction that no request has asked for
 * @drill: a drill that runs
 *
 * Lets its shadows do what is time for them to do.
 */
void
zb_drill_play_units (ZbTransaction *tx, ZbDrill *drill)
{
  g_autoptr (GPtrArray) open =
      zb_transaction_find (tx, ZB_KIND_ASSIGNMENT,
                           "area = ? AND mode = 'drill' AND state IN ('sent', 'accepted', 'en_route',"
                           " 'on_scene') ORDER BY rid LIMIT 200",
                           "t", zb_drill_sight (ZB_ENTITY (drill)->id));
  for (guint i = 0; i < open->len && tx->error == NULL; i++)
    play (tx, drill, g_ptr_array_index (open, i));
}

/**
 * zb_drill_decline:
 * @tx: a transaction
 * @drill: a drill
 * @reason: (nullable): why, in words
 *
 * The shadow that was sent and has not answered declines; where there is none, the next one will.
 */
void
zb_drill_decline (ZbTransaction *tx, ZbDrill *drill, const char *reason)
{
  g_autoptr (GPtrArray) sent = zb_transaction_find (
      tx, ZB_KIND_ASSIGNMENT, "area = ? AND mode = 'drill' AND state = 'sent' ORDER BY rid LIMIT 1", "t",
      zb_drill_sight (ZB_ENTITY (drill)->id));
  if (sent->len == 0)
    set_whim (tx, drill, "UPDATE drill_run SET declines = declines + 1 WHERE drill = ?");
  else
    act (tx, g_ptr_array_index (sent, 0), ZB_ASSIGNMENT_VERB_DECLINE,
         &(ZbAssignmentArgs){ .reason = reason != NULL ? reason : DECLINE_REASON });
}
