/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-audit-entry.h"
#include "zb-fuzz.h"
#include "zb-json.h"

static void
read_rows (yyjson_val *items, GListStore *rows)
{
  yyjson_val *item;
  size_t i, n;

  yyjson_arr_foreach (items, i, n, item)
  {
    g_autoptr (ZbAuditEntry) row = zb_json_read_record (ZB_TYPE_AUDIT_ENTRY, item, NULL);
    if (row != NULL)
      g_list_store_append (rows, row);
  }
}

/* Whatever comes, each row is taken or left; the first that does not hold is one of those that came. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GListStore) rows = g_list_store_new (ZB_TYPE_AUDIT_ENTRY);
  g_autoptr (ZbJsonDoc) document = zb_json_parse ((const char *)data, (gssize)size, NULL);
  gint64 broken;
  gboolean found = FALSE;

  read_rows (yyjson_obj_get (yyjson_doc_get_root (document), "items"), rows);
  broken = zb_audit_find_broken (G_LIST_MODEL (rows));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (rows)); i++)
    {
      g_autoptr (ZbAuditEntry) row = g_list_model_get_item (G_LIST_MODEL (rows), i);
      found = found || row->seq == broken;
    }
  g_assert_true (broken == 0 || found);
  return 0;
}

#ifndef ZB_LIBFUZZER
static const char *const samples[] = {
  "{\"items\":[{\"seq\":2,\"at\":\"2026-11-23T03:00:00.000Z\",\"actor\":null,\"actor_name\":\"陈值班\","
  "\"action\":\"case.file\",\"kind\":\"case\",\"id\":\"c\",\"area\":\"a\",\"origin\":\"127.0.0.1\",\"why\":"
  "null,"
  "\"previous\":\"ab\",\"hash\":\"cd\"},{\"seq\":1,\"at\":\"2026-11-23T02:00:00.000Z\",\"action\":\"case."
  "create\","
  "\"hash\":\"ab\"}],\"next\":null}",
  "{\"items\":[]}",
  NULL,
};

int
main (int argc, char **argv)
{
  return zb_fuzz_run (argc, argv, "audit", samples, 1000);
}
#endif
