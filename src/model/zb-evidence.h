/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-answer.h"

G_BEGIN_DECLS

#define ZB_TYPE_EVIDENCE (zb_evidence_get_type ())
G_DECLARE_INTERFACE (ZbEvidence, zb_evidence, ZB, EVIDENCE, GObject)

/**
 * ZbEvidenceInterface:
 * @load: see zb_evidence_load()
 *
 * Whoever can get a picture or clip.
 */
struct _ZbEvidenceInterface
{
  GTypeInterface parent_iface;
  ZbAnswer *(*load) (ZbEvidence *self, const char *id);
};

ZbAnswer *zb_evidence_load (ZbEvidence *self, const char *id);

G_END_DECLS
