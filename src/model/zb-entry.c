/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-entry.h"

static ZbField zb_entry_fields[] = {
  ZB_FIELD_NAMED (ZbEntry, case_id, "case", TEXT, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbEntry, at, TIME),
  ZB_FIELD (ZbEntry, by, TEXT),
  ZB_FIELD (ZbEntry, what, TEXT),
  ZB_FIELD (ZbEntry, title, TEXT),
  ZB_FIELD (ZbEntry, note, TEXT),
  ZB_FIELD (ZbEntry, evidence, RECORDS, .record_type = zb_attachment_get_type),
};

ZB_DEFINE_RECORD (ZbEntry, zb_entry, ZB_TYPE_ENTITY)
