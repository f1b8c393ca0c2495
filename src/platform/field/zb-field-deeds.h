/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-field-page.h"
#include "zb-route.h"

G_BEGIN_DECLS

void zb_field_deed_answer_task (ZbTransaction *tx, ZbResponse *response, guint status, const char *problem,
                                const char *word);
void zb_field_deed_do (ZbPlatform *platform, ZbCall *call, ZbResponse *response);
void zb_field_deed_put_picture (ZbPlatform *platform, ZbCall *call, ZbResponse *response);

G_END_DECLS
