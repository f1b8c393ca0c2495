/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-telephone.h"

static ZbField zb_telephone_fields[] = {
  ZB_FIELD (ZbTelephone, code, TEXT), ZB_FIELD (ZbTelephone, expires_at, TIME),
  ZB_FIELD (ZbTelephone, url, TEXT),  ZB_FIELD (ZbTelephone, user, TEXT),
  ZB_FIELD (ZbTelephone, key, TEXT),  ZB_FIELD (ZbTelephone, ended, INTEGER),
};

ZB_DEFINE_RECORD (ZbTelephone, zb_telephone, ZB_TYPE_RECORD)
