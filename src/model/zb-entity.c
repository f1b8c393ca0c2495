/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all entities have in common, and the list of their kinds. */
#include "zb-entity.h"

#include "zb-alert.h"
#include "zb-algorithm.h"
#include "zb-area.h"
#include "zb-assignment.h"
#include "zb-account.h"
#include "zb-case.h"
#include "zb-device.h"
#include "zb-drill.h"
#include "zb-entry.h"
#include "zb-organisation.h"
#include "zb-plan.h"
#include "zb-unit.h"
#include "zb-wall.h"
#include "zb-zone.h"

const ZbChoices zb_kinds = { (const char *const[]){ "none", "area", "organisation", "device", "unit",
                                                    "algorithm", "plan", "alert", "case", "assignment",
                                                    "entry", "account", "wall", "zone", "drill", NULL },
                             TRUE };

typedef struct
{
  const char *plural;
  GType (*get_type) (void);
} Kind;

static const Kind kinds[ZB_N_KINDS] = {
  [ZB_KIND_AREA] = { "areas", zb_area_get_type },
  [ZB_KIND_ORGANISATION] = { "organisations", zb_organisation_get_type },
  [ZB_KIND_DEVICE] = { "devices", zb_device_get_type },
  [ZB_KIND_UNIT] = { "units", zb_unit_get_type },
  [ZB_KIND_ALGORITHM] = { "algorithms", zb_algorithm_get_type },
  [ZB_KIND_PLAN] = { "plans", zb_plan_get_type },
  [ZB_KIND_ALERT] = { "alerts", zb_alert_get_type },
  [ZB_KIND_CASE] = { "cases", zb_case_get_type },
  [ZB_KIND_ASSIGNMENT] = { "assignments", zb_assignment_get_type },
  [ZB_KIND_ENTRY] = { "entries", zb_entry_get_type },
  [ZB_KIND_ACCOUNT] = { "accounts", zb_account_get_type },
  [ZB_KIND_WALL] = { "walls", zb_wall_get_type },
  [ZB_KIND_ZONE] = { "zones", zb_zone_get_type },
  [ZB_KIND_DRILL] = { "drills", zb_drill_get_type },
};

static ZbField entity_fields[] = {
  ZB_FIELD (ZbEntity, id, TEXT, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbEntity, version, INTEGER),
  ZB_FIELD (ZbEntity, revision, INTEGER),
  ZB_FIELD (ZbEntity, updated_at, TIME),
  ZB_FIELD (ZbEntity, mode, CHOICE, .choices = &zb_modes),
};

G_DEFINE_ABSTRACT_TYPE (ZbEntity, zb_entity, ZB_TYPE_RECORD)

static void
zb_entity_class_init (ZbEntityClass *klass)
{
  zb_record_class_set_fields (klass, entity_fields, G_N_ELEMENTS (entity_fields));
}

static void
zb_entity_init (ZbEntity *self)
{
}

/**
 * zb_kind_get_type:
 * @kind: a kind of entity
 *
 * Returns: the type of its objects, %G_TYPE_INVALID for a kind that is not known
 */
GType
zb_kind_get_type (ZbKind kind)
{
  return kind > ZB_KIND_NONE && kind < ZB_N_KINDS ? kinds[kind].get_type () : G_TYPE_INVALID;
}

/**
 * zb_kind_get_plural:
 * @kind: a kind of entity
 *
 * Returns: (transfer none) (nullable): the name of its list in the contract's paths
 */
const char *
zb_kind_get_plural (ZbKind kind)
{
  return kind > ZB_KIND_NONE && kind < ZB_N_KINDS ? kinds[kind].plural : NULL;
}

/**
 * zb_kind_from_plural:
 * @plural: the name of a list in the contract's paths
 *
 * Returns: its kind of entity, %ZB_KIND_NONE where it is not known
 */
ZbKind
zb_kind_from_plural (const char *plural)
{
  for (int kind = 1; kind < ZB_N_KINDS; kind++)
    if (g_strcmp0 (kinds[kind].plural, plural) == 0)
      return kind;
  return ZB_KIND_NONE;
}

/**
 * zb_entity_get_kind:
 * @entity: a #ZbEntity
 *
 * Returns: its kind
 */
ZbKind
zb_entity_get_kind (gpointer entity)
{
  for (int kind = 1; kind < ZB_N_KINDS; kind++)
    if (kinds[kind].get_type () == G_OBJECT_TYPE (entity))
      return kind;
  return ZB_KIND_NONE;
}

/**
 * zb_entity_new:
 * @kind: a known kind of entity
 * @id: its id
 *
 * Returns: (transfer full): an entity with nothing but its id
 */
ZbEntity *
zb_entity_new (ZbKind kind, const char *id)
{
  ZbEntity *self = g_object_new (zb_kind_get_type (kind), NULL);
  self->id = g_strdup (id);
  return self;
}
