/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-duty.h"

#include "zb-locale.h"
#include "zb-sample-window.h"
#include "zb-settings.h"

#include <gst/gst.h>

static gboolean
never (gpointer data)
{
  return FALSE;
}

/**
 * zb_duty_spin:
 * @milliseconds: how long
 *
 * Runs the main loop for a while: for what must not happen.
 */
void
zb_duty_spin (guint milliseconds)
{
  zb_test_wait (never, NULL, milliseconds);
}

/**
 * zb_duty_is_open:
 * @self: a #ZbDuty
 *
 * Returns: whether the desk is shown, and the line is there
 */
gboolean
zb_duty_is_open (gpointer self)
{
  ZbDuty *duty = self;

  return zb_window_is_open (duty->window) && zb_desk_get_connected (duty->desk);
}

/**
 * zb_duty_has_trouble:
 * @self: a #ZbDuty
 *
 * Returns: whether the door says that something is wrong
 */
gboolean
zb_duty_has_trouble (gpointer self)
{
  GtkWidget *page = GTK_WIDGET (zb_window_get_door (((ZbDuty *)self)->window));
  GtkWidget *label = zb_duty_find_child (page, ZB_TYPE_SIGN_IN_PAGE, "trouble");

  return gtk_widget_get_visible (label) && *gtk_label_get_text (GTK_LABEL (label));
}

/**
 * zb_duty_enter:
 * @self: a duty
 * @username: what is written at the door
 * @password: what is written at the door
 *
 * Does what the button of the door does.
 */
void
zb_duty_enter (ZbDuty *self, const char *username, const char *password)
{
  g_signal_emit_by_name (zb_window_get_door (self->window), "sign-in", zb_door_get_url (self->door), username,
                         password);
}

static const char *awaited;

static gboolean
sits_there (gpointer self)
{
  ZbAccount *account = zb_desk_get_account (((ZbDuty *)self)->desk);

  return zb_duty_is_open (self) && account && g_str_equal (account->username, awaited);
}

/**
 * zb_duty_sign_in:
 * @self: a duty
 * @username: one of those of zb_test_platform_sign_in()
 *
 * Signs an officer in and waits until the desk is shown.
 */
void
zb_duty_sign_in (ZbDuty *self, const char *username)
{
  awaited = username;
  zb_duty_enter (self, username, ZB_TEST_PASSWORD);
  g_assert_true (zb_test_wait (sits_there, self, 20000));
}

/**
 * zb_duty_find_alert:
 * @self: a duty
 *
 * Returns: (transfer none) (nullable): its alert, as the desk knows it
 */
ZbAlert *
zb_duty_find_alert (ZbDuty *self)
{
  return zb_world_lookup (zb_desk_get_world (self->desk), ZB_KIND_ALERT, self->alert);
}

/**
 * zb_duty_has_alert:
 * @self: a #ZbDuty
 *
 * Returns: whether the desk knows its alert
 */
gboolean
zb_duty_has_alert (gpointer self)
{
  return zb_duty_find_alert (self) != NULL;
}

/**
 * zb_duty_raise:
 * @self: a duty
 * @severity: the contract's name of a severity
 * @dedup_key: tells it from others of the same camera
 *
 * Raises an alert as a sensor does, keeps its id and waits until the desk knows it.
 */
void
zb_duty_raise (ZbDuty *self, const char *severity, const char *dedup_key)
{
  g_free (self->alert);
  self->alert = zb_test_raise (self->platform, "smoke_fire", severity, ZB_TEST_CAMERA_NORTH, dedup_key);
  g_assert_true (zb_test_wait (zb_duty_has_alert, self, 5000));
}

/**
 * zb_duty_get_dialog:
 * @self: a duty
 *
 * Returns: (transfer none) (nullable): the dialog that is shown
 */
AdwDialog *
zb_duty_get_dialog (ZbDuty *self)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window));
}

/**
 * zb_duty_find_child:
 * @widget: a widget with a template
 * @type: its type
 * @name: the name of a child in its template
 *
 * Returns: (transfer none): that child
 */
gpointer
zb_duty_find_child (gpointer widget, GType type, const char *name)
{
  GObject *child = gtk_widget_get_template_child (widget, type, name);

  g_assert_nonnull (child);
  return child;
}

/**
 * zb_duty_take_picture:
 * @self: a duty
 * @name: of the picture
 *
 * Saves pictures of the window, for people, where ZHIBAN_PICTURES says.
 */
void
zb_duty_take_picture (ZbDuty *self, const char *name)
{
  if (g_getenv ("ZHIBAN_PICTURES"))
    zb_duty_spin (600);
  zb_sample_picture (GTK_WIDGET (self->window), name);
}

/**
 * zb_duty_open_console:
 * @self: a duty without a console
 *
 * Shows the window of a console that knows nothing yet; its door is shut.
 */
void
zb_duty_open_console (ZbDuty *self)
{
  GtkApplication *application = GTK_APPLICATION (g_application_get_default ());

  self->desk = zb_desk_new (NULL);
  self->settings = zb_settings_new ();
  g_settings_reset (self->settings, "mutes");
  self->herald = zb_herald_new (application, zb_desk_get_world (self->desk), self->settings);
  self->window = zb_window_new (ADW_APPLICATION (application), self->desk, self->settings);
  self->door = zb_door_new (self->window, self->desk, self->settings);
  gtk_window_present (GTK_WINDOW (self->window));
}

/**
 * zb_duty_set_up_shut:
 * @self: a duty
 * @data: not used
 *
 * Starts the platform and shows the window, but opens no door: nobody has said which platform it is.
 */
void
zb_duty_set_up_shut (ZbDuty *self, gconstpointer data)
{
  self->platform = zb_test_platform_new ();
  zb_duty_open_console (self);
}

/**
 * zb_duty_set_up:
 * @self: a duty
 * @data: not used
 *
 * Starts the platform and shows the window; nobody is signed in.
 */
void
zb_duty_set_up (ZbDuty *self, gconstpointer data)
{
  zb_duty_set_up_shut (self, data);
  zb_door_open (self->door, zb_test_platform_get_url (self->platform), NULL, NULL);
}

/**
 * zb_duty_leave_console:
 * @self: a duty
 *
 * Ends the console, as its officer does: what it knows is on disk.
 */
void
zb_duty_leave_console (ZbDuty *self)
{
  g_autoptr (DexFuture) left = zb_test_await (zb_link_leave (zb_desk_get_link (self->desk)), 20000);

  zb_duty_spin (200);
  g_clear_object (&self->door);
  gtk_window_destroy (GTK_WINDOW (self->window));
  zb_duty_spin (100);
  g_clear_object (&self->herald);
  g_clear_object (&self->desk);
  g_clear_object (&self->settings);
}

/**
 * zb_duty_tear_down:
 * @self: a duty
 * @data: not used
 *
 * Lets everything go.
 */
void
zb_duty_tear_down (ZbDuty *self, gconstpointer data)
{
  zb_duty_leave_console (self);
  g_clear_pointer (&self->platform, zb_test_platform_free);
  g_clear_pointer (&self->alert, g_free);
}

static void
make_application (void)
{
  g_autoptr (GError) error = NULL;
  AdwApplication *application =
      g_object_new (ADW_TYPE_APPLICATION, "application-id", "cn.zhiban.Console", "resource-base-path",
                    "/cn/zhiban/Console", "flags", G_APPLICATION_NON_UNIQUE, NULL);

  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_application_set_default (G_APPLICATION (application));
}

/* Nobody is to be asked for the password of a keyring. */
static void
use_file_for_secrets (void)
{
  g_autofree char *path = g_build_filename (g_get_user_runtime_dir (), "secrets-of-the-test", NULL);

  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "of this test", TRUE);
}

/**
 * zb_duty_init:
 * @argc: of main()
 * @argv: of main()
 *
 * Starts everything as the console does, and the application that the windows belong to.
 */
void
zb_duty_init (int *argc, char ***argv)
{
  g_setenv ("LANGUAGE", "", TRUE);
  use_file_for_secrets ();
  zb_locale_set_up ();
  dex_init ();
  /* No sound device is asked for: what counts is that it would sound. */
  g_setenv ("GST_PLUGIN_FEATURE_RANK", "fakeaudiosink:1000", TRUE);
  gst_init (NULL, NULL);
  g_test_init (argc, argv, NULL);
  make_application ();
}
