/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-entity.h"

G_BEGIN_DECLS

ZB_DECLARE_ENTITY (ZbOrganisation, zb_organisation, ORGANISATION)
#define ZB_TYPE_ORGANISATION (zb_organisation_get_type ())

/**
 * ZbOrganisation:
 * @kind: department, subdistrict, committee, property, emergency … as the centre configures it
 * @name: in Chinese
 * @parent: (nullable): the id of the organisation above it
 * @areas: the ids of the areas it serves
 * @duties: what it is responsible for, in the words of skills and kinds of alert
 * @contact: (nullable): the duty telephone of the office
 *
 * One of those who act in the district.
 */
struct _ZbOrganisation
{
  ZbEntity parent_instance;
  char *kind;
  char *name;
  char *parent;
  char **areas;
  char **duties;
  char *contact;
};

G_END_DECLS
