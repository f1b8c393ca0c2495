/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chain of the audit log as a console checks it: what is changed, left out or put in another place is
 * found, and the first such row is named. */
#include "zb-audit-entry.h"

static ZbAuditEntry *
make (gint64 seq, const char *previous, const char *why)
{
  ZbAuditEntry *self = g_object_new (ZB_TYPE_AUDIT_ENTRY, NULL);
  self->seq = seq;
  self->at = 1795000000000000 + seq;
  self->actor_name = g_strdup ("陈值班");
  self->action = g_strdup ("case.dispatch");
  self->why = g_strdup (why);
  self->previous = g_strdup (previous);
  self->hash = zb_audit_entry_hash (self);
  return self;
}

/* Three rows: 1 and 2 follow each other, between 2 and 5 stand rows of others. */
static GListStore *
make_rows (void)
{
  GListStore *rows = g_list_store_new (ZB_TYPE_AUDIT_ENTRY);
  g_autoptr (ZbAuditEntry) first = make (1, "", NULL), second = make (2, first->hash, "请尽快"),
                           third = make (5, "abc", NULL);
  g_list_store_append (rows, third);
  g_list_store_append (rows, second);
  g_list_store_append (rows, first);
  return rows;
}

static ZbAuditEntry *
row_at (GListStore *rows, guint position)
{
  g_autoptr (ZbAuditEntry) row = g_list_model_get_item (G_LIST_MODEL (rows), position);
  return row;
}

static gint64
find_broken (GListStore *rows)
{
  return zb_audit_find_broken (G_LIST_MODEL (rows));
}

/* Out of a reckoning by hand: `printf '0:,1:5,-,-,1:a,-,-,-,-,-,' | sha256sum`. */
static void
test_form (void)
{
  g_autoptr (ZbAuditEntry) row = g_object_new (ZB_TYPE_AUDIT_ENTRY, NULL);
  row->at = 5;
  row->action = g_strdup ("a");
  g_autofree char *hash = zb_audit_entry_hash (row);
  g_autofree char *expected =
      g_compute_checksum_for_string (G_CHECKSUM_SHA256, "0:,1:5,-,-,1:a,-,-,-,-,-,", -1);
  g_assert_cmpstr (hash, ==, expected);
}

static void
test_holds (void)
{
  g_autoptr (GListStore) rows = make_rows ();
  g_autoptr (GListStore) none = g_list_store_new (ZB_TYPE_AUDIT_ENTRY);
  g_assert_cmpint (find_broken (rows), ==, 0);
  g_assert_cmpint (find_broken (none), ==, 0);
}

static void
test_changed (void)
{
  g_autoptr (GListStore) rows = make_rows ();
  g_set_str (&row_at (rows, 1)->why, "不急");
  g_assert_cmpint (find_broken (rows), ==, 2);
  g_set_str (&row_at (rows, 2)->actor_name, "李值班");
  g_assert_cmpint (find_broken (rows), ==, 1);
}

/* One who can change a row can hash it anew; the next one gives it away. */
static void
test_hashed_anew (void)
{
  g_autoptr (GListStore) rows = make_rows ();
  ZbAuditEntry *first = row_at (rows, 2);
  g_set_str (&first->why, "改过");
  g_free (first->hash);
  first->hash = zb_audit_entry_hash (first);
  g_assert_cmpint (find_broken (rows), ==, 2);
}

static void
test_out_of_order (void)
{
  g_autoptr (GListStore) rows = make_rows ();
  g_autoptr (ZbAuditEntry) third = g_object_ref (row_at (rows, 0));
  g_list_store_remove (rows, 0);
  g_list_store_append (rows, third);
  g_assert_cmpint (find_broken (rows), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/audit-entry/form", test_form);
  g_test_add_func ("/audit-entry/holds", test_holds);
  g_test_add_func ("/audit-entry/changed", test_changed);
  g_test_add_func ("/audit-entry/hashed-anew", test_hashed_anew);
  g_test_add_func ("/audit-entry/out-of-order", test_out_of_order);
  return g_test_run ();
}
