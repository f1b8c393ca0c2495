/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What SQLite alone does with the rows of an alert, on a connection like the platform's: WAL,
 * synchronous=FULL.
 *
 * The three rows (alert, event, audit) are those that the platform writes for an alert of platform-load,
 * column by column and in its own tables with their indices. The bare ones are three tables of an id and a
 * text, of which only the first has an index: what they take is less than any platform could. */
#include "zb-sqlite-alone.h"

#include "zb-connection.h"
#include "zb-schema.h"
#include "zb-uuid.h"

/* An alert as platform-load raises it and the platform writes it down: id and key are put in. */
#define BODY                                                                                                 \
  "{\"id\":\"%s\",\"version\":1,\"revision\":0,\"updated_at\":\"2026-11-27T00:31:52.882Z\",\"mode\":"        \
  "\"live\","                                                                                                \
  "\"kind\":\"exposed_garbage\",\"severity\":\"medium\",\"raised_from\":null,\"title\":\"暴露垃圾\","        \
  "\"description\":null,\"place\":\"凯旋路382号\",\"location\":{\"type\":\"Point\",\"coordinates\":[121."    \
  "4108551,"                                                                                                 \
  "31.2132266]},\"area\":\"" AREA "\",\"device\":\"" DEVICE "\",\"algorithm\":null,\"score\":null,"          \
  "\"source\":\"bench\",\"dedup_key\":\"%" G_GUINT64_FORMAT "\",\"occurrences\":1,\"again\":false,"          \
  "\"first_at\":\"2026-11-27T00:31:52.882Z\",\"last_at\":\"2026-11-27T00:31:52.882Z\",\"state\":\"new\","    \
  "\"claim\":null,\"verdict\":null,\"snoozed_until\":null,\"case\":null,\"previous\":null,\"merged_into\":"  \
  "null,"                                                                                                    \
  "\"close_reason\":null,\"zones\":[],\"evidence\":[],\"contact\":null,\"drill\":null}"
#define AREA "019b76da-a8a5-7791-a7c6-f9477321b580"
#define DEVICE "019b76da-a800-765c-a40f-62df10d2c79c"
#define HASH "c6c8df2f1e65fad75c23d849d4e8ecce95c08f965e14dc4596dfba1e8fcacdb4"
#define FIRST_KEY G_GUINT64_CONSTANT (1795739511884941)
#define AT G_GINT64_CONSTANT (1795739512882000)

static const char bare_schema[] = "CREATE TABLE alert (id TEXT PRIMARY KEY, body TEXT);"
                                  "CREATE TABLE event (seq INTEGER PRIMARY KEY, id TEXT, body TEXT);"
                                  "CREATE TABLE audit (number INTEGER PRIMARY KEY, id TEXT, body TEXT)";

static void
write_bare (ZbConnection *connection, guint64 n)
{
  static char body[579];
  g_autofree char *id = g_strdup_printf ("%" G_GUINT64_FORMAT, n);
  memset (body, 'x', sizeof body - 1);
  if (!zb_connection_run (connection, NULL, "INSERT INTO alert VALUES (?, ?)", "tt", id, body) ||
      !zb_connection_run (connection, NULL, "INSERT INTO event (id, body) VALUES (?, ?)", "tt", id, body) ||
      !zb_connection_run (connection, NULL, "INSERT INTO audit (id, body) VALUES (?, ?)", "tt", id,
                          "alert.raise"))
    g_error ("SQLite did not write");
}

static void
write_rows (ZbConnection *connection, guint64 n)
{
  g_autofree char *id = zb_uuid_new ();
  g_autofree char *body = g_strdup_printf (BODY, id, FIRST_KEY + n);
  g_autofree char *dedup =
      g_strdup_printf ("live|bench|exposed_garbage|" DEVICE "|%" G_GUINT64_FORMAT, FIRST_KEY + n);
  if (!zb_connection_run (
          connection, NULL,
          "INSERT INTO entity (kind, id, version, revision, mode, area, updated_at, dedup, body)"
          " VALUES ('alert', ?, 1, 0, 'live', ?, ?, ?, ?)",
          "ttitt", id, AREA, AT, dedup, body) ||
      !zb_connection_run (connection, NULL,
                          "INSERT INTO event (type, kind, id, area, version, at, body)"
                          " VALUES ('alert.raised', 'alert', ?, ?, 1, ?, ?)",
                          "ttit", id, AREA, AT, body) ||
      !zb_connection_run (connection, NULL,
                          "INSERT INTO audit (at, name, action, kind, id, area, address, previous, hash)"
                          " VALUES (?, 'bench', 'alert.raise', 'alert', ?, ?, '127.0.0.1', ?, ?)",
                          "itttt", AT, id, AREA, HASH, HASH))
    g_error ("SQLite did not write");
}

static ZbConnection *
open_file (const char *folder, gboolean bare)
{
  g_autofree char *path = g_build_filename (folder, "alone.db", NULL);
  g_autoptr (ZbConnection) connection = zb_connection_open (path, ZB_CONNECTION_WRITE_DURABLE, NULL);
  if (connection == NULL || !(bare ? zb_connection_script (connection, bare_schema, NULL)
                                   : zb_connection_migrate (connection, zb_platform_migrations, NULL)))
    g_error ("SQLite cannot write to %s", folder);
  return g_steal_pointer (&connection);
}

/**
 * zb_sqlite_alone_measure:
 * @folder: where the file is made
 * @bare: see above
 * @batch: alerts in a transaction
 * @seconds: for how long
 *
 * Returns: alerts a second
 */
double
zb_sqlite_alone_measure (const char *folder, gboolean bare, int batch, double seconds)
{
  g_autoptr (ZbConnection) connection = open_file (folder, bare);
  gint64 began = g_get_monotonic_time ();
  gint64 end = began + (gint64)(seconds * G_USEC_PER_SEC);
  guint64 n = 0;
  while (g_get_monotonic_time () < end)
    {
      zb_connection_run (connection, NULL, "BEGIN IMMEDIATE", "");
      for (int i = 0; i < batch; i++, n++)
        (bare ? write_bare : write_rows) (connection, n);
      if (!zb_connection_run (connection, NULL, "COMMIT", ""))
        g_error ("SQLite did not commit");
    }
  return (double)n * G_USEC_PER_SEC / (double)(g_get_monotonic_time () - began);
}
