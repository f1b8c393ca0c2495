/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys of the desk: letters are letters where text is written, and act everywhere else. */
#include "zb-actions.h"
#include "zb-alert.h"
#include "zb-case-pane.h"
#include "zb-composer.h"
#include "zb-locale.h"
#include "zb-queue-view.h"
#include "zb-ptz-keys.h"
#include "zb-search.h"
#include "zb-settings.h"
#include "zb-sign-in-page.h"
#include "zb-uuid.h"
#include "zb-window.h"

typedef struct
{
  GtkApplication *application;
  ZbDesk *desk;
  GSettings *settings;
  ZbWindow *window;
  GtkWidget *entry;
  GString *acted;
} Fixture;

static void
spin_until (gboolean (*done) (gpointer), gpointer data, guint milliseconds)
{
  const gint64 until = g_get_monotonic_time () + milliseconds * G_TIME_SPAN_MILLISECOND;

  while (g_get_monotonic_time () < until && !(done && done (data)))
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
}

static gboolean
is_over (gpointer data)
{
  g_autoptr (GSubprocess) process = g_object_ref (data);

  return g_subprocess_get_identifier (process) == NULL;
}

static gboolean
is_active (gpointer window)
{
  return gtk_window_is_active (window);
}

/* Types through the X server, as a keyboard does. */
static void
type (const char *const *arguments)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (argv, (gpointer) "xdotool");
  for (guint i = 0; arguments[i]; i++)
    g_ptr_array_add (argv, (gpointer)arguments[i]);
  g_ptr_array_add (argv, NULL);
  process = g_subprocess_newv ((const char *const *)argv->pdata, G_SUBPROCESS_FLAGS_NONE, &error);
  g_assert_no_error (error);
  spin_until (is_over, process, 10000);
  spin_until (NULL, NULL, 150);
}

typedef struct
{
  GtkEditable *text;
  const char *expected;
} Writing;

static gboolean
is_written (gpointer data)
{
  Writing *writing = data;

  return g_str_equal (gtk_editable_get_text (writing->text), writing->expected);
}

static void
assert_written (GtkWidget *text, const char *expected)
{
  Writing writing = { GTK_EDITABLE (text), expected };

  spin_until (is_written, &writing, 10000);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (text)), ==, expected);
}

static void
on_acted (GSimpleAction *action, GVariant *parameter, Fixture *fixture)
{
  g_string_append_printf (fixture->acted, "%s ", g_action_get_name (G_ACTION (action)));
}

static void
watch_group (GActionGroup *group, Fixture *fixture)
{
  g_auto (GStrv) names = g_action_group_list_actions (group);

  for (guint i = 0; names[i]; i++)
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (group), names[i]);
      if (G_IS_SIMPLE_ACTION (action))
        g_signal_connect (action, "activate", G_CALLBACK (on_acted), fixture);
    }
}

#define SELECTED_ALERT "01890a5d-ac96-774b-bcce-b302099a8057"
#define OTHER_ALERT "01890a5d-ac96-774b-bcce-b302099a8059"

static void
raise_alert (Fixture *fixture, const char *id)
{
  g_autoptr (ZbEntity) alert = zb_entity_new (ZB_KIND_ALERT, id);
  g_autoptr (ZbEvent) event = NULL;

  alert->version = 1;
  ZB_ALERT (alert)->title = g_strdup ("车棚疑似明火");
  ZB_ALERT (alert)->state = ZB_ALERT_NEW;
  ZB_ALERT (alert)->severity = ZB_SEVERITY_HIGH;
  event = zb_event_new ("alert.raised", alert, 1);
  zb_world_apply (zb_desk_get_world (fixture->desk), event);
}

static void
select_an_alert (Fixture *fixture)
{
  raise_alert (fixture, SELECTED_ALERT);
  zb_desk_select_alert (fixture->desk, SELECTED_ALERT);
}

/* The herald's action, which hushes what sounds: here it is only noted. */
static void
add_hush (Fixture *fixture)
{
  g_autoptr (GSimpleAction) hush = g_simple_action_new ("hush", NULL);

  g_signal_connect (hush, "activate", G_CALLBACK (on_acted), fixture);
  g_action_map_add_action (G_ACTION_MAP (fixture->application), G_ACTION (hush));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->acted = g_string_new (NULL);
  fixture->application = g_object_ref (GTK_APPLICATION (g_application_get_default ()));
  add_hush (fixture);
  fixture->desk = zb_desk_new (NULL);
  fixture->settings = zb_settings_new ();
  fixture->window = zb_window_new (ADW_APPLICATION (fixture->application), fixture->desk, fixture->settings);
  zb_window_set_open (fixture->window, TRUE);
  select_an_alert (fixture);
  gtk_window_present (GTK_WINDOW (fixture->window));
  spin_until (is_active, fixture->window, 10000);
  g_assert_true (gtk_window_is_active (GTK_WINDOW (fixture->window)));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  spin_until (NULL, NULL, 50);
  g_clear_object (&fixture->desk);
  g_clear_object (&fixture->settings);
  g_clear_object (&fixture->application);
  g_string_free (fixture->acted, TRUE);
}

static GtkWidget *
find_text (GtkWidget *widget)
{
  if (GTK_IS_TEXT (widget) && gtk_widget_get_mapped (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_text (child);
      if (found)
        return found;
    }
  return NULL;
}

/* Every letter that the table binds, typed into the entry of the devices page, stays a letter. */
static void
test_letters_are_text (Fixture *fixture, gconstpointer data)
{
  guint n_actions;
  const ZbAction *actions = zb_actions_get (&n_actions);
  g_autoptr (GString) expected = g_string_new (NULL);
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  GtkWidget *text;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.page", "s", "devices");
  spin_until (NULL, NULL, 300);
  text = find_text (GTK_WIDGET (fixture->window));
  g_assert_nonnull (text);
  gtk_widget_grab_focus (text);
  watch_group (G_ACTION_GROUP (fixture->window), fixture);
  g_ptr_array_add (arguments, (gpointer) "key");
  for (guint i = 0; i < n_actions; i++)
    {
      guint key = 0;
      GdkModifierType modifiers;
      if (!actions[i].key || !zb_action_is_letter (&actions[i]))
        continue;
      gtk_accelerator_parse (actions[i].key, &key, &modifiers);
      if (!g_unichar_isprint (gdk_keyval_to_unicode (key)))
        continue;
      if (modifiers & GDK_SHIFT_MASK)
        key = gdk_keyval_to_upper (key);
      g_ptr_array_add (arguments, (gpointer)gdk_keyval_name (key));
      g_string_append_unichar (expected, gdk_keyval_to_unicode (key));
    }
  g_ptr_array_add (arguments, NULL);
  type ((const char *const *)arguments->pdata);
  assert_written (text, expected->str);
  g_assert_cmpstr (fixture->acted->str, ==, "");
}

static void
test_pinyin_is_text (Fixture *fixture, gconstpointer data)
{
  GtkWidget *text;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.page", "s", "devices");
  spin_until (NULL, NULL, 300);
  text = find_text (GTK_WIDGET (fixture->window));
  gtk_widget_grab_focus (text);
  type ((const char *const[]){ "type", "changning xianxia lu duzi", NULL });
  assert_written (text, "changning xianxia lu duzi");
}

static gboolean
has_hushed (gpointer data)
{
  Fixture *fixture = data;

  return strstr (fixture->acted->str, "hush ") != NULL;
}

static void
test_letter_acts (Fixture *fixture, gconstpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.page", "s", "units");
  gtk_window_set_focus (GTK_WINDOW (fixture->window), NULL);
  spin_until (NULL, NULL, 300);
  type ((const char *const[]){ "key", "m", NULL });
  spin_until (has_hushed, fixture, 10000);
  g_assert_cmpstr (fixture->acted->str, ==, "hush ");
}

static void
show_a_case (Fixture *fixture)
{
  ZbEntity *of = zb_entity_new (ZB_KIND_CASE, "01890a5d-ac96-774b-bcce-b302099a8058");
  g_autoptr (ZbEvent) event = NULL;

  of->version = 1;
  ZB_CASE (of)->title = g_strdup ("暴露垃圾");
  ZB_CASE (of)->step = ZB_STEP_FILED;
  event = zb_event_new ("case.updated", of, 1);
  zb_world_apply (zb_desk_get_world (fixture->desk), event);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "case.show", "s", of->id);
  g_object_unref (of);
  gtk_window_set_focus (GTK_WINDOW (fixture->window), NULL);
  spin_until (NULL, NULL, 300);
}

static gboolean
writes_note (gpointer window)
{
  GtkWidget *focus = gtk_window_get_focus (window);

  return focus && gtk_widget_get_ancestor (focus, ZB_TYPE_CASE_PANE) && GTK_IS_TEXT (focus);
}

static gboolean
pane_has (const char *action)
{
  g_autoptr (GTypeClass) pane = g_type_class_ref (ZB_TYPE_CASE_PANE);
  GType owner;
  const char *name, *property;
  const GVariantType *type;

  for (guint i = 0;
       gtk_widget_class_query_action (GTK_WIDGET_CLASS (pane), i, &owner, &name, &type, &property); i++)
    if (g_str_equal (name, action))
      return TRUE;
  return FALSE;
}

/* What is done with a case is in reach of the keys, and nothing in the table is nobody's. */
static void
test_keys_of_a_case (Fixture *fixture, gconstpointer data)
{
  guint n_actions, n = 0;
  const ZbAction *actions = zb_actions_get (&n_actions);

  for (guint i = 0; i < n_actions; i++)
    {
      g_autofree char *name = g_strconcat ("case-pane.", actions[i].argument, NULL);
      if (!g_str_equal (actions[i].name, "case.do"))
        continue;
      g_assert_true (pane_has (name));
      n++;
    }
  g_assert_cmpuint (n, >, 5);
  show_a_case (fixture);
  type ((const char *const[]){ "key", "n", NULL });
  spin_until (writes_note, fixture->window, 10000);
  g_assert_true (writes_note (fixture->window));
}

static gboolean
has_dialog (gpointer window)
{
  return adw_application_window_get_visible_dialog (window) != NULL;
}

/* What is done to an alert is done where its detail is on the screen, and nowhere else. */
static void
test_letter_needs_detail (Fixture *fixture, gconstpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.page", "s", "units");
  gtk_window_set_focus (GTK_WINDOW (fixture->window), NULL);
  spin_until (NULL, NULL, 300);
  type ((const char *const[]){ "key", "d", NULL });
  spin_until (has_dialog, fixture->window, 500);
  g_assert_false (has_dialog (fixture->window));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.page", "s", "alerts");
  gtk_window_set_focus (GTK_WINDOW (fixture->window), NULL);
  spin_until (NULL, NULL, 300);
  type ((const char *const[]){ "key", "d", NULL });
  spin_until (has_dialog, fixture->window, 10000);
  g_assert_true (has_dialog (fixture->window));
}

/* Below a dialog the letters of the desk rest, the others in it are its own. */
static void
test_letters_rest_below_dialog (Fixture *fixture, gconstpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.settings", NULL);
  spin_until (NULL, NULL, 500);
  type ((const char *const[]){ "key", "m", NULL });
  g_assert_cmpstr (fixture->acted->str, ==, "");
}

static void
test_locked_desk_is_deaf (Fixture *fixture, gconstpointer data)
{
  zb_window_set_open (fixture->window, FALSE);
  spin_until (NULL, NULL, 300);
  gtk_window_set_focus (GTK_WINDOW (fixture->window), NULL);
  type ((const char *const[]){ "key", "m", NULL });
  g_assert_cmpstr (fixture->acted->str, ==, "");
}

static void
claim_by_another (Fixture *fixture)
{
  g_autoptr (ZbEntity) officer = zb_entity_new (ZB_KIND_ACCOUNT, "01890a5d-ac96-774b-bcce-b302099a8058");
  g_autoptr (ZbEntity) alert = zb_entity_new (ZB_KIND_ALERT, "01890a5d-ac96-774b-bcce-b302099a8057");
  g_autoptr (ZbEvent) event = NULL;

  ZB_ACCOUNT (officer)->role = ZB_ROLE_DUTY_LEADER;
  zb_desk_set_account (fixture->desk, ZB_ACCOUNT (officer));
  alert->version = 2;
  ZB_ALERT (alert)->title = g_strdup ("车棚疑似明火");
  ZB_ALERT (alert)->severity = ZB_SEVERITY_HIGH;
  ZB_ALERT (alert)->state = ZB_ALERT_CLAIMED;
  ZB_ALERT (alert)->claim = g_object_new (ZB_TYPE_CLAIM, NULL);
  ZB_ALERT (alert)->claim->by = g_strdup ("somebody");
  ZB_ALERT (alert)->claim->until = G_MAXINT64;
  event = zb_event_new ("alert.updated", alert, 2);
  g_assert_true (zb_world_apply (zb_desk_get_world (fixture->desk), event));
  zb_desk_select_alert (fixture->desk, alert->id);
}

/* A capital is a key of its own: Shift and C asks why the claim is taken over. */
static void
test_capital_acts (Fixture *fixture, gconstpointer data)
{
  claim_by_another (fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.page", "s", "alerts");
  gtk_window_set_focus (GTK_WINDOW (fixture->window), NULL);
  spin_until (NULL, NULL, 300);
  type ((const char *const[]){ "key", "shift+c", NULL });
  spin_until (has_dialog, fixture->window, 10000);
  g_assert_true (has_dialog (fixture->window));
}

static gboolean
is_filtered (gpointer queue)
{
  gboolean filtered;

  g_object_get (queue, "filtered", &filtered, NULL);
  return filtered;
}

static GtkWidget *
find_queue (GtkWidget *widget)
{
  GtkWidget *found = ZB_IS_QUEUE_VIEW (widget) && gtk_widget_get_mapped (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && !found;
       child = gtk_widget_get_next_sibling (child))
    found = find_queue (child);
  return found;
}

static void
test_chip_has_a_key (Fixture *fixture, gconstpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.page", "s", "alerts");
  spin_until (NULL, NULL, 300);
  type ((const char *const[]){ "key", "alt+1", NULL });
  spin_until (is_filtered, find_queue (GTK_WIDGET (fixture->window)), 10000);
  g_assert_true (is_filtered (find_queue (GTK_WIDGET (fixture->window))));
}

static guint
count_rows (GtkWidget *widget)
{
  guint n = ADW_IS_ACTION_ROW (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    n += count_rows (child);
  return n;
}

/* Whether another row says in the list what this one does by a second key. */
static gboolean
is_second_key (const ZbAction *actions, guint n_actions, const ZbAction *row)
{
  for (guint i = 0; i < n_actions; i++)
    if (&actions[i] != row && actions[i].title && g_str_equal (actions[i].name, row->name) &&
        g_strcmp0 (actions[i].argument, row->argument) == 0)
      return TRUE;
  return FALSE;
}

/* That there are such keys, and that those said to turn a camera do. */
static void
check_hint (const ZbKeyHint *hint)
{
  g_auto (GStrv) keys = g_strsplit (hint->keys, " ", -1);

  for (guint i = 0; keys[i]; i++)
    {
      guint key;
      GdkModifierType modifiers;

      g_assert_true (gtk_accelerator_parse (keys[i], &key, &modifiers));
      g_assert_true (!g_str_equal (hint->section, "Turning a camera") || key == GDK_KEY_Escape ||
                     zb_ptz_keys_find (key) || zb_ptz_keys_find_preset (key) >= 0);
    }
}

/* What has a name has a key, and what has a key is in the list of keys. */
static void
test_keys_are_listed (Fixture *fixture, gconstpointer data)
{
  guint n_actions, n_hints, n_titles = 0;
  const ZbAction *actions = zb_actions_get (&n_actions);
  const ZbKeyHint *hints = zb_actions_get_hints (&n_hints);

  for (guint i = 0; i < n_hints; i++)
    check_hint (&hints[i]);
  for (guint i = 0; i < n_actions; i++)
    {
      g_assert_true (!actions[i].title || actions[i].key);
      g_assert_true (!actions[i].key || actions[i].title || is_second_key (actions, n_actions, &actions[i]));
      n_titles += actions[i].title != NULL;
    }
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.shortcuts", NULL);
  spin_until (NULL, NULL, 500);
  g_assert_cmpuint (count_rows (GTK_WIDGET (adw_application_window_get_visible_dialog (
                        ADW_APPLICATION_WINDOW (fixture->window)))),
                    ==, n_titles + n_hints);
}

static gpointer
find_search (GtkWidget *widget)
{
  GtkWidget *found = ZB_IS_SEARCH (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && !found;
       child = gtk_widget_get_next_sibling (child))
    found = find_search (child);
  return found;
}

static gboolean
has_two_hits (gpointer search)
{
  return g_list_model_get_n_items (zb_search_get_hits (search)) == 2;
}

static gboolean
is_hidden (gpointer widget)
{
  return !gtk_widget_get_mapped (widget);
}

/* The search, open, with two alerts found. */
static ZbSearch *
search_two (Fixture *fixture)
{
  ZbSearch *search = find_search (GTK_WIDGET (fixture->window));
  GtkWidget *text;

  raise_alert (fixture, OTHER_ALERT);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.search", NULL);
  spin_until (NULL, NULL, 300);
  text = find_text (GTK_WIDGET (search));
  g_assert_nonnull (text);
  gtk_editable_set_text (GTK_EDITABLE (text), "车棚");
  spin_until (has_two_hits, search, 10000);
  g_assert_true (has_two_hits (search));
  return search;
}

static void
test_search_goes_to_selected (Fixture *fixture, gconstpointer data)
{
  ZbSearch *search = search_two (fixture);
  g_autoptr (ZbSearchHit) second = g_list_model_get_item (zb_search_get_hits (search), 1);

  zb_desk_select_alert (fixture->desk, NULL);
  type ((const char *const[]){ "key", "Down", "Return", NULL });
  spin_until (is_hidden, search, 10000);
  g_assert_true (is_hidden (search));
  g_assert_cmpstr (ZB_ENTITY (zb_desk_get_selected_alert (fixture->desk))->id, ==, second->id);
}

/* Enter means what is written, not what was found for less of it. */
static void
test_search_goes_to_written (Fixture *fixture, gconstpointer data)
{
  ZbSearch *search = search_two (fixture);

  type ((const char *const[]){ "key", "--delay", "0", "q", "Return", NULL });
  g_assert_false (is_hidden (search));
  g_assert_cmpuint (g_list_model_get_n_items (zb_search_get_hits (search)), ==, 0);
}

/* What is being composed has arrows, Enter and Escape to itself: it chooses words with them. */
static void
test_search_leaves_keys_to_composing (Fixture *fixture, gconstpointer data)
{
  ZbSearch *search = search_two (fixture);

  zb_composer_attach (find_text (GTK_WIDGET (search)));
  type ((const char *const[]){ "key", "Down", "Up", "Escape", "Return", "KP_Enter", NULL });
  g_assert_cmpstr (zb_composer_get_keys (), ==, "Down Up Escape Return KP_Enter ");
  g_assert_false (is_hidden (search));
  zb_composer_set_composing (FALSE);
  type ((const char *const[]){ "key", "Return", NULL });
  spin_until (is_hidden, search, 10000);
  g_assert_true (is_hidden (search));
}

/* However often the focus comes back to it, a password is never composed. */
static void
test_password_is_not_composed (Fixture *fixture, gconstpointer data)
{
  ZbSignInPage *door = zb_window_get_door (fixture->window);
  GtkWidget *row =
      GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (door), ZB_TYPE_SIGN_IN_PAGE, "password"));
  GtkWidget *text = GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (row)));

  zb_window_set_open (fixture->window, FALSE);
  zb_sign_in_page_ask (door, "", NULL, "officer");
  zb_composer_attach (text);
  for (int i = 0; i < 2; i++)
    {
      gtk_window_set_focus (GTK_WINDOW (fixture->window), NULL);
      spin_until (NULL, NULL, 300);
      gtk_editable_set_text (GTK_EDITABLE (text), "");
      gtk_widget_grab_focus (row);
      type ((const char *const[]){ "type", "ab", NULL });
      g_assert_cmpstr (zb_composer_get_keys (), ==, "");
      assert_written (text, "ab");
    }
}

/* While the officer waits no cursor blinks in what they have entered; GTK warns of one, which fails the test.
 */
static void
test_busy_door_has_no_cursor (Fixture *fixture, gconstpointer data)
{
  ZbSignInPage *door = zb_window_get_door (fixture->window);

  zb_window_set_open (fixture->window, FALSE);
  zb_sign_in_page_ask (door, "", NULL, "officer");
  spin_until (NULL, NULL, 300);
  g_assert_true (GTK_IS_TEXT (gtk_window_get_focus (GTK_WINDOW (fixture->window))));
  zb_sign_in_page_set_busy (door, NULL);
  spin_until (NULL, NULL, 1500);
  zb_sign_in_page_fail (door, "");
  g_assert_true (GTK_IS_TEXT (gtk_window_get_focus (GTK_WINDOW (fixture->window))));
}

/* One key does one thing. */
static void
test_keys_are_unique (void)
{
  guint n_actions;
  const ZbAction *actions = zb_actions_get (&n_actions);
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < n_actions; i++)
    {
      guint key;
      GdkModifierType modifiers;
      if (!actions[i].key)
        continue;
      g_assert_true (gtk_accelerator_parse (actions[i].key, &key, &modifiers));
      g_assert_true (g_hash_table_add (keys, (gpointer)actions[i].key));
    }
}

int
main (int argc, char *argv[])
{
  g_autoptr (AdwApplication) application = NULL;
  g_autoptr (GError) error = NULL;

  zb_locale_set_up ();
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add ("/app/keys/" path, Fixture, NULL, set_up, function, tear_down)
  g_test_add_func ("/app/keys/unique", test_keys_are_unique);
  ADD ("letters-are-text", test_letters_are_text);
  ADD ("pinyin-is-text", test_pinyin_is_text);
  ADD ("letter-acts", test_letter_acts);
  ADD ("keys-of-a-case", test_keys_of_a_case);
  ADD ("capital-acts", test_capital_acts);
  ADD ("chip-has-a-key", test_chip_has_a_key);
  ADD ("listed", test_keys_are_listed);
  ADD ("letter-needs-detail", test_letter_needs_detail);
  ADD ("letters-rest-below-dialog", test_letters_rest_below_dialog);
  ADD ("locked-desk-is-deaf", test_locked_desk_is_deaf);
  ADD ("search-goes-to-selected", test_search_goes_to_selected);
  ADD ("search-goes-to-written", test_search_goes_to_written);
  ADD ("search-leaves-keys-to-composing", test_search_leaves_keys_to_composing);
  ADD ("password-is-not-composed", test_password_is_not_composed);
  ADD ("busy-door-has-no-cursor", test_busy_door_has_no_cursor);
  application = adw_application_new ("cn.zhiban.Test", G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_application_set_default (G_APPLICATION (application));
  return g_test_run ();
}
