/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-account.h"
#include "zb-assignment.h"
#include "zb-world.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_ASSIGNMENT_ROW (zb_assignment_row_get_type ())
G_DECLARE_FINAL_TYPE (ZbAssignmentRow, zb_assignment_row, ZB, ASSIGNMENT_ROW, GtkListBoxRow)

GtkWidget *zb_assignment_row_new (ZbWorld *world, ZbAccount *account, ZbAssignment *assignment);
ZbAssignment *zb_assignment_row_get_assignment (ZbAssignmentRow *self);
void zb_assignment_row_update (ZbAssignmentRow *self, ZbAccount *account);

G_END_DECLS
