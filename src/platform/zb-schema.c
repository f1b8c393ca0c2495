/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The platform's tables. A step is never changed once it has been released: add another.
 *
 * One table holds all entities, each as the JSON that the contract shows; what is looked for has a
 * column computed from it, so that no second place can disagree with the first. */
#include "zb-schema.h"

#include "zb-drill-schema.h"
#include "zb-fact-schema.h"
#include "zb-recording-schema.h"
#include "zb-ptz-presets.h"
#include "zb-layout-schema.h"
#include "zb-case-schema.h"
#include "zb-field-schema.h"
#include "zb-lately.h"

static const char first_schema[] =
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"

    "CREATE TABLE entity ("
    " rid INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL,"
    " revision INTEGER NOT NULL DEFAULT 0, mode TEXT, area TEXT, updated_at INTEGER NOT NULL,"
    " dedup TEXT, body TEXT NOT NULL,"
    " state TEXT AS (coalesce (body ->> '$.state', body ->> '$.step')),"
    " of_case TEXT AS (body ->> '$.case'),"
    " unit TEXT AS (body ->> '$.unit'),"
    " holder TEXT AS (body ->> '$.claim.by'),"
    " code TEXT AS (body ->> '$.code'),"
    " UNIQUE (kind, id));"
    "CREATE INDEX entity_kind ON entity (kind);"
    /* One open alert per source, kind, device or place and key: kept true by the file itself. */
    "CREATE UNIQUE INDEX entity_open_alert ON entity (dedup) WHERE kind = 'alert' AND state <> 'closed';"
    "CREATE INDEX entity_last_alert ON entity (dedup, rid) WHERE kind = 'alert';"
    /* Written with OR: SQLite does not see that a kind is one of IN (…), and builds a table to find out. */
    "CREATE INDEX entity_state ON entity (kind, state) WHERE kind = 'alert' OR kind = 'case' OR kind = "
    "'assignment';"
    "CREATE INDEX entity_of_case ON entity (of_case, rid) WHERE kind = 'alert' OR kind = 'assignment' OR "
    "kind = 'entry';"
    "CREATE INDEX entity_unit ON entity (unit, state) WHERE kind = 'assignment';"
    "CREATE INDEX entity_holder ON entity (holder) WHERE kind = 'alert' AND state = 'claimed';"
    "CREATE INDEX entity_code ON entity (code) WHERE kind = 'area' OR kind = 'device';"

    "CREATE TABLE event ("
    " seq INTEGER PRIMARY KEY AUTOINCREMENT, type TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,"
    " area TEXT, area_before TEXT, of_case TEXT, version INTEGER NOT NULL, at INTEGER NOT NULL, body TEXT);"

    "CREATE TABLE audit ("
    " number INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, account TEXT, name TEXT, action TEXT "
    "NOT NULL,"
    " kind TEXT, id TEXT, area TEXT, address TEXT, why TEXT, previous TEXT NOT NULL, hash TEXT NOT NULL);"
    "CREATE INDEX audit_entity ON audit (id);"

    "CREATE TABLE idempotency ("
    " account TEXT NOT NULL, key TEXT NOT NULL, request TEXT NOT NULL, status INTEGER NOT NULL,"
    " body TEXT, at INTEGER NOT NULL, PRIMARY KEY (account, key));"
    "CREATE INDEX idempotency_at ON idempotency (at);"

    "CREATE TABLE account ("
    " id TEXT PRIMARY KEY, username TEXT NOT NULL UNIQUE COLLATE NOCASE, name TEXT NOT NULL, number TEXT,"
    " role TEXT NOT NULL, organisation TEXT, unit TEXT, password TEXT NOT NULL,"
    " enabled INTEGER NOT NULL DEFAULT 1, created_at INTEGER NOT NULL);"
    "CREATE TABLE account_area ("
    " account TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE, area TEXT NOT NULL,"
    " PRIMARY KEY (account, area)) WITHOUT ROWID;"

    /* Of tokens and keys only hashes are kept. A family is one sign-in and all that renewed it. */
    "CREATE TABLE session ("
    " hash TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,"
    " family TEXT NOT NULL, use TEXT NOT NULL, expires_at INTEGER NOT NULL, spent INTEGER NOT NULL DEFAULT "
    "0);"
    "CREATE INDEX session_family ON session (family);"
    "CREATE INDEX session_account ON session (account);"
    "CREATE TABLE api_key (hash TEXT PRIMARY KEY, source TEXT NOT NULL, created_at INTEGER NOT NULL);"

    "CREATE TABLE evidence ("
    " id TEXT PRIMARY KEY, sha256 TEXT NOT NULL, mime TEXT NOT NULL, size INTEGER NOT NULL,"
    " kind TEXT, entity TEXT, by TEXT NOT NULL, at INTEGER NOT NULL);"

    "CREATE TABLE preference (account TEXT PRIMARY KEY, body TEXT NOT NULL, updated_at INTEGER NOT NULL)";

/* When something is due next for an entity; see zb-due.c. */
static const char second_schema[] =
    "CREATE TABLE due (kind TEXT NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (kind, id))"
    " WITHOUT ROWID;"
    "CREATE INDEX due_at ON due (at)";

/* A device that goes takes what hangs on it with it: that must not mean reading all devices. */
static const char third_schema[] =
    "CREATE INDEX entity_parent ON entity (body ->> '$.parent') WHERE kind = 'device'";

/* A drill and the real thing are told apart by the key too; see zb_alert_get_dedup(). */
static const char fourth_schema[] =
    "UPDATE entity SET dedup = coalesce (mode, 'live') || '|' || dedup WHERE kind = 'alert' AND dedup IS NOT "
    "NULL";

/* What became of an event that a source may send again because it never got the answer: by the source's key,
 * and by source and id of the event, which together tell events apart (CloudEvents 1.0). */
static const char fifth_schema[] =
    "CREATE TABLE ingested (number INTEGER PRIMARY KEY, by TEXT NOT NULL, source TEXT NOT NULL, id TEXT NOT "
    "NULL,"
    " status TEXT NOT NULL, entity TEXT NOT NULL, at INTEGER NOT NULL, UNIQUE (by, source, id));"
    "CREATE INDEX ingested_at ON ingested (at)";

/* Watch zones that are not over are asked for with each alert: see zb-zones.c, whose words these are. A new
 * zone goes through the open alerts in portions; how far it has come outlives a restart. */
static const char seventh_schema[] =
    "CREATE INDEX entity_open_zone ON entity (updated_at, version) WHERE kind = 'zone' AND body ->> "
    "'$.ended_at' IS NULL;"
    "CREATE TABLE zone_sweep (zone TEXT PRIMARY KEY, before INTEGER NOT NULL) WITHOUT ROWID";

/* What comes in by the hundred is written down in few places. An alert that no case has is not looked for by
 * case; and what was ingested first is also the oldest, so that no index has to tell. */
static const char commit_schema[] =
    "DROP INDEX entity_of_case;"
    "CREATE INDEX entity_of_case ON entity (of_case, rid) WHERE (kind = 'alert' OR kind = 'assignment' OR "
    "kind = 'entry') AND of_case IS NOT NULL;"
    "DROP INDEX ingested_at";

const char *const zb_platform_migrations[] = {
  first_schema,    second_schema,    third_schema,     fourth_schema,
  fifth_schema,    zb_fact_schema,   seventh_schema,   zb_recording_schema,
  zb_ptz_schema,   zb_layout_schema, zb_case_schema,   zb_field_schema,
  zb_drill_schema, commit_schema,    zb_lately_schema, NULL
};

/**
 * zb_schema_is_aside:
 * @database: the database's file
 *
 * Returns: whether there is none because a restore has put it aside and went no further: an empty one must
 * not be made in its place
 */
gboolean
zb_schema_is_aside (const char *database)
{
  g_autofree char *aside = g_strconcat (database, ZB_ASIDE, NULL);
  return !g_file_test (database, G_FILE_TEST_EXISTS) && g_file_test (aside, G_FILE_TEST_EXISTS);
}

/**
 * zb_meta_get:
 * @connection: a connection
 * @key: a name
 * @error: return location for a ZbDatabaseError
 *
 * Returns: (transfer full) (nullable): what the database says of itself under that name
 */
char *
zb_meta_get (ZbConnection *connection, const char *key, GError **error)
{
  g_autoptr (ZbStatement) statement =
      zb_connection_query (connection, error, "SELECT value FROM meta WHERE key = ?", "t", key);
  if (statement == NULL || zb_statement_step (statement, error) != ZB_STEP_ROW)
    return NULL;
  return g_strdup (zb_statement_get_text (statement, 0));
}

/**
 * zb_meta_set:
 * @connection: the writer's connection
 * @key: a name
 * @value: what it is to say
 * @error: return location for a ZbDatabaseError
 *
 * Returns: whether it was written
 */
gboolean
zb_meta_set (ZbConnection *connection, const char *key, const char *value, GError **error)
{
  return zb_connection_run (
      connection, error,
      "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", "tt", key,
      value);
}
