/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the desktop is told of alerts, by its own service and by the portal: three at the most and how many
 * more there are, how grave each is, buttons that do what they say, nothing that somebody has written; and
 * that it goes when somebody has taken the alert.
 */
#include "zb-fake-desktop.h"
#include "zb-locale.h"
#include "zb-notices.h"
#include "zb-sample-world.h"
#include "zb-wait.h"
#include "zb-words.h"

#include <adwaita.h>

typedef struct
{
  ZbFakeDesktop *desktop;
  ZbWorld *world;
  ZbNotices *notices;
  GString *acted;
} Fixture;

static void
on_acted (GSimpleAction *action, GVariant *parameter, Fixture *fixture)
{
  g_string_append_printf (fixture->acted, "%s %s;", g_action_get_name (G_ACTION (action)),
                          parameter ? g_variant_get_string (parameter, NULL) : "-");
}

static void
add_action (Fixture *fixture, const char *name, const GVariantType *type)
{
  g_autoptr (GSimpleAction) action = g_simple_action_new (name, type);

  g_signal_connect (action, "activate", G_CALLBACK (on_acted), fixture);
  g_action_map_add_action (G_ACTION_MAP (g_application_get_default ()), G_ACTION (action));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->desktop = zb_fake_desktop_start ();
  fixture->world = zb_sample_world_new (g_get_real_time ());
  zb_words_set_world (fixture->world);
  fixture->notices = zb_notices_new (g_application_get_default ());
  fixture->acted = g_string_new (NULL);
  add_action (fixture, "show-alert", G_VARIANT_TYPE_STRING);
  add_action (fixture, "claim-alert", G_VARIANT_TYPE_STRING);
  add_action (fixture, "show-alerts", NULL);
  zb_wait (300);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  zb_notices_withdraw_all (fixture->notices);
  zb_wait (400);
  g_clear_object (&fixture->notices);
  zb_fake_desktop_stop (fixture->desktop);
  g_clear_object (&fixture->world);
  g_string_free (fixture->acted, TRUE);
}

static void
add (Fixture *fixture, const char *id, const char *kind, int severity)
{
  const ZbAlert *known = zb_world_lookup (fixture->world, ZB_KIND_ALERT, ZB_SAMPLE_ALERT);
  g_autoptr (ZbEntity) alert = zb_entity_new (ZB_KIND_ALERT, id);

  ZB_ALERT (alert)->kind = g_strdup (kind);
  ZB_ALERT (alert)->severity = severity;
  ZB_ALERT (alert)->title = g_strdup ("张桂芳来电求助 13800001234");
  ZB_ALERT (alert)->description = g_strdup ("独居老人张桂芳跌倒");
  ZB_ALERT (alert)->place = g_strdup ("仙霞路 12 弄 3 号 502 室");
  ZB_ALERT (alert)->area = g_strdup (known->area);
  zb_notices_add (fixture->notices, ZB_ALERT (alert));
}

static gboolean
shows (Fixture *fixture, guint n)
{
  return fixture->desktop->shown->len == n;
}

static void
assert_priority (Fixture *fixture, const char *words, const char *service, const char *portal)
{
  ZbFakeNotice *notice = zb_fake_desktop_find (fixture->desktop, words);

  g_assert_nonnull (notice);
  g_assert_cmpstr (notice->priority, ==, zb_fake_desktop_is_portal () ? portal : service);
}

static void
test_says (Fixture *fixture, gconstpointer data)
{
  ZbFakeNotice *notice;
  const ZbAlert *known = zb_world_lookup (fixture->world, ZB_KIND_ALERT, ZB_SAMPLE_ALERT);
  g_autofree char *area = zb_words_area (known->area);

  add (fixture, "one", "smoke_fire", ZB_SEVERITY_URGENT);
  zb_wait_for (shows (fixture, 1), 10000);
  notice = fixture->desktop->shown->pdata[0];
  g_test_message ("%s | %s", notice->title, notice->body);
  g_assert_true (g_str_has_prefix (notice->title, "Urgent: "));
  g_assert_nonnull (strstr (notice->title, zb_words_kind ("smoke_fire")));
  g_assert_cmpstr (area, !=, "");
  g_assert_cmpstr (notice->body, ==, area);
}

/* The words of a caller, a name, a number, a flat: none of it is for a screen that anybody can see. */
static void
test_no_personal_data (Fixture *fixture, gconstpointer data)
{
  static const char *const personal[] = { "张桂芳", "13800001234", "502", "老人" };

  add (fixture, "one", "smoke_fire", ZB_SEVERITY_URGENT);
  add (fixture, "two", "a kind that nobody knows", ZB_SEVERITY_HIGH);
  zb_wait_for (shows (fixture, 2), 10000);
  for (gsize i = 0; i < G_N_ELEMENTS (personal); i++)
    g_assert_null (zb_fake_desktop_find (fixture->desktop, personal[i]));
}

static void
test_priorities (Fixture *fixture, gconstpointer data)
{
  add (fixture, "one", "smoke_fire", ZB_SEVERITY_MEDIUM);
  add (fixture, "two", "smoke_fire", ZB_SEVERITY_HIGH);
  add (fixture, "three", "smoke_fire", ZB_SEVERITY_URGENT);
  zb_wait_for (shows (fixture, 3), 10000);
  assert_priority (fixture, "Medium: ", "normal", "normal");
  assert_priority (fixture, "High: ", "normal", "high");
  assert_priority (fixture, "Urgent: ", "high", "urgent");
}

static void
click (Fixture *fixture, const char *words, const char *label)
{
  ZbFakeNotice *notice = zb_fake_desktop_find (fixture->desktop, words);

  g_assert_nonnull (notice);
  g_string_truncate (fixture->acted, 0);
  zb_fake_desktop_click (fixture->desktop, notice, label);
  zb_wait_for (fixture->acted->len > 0, 10000);
}

static void
test_buttons (Fixture *fixture, gconstpointer data)
{
  add (fixture, "one", "smoke_fire", ZB_SEVERITY_URGENT);
  add (fixture, "two", "smoke_fire", ZB_SEVERITY_HIGH);
  add (fixture, "three", "smoke_fire", ZB_SEVERITY_MEDIUM);
  zb_wait_for (shows (fixture, 3), 10000);
  click (fixture, "Urgent: ", "Claim");
  g_assert_cmpstr (fixture->acted->str, ==, "claim-alert one;");
  click (fixture, "High: ", "Show");
  g_assert_cmpstr (fixture->acted->str, ==, "show-alert two;");
  click (fixture, "Medium: ", "");
  g_assert_cmpstr (fixture->acted->str, ==, "show-alert three;");
}

static void
add_many (Fixture *fixture, guint n, int severity, const char *prefix)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("%s-%u", prefix, i);
      add (fixture, id, "smoke_fire", severity);
    }
}

/* Three and the rest as a number; the gravest are among the three, and what goes makes room. */
static void
test_grouped (Fixture *fixture, gconstpointer data)
{
  add_many (fixture, 15, ZB_SEVERITY_HIGH, "high");
  zb_wait_for (zb_fake_desktop_find (fixture->desktop, "12 more new alerts"), 10000);
  g_assert_cmpuint (fixture->desktop->shown->len, ==, 4);
  g_assert_cmpuint (fixture->desktop->n_shown, ==, 4);
  add (fixture, "grave", "smoke_fire", ZB_SEVERITY_URGENT);
  zb_wait_for (zb_fake_desktop_find (fixture->desktop, "Urgent: "), 10000);
  zb_wait_for (zb_fake_desktop_find (fixture->desktop, "13 more new alerts"), 10000);
  zb_wait_for (shows (fixture, 4), 10000);
  click (fixture, "13 more", "");
  g_assert_cmpstr (fixture->acted->str, ==, "show-alerts -;");
  for (guint i = 0; i < 15; i++)
    {
      g_autofree char *id = g_strdup_printf ("high-%u", i);
      zb_notices_withdraw (fixture->notices, id);
    }
  zb_wait_for (shows (fixture, 1), 10000);
  g_assert_nonnull (zb_fake_desktop_find (fixture->desktop, "Urgent: "));
}

static void
test_withdrawn (Fixture *fixture, gconstpointer data)
{
  add (fixture, "one", "smoke_fire", ZB_SEVERITY_URGENT);
  zb_wait_for (shows (fixture, 1), 10000);
  /* At once after it was shown: the desktop's number for it may not have come yet. */
  zb_notices_withdraw (fixture->notices, "one");
  zb_wait_for (shows (fixture, 0), 10000);
  add (fixture, "two", "smoke_fire", ZB_SEVERITY_URGENT);
  zb_notices_withdraw (fixture->notices, "two");
  zb_wait (600);
  g_assert_cmpuint (fixture->desktop->n_shown, ==, 1);
}

static gboolean
is_one (const char *id, gpointer over)
{
  return g_strcmp0 (id, over) == 0;
}

/* What nobody has told of: it is asked about when notices change. */
static void
test_over_unseen (Fixture *fixture, gconstpointer data)
{
  add (fixture, "one", "smoke_fire", ZB_SEVERITY_URGENT);
  zb_wait_for (shows (fixture, 1), 10000);
  zb_notices_set_test (fixture->notices, is_one, (gpointer) "one");
  add (fixture, "two", "smoke_fire", ZB_SEVERITY_HIGH);
  zb_wait_for (shows (fixture, 1) && zb_fake_desktop_find (fixture->desktop, "High: "), 10000);
}

/* The same alert, graver: one notice, and a graver one. */
static void
test_graver (Fixture *fixture, gconstpointer data)
{
  add (fixture, "one", "smoke_fire", ZB_SEVERITY_MEDIUM);
  zb_wait_for (shows (fixture, 1), 10000);
  zb_wait (300);
  add (fixture, "one", "smoke_fire", ZB_SEVERITY_URGENT);
  zb_wait_for (shows (fixture, 1) && zb_fake_desktop_find (fixture->desktop, "Urgent: "), 10000);
}

static void
test_sound_is_told (Fixture *fixture, gconstpointer data)
{
  zb_notices_tell_sound (fixture->notices, "no sound device");
  zb_wait_for (zb_fake_desktop_find (fixture->desktop, "no sound device"), 10000);
  zb_wait (300);
  zb_notices_tell_sound (fixture->notices, NULL);
  zb_wait_for (shows (fixture, 0), 10000);
}

int
main (int argc, char *argv[])
{
  g_autoptr (AdwApplication) application = NULL;
  g_autoptr (GError) error = NULL;

  /* What is told is compared in English. */
  g_setenv ("LANGUAGE", "en", TRUE);
  zb_locale_set_up ();
  g_test_init (&argc, &argv, NULL);
  application =
      g_object_new (ADW_TYPE_APPLICATION, "application-id", "cn.zhiban.Console", "resource-base-path",
                    "/cn/zhiban/Console", "flags", G_APPLICATION_NON_UNIQUE, NULL);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_application_set_default (G_APPLICATION (application));
#define ADD(path, function) g_test_add ("/app/notices/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("says", test_says);
  ADD ("no-personal-data", test_no_personal_data);
  ADD ("priorities", test_priorities);
  ADD ("buttons", test_buttons);
  ADD ("grouped", test_grouped);
  ADD ("withdrawn", test_withdrawn);
  ADD ("over-unseen", test_over_unseen);
  ADD ("graver", test_graver);
  ADD ("sound-is-told", test_sound_is_told);
  return g_test_run ();
}
