/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-entity.h"

G_BEGIN_DECLS

ZB_DECLARE_RECORD (ZbCheckItem, zb_check_item, CHECK_ITEM)
#define ZB_TYPE_CHECK_ITEM (zb_check_item_get_type ())

/**
 * ZbCheckItem:
 * @text: what is to be done or seen
 * @stage: "handling" or "check": who ticks it, the duty desk or the checker
 * @done: whether it is ticked
 * @at: when it was ticked, µs UTC
 * @by: (nullable): the name of who ticked it
 *
 * One line of a plan's checklist as a case carries it.
 */
struct _ZbCheckItem
{
  ZbRecord parent_instance;
  char *text;
  char *stage;
  gboolean done;
  gint64 at;
  char *by;
};

gboolean zb_checklist_is_complete (GPtrArray *items, const char *stage);
guint zb_checklist_count_done (GPtrArray *items, const char *stage, guint *n_items);

G_END_DECLS
