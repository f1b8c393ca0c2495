/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-query.h"

/* Translated where it is shown. */
#define N_(text) text

static ZbField zb_recommendation_fields[] = {
  ZB_FIELD (ZbRecommendation, unit, TEXT, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbRecommendation, recommended, FLAG),
  ZB_FIELD (ZbRecommendation, distance, REAL),
  ZB_FIELD (ZbRecommendation, road_distance, REAL),
  ZB_FIELD (ZbRecommendation, distance_by, TEXT),
  ZB_FIELD (ZbRecommendation, minutes, REAL),
  ZB_FIELD (ZbRecommendation, position_at, TIME),
  ZB_FIELD (ZbRecommendation, skills, TEXTS),
  ZB_FIELD (ZbRecommendation, load, INTEGER),
  ZB_FIELD (ZbRecommendation, reasons_for, TEXTS),
  ZB_FIELD (ZbRecommendation, reasons_against, TEXTS),
};

ZB_DEFINE_RECORD (ZbRecommendation, zb_recommendation, ZB_TYPE_RECORD)

static ZbField zb_search_hit_fields[] = {
  ZB_FIELD (ZbSearchHit, kind, TEXT),
  ZB_FIELD (ZbSearchHit, id, TEXT),
  ZB_FIELD (ZbSearchHit, title, TEXT, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbSearchHit, subtitle, TEXT),
  ZB_FIELD (ZbSearchHit, location, POINT),
};

ZB_DEFINE_RECORD (ZbSearchHit, zb_search_hit, ZB_TYPE_RECORD)

static ZbField zb_checker_fields[] = {
  ZB_FIELD (ZbChecker, account, TEXT, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbChecker, name, TEXT),
  ZB_FIELD (ZbChecker, role, CHOICE, .choices = &zb_roles, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbChecker, load, INTEGER),
};

ZB_DEFINE_RECORD (ZbChecker, zb_checker, ZB_TYPE_RECORD)

G_DEFINE_INTERFACE (ZbQuery, zb_query, G_TYPE_OBJECT)

static void
zb_query_default_init (ZbQueryInterface *iface)
{
}

/**
 * zb_query_recommend:
 * @self: whoever can ask
 * @case_id: the id of a case
 *
 * Returns: (transfer full): an answer that will list #ZbRecommendation, the best first
 */
ZbAnswer *
zb_query_recommend (ZbQuery *self, const char *case_id)
{
  return ZB_QUERY_GET_IFACE (self)->recommend (self, case_id);
}

/**
 * zb_query_search:
 * @self: whoever can ask
 * @text: what was typed
 *
 * Returns: (transfer full): an answer that will list #ZbSearchHit, the best first
 */
ZbAnswer *
zb_query_search (ZbQuery *self, const char *text)
{
  return ZB_QUERY_GET_IFACE (self)->search (self, text);
}

/**
 * zb_query_timeline:
 * @self: whoever can ask
 * @case_id: the id of a case
 *
 * Returns: (transfer full): an answer that will list #ZbEntry, the latest first, and goes on
 *   growing while it is held
 */
ZbAnswer *
zb_query_timeline (ZbQuery *self, const char *case_id)
{
  return ZB_QUERY_GET_IFACE (self)->timeline (self, case_id);
}

/**
 * zb_query_checkers:
 * @self: whoever can ask
 * @case_id: the id of a case that was reported
 *
 * Returns: (transfer full): an answer that will list #ZbChecker, who may check it: checkers before
 *   leaders, the least to check first
 */
ZbAnswer *
zb_query_checkers (ZbQuery *self, const char *case_id)
{
  return ZB_QUERY_GET_IFACE (self)->checkers (self, case_id);
}

/**
 * zb_query_figures:
 * @self: whoever can ask
 * @question: which figures
 *
 * Returns: (transfer full): an answer that will hold one #ZbFigures
 */
ZbAnswer *
zb_query_figures (ZbQuery *self, const ZbFigureQuestion *question)
{
  return ZB_QUERY_GET_IFACE (self)->figures (self, question);
}

/**
 * zb_query_figures_of_day:
 * @self: whoever can ask
 * @mode: of what is live, or of a drill
 *
 * Returns: (transfer full): an answer that will hold one #ZbFiguresOfDay
 */
ZbAnswer *
zb_query_figures_of_day (ZbQuery *self, ZbMode mode)
{
  return ZB_QUERY_GET_IFACE (self)->figures_of_day (self, mode);
}

/**
 * zb_query_density:
 * @self: whoever can ask
 * @hours: how many hours until now, 168 at the most
 * @mode: of what is live, or of drills
 *
 * Returns: (transfer full): an answer that will hold one #ZbDensity
 */
ZbAnswer *
zb_query_density (ZbQuery *self, guint hours, ZbMode mode)
{
  return ZB_QUERY_GET_IFACE (self)->density (self, hours, mode);
}

/**
 * zb_query_preferences:
 * @self: whoever can ask
 *
 * Returns: (transfer full): an answer that will hold what the platform keeps for the officer: a JSON
 *   object
 */
ZbAnswer *
zb_query_preferences (ZbQuery *self)
{
  return ZB_QUERY_GET_IFACE (self)->preferences (self);
}

/* What whoever is asked does not know of. */
static ZbAnswer *
fail_unknown (GType type)
{
  g_autoptr (ZbProblem) problem = zb_problem_new (501, "Not possible", N_ ("The platform can not do this."));
  ZbAnswer *answer = zb_answer_new (type);

  zb_answer_fail (answer, problem);
  return answer;
}

/**
 * zb_query_layouts:
 * @self: whoever can ask
 *
 * Returns: (transfer full): an answer that will list the officer's own #ZbLayout; it fails where whoever is
 *   asked does not know of layouts
 */
ZbAnswer *
zb_query_layouts (ZbQuery *self)
{
  ZbQueryInterface *iface = ZB_QUERY_GET_IFACE (self);

  return iface->layouts ? iface->layouts (self) : fail_unknown (ZB_TYPE_LAYOUT);
}

/**
 * zb_query_telephone:
 * @self: whoever can ask
 * @unit: the id of a unit
 * @deed: what is to be done about its telephone
 *
 * Returns: (transfer full): an answer that will list one #ZbTelephone, what has come of it; it fails where
 *   whoever is asked does not know of telephones
 */
ZbAnswer *
zb_query_telephone (ZbQuery *self, const char *unit, ZbTelephoneDeed deed)
{
  ZbQueryInterface *iface = ZB_QUERY_GET_IFACE (self);

  return iface->telephone ? iface->telephone (self, unit, deed) : fail_unknown (ZB_TYPE_TELEPHONE);
}

/**
 * zb_query_history:
 * @self: whoever can ask
 * @alert_id: the id of an alert
 *
 * Returns: (transfer full): an answer that will list #ZbAlertDeed, the latest first; it fails where whoever
 *   is asked does not know of histories
 */
ZbAnswer *
zb_query_history (ZbQuery *self, const char *alert_id)
{
  ZbQueryInterface *iface = ZB_QUERY_GET_IFACE (self);

  return iface->history ? iface->history (self, alert_id) : fail_unknown (ZB_TYPE_ALERT_DEED);
}

/**
 * zb_query_fetch:
 * @self: whoever can ask
 * @kind: %ZB_KIND_ALERT or %ZB_KIND_CASE
 * @id: its id
 *
 * Asks for one entity that the world does not hold, such as one that was closed long ago. When the
 * answer is ready the world holds it.
 *
 * Returns: (transfer full): an answer that will list the entity
 */
ZbAnswer *
zb_query_fetch (ZbQuery *self, ZbKind kind, const char *id)
{
  return ZB_QUERY_GET_IFACE (self)->fetch (self, kind, id);
}

static ZbAnswer *
refuse_unknown (GType type)
{
  ZbAnswer *answer = zb_answer_new (type);
  g_autoptr (ZbProblem) problem = zb_problem_new (501, "Not possible", N_ ("The platform can not do this."));

  zb_answer_fail (answer, problem);
  return answer;
}

/**
 * zb_query_audit:
 * @self: whoever can ask
 * @case_id: the id of a case
 *
 * Returns: (transfer full): an answer that will list the #ZbAuditEntry of that case, the latest first
 */
ZbAnswer *
zb_query_audit (ZbQuery *self, const char *case_id)
{
  ZbQueryInterface *iface = ZB_QUERY_GET_IFACE (self);

  return iface->audit ? iface->audit (self, case_id) : refuse_unknown (ZB_TYPE_AUDIT_ENTRY);
}

/**
 * zb_query_audit_span:
 * @self: whoever can ask
 * @from: the number of a row of the audit log
 * @through: the number of a later one
 *
 * Returns: (transfer full): an answer that will list one #ZbAuditSpan: what the platform has found between
 *   the two, in the rows that the asker is not shown as well
 */
ZbAnswer *
zb_query_audit_span (ZbQuery *self, gint64 from, gint64 through)
{
  ZbQueryInterface *iface = ZB_QUERY_GET_IFACE (self);

  return iface->audit_span ? iface->audit_span (self, from, through) : refuse_unknown (ZB_TYPE_AUDIT_SPAN);
}
