/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-account.h"

static ZbField zb_account_fields[] = {
  ZB_FIELD (ZbAccount, username, TEXT),
  ZB_FIELD (ZbAccount, name, TEXT),
  ZB_FIELD (ZbAccount, number, TEXT),
  ZB_FIELD (ZbAccount, role, CHOICE, .choices = &zb_roles, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbAccount, areas, TEXTS),
  ZB_FIELD (ZbAccount, organisation, TEXT),
  ZB_FIELD (ZbAccount, unit, TEXT),
  ZB_FIELD (ZbAccount, enabled, FLAG),
};

ZB_DEFINE_RECORD (ZbAccount, zb_account, ZB_TYPE_ENTITY)
