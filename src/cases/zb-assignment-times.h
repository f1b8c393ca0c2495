/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-assignment.h"

G_BEGIN_DECLS

char *zb_assignment_describe_times (const ZbAssignment *self);

G_END_DECLS
