/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-route.h"

G_BEGIN_DECLS

/* For how long the outcome of a command is kept and repeated. */
#define ZB_IDEMPOTENCY_KEPT (7 * G_TIME_SPAN_DAY)

typedef enum
{
  ZB_IDEMPOTENCY_NEW,      /* not seen yet: do it */
  ZB_IDEMPOTENCY_REPEATED, /* done before: the response is given */
  ZB_IDEMPOTENCY_REFUSED,  /* the problem is in the response */
} ZbIdempotency;

ZbIdempotency zb_idempotency_check (ZbTransaction *tx, ZbResponse *response);
void zb_idempotency_keep (ZbTransaction *tx, ZbResponse *response);
void zb_idempotency_note (ZbTransaction *tx, const char *caller, const char *key, const char *request);

G_END_DECLS
