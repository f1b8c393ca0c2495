/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making the facts again: the log is read from its beginning and each event is noted as if it happened now.
 *
 * The log of events is shortened. Of what it does not tell from the first event on, the facts stay as they
 * are; where there are none, as in a database from before there were facts, they are made from the entity
 * and from the audit log, which is never shortened. */
#include "zb-facts-rebuild.h"

#include "zb-fact-names.h"
#include "zb-fact-schema.h"
#include "zb-facts.h"
#include "zb-json.h"
#include "zb-platform.h"
#include "zb-schema.h"

#define MADE "1"

/**
 * zb_facts_are_made:
 * @connection: a connection
 *
 * Returns: whether the tables of facts have been filled from what was there before them
 */
gboolean
zb_facts_are_made (ZbConnection *connection)
{
  g_autofree char *made = zb_meta_get (connection, "facts", NULL);
  return g_strcmp0 (made, MADE) == 0;
}

static gboolean
script (ZbTransaction *tx, const char *sql)
{
  return tx->error == NULL && zb_connection_script (tx->connection, sql, &tx->error);
}

/* Devices are told together or not at all: their times are added up over all of them. */
static gboolean
tells_devices (ZbTransaction *tx)
{
  return zb_transaction_count (tx, "SELECT coalesce (min (seq), 1) FROM event", "") <= 1 ||
         zb_transaction_count (tx, "SELECT count(*) FROM device_now", "") == 0;
}

/* `told`: the rows of entities that the log tells from the first event on. */
static void
clear (ZbTransaction *tx, gboolean devices)
{
  script (tx, "CREATE TEMP TABLE told (rid INTEGER PRIMARY KEY);"
              "INSERT INTO told SELECT e.rid FROM event v JOIN entity e ON e.kind = v.kind AND e.id = v.id"
              " WHERE v.version = 1 AND v.kind IN ('alert', 'case', 'assignment');"
              "DELETE FROM alert_fact WHERE rid IN told; DELETE FROM case_fact WHERE rid IN told;"
              "DELETE FROM assignment_fact WHERE rid IN told;");
  if (devices)
    script (tx, "DELETE FROM device_now; DELETE FROM device_hour");
}

/* --- what the log does not tell ------------------------------------------------------------------ */

/* One that cannot be read is passed over: it must not keep the platform from starting. */
static gpointer
read_body (ZbStatement *row, int column, ZbKind kind)
{
  const char *body = zb_statement_get_text (row, column);
  if (body == NULL)
    return NULL;
  g_autoptr (GError) error = NULL;
  gpointer entity = zb_json_read_record_text (zb_kind_get_type (kind), body,
                                              (gssize)zb_statement_get_text_length (row, column), &error);
  if (entity == NULL)
    g_warning ("no fact is made of one %s: %s", zb_choices_nick (&zb_kinds, (int)kind), error->message);
  return entity;
}

static void
date_alert (ZbTransaction *tx, gint64 rid, const char *id)
{
  zb_connection_run (
      tx->connection, &tx->error,
      "UPDATE alert_fact SET at = coalesce (a.raised / 1000, at), claim_s = (a.claimed - a.raised) / 1000000,"
      " verdict_s = CASE WHEN verdict <> 0 THEN (a.judged - a.raised) / 1000000 END"
      " FROM (SELECT min (CASE action WHEN 'alert.raise' THEN at END) AS raised,"
      " min (CASE action WHEN 'alert.claim' THEN at END) AS claimed,"
      " max (CASE action WHEN 'alert.verdict' THEN at END) AS judged FROM audit WHERE id = ?2) AS a"
      " WHERE rid = ?1",
      "it", rid, id);
}

static void
date_case (ZbTransaction *tx, gint64 rid, const char *id)
{
  zb_connection_run (tx->connection, &tx->error,
                     "UPDATE case_fact SET at = coalesce (a.opened / 1000, at), reopened = a.reopened"
                     " FROM (SELECT min (CASE action WHEN 'case.create' THEN at END) AS opened,"
                     " total (action = 'case.reopen') AS reopened FROM audit WHERE id = ?2) AS a"
                     " WHERE rid = ?1",
                     "it", rid, id);
}

/* Of an alert and a case the times come from the audit log, of an assignment they stand in it. */
static void
make_from_row (ZbTransaction *tx, ZbStatement *row, ZbKind kind)
{
  gint64 rid = zb_statement_get_int64 (row, 0);
  g_autoptr (ZbEntity) entity = read_body (row, 1, kind);
  if (entity == NULL)
    return;
  tx->now = entity->updated_at;
  zb_facts_note (tx, entity, rid);
  if (kind == ZB_KIND_ALERT)
    date_alert (tx, rid, entity->id);
  else if (kind == ZB_KIND_CASE)
    date_case (tx, rid, entity->id);
}

static void
make_rows (ZbTransaction *tx, ZbKind kind, const char *sql)
{
  g_autoptr (ZbStatement) rows =
      tx->error == NULL ? zb_connection_prepare (tx->connection, sql, &tx->error) : NULL;
  while (rows != NULL && tx->error == NULL && zb_statement_step (rows, &tx->error) == ZB_STEP_ROW)
    make_from_row (tx, rows, kind);
}

static void
make_untold (ZbTransaction *tx, gboolean devices)
{
#define UNTOLD(kind)                                                                                         \
  "SELECT rid, body FROM entity WHERE kind = '" kind                                                         \
  "' AND rid NOT IN told AND rid NOT IN (SELECT rid FROM " kind "_fact) ORDER BY rid"
  make_rows (tx, ZB_KIND_ALERT, UNTOLD ("alert"));
  make_rows (tx, ZB_KIND_CASE, UNTOLD ("case"));
  make_rows (tx, ZB_KIND_ASSIGNMENT, UNTOLD ("assignment"));
#undef UNTOLD
  if (devices)
    make_rows (tx, ZB_KIND_DEVICE,
               "SELECT rid, body FROM entity WHERE kind = 'device' AND id NOT IN"
               " (SELECT id FROM event WHERE kind = 'device') ORDER BY rid");
}

/* --- what it tells -------------------------------------------------------------------------------- */

static gint64
row_if_told (ZbTransaction *tx, ZbStatement *event)
{
  return zb_transaction_count (tx,
                               "SELECT e.rid FROM entity e JOIN told t ON t.rid = e.rid WHERE e.kind = ? AND "
                               "e.id = ?",
                               "tt", zb_statement_get_text (event, 0), zb_statement_get_text (event, 1));
}

static void
replay_device (ZbTransaction *tx, ZbStatement *event)
{
  g_autoptr (ZbEntity) device = read_body (event, 4, ZB_KIND_DEVICE);
  if (device == NULL)
    device = zb_entity_new (ZB_KIND_DEVICE, zb_statement_get_text (event, 1));
  if (zb_statement_is_null (event, 4))
    zb_facts_forget (tx, device);
  else
    zb_facts_note (tx, device, 0);
}

static void
replay (ZbTransaction *tx, ZbStatement *event, gboolean devices)
{
  ZbKind kind = (ZbKind)zb_choices_parse (&zb_kinds, zb_statement_get_text (event, 0));
  tx->now = zb_statement_get_int64 (event, 3);
  if (kind == ZB_KIND_DEVICE)
    {
      if (devices)
        replay_device (tx, event);
      return;
    }
  gint64 rid = row_if_told (tx, event);
  g_autoptr (ZbEntity) entity = rid != 0 ? read_body (event, 4, kind) : NULL;
  if (entity != NULL)
    zb_facts_note (tx, entity, zb_statement_get_int64 (event, 2) == 1 ? rid : 0);
}

static gint64
replay_log (ZbTransaction *tx, gboolean devices)
{
  gint64 n = 0;
  g_autoptr (ZbStatement) events = zb_connection_prepare (
      tx->connection,
      "SELECT kind, id, version, at, body FROM event WHERE kind IN ('alert', 'case', 'assignment', 'device')"
      " ORDER BY seq",
      &tx->error);
  for (; events != NULL && tx->error == NULL && zb_statement_step (events, &tx->error) == ZB_STEP_ROW; n++)
    replay (tx, events, devices);
  return n;
}

static void
note_blocks (ZbTransaction *tx)
{
  script (tx, "DELETE FROM alert_block;"
              "INSERT INTO alert_block SELECT DISTINCT at / 3600000, rid >> 12 FROM alert_fact;"
              "DROP TABLE told");
}

/**
 * zb_facts_rebuild:
 * @tx: a transaction on the writer's thread that changes nothing else
 * @n_read: (out) (optional): how many events were read
 *
 * Makes the facts from the log.
 *
 * Returns: whether it succeeded
 */
gboolean
zb_facts_rebuild (ZbTransaction *tx, gint64 *n_read)
{
  gint64 now = tx->now;
  if (tx->platform != NULL)
    zb_fact_names_forget (zb_platform_get_fact_names (tx->platform));
  gboolean devices = tells_devices (tx);
  clear (tx, devices);
  make_untold (tx, devices);
  gint64 n = tx->error == NULL ? replay_log (tx, devices) : 0;
  note_blocks (tx);
  tx->now = now;
  if (n_read != NULL)
    *n_read = n;
  return tx->error == NULL && zb_meta_set (tx->connection, "facts", MADE, &tx->error);
}
