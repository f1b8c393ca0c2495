/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-case.h"
#include "zb-guard.h"
#include "zb-transaction.h"

G_BEGIN_DECLS

/**
 * ZbHappening:
 * @id: (nullable): the id of the line, %NULL for a new one
 * @at: when, µs UTC; 0 for the moment of the transaction
 * @what: the command or happening: "case.file", "assignment.accept", "case.note", "deadline.near" …
 * @title: (nullable): the unit, organisation or thing that it is about
 * @note: (nullable): words that came with it
 * @evidence: (nullable) (element-type ZbAttachment): pictures that came with it
 * @is_platform: whether the platform did it, though a request of somebody brought it about
 *
 * A line of a case's timeline before it is written.
 */
typedef struct
{
  const char *id;
  gint64 at;
  const char *what;
  const char *title;
  const char *note;
  GPtrArray *evidence;
  gboolean is_platform;
} ZbHappening;

ZbActor zb_acting_get_actor (ZbTransaction *tx, gpointer entity);
ZbActor zb_acting_get_platform (ZbTransaction *tx);
gpointer zb_acting_write_entry (ZbTransaction *tx, ZbCase *of, const ZbHappening *happening);
GPtrArray *zb_acting_find_assignments (ZbTransaction *tx, const char *of_case);
const char *zb_acting_locate (ZbTransaction *tx, ZbPoint point);
gboolean zb_acting_exists (ZbTransaction *tx, ZbKind kind, const char *id);
ZbProblem *zb_acting_refuse_field (const char *detail, const char *pointer_format, ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
