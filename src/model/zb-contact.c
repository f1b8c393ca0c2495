/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-contact.h"

static ZbField zb_contact_fields[] = {
  ZB_FIELD (ZbContact, name, TEXT, .flags = ZB_FIELD_PERSONAL),
  ZB_FIELD (ZbContact, telephone, TEXT, .flags = ZB_FIELD_PERSONAL),
  ZB_FIELD (ZbContact, address, TEXT, .flags = ZB_FIELD_PERSONAL),
  ZB_FIELD (ZbContact, masked, FLAG),
};

ZB_DEFINE_RECORD (ZbContact, zb_contact, ZB_TYPE_RECORD)
