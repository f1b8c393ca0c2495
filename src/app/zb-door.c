/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-door.h"

#include "zb-outbox-words.h"
#include "zb-platform-chooser.h"

#include <glib/gi18n.h>

/**
 * ZbDoor:
 *
 * Who sits at the desk: asks at the first start which platform is used, starts one on this machine where
 * that was chosen, signs in, locks the desk after a while without input, and lets another officer take over.
 *
 *   open ─▶ (choose, or start a platform) ─▶ sign in ─▶ the desk ─▶ lock ─▶ unlock, or another signs in
 *
 * While the desk is locked the line stays: alerts come in and sound. The same officer unlocks
 * without the platform, by the password's salted digest; another one signs in.
 */
struct _ZbDoor
{
  GObject parent_instance;
  ZbWindow *window; /* weak: the window may end before the line does */
  ZbDesk *desk;
  GSettings *settings;
  ZbPlatformChooser *chooser;
  ZbLocalPlatform *platform;
  GCancellable *cancellable;
  char *url;
  char *username;
  char *salt;
  char *digest;
  char *entered;
  gint64 last_input;
  guint idle_check;
  gboolean signing_in;
  gboolean was_asked; /* no command line has chosen the platform */
};

G_DEFINE_FINAL_TYPE (ZbDoor, zb_door, G_TYPE_OBJECT)

static void ask (ZbDoor *self, const char *words);
static void start_platform (ZbDoor *self, const char *const *arguments);

static gboolean
is_local (ZbDoor *self)
{
  return self->platform != NULL;
}

/* --- the lock ------------------------------------------------------------------------------ */

static char *
digest_of (ZbDoor *self, const char *username, const char *password)
{
  g_autofree char *text = g_strconcat (username, "\n", password, NULL);

  return g_compute_hmac_for_string (G_CHECKSUM_SHA256, (const guchar *)self->salt, strlen (self->salt), text,
                                    -1);
}

/* Whether the officer who is signed in is the one at the door. */
static gboolean
is_at_desk (ZbDoor *self, const char *username)
{
  ZbAccount *account = zb_desk_get_account (self->desk);

  return account && self->digest && g_strcmp0 (account->username, username) == 0;
}

static gboolean
unlocks (ZbDoor *self, const char *username, const char *password)
{
  g_autofree char *digest = digest_of (self, username, password);

  return g_str_equal (digest, self->digest);
}

static gboolean
check_idle (gpointer data)
{
  ZbDoor *self = data;
  const int minutes = g_settings_get_int (self->settings, "lock-minutes");

  if (minutes > 0 && self->window &&
      (zb_window_is_open (self->window) || zb_window_is_welcoming (self->window)) &&
      g_get_monotonic_time () - self->last_input >= minutes * G_TIME_SPAN_MINUTE)
    zb_door_lock (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_input (ZbDoor *self)
{
  self->last_input = g_get_monotonic_time ();
  return GDK_EVENT_PROPAGATE;
}

static void
watch_input (ZbDoor *self)
{
  GtkEventController *controller = gtk_event_controller_legacy_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "event", G_CALLBACK (on_input), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->window), controller);
  self->idle_check = g_timeout_add_seconds (5, check_idle, self);
}

/* --- signing in ----------------------------------------------------------------------------- */

static void
remember (ZbDoor *self)
{
  g_clear_pointer (&self->salt, g_free);
  g_clear_pointer (&self->digest, g_free);
  self->salt = g_uuid_string_random ();
  self->digest = digest_of (self, self->username, self->entered);
  if (is_local (self))
    return;
  g_settings_set_string (self->settings, "platform", self->url);
  g_settings_set_string (self->settings, "username", self->username);
}

/* Whoever has come through the welcome is shown once what this machine can do. */
static void
test_once (ZbDoor *self)
{
  if (!self->was_asked || g_settings_get_boolean (self->settings, "self-tested"))
    return;
  g_settings_set_boolean (self->settings, "self-tested", TRUE);
  gtk_window_set_focus (GTK_WINDOW (self->window), NULL);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.self-test", NULL);
}

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ZbDoor) self = data;
  g_autoptr (GError) error = NULL;
  const gboolean in = zb_link_sign_in_finish (ZB_LINK (source), result, &error);
  const ZbAccount *account = zb_desk_get_account (self->desk);

  if (!self->window || (!in && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
    return;
  self->signing_in = FALSE;
  if (in)
    {
      remember (self);
      self->last_input = g_get_monotonic_time ();
      zb_window_set_open (self->window, TRUE);
      test_once (self);
    }
  else
    {
      if (account)
        g_set_str (&self->username, account->username);
      else
        ask (self, _ ("Sign in to the platform of your centre"));
      zb_sign_in_page_fail (zb_window_get_door (self->window), error->message);
    }
  g_clear_pointer (&self->entered, g_free);
}

/**
 * zb_door_sign_in:
 * @self: the door
 * @username: who
 * @password: the password
 *
 * Signs in at the platform, in the place of who is signed in now; who stays so where it is refused.
 */
void
zb_door_sign_in (ZbDoor *self, const char *username, const char *password)
{
  g_set_str (&self->username, username);
  g_set_str (&self->entered, password);
  self->signing_in = TRUE;
  /* The platform of a demonstration is there whenever the console is. */
  zb_link_set_keeps_seats (zb_desk_get_link (self->desk), !is_local (self));
  zb_link_sign_in_async (zb_desk_get_link (self->desk), self->url, username, password, self->cancellable,
                         on_signed_in, g_object_ref (self));
}

/* A wrong password leaves the session, and with it the officer's claims, as they are. */
static void
unlock (ZbDoor *self, const char *username, const char *password)
{
  if (unlocks (self, username, password))
    {
      self->last_input = g_get_monotonic_time ();
      zb_window_set_open (self->window, TRUE);
    }
  else
    zb_sign_in_page_fail (zb_window_get_door (self->window),
                          _ ("The user name or the password is not right"));
}

static void
on_entered (ZbDoor *self, const char *url, const char *username, const char *password)
{
  if (is_at_desk (self, username))
    {
      unlock (self, username, password);
      return;
    }
  if (*url)
    g_set_str (&self->url, url);
  zb_door_sign_in (self, username, password);
}

static void
ask (ZbDoor *self, const char *words)
{
  zb_window_set_open (self->window, FALSE);
  zb_sign_in_page_ask (zb_window_get_door (self->window), words,
                       is_local (self) || zb_desk_get_account (self->desk) ? NULL : self->url,
                       self->username);
  zb_sign_in_page_set_can_change (zb_window_get_door (self->window), !zb_desk_get_account (self->desk));
}

static void
on_link_state (ZbDoor *self)
{
  ZbLink *link = zb_desk_get_link (self->desk);

  /* The platform has ended the session: nobody has asked for that here. Also at a desk that is locked, which
   * says that alerts go on coming in. */
  if (zb_link_get_state (link) == ZB_LINK_SIGNED_OUT && self->window &&
      !zb_window_is_welcoming (self->window) && !self->signing_in)
    ask (self, zb_link_get_problem (link) ? zb_link_get_problem (link) : _ ("Signed out"));
}

/* It stays until it was read. */
static void
on_unsent_left (ZbDoor *self, guint n_left, guint n_lost)
{
  g_autofree char *words = zb_outbox_words_describe_left (n_left, n_lost);

  if (self->window && words)
    adw_toast_set_timeout (zb_window_say (self->window, words), 0);
}

/* --- a platform of its own ------------------------------------------------------------------ */

static const ZbRole offered[] = { ZB_ROLE_DUTY_OFFICER, ZB_ROLE_DUTY_LEADER, ZB_ROLE_CHECKER };

static void
offer_accounts (ZbDoor *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (offered); i++)
    {
      const char *role = zb_choices_nick (&zb_roles, offered[i]);
      const ZbLocalAccount *account = zb_local_platform_find_account (self->platform, role);
      if (account)
        zb_sign_in_page_add_account (zb_window_get_door (self->window), offered[i], account->username,
                                     account->password);
    }
}

static void
on_platform_exited (ZbDoor *self)
{
  if (self->window)
    zb_window_say (self->window, _ ("The platform of this console has ended. Start the console again."));
}

static void
on_platform_started (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ZbDoor) self = data;
  g_autoptr (GError) error = NULL;
  const ZbLocalAccount *account;

  if (!self->window || (gpointer)self->platform != source)
    return;
  if (!zb_local_platform_start_finish (self->platform, result, &error))
    {
      g_clear_object (&self->platform);
      zb_platform_chooser_ask (self->chooser, FALSE);
      zb_welcome_page_fail (zb_window_get_welcome (self->window), error->message);
      return;
    }
  g_set_str (&self->url, zb_local_platform_get_url (self->platform));
  g_signal_connect_object (self->platform, "exited", G_CALLBACK (on_platform_exited), self,
                           G_CONNECT_SWAPPED);
  offer_accounts (self);
  account =
      zb_local_platform_find_account (self->platform, zb_choices_nick (&zb_roles, ZB_ROLE_DUTY_OFFICER));
  if (account)
    zb_door_sign_in (self, account->username, account->password);
  else
    ask (self, _ ("Sign in"));
}

/* Its data stay, so that the district is there at once the next time. */
static void
start_platform (ZbDoor *self, const char *const *arguments)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "zhiban", "platform", NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) options = NULL;

  g_strv_builder_add_many (builder, "--demo", "--data-dir", folder, "--listen", "127.0.0.1:0", NULL);
  if (arguments)
    g_strv_builder_addv (builder, (const char **)arguments);
  options = g_strv_builder_end (builder);
  self->platform = zb_local_platform_new ();
  zb_sign_in_page_set_busy (zb_window_get_door (self->window),
                            _ ("Starting a platform on this machine. The first time takes a little longer."));
  zb_local_platform_start_async (self->platform, (const char *const *)options, self->cancellable,
                                 on_platform_started, g_object_ref (self));
}

static void
end_session (ZbDoor *self)
{
  g_clear_pointer (&self->digest, g_free);
  self->signing_in = TRUE;
  zb_link_sign_out (zb_desk_get_link (self->desk));
  self->signing_in = FALSE;
}

/* --- which platform ------------------------------------------------------------------------- */

/* Nobody is signed in any more, and a platform of this machine's is not needed. */
static void
leave_platform (ZbDoor *self)
{
  end_session (self);
  zb_window_set_open (self->window, FALSE);
  /* The page that goes has the focus, and the next may have nothing to take it over. */
  gtk_window_set_focus (GTK_WINDOW (self->window), NULL);
  g_set_str (&self->username, NULL);
  zb_sign_in_page_clear_accounts (zb_window_get_door (self->window));
  if (self->platform)
    {
      g_signal_handlers_disconnect_by_data (self->platform, self);
      zb_local_platform_let_go (self->platform);
      g_clear_object (&self->platform);
    }
}

static void
meet (ZbDoor *self, const char *url, const char *username)
{
  g_set_str (&self->url, url);
  g_set_str (&self->username, username);
  if (!username)
    self->username = g_settings_get_string (self->settings, "username");
  ask (self, _ ("Sign in to the platform of your centre"));
}

static void
on_back (ZbDoor *self)
{
  if (zb_desk_get_account (self->desk))
    zb_window_set_open (self->window, TRUE);
  else
    ask (self, _ ("Sign in to the platform of your centre"));
}

static void
on_chosen (ZbDoor *self, const char *url)
{
  const gboolean as_it_is = url ? !is_local (self) && g_strcmp0 (url, self->url) == 0 : is_local (self);

  self->was_asked = TRUE;
  if (as_it_is)
    {
      on_back (self);
      return;
    }
  leave_platform (self);
  if (url)
    meet (self, url, NULL);
  else
    start_platform (self, NULL);
}

/* Nobody has said on the command line which platform it is. */
static void
open_chosen (ZbDoor *self)
{
  g_autofree char *url = NULL;
  const ZbPlatformChoice choice = zb_platform_chooser_recall (self->chooser, &url);

  self->was_asked = TRUE;
  if (choice == ZB_PLATFORM_CHOICE_NONE)
    zb_platform_chooser_ask (self->chooser, FALSE);
  else if (url)
    meet (self, url, NULL);
  else
    start_platform (self, NULL);
}

/**
 * zb_door_change_platform:
 * @self: the door
 *
 * Asks which platform is used. Who is signed in stays so until another one is chosen.
 */
void
zb_door_change_platform (ZbDoor *self)
{
  zb_platform_chooser_ask (self->chooser, TRUE);
}

/**
 * zb_door_open:
 * @self: the door
 * @url: (nullable): the platform's address
 * @username: (nullable): who signs in
 * @arguments: (nullable) (array zero-terminated=1): options for a platform that is started on this machine
 *   where there is no @url; with %NULL the one is used that was chosen before, and where none was, it is
 *   asked for
 *
 * Lets the first officer in.
 */
void
zb_door_open (ZbDoor *self, const char *url, const char *username, const char *const *arguments)
{
  const char *password = g_getenv ("ZHIBAN_PASSWORD");

  if (!url && !arguments)
    {
      open_chosen (self);
      return;
    }
  if (!url)
    {
      start_platform (self, arguments);
      return;
    }
  meet (self, url, username);
  if (username && password)
    {
      zb_sign_in_page_set_busy (zb_window_get_door (self->window), NULL);
      zb_door_sign_in (self, username, password);
    }
}

/**
 * zb_door_lock:
 * @self: the door
 *
 * Locks the desk; the session and the line stay.
 */
void
zb_door_lock (ZbDoor *self)
{
  ZbAccount *account = zb_desk_get_account (self->desk);
  g_autofree char *words = NULL;

  if (!account)
    return;
  words = g_strdup_printf (_ ("Locked by %s. Alerts go on coming in."), account->name);
  ask (self, words);
}

/**
 * zb_door_change_officer:
 * @self: the door
 *
 * Asks for another officer, who takes the desk over at once.
 */
void
zb_door_change_officer (ZbDoor *self)
{
  g_autofree char *before = g_strdup (self->username);

  g_set_str (&self->username, NULL);
  ask (self, _ ("Who takes over the desk?"));
  g_set_str (&self->username, before);
}

/**
 * zb_door_sign_out:
 * @self: the door
 *
 * Signs out: the platform releases this officer's claims.
 */
void
zb_door_sign_out (ZbDoor *self)
{
  end_session (self);
  ask (self, _ ("Signed out"));
}

/**
 * zb_door_close:
 * @self: the door
 *
 * The console ends: a platform that was started here is asked to end, and waited for, at the most five
 * seconds. Who is signed in is signed out before.
 */
void
zb_door_close (ZbDoor *self)
{
  g_cancellable_cancel (self->cancellable);
  if (self->platform)
    zb_local_platform_stop (self->platform);
}

/**
 * zb_door_get_platform:
 * @self: the door
 *
 * Returns: (transfer none) (nullable): the platform that was started on this machine
 */
ZbLocalPlatform *
zb_door_get_platform (ZbDoor *self)
{
  return self->platform;
}

/**
 * zb_door_get_url:
 * @self: the door
 *
 * Returns: (transfer none) (nullable): the platform's address
 */
const char *
zb_door_get_url (ZbDoor *self)
{
  return self->url;
}

/**
 * zb_door_new:
 * @window: the window that it opens and shuts
 * @desk: what is behind it
 * @settings: where address and user name are remembered
 *
 * Returns: (transfer full): the door of @window
 */
ZbDoor *
zb_door_new (ZbWindow *window, ZbDesk *desk, GSettings *settings)
{
  ZbDoor *self = g_object_new (ZB_TYPE_DOOR, NULL);

  g_set_weak_pointer (&self->window, window);
  self->desk = g_object_ref (desk);
  self->settings = g_object_ref (settings);
  g_signal_connect_object (zb_window_get_door (window), "sign-in", G_CALLBACK (on_entered), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (zb_desk_get_link (desk), "notify::state", G_CALLBACK (on_link_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (zb_desk_get_link (desk), "unsent-left", G_CALLBACK (on_unsent_left), self,
                           G_CONNECT_SWAPPED);
  self->chooser = zb_platform_chooser_new (window, settings);
  g_signal_connect_object (self->chooser, "chosen", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chooser, "back", G_CALLBACK (on_back), self, G_CONNECT_SWAPPED);
  watch_input (self);
  return self;
}

static void
zb_door_dispose (GObject *object)
{
  ZbDoor *self = ZB_DOOR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->idle_check, g_source_remove);
  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->chooser);
  g_clear_object (&self->platform);
  g_clear_object (&self->desk);
  g_clear_object (&self->settings);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->username, g_free);
  g_clear_pointer (&self->salt, g_free);
  g_clear_pointer (&self->digest, g_free);
  g_clear_pointer (&self->entered, g_free);
  G_OBJECT_CLASS (zb_door_parent_class)->dispose (object);
}

static void
zb_door_class_init (ZbDoorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zb_door_dispose;
}

static void
zb_door_init (ZbDoor *self)
{
  self->cancellable = g_cancellable_new ();
  self->last_input = g_get_monotonic_time ();
}
