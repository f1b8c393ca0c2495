/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-officer.h"

#include "zb-choices.h"

#include <string.h>

static ZbField zb_officer_fields[] = {
  ZB_FIELD (ZbOfficer, account, TEXT, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbOfficer, name, TEXT),
  ZB_FIELD (ZbOfficer, role, CHOICE, .choices = &zb_roles, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbOfficer, looking_at, TEXT),
  ZB_FIELD (ZbOfficer, at, TIME),
  ZB_FIELD (ZbOfficer, silent, FLAG),
};

ZB_DEFINE_RECORD (ZbOfficer, zb_officer, ZB_TYPE_RECORD)

/**
 * zb_officer_equal:
 * @self: somebody on watch
 * @other: somebody on watch
 *
 * Returns: whether nothing about them differs
 */
gboolean
zb_officer_equal (ZbOfficer *self, ZbOfficer *other)
{
  return self->muted == other->muted && zb_record_equal (ZB_RECORD (self), ZB_RECORD (other));
}

/**
 * zb_officer_looks_at:
 * @self: somebody on watch
 * @kind: the contract's name of a kind of entity, such as "alert"
 * @id: (nullable): the id of one
 *
 * Returns: whether that is what the officer looks at
 */
gboolean
zb_officer_looks_at (const ZbOfficer *self, const char *kind, const char *id)
{
  const gsize length = strlen (kind);

  return id && self->looking_at && strncmp (self->looking_at, kind, length) == 0 &&
         self->looking_at[length] == '/' && g_str_equal (self->looking_at + length + 1, id);
}
