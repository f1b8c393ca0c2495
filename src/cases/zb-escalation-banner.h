/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-account.h"
#include "zb-world.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_ESCALATION_BANNER (zb_escalation_banner_get_type ())
G_DECLARE_FINAL_TYPE (ZbEscalationBanner, zb_escalation_banner, ZB, ESCALATION_BANNER, AdwBin)

G_END_DECLS
