/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-connection.h"

G_BEGIN_DECLS

/* How many rows are gone through for one who asks. */
#define ZB_AUDIT_SPAN_AT_MOST 20000

/* Of a hash, which is told in hexadecimal digits. */
#define ZB_AUDIT_HASH_LENGTH 64

/**
 * ZbAuditRow:
 * @at: when, µs UTC
 * @account: (nullable): the id of who, NULL for the platform itself
 * @name: (nullable): that account's or source's name
 * @action: what: "alert.claim"
 * @kind: (nullable): the kind of the entity it was done to
 * @id: (nullable): its id
 * @area: (nullable): its area
 * @address: (nullable): from where
 * @why: (nullable): for what reason
 *
 * Who, what, on which entity, when, from where, why.
 */
typedef struct
{
  gint64 at;
  const char *account;
  const char *name;
  const char *action;
  const char *kind;
  const char *id;
  const char *area;
  const char *address;
  const char *why;
} ZbAuditRow;

gboolean zb_audit_append (ZbConnection *connection, const ZbAuditRow *row, GError **error);
gboolean zb_audit_append_after (ZbConnection *connection, const ZbAuditRow *row,
                                char chain[ZB_AUDIT_HASH_LENGTH + 1], GError **error);
gint64 zb_audit_verify (ZbConnection *connection, GError **error);
gint64 zb_audit_verify_span (ZbConnection *connection, gint64 from, gint64 *through, GError **error);

G_END_DECLS
