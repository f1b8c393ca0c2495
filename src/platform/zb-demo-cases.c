/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cases that the demonstration begins with: some twenty, in every step. Each is a story of small
 * deeds, told in the order of time; deadlines pass in between as they do later. They are written into the
 * store, not brought in by a sensor or an officer: their alerts have a source of their own, and their rows of
 * the audit name no account. */
#include "zb-demo-cases.h"

#include "zb-accounts.h"
#include "zb-demo-deeds.h"
#include "zb-demo.h"
#include "zb-due.h"

#include <gst/gst.h>

static const ZbDemoStory stories[] = {
  { "citizen_report", "ro", 2, 0, NULL },
  { "dispute", "ro", 4, 0, NULL },
  { "floating_debris", "rcvof", 3, 0, NULL },
  { "damaged_road", "rcvof", 6, 0, NULL },
  { "gas_leak", "rcvofd", 1, 4, NULL },
  { "shed_overheat", "rgcvofd", 6, 1, NULL },
  { "damaged_rail", "rcvofd", 5, 12, NULL },
  { "water_level", "rgcvof2xaesN", 2, -6, NULL },
  { "overcrowding", "rcvofdaesN", 4, 12, NULL },
  { "street_vending", "rgcvofdae", 9, 41, NULL },
  { "misparked_bikes", "rcvofdaes", 12, 82, NULL },
  { "shop_overflow", "rcvofdaes", 18, 125, NULL },
  { "blocked_fire_lane", "rgcvof2xan", 6, 52, NULL },
  { "ebike_indoors", "rcvofdae", 7, 66, NULL },
  { "piled_goods", "rcvofda", 10, 150, NULL },
  { "gate_tampered", "rcvofdaesn", 15, 95, NULL },
  { "damaged_rail", "rcvofdaesDR", 15, 0, "护栏已扶正加固，更换立柱 2 根" },
  { "streetlight_out", "rcvofdaesDR", 22, 0, "更换灯泡，亮灯正常" },
  { "misparked_bikes", "rcvofdaesDR", 25, 0, "单车已归位，人行道畅通" },
  { "exposed_garbage", "rgcvof2xaesDRkbdaesDRkt", 8, 0, "照片角度不一致，请同机位补拍" },
  { "ebike_indoors", "rcvofdaesDRk", 26, 0, "电动自行车已推出楼外，已登记" },
  { "illegal_parking", "rcvofdaesDRk", 31, 0, "车辆已驶离，已劝导车主" },
  { "piled_goods", "rcvofdaesDRkt", 35, 0, "楼道口物料已清走" },
  { "street_vending", "rcvofdaesDRkTP", 52, 0, "摊位已撤离，地面已冲洗" },
  { "cover_open", "rgcvof2xaesDRkTP", 88, 0, "井盖已复位并加锁" },
  { "exposed_garbage", "rcvofdaesDRkTP", 120, 0, "垃圾已清运，地面已清扫" },
  { "illegal_parking", "rcvofdaesDRkTP", 161, 0, "车辆已驶离" },
  { "shop_overflow", "rcvofdaesDRkTP", 205, 0, "物品已收回店内" },
};

/* --- telling them all, in the order of time ---------------------------------------------------------------
 */

typedef struct
{
  gint64 at;
  char deed;
  ZbDemoTelling *telling;
} Cue;

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 difference = ((const Cue *)a)->at - ((const Cue *)b)->at;
  return difference < 0 ? -1 : difference > 0 ? 1 : 0;
}

static const ZbMishap *
find_mishap (const char *kind)
{
  guint n;
  const ZbMishap *mishaps = zb_mishaps (&n);
  for (guint i = 0; i < n; i++)
    if (g_str_equal (mishaps[i].kind, kind))
      return &mishaps[i];
  return NULL;
}

static ZbAccount *
find_account (ZbDemoStage *stage, ZbRole role, guint which)
{
  ZbAccount *found = NULL;
  for (guint i = 0, n = 0; i < stage->accounts->len; i++)
    {
      ZbAccount *account = stage->accounts->pdata[i];
      if (account->role == (int)role && (!found || n <= which))
        {
          found = account;
          n++;
        }
    }
  return found;
}

static void
plan_story (ZbDemoStage *stage, ZbDemoTelling *telling, GArray *cues)
{
  gint64 at = stage->end - telling->story->age * G_TIME_SPAN_MINUTE;
  for (gsize i = strlen (telling->story->deeds); i-- > 0;)
    {
      Cue cue = { at, telling->story->deeds[i], telling };
      g_array_append_val (cues, cue);
      at -= zb_demo_deed_get_delay (cue.deed) * G_TIME_SPAN_SECOND;
    }
}

static void
telling_clear (gpointer data)
{
  ZbDemoTelling *telling = data;
  zb_sighting_unref (telling->sighting);
  g_free (telling->alert);
  g_free (telling->of_case);
  g_free (telling->spare);
}

/* Deadlines come near and pass while nobody does anything. */
static void
let_pass (ZbDemoStage *stage, gint64 until)
{
  gint64 at;
  zb_demo_act_as (stage, NULL);
  while ((at = zb_transaction_count (stage->tx, "SELECT min(at) FROM due", "")) > 0 && at <= until)
    {
      stage->tx->now = at;
      zb_due_work (stage->tx);
    }
  stage->tx->now = until;
}

static void
tell_all (ZbDemoStage *stage)
{
  g_autoptr (GArray) tellings = g_array_new (FALSE, TRUE, sizeof (ZbDemoTelling));
  g_autoptr (GArray) cues = g_array_new (FALSE, FALSE, sizeof (Cue));
  g_array_set_clear_func (tellings, telling_clear);
  g_array_set_size (tellings, G_N_ELEMENTS (stories));
  for (guint i = 0; i < G_N_ELEMENTS (stories); i++)
    {
      ZbDemoTelling *telling = &g_array_index (tellings, ZbDemoTelling, i);
      telling->story = &stories[i];
      telling->sighting = zb_lookout_see (stage->lookout, find_mishap (stories[i].kind));
      telling->officer = find_account (stage, ZB_ROLE_DUTY_OFFICER, i % 2);
      plan_story (stage, telling, cues);
    }
  g_array_sort (cues, compare);
  for (guint i = 0; i < cues->len && !stage->tx->error; i++)
    {
      Cue *cue = &g_array_index (cues, Cue, i);
      let_pass (stage, cue->at);
      zb_demo_deed_do (cue->deed, stage, cue->telling);
    }
  let_pass (stage, stage->end);
}

static gboolean
fill (ZbTransaction *tx, gpointer seed)
{
  ZbDemoStage stage = { .tx = tx, .end = tx->now };
  if (zb_transaction_count (tx, "SELECT count(*) FROM entity WHERE kind = 'case'", "") > 0)
    return TRUE;
  stage.accounts = zb_accounts_list (tx->connection, &tx->error);
  if (!stage.accounts)
    return FALSE;
  g_autoptr (ZbDistrict) district = zb_district_new (*(guint64 *)seed);
  stage.lookout = zb_lookout_new (district, *(guint64 *)seed + 1);
  zb_transaction_set_quiet (tx, TRUE);
  zb_transaction_set_staged (tx, ZB_DEMO_STORIES);
  zb_transaction_audit (tx, "demo.fill_cases", NULL, NULL);
  gst_init (NULL, NULL);
  tell_all (&stage);
  zb_demo_act_as (&stage, NULL);
  zb_lookout_free (stage.lookout);
  g_ptr_array_unref (stage.accounts);
  return TRUE;
}

/**
 * zb_demo_fill_cases:
 * @platform: a platform with the demonstration district and its accounts, that does not listen yet
 * @seed: which district
 * @error: return location for an error
 *
 * Puts cases in every step into a database that has none.
 *
 * Returns: whether they are there
 */
gboolean
zb_demo_fill_cases (ZbPlatform *platform, guint64 seed, GError **error)
{
  return zb_platform_work_sync (platform, fill, &seed, error);
}
