/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-application.h"

#include "zb-base-maps.h"
#include "zb-outbox-words.h"
#include "zb-player.h"
#include "zb-settings.h"
#include "zb-tour.h"
#include "zb-wall-keeper.h"
#include "zb-wall-launch.h"
#include "zb-window-sound.h"

#include <glib/gi18n.h>

/**
 * ZbApplication:
 *
 * The console as a program: its command line, its window, its desk and its door.
 */
struct _ZbApplication
{
  AdwApplication parent_instance;
  GSettings *settings;
  ZbDesk *desk;
  ZbBaseMaps *base_maps;
  ZbWindow *window;
  ZbDoor *door;
  ZbHerald *herald;
  ZbSoundWatch *sound_watch;
  ZbOpener *opener;
  char *platform;
  char *username;
  char *tour;
  char *wall;
  ZbWallKeeper *keeper;
  gboolean here;
  double scale;
  int exit_code;
};

G_DEFINE_FINAL_TYPE (ZbApplication, zb_application, ADW_TYPE_APPLICATION)

/**
 * zb_application_new:
 *
 * Returns: (transfer full): the console
 */
ZbApplication *
zb_application_new (void)
{
  return g_object_new (ZB_TYPE_APPLICATION, "application-id", "cn.zhiban.Console", "resource-base-path",
                       "/cn/zhiban/Console", "flags", G_APPLICATION_HANDLES_OPEN, NULL);
}

/**
 * zb_application_get_window:
 * @self: the console
 *
 * Returns: (transfer none) (nullable): its window
 */
ZbWindow *
zb_application_get_window (ZbApplication *self)
{
  return self->window;
}

/**
 * zb_application_get_desk:
 * @self: the console
 *
 * Returns: (transfer none): what the officer has before them
 */
ZbDesk *
zb_application_get_desk (ZbApplication *self)
{
  return self->desk;
}

/**
 * zb_application_get_door:
 * @self: the console
 *
 * Returns: (transfer none) (nullable): who is let in
 */
ZbDoor *
zb_application_get_door (ZbApplication *self)
{
  return self->door;
}

/**
 * zb_application_get_herald:
 * @self: the console
 *
 * Returns: (transfer none) (nullable): what tells of new alerts; a wall has none
 */
ZbHerald *
zb_application_get_herald (ZbApplication *self)
{
  return self->herald;
}

/**
 * zb_application_get_opener:
 * @self: the console
 *
 * Returns: (transfer none) (nullable): what leads to the things that links name
 */
ZbOpener *
zb_application_get_opener (ZbApplication *self)
{
  return self->opener;
}

/**
 * zb_application_get_exit_code:
 * @self: the console
 *
 * Returns: what the process should end with: 0, or 1 where the tour has failed
 */
int
zb_application_get_exit_code (ZbApplication *self)
{
  return self->exit_code;
}

static void
apply_style (ZbApplication *self)
{
  static const AdwColorScheme schemes[] = { ADW_COLOR_SCHEME_FORCE_DARK, ADW_COLOR_SCHEME_FORCE_LIGHT,
                                            ADW_COLOR_SCHEME_DEFAULT };
  const int style = g_settings_get_enum (self->settings, "style");

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), schemes[style]);
}

static void
apply_transport (ZbApplication *self)
{
  zb_player_set_datagrams (g_settings_get_enum (self->settings, "video-transport") == 1);
}

/* The herald knows who sits here: what one does oneself is no news. */
static void
on_account (ZbApplication *self)
{
  ZbAccount *account = zb_desk_get_account (self->desk);

  if (self->herald)
    zb_herald_set_officer (self->herald, account ? ZB_ENTITY (account)->id : NULL);
}

/* --- actions of the door -------------------------------------------------------------------- */

static void
on_lock (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  zb_door_lock (ZB_APPLICATION (data)->door);
}

static void
on_change_officer (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  zb_door_change_officer (ZB_APPLICATION (data)->door);
}

static void
on_sign_out (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  zb_door_sign_out (ZB_APPLICATION (data)->door);
}

static void
on_change_platform (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  zb_door_change_platform (ZB_APPLICATION (data)->door);
}

static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  if (ZB_APPLICATION (data)->window)
    gtk_window_close (GTK_WINDOW (ZB_APPLICATION (data)->window));
}

/* The wall that is started where none was named. */
#define WALL "wall"

static void
on_wall (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ZbApplication *self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (zb_wall_launch (WALL, &error))
    return;
  words = g_strdup_printf (_ ("The wall did not start: %s"), error->message);
  if (self->window)
    zb_window_say (self->window, words);
  else
    g_printerr ("zhiban: %s\n", words);
}

static const GActionEntry door_actions[] = {
  { .name = "lock", .activate = on_lock },
  { .name = "change-officer", .activate = on_change_officer },
  { .name = "sign-out", .activate = on_sign_out },
  { .name = "change-platform", .activate = on_change_platform },
};

static void
on_test_sound (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  if (ZB_APPLICATION (data)->sound_watch)
    zb_sound_watch_test (ZB_APPLICATION (data)->sound_watch);
}

static const GActionEntry actions[] = {
  { .name = "quit", .activate = on_quit },
  { .name = "test-sound", .activate = on_test_sound },
  { .name = "wall", .activate = on_wall },
};

/* --- the program ----------------------------------------------------------------------------- */

static const char *const nothing_more[] = { NULL };

/* On the tour one waits long neither for an alert nor for a line that is down to be seen. */
static const char *const lively[] = { "--alerts-per-minute", "24", "--heartbeat", "4", NULL };

static void
on_tour_over (gboolean passed, gpointer data)
{
  ZbApplication *self = data;

  self->exit_code = passed ? 0 : 1;
  gtk_window_destroy (GTK_WINDOW (self->window));
}

static void
zb_application_startup (GApplication *application)
{
  ZbApplication *self = ZB_APPLICATION (application);

  G_APPLICATION_CLASS (zb_application_parent_class)->startup (application);
  self->settings = zb_settings_new ();
  self->base_maps = zb_base_maps_new (self->settings);
  self->desk = zb_desk_new (NULL);
  /* A wall calls nobody: nobody sits there who could answer. */
  if (!self->wall)
    self->herald = zb_herald_new (GTK_APPLICATION (self), zb_desk_get_world (self->desk), self->settings);
  g_signal_connect_object (self->desk, "notify::account", G_CALLBACK (on_account), self, G_CONNECT_SWAPPED);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  g_signal_connect_object (self->settings, "changed::style", G_CALLBACK (apply_style), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::video-transport", G_CALLBACK (apply_transport), self,
                           G_CONNECT_SWAPPED);
  apply_style (self);
  apply_transport (self);
}

/* --- the sound device -------------------------------------------------------------------------- */

static void
on_sound_state (ZbApplication *self)
{
  const ZbSoundState state = zb_sound_watch_get_state (self->sound_watch);

  zb_herald_tell_sound (self->herald, zb_sound_state_is_well (state) ? NULL : zb_sound_state_words (state));
}

/* What is known to be gone is looked for by the watch itself. */
static void
on_sound_failed (ZbApplication *self)
{
  if (zb_sound_state_is_well (zb_sound_watch_get_state (self->sound_watch)))
    zb_sound_watch_test (self->sound_watch);
}

/* A tour is performed on machines that have no ears. */
static void
watch_sound (ZbApplication *self)
{
  if (self->tour)
    return;
  self->sound_watch = zb_sound_watch_new (self->settings);
  g_signal_connect_object (self->sound_watch, "notify::state", G_CALLBACK (on_sound_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (zb_herald_get_sounder (self->herald), "failed", G_CALLBACK (on_sound_failed), self,
                           G_CONNECT_SWAPPED);
  zb_window_follow_sound (self->window, self->sound_watch);
  zb_sound_watch_start (self->sound_watch);
}

/* A wall has no desk: no queue to work through, no sound, no notices. */
static void
open_wall (ZbApplication *self)
{
  if (self->keeper)
    return;
  self->keeper = zb_wall_keeper_new (GTK_APPLICATION (self), self->desk, self->wall);
  zb_wall_keeper_open (self->keeper, self->platform, self->username);
}

/* What a platform on this machine is told; nothing where nobody says that it has to be one on this machine.
 */
static const char *const *
options_of_platform (ZbApplication *self)
{
  if (self->tour)
    return lively;
  return self->here ? nothing_more : NULL;
}

static void
zb_application_activate (GApplication *application)
{
  ZbApplication *self = ZB_APPLICATION (application);

  if (self->window)
    {
      gtk_window_present (GTK_WINDOW (self->window));
      return;
    }
  if (self->wall)
    {
      open_wall (self);
      return;
    }
  self->window = zb_window_new (ADW_APPLICATION (self), self->desk, self->settings);
  g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *)&self->window);
  g_action_map_add_action_entries (G_ACTION_MAP (self->window), door_actions, G_N_ELEMENTS (door_actions),
                                   self);
  self->door = zb_door_new (self->window, self->desk, self->settings);
  self->opener = zb_opener_new (self->window, self->desk);
  zb_window_follow_herald (self->window, self->herald);
  watch_sound (self);
  gtk_window_present (GTK_WINDOW (self->window));
  zb_door_open (self->door, self->platform, self->username, options_of_platform (self));
  if (self->tour)
    zb_tour_start (self, self->tour, self->scale, on_tour_over, self);
}

/* Links come from anybody, over the session bus or the command line. A wall opens none. */
static void
zb_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  ZbApplication *self = ZB_APPLICATION (application);

  g_application_activate (application);
  for (int i = 0; i < n_files; i++)
    {
      g_autofree char *uri = g_file_get_uri (files[i]);
      if (self->opener)
        zb_opener_open (self->opener, uri);
    }
}

/* How long a console that ends waits for what was done to be sent, and for the platform to hear of the end.
 */
#define LEAVE_WITHIN_MS 3500

static gboolean
on_waited_enough (gpointer enough)
{
  *(gboolean *)enough = TRUE;
  return G_SOURCE_CONTINUE;
}

/* There is no window any more that could say it. */
static void
on_unsent_left (ZbApplication *self, guint n_left, guint n_lost)
{
  g_autofree char *words = zb_outbox_words_describe_left (n_left, n_lost);
  g_autoptr (GNotification) notice = words && !self->tour ? g_notification_new (words) : NULL;

  if (notice)
    g_application_send_notification (G_APPLICATION (self), "unsent-left", notice);
}

/* The main loop has ended: it is turned here until what was done is sent, the officer's claims are free and
 * the cache is written. */
static void
leave (ZbApplication *self)
{
  DexFuture *left;
  gboolean enough = FALSE;
  const guint source = g_timeout_add (LEAVE_WITHIN_MS, on_waited_enough, &enough);

  g_signal_connect_object (zb_desk_get_link (self->desk), "unsent-left", G_CALLBACK (on_unsent_left), self,
                           G_CONNECT_SWAPPED);
  left = zb_link_leave (zb_desk_get_link (self->desk));
  while (dex_future_is_pending (left) && !enough)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (source);
  dex_unref (left);
}

static void
zb_application_shutdown (GApplication *application)
{
  ZbApplication *self = ZB_APPLICATION (application);

  g_clear_object (&self->keeper);
  if (self->sound_watch)
    zb_sound_watch_stop (self->sound_watch);
  g_clear_object (&self->sound_watch);
  g_clear_object (&self->herald);
  g_clear_object (&self->opener);
  if (self->base_maps)
    zb_base_maps_close (self->base_maps);
  leave (self);
  if (self->door)
    zb_door_close (self->door);
  g_clear_object (&self->door);
  g_clear_object (&self->desk);
  g_clear_object (&self->base_maps);
  g_clear_object (&self->settings);
  G_APPLICATION_CLASS (zb_application_parent_class)->shutdown (application);
}

static void
zb_application_finalize (GObject *object)
{
  ZbApplication *self = ZB_APPLICATION (object);

  g_clear_pointer (&self->platform, g_free);
  g_clear_pointer (&self->username, g_free);
  g_clear_pointer (&self->tour, g_free);
  g_clear_pointer (&self->wall, g_free);
  G_OBJECT_CLASS (zb_application_parent_class)->finalize (object);
}

/* A second console hands over to the first, which goes on at its own platform: what was said of another one
 * would be lost. */
static gboolean
is_lost_on_first (ZbApplication *self)
{
  GApplication *application = G_APPLICATION (self);

  return (self->platform || self->username || self->here) &&
         !(g_application_get_flags (application) & G_APPLICATION_NON_UNIQUE) &&
         g_application_register (application, NULL, NULL) && g_application_get_is_remote (application);
}

static int
zb_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  ZbApplication *self = ZB_APPLICATION (application);

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("zhiban %s\n", ZB_VERSION);
      return 0;
    }
  g_variant_dict_lookup (options, "platform", "s", &self->platform);
  g_variant_dict_lookup (options, "user", "s", &self->username);
  g_variant_dict_lookup (options, "tour", "^ay", &self->tour);
  g_variant_dict_lookup (options, "wall", "s", &self->wall);
  self->here = g_variant_dict_contains (options, "here");
  g_variant_dict_lookup (options, "scale", "d", &self->scale);
  /* A wall and a desk may be on one machine, and a tour is by itself. */
  if (self->tour || self->wall || g_variant_dict_contains (options, "new-instance"))
    g_application_set_flags (application, g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
  if (is_lost_on_first (self))
    {
      g_printerr ("zhiban: %s\n",
                  _ ("a console is running already; --new-instance starts another beside it"));
      return 1;
    }
  return -1;
}

static void
zb_application_class_init (ZbApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = zb_application_finalize;
  application_class->startup = zb_application_startup;
  application_class->activate = zb_application_activate;
  application_class->open = zb_application_open;
  application_class->shutdown = zb_application_shutdown;
  application_class->handle_local_options = zb_application_handle_local_options;
}

static const GOptionEntry options[] = {
  { "platform", 0, 0, G_OPTION_ARG_STRING, NULL,
    N_ ("Sign in to the platform at this address; without it, to the one that was chosen"), "URL" },
  { "here", 0, 0, G_OPTION_ARG_NONE, NULL,
    N_ ("Start a platform on this machine without asking, for a demonstration"), NULL },
  { "user", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Sign in as this user"), "NAME" },
  { "tour", 0, 0, G_OPTION_ARG_FILENAME, NULL,
    N_ ("Perform the main job, leave a picture of each step in this folder"), "DIR" },
  { "wall", 0, 0, G_OPTION_ARG_STRING, NULL,
    N_ ("Fill the screens of this wall, without a desk; what is not known of it yet is asked for"),
    "PROFILE" },
  { "scale", 0, 0, G_OPTION_ARG_DOUBLE, NULL, N_ ("How many pixels of a picture for one of the window"),
    "NUMBER" },
  { "new-instance", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Start another console beside one that runs"), NULL },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Say the version and end"), NULL },
  { NULL },
};

static void
zb_application_init (ZbApplication *self)
{
  self->scale = 1;
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _ ("[LINK…]"));
  g_application_set_option_context_summary (G_APPLICATION (self),
                                            _ ("The duty desk of a district command centre."));
}
