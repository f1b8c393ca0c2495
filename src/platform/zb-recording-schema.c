/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is recorded, what of it is kept and what was made of it. The pictures are in files: a segment's row
 * says what is in its file, so that nothing has to be opened to find out. */
#include "zb-recording-schema.h"

const char zb_recording_schema[] =
    /* Those that are recorded now. */
    "CREATE TABLE recorded_camera (camera TEXT PRIMARY KEY) WITHOUT ROWID;"

    /* `pieces`: offset, length, begin and duration of each fragment, four little-endian numbers of 32 bits.
     */
    "CREATE TABLE segment ("
    " number INTEGER PRIMARY KEY, camera TEXT NOT NULL, started_at INTEGER NOT NULL, ended_at INTEGER NOT "
    "NULL,"
    " bytes INTEGER NOT NULL, codec INTEGER NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL,"
    " init TEXT NOT NULL, init_length INTEGER NOT NULL, open INTEGER NOT NULL, pieces BLOB NOT NULL,"
    " UNIQUE (camera, started_at));"
    "CREATE INDEX segment_age ON segment (started_at, bytes);"
    "CREATE INDEX segment_open ON segment (camera) WHERE open;"

    "CREATE TABLE hold ("
    " id TEXT PRIMARY KEY, camera TEXT NOT NULL, from_at INTEGER NOT NULL, until_at INTEGER NOT NULL,"
    " reason TEXT NOT NULL, by TEXT NOT NULL, by_name TEXT NOT NULL, created_at INTEGER NOT NULL);"
    "CREATE INDEX hold_camera ON hold (camera, until_at);"

    /* `regions`: x, y, width and height of each, as JSON. */
    "CREATE TABLE export ("
    " number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, camera TEXT NOT NULL, from_at INTEGER NOT NULL,"
    " until_at INTEGER NOT NULL, reason TEXT NOT NULL, regions TEXT NOT NULL, who TEXT NOT NULL,"
    " by TEXT NOT NULL, by_name TEXT NOT NULL, created_at INTEGER NOT NULL, state TEXT NOT NULL,"
    " bytes INTEGER NOT NULL DEFAULT 0, sha256 TEXT);"
    "CREATE INDEX export_state ON export (state, number);"
    "CREATE INDEX export_camera ON export (camera, state)";
