/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an officer chose to see on the map, at a real platform: they have it wherever they sit, and nobody
 * else has it. */
#include "zb-duty.h"
#include "zb-named-sets.h"
#include "zb-map-view.h"

static GtkWidget *
find_map (GtkWidget *widget)
{
  GtkWidget *found = ZB_IS_MAP_VIEW (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && !found;
       child = gtk_widget_get_next_sibling (child))
    found = find_map (child);
  return found;
}

static GtkWidget *
get_map (ZbDuty *duty)
{
  return find_map (GTK_WIDGET (duty->window));
}

static GListStore *
get_sets (ZbDuty *duty)
{
  GListStore *sets;

  g_object_get (get_map (duty), "layer-sets", &sets, NULL);
  if (sets)
    g_object_unref (sets);
  return sets;
}

static gboolean
has_sets (gpointer duty)
{
  return get_sets (duty) != NULL;
}

static void
sit_down (ZbDuty *duty, const char *username)
{
  zb_duty_sign_in (duty, username);
  g_assert_true (zb_test_wait (has_sets, duty, 10000));
}

static void
assert_shown (ZbDuty *duty, const char *const *layers)
{
  g_auto (GStrv) shown = NULL;

  g_object_get (get_map (duty), "enabled-layers", &shown, NULL);
  g_assert_cmpstrv (shown, layers);
}

static void
act (ZbDuty *duty, const char *action, const char *text)
{
  g_assert_true (gtk_widget_activate_action (get_map (duty), action, text ? "s" : NULL, text));
}

typedef struct
{
  ZbDuty *duty;
  const char *who, *text;
} Expectation;

static gboolean
is_kept (gpointer data)
{
  const Expectation *wanted = data;
  g_autoptr (ZbTestAnswer) answer = zb_test_get (wanted->duty->platform, wanted->who, "/me/preferences");

  return answer->status == 200 && strstr (answer->text, wanted->text) != NULL;
}

static void
wait_kept (ZbDuty *duty, const char *who, const char *text)
{
  Expectation wanted = { duty, who, text };

  g_assert_true (zb_test_wait (is_kept, &wanted, 20000));
}

static const char *const mine[] = { "gate", "no-high", NULL };
static const char *const others[] = { "xueliang", "unit", NULL };

/* Who has chosen nothing starts from what the seat showed; what each chooses is theirs. */
static void
test_per_officer (ZbDuty *duty, gconstpointer data)
{
  sit_down (duty, "officer");
  g_object_set (get_map (duty), "enabled-layers", mine, NULL);
  wait_kept (duty, "officer", "no-high");
  sit_down (duty, "officer2");
  assert_shown (duty, mine);
  g_object_set (get_map (duty), "enabled-layers", others, NULL);
  wait_kept (duty, "officer2", "xueliang");
  sit_down (duty, "officer");
  assert_shown (duty, mine);
  sit_down (duty, "officer2");
  assert_shown (duty, others);
}

static void
test_sets_per_officer (ZbDuty *duty, gconstpointer data)
{
  sit_down (duty, "officer");
  g_object_set (get_map (duty), "enabled-layers", mine, NULL);
  act (duty, "map.save-set", "夜间防汛");
  act (duty, "map.use-layers", "usual");
  act (duty, "map.save-set", "日常");
  act (duty, "map.remove-set", "日常");
  wait_kept (duty, "officer", "夜间防汛");
  sit_down (duty, "officer2");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (get_sets (duty))), ==, 0);
  sit_down (duty, "officer");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (get_sets (duty))), ==, 1);
  act (duty, "map.use-set", "夜间防汛");
  assert_shown (duty, mine);
}

/* What else the platform keeps for the officer is not lost when layers are chosen. */
static void
test_others_stay (ZbDuty *duty, gconstpointer data)
{
  const char *headers[] = { "Content-Type", "application/json", "Idempotency-Key",
                            "01890000-0000-7000-8000-00000000aaaa", NULL };
  g_autoptr (ZbTestAnswer) put = zb_test_send (
      duty->platform, "officer", "PUT", "/me/preferences", headers,
      "{\"tiles\":{\"layout\":4,\"of\":[\"a\",{\"b\":null}],\"wide\":true},\"map\":{\"layers\":[\"gate\"],"
      "\"sets\":[{\"name\":\"旧方案\",\"layers\":[\"unit\",7]},{\"layers\":[]},3]}}");

  zb_test_assert_status (put, 200);
  sit_down (duty, "officer");
  g_assert_nonnull (zb_named_sets_find (get_sets (duty), "旧方案", NULL));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (get_sets (duty))), ==, 1);
  act (duty, "map.save-set", "新方案");
  wait_kept (duty, "officer", "新方案");
  wait_kept (duty, "officer", "\"tiles\":{\"layout\":4,\"of\":[\"a\",{\"b\":null}],\"wide\":true}");
  wait_kept (duty, "officer", "旧方案");
}

/* What is chosen without a line is sent when there is one. */
static void
test_without_line (ZbDuty *duty, gconstpointer data)
{
  sit_down (duty, "officer");
  g_object_set (get_map (duty), "enabled-layers", others, NULL);
  wait_kept (duty, "officer", "xueliang");
  zb_test_platform_stop (duty->platform);
  g_object_set (get_map (duty), "enabled-layers", mine, NULL);
  zb_duty_spin (1500);
  zb_test_platform_start (duty->platform);
  wait_kept (duty, "officer", "no-high");
}

static gboolean
is_told (gpointer data)
{
  GtkWidget *label = zb_duty_find_child (get_map (data), ZB_TYPE_MAP_VIEW, "heat_label");

  return gtk_widget_get_mapped (label) && strstr (gtk_label_get_label (GTK_LABEL (label)), "1 起") != NULL;
}

/* The heat map is of what the platform counts. */
static void
test_heat (ZbDuty *duty, gconstpointer data)
{
  static const char *const heat[] = { "heat-8", NULL };

  sit_down (duty, "officer");
  zb_duty_raise (duty, "high", "one");
  g_object_set (get_map (duty), "enabled-layers", heat, NULL);
  g_assert_true (zb_test_wait (is_told, duty, 10000));
}

#define TEST(name, func)                                                                                     \
  g_test_add ("/app/layers/" name, ZbDuty, NULL, zb_duty_set_up, func, zb_duty_tear_down)

int
main (int argc, char **argv)
{
  zb_duty_init (&argc, &argv);
  TEST ("per-officer", test_per_officer);
  TEST ("sets-per-officer", test_sets_per_officer);
  TEST ("others-stay", test_others_stay);
  TEST ("without-line", test_without_line);
  TEST ("heat", test_heat);
  return g_test_run ();
}
