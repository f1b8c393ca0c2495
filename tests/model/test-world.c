/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records, stores and the one way into them. */
#include "zb-alert.h"
#include "zb-case.h"
#include "zb-claim-standing.h"
#include "zb-unit.h"
#include "zb-uuid.h"
#include "zb-world.h"

#include <string.h>

static ZbAlert *
alert_new (const char *id, gint64 version, const char *title)
{
  ZbAlert *alert = ZB_ALERT (zb_entity_new (ZB_KIND_ALERT, id));
  alert->parent_instance.version = version;
  alert->title = g_strdup (title);
  return alert;
}

static gboolean
apply (ZbWorld *world, const char *id, gint64 version, const char *title)
{
  g_autoptr (ZbAlert) alert = alert_new (id, version, title);
  g_autoptr (ZbEvent) event = zb_event_new ("alert.updated", (ZbEntity *)alert, 0);
  return zb_world_apply (world, event);
}

static const char *
title_of (ZbWorld *world, const char *id)
{
  ZbAlert *alert = zb_world_lookup (world, ZB_KIND_ALERT, id);
  return alert ? alert->title : NULL;
}

static void
count (GObject *object, GParamSpec *pspec, gpointer counter)
{
  *(int *)counter += 1;
}

static void
test_newer_version_wins (void)
{
  g_autoptr (ZbWorld) world = zb_world_new ();
  g_assert_true (apply (world, "a", 2, "two"));
  g_assert_false (apply (world, "a", 2, "two again"));
  g_assert_false (apply (world, "a", 1, "one"));
  g_assert_cmpstr (title_of (world, "a"), ==, "two");
  g_assert_true (apply (world, "a", 3, "three"));
  g_assert_cmpstr (title_of (world, "a"), ==, "three");
}

static void
test_object_stays_and_notifies_what_changed (void)
{
  g_autoptr (ZbWorld) world = zb_world_new ();
  int titles = 0, places = 0;

  apply (world, "a", 1, "one");
  ZbAlert *held = zb_world_lookup (world, ZB_KIND_ALERT, "a");
  g_signal_connect (held, "notify::title", G_CALLBACK (count), &titles);
  g_signal_connect (held, "notify::place", G_CALLBACK (count), &places);
  apply (world, "a", 2, "two");
  g_assert_true (zb_world_lookup (world, ZB_KIND_ALERT, "a") == held);
  g_assert_cmpint (titles, ==, 1);
  g_assert_cmpint (places, ==, 0);
}

static void
see_all (ZbAlert *held, GParamSpec *pspec, int *n)
{
  g_assert_cmpint (held->parent_instance.version, ==, 2);
  g_assert_cmpstr (held->title, ==, "two");
  g_assert_cmpint (held->occurrences, ==, 7);
  *n += 1;
}

/* Who hears of one property finds the others as new as it. */
static void
test_all_is_there_before_any_is_told (void)
{
  g_autoptr (ZbAlert) held = alert_new ("a", 1, "one"), from = alert_new ("a", 2, "two");
  int n = 0;

  from->occurrences = 7;
  g_signal_connect (held, "notify", G_CALLBACK (see_all), &n);
  g_assert_true (zb_record_assign ((ZbRecord *)held, (ZbRecord *)from));
  g_assert_cmpint (n, ==, 3);
  g_assert_false (zb_record_assign ((ZbRecord *)held, (ZbRecord *)from));
  g_assert_cmpint (n, ==, 3);
}

/* A mirror that follows the list's signals alone has to stay equal to the list at every signal. */
static void
mirror (GListModel *model, guint position, guint removed, guint added, GPtrArray *copy)
{
  for (guint i = 0; i < removed; i++)
    g_ptr_array_remove_index (copy, position);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (copy, (int)(position + i), g_list_model_get_item (model, position + i));
  g_assert_cmpuint (copy->len, ==, g_list_model_get_n_items (model));
  for (guint i = 0; i < copy->len; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, i);
      g_assert_true (item == copy->pdata[i]);
    }
}

static void
test_signals_are_exact (void)
{
  g_autoptr (ZbWorld) world = zb_world_new ();
  g_autoptr (GPtrArray) copy = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  g_signal_connect (zb_world_get_store (world, ZB_KIND_ALERT), "items-changed", G_CALLBACK (mirror), copy);
  for (int i = 0; i < 600; i++)
    {
      g_autofree char *id = g_strdup_printf ("%d", g_rand_int_range (rand, 0, 40));
      if (g_rand_boolean (rand))
        apply (world, id, i + 1, "title");
      else
        {
          g_autoptr (ZbEvent) gone = zb_event_new_removed (ZB_KIND_ALERT, id, 0);
          gboolean known = title_of (world, id) != NULL;
          g_assert_true (zb_world_apply (world, gone) == known);
          g_assert_null (title_of (world, id));
        }
    }
}

static void
test_sweep_leaves_what_was_named (void)
{
  g_autoptr (ZbWorld) world = zb_world_new ();
  g_autoptr (GHashTable) named = g_hash_table_new (g_str_hash, g_str_equal);
  apply (world, "a", 1, "");
  apply (world, "b", 1, "");
  apply (world, "c", 1, "");
  g_hash_table_add (named, (gpointer) "b");
  zb_world_sweep (world, ZB_KIND_ALERT, named);
  g_assert_cmpuint (zb_store_get_size (zb_world_get_store (world, ZB_KIND_ALERT)), ==, 1);
  g_assert_nonnull (title_of (world, "b"));
}

static void
test_commands_stand_beside_the_entity (void)
{
  g_autoptr (ZbWorld) world = zb_world_new ();
  g_autoptr (ZbCommand) command = zb_command_new ("alert.verdict", "a", NULL);

  g_assert_null (zb_world_find_command (world, "a"));
  zb_world_add_command (world, command);
  g_assert_true (zb_world_find_command (world, "a") == command);
  zb_world_remove_command (world, command);
  g_assert_null (zb_world_find_command (world, "a"));
}

static void
test_ids_rise (void)
{
  g_autofree char *last = zb_uuid_new ();
  for (int i = 0; i < 20000; i++)
    {
      char *next = zb_uuid_new ();
      g_assert_true (zb_uuid_is_valid (next));
      g_assert_cmpint (next[14], ==, '7');
      g_assert_cmpint (strcmp (last, next), <, 0);
      g_free (last);
      last = next;
    }
  g_assert_false (zb_uuid_is_valid ("01930f5e-7c1a-7000-8000-00000000000G"));
  g_assert_false (zb_uuid_is_valid ("01930f5e"));
}

static void
test_unit_status (void)
{
  g_autoptr (ZbUnit) unit = ZB_UNIT (zb_entity_new (ZB_KIND_UNIT, "u"));
  gint64 now = 100 * G_TIME_SPAN_HOUR;

  unit->as_of = now - 9 * G_TIME_SPAN_MINUTE;
  g_assert_cmpint (zb_unit_derive_status (unit, 0, now), ==, ZB_UNIT_OFF_DUTY);
  unit->on_duty = TRUE;
  g_assert_cmpint (zb_unit_derive_status (unit, 0, now), ==, ZB_UNIT_AVAILABLE);
  g_assert_cmpint (zb_unit_derive_status (unit, 2, now), ==, ZB_UNIT_BUSY);
  unit->as_of = now - 11 * G_TIME_SPAN_MINUTE;
  g_assert_cmpint (zb_unit_derive_status (unit, 2, now), ==, ZB_UNIT_UNREACHABLE);
}

/* --- what is over ---------------------------------------------------------------------------------- */

static void
put_alert (ZbWorld *world, const char *id, int state, gint64 updated_at)
{
  g_autoptr (ZbEntity) alert = zb_entity_new (ZB_KIND_ALERT, id);
  g_autoptr (ZbEvent) event = zb_event_new ("alert.raised", alert, 0);

  alert->version = 1;
  alert->updated_at = updated_at;
  ZB_ALERT (alert)->state = state;
  zb_world_apply (world, event);
}

/* Only what is over, and only what has been so for long. */
static void
test_forget_over (void)
{
  g_autoptr (ZbWorld) world = zb_world_new ();
  g_autoptr (ZbEntity) of_case = zb_entity_new (ZB_KIND_CASE, "case");
  g_autoptr (ZbEvent) event = zb_event_new ("case.updated", of_case, 0);

  put_alert (world, "old", ZB_ALERT_CLOSED, 100);
  put_alert (world, "open", ZB_ALERT_NEW, 100);
  put_alert (world, "fresh", ZB_ALERT_CLOSED, 300);
  of_case->version = 1;
  of_case->updated_at = 100;
  ZB_CASE (of_case)->step = ZB_STEP_VOID;
  zb_world_apply (world, event);
  zb_world_forget_over (world, 200);
  g_assert_null (zb_world_lookup (world, ZB_KIND_ALERT, "old"));
  g_assert_nonnull (zb_world_lookup (world, ZB_KIND_ALERT, "open"));
  g_assert_nonnull (zb_world_lookup (world, ZB_KIND_ALERT, "fresh"));
  g_assert_null (zb_world_lookup (world, ZB_KIND_CASE, "case"));
}

/* --- who is on watch ------------------------------------------------------------------------ */

static ZbOfficer *
officer_new (const char *account, const char *looking_at)
{
  ZbOfficer *officer = g_object_new (ZB_TYPE_OFFICER, NULL);
  officer->account = g_strdup (account);
  officer->role = ZB_ROLE_DUTY_OFFICER;
  officer->looking_at = g_strdup (looking_at);
  return officer;
}

static GPtrArray *
officers_new (const char *first_looks_at, gboolean three)
{
  GPtrArray *officers = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (officers, officer_new ("one", first_looks_at));
  g_ptr_array_add (officers, officer_new ("two", NULL));
  if (three)
    g_ptr_array_add (officers, officer_new ("three", NULL));
  return officers;
}

typedef struct
{
  guint position, removed, added, n;
} Change;

static void
note_change (GListModel *model, guint position, guint removed, guint added, gpointer data)
{
  Change *change = data;
  *change = (Change){ position, removed, added, change->n + 1 };
}

static void
set_officers (ZbWorld *world, const char *first_looks_at, gboolean three)
{
  g_autoptr (GPtrArray) officers = officers_new (first_looks_at, three);
  zb_world_set_officers (world, officers);
}

/* Those of whom nothing is new stay, as objects and as rows. */
static void
test_officers (void)
{
  g_autoptr (ZbWorld) world = zb_world_new ();
  GListModel *officers = zb_world_get_officers (world);
  Change change = { 0 };

  g_signal_connect (officers, "items-changed", G_CALLBACK (note_change), &change);
  set_officers (world, "alert/a", TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (officers), ==, 3);
  g_autoptr (ZbOfficer) first = g_list_model_get_item (officers, 0);
  g_assert_true (zb_officer_looks_at (first, "alert", "a"));
  g_assert_false (zb_officer_looks_at (first, "alert", "ab"));
  g_assert_false (zb_officer_looks_at (first, "case", "a"));
  set_officers (world, "alert/a", TRUE);
  g_assert_cmpuint (change.n, ==, 1);
  set_officers (world, "alert/b", TRUE);
  g_assert_cmpuint (change.position, ==, 0);
  g_assert_cmpuint (change.removed, ==, 1);
  g_assert_cmpuint (change.added, ==, 1);
  set_officers (world, "alert/b", FALSE);
  g_assert_cmpuint (change.position, ==, 2);
  g_assert_cmpuint (change.removed, ==, 1);
  g_assert_cmpuint (change.added, ==, 0);
  zb_world_set_officers (world, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (officers), ==, 0);
}

static void
test_claim_standing (void)
{
  g_autoptr (ZbAlert) alert = alert_new ("a", 1, NULL);

  g_assert_cmpint (zb_claim_get_standing (alert, "me", 100), ==, ZB_CLAIM_FREE);
  alert->state = ZB_ALERT_CLAIMED;
  alert->claim = g_object_new (ZB_TYPE_CLAIM, NULL);
  alert->claim->by = g_strdup ("me");
  alert->claim->until = 100;
  g_assert_cmpint (zb_claim_get_standing (alert, "me", 99), ==, ZB_CLAIM_MINE);
  g_assert_cmpint (zb_claim_get_standing (alert, "me", 100), ==, ZB_CLAIM_LAPSED);
  g_assert_cmpint (zb_claim_get_standing (alert, "you", 99), ==, ZB_CLAIM_OTHERS);
  g_assert_cmpint (zb_claim_get_standing (alert, NULL, 99), ==, ZB_CLAIM_OTHERS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/world/version", test_newer_version_wins);
  g_test_add_func ("/model/world/notify", test_object_stays_and_notifies_what_changed);
  g_test_add_func ("/model/record/told-together", test_all_is_there_before_any_is_told);
  g_test_add_func ("/model/world/forget-over", test_forget_over);
  g_test_add_func ("/model/world/sweep", test_sweep_leaves_what_was_named);
  g_test_add_func ("/model/world/commands", test_commands_stand_beside_the_entity);
  g_test_add_func ("/model/world/officers", test_officers);
  g_test_add_func ("/model/claim-standing", test_claim_standing);
  g_test_add_func ("/model/store/signals", test_signals_are_exact);
  g_test_add_func ("/model/uuid", test_ids_rise);
  g_test_add_func ("/model/unit/status", test_unit_status);
  return g_test_run ();
}
