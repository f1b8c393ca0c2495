/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-field-schema.h"

/* A unit's way in: the code that is typed once, the sessions that began with one, and the key of the
 * application that reports its position. Of all three only hashes are kept. */
const char zb_field_schema[] =
    "CREATE TABLE field_code (unit TEXT PRIMARY KEY, hash TEXT NOT NULL, expires_at INTEGER NOT NULL)"
    " WITHOUT ROWID;"
    "CREATE TABLE field_session (hash TEXT PRIMARY KEY, unit TEXT NOT NULL, begun_at INTEGER NOT NULL,"
    " expires_at INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE INDEX field_session_unit ON field_session (unit);"
    "CREATE TABLE field_key (unit TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, created_at INTEGER NOT NULL)"
    " WITHOUT ROWID";
