/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-entity.h"

G_BEGIN_DECLS

/* Of what is over, this long back is looked at, µs; what is older is found in the audit log and in figures.
 */
#define ZB_LATELY_LONGEST (30 * G_TIME_SPAN_DAY)

/* Finds a case by its whole number, with or without what stands before the day. By name, since SQLite takes
 * the index of the kind otherwise. */
#define ZB_LATELY_NUMBER_QUERY                                                                               \
  "SELECT id, area FROM entity INDEXED BY entity_number WHERE kind = 'case'"                                 \
  " AND body ->> '$.number' IN (?1, 'CN-' || ?1, 'YL-' || ?1)"

/* The step of the schema that makes its indexes. */
extern const char zb_lately_schema[];

gboolean zb_lately_bounds (ZbKind kind);
char *zb_lately_list (ZbKind kind, const char *columns);
char *zb_lately_search (ZbKind kind, const char *columns, const char *condition);
char *zb_lately_search_over (ZbKind kind, const char *columns, const char *condition);

G_END_DECLS
