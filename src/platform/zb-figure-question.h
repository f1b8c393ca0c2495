/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-areas.h"
#include "zb-calendar.h"
#include "zb-figure-sums.h"

#include "zb-connection.h"

G_BEGIN_DECLS

typedef enum
{
  ZB_FIGURE_ERROR_SUBDISTRICT, /* no subdistrict in the caller's areas */
  ZB_FIGURE_ERROR_GROUPS,      /* more groups than an answer holds */
} ZbFigureError;

#define ZB_FIGURE_ERROR (zb_figure_error_quark ())
GQuark zb_figure_error_quark (void);

/**
 * ZbFigureQuestion:
 * @calendar: the district's clock; it has to outlive the question
 * @areas: which area lies in which
 * @mine: (nullable): the ids of the caller's areas; none for the whole district
 * @mode: a #ZbMode
 * @by: #ZbFigureBy bits
 * @first_day: days since 1970-01-01
 * @last_day: the same; it is part of the period
 * @subdistrict: (nullable): only what lies in it
 * @kind: (nullable): only alerts and cases of this kind
 * @hours: of density: how many hours until now
 * @now: ms since 1970 UTC
 *
 * What somebody wants to know.
 */
typedef struct
{
  const ZbCalendar *calendar;
  ZbAreas *areas;
  char **mine;
  int mode;
  guint by;
  gint64 first_day;
  gint64 last_day;
  char *subdistrict;
  char *kind;
  gint64 hours;
  gint64 now;
} ZbFigureQuestion;

ZbFigureQuestion *zb_figure_question_new (const ZbCalendar *calendar, ZbAreas *areas, char **mine,
                                          gint64 now);
void zb_figure_question_free (gpointer self);

/**
 * ZbFigureKey:
 * @day: days since 1970-01-01, -1 where it is not grouped by day; so are the others
 * @shift: 0 night, 1 early, 2 late
 * @subdistrict: the place of a #ZbFigurePlace, or 0 for none
 * @organisation: a number of the facts, 0 for none
 * @kind: a number of the facts
 */
typedef struct
{
  gint32 day;
  gint32 shift;
  gint32 subdistrict;
  gint32 organisation;
  gint32 kind;
} ZbFigureKey;

typedef struct
{
  ZbFigureKey key;
  ZbFigureSums *sums;
} ZbFigureGroup;

/**
 * ZbFigurePlace:
 * @id: the id of a subdistrict
 * @name: its name
 */
typedef struct
{
  char *id;
  char *name;
} ZbFigurePlace;

/**
 * ZbFigureSource:
 * @alerts: how many alerts it raised
 * @verdicts: how many of them have which #ZbVerdict
 *
 * Alerts of an algorithm or device; small, because there are tens of thousands of them.
 */
typedef struct
{
  guint32 alerts;
  guint32 verdicts[5];
} ZbFigureSource;

/**
 * ZbFigureAnswer:
 * @question: what was asked
 * @connection: where the facts are
 * @begin: when the period begins, ms since 1970 UTC
 * @end: when it ends
 * @until: the earlier of its end and the next ms
 * @names: (element-type utf8): the names of the facts by their number
 * @places: (element-type ZbFigurePlace): the subdistricts that count, from 1 on
 * @place_of: (element-type gint32): by the number of an area the place it counts for, 0 for none; -1 where it
 *   does not count
 * @kind: the number of the kind that is asked for, 0 for all, -1 where there is none such
 * @slots: when each slot of time begins, ms, and last @end: the days or shifts by which it is grouped
 * @total: all together
 * @groups: #ZbFigureKey → #ZbFigureGroup
 * @sources: (element-type ZbFigureSource): by the number of an algorithm or device
 * @units: assignments by the number of a unit
 * @online: devices by the number of their kind
 *
 * An answer on its way.
 */
typedef struct
{
  ZbFigureQuestion *question;
  ZbConnection *connection;
  gint64 begin;
  gint64 end;
  gint64 until;
  GPtrArray *names;
  GPtrArray *places;
  GArray *place_of;
  gint64 kind;
  GArray *slots;
  ZbFigureSums *total;
  GHashTable *groups;
  GArray *sources;
  GHashTable *units;
  GHashTable *online;
} ZbFigureAnswer;

ZbFigureAnswer *zb_figure_answer_new (ZbConnection *connection, ZbFigureQuestion *question, GError **error);
void zb_figure_answer_free (ZbFigureAnswer *self);
int zb_figure_answer_place (const ZbFigureAnswer *self, gint64 area);
guint zb_figure_answer_slot (const ZbFigureAnswer *self, gint64 at);
ZbFigureSums *zb_figure_answer_group (ZbFigureAnswer *self, const ZbFigureKey *key, guint can);
gboolean zb_figure_answer_is_full (const ZbFigureAnswer *self, GError **error);
ZbFigureKey zb_figure_answer_key (const ZbFigureAnswer *self, gint64 at, int place, gint64 organisation,
                                  gint64 kind);
const char *zb_figure_answer_name (const ZbFigureAnswer *self, gint64 number);

/* Each adds one sort of facts. */
gboolean zb_figure_add_alerts (ZbFigureAnswer *self, GError **error);
gboolean zb_figure_add_cases (ZbFigureAnswer *self, GError **error);
gboolean zb_figure_add_assignments (ZbFigureAnswer *self, GError **error);
gboolean zb_figure_add_devices (ZbFigureAnswer *self, GError **error);

gboolean zb_figure_find_alerts (ZbConnection *connection, gint64 begin, gint64 end, gint64 *first,
                                gint64 *last, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbFigureAnswer, zb_figure_answer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbFigureQuestion, zb_figure_question_free)

G_END_DECLS
