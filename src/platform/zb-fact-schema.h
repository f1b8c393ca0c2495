/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

extern const char zb_fact_schema[];

/* An open case or assignment is over at a time that does not come. */
#define ZB_FACT_NEVER (G_GINT64_CONSTANT (1) << 47)
#define ZB_FACT_HOUR_MS G_GINT64_CONSTANT (3600000)
#define ZB_FACT_BLOCK_BITS 12

/* What has become of a case. */
enum
{
  ZB_FACT_OPEN,
  ZB_FACT_CLOSED,
  ZB_FACT_VOID,
};

G_END_DECLS
