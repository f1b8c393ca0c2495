/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Facts: what figures are computed from. Narrow rows that follow from the log and are written in the
 * transaction of the change, one for each alert, case and assignment, and for devices what changed in each
 * hour. They outlive the log, which is shortened, and can be made from it again (zb-facts-rebuild.c).
 *
 * Names (areas, kinds, algorithms, devices, units) stand as small numbers. Times are ms since 1970 UTC,
 * durations whole seconds: that is as exact as the figures are told, and small. */
#include "zb-fact-schema.h"

const char zb_fact_schema[] =
    "CREATE TABLE fact_name (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);"

    /* `rid` is that of the entity. `at` is when the platform took it in. */
    "CREATE TABLE alert_fact ("
    " rid INTEGER PRIMARY KEY, at INTEGER NOT NULL, mode INTEGER NOT NULL, area INTEGER NOT NULL,"
    " kind INTEGER NOT NULL, severity INTEGER NOT NULL, occurrences INTEGER NOT NULL, claim_s INTEGER,"
    " verdict INTEGER NOT NULL, verdict_s INTEGER, algorithm INTEGER NOT NULL, device INTEGER NOT NULL);"
    /* In which blocks of 4096 rows the alerts of an hour are: as good as an index over the time, and written
     * once for thousands of alerts. Clocks may go back: an hour may have several blocks, a block many hours.
     */
    "CREATE TABLE alert_block (hour INTEGER NOT NULL, block INTEGER NOT NULL, PRIMARY KEY (hour, block))"
    " WITHOUT ROWID;"

    /* `over`: 0 open, 1 closed, 2 void; `over_at` lies far ahead while it is open. `late` has a bit for each
     * clock that has passed, `past` is the one that has passed and is waited for now. */
    "CREATE TABLE case_fact ("
    " rid INTEGER PRIMARY KEY, at INTEGER NOT NULL, over_at INTEGER NOT NULL, over INTEGER NOT NULL,"
    " mode INTEGER NOT NULL, area INTEGER NOT NULL, kind INTEGER NOT NULL,"
    " organisation INTEGER NOT NULL DEFAULT 0, filed_at INTEGER, dispatched_at INTEGER, accepted_at INTEGER,"
    " arrived_at INTEGER, reported_at INTEGER, checking_at INTEGER, late INTEGER NOT NULL,"
    " past INTEGER NOT NULL, returned INTEGER NOT NULL, reopened INTEGER NOT NULL DEFAULT 0,"
    " on_time INTEGER NOT NULL);"
    "CREATE INDEX case_fact_over ON case_fact (over_at, at);"

    "CREATE TABLE assignment_fact ("
    " rid INTEGER PRIMARY KEY, sent_at INTEGER NOT NULL, ended_at INTEGER NOT NULL, state INTEGER NOT NULL,"
    " mode INTEGER NOT NULL, area INTEGER NOT NULL, kind INTEGER NOT NULL, unit INTEGER NOT NULL,"
    " organisation INTEGER NOT NULL);"
    "CREATE INDEX assignment_fact_ended ON assignment_fact (ended_at, sent_at);"

    /* How each device is now, and for each hour how many came to a status less those that left it, with the
     * time that this makes until the end of the hour. The time in a status follows from adding up. */
    "CREATE TABLE device_now ("
    " device INTEGER PRIMARY KEY, area INTEGER NOT NULL, kind INTEGER NOT NULL, status INTEGER NOT NULL);"
    "CREATE TABLE device_hour ("
    " hour INTEGER NOT NULL, area INTEGER NOT NULL, kind INTEGER NOT NULL, status INTEGER NOT NULL,"
    " n INTEGER NOT NULL, ms INTEGER NOT NULL, PRIMARY KEY (hour, area, kind, status)) WITHOUT ROWID";
