/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-assignment.h"
#include "zb-field-page.h"

G_BEGIN_DECLS

ZbAssignment *zb_field_task_load (ZbTransaction *tx, const char *id);
void zb_field_task_show (ZbFieldPage *page, ZbTransaction *tx, ZbAssignment *assignment);
void zb_field_tasks_show (ZbFieldPage *page, ZbTransaction *tx);

G_END_DECLS
