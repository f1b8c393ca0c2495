/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demonstration's wall, for the account that was made for it. */
#include "zb-demo-wall.h"

#include "zb-accounts.h"
#include "zb-wall-commands.h"

static gboolean
add (ZbTransaction *tx, gpointer data)
{
  g_autoptr (ZbAccount) account = zb_accounts_find (tx->connection, ZB_DEMO_WALL_ACCOUNT, NULL, &tx->error);
  if (account == NULL || zb_wall_find_of_account (tx, ZB_ENTITY (account)->id) != NULL)
    return TRUE;
  ZbWall *wall = zb_wall_add (tx, ZB_DEMO_WALL, account, NULL);
  zb_transaction_audit (tx, "wall.add", wall, NULL);
  return TRUE;
}

/**
 * zb_demo_add_wall:
 * @platform: a platform that does not listen yet, with its accounts
 * @error: return location for an error
 *
 * Adds the wall where it is not there yet.
 *
 * Returns: whether it is there
 */
gboolean
zb_demo_add_wall (ZbPlatform *platform, GError **error)
{
  return zb_platform_work_sync (platform, add, NULL, error);
}
