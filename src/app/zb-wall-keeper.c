/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-wall-keeper.h"

#include "zb-keyring.h"
#include "zb-local-platform.h"
#include "zb-sign-in-page.h"
#include "zb-wall-autostart.h"
#include "zb-wall-pulse.h"
#include "zb-wall-watch.h"

#include <glib/gi18n.h>

/**
 * ZbWallKeeper:
 *
 * Keeps a wall signed in, without a keyboard: the password is in the secret store, a platform that is
 * not there yet is tried again for ever, and a session that the platform has ended is begun anew. Only
 * what nobody has told it yet is asked for, once, in a window over the wall.
 *
 *   profile ─▶ (platform of this machine) ─▶ password ─▶ sign in ─▶ the wall
 *                                                ▲           │ no line, session ended
 *                                                └── wait ◀──┘
 */
struct _ZbWallKeeper
{
  GObject parent_instance;
  GtkApplication *application;
  ZbDesk *desk;
  ZbWallProfile *profile;
  ZbWallHost *host;
  ZbWallPulse *pulse;
  ZbLocalPlatform *platform;
  GCancellable *cancellable;
  GtkWindow *asking;
  ZbSignInPage *page;
  char *url;
  char *password;
  guint waiting;
  guint n_tries;
  gboolean signing_in;
  gboolean entered;
};

G_DEFINE_FINAL_TYPE (ZbWallKeeper, zb_wall_keeper, G_TYPE_OBJECT)

#define MOST_WAIT 30

static void sign_in (ZbWallKeeper *self);
static void find_password (ZbWallKeeper *self);

/* --- asking what is not known yet ---------------------------------------------------------------- */

static void
stop_asking (ZbWallKeeper *self)
{
  if (self->asking)
    gtk_window_destroy (g_steal_pointer (&self->asking));
  self->page = NULL;
}

static void
on_entered (ZbWallKeeper *self, const char *url, const char *username, const char *password)
{
  if (*url)
    g_set_str (&self->profile->platform, url);
  g_set_str (&self->url, self->profile->platform);
  g_set_str (&self->profile->username, username);
  g_set_str (&self->password, password);
  self->entered = TRUE;
  zb_sign_in_page_set_busy (self->page, NULL);
  sign_in (self);
}

static void
ask (ZbWallKeeper *self, const char *trouble)
{
  if (!self->asking)
    {
      self->asking = g_object_new (ADW_TYPE_APPLICATION_WINDOW, "application", self->application, "title",
                                   _ ("Sign in for the wall"), "default-width", 640, "default-height", 560,
                                   "hide-on-close", TRUE, NULL);
      self->page = g_object_new (ZB_TYPE_SIGN_IN_PAGE, NULL);
      g_signal_connect_object (self->page, "sign-in", G_CALLBACK (on_entered), self, G_CONNECT_SWAPPED);
      adw_application_window_set_content (ADW_APPLICATION_WINDOW (self->asking), GTK_WIDGET (self->page));
    }
  zb_sign_in_page_ask (self->page, _ ("Sign in once with the account of this wall; it is remembered"),
                       self->profile->platform ? self->profile->platform : "", self->profile->username);
  zb_sign_in_page_offer_autostart (self->page);
  if (trouble)
    zb_sign_in_page_fail (self->page, trouble);
  gtk_window_present (self->asking);
}

/* --- signing in ---------------------------------------------------------------------------------- */

static gboolean
on_waited (gpointer data)
{
  ZbWallKeeper *self = data;

  self->waiting = 0;
  sign_in (self);
  return G_SOURCE_REMOVE;
}

static void
try_later (ZbWallKeeper *self)
{
  const guint seconds = MIN (MOST_WAIT, 1u << MIN (self->n_tries, 5));

  self->n_tries++;
  g_clear_handle_id (&self->waiting, g_source_remove);
  self->waiting = g_timeout_add_seconds (seconds, on_waited, self);
}

/* Whoever has just signed in is still there to read it; nobody is in front of a wall later. */
static void
tell_no_autostart (ZbWallKeeper *self, const GError *error)
{
  AdwDialog *dialog = adw_alert_dialog_new (_ ("The wall will not start by itself"), error->message);

  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", C_ ("verb", "Close"));
  g_signal_connect_object (dialog, "response", G_CALLBACK (stop_asking), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self->asking));
}

static void
on_autostart (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ZbWallKeeper) self = data;
  g_autoptr (GError) error = NULL;

  if (zb_wall_autostart_set_finish (result, &error))
    stop_asking (self);
  else if (self->asking && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tell_no_autostart (self, error);
}

static void
keep (ZbWallKeeper *self)
{
  g_autoptr (GError) error = NULL;

  self->entered = FALSE;
  zb_keyring_keep (self->url, self->profile->username, self->password);
  if (!zb_wall_profile_save (self->profile, &error))
    g_message ("The wall's profile could not be kept: %s", error->message);
  zb_wall_autostart_set_async (self->profile->name, zb_sign_in_page_get_autostart (self->page),
                               self->cancellable, on_autostart, g_object_ref (self));
}

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ZbWallKeeper) self = data;
  g_autoptr (GError) error = NULL;
  const gboolean in = zb_link_sign_in_finish (ZB_LINK (source), result, &error);

  if (!in && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->signing_in = FALSE;
  if (in)
    {
      self->n_tries = 0;
      if (self->page && self->entered && !self->platform)
        keep (self);
      else
        stop_asking (self);
    }
  else if (self->asking || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    ask (self, error->message);
  else
    try_later (self);
}

static void
sign_in (ZbWallKeeper *self)
{
  if (self->signing_in)
    return;
  self->signing_in = TRUE;
  zb_link_sign_in_async (zb_desk_get_link (self->desk), self->url, self->profile->username, self->password,
                         self->cancellable, on_signed_in, g_object_ref (self));
}

static void
on_password (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ZbWallKeeper) self = data;
  g_autoptr (GError) error = NULL;
  char *password = zb_keyring_lookup_finish (result, &error);

  if (error && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (!password)
    {
      ask (self, error ? error->message : NULL);
      return;
    }
  g_set_str (&self->password, password);
  zb_keyring_free_password (password);
  sign_in (self);
}

static void
find_password (ZbWallKeeper *self)
{
  const char *given = g_getenv ("ZHIBAN_PASSWORD");

  if (!self->profile->username)
    {
      ask (self, NULL);
      return;
    }
  if (given)
    {
      g_set_str (&self->password, given);
      sign_in (self);
      return;
    }
  zb_keyring_lookup_async (self->url, self->profile->username, self->cancellable, on_password,
                           g_object_ref (self));
}

/* The platform has ended the session, or it was restored from a backup that knows nothing of it. */
static void
on_link_state (ZbWallKeeper *self)
{
  if (zb_link_get_state (zb_desk_get_link (self->desk)) == ZB_LINK_SIGNED_OUT && !self->signing_in &&
      self->password)
    try_later (self);
}

/* --- a platform of this machine -------------------------------------------------------------------- */

static void
on_platform_started (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ZbWallKeeper) self = data;
  g_autoptr (GError) error = NULL;
  const ZbLocalAccount *account;

  if (!zb_local_platform_start_finish (self->platform, result, &error))
    {
      g_clear_object (&self->platform);
      ask (self, error->message);
      return;
    }
  account = zb_local_platform_find_account (self->platform, zb_choices_nick (&zb_roles, ZB_ROLE_WALL));
  g_set_str (&self->url, zb_local_platform_get_url (self->platform));
  if (!account)
    {
      ask (self, _ ("This platform has no account for a wall"));
      return;
    }
  g_set_str (&self->profile->username, account->username);
  g_set_str (&self->password, account->password);
  sign_in (self);
}

static void
start_platform (ZbWallKeeper *self)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "zhiban", "platform", NULL);
  const char *const options[] = { "--demo", "--data-dir", folder, "--listen", "127.0.0.1:0", NULL };

  self->platform = zb_local_platform_new ();
  zb_local_platform_start_async (self->platform, options, self->cancellable, on_platform_started,
                                 g_object_ref (self));
}

/**
 * zb_wall_keeper_open:
 * @self: the keeper
 * @url: (nullable): the platform's address; %NULL for that of the profile, else one on this machine
 * @username: (nullable): the account of the wall; %NULL for that of the profile
 *
 * Puts the wall on its screens and signs in.
 */
void
zb_wall_keeper_open (ZbWallKeeper *self, const char *url, const char *username)
{
  g_return_if_fail (ZB_IS_WALL_KEEPER (self));
  if (url)
    g_set_str (&self->profile->platform, url);
  if (username)
    g_set_str (&self->profile->username, username);
  self->host = zb_wall_host_new (self->application, self->desk, self->profile);
  self->pulse = zb_wall_pulse_new (self->desk, self->host, zb_wall_watch_get_restarts ());
  g_set_str (&self->url, self->profile->platform);
  if (self->url)
    find_password (self);
  else
    start_platform (self);
}

/**
 * zb_wall_keeper_get_host:
 * @self: the keeper
 *
 * Returns: (transfer none) (nullable): what keeps the wall on its screens
 */
ZbWallHost *
zb_wall_keeper_get_host (ZbWallKeeper *self)
{
  g_return_val_if_fail (ZB_IS_WALL_KEEPER (self), NULL);
  return self->host;
}

/**
 * zb_wall_keeper_new:
 * @application: the console
 * @desk: what is shown
 * @profile: the name of the wall's profile; one that is not there yet is made
 *
 * Returns: (transfer full): a keeper
 */
ZbWallKeeper *
zb_wall_keeper_new (GtkApplication *application, ZbDesk *desk, const char *profile)
{
  ZbWallKeeper *self = g_object_new (ZB_TYPE_WALL_KEEPER, NULL);
  g_autoptr (GError) error = NULL;

  self->application = g_object_ref (application);
  self->desk = g_object_ref (desk);
  self->profile = zb_wall_profile_load (profile, &error);
  if (!self->profile)
    {
      if (!g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        g_message ("The wall's profile cannot be read: %s", error->message);
      self->profile = zb_wall_profile_new (profile);
    }
  g_signal_connect_object (zb_desk_get_link (desk), "notify::state", G_CALLBACK (on_link_state), self,
                           G_CONNECT_SWAPPED);
  return self;
}

static void
zb_wall_keeper_dispose (GObject *object)
{
  ZbWallKeeper *self = ZB_WALL_KEEPER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->waiting, g_source_remove);
  stop_asking (self);
  g_clear_object (&self->pulse);
  g_clear_object (&self->host);
  g_clear_object (&self->platform);
  g_clear_object (&self->application);
  g_clear_object (&self->desk);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->profile, zb_wall_profile_free);
  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->password, zb_keyring_free_password);
  G_OBJECT_CLASS (zb_wall_keeper_parent_class)->dispose (object);
}

static void
zb_wall_keeper_class_init (ZbWallKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zb_wall_keeper_dispose;
}

static void
zb_wall_keeper_init (ZbWallKeeper *self)
{
  self->cancellable = g_cancellable_new ();
}
