/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole console in a process of its own, for tests that need a second officer beside the first. It is
 * steered through its standard input, one order a line, and answers each with "ok" or "no":
 *
 *   sign-in NAME         signs an officer in
 *   know KIND ID         waits until the desk knows an entity
 *   hold ID              waits until its officer has claimed an alert
 *   act NAME [VARIANT]   does what a button of that action does
 *   see TEXT             waits until a label on the screen has TEXT in it
 *   miss TEXT            waits until none has
 *   choose ID WHOSE      chooses "mine" or "theirs" for a field that two have edited
 *   answer RESPONSE      answers the dialog that is shown
 */
#include "zb-door.h"
#include "zb-edited-dialog.h"
#include "zb-locale.h"
#include "zb-sample-window.h"
#include "zb-settings.h"
#include "zb-test-platform.h"

#include <gio/gunixinputstream.h>
#include <gst/gst.h>
#include <stdio.h>

#define PATIENCE 20000

typedef struct
{
  ZbDesk *desk;
  ZbWindow *window;
  ZbDoor *door;
  GMainLoop *loop;
  GDataInputStream *orders;
  const char *text;
  ZbKind kind;
} Seat;

/* --- what is waited for -------------------------------------------------------------------------- */

static gboolean
sits_there (gpointer data)
{
  Seat *seat = data;
  ZbAccount *account = zb_desk_get_account (seat->desk);

  return zb_window_is_open (seat->window) && zb_desk_get_connected (seat->desk) && account &&
         g_str_equal (account->username, seat->text);
}

static gboolean
knows (gpointer data)
{
  Seat *seat = data;

  return zb_world_lookup (zb_desk_get_world (seat->desk), seat->kind, seat->text) != NULL;
}

static gboolean
sees (gpointer data)
{
  Seat *seat = data;

  return zb_sample_find_text (GTK_WIDGET (seat->window), seat->text) != NULL;
}

static gboolean
has_dialog (gpointer data)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (((Seat *)data)->window)) != NULL;
}

/* --- orders ---------------------------------------------------------------------------------------- */

static gboolean
sign_in (Seat *seat, const char *rest)
{
  seat->text = rest;
  g_signal_emit_by_name (zb_window_get_door (seat->window), "sign-in", zb_door_get_url (seat->door), rest,
                         ZB_TEST_PASSWORD);
  return zb_test_wait (sits_there, seat, PATIENCE);
}

static gboolean
know (Seat *seat, const char *rest)
{
  g_auto (GStrv) parts = g_strsplit (rest, " ", 2);

  seat->kind = (ZbKind)zb_choices_parse (&zb_kinds, parts[0]);
  seat->text = parts[1];
  return zb_test_wait (knows, seat, PATIENCE);
}

static gboolean
holds (gpointer data)
{
  Seat *seat = data;
  ZbAlert *alert = zb_world_lookup (zb_desk_get_world (seat->desk), ZB_KIND_ALERT, seat->text);
  const char *me = ZB_ENTITY (zb_desk_get_account (seat->desk))->id;

  return alert && alert->state == ZB_ALERT_CLAIMED && g_strcmp0 (alert->claim->by, me) == 0;
}

static gboolean
hold (Seat *seat, const char *rest)
{
  seat->text = rest;
  return zb_test_wait (holds, seat, PATIENCE);
}

static gboolean
act (Seat *seat, const char *rest)
{
  g_auto (GStrv) parts = g_strsplit (rest, " ", 2);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) parameter = parts[1] ? g_variant_parse (NULL, parts[1], NULL, NULL, &error) : NULL;

  g_assert_no_error (error);
  return gtk_widget_activate_action_variant (GTK_WIDGET (seat->window), parts[0], parameter);
}

static gboolean
see (Seat *seat, const char *rest)
{
  seat->text = rest;
  return zb_test_wait (sees, seat, PATIENCE);
}

static gboolean
misses (gpointer data)
{
  return !sees (data);
}

static gboolean
miss (Seat *seat, const char *rest)
{
  seat->text = rest;
  return zb_test_wait (misses, seat, PATIENCE);
}

static AdwDialog *
get_dialog (Seat *seat)
{
  zb_test_wait (has_dialog, seat, PATIENCE);
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (seat->window));
}

static gboolean
choose (Seat *seat, const char *rest)
{
  g_auto (GStrv) parts = g_strsplit (rest, " ", 2);
  AdwDialog *dialog = get_dialog (seat);

  if (!ZB_IS_EDITED_DIALOG (dialog))
    return FALSE;
  zb_edited_dialog_choose (ZB_EDITED_DIALOG (dialog), parts[0], g_str_equal (parts[1], "mine"));
  return TRUE;
}

static gboolean
answer (Seat *seat, const char *rest)
{
  AdwDialog *dialog = get_dialog (seat);

  if (!ADW_IS_ALERT_DIALOG (dialog))
    return FALSE;
  zb_sample_settle ();
  g_signal_emit_by_name (dialog, "response", rest);
  adw_dialog_force_close (dialog);
  return TRUE;
}

static const struct
{
  const char *name;
  gboolean (*obey) (Seat *seat, const char *rest);
} orders[] = {
  { "sign-in", sign_in }, { "know", know },     { "act", act },       { "see", see },
  { "miss", miss },       { "choose", choose }, { "answer", answer }, { "hold", hold },
};

static gboolean
obey (Seat *seat, const char *line)
{
  g_auto (GStrv) parts = g_strsplit (line, " ", 2);

  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++)
    if (g_str_equal (orders[i].name, parts[0]))
      return orders[i].obey (seat, parts[1] ? parts[1] : "");
  return FALSE;
}

static void
on_line (GObject *source, GAsyncResult *result, gpointer data)
{
  Seat *seat = data;
  g_autofree char *line = g_data_input_stream_read_line_finish_utf8 (seat->orders, result, NULL, NULL);

  if (!line)
    {
      g_main_loop_quit (seat->loop);
      return;
    }
  puts (obey (seat, line) ? "ok" : "no");
  fflush (stdout);
  g_data_input_stream_read_line_async (seat->orders, G_PRIORITY_DEFAULT, NULL, on_line, seat);
}

/* --- the console ------------------------------------------------------------------------------------- */

static AdwApplication *
make_application (void)
{
  AdwApplication *application =
      g_object_new (ADW_TYPE_APPLICATION, "application-id", "cn.zhiban.Console", "resource-base-path",
                    "/cn/zhiban/Console", "flags", G_APPLICATION_NON_UNIQUE, NULL);

  g_application_register (G_APPLICATION (application), NULL, NULL);
  g_application_set_default (G_APPLICATION (application));
  return application;
}

static void
leave (Seat *seat)
{
  DexFuture *left = zb_link_leave (zb_desk_get_link (seat->desk));

  while (dex_future_is_pending (left))
    g_main_context_iteration (NULL, TRUE);
  dex_unref (left);
  g_clear_object (&seat->door);
  gtk_window_destroy (GTK_WINDOW (seat->window));
  zb_sample_settle ();
  g_clear_object (&seat->desk);
}

int
main (int argc, char *argv[])
{
  g_autoptr (AdwApplication) application = NULL;
  g_autoptr (GSettings) settings = NULL;
  g_autoptr (GInputStream) input = g_unix_input_stream_new (0, FALSE);
  Seat seat = { 0 };

  g_setenv ("LANGUAGE", "", TRUE);
  zb_locale_set_up ();
  dex_init ();
  g_setenv ("GST_PLUGIN_FEATURE_RANK", "fakeaudiosink:1000", TRUE);
  gst_init (NULL, NULL);
  gtk_init ();
  application = make_application ();
  settings = zb_settings_new ();
  seat.loop = g_main_loop_new (NULL, FALSE);
  seat.desk = zb_desk_new (NULL);
  seat.window = zb_window_new (application, seat.desk, settings);
  seat.door = zb_door_new (seat.window, seat.desk, settings);
  seat.orders = g_data_input_stream_new (input);
  gtk_window_present (GTK_WINDOW (seat.window));
  zb_door_open (seat.door, argv[1], NULL, NULL);
  g_data_input_stream_read_line_async (seat.orders, G_PRIORITY_DEFAULT, NULL, on_line, &seat);
  g_main_loop_run (seat.loop);
  leave (&seat);
  g_object_unref (seat.orders);
  g_main_loop_unref (seat.loop);
  return 0;
}
