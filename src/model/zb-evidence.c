/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-evidence.h"

G_DEFINE_INTERFACE (ZbEvidence, zb_evidence, G_TYPE_OBJECT)

static void
zb_evidence_default_init (ZbEvidenceInterface *iface)
{
}

/**
 * zb_evidence_load:
 * @self: whoever can get files
 * @id: the id of a #ZbAttachment
 *
 * Returns: (transfer full): an answer that will hold the file's bytes
 */
ZbAnswer *
zb_evidence_load (ZbEvidence *self, const char *id)
{
  return ZB_EVIDENCE_GET_IFACE (self)->load (self, id);
}
