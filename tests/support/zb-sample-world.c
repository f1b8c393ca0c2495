/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A world to look at: the desk of the design's pictures, with its 47 alerts and 23 cases. People
 * and house numbers are invented. It comes in by the world's one door, as any event does. */
#include "zb-sample-world.h"

#include "zb-algorithm.h"
#include "zb-alert-kind.h"
#include "zb-area.h"
#include "zb-assignment.h"
#include "zb-device.h"
#include "zb-organisation.h"
#include "zb-plan.h"
#include "zb-unit.h"

#define MINUTE ((gint64)60 * G_USEC_PER_SEC)

static void
put (ZbWorld *world, const char *type, gpointer entity)
{
  g_autoptr (ZbEntity) owned = entity;
  g_autoptr (ZbEvent) event = NULL;

  if (owned->version == 0)
    owned->version = 1;
  if (owned->mode == ZB_MODE_NONE)
    owned->mode = ZB_MODE_LIVE;
  event = zb_event_new (type, owned, 0);
  zb_world_apply (world, event);
}

/* --- places and people ------------------------------------------------------------------------ */

static const struct
{
  const char *id, *name, *code, *parent;
  ZbAreaKind kind;
} areas[] = {
  { "area-cn", "长宁区", "310105", NULL, ZB_AREA_DISTRICT },
  { "area-ts", "天山路街道", "310105006", "area-cn", ZB_AREA_SUBDISTRICT },
  { "area-hy", "华阳路街道", "310105001", "area-cn", ZB_AREA_SUBDISTRICT },
  { "area-jsl", "江苏路街道", "310105002", "area-cn", ZB_AREA_SUBDISTRICT },
  { "area-xj", "新泾镇", "310105102", "area-cn", ZB_AREA_SUBDISTRICT },
  { "area-hq", "虹桥街道", "310105010", "area-cn", ZB_AREA_SUBDISTRICT },
  { "area-ty", "天义居委会", "310105006007", "area-ts", ZB_AREA_COMMITTEE },
  { "area-ts07", "TS-07", "TS-07", "area-ty", ZB_AREA_GRID },
};

static const struct
{
  const char *id, *kind, *name, *area, *contact;
} organisations[] = {
  { "org-centre", "department", "长宁区综治中心", "area-cn", "021-0000 0000" },
  { "org-ts", "subdistrict", "天山路街道", "area-ts", "街道值班 孙倩" },
  { "org-hy", "subdistrict", "华阳路街道", "area-hy", "值班 孙倩" },
  { "org-jsl", "subdistrict", "江苏路街道", "area-jsl", NULL },
  { "org-xj", "subdistrict", "新泾镇", "area-xj", NULL },
  { "org-hq", "subdistrict", "虹桥街道", "area-hq", NULL },
  { "org-ty", "committee", "天义居委会", "area-ty", "网格长 周敏" },
  { "org-cg", "department", "城管执法", "area-cn", NULL },
  { "org-hw", "department", "区环卫", "area-cn", NULL },
  { "org-fire", "emergency", "区消防救援支队", "area-cn", NULL },
  { "org-patrol", "subdistrict", "综治巡逻", "area-ts", NULL },
  { "org-micro", "emergency", "微型消防", "area-ts", NULL },
  { "org-wy", "property", "武夷物业", "area-hy", NULL },
};

static const struct
{
  const char *id, *call_sign, *organisation, *skills;
  double lon, lat, accuracy;
  int seconds, status;
} units[] = {
  { "unit-ts03", "天山 03", "org-patrol", "灭火器材,急救", 121.4012, 31.2135, 8, 32, ZB_UNIT_AVAILABLE },
  { "unit-micro", "天义微型消防站", "org-micro", "初期火情处置", 121.3975, 31.2162, 5, 18,
    ZB_UNIT_AVAILABLE },
  { "unit-cg21", "城管 21", "org-cg", "交通疏导", 121.4095, 31.2168, 30, 110, ZB_UNIT_AVAILABLE },
  { "unit-hq11", "虹桥 11", "org-patrol", "劝导", 121.3920, 31.2040, 12, 40, ZB_UNIT_BUSY },
  { "unit-ts07", "天山 07", "org-patrol", "劝导", 121.3960, 31.2090, 20, 660, ZB_UNIT_UNREACHABLE },
  { "unit-hw06", "环卫 06", "org-hw", "清运", 121.4200, 31.2180, 9, 25, ZB_UNIT_AVAILABLE },
  { "unit-cg14", "城管 14", "org-cg", "劝导", 121.4210, 31.2190, 9, 25, ZB_UNIT_AVAILABLE },
};

static void
put_places (ZbWorld *world, gint64 now)
{
  for (gsize i = 0; i < G_N_ELEMENTS (areas); i++)
    {
      ZbArea *area = ZB_AREA (zb_entity_new (ZB_KIND_AREA, areas[i].id));
      area->kind = areas[i].kind;
      area->name = g_strdup (areas[i].name);
      area->code = g_strdup (areas[i].code);
      area->parent = g_strdup (areas[i].parent);
      put (world, "area.updated", area);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (organisations); i++)
    {
      ZbOrganisation *it = ZB_ORGANISATION (zb_entity_new (ZB_KIND_ORGANISATION, organisations[i].id));
      it->kind = g_strdup (organisations[i].kind);
      it->name = g_strdup (organisations[i].name);
      it->areas = g_strsplit (organisations[i].area, ",", -1);
      it->contact = g_strdup (organisations[i].contact);
      put (world, "organisation.updated", it);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    {
      ZbUnit *unit = ZB_UNIT (zb_entity_new (ZB_KIND_UNIT, units[i].id));
      unit->call_sign = g_strdup (units[i].call_sign);
      unit->organisation = g_strdup (units[i].organisation);
      unit->area = g_strdup ("area-ts");
      unit->skills = g_strsplit (units[i].skills, ",", -1);
      unit->on_duty = TRUE;
      unit->location = (ZbPoint){ units[i].lon, units[i].lat };
      unit->accuracy = units[i].accuracy;
      unit->as_of = now - (gint64)units[i].seconds * G_USEC_PER_SEC;
      unit->status = units[i].status;
      put (world, "unit.moved", unit);
    }
}

static const struct
{
  const char *id, *name, *number;
  ZbRole role;
} accounts[] = {
  { ZB_SAMPLE_OFFICER, "陈值班", "CN0386", ZB_ROLE_DUTY_OFFICER },
  { "account-li", "李值班", "CN0387", ZB_ROLE_DUTY_OFFICER },
  { "account-wang", "王值班", "CN0388", ZB_ROLE_DUTY_OFFICER },
  { "account-leader", "赵班长", "CN0300", ZB_ROLE_DUTY_LEADER },
  { "account-wu", "吴倩", "CN0721", ZB_ROLE_CHECKER },
  { "account-qian", "钱敏", "CN0722", ZB_ROLE_CHECKER },
};

static void
put_accounts (ZbWorld *world)
{
  for (gsize i = 0; i < G_N_ELEMENTS (accounts); i++)
    {
      ZbAccount *account = ZB_ACCOUNT (zb_entity_new (ZB_KIND_ACCOUNT, accounts[i].id));
      account->username = g_strdup (accounts[i].id);
      account->name = g_strdup (accounts[i].name);
      account->number = g_strdup (accounts[i].number);
      account->role = accounts[i].role;
      account->areas = g_strsplit ("area-cn", ",", -1);
      account->organisation = g_strdup ("org-centre");
      account->enabled = TRUE;
      put (world, "account.updated", account);
    }
}

/* --- plans and algorithms ---------------------------------------------------------------------- */

static const struct
{
  const char *id, *name, *release, *kinds;
  double threshold;
  ZbReviewState review;
} algorithms[] = {
  { "algorithm-fire", "烟火识别", "v3.2.1", "smoke_fire,shed_smoke", 0.80, ZB_REVIEW_APPROVED },
  { "algorithm-ebike", "电梯入梯识别", "v2.1.0", "ebike_indoors", 0.75, ZB_REVIEW_APPROVED },
  { "algorithm-crowd", "密度估计", "v1.8.2", "overcrowding", 0.70, ZB_REVIEW_APPROVED },
  { "algorithm-lane", "通道占用", "v2.0.4", "blocked_fire_lane", 0.75, ZB_REVIEW_APPROVED },
  { "algorithm-stall", "占道经营", "v2.4.0", "street_vending,shop_overflow", 0.75, ZB_REVIEW_APPROVED },
  { "algorithm-parking", "违停检测", "v4.0.1", "illegal_parking", 0.80, ZB_REVIEW_APPROVED },
  { "algorithm-garbage", "暴露垃圾", "v2.4.0", "exposed_garbage", 0.75, ZB_REVIEW_APPROVED },
  { "algorithm-bikes", "单车淤积", "v1.6.0", "misparked_bikes", 0.75, ZB_REVIEW_APPROVED },
};

static void
put_algorithms (ZbWorld *world, gint64 now)
{
  for (gsize i = 0; i < G_N_ELEMENTS (algorithms); i++)
    {
      ZbAlgorithm *it = ZB_ALGORITHM (zb_entity_new (ZB_KIND_ALGORITHM, algorithms[i].id));
      it->name = g_strdup (algorithms[i].name);
      it->release = g_strdup (algorithms[i].release);
      it->vendor = g_strdup ("区算法仓");
      it->kinds = g_strsplit (algorithms[i].kinds, ",", -1);
      it->threshold = algorithms[i].threshold;
      it->use = ZB_ALGORITHM_ASSIST;
      it->review = g_object_new (ZB_TYPE_REVIEW, NULL);
      it->review->state = algorithms[i].review;
      it->review->until = now + 90 * 24 * 60 * MINUTE;
      put (world, "algorithm.updated", it);
    }
}

static const struct
{
  const char *id, *kind, *name, *checklist, *checks;
} plans[] = {
  { "plan-fire", "shed_smoke", "车棚火情",
    "核对实时画面|致电物业消控室，要求断开充电电源|派最近力量到场，携带灭火器材|通知微型消防站|通报 119 "
    "联动席",
    "明火已扑灭|电源已断开" },
  { "plan-garbage", "exposed_garbage", "暴露垃圾", "核对实时画面|派环卫清运",
    "垃圾已清除|地面无残留污渍|警示牌已安装" },
  { "plan-flood", "water_level", "下立交积水", "核对液位|封闭下立交|通知排水所", "积水已排尽" },
};

static ZbPlanTimes *
new_times (ZbSeverity severity, int accept, int arrive, int finish)
{
  ZbPlanTimes *times = g_object_new (ZB_TYPE_PLAN_TIMES, NULL);

  times->severity = severity;
  times->accept = accept;
  times->arrive = arrive;
  times->finish = finish;
  return times;
}

static void
put_plans (ZbWorld *world)
{
  for (gsize i = 0; i < G_N_ELEMENTS (plans); i++)
    {
      ZbPlan *plan = ZB_PLAN (zb_entity_new (ZB_KIND_PLAN, plans[i].id));
      plan->kind = g_strdup (plans[i].kind);
      plan->name = g_strdup (plans[i].name);
      plan->edition = 5;
      plan->checklist = g_strsplit (plans[i].checklist, "|", -1);
      plan->checks = g_strsplit (plans[i].checks, "|", -1);
      plan->skills = g_strsplit ("灭火器材,急救,初期火情处置", ",", -1);
      plan->times = g_ptr_array_new_with_free_func (g_object_unref);
      g_ptr_array_add (plan->times, new_times (ZB_SEVERITY_URGENT, 5, 20, 240));
      g_ptr_array_add (plan->times, new_times (ZB_SEVERITY_HIGH, 10, 30, 480));
      g_ptr_array_add (plan->times, new_times (ZB_SEVERITY_MEDIUM, 30, 60, 1440));
      g_ptr_array_add (plan->times, new_times (ZB_SEVERITY_LOW, 60, 120, 2880));
      put (world, "plan.updated", plan);
    }
}

/* --- alerts ------------------------------------------------------------------------------------ */

typedef struct
{
  const char *kind, *title, *place;
  ZbSeverity severity;
  int occurrences;
  const char *algorithm, *source;
  double score;
  const char *claimed_by, *claimed_name;
  int age;
} AlertRow;

#define ME ZB_SAMPLE_OFFICER, "陈值班"
#define LI "account-li", "李值班"
#define WANG "account-wang", "王值班"
#define FREE NULL, NULL

static const AlertRow alert_rows[] = {
  { "shed_smoke", "车棚疑似明火", "天山路 889 弄 · 3 号车棚", ZB_SEVERITY_URGENT, 3, "algorithm-fire", NULL,
    0.93, ME, 1 },
  { "cover_open", "井盖移位", "虹桥路 1440 号 · 非机动车道", ZB_SEVERITY_URGENT, 1, NULL, "井盖传感", 0, FREE,
    3 },
  { "ebike_indoors", "电动自行车进楼", "仙霞路 700 弄 12 号门", ZB_SEVERITY_HIGH, 2, "algorithm-ebike", NULL,
    0.88, FREE, 4 },
  { "water_level", "下立交积水 28 cm", "延安西路 · 古北路下立交", ZB_SEVERITY_HIGH, 5, NULL, "液位传感", 0,
    LI, 6 },
  { "overcrowding", "人员密集", "凯旋路 · 中山公园 3 号口", ZB_SEVERITY_HIGH, 4, "algorithm-crowd", NULL,
    0.82, WANG, 8 },
  { "blocked_fire_lane", "消防通道占用", "江苏路 46 弄 · 北侧通道", ZB_SEVERITY_HIGH, 2, "algorithm-lane",
    NULL, 0.90, FREE, 11 },
  { "shed_overheat", "车棚温度超限 68 ℃", "北渔路 95 弄 · 1 号车棚", ZB_SEVERITY_HIGH, 1, NULL, "温感", 0, LI,
    12 },
  { "gate_held_open", "单元门常开超 30 分钟", "新华路 365 弄 6 号门", ZB_SEVERITY_HIGH, 1, NULL, "智能门禁",
    0, FREE, 14 },
  { "street_vending", "占道经营", "娄山关路 · 仙霞路东北角", ZB_SEVERITY_MEDIUM, 6, "algorithm-stall", NULL,
    0.91, ME, 9 },
  { "illegal_parking", "机动车违停", "水城路 · 安龙路口", ZB_SEVERITY_MEDIUM, 3, "algorithm-parking", NULL,
    0.95, FREE, 13 },
  { "exposed_garbage", "垃圾暴露", "武夷路 320 弄口", ZB_SEVERITY_MEDIUM, 2, "algorithm-garbage", NULL, 0.86,
    FREE, 16 },
  { "misparked_bikes", "共享单车淤积", "威宁路地铁站 2 号口", ZB_SEVERITY_MEDIUM, 4, "algorithm-bikes", NULL,
    0.89, FREE, 18 },
  { "shop_overflow", "跨门经营", "定西路 1277 号", ZB_SEVERITY_MEDIUM, 1, "algorithm-stall", NULL, 0.79, ME,
    21 },
  { "device_tamper", "画面被遮挡", "哈密路 · 泉口路口", ZB_SEVERITY_LOW, 1, NULL, "视频质量诊断", 0, FREE,
    24 },
  { "shed_charging", "充电桩离线", "剑河路 599 弄 · 2 号车棚", ZB_SEVERITY_LOW, 1, NULL, "智能车棚", 0, FREE,
    31 },
};

static ZbAttachment *
new_picture (const char *id, const char *label, const char *phase, gint64 at)
{
  ZbAttachment *picture = g_object_new (ZB_TYPE_ATTACHMENT, NULL);

  picture->id = g_strdup (id);
  picture->mime = g_strdup ("image/png");
  picture->label = g_strdup (label);
  picture->phase = g_strdup (phase);
  picture->at = at;
  return picture;
}

static void
put_alert (ZbWorld *world, int number, const AlertRow *row, gint64 now)
{
  g_autofree char *id = g_strdup_printf ("alert-%02d", number);
  ZbAlert *alert = ZB_ALERT (zb_entity_new (ZB_KIND_ALERT, id));

  alert->kind = g_strdup (row->kind);
  alert->title = g_strdup (row->title);
  alert->place = g_strdup (row->place);
  alert->severity = row->severity;
  alert->occurrences = row->occurrences;
  alert->algorithm = g_strdup (row->algorithm);
  alert->source = g_strdup (row->source ? row->source : "区算法仓");
  if (row->algorithm)
    alert->score = row->score;
  alert->area = g_strdup ("area-ts07");
  alert->location = (ZbPoint){ 121.3990 + number * 0.0007, 31.2150 + (number % 7) * 0.001 };
  alert->last_at = now - row->age * MINUTE - (47 - number) * 100000;
  alert->first_at = alert->last_at - (row->occurrences - 1) * 77 * G_USEC_PER_SEC;
  alert->state = row->claimed_by ? ZB_ALERT_CLAIMED : ZB_ALERT_NEW;
  if (row->claimed_by)
    {
      alert->claim = g_object_new (ZB_TYPE_CLAIM, NULL);
      alert->claim->by = g_strdup (row->claimed_by);
      alert->claim->by_name = g_strdup (row->claimed_name);
      alert->claim->until = now + 60 * MINUTE;
    }
  alert->evidence = g_ptr_array_new_with_free_func (g_object_unref);
  if (row->algorithm)
    for (int i = 1; i <= 3; i++)
      g_ptr_array_add (alert->evidence, new_picture ("picture-shed", "烟雾 0.93", NULL,
                                                     alert->last_at - (3 - i) * 70 * G_USEC_PER_SEC));
  put (world, "alert.raised", alert);
}

static void
put_alerts (ZbWorld *world, gint64 now)
{
  static const int left[] = { 0, 13, 16, 3, 0 };
  int number = G_N_ELEMENTS (alert_rows);

  for (gsize i = 0; i < G_N_ELEMENTS (alert_rows); i++)
    put_alert (world, i, &alert_rows[i], now);
  for (ZbSeverity severity = ZB_SEVERITY_HIGH; severity >= ZB_SEVERITY_LOW; severity--)
    for (int i = 0; i < left[severity]; i++)
      {
        AlertRow row = alert_rows[severity == ZB_SEVERITY_LOW ? 13 + i % 2 : 8 + i % 5];
        row.severity = severity;
        row.age = 35 + number;
        if (number % 4 == 0)
          row.claimed_by = "account-li", row.claimed_name = "李值班";
        else
          row.claimed_by = row.claimed_name = NULL;
        put_alert (world, number++, &row, now);
      }
}

/* --- cases --------------------------------------------------------------------------------------- */

typedef struct
{
  const char *number, *kind, *title, *place;
  ZbSeverity severity;
  ZbStep step;
  const char *handler;
  int assignment_state, left, total, updated;
} CaseRow;

static const CaseRow case_rows[] = {
  { NULL, "exposed_garbage", "垃圾满溢", "遵义路 100 号", ZB_SEVERITY_LOW, ZB_STEP_COLLECTED, NULL, 0, 0, 0,
    2 },
  { NULL, "citizen_report", "噪声投诉", "兴义路 48 弄", ZB_SEVERITY_MEDIUM, ZB_STEP_COLLECTED, NULL, 0, 0, 0,
    1 },
  { "0418", "streetlight_out", "路灯不亮", "北新泾地铁站", ZB_SEVERITY_LOW, ZB_STEP_FILED, NULL, 0, 0, 0, 2 },
  { "0417", "shed_smoke", "车棚疑似明火", "天山路 889 弄 · 3 号车棚", ZB_SEVERITY_URGENT, ZB_STEP_FILED, NULL,
    0, 0, 0, 1 },
  { "0416", "gas_leak", "燃气浓度超限", "江苏路 285 弄 · 9 号楼", ZB_SEVERITY_URGENT, ZB_STEP_DISPATCHED,
    "org-jsl", ZB_ASSIGNMENT_SENT, 192, 300, 1 },
  { "0414", "shed_overheat", "车棚温度超限", "北渔路 95 弄 · 1 号车棚", ZB_SEVERITY_HIGH, ZB_STEP_DISPATCHED,
    "org-xj", ZB_ASSIGNMENT_SENT, 48, 600, 3 },
  { "0413", "damaged_rail", "护栏倒伏", "中山西路 · 玉屏南路口", ZB_SEVERITY_HIGH, ZB_STEP_DISPATCHED,
    "org-hq", ZB_ASSIGNMENT_SENT, 260, 600, 6 },
  { "0388", "water_level", "下立交积水", "延安西路 · 古北路下立交", ZB_SEVERITY_HIGH, ZB_STEP_HANDLING,
    "unit-hw06", ZB_ASSIGNMENT_ON_SCENE, -365, 1800, 2 },
  { "0402", "overcrowding", "人员密集", "凯旋路 · 中山公园 3 号口", ZB_SEVERITY_HIGH, ZB_STEP_HANDLING,
    "unit-ts03", ZB_ASSIGNMENT_ACCEPTED, 760, 7200, 4 },
  { "0399", "street_vending", "占道经营", "娄山关路 · 仙霞路东北角", ZB_SEVERITY_MEDIUM, ZB_STEP_HANDLING,
    "unit-cg21", ZB_ASSIGNMENT_EN_ROUTE, 2478, 5400, 9 },
  { "0396", "misparked_bikes", "共享单车淤积", "中山公园地铁 5 号口", ZB_SEVERITY_MEDIUM, ZB_STEP_HANDLING,
    "unit-hq11", ZB_ASSIGNMENT_ACCEPTED, 4929, 10800, 12 },
  { "0381", "shop_overflow", "跨门经营", "定西路 1277 号", ZB_SEVERITY_MEDIUM, ZB_STEP_HANDLING, "unit-cg14",
    ZB_ASSIGNMENT_ON_SCENE, 7544, 10800, 18 },
  { "0380", "illegal_parking", "机动车违停", "水城路 · 安龙路口", ZB_SEVERITY_MEDIUM, ZB_STEP_HANDLING,
    "unit-cg14", ZB_ASSIGNMENT_ACCEPTED, 8544, 10800, 22 },
  { "0379", "illegal_parking", "机动车违停", "安龙路 120 号", ZB_SEVERITY_MEDIUM, ZB_STEP_HANDLING,
    "unit-cg21", ZB_ASSIGNMENT_ACCEPTED, 8644, 10800, 23 },
  { "0378", "floating_debris", "河道漂浮物", "苏州河 · 中山西路桥", ZB_SEVERITY_LOW, ZB_STEP_HANDLING,
    "unit-hw06", ZB_ASSIGNMENT_ACCEPTED, 9544, 14400, 24 },
  { "0376", "piled_goods", "乱堆物料", "长宁路 1027 号", ZB_SEVERITY_LOW, ZB_STEP_HANDLING, "unit-hw06",
    ZB_ASSIGNMENT_ACCEPTED, 9944, 14400, 25 },
  { "0377", "damaged_rail", "护栏破损", "水城路 · 安龙路口", ZB_SEVERITY_MEDIUM, ZB_STEP_REPORTED,
    "unit-cg14", ZB_ASSIGNMENT_DONE, 1710, 3600, 15 },
  { "0369", "streetlight_out", "路灯不亮", "剑河路 599 弄口", ZB_SEVERITY_LOW, ZB_STEP_REPORTED, "org-cg",
    ZB_ASSIGNMENT_DONE, 11400, 14400, 22 },
  { "0361", "misparked_bikes", "非机动车乱停", "泉口路 58 号", ZB_SEVERITY_LOW, ZB_STEP_REPORTED, "org-xj",
    ZB_ASSIGNMENT_DONE, 13330, 14400, 25 },
  { "0392", "exposed_garbage", "暴露垃圾", "武夷路 320 弄口", ZB_SEVERITY_MEDIUM, ZB_STEP_CHECKING,
    "unit-hw06", ZB_ASSIGNMENT_DONE, 2480, 7200, 8 },
  { "0364", "ebike_indoors", "电动自行车进楼", "茅台路 600 弄 3 号门", ZB_SEVERITY_HIGH, ZB_STEP_CHECKING,
    "unit-ts03", ZB_ASSIGNMENT_DONE, 1135, 7200, 26 },
  { "0358", "illegal_parking", "机动车违停", "古北路 · 玉屏南路口", ZB_SEVERITY_MEDIUM, ZB_STEP_CHECKING,
    "unit-cg14", ZB_ASSIGNMENT_DONE, 4320, 7200, 31 },
  { "0355", "piled_goods", "乱堆物料", "延安西路 2299 号", ZB_SEVERITY_LOW, ZB_STEP_CHECKING, "unit-hw06",
    ZB_ASSIGNMENT_DONE, 6320, 7200, 33 },
  { "0350", "exposed_garbage", "暴露垃圾", "芙蓉江路 200 弄", ZB_SEVERITY_LOW, ZB_STEP_CLOSED, "unit-hw06",
    ZB_ASSIGNMENT_DONE, 0, 0, 41 },
  { "0349", "street_vending", "占道经营", "虹桥路 996 弄", ZB_SEVERITY_MEDIUM, ZB_STEP_CLOSED, "unit-cg21",
    ZB_ASSIGNMENT_DONE, 0, 0, 55 },
};

static void
add_steps (ZbCase *it, gint64 now, int updated)
{
  static const int minutes[] = { 0, 231, 229, 227, 224, 171, 27, 8 };
  static const char *const by[] = { NULL, NULL, "陈值班", "陈值班", "孙倩", "环卫 06", "系统", "吴倩" };

  it->steps = g_ptr_array_new_with_free_func (g_object_unref);
  for (int step = ZB_STEP_COLLECTED; step <= MIN (it->step, ZB_STEP_CLOSED); step++)
    {
      ZbStepTime *time = g_object_new (ZB_TYPE_STEP_TIME, NULL);
      time->step = step;
      time->at = now - (minutes[step] + updated - 8) * MINUTE;
      time->by = g_strdup (by[step]);
      g_ptr_array_add (it->steps, time);
    }
}

static void
add_checklist (ZbCase *it, const char *lines, const char *stage, int n_done, gint64 now)
{
  g_auto (GStrv) texts = g_strsplit (lines, "|", -1);

  if (!it->checklist)
    it->checklist = g_ptr_array_new_with_free_func (g_object_unref);
  for (int i = 0; texts[i]; i++)
    {
      ZbCheckItem *item = g_object_new (ZB_TYPE_CHECK_ITEM, NULL);
      item->text = g_strdup (texts[i]);
      item->stage = g_strdup (stage);
      item->done = i < n_done;
      item->at = item->done ? now - (i + 1) * MINUTE : 0;
      item->by = item->done ? g_strdup ("吴倩") : NULL;
      g_ptr_array_add (it->checklist, item);
    }
}

static void
add_assignment (ZbWorld *world, ZbCase *it, const char *id, const char *to, int state, const char *note,
                gboolean lead, gint64 now)
{
  ZbAssignment *assignment = ZB_ASSIGNMENT (zb_entity_new (ZB_KIND_ASSIGNMENT, id));

  assignment->case_id = g_strdup (((ZbEntity *)it)->id);
  assignment->area = g_strdup (it->area);
  if (g_str_has_prefix (to, "unit"))
    assignment->unit = g_strdup (to);
  else
    assignment->organisation = g_strdup (to);
  assignment->lead = lead;
  assignment->state = state;
  assignment->note = g_strdup (note);
  assignment->sent_at = now - 226 * MINUTE;
  if (state == ZB_ASSIGNMENT_DECLINED)
    assignment->declined_at = now - 217 * MINUTE;
  else if (state >= ZB_ASSIGNMENT_ACCEPTED)
    assignment->accepted_at = now - 222 * MINUTE;
  if (state == ZB_ASSIGNMENT_EN_ROUTE)
    assignment->en_route_at = now - 200 * MINUTE;
  if (state == ZB_ASSIGNMENT_ON_SCENE || state == ZB_ASSIGNMENT_DONE)
    assignment->on_scene_at = now - 204 * MINUTE;
  if (state == ZB_ASSIGNMENT_DONE)
    assignment->done_at = now - 171 * MINUTE;
  put (world, "assignment.updated", assignment);
}

/* The one that the picture of a case shows. */
static void
add_details (ZbWorld *world, ZbCase *it, gint64 now)
{
  it->checker = g_strdup ("account-wu");
  it->checker_name = g_strdup ("吴倩");
  add_checklist (it, plans[1].checks, "check", 2, now);
  add_checklist (it, plans[1].checklist, "handling", 2, now);
  it->evidence = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (it->evidence, new_picture ("picture-before", NULL, "before", now - 230 * MINUTE));
  g_ptr_array_add (it->evidence, new_picture ("picture-after", NULL, "after", now - 29 * MINUTE));
  it->description = g_strdup ("弄口堆放垃圾约 2 立方米，占用人行道。");
  add_assignment (world, it, "assignment-0392-b", "unit-cg14", ZB_ASSIGNMENT_DECLINED, "现场劝导", FALSE,
                  now);
  add_assignment (world, it, "assignment-0392-c", "org-wy", ZB_ASSIGNMENT_ACCEPTED, "加装警示牌", FALSE, now);
}

static void
put_case (ZbWorld *world, const CaseRow *row, int position, gint64 now)
{
  g_autofree char *id =
      row->number ? g_strdup_printf ("case-%s", row->number) : g_strdup_printf ("case-draft-%d", position);
  g_autofree char *assignment = g_strdup_printf ("assignment-%s", row->number);
  ZbCase *it = ZB_CASE (zb_entity_new (ZB_KIND_CASE, id));

  ((ZbEntity *)it)->updated_at = now - row->updated * MINUTE;
  it->number = row->number ? g_strdup_printf ("CN-20261123-%s", row->number) : NULL;
  it->kind = g_strdup (row->kind);
  it->title = g_strdup (row->title);
  it->place = g_strdup (row->place);
  it->severity = row->severity;
  it->area = g_strdup (row->step == ZB_STEP_CHECKING ? "area-hy" : "area-ts07");
  it->step = row->step;
  it->location = (ZbPoint){ 121.4 + position * 0.001, 31.21 };
  it->creator = g_strdup (ZB_SAMPLE_OFFICER);
  it->dispatcher = row->handler ? g_strdup (ZB_SAMPLE_OFFICER) : NULL;
  if (row->total)
    {
      it->deadlines = g_object_new (ZB_TYPE_DEADLINES, NULL);
      it->deadlines->accept = now + (gint64)(gint64)row->left * G_USEC_PER_SEC;
      it->deadlines->arrive = it->deadlines->finish = it->deadlines->accept;
    }
  if (g_strcmp0 (row->number, "0417") == 0)
    {
      it->description = g_strdup ("烟火识别于 14:30:52 报告烟雾（置信度 0.93），同点烟感 YG-0213 同时报警。"
                                  "3 号车棚中部冒烟，停放约 20 辆电动自行车，暂未见人员被困。");
      it->alerts = g_strsplit (ZB_SAMPLE_ALERT, ",", -1);
      it->plan = g_strdup ("plan-fire");
      add_checklist (it, plans[0].checklist, "handling", 2, now);
    }
  add_steps (it, now, row->updated);
  /* So that of the time for it as much is gone as the picture says. */
  if (row->total && zb_case_find_step (it, ZB_STEP_DISPATCHED))
    ((ZbStepTime *)zb_case_find_step (it, ZB_STEP_DISPATCHED))->at =
        MIN (now, now + (gint64)(row->left - row->total) * G_USEC_PER_SEC);
  if (g_str_equal (id, ZB_SAMPLE_CASE))
    add_details (world, it, now);
  if (row->handler)
    add_assignment (world, it, assignment, row->handler, row->assignment_state,
                    g_str_equal (id, ZB_SAMPLE_CASE) ? "清运垃圾、清洗地面" : NULL, TRUE, now);
  put (world, "case.updated", it);
}

/* --- the world ------------------------------------------------------------------------------------- */

/**
 * zb_sample_world_new:
 * @now: the present, µs UTC; ages and deadlines are counted from it
 *
 * Returns: (transfer full): a world as the design's pictures show it
 */
ZbWorld *
zb_sample_world_new (gint64 now)
{
  ZbWorld *world = zb_world_new ();

  put_places (world, now);
  put_accounts (world);
  put_algorithms (world, now);
  put_plans (world);
  put_alerts (world, now);
  for (gsize i = 0; i < G_N_ELEMENTS (case_rows); i++)
    put_case (world, &case_rows[i], i, now);
  return world;
}

/**
 * zb_sample_world_get_account:
 * @world: a sample world
 * @id: the id of one of its accounts
 *
 * Returns: (transfer none): the account
 */
ZbAccount *
zb_sample_world_get_account (ZbWorld *world, const char *id)
{
  return zb_world_lookup (world, ZB_KIND_ACCOUNT, id);
}

/**
 * zb_sample_world_change:
 * @world: a sample world
 * @edited: (transfer full): a newer copy of one of its entities
 *
 * Applies what the platform would tell of it.
 */
void
zb_sample_world_change (ZbWorld *world, ZbEntity *edited)
{
  put (world, "changed", edited);
}

static gpointer
edit (ZbWorld *world, ZbKind kind, const char *id)
{
  ZbEntity *copy = ZB_ENTITY (zb_record_copy (zb_world_lookup (world, kind, id)));

  copy->version++;
  return copy;
}

/**
 * zb_sample_world_edit_alert:
 * @world: a sample world
 * @id: the id of an alert
 *
 * Returns: (transfer full): a copy to change and to give to zb_sample_world_change()
 */
ZbAlert *
zb_sample_world_edit_alert (ZbWorld *world, const char *id)
{
  return edit (world, ZB_KIND_ALERT, id);
}

/**
 * zb_sample_world_edit_case:
 * @world: a sample world
 * @id: the id of a case
 *
 * Returns: (transfer full): a copy to change and to give to zb_sample_world_change()
 */
ZbCase *
zb_sample_world_edit_case (ZbWorld *world, const char *id)
{
  return edit (world, ZB_KIND_CASE, id);
}

/**
 * zb_sample_world_raise:
 * @world: a sample world
 * @id: an id that it does not have
 * @severity: how grave
 * @at: when, µs UTC
 *
 * Raises one more alert.
 */
void
zb_sample_world_raise (ZbWorld *world, const char *id, ZbSeverity severity, gint64 at)
{
  ZbAlert *alert = ZB_ALERT (zb_entity_new (ZB_KIND_ALERT, id));

  alert->kind = g_strdup ("ebike_indoors");
  alert->title = g_strdup ("电动自行车进楼");
  alert->place = g_strdup ("仙霞路 700 弄 14 号门");
  alert->severity = severity;
  alert->occurrences = 1;
  alert->source = g_strdup ("设备");
  alert->state = ZB_ALERT_NEW;
  alert->first_at = alert->last_at = at;
  put (world, "alert.raised", alert);
}

/**
 * zb_sample_world_add_cameras:
 * @world: a sample world
 * @around: a place
 * @n_cameras: how many
 *
 * Puts cameras around a place, each 25 m farther than the one before, all online.
 */
void
zb_sample_world_add_cameras (ZbWorld *world, ZbPoint around, guint n_cameras)
{
  for (guint i = 0; i < n_cameras; i++)
    {
      g_autofree char *id = g_strdup_printf ("camera-%02u", i);
      ZbDevice *camera = ZB_DEVICE (zb_entity_new (ZB_KIND_DEVICE, id));

      camera->kind = ZB_DEVICE_CAMERA;
      camera->project = ZB_PROJECT_XUELIANG;
      camera->status = ZB_DEVICE_ONLINE;
      camera->name = g_strdup_printf ("天山路 %u 号", 880 + i);
      camera->location = zb_point_move (around, i * 70.0, 20 + i * 25.0);
      camera->heading = i * 45.0;
      camera->fov = 64;
      put (world, "device.added", camera);
    }
}
