/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-case-order.h"

const ZbChoices zb_case_orders = {
  (const char *const[]){ "none", "deadline", "severity", "title", "updated", NULL }, FALSE
};

static gint64
deadline_of (const ZbCase *of)
{
  const gint64 due = !of->deadlines                   ? 0
                     : of->step == ZB_STEP_DISPATCHED ? of->deadlines->accept
                                                      : of->deadlines->finish;

  return due ? due : G_MAXINT64;
}

static int
compare_numbers (gint64 one, gint64 other)
{
  return one == other ? 0 : one < other ? -1 : 1;
}

static int
compare_texts (const char *one, const char *other)
{
  return g_utf8_collate (one ? one : "", other ? other : "");
}

static int
compare_by (ZbCaseOrder order, const ZbCase *one, const ZbCase *other)
{
  switch (order)
    {
    case ZB_CASE_ORDER_SEVERITY:
      return other->severity - one->severity;
    case ZB_CASE_ORDER_TITLE:
      return compare_texts (one->title, other->title) ? compare_texts (one->title, other->title)
                                                      : compare_texts (one->place, other->place);
    case ZB_CASE_ORDER_UPDATED:
      return compare_numbers (other->parent_instance.updated_at, one->parent_instance.updated_at);
    case ZB_CASE_ORDER_NONE:
    case ZB_CASE_ORDER_DEADLINE:
    default:
      return compare_numbers (deadline_of (one), deadline_of (other));
    }
}

/**
 * zb_case_order_compare:
 * @order: an order
 * @one: a case
 * @other: another
 *
 * What is equal in it stands by its deadline, then by how grave it is, then by its id, so that no list moves
 * by itself.
 *
 * Returns: less than 0 where @one comes first, more than 0 where @other does
 */
int
zb_case_order_compare (ZbCaseOrder order, const ZbCase *one, const ZbCase *other)
{
  int difference = compare_by (order, one, other);

  if (!difference)
    difference = compare_by (ZB_CASE_ORDER_DEADLINE, one, other);
  if (!difference)
    difference = compare_by (ZB_CASE_ORDER_SEVERITY, one, other);
  return difference ? difference : g_strcmp0 (one->parent_instance.id, other->parent_instance.id);
}
