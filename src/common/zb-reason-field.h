/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_REASON_FIELD (zb_reason_field_get_type ())
G_DECLARE_FINAL_TYPE (ZbReasonField, zb_reason_field, ZB, REASON_FIELD, AdwBin)

ZbReasonField *zb_reason_field_new (const char *const *suggestions);
char *zb_reason_field_dup_reason (ZbReasonField *self);
gboolean zb_reason_field_has_reason (ZbReasonField *self);
void zb_reason_field_set_reason (ZbReasonField *self, const char *reason);
GtkWidget *zb_reason_field_get_entry (ZbReasonField *self);

G_END_DECLS
