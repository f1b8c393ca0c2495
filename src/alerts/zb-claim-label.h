/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-alert.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_CLAIM_LABEL (zb_claim_label_get_type ())
G_DECLARE_FINAL_TYPE (ZbClaimLabel, zb_claim_label, ZB, CLAIM_LABEL, GtkWidget)

void zb_claim_label_set_officer (const char *account);

G_END_DECLS
