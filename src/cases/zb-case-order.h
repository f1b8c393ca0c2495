/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-case.h"

G_BEGIN_DECLS

/**
 * ZbCaseOrder:
 * @ZB_CASE_ORDER_NONE: not given; as by the deadline
 * @ZB_CASE_ORDER_DEADLINE: what runs out first comes first
 * @ZB_CASE_ORDER_SEVERITY: the gravest first
 * @ZB_CASE_ORDER_TITLE: by title and place
 * @ZB_CASE_ORDER_UPDATED: what changed last comes first
 *
 * In which order the cases of a step stand.
 */
typedef enum
{
  ZB_CASE_ORDER_NONE,
  ZB_CASE_ORDER_DEADLINE,
  ZB_CASE_ORDER_SEVERITY,
  ZB_CASE_ORDER_TITLE,
  ZB_CASE_ORDER_UPDATED,
} ZbCaseOrder;
#define ZB_N_CASE_ORDERS 5

extern const ZbChoices zb_case_orders;

int zb_case_order_compare (ZbCaseOrder order, const ZbCase *one, const ZbCase *other);

G_END_DECLS
