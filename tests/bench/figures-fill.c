/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A year of a district's facts, for the benchmark of figures:
 *
 *   figures-fill DATABASE ALERTS CASES
 *
 * The database is one that a platform with the demonstration district has made. The same numbers give the
 * same year. Only the facts are written: figures are not computed from anything else, and three million
 * entities with their events would take gigabytes. */
#include "zb-connection.h"

#include <stdio.h>

#define DAYS 365
#define DAY_MS G_GINT64_CONSTANT (86400000)
#define HOUR_MS G_GINT64_CONSTANT (3600000)
#define MINUTE_MS G_GINT64_CONSTANT (60000)
#define NEVER (G_GINT64_CONSTANT (1) << 47)
#define CHANGES_A_DAY 1000
/* Beyond all rows that the platform has. */
#define FIRST_ROW G_GINT64_CONSTANT (1000000000)

static ZbConnection *connection;
static GRand *chance;
static gint64 begin, now;

static GArray *
list_numbers (const char *sql)
{
  g_autoptr (GError) error = NULL;
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (ZbStatement) rows = zb_connection_prepare (connection, sql, &error);
  g_assert_no_error (error);
  while (zb_statement_step (rows, &error) == ZB_STEP_ROW)
    {
      gint64 number = zb_statement_get_int64 (rows, 0);
      g_array_append_val (numbers, number);
    }
  g_assert_no_error (error);
  if (numbers->len == 0)
    g_error ("the database has nothing for: %s", sql);
  return numbers;
}

static void
name_all (const char *sql)
{
  g_autofree char *statement = g_strconcat ("INSERT OR IGNORE INTO fact_name (name) ", sql, NULL);
  g_autoptr (GError) error = NULL;
  zb_connection_script (connection, statement, &error);
  g_assert_no_error (error);
}

static gint64
any (GArray *numbers)
{
  return g_array_index (numbers, gint64, g_rand_int_range (chance, 0, (gint32)numbers->len));
}

/* Most things go fast and some take long. */
static gint64
some_ms (gint64 usual_ms)
{
  double luck = g_rand_double (chance);
  return (gint64)((double)usual_ms * (0.2 + luck) / (1.02 - luck));
}

static gint64
some_moment (gint64 n, gint64 of)
{
  return begin + (now - begin) * n / of;
}

static void
run (ZbStatement *statement)
{
  g_autoptr (GError) error = NULL;
  zb_statement_run (statement, &error);
  g_assert_no_error (error);
}

static ZbStatement *
prepare (const char *sql)
{
  g_autoptr (GError) error = NULL;
  ZbStatement *statement = zb_connection_prepare (connection, sql, &error);
  g_assert_no_error (error);
  return statement;
}

static void
bind (ZbStatement *statement, const gint64 *values, int n)
{
  for (int i = 0; i < n; i++)
    if (values[i] == G_MININT64)
      zb_statement_bind_null (statement, i + 1);
    else
      zb_statement_bind_int64 (statement, i + 1, values[i]);
  run (statement);
}

/* --- alerts ------------------------------------------------------------------------------------------- */

static void
fill_alerts (gint64 n_alerts, GArray *areas, GArray *kinds, GArray *algorithms, GArray *devices)
{
  g_autoptr (ZbStatement) insert =
      prepare ("INSERT INTO alert_fact VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  for (gint64 n = 0; n < n_alerts; n++)
    {
      gboolean claimed = g_rand_double (chance) < 0.9, judged = claimed && g_rand_double (chance) < 0.95;
      gint64 claim_s = some_ms (MINUTE_MS) / 1000, verdict_s = claim_s + some_ms (2 * MINUTE_MS) / 1000;
      const gint64 row[] = { FIRST_ROW + n,
                             some_moment (n, n_alerts),
                             1 + (g_rand_int_range (chance, 0, 50) == 0),
                             any (areas),
                             any (kinds),
                             g_rand_int_range (chance, 1, 5),
                             g_rand_int_range (chance, 1, 6),
                             claimed ? claim_s : G_MININT64,
                             judged ? g_rand_int_range (chance, 1, 5) : 0,
                             judged ? verdict_s : G_MININT64,
                             g_rand_boolean (chance) ? any (algorithms) : 0,
                             any (devices) };
      bind (insert, row, G_N_ELEMENTS (row));
    }
  zb_connection_script (
      connection, "INSERT OR IGNORE INTO alert_block SELECT DISTINCT at / 3600000, rid >> 12 FROM alert_fact",
      NULL);
}

/* --- cases and assignments ---------------------------------------------------------------------------- */

static void
add_case (ZbStatement *insert, gint64 rid, gint64 at, gint64 over_at, const gint64 dims[3])
{
  gint64 filed = at + some_ms (2 * MINUTE_MS), sent = filed + some_ms (2 * MINUTE_MS);
  gint64 accepted = sent + some_ms (3 * MINUTE_MS), arrived = accepted + some_ms (8 * MINUTE_MS);
  gint64 reported = arrived + some_ms (30 * MINUTE_MS);
  gboolean over = over_at < now;
  gint64 late = g_rand_int_range (chance, 0, 12) == 0;
  const gint64 row[] = { rid,
                         at,
                         over ? over_at : NEVER,
                         !over                                   ? 0
                         : g_rand_int_range (chance, 0, 20) == 0 ? 2
                                                                 : 1,
                         1,
                         dims[0],
                         dims[1],
                         dims[2],
                         filed,
                         sent,
                         accepted,
                         arrived,
                         reported,
                         reported + MINUTE_MS,
                         late,
                         !over && late,
                         g_rand_int_range (chance, 0, 20) == 0,
                         g_rand_int_range (chance, 0, 100) == 0,
                         !late };
  bind (insert, row, G_N_ELEMENTS (row));
}

static void
add_assignment (ZbStatement *insert, gint64 rid, gint64 at, const gint64 dims[3], gint64 unit)
{
  gint64 sent = at + some_ms (4 * MINUTE_MS), ended = sent + some_ms (40 * MINUTE_MS);
  const gint64 row[] = { rid,
                         sent,
                         ended < now ? ended : NEVER,
                         ended < now ? g_rand_int_range (chance, 5, 8) : 2,
                         1,
                         dims[0],
                         dims[1],
                         unit,
                         dims[2] };
  bind (insert, row, G_N_ELEMENTS (row));
}

static void
fill_cases (gint64 n_cases, GArray *areas, GArray *kinds, GArray *units, GArray *organisations)
{
  g_autoptr (ZbStatement) cases =
      prepare ("INSERT INTO case_fact VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  g_autoptr (ZbStatement) assignments =
      prepare ("INSERT INTO assignment_fact VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  gint64 rid = FIRST_ROW * 2;
  for (gint64 n = 0; n < n_cases; n++)
    {
      gint64 at = some_moment (n, n_cases);
      const gint64 dims[] = { any (areas), any (kinds), any (organisations) };
      add_case (cases, rid++, at, at + 2 * HOUR_MS + some_ms (6 * HOUR_MS), dims);
      for (int i = 0; i < 1 + (n % 3 == 0); i++)
        add_assignment (assignments, rid++, at, dims, any (units));
    }
}

/* --- devices ------------------------------------------------------------------------------------------- */

static void
change_device (ZbStatement *upsert, gint64 at, gint64 area, gint64 kind, gint64 status, gint64 by)
{
  gint64 hour = at / HOUR_MS;
  const gint64 row[] = { hour, area, kind, status, by, by * ((hour + 1) * HOUR_MS - at) };
  bind (upsert, row, G_N_ELEMENTS (row));
}

/* A device goes and comes again. */
static void
fill_devices (GArray *areas)
{
  g_autoptr (GArray) kinds = list_numbers ("SELECT DISTINCT kind FROM device_now ORDER BY kind");
  g_autoptr (ZbStatement) upsert = prepare (
      "INSERT INTO device_hour VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (hour, area, kind, status) DO UPDATE"
      " SET n = n + excluded.n, ms = ms + excluded.ms");
  gint64 n_changes = (gint64)DAYS * CHANGES_A_DAY / 2;
  zb_connection_script (connection, "UPDATE device_hour SET hour = hour - 366 * 24", NULL);
  for (gint64 n = 0; n < n_changes; n++)
    {
      gint64 area = any (areas), kind = any (kinds), at = some_moment (n, n_changes);
      gint64 back = MIN (at + some_ms (HOUR_MS), now - 1);
      change_device (upsert, at, area, kind, 1, -1);
      change_device (upsert, at, area, kind, 2, 1);
      change_device (upsert, back, area, kind, 2, -1);
      change_device (upsert, back, area, kind, 1, 1);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  if (argc != 4)
    g_error ("figures-fill DATABASE ALERTS CASES");
  connection = zb_connection_open (argv[1], ZB_CONNECTION_WRITE, &error);
  g_assert_no_error (error);
  chance = g_rand_new_with_seed (310105);
  now = g_get_real_time () / 1000;
  begin = now - DAYS * DAY_MS;
  zb_connection_script (connection, "BEGIN IMMEDIATE", &error);
  g_assert_no_error (error);
  name_all ("SELECT id FROM entity WHERE kind IN ('area', 'device', 'algorithm', 'unit', 'organisation')");
  name_all ("SELECT DISTINCT body ->> '$.kind' FROM entity WHERE kind = 'plan'");
#define NUMBERS(kind)                                                                                        \
  list_numbers ("SELECT number FROM fact_name JOIN entity ON id = name WHERE kind = '" kind "' ORDER BY "    \
                "rid")
  g_autoptr (GArray) areas =
      list_numbers ("SELECT number FROM fact_name JOIN entity ON id = name WHERE kind = 'area' AND"
                    " body ->> '$.kind' <> 'district' ORDER BY rid");
  g_autoptr (GArray) kinds = list_numbers ("SELECT number FROM fact_name WHERE name IN (SELECT body ->> "
                                           "'$.kind' FROM entity WHERE kind = 'plan')");
  g_autoptr (GArray) algorithms = NUMBERS ("algorithm");
  g_autoptr (GArray) devices = NUMBERS ("device");
  g_autoptr (GArray) units = NUMBERS ("unit");
  g_autoptr (GArray) organisations = NUMBERS ("organisation");
  fill_alerts (g_ascii_strtoll (argv[2], NULL, 10), areas, kinds, algorithms, devices);
  fill_cases (g_ascii_strtoll (argv[3], NULL, 10), areas, kinds, units, organisations);
  fill_devices (areas);
  zb_connection_script (connection, "COMMIT; PRAGMA wal_checkpoint (TRUNCATE)", &error);
  g_assert_no_error (error);
  printf ("{\"kinds\":%u,\"areas\":%u,\"units\":%u}\n", kinds->len, areas->len, units->len);
  zb_connection_close (connection);
  g_rand_free (chance);
  return 0;
}
