/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-account.h"

G_BEGIN_DECLS

gboolean zb_masking_is_needed (ZbKind kind, const char *body, ZbAccount *account);
ZbRecord *zb_mask_record (gpointer entity, ZbAccount *account);
char *zb_mask_body (ZbKind kind, const char *body, ZbAccount *account);

G_END_DECLS
