/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-transaction.h"

G_BEGIN_DECLS

/* How long a code waits to be typed. */
#define ZB_FIELD_CODE_LIFE (10 * G_TIME_SPAN_MINUTE)
#define ZB_FIELD_CODE_LENGTH 8

char *zb_field_code_new (ZbTransaction *tx, const char *unit);
char *zb_field_code_redeem (ZbTransaction *tx, const char *typed);

G_END_DECLS
