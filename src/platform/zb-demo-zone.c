/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demonstration's watch zone, drawn by its duty leader as the request of an officer would: it is written
 * into the store, so that its row of the audit names no account. */
#include "zb-demo-zone.h"

#include "zb-accounts.h"
#include "zb-demo-deeds.h"
#include "zb-demo.h"
#include "zb-uuid.h"
#include "zb-zone-commands.h"
#include "zb-zone-place.h"
#include "zb-zones.h"

#define LEADER "banzhang"
#define LASTS (3 * G_TIME_SPAN_DAY)

/* Around the park and the streets and the station before its southern gate. */
static const ZbPoint corners[] = {
  { 121.40700, 31.21990 }, { 121.41195, 31.21940 }, { 121.41560, 31.22010 }, { 121.41560, 31.22420 },
  { 121.41420, 31.22700 }, { 121.41230, 31.22760 }, { 121.40990, 31.22640 }, { 121.40720, 31.22480 },
};

/* What a crowd brings with it. */
static const char *const kinds[] = { "overcrowding",    "street_vending",
                                     "shop_overflow",   "misparked_bikes",
                                     "illegal_parking", "blocked_fire_lane",
                                     "exposed_garbage", NULL };

static ZbZone *
draft_new (gint64 now)
{
  g_autofree char *id = zb_uuid_new ();
  ZbZone *draft = ZB_ZONE (zb_entity_new (ZB_KIND_ZONE, id));
  draft->name = g_strdup (ZB_DEMO_ZONE);
  zb_zone_set_corners (draft, corners, G_N_ELEMENTS (corners));
  draft->kinds = g_strdupv ((char **)kinds);
  draft->expires_at = now + LASTS;
  draft->raises = TRUE;
  draft->note = g_strdup ("市集期间人流密集，占道、违停、垃圾从严处置");
  return draft;
}

static gboolean
is_there (ZbTransaction *tx)
{
  GPtrArray *open = zb_zones_get_open (tx);
  for (guint i = 0; i < open->len; i++)
    if (!zb_zone_is_over (g_ptr_array_index (open, i), tx->now))
      return TRUE;
  return FALSE;
}

static void
draw (ZbDemoStage *stage, ZbAccount *leader)
{
  g_autoptr (ZbZone) draft = draft_new (stage->tx->now);
  zb_demo_act_as (stage, leader);
  zb_zone_place (stage->tx, draft);
  g_autoptr (ZbProblem) problem = zb_zone_open (stage->tx, draft);
  if (problem != NULL)
    g_warning ("%s: %s", draft->name, problem->detail);
  zb_demo_act_as (stage, NULL);
}

static gboolean
add (ZbTransaction *tx, gpointer data)
{
  g_autoptr (ZbAccount) leader = zb_accounts_find (tx->connection, LEADER, NULL, &tx->error);
  ZbDemoStage stage = { .tx = tx, .end = tx->now };
  if (leader == NULL || is_there (tx))
    return TRUE;
  zb_transaction_set_quiet (tx, TRUE);
  zb_transaction_set_staged (tx, ZB_DEMO_STORIES);
  draw (&stage, leader);
  return TRUE;
}

/**
 * zb_demo_add_zone:
 * @platform: a platform with the demonstration district and its accounts, that does not listen yet
 * @error: return location for an error
 *
 * Draws the zone where there is none that is not over.
 *
 * Returns: whether there is one
 */
gboolean
zb_demo_add_zone (ZbPlatform *platform, GError **error)
{
  return zb_platform_work_sync (platform, add, NULL, error);
}
