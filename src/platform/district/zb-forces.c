/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who acts in the district: the centre, its subdistricts and committees, property companies and the
 * trades ("6+2+x"), and the units that they send. */
#include "zb-forces.h"

#include "zb-names.h"

#include <math.h>

#define N_PROPERTY_COMPANIES 64

typedef struct
{
  ZbForces *forces;
  const ZbGround *ground;
  ZbDice dice;
  guint centre, subdistricts, departments;
} Muster;

static ZbOrganisation *
add_organisation (Muster *muster, const char *kind, char *name, guint parent, const char *duties)
{
  GPtrArray *organisations = muster->forces->organisations;
  g_autofree char *id = zb_dice_make_id (muster->ground->seed, "organisation", organisations->len);
  ZbOrganisation *organisation = ZB_ORGANISATION (zb_entity_new (ZB_KIND_ORGANISATION, id));
  organisation->kind = g_strdup (kind);
  organisation->name = name;
  organisation->duties = g_strsplit (duties, " ", -1);
  organisation->contact = g_strdup_printf ("021-6205%04u", zb_dice_pick (&muster->dice, 10000));
  if (parent != G_MAXUINT)
    organisation->parent = g_strdup (((ZbEntity *)organisations->pdata[parent])->id);
  g_ptr_array_add (organisations, organisation);
  return organisation;
}

static const char *
area_id (Muster *muster, ZbAreaKind kind, guint n)
{
  const ZbQuarters *quarters = muster->ground->quarters;
  return ((ZbEntity *)quarters->areas->pdata[quarters->first[kind] + n])->id;
}

static void
serve (ZbOrganisation *organisation, const char *area)
{
  guint n = organisation->areas ? g_strv_length (organisation->areas) : 0;
  organisation->areas = g_renew (char *, organisation->areas, n + 2);
  organisation->areas[n] = g_strdup (area);
  organisation->areas[n + 1] = NULL;
}

static const char *
subdistrict_name (Muster *muster, guint n)
{
  return ((ZbSurface *)muster->ground->fabric->facts->subdistricts->pdata[n])->name;
}

static void
add_administration (Muster *muster)
{
  const ZbQuarters *quarters = muster->ground->quarters;
  muster->centre = muster->forces->organisations->len;
  serve (add_organisation (muster, "centre", g_strdup ("长宁区城市运行管理中心"), G_MAXUINT,
                           "值守 研判 派遣 督办"),
         area_id (muster, ZB_AREA_DISTRICT, 0));
  muster->subdistricts = muster->forces->organisations->len;
  for (guint i = 0; i < ZB_N_SUBDISTRICTS; i++)
    serve (add_organisation (muster, "subdistrict",
                             g_strdup_printf ("%s综治中心", subdistrict_name (muster, i)), muster->centre,
                             "巡查 调解 处置 核查"),
           area_id (muster, ZB_AREA_SUBDISTRICT, i));
  for (guint i = 0; i < quarters->count[ZB_AREA_COMMITTEE]; i++)
    {
      const ZbArea *area = quarters->areas->pdata[quarters->first[ZB_AREA_COMMITTEE] + i];
      guint subdistrict = 0;
      while (g_strcmp0 (area->parent, area_id (muster, ZB_AREA_SUBDISTRICT, subdistrict)) != 0)
        subdistrict++;
      serve (add_organisation (muster, "committee", g_strdup (area->name), muster->subdistricts + subdistrict,
                               "走访 调解 巡查"),
             ((const ZbEntity *)area)->id);
    }
}

static void
add_property_companies (Muster *muster)
{
  static const char *const stems[] = { "新长宁", "天山", "仙霞",   "虹桥", "古北", "新泾", "华阳", "江苏",
                                       "万科",   "绿地", "陆家嘴", "仲量", "明华", "高力", "上房", "东湖" };
  const ZbQuarters *quarters = muster->ground->quarters;
  guint first = muster->forces->organisations->len;
  for (guint i = 0; i < N_PROPERTY_COMPANIES; i++)
    add_organisation (muster, "property",
                      g_strdup_printf ("%s物业第%u服务中心", stems[i % G_N_ELEMENTS (stems)],
                                       i / (guint)G_N_ELEMENTS (stems) + 1),
                      muster->centre, "车棚 门禁 消防通道 电梯");
  for (guint i = 0; i < quarters->communities->len; i++)
    {
      guint company =
          (i * N_PROPERTY_COMPANIES / quarters->communities->len + zb_dice_pick (&muster->dice, 3)) %
          N_PROPERTY_COMPANIES;
      serve (muster->forces->organisations->pdata[first + company], area_id (muster, ZB_AREA_COMMUNITY, i));
    }
}

/* The trades; those that are marked have a branch in every subdistrict. */
static const struct
{
  const char *kind, *name, *branch, *duties;
} trades[] = {
  { "department", "长宁区城管执法局", "城管执法中队", "占道经营 跨门经营 暴露垃圾 乱堆物料 渣土" },
  { "department", "长宁区绿化市容局环卫所", NULL, "清扫保洁 垃圾清运 河道保洁" },
  { "department", "长宁区排水管理所", NULL, "积水 井下水位 雨污水井" },
  { "department", "长宁区市政养护中心", NULL, "道路 护栏 路灯 井盖" },
  { "department", "长宁交警支队", NULL, "机动车违停 渣土车 交通疏导" },
  { "department", "长宁公安分局", "派出所", "治安 高空抛物 纠纷 秩序" },
  { "department", "长宁区民政局养老服务中心", NULL, "老人求助 居家养老" },
  { "emergency", "长宁消防救援支队", "微型消防站", "火灾 烟雾 燃气 消防通道" },
  { "emergency", "上海燃气市北抢修中心", NULL, "燃气泄漏" },
  { "emergency", "长宁区急救中心", NULL, "急救" },
};
enum
{
  CITY_MANAGEMENT,
  CLEANSING,
  DRAINAGE,
  MAINTENANCE,
  TRAFFIC,
  POLICE,
  CARE,
  FIRE
};

static void
add_trades (Muster *muster)
{
  guint first = muster->departments = muster->forces->organisations->len;
  for (guint i = 0; i < G_N_ELEMENTS (trades); i++)
    serve (add_organisation (muster, trades[i].kind, g_strdup (trades[i].name), muster->centre,
                             trades[i].duties),
           area_id (muster, ZB_AREA_DISTRICT, 0));
  for (guint i = 0; i < G_N_ELEMENTS (trades); i++)
    for (guint k = 0; trades[i].branch && k < ZB_N_SUBDISTRICTS; k++)
      serve (add_organisation (muster, trades[i].kind,
                               g_strdup_printf ("%s%s", zb_names_subdistrict_short (k), trades[i].branch),
                               first + i, trades[i].duties),
             area_id (muster, ZB_AREA_SUBDISTRICT, k));
}

static void
add_unit (Muster *muster, char *call_sign, guint organisation, guint subdistrict, const char *skills)
{
  const ZbGround *ground = muster->ground;
  GPtrArray *units = muster->forces->units;
  g_autofree char *id = zb_dice_make_id (ground->seed, "unit", units->len);
  ZbUnit *unit = ZB_UNIT (zb_entity_new (ZB_KIND_UNIT, id));
  const ZbJunction *start;
  do
    start = ground->net->nodes->pdata[g_array_index (
        ground->net->junctions, guint, zb_dice_pick (&muster->dice, ground->net->junctions->len))];
  while (
      !zb_fabric_find_block (ground->fabric, start->spot) ||
      (subdistrict != G_MAXUINT && zb_fabric_find_subdistrict (ground->fabric, start->spot) != subdistrict));
  unit->call_sign = call_sign;
  unit->organisation = g_strdup (((ZbEntity *)muster->forces->organisations->pdata[organisation])->id);
  unit->area = g_strdup (subdistrict == G_MAXUINT ? area_id (muster, ZB_AREA_DISTRICT, 0)
                                                  : area_id (muster, ZB_AREA_SUBDISTRICT, subdistrict));
  unit->skills = g_strsplit (skills, " ", -1);
  unit->on_duty = !zb_dice_chance (&muster->dice, 0.05);
  unit->location = zb_xy_to_point (start->spot);
  unit->accuracy = round (zb_dice_between (&muster->dice, 3, 12));
  unit->heading = unit->speed = NAN;
  unit->status = ZB_UNIT_UNREACHABLE;
  unit->source = g_strdup ("registry");
  g_ptr_array_add (units, unit);
  g_array_append_val (muster->forces->beats, subdistrict);
}

/* Numbers on the doors of the patrol cars, by subdistrict, as they happen to be in use. */
static const guint patrol_numbers[ZB_N_SUBDISTRICTS][5] = {
  { 1, 3, 5, 8, 9 }, { 1, 2, 3 }, { 1, 2, 4 }, { 2, 5, 7, 11 }, { 1, 3, 6 },
  { 1, 2, 4 },       { 1, 3, 5 }, { 1, 2, 5 }, { 1, 2, 4 },     { 1, 2, 3 },
};

static const char *const patrol_skills[] = { "巡查 消防初起 秩序维护", "巡查 纠纷调解 秩序维护",
                                             "巡查 急救 消防初起", "巡查 停车劝导 井盖处置" };

static void
add_patrols (Muster *muster)
{
  for (guint i = 0; i < ZB_N_SUBDISTRICTS; i++)
    for (guint k = 0; k < 5 && patrol_numbers[i][k]; k++)
      {
        g_autofree char *called = zb_names_without_suffix (zb_names_subdistrict_short (i));
        add_unit (muster, g_strdup_printf ("%s %02u", called, patrol_numbers[i][k]), muster->subdistricts + i,
                  i, patrol_skills[(i + k) % G_N_ELEMENTS (patrol_skills)]);
      }
}

static const struct
{
  const char *call_sign;
  guint trade;
  guint numbers[10];
  const char *skills;
} teams[] = {
  { "城管", CITY_MANAGEMENT, { 2, 5, 7, 11, 14, 16, 18, 21, 23, 26 }, "市容执法 停车劝导 乱堆物料清理" },
  { "环卫", CLEANSING, { 1, 2, 3, 6, 8 }, "清扫保洁 垃圾清运 河道保洁" },
  { "排水", DRAINAGE, { 1, 2, 4, 5 }, "排水抢险 井盖处置" },
  { "养护", MAINTENANCE, { 1, 3, 4, 7 }, "道路养护 路灯维修 井盖处置" },
  { "微消", FIRE, { 1, 2, 4, 6, 9 }, "消防初起 燃气处置 通道清理" },
  { "特勤", POLICE, { 1, 2 }, "秩序维护 人群疏导 急救" },
};

static void
add_teams (Muster *muster)
{
  for (guint i = 0; i < G_N_ELEMENTS (teams); i++)
    for (guint k = 0; k < G_N_ELEMENTS (teams[i].numbers) && teams[i].numbers[k]; k++)
      add_unit (muster, g_strdup_printf ("%s %02u", teams[i].call_sign, teams[i].numbers[k]),
                muster->departments + teams[i].trade, i == 0 ? k : G_MAXUINT, teams[i].skills);
}

/**
 * zb_forces_new:
 * @ground: streets, the road graph and the areas
 *
 * Returns: (transfer full): who acts in the district
 */
ZbForces *
zb_forces_new (const ZbGround *ground)
{
  ZbForces *self = g_new0 (ZbForces, 1);
  Muster muster = { self, ground, zb_dice_new (ground->seed, "forces"), 0, 0, 0 };
  self->organisations = g_ptr_array_new_with_free_func (g_object_unref);
  self->units = g_ptr_array_new_with_free_func (g_object_unref);
  self->beats = g_array_new (FALSE, FALSE, sizeof (guint));
  add_administration (&muster);
  add_property_companies (&muster);
  add_trades (&muster);
  add_patrols (&muster);
  add_teams (&muster);
  g_assert (self->units->len == ZB_N_UNITS);
  return self;
}

/**
 * zb_forces_free:
 * @self: (transfer full): the forces
 */
void
zb_forces_free (ZbForces *self)
{
  g_ptr_array_unref (self->organisations);
  g_ptr_array_unref (self->units);
  g_array_unref (self->beats);
  g_free (self);
}
