/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-route.h"

G_BEGIN_DECLS

void zb_evidence_files_put (ZbPlatform *platform, ZbCall *call, ZbResponse *response);

G_END_DECLS
