/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The outbox as its officer sees it, at a real platform that goes and comes back: what waits by what it was
 * done to, what can be taken back, what was refused and why, and that it can be sent again. */
#include "zb-case.h"
#include "zb-duty.h"
#include "zb-outbox-groups.h"
#include "zb-outbox-page.h"
#include "zb-outbox-words.h"
#include "zb-sample-window.h"
#include "zb-uuid.h"

#include <string.h>

static ZbWorld *
get_world (ZbDuty *duty)
{
  return zb_desk_get_world (duty->desk);
}

static GtkWidget *
show_page (ZbDuty *duty)
{
  gtk_widget_activate_action (GTK_WIDGET (duty->window), "win.page", "s", "outbox");
  zb_duty_spin (400);
  return zb_sample_find (GTK_WIDGET (duty->window), ZB_TYPE_OUTBOX_PAGE, NULL);
}

static void
act (ZbDuty *duty, const char *name, const char *subject, const char *args)
{
  gtk_widget_activate_action (GTK_WIDGET (duty->window), "command.submit", "(ss@a{sv})", name, subject,
                              g_variant_new_parsed (args));
}

static void
open_case (ZbDuty *duty, const char *id, const char *title)
{
  g_autofree char *args = g_strdup_printf (
      "{'kind': <'smoke_fire'>, 'severity': <'high'>, 'title': <'%s'>, 'location': <(121.4, 31.22)>}", title);

  act (duty, "case.create", id, args);
}

static guint awaited;

static gboolean
so_many_wait (gpointer data)
{
  return g_list_model_get_n_items (zb_world_get_commands (get_world (data))) == awaited;
}

static void
wait_for_commands (ZbDuty *duty, guint n)
{
  awaited = n;
  g_assert_true (zb_test_wait (so_many_wait, duty, 20000));
}

static gboolean
is_lost (gpointer data)
{
  return !zb_desk_get_connected (((ZbDuty *)data)->desk);
}

static void
lose_platform (ZbDuty *duty)
{
  zb_duty_sign_in (duty, "leader");
  zb_test_platform_stop (duty->platform);
  g_assert_true (zb_test_wait (is_lost, duty, 10000));
}

static ZbCommand *
get_command (ZbDuty *duty, guint i)
{
  g_autoptr (ZbCommand) command = g_list_model_get_item (zb_world_get_commands (get_world (duty)), i);

  return command;
}

static void
choose (GtkWidget *page, const char *filter)
{
  adw_toggle_group_set_active_name (zb_duty_find_child (page, ZB_TYPE_OUTBOX_PAGE, "filter"), filter);
}

static guint
count_shown (GtkWidget *page)
{
  g_autoptr (GListModel) commands = NULL;

  g_object_get (page, "commands", &commands, NULL);
  return g_list_model_get_n_items (commands);
}

static void
assert_face (GtkWidget *page, const char *expected)
{
  g_autofree char *face = NULL;

  g_object_get (page, "face", &face, NULL);
  g_assert_cmpstr (face, ==, expected);
}

/* What belongs to one thing stands together, also where something else was done in between. */
static void
test_groups (ZbDuty *duty, gconstpointer data)
{
  g_autofree char *one = zb_uuid_new (), *other = zb_uuid_new ();
  g_autoptr (GListModel) commands = NULL;
  GtkWidget *page;

  lose_platform (duty);
  page = show_page (duty);
  assert_face (page, "empty");
  open_case (duty, one, "东门积水");
  open_case (duty, other, "西门积水");
  act (duty, "case.note", one, "{'text': <'已电话通知'>}");
  wait_for_commands (duty, 3);
  g_object_get (page, "commands", &commands, NULL);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (ZbCommand) command = g_list_model_get_item (commands, i);
      g_assert_cmpstr (zb_command_get_subject (command), ==, i < 2 ? one : other);
    }
  zb_duty_spin (300);
  g_assert_nonnull (zb_sample_find_text (page, "东门积水"));
  zb_duty_take_picture (duty, "outbox-groups");

  choose (page, "refused");
  g_assert_cmpuint (count_shown (page), ==, 0);
  assert_face (page, "none");
  choose (page, "waiting");
  g_assert_cmpuint (count_shown (page), ==, 3);

  gtk_widget_activate_action (page, "outbox.withdraw-all", "s", one);
  g_assert_cmpuint (count_shown (page), ==, 1);
  zb_test_platform_start (duty->platform);
  wait_for_commands (duty, 0);
  assert_face (page, "empty");
  g_autofree char *path = g_strdup_printf ("/cases/%s", one);
  g_autoptr (ZbTestAnswer) answer = zb_test_get (duty->platform, "officer", path);
  zb_test_assert_status (answer, 404);
}

/* There may be none for a moment: the one before it is accepted sooner than the next is written down. */
static gboolean
is_in_state (ZbDuty *duty, ZbCommandState state)
{
  ZbCommand *command = get_command (duty, 0);

  return command && zb_command_get_state (command) == state;
}

static gboolean
is_refused (gpointer data)
{
  return is_in_state (data, ZB_COMMAND_REFUSED);
}

static const char *the_case;

static gboolean
has_place (gpointer data)
{
  ZbCase *a_case = zb_world_lookup (get_world (data), ZB_KIND_CASE, the_case);

  return a_case && a_case->place;
}

/* Filed without a place, which the plan asks for: refused, mended, and sent again. */
static void
test_retry (ZbDuty *duty, gconstpointer data)
{
  g_autofree char *id = zb_uuid_new (), *details = NULL, *key = NULL;
  GtkWidget *page;

  zb_duty_sign_in (duty, "leader");
  page = show_page (duty);
  open_case (duty, id, "南门积水");
  act (duty, "case.file", id, "@a{sv} {}");
  g_assert_true (zb_test_wait (is_refused, duty, 20000));
  choose (page, "refused");
  g_assert_cmpuint (count_shown (page), ==, 1);
  zb_duty_spin (300);
  zb_duty_take_picture (duty, "outbox-refused");

  details = zb_outbox_words_describe_all (get_command (duty, 0));
  g_assert_nonnull (strstr (details, "南门积水"));
  g_assert_nonnull (strstr (details, zb_command_get_key (get_command (duty, 0))));
  key = g_strdup (zb_command_get_key (get_command (duty, 0)));

  act (duty, "case.edit", id, "{'place': <'天山路'>}");
  the_case = id;
  g_assert_true (zb_test_wait (has_place, duty, 20000));
  gtk_widget_activate_action (page, "outbox.retry", "s", key);
  wait_for_commands (duty, 0);
  g_assert_cmpint (ZB_CASE (zb_world_lookup (get_world (duty), ZB_KIND_CASE, id))->step, ==, ZB_STEP_FILED);
}

static gboolean
is_asked (gpointer data)
{
  return is_in_state (data, ZB_COMMAND_ASKING) &&
         zb_sample_find_text (GTK_WIDGET (((ZbDuty *)data)->window), "等待已久") != NULL;
}

/* Who is to be sent late is asked about, wherever the officer is; what is said in answer is done. */
static void
test_asked (ZbDuty *duty, gconstpointer data)
{
  g_autofree char *id = zb_uuid_new (), *sent = zb_uuid_new (), *key = zb_uuid_new ();
  g_autofree char *args =
      g_strdup_printf ("{'assignments': <[{'id': <'%s'>, 'unit': <'" ZB_TEST_UNIT_1 "'>}]>}", sent);
  g_autoptr (ZbCommand) command = NULL;

  zb_duty_sign_in (duty, "leader");
  open_case (duty, id, "东门积水");
  act (duty, "case.edit", id, "{'place': <'天山路'>}");
  act (duty, "case.file", id, "@a{sv} {}");
  the_case = id;
  g_assert_true (zb_test_wait (has_place, duty, 20000));
  wait_for_commands (duty, 0);
  command = zb_command_new_full (key, "case.dispatch", id, g_variant_new_parsed (args), NULL,
                                 g_get_real_time () - 6 * G_TIME_SPAN_MINUTE);
  zb_desk_submit (duty->desk, command);
  wait_for_commands (duty, 1);
  g_assert_true (zb_test_wait (is_asked, duty, 20000));
  zb_duty_take_picture (duty, "outbox-asked");
  gtk_widget_activate_action (GTK_WIDGET (duty->window), "outbox.confirm", "s", key);
  wait_for_commands (duty, 0);
  g_assert_cmpint (ZB_CASE (zb_world_lookup (get_world (duty), ZB_KIND_CASE, id))->step, ==,
                   ZB_STEP_DISPATCHED);
}

/* Whether a button that can be seen is called that. */
static gboolean
offers (GtkWidget *widget, const char *words)
{
  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
      g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), words) == 0)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    if (offers (child, words))
      return TRUE;
  return FALSE;
}

/* What was sent and has no answer says so, and no button takes it back as if nothing was sent. */
static void
test_sent (ZbDuty *duty, gconstpointer data)
{
  g_autofree char *id = zb_uuid_new ();
  ZbCommand *command;
  GtkWidget *page;

  lose_platform (duty);
  page = show_page (duty);
  open_case (duty, id, "东门积水");
  wait_for_commands (duty, 1);
  zb_duty_spin (300);
  g_assert_true (offers (page, "撤回"));
  command = get_command (duty, 0);
  zb_command_set_was_sent (command, TRUE);
  zb_command_set_state (command, ZB_COMMAND_SENDING, NULL);
  zb_command_set_state (command, ZB_COMMAND_QUEUED, NULL);
  zb_duty_spin (300);
  g_assert_false (offers (page, "撤回"));
  g_assert_nonnull (zb_sample_find_text (page, "已发送，等待答复"));
  zb_duty_take_picture (duty, "outbox-sent");
  gtk_widget_activate_action (page, "outbox.withdraw", "s", zb_command_get_key (command));
  zb_duty_spin (300);
  g_assert_nonnull (zb_sample_find_text (GTK_WIDGET (duty->window), "已经发出"));
  g_assert_true (get_command (duty, 0) == command);
  zb_command_set_state (command, ZB_COMMAND_ASKING, NULL);
  zb_duty_spin (300);
  g_assert_true (offers (page, "不再发送"));
  gtk_widget_activate_action (page, "outbox.withdraw", "s", zb_command_get_key (command));
  g_assert_cmpint (zb_command_get_state (command), ==, ZB_COMMAND_REFUSED);
  gtk_widget_activate_action (page, "outbox.withdraw", "s", zb_command_get_key (command));
  wait_for_commands (duty, 0);
}

static gboolean
is_told_of_left (gpointer data)
{
  return zb_sample_find_text (GTK_WIDGET (((ZbDuty *)data)->window), "1 件尚未发送") != NULL;
}

/* Another officer at the same seat is told how much waits, and not what. */
static void
test_others (ZbDuty *duty, gconstpointer data)
{
  g_autofree char *id = zb_uuid_new (), *line = NULL;
  GtkWidget *page;

  lose_platform (duty);
  open_case (duty, id, "北门积水");
  wait_for_commands (duty, 1);
  zb_door_sign_out (duty->door);
  g_assert_true (zb_test_wait (is_told_of_left, duty, 10000));
  zb_duty_take_picture (duty, "outbox-left");
  zb_test_platform_start (duty->platform);
  zb_duty_sign_in (duty, "officer");
  page = show_page (duty);
  g_assert_cmpuint (zb_world_get_others_waiting (get_world (duty)), ==, 1);
  g_object_get (page, "others-line", &line, NULL);
  g_assert_nonnull (strstr (line, "1"));
  assert_face (page, "empty");
  g_assert_null (zb_sample_find_text (page, "北门积水"));

  zb_duty_sign_in (duty, "leader");
  wait_for_commands (duty, 0);
  g_assert_cmpuint (zb_world_get_others_waiting (get_world (duty)), ==, 0);
}

int
main (int argc, char *argv[])
{
  zb_duty_init (&argc, &argv);
#define ADD(path, function)                                                                                  \
  g_test_add ("/app/outbox/" path, ZbDuty, NULL, zb_duty_set_up, function, zb_duty_tear_down)
  ADD ("groups", test_groups);
  ADD ("retry", test_retry);
  ADD ("asked", test_asked);
  ADD ("sent", test_sent);
  ADD ("others", test_others);
  return g_test_run ();
}
