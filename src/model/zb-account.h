/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-entity.h"

G_BEGIN_DECLS

ZB_DECLARE_ENTITY (ZbAccount, zb_account, ACCOUNT)
#define ZB_TYPE_ACCOUNT (zb_account_get_type ())

/**
 * ZbAccount:
 * @username: what one signs in with
 * @name: the person's name
 * @number: (nullable): the officer's number, such as CN0386
 * @role: a #ZbRole
 * @areas: the ids of the areas it may see, with all that lies in them
 * @organisation: (nullable): the id of the organisation a handler belongs to
 * @unit: (nullable): the id of the unit a handler is
 * @enabled: whether it may sign in
 *
 * Somebody who signs in.
 */
struct _ZbAccount
{
  ZbEntity parent_instance;
  char *username;
  char *name;
  char *number;
  int role;
  char **areas;
  char *organisation;
  char *unit;
  gboolean enabled;
};

G_END_DECLS
