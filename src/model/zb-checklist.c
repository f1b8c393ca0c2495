/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-checklist.h"

static ZbField zb_check_item_fields[] = {
  ZB_FIELD (ZbCheckItem, text, TEXT, .flags = ZB_FIELD_REQUIRED | ZB_FIELD_OWN_WORDS),
  ZB_FIELD (ZbCheckItem, stage, TEXT),
  ZB_FIELD (ZbCheckItem, done, FLAG),
  ZB_FIELD (ZbCheckItem, at, TIME),
  ZB_FIELD (ZbCheckItem, by, TEXT),
};

ZB_DEFINE_RECORD (ZbCheckItem, zb_check_item, ZB_TYPE_RECORD)

/**
 * zb_checklist_count_done:
 * @items: (nullable) (element-type ZbCheckItem): a checklist
 * @stage: which of its lines count
 * @n_items: (out) (optional): how many lines that are
 *
 * Returns: how many of them are ticked
 */
guint
zb_checklist_count_done (GPtrArray *items, const char *stage, guint *n_items)
{
  guint done = 0, n = 0;
  for (guint i = 0; items && i < items->len; i++)
    {
      ZbCheckItem *item = items->pdata[i];
      if (g_strcmp0 (item->stage, stage) != 0)
        continue;
      n++;
      done += item->done ? 1 : 0;
    }
  if (n_items)
    *n_items = n;
  return done;
}

/**
 * zb_checklist_is_complete:
 * @items: (nullable) (element-type ZbCheckItem): a checklist
 * @stage: which of its lines count
 *
 * Returns: whether all of them are ticked; TRUE where there is none
 */
gboolean
zb_checklist_is_complete (GPtrArray *items, const char *stage)
{
  guint n;
  return zb_checklist_count_done (items, stage, &n) == n;
}
