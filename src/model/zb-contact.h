/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-entity.h"

G_BEGIN_DECLS

ZB_DECLARE_RECORD (ZbContact, zb_contact, CONTACT)
#define ZB_TYPE_CONTACT (zb_contact_get_type ())

/**
 * ZbContact:
 * @name: (nullable): a caller's name
 * @telephone: (nullable): the caller's number
 * @address: (nullable): where a person lives
 * @masked: whether the platform has masked what stands here for this recipient
 *
 * Personal data of a caller or an elder. It is masked for whoever the case does not concern.
 */
struct _ZbContact
{
  ZbRecord parent_instance;
  char *name;
  char *telephone;
  char *address;
  gboolean masked;
};

G_END_DECLS
