/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names for what the facts do not name. They are of the kind that the district has; which street or
 * community carries which is made up. Names are data, in Chinese, and not translated. */
#include "zb-names.h"

#include <string.h>

/* In the order of the subdistricts in data/map/changning.geojson. */
static const struct
{
  const char *name, *letters, *streets, *committees;
} places[ZB_N_SUBDISTRICTS] = {
  { "新泾", "XJ",
    "北渔路 新渔路 新渔东路 平塘路 清池路 福泉路 通协路 广顺路 广顺北路 临虹路 甘溪路 天中路 绥宁路 可乐路 "
    "林泉路 北虹路 朱家浜路 迎宾一路 迎宾二路 空港一路 空港三路 空港八路 机场南路 虹古路 剑河东路 协和支路 "
    "泉口支路 金钟西路 福泉北路 绥宁北路 淞虹支路 申虹路 双泾路 周家浜路 新泾港路 薛家厍路 友乐路 西郊路 "
    "华光路 平泉路 祁连山支路 屈家桥路 何家角路 南渔浦路 田度路 淮阴路 甘霖路 泉松路 虹泾路 松泾路",
    "绿园一村 绿园三村 绿园八村 刘家宅 北虹 中泾 虹康 天山星城 福泉 淮阴 曙光 何家角 华松 平塘 新泾一村 "
    "新泾六村 淞虹 泉口 屈家桥 双泾" },
  { "北新泾", "BX",
    "新泾路 蒲松北路 平塘北路 新渔支路 清池东路 金平路 北渔东路 哈密支路 天山支路 茅家塘路 泾北路 浦松路 "
    "剑河支路 新中路 金浦路 北翟支路",
    "新泾二村 新泾三村 新泾四村 新泾五村 金平 北翟 平塘路 海洋 剑河家苑 蒲淞" },
  { "程家桥", "CJ",
    "虹桥支路 青溪路 金浜路 青溪东路 宝北路 宝南路 上虹路 可乐东路 程家桥路 程家桥支路 虹井路 泉溪路 "
    "动物园路 哈密南路 延西支路 西郊支路 龙溪路 龙柏支路 虹许支路 金溪路",
    "程桥一村 程桥二村 宝北 上航新村 王满泗桥 虹桥机场新村 嘉利豪园 百兴" },
  { "虹桥", "HQ",
    "黄金城道 荣华东道 荣华西道 红宝石路 蓝宝石路 银珠路 宋园路 姚虹路 姚虹西路 古宋路 伊犁南路 玛瑙支路 "
    "紫云路 兴义路 娄山关南路 水城南路 金珠路 安顺路 中山西支路 虹梅支路 古北南路 长顺路",
    "荣华 古北 爱建 虹桥新村 中华别墅 长虹 虹储 虹欣 华丽家族 伊犁 何家宅 安顺" },
  { "仙霞新村", "XX",
    "茅台路 虹古东路 芙蓉江路 锦屏路 安龙路 玉屏支路 仙霞支路 水城支路 威宁支路 大金更路 联建路 盐湖路 "
    "虹仙路 天原路 安龙支路",
    "仙霞 虹仙 安龙 水霞 大金更 茅台新苑 虹旭 天原一村 天原二村 芙蓉江 虹景 杨家宅" },
  { "周家桥", "ZJ",
    "万航渡西路 长宁支路 三泾路 玉屏南路 云雾山路 周家桥路 大家源路 天山五村路 芙蓉江北路 遵义北路 双流路 "
    "锦屏北路 中新路 吴家宅路",
    "周一 仁恒 春天花园 三泾北宅 三泾南宅 虹桥万博 新天地 中五 上海花城 大家源" },
  { "天山路", "TS",
    "玉屏路 云雾路 紫云西路 茅台东路 天义路 黄金路 遵义支路 娄山支路 古北支路 兴义东路 仙逸路 延西路 "
    "友谊路 新光路 中紫路",
    "天义 延西 茅台 遵义 玉屏 新光 友谊 仙逸 中紫 天山二村 天山三村 天山四村" },
  { "华阳路", "HY",
    "武夷路 安西路 安化路 昭化路 汇川路 万航渡路 种德桥路 凯旋支路 定西支路 华阳支路 中山支路 利西路 "
    "长宁东路 姚家角路 飞乐路 苏家角路 陶家宅路 潘家塘路",
    "华院 长支二 苏家角 陶家宅 潘东 飞乐 姚家角 西一 华五 秀水 徐家宅 凯桥" },
  { "新华路", "XH",
    "法华镇路 香花桥路 幸福路 牛桥浜路 安顺东路 平武路 杨宅路 泰安路 淮海西路 定西南路 新华支路 种德路 "
    "左家宅路 陈家巷路 红庄路 田渡路 泰阳路 和平路",
    "新风 梅安 陈家巷 红庄 左家宅 幸福里 杨宅 泰安 田渡 左联 西法华 新华" },
  { "江苏路", "JS",
    "宣化路 东诸安浜路 西诸安浜路 利西东路 安化东路 华山路 兴国路 武定西路 愚园支路 镇宁支路 长新路 "
    "曹家堰路 万村路 歧山路 福世路 江苏北路",
    "万村 歧山 福世 曹家堰 北汪 南汪 东浜 利西 长新 江中 愚三 华山" },
};

static const char *const first[] = { "天", "新", "虹", "仙", "玉", "华", "福", "景", "春",
                                     "平", "安", "泰", "锦", "芙", "水", "云", "长", "延",
                                     "金", "瑞", "嘉", "明", "和", "永", "清" };
static const char *const second[] = { "义", "光", "霞", "和", "宁", "康", "乐", "兴", "盛", "泉", "阳",
                                      "江", "秀", "莲", "枫", "竹", "桥", "源", "城", "苑", "庭", "华" };
static const char *const suffixes[] = { "小区", "花苑", "花园", "公寓", "新村", "苑",   "家园", "名邸",
                                        "大院", "雅苑", "小区", "新苑", "大楼", "华庭", "豪庭" };

struct _ZbNames
{
  GHashTable *given;
  ZbDice dice;
};

/**
 * zb_names_new:
 * @seed: what the district grows from
 *
 * Returns: (transfer full): a giver of names
 */
ZbNames *
zb_names_new (guint64 seed)
{
  ZbNames *self = g_new0 (ZbNames, 1);
  self->given = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->dice = zb_dice_new (seed, "names");
  return self;
}

/**
 * zb_names_free:
 * @self: (transfer full): a giver of names
 */
void
zb_names_free (ZbNames *self)
{
  g_hash_table_unref (self->given);
  g_free (self);
}

static char *
nth_word (const char *words, guint n)
{
  while (n-- > 0 && words)
    words = (words = strchr (words, ' ')) ? words + 1 : NULL;
  return words ? g_strndup (words, strcspn (words, " ")) : NULL;
}

static gboolean
give (ZbNames *self, const char *name)
{
  return g_hash_table_add (self->given, g_strdup (name));
}

static char *
make_stem (ZbNames *self)
{
  return g_strconcat (first[zb_dice_pick (&self->dice, G_N_ELEMENTS (first))],
                      second[zb_dice_pick (&self->dice, G_N_ELEMENTS (second))], NULL);
}

/**
 * zb_names_committee:
 * @self: a giver of names
 * @subdistrict: the number of its subdistrict
 *
 * Returns: (transfer full): a name for a residents' committee that none has yet
 */
char *
zb_names_committee (ZbNames *self, guint subdistrict)
{
  char *stem = NULL;
  for (guint i = 0; (stem = nth_word (places[subdistrict].committees, i)); i++)
    {
      g_autofree char *name = g_strconcat (stem, "居委会", NULL);
      g_free (stem);
      if (give (self, name))
        return g_steal_pointer (&name);
    }
  for (;;)
    {
      g_autofree char *made = make_stem (self);
      g_autofree char *name = g_strconcat (made, "居委会", NULL);
      if (give (self, name))
        return g_steal_pointer (&name);
    }
}

/**
 * zb_names_without_suffix:
 * @street: a street's name
 *
 * Returns: (transfer full): the name without 路, 道 or 新村, of two characters at least
 */
char *
zb_names_without_suffix (const char *street)
{
  static const char *const endings[] = { "新村", "支路", "南路", "北路", "东路", "西路", "路", "道" };
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (street, endings[i]) &&
        g_utf8_strlen (street, -1) - g_utf8_strlen (endings[i], -1) >= 2)
      return g_strndup (street, strlen (street) - strlen (endings[i]));
  return g_strdup (street);
}

/**
 * zb_names_community:
 * @self: a giver of names
 * @street: the street it lies at
 *
 * Returns: (transfer full): a name for a residential community that none has yet
 */
char *
zb_names_community (ZbNames *self, const char *street)
{
  g_autofree char *local = zb_names_without_suffix (street);
  for (guint tries = 0;; tries++)
    {
      g_autofree char *made = make_stem (self);
      const char *suffix = suffixes[zb_dice_pick (&self->dice, G_N_ELEMENTS (suffixes))];
      g_autofree char *name = g_strconcat (tries < 3 ? local : made, suffix, NULL);
      if (give (self, name))
        return g_steal_pointer (&name);
    }
}

/**
 * zb_names_street:
 * @subdistrict: the number of a subdistrict
 * @ordinal: which of its streets
 *
 * Returns: (transfer full) (nullable): its name, or NULL where there are no more names
 */
char *
zb_names_street (guint subdistrict, guint ordinal)
{
  return nth_word (places[subdistrict].streets, ordinal);
}

/**
 * zb_names_subdistrict_short:
 * @subdistrict: its number
 *
 * Returns: how people call it, as on the map
 */
const char *
zb_names_subdistrict_short (guint subdistrict)
{
  return places[subdistrict].name;
}

/**
 * zb_names_subdistrict_letters:
 * @subdistrict: its number
 *
 * Returns: the two letters that begin its grids' codes
 */
const char *
zb_names_subdistrict_letters (guint subdistrict)
{
  return places[subdistrict].letters;
}
