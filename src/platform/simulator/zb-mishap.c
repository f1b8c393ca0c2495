/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happens in the district. A fresh demonstration opens with two urgent matters, nine high, twenty-one
 * medium and fifteen low: what a centre has on its screen on an ordinary day. */
#include "zb-mishap.h"

#define U ZB_SEVERITY_URGENT
#define H ZB_SEVERITY_HIGH
#define M ZB_SEVERITY_MEDIUM
#define L ZB_SEVERITY_LOW
#define AT(place) ZB_WITNESS_##place

static const ZbMishap table[] = {
  { "shed_smoke", U, "车棚疑似明火", 0, 0, "烟火识别", AT (SHED), "烟雾", 1, 1 },
  { "cover_open", U, "井盖移位|井盖开启", 0, 0, NULL, AT (MANHOLE), "井盖", 1, 2 },
  { "smoke_fire", U, "沿街疑似明火", 0, 0, "烟火识别", AT (STREET), "明火", 0, 1 },
  { "gas_leak", U, "燃气浓度超限 %d% LEL", 12, 35, NULL, AT (HOME), NULL, 0, 1 },
  { "elder_sos", U, "老人一键求助", 0, 0, NULL, AT (HOME), NULL, 0, 2 },
  { "ebike_indoors", H, "电动自行车进楼", 0, 0, "电梯入梯识别", AT (DOOR), "电动自行车", 2, 6 },
  { "water_level", H, "下立交积水 %d cm|路面积水 %d cm", 18, 42, "积水识别", AT (MAIN_ROAD), "积水", 1, 2 },
  { "overcrowding", H, "人员密集", 0, 0, "密度估计", AT (CROWD), "密集", 1, 3 },
  { "blocked_fire_lane", H, "消防通道占用", 0, 0, "通道占用识别", AT (COMMUNITY), "占用", 2, 5 },
  { "shed_overheat", H, "车棚温度超限 %d ℃", 58, 76, NULL, AT (SHED), NULL, 1, 2 },
  { "cover_flooded", H, "井下水位超限", 0, 0, NULL, AT (SEWER), NULL, 1, 2 },
  { "falling_object", H, "高空抛物", 0, 0, "高空抛物追溯", AT (COMMUNITY), "抛物", 0, 1 },
  { "elder_inactivity", H, "老人 %d 小时无活动", 12, 26, "居家活动分析", AT (HOME), NULL, 1, 2 },
  { "street_vending", M, "占道经营", 0, 0, "占道经营识别", AT (STREET), "占道经营", 3, 10 },
  { "illegal_parking", M, "机动车违停", 0, 0, "违停检测", AT (STREET), "违停", 4, 12 },
  { "exposed_garbage", M, "垃圾暴露", 0, 0, "暴露垃圾识别", AT (STREET), "垃圾", 3, 10 },
  { "misparked_bikes", M, "共享单车淤积", 0, 0, "单车淤积识别", AT (CROWD), "单车", 2, 10 },
  { "shop_overflow", M, "跨门经营", 0, 0, "跨门经营识别", AT (STREET), "跨门", 2, 7 },
  { "piled_goods", M, "楼道口堆物|沿街乱堆物料", 0, 0, "乱堆物料识别", AT (COMMUNITY), "堆物", 1, 5 },
  { "uncovered_truck", M, "渣土车未覆盖", 0, 0, "渣土车识别", AT (MAIN_ROAD), "未覆盖", 1, 3 },
  { "damaged_road", M, "路面破损", 0, 0, "路面病害识别", AT (STREET), "破损", 1, 3 },
  { "damaged_rail", M, "护栏破损", 0, 0, "路面病害识别", AT (MAIN_ROAD), "破损", 1, 2 },
  { "gate_tampered", M, "门禁被拆|门禁撬动", 0, 0, NULL, AT (DOOR), "门禁", 1, 2 },
  { "shed_charging", M, "车棚违规充电", 0, 0, NULL, AT (SHED), "充电", 1, 4 },
  { "citizen_report", M, "市民反映路灯昏暗|市民反映施工噪声|市民反映下水堵塞", 0, 0, NULL, AT (CALLER), NULL,
    1, 4 },
  { "dispute", M, "邻里噪声纠纷|停车位纠纷|物业费纠纷", 0, 0, NULL, AT (CALLER), NULL, 0, 2 },
  { "streetlight_out", L, "路灯不亮", 0, 0, "路灯巡检", AT (STREET), "灭灯", 3, 4 },
  { "floating_debris", L, "河面漂浮物", 0, 0, "河道漂浮物识别", AT (CREEK), "漂浮物", 2, 3 },
  { "gate_held_open", L, "单元门常开超 %d 分钟", 30, 55, NULL, AT (DOOR), NULL, 4, 8 },
  { "device_tamper", L, "画面被遮挡|画面移位", 0, 0, "视频质量诊断", AT (CAMERA), "遮挡", 3, 6 },
  { "shed_charging", L, "充电桩离线", 0, 0, NULL, AT (SHED), NULL, 3, 3 },
};

/**
 * zb_mishaps:
 * @n: (out): how many there are
 *
 * Returns: (transfer none) (array length=n): all that may happen
 */
const ZbMishap *
zb_mishaps (guint *n)
{
  *n = G_N_ELEMENTS (table);
  return table;
}
