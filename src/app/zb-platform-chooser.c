/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-platform-chooser.h"

#include "zb-platform-check.h"

/**
 * ZbPlatformChooser:
 *
 * Lets somebody choose the platform on the welcome page: an address is checked before it is taken, and what
 * was chosen is remembered for the next start.
 *
 *   ask ─▶ address ─▶ check ─▶ chosen (address)
 *      ╰─▶ here ─────────────▶ chosen (NULL)
 */
struct _ZbPlatformChooser
{
  GObject parent_instance;
  ZbWindow *window; /* weak: the window may end before a check does */
  GSettings *settings;
  GCancellable *checking;
};

enum
{
  CHOSEN,
  BACK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZbPlatformChooser, zb_platform_chooser, G_TYPE_OBJECT)

static void
stop_checking (ZbPlatformChooser *self)
{
  g_cancellable_cancel (self->checking);
  g_clear_object (&self->checking);
}

static void
choose (ZbPlatformChooser *self, ZbPlatformChoice choice, const char *url)
{
  stop_checking (self);
  if (url)
    g_settings_set_string (self->settings, "platform", url);
  g_settings_set_enum (self->settings, "platform-choice", choice);
  g_signal_emit (self, signals[CHOSEN], 0, url);
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ZbPlatformChooser) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbPlatformFound) found = zb_platform_check_finish (result, &error);

  if (!self->window || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (found)
    choose (self, ZB_PLATFORM_CHOICE_ADDRESS, found->url);
  else
    zb_welcome_page_fail (zb_window_get_welcome (self->window), error->message);
}

static void
on_address (ZbPlatformChooser *self, const char *address)
{
  stop_checking (self);
  self->checking = g_cancellable_new ();
  zb_welcome_page_set_busy (zb_window_get_welcome (self->window), TRUE);
  zb_platform_check_async (address, self->checking, on_checked, g_object_ref (self));
}

static void
on_here (ZbPlatformChooser *self)
{
  choose (self, ZB_PLATFORM_CHOICE_HERE, NULL);
}

static void
on_back (ZbPlatformChooser *self)
{
  stop_checking (self);
  g_signal_emit (self, signals[BACK], 0);
}

/**
 * zb_platform_chooser_recall:
 * @self: the chooser
 * @url: (out) (transfer full): the address; %NULL where it is no address
 *
 * Returns: what was chosen last; an address that was once signed in to counts where nobody was asked
 */
ZbPlatformChoice
zb_platform_chooser_recall (ZbPlatformChooser *self, char **url)
{
  g_autofree char *platform = g_settings_get_string (self->settings, "platform");
  ZbPlatformChoice choice = g_settings_get_enum (self->settings, "platform-choice");

  if (choice == ZB_PLATFORM_CHOICE_NONE && *platform)
    choice = ZB_PLATFORM_CHOICE_ADDRESS;
  if (choice == ZB_PLATFORM_CHOICE_ADDRESS && !*platform)
    choice = ZB_PLATFORM_CHOICE_NONE;
  *url = choice == ZB_PLATFORM_CHOICE_ADDRESS ? g_steal_pointer (&platform) : NULL;
  return choice;
}

/**
 * zb_platform_chooser_ask:
 * @self: the chooser
 * @can_go_back: whether there is a platform already that may stay
 *
 * Shows the welcome page.
 */
void
zb_platform_chooser_ask (ZbPlatformChooser *self, gboolean can_go_back)
{
  g_autofree char *platform = g_settings_get_string (self->settings, "platform");

  zb_window_show_welcome (self->window);
  zb_welcome_page_ask (zb_window_get_welcome (self->window), platform, can_go_back);
}

/**
 * zb_platform_chooser_new:
 * @window: whose welcome page it is
 * @settings: where the choice is remembered
 *
 * Returns: (transfer full): a chooser
 */
ZbPlatformChooser *
zb_platform_chooser_new (ZbWindow *window, GSettings *settings)
{
  ZbPlatformChooser *self = g_object_new (ZB_TYPE_PLATFORM_CHOOSER, NULL);
  ZbWelcomePage *page = zb_window_get_welcome (window);

  g_set_weak_pointer (&self->window, window);
  self->settings = g_object_ref (settings);
  g_signal_connect_object (page, "address", G_CALLBACK (on_address), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "here", G_CALLBACK (on_here), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "back", G_CALLBACK (on_back), self, G_CONNECT_SWAPPED);
  return self;
}

static void
zb_platform_chooser_dispose (GObject *object)
{
  ZbPlatformChooser *self = ZB_PLATFORM_CHOOSER (object);

  stop_checking (self);
  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (zb_platform_chooser_parent_class)->dispose (object);
}

static void
zb_platform_chooser_class_init (ZbPlatformChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zb_platform_chooser_dispose;
  /**
   * ZbPlatformChooser::chosen:
   * @self: the chooser
   * @url: (nullable): its address; %NULL for one on this machine
   *
   * A platform was chosen, and one at an address answers.
   */
  signals[CHOSEN] = g_signal_new ("chosen", ZB_TYPE_PLATFORM_CHOOSER, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  /**
   * ZbPlatformChooser::back:
   *
   * The platform stays as it is.
   */
  signals[BACK] = g_signal_new ("back", ZB_TYPE_PLATFORM_CHOOSER, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
}

static void
zb_platform_chooser_init (ZbPlatformChooser *self)
{
}
