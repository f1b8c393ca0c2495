/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A wall starts by itself when its machine is switched on. Outside of a sandbox that is a file where the
 * desktop looks for what to start (the Desktop Application Autostart Specification); inside, the desktop is
 * asked for it by the Background portal, which may ask the user.
 *
 *   RequestBackground ─▶ handle of a request ─▶ its signal Response: 0 done, 1 refused, 2 ended otherwise
 */
#include "zb-wall-autostart.h"

#include "zb-wall-profile.h"

#include <glib/gi18n.h>

#define PORTAL "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"

/* --- a file -------------------------------------------------------------------------------------- */

/* As the Desktop Entry Specification quotes an argument of Exec. */
static char *
quote (const char *argument)
{
  GString *quoted = g_string_new ("\"");

  for (const char *at = argument; *at; at++)
    {
      if (strchr ("\"`$\\", *at))
        g_string_append_c (quoted, '\\');
      if (*at == '%')
        g_string_append_c (quoted, '%');
      g_string_append_c (quoted, *at);
    }
  g_string_append_c (quoted, '"');
  return g_string_free_and_steal (quoted);
}

static char *
find_path (const char *profile)
{
  g_autofree char *file = g_strconcat ("cn.zhiban.Console.Wall.", profile, ".desktop", NULL);

  return g_build_filename (g_get_user_config_dir (), "autostart", file, NULL);
}

static void
fill (GKeyFile *file, const char *profile)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *program = quote (self ? self : "zhiban"), *name = quote (profile);
  g_autofree char *exec = g_strdup_printf ("%s --wall %s", program, name);
  /* TRANSLATORS: %s is the name of a wall's profile */
  g_autofree char *title = g_strdup_printf (_ ("Wall %s"), profile);

  g_key_file_set_string (file, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_TYPE,
                         G_KEY_FILE_DESKTOP_TYPE_APPLICATION);
  g_key_file_set_string (file, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_NAME, title);
  g_key_file_set_string (file, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_EXEC, exec);
  g_key_file_set_string (file, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_ICON, "cn.zhiban.Console");
}

/**
 * zb_wall_autostart_write:
 * @profile: the name of the wall's profile, see zb_wall_profile_is_name()
 * @wanted: whether it is to start by itself
 * @error: return location for a #GFileError
 *
 * Writes the file that has the wall started at log-in, or takes it away.
 *
 * Returns: whether it is as wanted now
 */
gboolean
zb_wall_autostart_write (const char *profile, gboolean wanted, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = find_path (profile), *folder = g_path_get_dirname (path);

  g_return_val_if_fail (zb_wall_profile_is_name (profile), FALSE);
  if (!wanted)
    {
      g_autoptr (GFile) old = g_file_new_for_path (path);
      return !g_file_query_exists (old, NULL) || g_file_delete (old, NULL, error);
    }
  fill (file, profile);
  g_mkdir_with_parents (folder, 0700);
  return g_key_file_save_to_file (file, path, error);
}

/* --- the portal ---------------------------------------------------------------------------------- */

/* There until both the call and the request have had their answer. */
typedef struct
{
  gatomicrefcount refs;
  GTask *task;
  GDBusConnection *bus;
  char *profile, *token;
  gboolean wanted;
  guint subscription;
} Request;

static void
request_unref (gpointer data)
{
  Request *request = data;

  if (!g_atomic_ref_count_dec (&request->refs))
    return;
  g_object_unref (request->task);
  g_clear_object (&request->bus);
  g_free (request->profile);
  g_free (request->token);
  g_free (request);
}

static Request *
request_ref (Request *request)
{
  g_atomic_ref_count_inc (&request->refs);
  return request;
}

/* Its reference is the subscription's, which may be the last one. */
static void
stop_listening (Request *request)
{
  const guint subscription = request->subscription;

  request->subscription = 0;
  if (subscription)
    g_dbus_connection_signal_unsubscribe (request->bus, subscription);
}

static void
on_response (GDBusConnection *bus, const char *sender, const char *path, const char *interface,
             const char *signal, GVariant *parameters, gpointer data)
{
  Request *request = data;
  guint response;
  gboolean granted = FALSE;
  g_autoptr (GVariant) results = NULL;

  if (!request->subscription || !g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    return;
  g_variant_get (parameters, "(u@a{sv})", &response, &results);
  g_variant_lookup (results, "autostart", "b", &granted);
  if (response == 0 && granted == request->wanted)
    g_task_return_boolean (request->task, TRUE);
  else
    g_task_return_new_error_literal (
        request->task, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
        _ ("This desktop does not let the console start by itself. Allow it in the "
           "desktop's settings."));
  stop_listening (request);
}

static void
on_called (GObject *source, GAsyncResult *result, gpointer data)
{
  Request *request = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) handle = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (!handle && request->subscription)
    {
      g_dbus_error_strip_remote_error (error);
      g_task_return_error (request->task, g_steal_pointer (&error));
      stop_listening (request);
    }
  request_unref (request);
}

static GVariant *
make_options (const Request *request)
{
  const char *const command[] = { "zhiban", "--wall", request->profile, NULL };
  GVariantBuilder options;

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (request->token));
  g_variant_builder_add (&options, "{sv}", "reason",
                         g_variant_new_string (_ ("The wall is to be there again after a power cut")));
  g_variant_builder_add (&options, "{sv}", "autostart", g_variant_new_boolean (request->wanted));
  g_variant_builder_add (&options, "{sv}", "commandline", g_variant_new_strv (command, -1));
  g_variant_builder_add (&options, "{sv}", "dbus-activatable", g_variant_new_boolean (FALSE));
  return g_variant_builder_end (&options);
}

/* Where the portal answers follows from who asks and the token: one listens before one asks, so that no
 * answer comes too early. */
static void
listen_for_response (Request *request)
{
  g_autofree char *sender =
      g_strdelimit (g_strdup (g_dbus_connection_get_unique_name (request->bus) + 1), ".", '_');
  g_autofree char *handle = g_strdup_printf (PORTAL_PATH "/request/%s/%s", sender, request->token);

  request->subscription = g_dbus_connection_signal_subscribe (
      request->bus, PORTAL, "org.freedesktop.portal.Request", "Response", handle, NULL,
      G_DBUS_SIGNAL_FLAGS_NONE, on_response, request_ref (request), request_unref);
}

static void
on_bus (GObject *source, GAsyncResult *result, gpointer data)
{
  Request *request = data;
  g_autoptr (GError) error = NULL;

  request->bus = g_bus_get_finish (result, &error);
  if (!request->bus)
    {
      g_task_return_error (request->task, g_steal_pointer (&error));
      request_unref (request);
      return;
    }
  listen_for_response (request);
  g_dbus_connection_call (request->bus, PORTAL, PORTAL_PATH, "org.freedesktop.portal.Background",
                          "RequestBackground", g_variant_new ("(s@a{sv})", "", make_options (request)),
                          G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE, -1,
                          g_task_get_cancellable (request->task), on_called, request);
}

/**
 * zb_wall_autostart_ask_async:
 * @profile: the name of the wall's profile, see zb_wall_profile_is_name()
 * @wanted: whether it is to start by itself
 * @cancellable: (nullable): to give up
 * @callback: what then; see zb_wall_autostart_set_finish()
 * @user_data: for @callback
 *
 * Asks the desktop to start the wall at log-in, or no longer to.
 */
void
zb_wall_autostart_ask_async (const char *profile, gboolean wanted, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  Request *request = g_new0 (Request, 1);

  g_return_if_fail (zb_wall_profile_is_name (profile));
  g_atomic_ref_count_init (&request->refs);
  request->task = g_task_new (NULL, cancellable, callback, user_data);
  request->profile = g_strdup (profile);
  request->token = g_strdup_printf ("zhiban%u", g_random_int ());
  request->wanted = wanted;
  g_bus_get (G_BUS_TYPE_SESSION, cancellable, on_bus, request);
}

/* --- whichever there is -------------------------------------------------------------------------- */

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const gboolean wanted = g_object_get_data (G_OBJECT (task), "wanted") != NULL;
  GError *error = NULL;

  if (zb_wall_autostart_write (data, wanted, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * zb_wall_autostart_set_async:
 * @profile: the name of the wall's profile, see zb_wall_profile_is_name()
 * @wanted: whether it is to start by itself
 * @cancellable: (nullable): to give up
 * @callback: what then
 * @user_data: for @callback
 *
 * Has the wall start by itself after a power cut, or no longer.
 */
void
zb_wall_autostart_set_async (const char *profile, gboolean wanted, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  if (g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS))
    {
      zb_wall_autostart_ask_async (profile, wanted, cancellable, callback, user_data);
      return;
    }
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_task_data (task, g_strdup (profile), g_free);
  g_object_set_data (G_OBJECT (task), "wanted", GINT_TO_POINTER (wanted));
  g_task_run_in_thread (task, write_in_thread);
}

/**
 * zb_wall_autostart_set_finish:
 * @result: what the callback was given
 * @error: return location for the reason why not
 *
 * Returns: whether it is as wanted now
 */
gboolean
zb_wall_autostart_set_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
