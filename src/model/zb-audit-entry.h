/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-entity.h"

#include <gio/gio.h>

G_BEGIN_DECLS

ZB_DECLARE_RECORD (ZbAuditEntry, zb_audit_entry, AUDIT_ENTRY)
ZB_DECLARE_RECORD (ZbAuditSpan, zb_audit_span, AUDIT_SPAN)
#define ZB_TYPE_AUDIT_ENTRY (zb_audit_entry_get_type ())
#define ZB_TYPE_AUDIT_SPAN (zb_audit_span_get_type ())

/**
 * ZbAuditEntry:
 * @seq: its number in the log
 * @at: when, µs UTC
 * @actor: (nullable): the id of the account; %NULL for the platform itself
 * @actor_name: (nullable): that account's name
 * @action: what: "case.dispatch"
 * @kind: (nullable): the kind of what it was done to
 * @id: (nullable): its id
 * @area: (nullable): its area
 * @origin: (nullable): from where
 * @why: (nullable): for what reason
 * @previous: the hash of the row before
 * @hash: SHA-256 over @previous and all of the above
 *
 * A row of the platform's audit log.
 */
struct _ZbAuditEntry
{
  ZbRecord parent_instance;
  gint64 seq;
  gint64 at;
  char *actor;
  char *actor_name;
  char *action;
  char *kind;
  char *id;
  char *area;
  char *origin;
  char *why;
  char *previous;
  char *hash;
};

/**
 * ZbAuditSpan:
 * @from: the number of a row
 * @through: the number of the last row that was looked at
 * @broken: the number of the first row that breaks the chain; 0 where it holds
 *
 * What the platform says of a part of its log when it has gone through all rows of it, those of others
 * included.
 */
struct _ZbAuditSpan
{
  ZbRecord parent_instance;
  gint64 from;
  gint64 through;
  gint64 broken;
};

char *zb_audit_entry_hash (const ZbAuditEntry *self);
gint64 zb_audit_find_broken (GListModel *entries);

G_END_DECLS
