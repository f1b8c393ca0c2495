/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-case.h"
#include "zb-step-mark.h"

G_BEGIN_DECLS

#define ZB_TYPE_STEP_LIST (zb_step_list_get_type ())
G_DECLARE_FINAL_TYPE (ZbStepList, zb_step_list, ZB, STEP_LIST, GtkWidget)

GtkWidget *zb_step_list_new (GtkOrientation orientation);
void zb_step_list_set_step (ZbStepList *self, ZbStep step, ZbStepLook look, const char *line,
                            const char *side);
void zb_step_list_show_case (ZbStepList *self, const ZbCase *of);
ZbStepLook zb_step_look_of (const ZbCase *of, ZbStep step);

G_END_DECLS
