/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lets a drill's script happen, by the platform's clock. How many steps have happened is part of the drill
 * and written with what they bring about: whatever stops the platform, no step happens twice. While nobody
 * looks, because the platform is not there, the script's clock stands still. */
#include "zb-drill-runner.h"

#include "zb-alert-commands.h"
#include "zb-alert-zones.h"
#include "zb-area.h"
#include "zb-device.h"
#include "zb-drill-plays.h"
#include "zb-json.h"
#include "zb-uuid.h"

/* It looks as often as the platform's clock does, which is once a second as a rule. */
#define TURN (250 * G_TIME_SPAN_MILLISECOND)
/* Nobody has looked for so long: the platform was not there. */
#define AWAY (10 * G_TIME_SPAN_SECOND)
#define STEPS_A_TURN 20
/* Several alerts at devices of one kind are not all at the same. */
#define DEVICES_TO_CHOOSE_FROM 7
#define LOST_CAMERAS_MOST 32

/* What a step is let happen with. */
typedef struct
{
  ZbTransaction *tx;
  ZbDrill *drill;
  const ZbDrillScript *script;
  const ZbDrillStep *step;
  gint64 number;
} Firing;

/* --- where ------------------------------------------------------------------------------------------ */

static ZbArea *
find_area (ZbTransaction *tx, const char *name)
{
  if (name == NULL)
    return NULL;
  g_autoptr (GPtrArray) areas =
      zb_transaction_find (tx, ZB_KIND_AREA, "body ->> '$.name' = ? ORDER BY rid LIMIT 1", "t", name);
  return areas->len > 0 ? g_ptr_array_index (areas, 0) : NULL;
}

/* One of the first few of that kind within the area, another one for another step. */
static ZbDevice *
find_device (const Firing *firing, const char *kind)
{
  ZbTransaction *tx = firing->tx;
  ZbArea *area = find_area (tx, firing->step->area);
  const char *const within[] = { area != NULL ? ZB_ENTITY (area)->id : NULL, NULL };
  gint64 left = ABS (firing->number) % DEVICES_TO_CHOOSE_FROM;
  g_autofree char *found = NULL;
  g_autoptr (ZbStatement) rows =
      tx->error != NULL || kind == NULL
          ? NULL
          : zb_connection_query (tx->connection, &tx->error,
                                 "SELECT id, area FROM entity WHERE kind = 'device' AND body ->> '$.kind' = ?"
                                 " ORDER BY rid",
                                 "t", kind);
  while (rows != NULL && left >= 0 && zb_statement_step (rows, &tx->error) == ZB_STEP_ROW)
    if (zb_areas_contain (tx->areas, within, zb_statement_get_text (rows, 1)))
      {
        g_set_str (&found, zb_statement_get_text (rows, 0));
        left--;
      }
  return zb_transaction_load (tx, ZB_KIND_DEVICE, found);
}

static ZbPoint
get_centre (ZbTransaction *tx, const char *name)
{
  ZbArea *named = find_area (tx, name);
  ZbArea *area =
      named != NULL ? named : zb_transaction_load (tx, ZB_KIND_AREA, zb_areas_get_root (tx->areas));
  return area != NULL && area->geometry != NULL ? zb_geometry_get_centre (area->geometry) : ZB_POINT_NOWHERE;
}

static void
place (const Firing *firing, ZbAlert *draft)
{
  const ZbDrillStep *step = firing->step;
  ZbDevice *device = find_device (firing, step->device);
  draft->location = zb_point_is_known (step->location) ? step->location
                    : device != NULL                   ? device->location
                                                       : get_centre (firing->tx, step->area);
  draft->device = g_strdup (device != NULL ? ZB_ENTITY (device)->id : NULL);
  draft->area =
      g_strdup (device != NULL ? device->area : zb_areas_locate (firing->tx->areas, draft->location));
  draft->place = g_strdup (step->place != NULL ? step->place : device != NULL ? device->name : step->area);
}

/* --- alerts ------------------------------------------------------------------------------------------- */

static void
attach (const Firing *firing, ZbAlert *draft)
{
  char **ids = firing->step->evidence;
  if (ids == NULL || *ids == NULL)
    return;
  draft->evidence = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      ZbAttachment *attachment = g_object_new (ZB_TYPE_ATTACHMENT, NULL);
      attachment->id = g_strdup (ids[i]);
      attachment->at = firing->tx->now;
      g_ptr_array_add (draft->evidence, attachment);
    }
}

static ZbAlert *
new_draft (const Firing *firing, const char *kind, const char *dedup_key)
{
  g_autofree char *id = zb_uuid_new ();
  ZbAlert *draft = ZB_ALERT (zb_entity_new (ZB_KIND_ALERT, id));
  ZB_ENTITY (draft)->mode = ZB_MODE_DRILL;
  draft->drill = g_strdup (ZB_ENTITY (firing->drill)->id);
  draft->kind = g_strdup (kind);
  draft->source = g_strdup ("drill");
  draft->dedup_key = g_strdup (dedup_key);
  draft->first_at = draft->last_at = firing->tx->now;
  return draft;
}

static char *
raise_one (const Firing *firing, ZbProblem **problem)
{
  const ZbDrillStep *step = firing->step;
  g_autofree char *key =
      g_strdup_printf ("%s/%" G_GINT64_FORMAT, ZB_ENTITY (firing->drill)->id, firing->number);
  g_autoptr (ZbAlert) draft = new_draft (firing, step->kind, key);
  draft->severity = step->severity;
  draft->title = g_strdup (step->title);
  draft->description = g_strdup (step->description);
  place (firing, draft);
  attach (firing, draft);
  ZbAlert *alert = zb_alert_raise (firing->tx, draft, problem);
  return alert != NULL ? g_strdup (ZB_ENTITY (alert)->id) : NULL;
}

/* The alert that the step of that name has raised. */
static ZbAlert *
find_raised (const Firing *firing)
{
  const ZbDrillScript *script = firing->script;
  for (guint i = 0; script->steps != NULL && i < script->steps->len; i++)
    {
      const ZbDrillStep *step = g_ptr_array_index (script->steps, i);
      if (step->name == NULL || g_strcmp0 (step->name, firing->step->of) != 0)
        continue;
      g_autoptr (ZbStatement) row =
          zb_connection_query (firing->tx->connection, &firing->tx->error,
                               "SELECT entity FROM drill_step WHERE drill = ? AND step = ?", "ti",
                               ZB_ENTITY (firing->drill)->id, (gint64)i);
      if (row == NULL || zb_statement_step (row, &firing->tx->error) != ZB_STEP_ROW)
        return NULL;
      return zb_transaction_load (firing->tx, ZB_KIND_ALERT, zb_statement_get_text (row, 0));
    }
  return NULL;
}

static char *
raise_again (const Firing *firing, ZbProblem **problem)
{
  ZbAlert *raised = find_raised (firing);
  if (raised == NULL)
    {
      *problem = zb_problem_new (422, "A field is wrong", "The alert was not raised yet.");
      zb_problem_add_error (*problem, "/step/of", "was not raised yet");
      return NULL;
    }
  g_autoptr (ZbAlert) draft = new_draft (firing, raised->kind, raised->dedup_key);
  gboolean rises = firing->step->what == ZB_DRILL_DO_RISE;
  draft->severity = rises ? firing->step->severity : zb_alert_get_given_severity (raised);
  g_set_str (&draft->title, raised->title);
  g_set_str (&draft->place, raised->place);
  g_set_str (&draft->device, raised->device);
  g_set_str (&draft->area, raised->area);
  draft->location = raised->location;
  ZbAlert *alert = zb_alert_raise (firing->tx, draft, problem);
  return alert != NULL ? g_strdup (ZB_ENTITY (alert)->id) : NULL;
}

/* --- the rest ---------------------------------------------------------------------------------- */

static char *
lose_camera (const Firing *firing)
{
  ZbDrill *drill = firing->drill;
  ZbDevice *camera = find_device (firing, firing->step->device != NULL ? firing->step->device : "camera");
  const char *text = firing->step->text != NULL ? firing->step->text
                     : camera != NULL           ? camera->name
                                                : firing->step->area;
  zb_drill_tell (drill, firing->tx->now, "camera_lost", text != NULL ? text : "");
  if (camera == NULL || (drill->cameras != NULL && g_strv_length (drill->cameras) >= LOST_CAMERAS_MOST))
    return NULL;
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();
  if (drill->cameras != NULL)
    g_strv_builder_addv (all, (const char **)drill->cameras);
  g_strv_builder_add (all, ZB_ENTITY (camera)->id);
  g_strfreev (drill->cameras);
  drill->cameras = g_strv_builder_end (all);
  return g_strdup (ZB_ENTITY (camera)->id);
}

static void
delay (const Firing *firing)
{
  zb_connection_run (firing->tx->connection, &firing->tx->error,
                     "UPDATE drill_run SET late = late + ? WHERE drill = ?", "it", firing->step->seconds,
                     ZB_ENTITY (firing->drill)->id);
}

/* Returns: (transfer full) (nullable): the id of what it has to do with. */
static char *
let_happen (const Firing *firing, ZbProblem **problem)
{
  switch (firing->step->what)
    {
    case ZB_DRILL_DO_ALERT:
      return raise_one (firing, problem);
    case ZB_DRILL_DO_AGAIN:
    case ZB_DRILL_DO_RISE:
      return raise_again (firing, problem);
    case ZB_DRILL_DO_MESSAGE:
      zb_drill_tell (firing->drill, firing->tx->now, "message", firing->step->text);
      return NULL;
    case ZB_DRILL_DO_DECLINE:
      zb_drill_decline (firing->tx, firing->drill, firing->step->text);
      return NULL;
    case ZB_DRILL_DO_LATE:
      delay (firing);
      return NULL;
    default:
      return lose_camera (firing);
    }
}

static void
write_down (const Firing *firing, const char *entity)
{
  g_autofree char *body = zb_json_write_record_text ((gpointer)firing->step, ZB_JSON_WRITE_ALL, NULL);
  const char *what = zb_choices_nick (&zb_drill_dos, firing->step->what);
  if (firing->tx->error == NULL)
    zb_connection_run (firing->tx->connection, &firing->tx->error,
                       "INSERT INTO drill_step (drill, step, at, clock, what, entity, body)"
                       " VALUES (?, ?, ?, ?, ?, ?, ?)",
                       "tiiittt", ZB_ENTITY (firing->drill)->id, firing->number, firing->tx->now,
                       zb_drill_get_clock (firing->drill, firing->tx->now), what, entity, body);
  zb_transaction_audit (firing->tx, "drill.step", firing->drill, what);
}

/**
 * zb_drill_fire:
 * @tx: a transaction
 * @drill: a drill that it loaded; to be saved afterwards
 * @script: its script
 * @step: what is to happen
 * @number: its place in the script, or a number below zero for what a leader lets happen by hand
 *
 * Returns: (transfer full) (nullable): why not; %NULL where it has happened
 */
ZbProblem *
zb_drill_fire (ZbTransaction *tx, ZbDrill *drill, const ZbDrillScript *script, const ZbDrillStep *step,
               gint64 number)
{
  const Firing firing = { tx, drill, script, step, number };
  ZbProblem *problem = NULL;
  g_autofree char *entity = let_happen (&firing, &problem);
  if (problem == NULL)
    write_down (&firing, entity);
  return problem;
}

/* --- its clock --------------------------------------------------------------------------------- */

/**
 * zb_drill_load_script:
 * @tx: a transaction
 * @drill: the id of a drill
 *
 * Returns: (transfer full) (nullable): its script
 */
ZbDrillScript *
zb_drill_load_script (ZbTransaction *tx, const char *drill)
{
  if (tx->error != NULL)
    return NULL;
  g_autoptr (ZbStatement) row = zb_connection_query (
      tx->connection, &tx->error, "SELECT script FROM drill_run WHERE drill = ?", "t", drill);
  if (row == NULL || zb_statement_step (row, &tx->error) != ZB_STEP_ROW)
    return NULL;
  return zb_json_read_record_text (ZB_TYPE_DRILL_SCRIPT, zb_statement_get_text (row, 0), -1, NULL);
}

/**
 * zb_drill_get_next_turn:
 * @tx: a transaction
 * @drill: a drill
 *
 * Returns: when it is to be looked at next, µs UTC; 0 where nothing happens by itself
 */
gint64
zb_drill_get_next_turn (ZbTransaction *tx, const ZbDrill *drill)
{
  return drill->state == ZB_DRILL_RUNNING ? tx->now + TURN : 0;
}

/**
 * zb_drill_note_seen:
 * @tx: a transaction
 * @drill: a drill
 *
 * Notes that somebody has looked at it now.
 */
void
zb_drill_note_seen (ZbTransaction *tx, ZbDrill *drill)
{
  if (tx->error == NULL)
    zb_connection_run (tx->connection, &tx->error, "UPDATE drill_run SET seen_at = ? WHERE drill = ?", "it",
                       tx->now, ZB_ENTITY (drill)->id);
}

/* It goes on where it was when it was last looked at. */
static gboolean
stand_still_while_away (ZbTransaction *tx, ZbDrill *drill)
{
  gint64 seen =
      zb_transaction_count (tx, "SELECT seen_at FROM drill_run WHERE drill = ?", "t", ZB_ENTITY (drill)->id);
  if (seen == 0 || tx->now - seen <= AWAY)
    return FALSE;
  zb_drill_set_clock (drill, zb_drill_get_clock (drill, seen), tx->now);
  return TRUE;
}

static gboolean
is_due (const ZbDrill *drill, const ZbDrillScript *script, gint64 now)
{
  if (script->steps == NULL || drill->fired >= (gint64)script->steps->len)
    return FALSE;
  const ZbDrillStep *step = g_ptr_array_index (script->steps, (guint)drill->fired);
  return step->at * 1000 <= zb_drill_get_clock (drill, now);
}

/* A step that cannot happen (its place lies outside the district) is passed over, not tried for ever. */
static gboolean
fire_due (ZbTransaction *tx, ZbDrill *drill, const ZbDrillScript *script)
{
  guint n = 0;
  while (n < STEPS_A_TURN && tx->error == NULL && is_due (drill, script, tx->now))
    {
      const ZbDrillStep *step = g_ptr_array_index (script->steps, (guint)drill->fired);
      g_autoptr (ZbProblem) problem = zb_drill_fire (tx, drill, script, step, drill->fired);
      if (problem != NULL)
        g_warning ("step %d of a drill could not happen: %s", (int)drill->fired, problem->detail);
      drill->fired++;
      n++;
    }
  return n > 0;
}

/**
 * zb_drill_turn:
 * @tx: a transaction that no request has asked for
 * @drill: a drill that it loaded
 *
 * Lets happen what it is time for.
 */
void
zb_drill_turn (ZbTransaction *tx, ZbDrill *drill)
{
  if (drill->state != ZB_DRILL_RUNNING)
    return;
  g_autoptr (ZbDrillScript) script = zb_drill_load_script (tx, ZB_ENTITY (drill)->id);
  if (script == NULL)
    return;
  gboolean changed = stand_still_while_away (tx, drill);
  changed = fire_due (tx, drill, script) || changed;
  zb_drill_play_units (tx, drill);
  zb_drill_note_seen (tx, drill);
  if (changed)
    zb_transaction_save (tx, drill, NULL);
}
