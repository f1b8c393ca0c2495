/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-figure.h"

#include <yyjson.h>

G_BEGIN_DECLS

/* What is counted. */
typedef enum
{
  ZB_SUM_ALERTS,
  ZB_SUM_ALERTS_YESTERDAY,
  ZB_SUM_OCCURRENCES,
  ZB_SUM_HIGH,
  ZB_SUM_CLAIMED,
  ZB_SUM_JUDGED,
  ZB_SUM_TRUE,
  ZB_SUM_FALSE,
  ZB_SUM_TEST,
  ZB_SUM_UNDETERMINED,
  ZB_SUM_CASES,
  ZB_SUM_CASES_YESTERDAY,
  ZB_SUM_VOID,
  ZB_SUM_NOT_VOID,
  ZB_SUM_CLOSED_OF_RECEIVED,
  ZB_SUM_CLOSED,
  ZB_SUM_ON_TIME,
  ZB_SUM_IN_HAND,
  ZB_SUM_OVERDUE,
  ZB_SUM_OVERDUE_NOW,
  ZB_SUM_RETURNED,
  ZB_SUM_REOPENED,
  ZB_SUM_ASSIGNMENTS,
  ZB_SUM_DECLINED,
  ZB_SUM_HANDED_BACK,
  ZB_SUM_BUSY_S,
  ZB_SUM_ONLINE_MS,
  ZB_SUM_KNOWN_MS,
  ZB_SUM_DEVICES,
  ZB_SUM_DEVICES_ONLINE,
  ZB_N_SUMS,
} ZbSum;

/* What takes time; each is kept, because the middle of many cannot be told from sums. */
typedef enum
{
  ZB_TIME_CLAIM,
  ZB_TIME_VERDICT,
  ZB_TIME_FILE,
  ZB_TIME_DISPATCH,
  ZB_TIME_ACCEPT,
  ZB_TIME_ARRIVE,
  ZB_TIME_HANDLE,
  ZB_TIME_FINISH,
  ZB_TIME_CHECK,
  ZB_TIME_CLOSE,
  ZB_N_TIMES,
} ZbTimeTaken;

/**
 * ZbFigureSums:
 * @counts: by #ZbSum
 * @times: (nullable) (element-type guint32): whole seconds, by #ZbTimeTaken
 *
 * What all figures of one group follow from.
 */
typedef struct
{
  gint64 counts[ZB_N_SUMS];
  GArray *times[ZB_N_TIMES];
} ZbFigureSums;

ZbFigureSums *zb_figure_sums_new (void);
void zb_figure_sums_free (ZbFigureSums *self);
void zb_figure_sums_take_time (ZbFigureSums *self, ZbTimeTaken which, gint64 seconds);
gint64 zb_figure_rank (guint32 *values, guint n, guint percent);
yyjson_mut_val *zb_figure_sums_write (ZbFigureSums *self, yyjson_mut_doc *doc, ZbFigureFound found, guint by);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbFigureSums, zb_figure_sums_free)

G_END_DECLS
