/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-drill-query.h"

static ZbField zb_drill_summary_fields[] = {
  ZB_FIELD (ZbDrillSummary, name, TEXT, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbDrillSummary, title, TEXT),
  ZB_FIELD (ZbDrillSummary, summary, TEXT),
  ZB_FIELD (ZbDrillSummary, minutes, INTEGER),
  ZB_FIELD (ZbDrillSummary, alerts, INTEGER),
  ZB_FIELD (ZbDrillSummary, steps, INTEGER),
};

ZB_DEFINE_RECORD (ZbDrillSummary, zb_drill_summary, ZB_TYPE_RECORD)

G_DEFINE_INTERFACE (ZbDrillQuery, zb_drill_query, G_TYPE_OBJECT)

static void
zb_drill_query_default_init (ZbDrillQueryInterface *iface)
{
}

/**
 * zb_drill_query_scripts:
 * @self: whoever can ask
 *
 * Returns: (transfer full): an answer with the #ZbDrillSummary of each script
 */
ZbAnswer *
zb_drill_query_scripts (ZbDrillQuery *self)
{
  return ZB_DRILL_QUERY_GET_IFACE (self)->scripts (self);
}

/**
 * zb_drill_query_people:
 * @self: whoever can ask
 *
 * Returns: (transfer full): an answer with a #ZbDrillMember for each who can take part
 */
ZbAnswer *
zb_drill_query_people (ZbDrillQuery *self)
{
  return ZB_DRILL_QUERY_GET_IFACE (self)->people (self);
}

/**
 * zb_drill_query_debrief:
 * @self: whoever can ask
 * @drill: the id of a drill
 *
 * Returns: (transfer full): an answer with one #ZbDebrief
 */
ZbAnswer *
zb_drill_query_debrief (ZbDrillQuery *self, const char *drill)
{
  return ZB_DRILL_QUERY_GET_IFACE (self)->debrief (self, drill);
}

/**
 * zb_drill_query_log:
 * @self: whoever can ask
 * @from: µs UTC
 * @until: µs UTC, later than @from by a day at the most
 * @after: (nullable): what the page before gave as next
 *
 * Returns: (transfer full): an answer with a page of the log as bytes, see the contract's `LogPage`
 */
ZbAnswer *
zb_drill_query_log (ZbDrillQuery *self, gint64 from, gint64 until, const char *after)
{
  return ZB_DRILL_QUERY_GET_IFACE (self)->log (self, from, until, after);
}

/**
 * zb_drill_query_log_state:
 * @self: whoever can ask
 * @at: µs UTC
 *
 * Returns: (transfer full): an answer with how things stood then as bytes, see the contract's `LogPage`
 */
ZbAnswer *
zb_drill_query_log_state (ZbDrillQuery *self, gint64 at)
{
  return ZB_DRILL_QUERY_GET_IFACE (self)->log_state (self, at);
}
