/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-attachment.h"

static ZbField zb_attachment_fields[] = {
  ZB_FIELD (ZbAttachment, id, TEXT, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbAttachment, mime, TEXT),
  ZB_FIELD (ZbAttachment, at, TIME),
  ZB_FIELD (ZbAttachment, sha256, TEXT),
  ZB_FIELD (ZbAttachment, label, TEXT),
  ZB_FIELD (ZbAttachment, phase, TEXT),
};

ZB_DEFINE_RECORD (ZbAttachment, zb_attachment, ZB_TYPE_RECORD)
