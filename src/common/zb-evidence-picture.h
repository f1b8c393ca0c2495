/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-evidence.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_EVIDENCE_PICTURE (zb_evidence_picture_get_type ())
G_DECLARE_FINAL_TYPE (ZbEvidencePicture, zb_evidence_picture, ZB, EVIDENCE_PICTURE, GtkWidget)

GtkWidget *zb_evidence_picture_new (void);
void zb_evidence_picture_show (ZbEvidencePicture *self, ZbEvidence *evidence, const char *id);
GdkTexture *zb_evidence_picture_get_texture (ZbEvidencePicture *self);

G_END_DECLS
