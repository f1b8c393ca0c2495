/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-entity.h"

G_BEGIN_DECLS

ZB_DECLARE_RECORD (ZbAttachment, zb_attachment, ATTACHMENT)
#define ZB_TYPE_ATTACHMENT (zb_attachment_get_type ())

/**
 * ZbAttachment:
 * @id: the id under which `GET /evidence/{id}` gives the file
 * @mime: its media type
 * @at: when it was taken, µs UTC
 * @sha256: of the file, in hexadecimal
 * @label: (nullable): what it shows, such as 烟雾 0.93
 * @phase: (nullable): "before" or "after" the handling
 *
 * A picture or clip that belongs to an alert, a case or an assignment: the file is asked for when
 * it is looked at.
 */
struct _ZbAttachment
{
  ZbRecord parent_instance;
  char *id;
  char *mime;
  gint64 at;
  char *sha256;
  char *label;
  char *phase;
};

G_END_DECLS
