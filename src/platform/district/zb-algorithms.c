/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The algorithms that watch the district's pictures and signals. The first of the table are in use; the
 * last are what a reviewer still has to look at. Vendors are made up. */
#include "zb-rules.h"

#include "zb-dice.h"

typedef struct
{
  const char *name, *release, *vendor, *kinds;
  double threshold;
  ZbReviewState review;
  ZbAlgorithmUse use;
  const char *note;
} Row;

#define IN_USE ZB_REVIEW_APPROVED, ZB_ALGORITHM_ASSIST

static const Row rows[] = {
  { "烟火识别", "3.2.1", "申城视觉", "smoke_fire shed_smoke", 0.80, IN_USE, "夜间误报率复核合格" },
  { "电梯入梯识别", "2.4.0", "安梯科技", "ebike_indoors", 0.82, IN_USE, NULL },
  { "密度估计", "1.9.3", "申城视觉", "overcrowding", 0.78, IN_USE, "仅统计人数，不识别个人" },
  { "通道占用识别", "2.1.0", "沪安智能", "blocked_fire_lane", 0.82, IN_USE, NULL },
  { "占道经营识别", "3.0.2", "市容智眼", "street_vending", 0.80, IN_USE, NULL },
  { "跨门经营识别", "2.2.5", "市容智眼", "shop_overflow", 0.75, IN_USE, NULL },
  { "违停检测", "4.1.0", "沪安智能", "illegal_parking", 0.85, IN_USE, NULL },
  { "单车淤积识别", "1.6.2", "市容智眼", "misparked_bikes", 0.78, IN_USE, NULL },
  { "暴露垃圾识别", "2.8.0", "市容智眼", "exposed_garbage", 0.78, IN_USE, NULL },
  { "乱堆物料识别", "1.3.1", "市容智眼", "piled_goods", 0.78, IN_USE, NULL },
  { "渣土车识别", "2.0.4", "沪安智能", "uncovered_truck", 0.84, IN_USE, NULL },
  { "路面病害识别", "1.5.0", "路安检测", "damaged_road damaged_rail", 0.76, IN_USE, NULL },
  { "路灯巡检", "1.1.2", "路安检测", "streetlight_out", 0.80, IN_USE, NULL },
  { "河道漂浮物识别", "1.4.0", "清源水务", "floating_debris", 0.76, IN_USE, NULL },
  { "积水识别", "2.3.0", "清源水务", "water_level", 0.80, IN_USE, NULL },
  { "高空抛物追溯", "2.6.1", "沪安智能", "falling_object", 0.86, IN_USE, "只保留抛物轨迹，住户窗口遮挡" },
  { "视频质量诊断", "5.0.0", "申城视觉", "device_tamper", 0.70, IN_USE, NULL },
  { "居家活动分析", "1.2.0", "颐养科技", "elder_inactivity", 0.72, IN_USE, "水电用量推断，不用影像" },
  { "烟火识别", "4.0.0", "申城视觉", "smoke_fire shed_smoke", 0.80, ZB_REVIEW_PENDING, ZB_ALGORITHM_SHADOW,
    "试运行，与 3.2.1 并行比对" },
  { "电动车入户识别", "2.0.0", "安梯科技", "ebike_indoors", 0.80, ZB_REVIEW_SUSPENDED, ZB_ALGORITHM_SHADOW,
    "误报偏高，整改中" },
  { "占道经营识别", "1.8.0", "城瞳科技", "street_vending", 0.80, ZB_REVIEW_EXPIRED, ZB_ALGORITHM_SHADOW,
    "审查到期，待复审" },
};

static ZbAlgorithm *
make_algorithm (guint64 seed, guint ordinal, const Row *row)
{
  g_autofree char *id = zb_dice_make_id (seed, "algorithm", ordinal);
  ZbAlgorithm *algorithm = ZB_ALGORITHM (zb_entity_new (ZB_KIND_ALGORITHM, id));
  ZbReview *review = g_object_new (ZB_TYPE_REVIEW, NULL);
  gboolean has_term = row->review == ZB_REVIEW_APPROVED || row->review == ZB_REVIEW_EXPIRED;
  algorithm->name = g_strdup (row->name);
  algorithm->release = g_strdup (row->release);
  algorithm->vendor = g_strdup (row->vendor);
  algorithm->kinds = g_strsplit (row->kinds, " ", -1);
  algorithm->threshold = row->threshold;
  algorithm->use = (int)row->use;
  review->state = (int)row->review;
  review->by = row->review == ZB_REVIEW_PENDING ? NULL : g_strdup ("沈审查");
  review->note = g_strdup (row->note);
  if (has_term) /* to the end of 2027 where it holds, to the end of June 2026 where it is over */
    review->until = (row->review == ZB_REVIEW_APPROVED ? G_GINT64_CONSTANT (1830268799)
                                                       : G_GINT64_CONSTANT (1782835199)) *
                    G_USEC_PER_SEC;
  algorithm->review = review;
  return algorithm;
}

/**
 * zb_rules_make_algorithms:
 * @seed: what the district grows from
 *
 * Returns: (transfer full) (element-type ZbAlgorithm): the algorithms
 */
GPtrArray *
zb_rules_make_algorithms (guint64 seed)
{
  GPtrArray *algorithms = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_ptr_array_add (algorithms, make_algorithm (seed, i, &rows[i]));
  return algorithms;
}
