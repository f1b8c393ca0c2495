/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What time itself brings about: claims that run out, snoozes that end, deadlines that come near and
 * pass, units that fall silent, watch zones that begin and end. Whatever is saved leaves the next moment at
 * which something is due for it in a table of its own with an index over the time, so that looking costs what
 * is found there and not what is stored. */
#include "zb-due.h"

#include "zb-acting.h"
#include "zb-alert-commands.h"
#include "zb-assignment.h"
#include "zb-case-clocks.h"
#include "zb-drill-runner.h"
#include "zb-json.h"
#include "zb-units.h"
#include "zb-wall-commands.h"
#include "zb-zone-commands.h"

/* So many at a time, so that commands get their turn. */
#define BATCH 200

/* --- when -------------------------------------------------------------------------------------- */

static gint64
sooner (gint64 a, gint64 b)
{
  return !a ? b : !b ? a : MIN (a, b);
}

static gint64
next_of_alert (const ZbAlert *alert)
{
  gint64 lease = alert->state == ZB_ALERT_CLAIMED && alert->claim ? alert->claim->until : 0;
  return sooner (lease, zb_alert_is_open (alert) ? alert->snoozed_until : 0);
}

static gint64
next_of_unit (const ZbUnit *unit)
{
  gboolean heard = unit->status == ZB_UNIT_BUSY || unit->status == ZB_UNIT_AVAILABLE;
  /* A shadow is silent while it stands. */
  return heard && !unit->drill ? unit->as_of + ZB_UNIT_REACHABLE_FOR + G_TIME_SPAN_MILLISECOND : 0;
}

static gint64
next_of_case (ZbTransaction *tx, const ZbCase *of)
{
  g_autoptr (GPtrArray) assignments = zb_acting_find_assignments (tx, of->parent_instance.id);
  gint64 waits = of->step == ZB_STEP_SUSPENDED ? of->suspended_until : 0;
  return sooner (zb_case_next_tick (of, assignments), waits > tx->now ? waits : 0);
}

static void
write_next (ZbTransaction *tx, ZbKind kind, const char *id, gint64 at)
{
  const char *nick = zb_choices_nick (&zb_kinds, kind);
  if (tx->error)
    return;
  if (at)
    zb_connection_run (tx->connection, &tx->error,
                       "INSERT OR REPLACE INTO due (kind, id, at) VALUES (?, ?, ?)", "tti", nick, id, at);
  else
    zb_connection_run (tx->connection, &tx->error, "DELETE FROM due WHERE kind = ? AND id = ?", "tt", nick,
                       id);
}

/**
 * zb_due_note:
 * @tx: a transaction
 * @entity: a #ZbEntity that it has just written
 * @is_new: whether nothing can have been noted for it yet
 *
 * Notes when something is due for it next.
 */
void
zb_due_note (ZbTransaction *tx, gpointer entity, gboolean is_new)
{
  ZbKind kind = zb_entity_get_kind (entity);
  if (kind == ZB_KIND_ALERT && is_new && next_of_alert (entity) == 0)
    return;
  if (kind == ZB_KIND_ALERT)
    write_next (tx, kind, ZB_ENTITY (entity)->id, next_of_alert (entity));
  else if (kind == ZB_KIND_DRILL)
    write_next (tx, kind, ZB_ENTITY (entity)->id, zb_drill_get_next_turn (tx, entity));
  else if (kind == ZB_KIND_UNIT)
    write_next (tx, kind, ZB_ENTITY (entity)->id, next_of_unit (entity));
  else if (kind == ZB_KIND_WALL)
    write_next (tx, kind, ZB_ENTITY (entity)->id, ZB_WALL (entity)->scene_until);
  else if (kind == ZB_KIND_ZONE)
    write_next (tx, kind, ZB_ENTITY (entity)->id, zb_zone_find_next_turn (tx, entity));
  else if (kind == ZB_KIND_CASE)
    write_next (tx, kind, ZB_ENTITY (entity)->id, next_of_case (tx, entity));
  else if (kind == ZB_KIND_ASSIGNMENT)
    {
      ZbCase *of = zb_transaction_load (tx, ZB_KIND_CASE, ZB_ASSIGNMENT (entity)->case_id);
      if (of)
        write_next (tx, ZB_KIND_CASE, of->parent_instance.id, next_of_case (tx, of));
    }
}

/* --- what --------------------------------------------------------------------------------------- */

static void
try_alert (ZbTransaction *tx, ZbAlert *alert)
{
  g_autoptr (ZbProblem) held = NULL, asleep = NULL;
  if (alert->state == ZB_ALERT_CLAIMED)
    held = zb_alert_command (tx, alert, ZB_ALERT_VERB_LAPSE, NULL, NULL, NULL);
  if (alert->snoozed_until)
    asleep = zb_alert_command (tx, alert, ZB_ALERT_VERB_WAKE, NULL, NULL, NULL);
}

static void
tell (ZbTransaction *tx, ZbCase *of, const char *what, const char *title, const char *note)
{
  zb_acting_write_entry (tx, of,
                         &(ZbHappening){ .what = what, .title = title, .note = note, .is_platform = TRUE });
  zb_transaction_audit (tx, what, of, note);
}

static void
try_case (ZbTransaction *tx, ZbCase *of)
{
  g_autoptr (GPtrArray) assignments = zb_acting_find_assignments (tx, of->parent_instance.id);
  ZbClockNews news;
  gboolean changed = FALSE;
  while (zb_case_tick (of, assignments, tx->now, &news))
    {
      tell (tx, of, news.past ? "deadline.past" : "deadline.near", news.clock,
            news.past ? of->deadlines->told : NULL);
      changed = TRUE;
    }
  if (of->step == ZB_STEP_SUSPENDED && of->suspended_until <= tx->now)
    tell (tx, of, "suspension.over", NULL, NULL);
  if (changed)
    zb_transaction_save (tx, of, NULL);
}

static void
try_one (ZbTransaction *tx, ZbKind kind, const char *id)
{
  gpointer entity = zb_transaction_load (tx, kind, id);
  if (!entity)
    write_next (tx, kind, id, 0);
  else if (kind == ZB_KIND_ALERT)
    try_alert (tx, entity);
  else if (kind == ZB_KIND_CASE)
    try_case (tx, entity);
  else if (kind == ZB_KIND_DRILL)
    zb_drill_turn (tx, entity);
  else if (kind == ZB_KIND_UNIT)
    zb_unit_refresh (tx, id);
  else if (kind == ZB_KIND_WALL)
    zb_wall_expire (tx, entity);
  else if (kind == ZB_KIND_ZONE)
    zb_zone_turn (tx, entity);
  /* Also where nothing came of it, so that it is not looked at again and again. */
  if (entity)
    zb_due_note (tx, entity, FALSE);
}

static GPtrArray *
list_due (ZbTransaction *tx)
{
  GPtrArray *subjects = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (ZbStatement) rows = zb_connection_query (
      tx->connection, &tx->error, "SELECT kind, id FROM due WHERE at <= ? ORDER BY at LIMIT ?", "ii", tx->now,
      (gint64)BATCH);
  while (rows && zb_statement_step (rows, &tx->error) == ZB_STEP_ROW)
    {
      g_ptr_array_add (subjects, g_strdup (zb_statement_get_text (rows, 0)));
      g_ptr_array_add (subjects, g_strdup (zb_statement_get_text (rows, 1)));
    }
  return subjects;
}

/* One that cannot be read must not keep the others waiting for ever; it is looked at no more until somebody
 * writes it. */
static void
set_aside (ZbTransaction *tx, ZbKind kind, const char *id)
{
  g_warning ("due: %s %s cannot be read: %s", zb_choices_nick (&zb_kinds, kind), id, tx->error->message);
  g_clear_error (&tx->error);
  write_next (tx, kind, id, 0);
}

/**
 * zb_due_work:
 * @tx: a transaction that no request has asked for
 *
 * Does what is due at the moment of @tx.
 *
 * Returns: for how many entities something was due
 */
guint
zb_due_work (ZbTransaction *tx)
{
  g_autoptr (GPtrArray) subjects = list_due (tx);
  for (guint i = 0; i + 1 < subjects->len && !tx->error; i += 2)
    {
      ZbKind kind = zb_choices_parse (&zb_kinds, subjects->pdata[i]);
      if (!zb_transaction_load (tx, kind, subjects->pdata[i + 1]) && tx->error &&
          tx->error->domain == ZB_JSON_ERROR)
        set_aside (tx, kind, subjects->pdata[i + 1]);
      else
        try_one (tx, kind, subjects->pdata[i + 1]);
    }
  return subjects->len / 2;
}
