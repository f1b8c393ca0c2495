/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-alert-deed.h"
#include "zb-answer.h"
#include "zb-audit-entry.h"
#include "zb-density.h"
#include "zb-entity.h"
#include "zb-figures.h"
#include "zb-layout.h"
#include "zb-telephone.h"

G_BEGIN_DECLS

ZB_DECLARE_RECORD (ZbRecommendation, zb_recommendation, RECOMMENDATION)
ZB_DECLARE_RECORD (ZbSearchHit, zb_search_hit, SEARCH_HIT)
ZB_DECLARE_RECORD (ZbChecker, zb_checker, CHECKER)
#define ZB_TYPE_RECOMMENDATION (zb_recommendation_get_type ())
#define ZB_TYPE_SEARCH_HIT (zb_search_hit_get_type ())
#define ZB_TYPE_CHECKER (zb_checker_get_type ())

/**
 * ZbRecommendation:
 * @unit: the id of a unit
 * @recommended: whether the platform would send it
 * @distance: metres as the crow flies, NAN where its place is not known
 * @road_distance: metres along the roads, NAN where no way is known
 * @distance_by: (nullable): what @minutes rests on: "road", or "crow" for @distance times 1.35
 * @minutes: an estimate of its way, NAN where its place is not known
 * @position_at: when its position was heard, µs UTC
 * @skills: those of the plan's skills that it has
 * @load: how many open assignments it has
 * @reasons_for: what speaks for it, as codes: "near", "skilled", "free", "own_area"
 * @reasons_against: what speaks against it: "busy", "unreachable", "off_duty", "far", "detour", "unskilled",
 * "stale_position"
 *
 * How well a unit fits a case, with reasons and with why-not.
 */
struct _ZbRecommendation
{
  ZbRecord parent_instance;
  char *unit;
  gboolean recommended;
  double distance;
  double road_distance;
  char *distance_by;
  double minutes;
  gint64 position_at;
  char **skills;
  gint64 load;
  char **reasons_for;
  char **reasons_against;
};

/**
 * ZbSearchHit:
 * @kind: "device", "area", "place", "alert", "case", "unit"
 * @id: (nullable): the id of the entity, %NULL for a place
 * @title: what it is called
 * @subtitle: (nullable): where it is, or what else tells it apart
 * @location: where it is
 */
struct _ZbSearchHit
{
  ZbRecord parent_instance;
  char *kind;
  char *id;
  char *title;
  char *subtitle;
  ZbPoint location;
};

/**
 * ZbChecker:
 * @account: the id of an account
 * @name: the person's name
 * @role: a #ZbRole
 * @load: how many cases it has to check already
 *
 * Who may check a case: as much of an account as a leader needs to choose.
 */
struct _ZbChecker
{
  ZbRecord parent_instance;
  char *account;
  char *name;
  int role;
  gint64 load;
};

/**
 * ZbFigureQuestion:
 * @from: the first day, YYYY-MM-DD
 * @to: the last day
 * @by: (nullable): what to group by, apart by commas: day, shift, subdistrict, organisation, kind
 * @subdistrict: (nullable): the id of the only subdistrict
 * @kind: (nullable): the only kind
 * @mode: of what is live, or of drills
 *
 * Which figures are asked for.
 */
typedef struct
{
  const char *from;
  const char *to;
  const char *by;
  const char *subdistrict;
  const char *kind;
  ZbMode mode;
} ZbFigureQuestion;

#define ZB_TYPE_QUERY (zb_query_get_type ())
G_DECLARE_INTERFACE (ZbQuery, zb_query, ZB, QUERY, GObject)

/**
 * ZbQueryInterface:
 * @recommend: see zb_query_recommend()
 * @search: see zb_query_search()
 * @timeline: see zb_query_timeline()
 * @fetch: see zb_query_fetch()
 * @checkers: see zb_query_checkers()
 * @figures: see zb_query_figures()
 * @figures_of_day: see zb_query_figures_of_day()
 * @density: see zb_query_density()
 * @preferences: see zb_query_preferences()
 * @layouts: (nullable): see zb_query_layouts()
 * @audit: (nullable): see zb_query_audit()
 * @audit_span: (nullable): see zb_query_audit_span()
 * @telephone: (nullable): see zb_query_telephone()
 * @history: (nullable): see zb_query_history()
 *
 * Whoever can ask the platform.
 */
struct _ZbQueryInterface
{
  GTypeInterface parent_iface;
  ZbAnswer *(*recommend) (ZbQuery *self, const char *case_id);
  ZbAnswer *(*search) (ZbQuery *self, const char *text);
  ZbAnswer *(*timeline) (ZbQuery *self, const char *case_id);
  ZbAnswer *(*fetch) (ZbQuery *self, ZbKind kind, const char *id);
  ZbAnswer *(*checkers) (ZbQuery *self, const char *case_id);
  ZbAnswer *(*figures) (ZbQuery *self, const ZbFigureQuestion *question);
  ZbAnswer *(*figures_of_day) (ZbQuery *self, ZbMode mode);
  ZbAnswer *(*density) (ZbQuery *self, guint hours, ZbMode mode);
  ZbAnswer *(*preferences) (ZbQuery *self);
  ZbAnswer *(*layouts) (ZbQuery *self);
  ZbAnswer *(*audit) (ZbQuery *self, const char *case_id);
  ZbAnswer *(*audit_span) (ZbQuery *self, gint64 from, gint64 through);
  ZbAnswer *(*telephone) (ZbQuery *self, const char *unit, ZbTelephoneDeed deed);
  ZbAnswer *(*history) (ZbQuery *self, const char *alert_id);
};

ZbAnswer *zb_query_recommend (ZbQuery *self, const char *case_id);
ZbAnswer *zb_query_search (ZbQuery *self, const char *text);
ZbAnswer *zb_query_timeline (ZbQuery *self, const char *case_id);
ZbAnswer *zb_query_fetch (ZbQuery *self, ZbKind kind, const char *id);
ZbAnswer *zb_query_checkers (ZbQuery *self, const char *case_id);
ZbAnswer *zb_query_figures (ZbQuery *self, const ZbFigureQuestion *question);
ZbAnswer *zb_query_figures_of_day (ZbQuery *self, ZbMode mode);
ZbAnswer *zb_query_density (ZbQuery *self, guint hours, ZbMode mode);
ZbAnswer *zb_query_preferences (ZbQuery *self);
ZbAnswer *zb_query_layouts (ZbQuery *self);
ZbAnswer *zb_query_audit (ZbQuery *self, const char *case_id);
ZbAnswer *zb_query_audit_span (ZbQuery *self, gint64 from, gint64 through);
ZbAnswer *zb_query_telephone (ZbQuery *self, const char *unit, ZbTelephoneDeed deed);
ZbAnswer *zb_query_history (ZbQuery *self, const char *alert_id);

G_END_DECLS
