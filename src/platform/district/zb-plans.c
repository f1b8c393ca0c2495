/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the district deals with each kind of matter: one plan for each kind of the catalogue. */
#include "zb-rules.h"

#include "zb-alert-kind.h"
#include "zb-dice.h"

/* The lines of the two checklists are divided by bars, the other texts by spaces. */
typedef struct
{
  const char *kind, *name, *checklist, *checks, *organisations, *skills, *required;
  double pace; /* deadlines of the severity, times this */
} Row;

#define PLACE "location area title"
#define TOLD "location area title description"

static const Row rows[] = {
  { "exposed_garbage", "暴露垃圾", "核对画面|判断责任区|通知环卫清运|确认清理完毕", "现场已清理|周边无散落",
    "department subdistrict", "清扫保洁 垃圾清运", PLACE, 1.5 },
  { "misparked_bikes", "共享单车淤积", "核对画面|估计数量|通知运营企业|派员整理|确认道路畅通",
    "人行道畅通|车辆已归位", "department subdistrict", "停车劝导 市容执法", PLACE, 1.5 },
  { "illegal_parking", "机动车违停", "核对画面|确认禁停路段|电话通知挪车|派员劝导|通报交警",
    "车辆已驶离|通道畅通", "department subdistrict", "停车劝导 秩序维护", PLACE, 1.2 },
  { "street_vending", "占道经营", "核对画面|确认经营范围|派城管到场|劝导撤离|现场恢复",
    "摊位已撤离|地面已清洁", "department subdistrict", "市容执法", PLACE, 1.5 },
  { "shop_overflow", "跨门经营", "核对画面|核对店招|派城管劝导|督促收回", "物品已收回店内|人行道畅通",
    "department subdistrict", "市容执法", PLACE, 1.5 },
  { "blocked_fire_lane", "消防通道占用", "核对实时画面|致电物业消控室|通知车主挪车|派员到场清障|告知消防",
    "通道净宽恢复|标识清晰", "property emergency subdistrict", "通道清理 停车劝导", PLACE, 0.8 },
  { "piled_goods", "乱堆物料", "核对画面|判断是否占用通道|通知物业或店家|派员督促清理", "物料已清理|通道畅通",
    "property department", "乱堆物料清理 市容执法", PLACE, 2 },
  { "uncovered_truck", "渣土车未覆盖", "核对抓拍|记录车牌与去向|通报交警与城管|通知工地整改",
    "车辆已覆盖或拦停|路面无抛洒", "department", "市容执法", PLACE, 1 },
  { "damaged_road", "道路破损", "核对画面|判断影响范围|设置警示|派养护抢修|确认修复", "路面平整|警示已撤除",
    "department", "道路养护", PLACE, 3 },
  { "damaged_rail", "护栏破损", "核对画面|设置警示|派养护修复", "护栏牢固|无尖锐外露", "department",
    "道路养护", PLACE, 3 },
  { "streetlight_out", "路灯不亮", "核对点位与时段|通知路灯维修|确认亮灯", "亮灯正常|相邻灯杆正常",
    "department", "路灯维修", PLACE, 4 },
  { "floating_debris", "河道漂浮物", "核对画面|判断河段|派保洁船清理", "水面清洁|岸边无残留", "department",
    "河道保洁", PLACE, 3 },
  { "cover_open", "井盖开启或移位", "核对传感与画面|派最近力量围护|通知权属单位复位|确认复位牢固",
    "井盖复位牢固|现场围护已撤", "department subdistrict", "井盖处置 排水抢险", PLACE, 0.8 },
  { "cover_flooded", "井下水位超限", "核对水位曲线|查看降雨与泵站|派排水疏通|观察水位回落",
    "水位回落|井口无溢流", "department", "排水抢险", PLACE, 1 },
  { "water_level", "道路积水", "核对水位与画面|开启情报板提示|派排水抢排|必要时封闭下立交|确认退水",
    "积水已退|通行恢复", "department emergency", "排水抢险 秩序维护", PLACE, 0.8 },
  { "gate_held_open", "门禁常开", "核对门态|致电物业值班|派员关闭", "门已关闭|闭门器正常",
    "property committee", "巡查", PLACE, 3 },
  { "gate_tampered", "门禁破坏", "核对画面|致电物业|派员查看|报派出所|通知维修", "门禁恢复|记录已留存",
    "property department", "巡查 秩序维护", PLACE, 1.5 },
  { "shed_smoke", "车棚火情", "核对实时画面|致电物业消控室|派最近力量到场|通知微型消防站|通报 119 联动席",
    "明火已灭|无复燃|电源已断|周边车辆已移开", "property emergency subdistrict", "消防初起", PLACE, 0.6 },
  { "shed_overheat", "车棚超温", "核对温度曲线|查看画面|致电物业断电|派员到场排查", "温度恢复|隐患电瓶已移除",
    "property emergency", "消防初起 巡查", PLACE, 0.8 },
  { "shed_charging", "违规充电", "核对画面|致电物业|派员劝导|拆除私拉电线", "私拉电线已拆除",
    "property committee", "巡查", PLACE, 2 },
  { "ebike_indoors", "电动车进楼", "核对抓拍|致电物业门岗|上门劝离|登记宣教", "车辆已推出楼外",
    "property committee", "巡查 消防初起", PLACE, 0.8 },
  { "smoke_fire", "烟火", "核对实时画面|致电物业消控室|派最近力量到场|通知微型消防站|通报 119 联动席",
    "明火已灭|无复燃|原因已记录", "emergency property subdistrict", "消防初起", PLACE, 0.6 },
  { "falling_object", "高空抛物", "核对轨迹画面|确认有无伤者|设置警戒|通报派出所|上门告知",
    "现场已清理|警示已张贴", "property department", "秩序维护 急救", PLACE, 1 },
  { "overcrowding", "客流超限", "核对密度与画面|通知场所限流|派员疏导|通报公安|观察回落",
    "客流回落|出入口畅通", "department subdistrict", "人群疏导 秩序维护", PLACE, 0.7 },
  { "gas_leak", "燃气泄漏", "核对浓度|通知燃气抢修|疏散周边|禁火断电|通报 119 联动席",
    "浓度归零|阀门已检修|居民已返回", "emergency property", "燃气处置 消防初起", TOLD, 0.5 },
  { "elder_sos", "老人求助", "回拨确认|联系家属|通知居委上门|呼叫 120|跟进回访", "老人平安|家属已知悉",
    "committee emergency", "急救", PLACE, 0.6 },
  { "elder_inactivity", "老人长时间无活动", "电话确认|联系家属|居委上门查看|记录回访", "已见到老人或家属确认",
    "committee department", "急救 巡查", PLACE, 1 },
  { "citizen_report", "市民诉求", "听清诉求|核对地点|判断责任单位|派单办理|回访诉求人",
    "诉求已办理|诉求人已回访", "subdistrict committee department", "巡查", TOLD, 3 },
  { "dispute", "矛盾纠纷", "了解双方|稳定情绪|派调解员到场|达成意见|回访", "双方已签收意见|无升级苗头",
    "committee subdistrict department", "纠纷调解 秩序维护", TOLD, 1.5 },
  { "device_tamper", "设备遮挡或移位", "查看末帧与前后画面|排除天气影响|通知运维|恢复画面|核对朝向",
    "画面清晰|朝向正确", "department property", "巡查", PLACE, 3 },
};

/* Minutes to accept, to arrive and to finish, before a plan's own pace. */
static const struct
{
  ZbSeverity severity;
  double accept, arrive, finish;
} clocks[] = {
  { ZB_SEVERITY_URGENT, 3, 12, 60 },
  { ZB_SEVERITY_HIGH, 5, 20, 120 },
  { ZB_SEVERITY_MEDIUM, 15, 45, 240 },
  { ZB_SEVERITY_LOW, 30, 120, 720 },
};

static GPtrArray *
make_times (double pace)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < G_N_ELEMENTS (clocks); i++)
    {
      ZbPlanTimes *times = g_object_new (ZB_TYPE_PLAN_TIMES, NULL);
      times->severity = (int)clocks[i].severity;
      times->accept = MAX (2, (gint64)(clocks[i].accept * pace));
      times->arrive = MAX (times->accept + 3, (gint64)(clocks[i].arrive * pace));
      times->finish = MAX (times->arrive + 10, (gint64)(clocks[i].finish * pace));
      g_ptr_array_add (all, times);
    }
  return all;
}

static ZbPlan *
make_plan (guint64 seed, guint ordinal, const Row *row)
{
  g_autofree char *id = zb_dice_make_id (seed, "plan", ordinal);
  ZbPlan *plan = ZB_PLAN (zb_entity_new (ZB_KIND_PLAN, id));
  plan->kind = g_strdup (row->kind);
  plan->name = g_strdup (row->name);
  plan->edition = 1;
  plan->checklist = g_strsplit (row->checklist, "|", -1);
  plan->checks = g_strsplit (row->checks, "|", -1);
  plan->organisations = g_strsplit (row->organisations, " ", -1);
  plan->skills = g_strsplit (row->skills, " ", -1);
  plan->required = g_strsplit (row->required, " ", -1);
  plan->times = make_times (row->pace);
  return plan;
}

/**
 * zb_rules_make_plans:
 * @seed: what the district grows from
 *
 * Returns: (transfer full) (element-type ZbPlan): a plan for each kind of the catalogue
 */
GPtrArray *
zb_rules_make_plans (guint64 seed)
{
  GPtrArray *plans = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_ptr_array_add (plans, make_plan (seed, i, &rows[i]));
  return plans;
}
