/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-record.h"

G_BEGIN_DECLS

#define ZB_TYPE_OFFICER (zb_officer_get_type ())
GType zb_officer_get_type (void);

/**
 * ZbOfficer:
 * @account: the id of the account
 * @name: the person's name
 * @role: a #ZbRole
 * @looking_at: (nullable): what the officer looks at, such as "alert/<id>"; %NULL where that is nothing, or
 *   nothing that whoever was told may see
 * @at: since when that is so, µs UTC
 * @muted: the severities that make no sound at the officer's seat, one bit each: 1 << #ZbSeverity
 * @silent: whether nothing at all can be heard there, as where the sound device is gone
 *
 * Somebody who is on watch. It is told by presence and is of the moment: there is no version of it, and
 * nothing of it is kept.
 */
typedef struct
{
  ZbRecord parent_instance;
  char *account;
  char *name;
  int role;
  char *looking_at;
  gint64 at;
  guint muted;
  gboolean silent;
} ZbOfficer;

typedef struct
{
  ZbRecordClass parent_class;
} ZbOfficerClass;

#define ZB_OFFICER(object) (G_TYPE_CHECK_INSTANCE_CAST ((object), ZB_TYPE_OFFICER, ZbOfficer))
#define ZB_IS_OFFICER(object) (G_TYPE_CHECK_INSTANCE_TYPE ((object), ZB_TYPE_OFFICER))
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbOfficer, g_object_unref)

gboolean zb_officer_equal (ZbOfficer *self, ZbOfficer *other);
gboolean zb_officer_looks_at (const ZbOfficer *self, const char *kind, const char *id);

G_END_DECLS
