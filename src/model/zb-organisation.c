/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-organisation.h"

static ZbField zb_organisation_fields[] = {
  ZB_FIELD (ZbOrganisation, kind, TEXT),    ZB_FIELD (ZbOrganisation, name, TEXT, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbOrganisation, parent, TEXT),  ZB_FIELD (ZbOrganisation, areas, TEXTS),
  ZB_FIELD (ZbOrganisation, duties, TEXTS), ZB_FIELD (ZbOrganisation, contact, TEXT),
};

ZB_DEFINE_RECORD (ZbOrganisation, zb_organisation, ZB_TYPE_ENTITY)
