/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-answer.h"
#include "zb-entity.h"

G_BEGIN_DECLS

ZB_DECLARE_RECORD (ZbDrillSummary, zb_drill_summary, DRILL_SUMMARY)
#define ZB_TYPE_DRILL_SUMMARY (zb_drill_summary_get_type ())

/**
 * ZbDrillSummary:
 * @name: the name by which a drill asks for it
 * @title: what it is called
 * @summary: (nullable): what is practised
 * @minutes: how long it takes, at life's speed
 * @alerts: how many alerts it raises
 * @steps: how many steps it has
 *
 * A script that comes with the platform.
 */
struct _ZbDrillSummary
{
  ZbRecord parent_instance;
  char *name;
  char *title;
  char *summary;
  gint64 minutes;
  gint64 alerts;
  gint64 steps;
};

#define ZB_TYPE_DRILL_QUERY (zb_drill_query_get_type ())
G_DECLARE_INTERFACE (ZbDrillQuery, zb_drill_query, ZB, DRILL_QUERY, GObject)

/**
 * ZbDrillQueryInterface:
 * @scripts: see zb_drill_query_scripts()
 * @people: see zb_drill_query_people()
 * @debrief: see zb_drill_query_debrief()
 * @log: see zb_drill_query_log()
 * @log_state: see zb_drill_query_log_state()
 *
 * Whoever can ask the platform about drills, and about shifts that are over.
 */
struct _ZbDrillQueryInterface
{
  GTypeInterface parent_iface;
  ZbAnswer *(*scripts) (ZbDrillQuery *self);
  ZbAnswer *(*people) (ZbDrillQuery *self);
  ZbAnswer *(*debrief) (ZbDrillQuery *self, const char *drill);
  ZbAnswer *(*log) (ZbDrillQuery *self, gint64 from, gint64 until, const char *after);
  ZbAnswer *(*log_state) (ZbDrillQuery *self, gint64 at);
};

ZbAnswer *zb_drill_query_scripts (ZbDrillQuery *self);
ZbAnswer *zb_drill_query_people (ZbDrillQuery *self);
ZbAnswer *zb_drill_query_debrief (ZbDrillQuery *self, const char *drill);
ZbAnswer *zb_drill_query_log (ZbDrillQuery *self, gint64 from, gint64 until, const char *after);
ZbAnswer *zb_drill_query_log_state (ZbDrillQuery *self, gint64 at);

G_END_DECLS
