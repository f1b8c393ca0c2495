/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an officer in a drill has to know: which one it is, and that something real has happened meanwhile. */
#include "zb-drill-watch.h"

#include "zb-case.h"

/**
 * zb_drill_is_leader:
 * @account: (nullable): who is signed in
 *
 * Returns: whether they may plan and run drills
 */
gboolean
zb_drill_is_leader (ZbAccount *account)
{
  return account && (account->role == ZB_ROLE_DUTY_LEADER || account->role == ZB_ROLE_ADMINISTRATOR);
}

static gboolean
is_mine (const ZbDrill *drill, ZbAccount *account)
{
  const char *id = ZB_ENTITY (account)->id;

  return zb_drill_is_on (drill) && (zb_drill_has_member (drill, id) || g_strcmp0 (drill->leader, id) == 0);
}

/**
 * zb_drill_find_mine:
 * @world: (nullable): what is known
 * @account: (nullable): who is signed in
 *
 * Returns: (transfer none) (nullable): the drill that they take part in or lead now
 */
ZbDrill *
zb_drill_find_mine (ZbWorld *world, ZbAccount *account)
{
  ZbStore *drills = world ? zb_world_get_store (world, ZB_KIND_DRILL) : NULL;

  for (guint i = 0; drills && account && i < zb_store_get_size (drills); i++)
    if (is_mine (zb_store_get_nth (drills, i), account))
      return zb_store_get_nth (drills, i);
  return NULL;
}

static gboolean
is_live_urgent (const ZbAlert *alert)
{
  return alert->severity == ZB_SEVERITY_URGENT && alert->state == ZB_ALERT_NEW &&
         alert->parent_instance.mode != ZB_MODE_DRILL;
}

/**
 * zb_drill_find_live_urgent:
 * @world: (nullable): what is known
 *
 * A drill never comes before what is real: this one nobody has taken yet.
 *
 * Returns: (transfer none) (nullable): the urgent alert of no drill that has waited longest
 */
ZbAlert *
zb_drill_find_live_urgent (ZbWorld *world)
{
  ZbStore *alerts = world ? zb_world_get_store (world, ZB_KIND_ALERT) : NULL;
  ZbAlert *first = NULL;

  for (guint i = 0; alerts && i < zb_store_get_size (alerts); i++)
    {
      ZbAlert *alert = zb_store_get_nth (alerts, i);
      if (is_live_urgent (alert) && (!first || alert->last_at < first->last_at))
        first = alert;
    }
  return first;
}

static gboolean
is_undispatched (const ZbCase *of)
{
  return of->step == ZB_STEP_COLLECTED || of->step == ZB_STEP_FILED;
}

/**
 * zb_drill_count_asked:
 * @world: what is known
 * @drill: a drill that is on
 * @account: (nullable): the id of who is signed in
 *
 * Returns: what it asks of them now
 */
ZbDrillAsked
zb_drill_count_asked (ZbWorld *world, const ZbDrill *drill, const char *account)
{
  const char *id = drill->parent_instance.id;
  ZbStore *alerts = zb_world_get_store (world, ZB_KIND_ALERT),
          *cases = zb_world_get_store (world, ZB_KIND_CASE);
  ZbDrillAsked asked = { 0 };

  for (guint i = 0; i < zb_store_get_size (alerts); i++)
    {
      const ZbAlert *alert = zb_store_get_nth (alerts, i);
      if (g_strcmp0 (alert->drill, id) != 0)
        continue;
      asked.n_unclaimed += alert->state == ZB_ALERT_NEW;
      asked.n_mine +=
          alert->state == ZB_ALERT_CLAIMED && alert->claim && g_strcmp0 (alert->claim->by, account) == 0;
    }
  for (guint i = 0; i < zb_store_get_size (cases); i++)
    {
      const ZbCase *of = zb_store_get_nth (cases, i);
      asked.n_undispatched += g_strcmp0 (of->drill, id) == 0 && is_undispatched (of);
    }
  return asked;
}
