/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-wall-host.h"

#include "zb-account.h"
#include "zb-memory.h"

/**
 * ZbWallHost:
 *
 * Keeps a wall on its screens: one window on each, full screen, for as long as the program runs.
 * A screen that is unplugged or without power takes its window with it; when it is back, or has
 * another size, the window is there again. Which monitor a screen is it tells by what the monitor
 * says of itself, never by where windows are.
 */
struct _ZbWallHost
{
  GObject parent_instance;
  GtkApplication *application;
  ZbDesk *desk;
  GPtrArray *screens;  /* ZbWallScreen, borrowed from the profile */
  GPtrArray *windows;  /* ZbWallWindow or NULL, one for each screen */
  GPtrArray *monitors; /* GdkMonitor or NULL, that each window is on */
  ZbWallProfile *profile;
  char *wall;
  guint asserting;
  guint again;
  guint inhibited;
};

typedef enum
{
  PROP_WALL = 1,
} ZbWallHostProperty;

static GParamSpec *properties[PROP_WALL + 1];

G_DEFINE_FINAL_TYPE (ZbWallHost, zb_wall_host, G_TYPE_OBJECT)

/* After a change of screens a desktop needs a moment; what it has undone by then is done again. */
#define AGAIN_AFTER 2

static GListModel *
get_monitors (void)
{
  return gdk_display_get_monitors (gdk_display_get_default ());
}

/* --- which wall ---------------------------------------------------------------------------------- */

/* The wall of the account that is signed in; of several the first by its id. */
static const char *
find_wall (ZbWallHost *self)
{
  ZbStore *walls = zb_world_get_store (zb_desk_get_world (self->desk), ZB_KIND_WALL);
  ZbAccount *account = zb_desk_get_account (self->desk);
  const char *found = NULL;

  for (guint i = 0; account && i < zb_store_get_size (walls); i++)
    {
      const ZbWall *wall = zb_store_get_nth (walls, i);
      const char *id = ((const ZbEntity *)wall)->id;
      if (g_strcmp0 (wall->account, ZB_ENTITY (account)->id) == 0 && (!found || g_strcmp0 (id, found) < 0))
        found = id;
    }
  return found;
}

static void
choose_wall (ZbWallHost *self)
{
  if (!g_set_str (&self->wall, find_wall (self)))
    return;
  for (guint i = 0; i < self->windows->len; i++)
    if (self->windows->pdata[i])
      zb_wall_window_set_wall (self->windows->pdata[i], self->wall);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WALL]);
}

/* --- one screen ---------------------------------------------------------------------------------- */

static void assert_soon (ZbWallHost *self);

static void
release (ZbWallHost *self, guint i)
{
  if (self->monitors->pdata[i])
    g_signal_handlers_disconnect_by_func (self->monitors->pdata[i], assert_soon, self);
  g_clear_object ((GdkMonitor **)&self->monitors->pdata[i]);
}

static void
open_window (ZbWallHost *self, guint i)
{
  ZbWallWindow *window = zb_wall_window_new (self->application, self->desk, i);

  self->windows->pdata[i] = g_object_ref (window);
  zb_wall_window_set_wall (window, self->wall);
}

static void
put_on (ZbWallHost *self, guint i, GdkMonitor *monitor)
{
  const ZbWallScreen *screen = self->screens->pdata[i];
  const ZbWallScale scale = zb_wall_screen_get_scale (screen, monitor);

  if (self->monitors->pdata[i] != monitor)
    {
      release (self, i);
      self->monitors->pdata[i] = g_object_ref (monitor);
      g_signal_connect_object (monitor, "notify::geometry", G_CALLBACK (assert_soon), self,
                               G_CONNECT_SWAPPED);
    }
  if (!self->windows->pdata[i])
    open_window (self, i);
  zb_wall_window_set_scale (self->windows->pdata[i], &scale);
  gtk_window_fullscreen_on_monitor (self->windows->pdata[i], monitor);
  gtk_window_present (self->windows->pdata[i]);
}

/* A window without its screen would lie over another one. */
static void
take_away (ZbWallHost *self, guint i)
{
  release (self, i);
  if (self->windows->pdata[i])
    gtk_widget_set_visible (self->windows->pdata[i], FALSE);
}

/**
 * zb_wall_host_assert:
 * @self: the host
 *
 * Puts each window on its screen and takes those away whose screen is not there.
 */
void
zb_wall_host_assert (ZbWallHost *self)
{
  g_autoptr (GPtrArray) taken = g_ptr_array_new ();

  g_return_if_fail (ZB_IS_WALL_HOST (self));
  for (guint i = 0; i < self->screens->len; i++)
    {
      GdkMonitor *monitor = zb_wall_screen_find (self->screens->pdata[i], get_monitors (), taken);
      if (monitor)
        {
          g_ptr_array_add (taken, monitor);
          put_on (self, i, monitor);
        }
      else
        take_away (self, i);
    }
}

static gboolean
on_assert (gpointer data)
{
  ZbWallHost *self = data;

  self->asserting = 0;
  zb_wall_host_assert (self);
  return G_SOURCE_REMOVE;
}

static gboolean
on_again (gpointer data)
{
  ZbWallHost *self = data;

  self->again = 0;
  zb_wall_host_assert (self);
  return G_SOURCE_REMOVE;
}

static void
assert_soon (ZbWallHost *self)
{
  if (self->asserting == 0)
    self->asserting = g_idle_add_full (GTK_PRIORITY_RESIZE, on_assert, self, NULL);
  g_clear_handle_id (&self->again, g_source_remove);
  self->again = g_timeout_add_seconds (AGAIN_AFTER, on_again, self);
}

/**
 * zb_wall_host_get_windows:
 * @self: the host
 *
 * Returns: (transfer none) (element-type ZbWallWindow): the window of each screen, %NULL for one that was
 *   never there
 */
GPtrArray *
zb_wall_host_get_windows (ZbWallHost *self)
{
  g_return_val_if_fail (ZB_IS_WALL_HOST (self), NULL);
  return self->windows;
}

/**
 * zb_wall_host_count_missing:
 * @self: the host
 *
 * Returns: how many of its screens are not there
 */
guint
zb_wall_host_count_missing (ZbWallHost *self)
{
  guint n = 0;

  g_return_val_if_fail (ZB_IS_WALL_HOST (self), 0);
  for (guint i = 0; i < self->monitors->len; i++)
    n += self->monitors->pdata[i] == NULL;
  return n;
}

/**
 * zb_wall_host_get_wall:
 * @self: the host
 *
 * Returns: (transfer none) (nullable): the id of the wall that it shows
 */
const char *
zb_wall_host_get_wall (ZbWallHost *self)
{
  g_return_val_if_fail (ZB_IS_WALL_HOST (self), NULL);
  return self->wall;
}

/**
 * zb_wall_host_new:
 * @application: the console
 * @desk: what is shown
 * @profile: which screens
 *
 * Returns: (transfer full): a wall that is on its screens
 */
ZbWallHost *
zb_wall_host_new (GtkApplication *application, ZbDesk *desk, const ZbWallProfile *profile)
{
  static const ZbWallScreen any = { NULL, NULL, NULL, { 0, 0 } };
  ZbWallHost *self = g_object_new (ZB_TYPE_WALL_HOST, NULL);
  ZbStore *walls = zb_world_get_store (zb_desk_get_world (desk), ZB_KIND_WALL);

  zb_memory_keep ();
  self->application = g_object_ref (application);
  self->desk = g_object_ref (desk);
  self->profile = zb_wall_profile_new (profile->name);
  for (guint i = 0; i < profile->screens->len; i++)
    zb_wall_profile_add_screen (self->profile, profile->screens->pdata[i]);
  if (profile->screens->len == 0)
    zb_wall_profile_add_screen (self->profile, &any);
  self->screens = self->profile->screens;
  g_ptr_array_set_size (self->windows, (int)self->screens->len);
  g_ptr_array_set_size (self->monitors, (int)self->screens->len);
  self->inhibited =
      gtk_application_inhibit (application, NULL, GTK_APPLICATION_INHIBIT_IDLE, "A wall is shown");
  g_application_hold (G_APPLICATION (application));
  g_signal_connect_object (walls, "items-changed", G_CALLBACK (choose_wall), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (walls, "changed", G_CALLBACK (choose_wall), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "notify::account", G_CALLBACK (choose_wall), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_monitors (), "items-changed", G_CALLBACK (assert_soon), self,
                           G_CONNECT_SWAPPED);
  choose_wall (self);
  zb_wall_host_assert (self);
  return self;
}

static void
zb_wall_host_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ZbWallHostProperty)id)
    {
    case PROP_WALL:
      g_value_set_string (value, ZB_WALL_HOST (object)->wall);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* GTK 4.18 goes on listening for the loss of the monitor that a window was to be on when the window is gone.
 */
static void
close_window (GtkWindow *window)
{
  gtk_window_unfullscreen (window);
  gtk_window_destroy (window);
}

static void
zb_wall_host_dispose (GObject *object)
{
  ZbWallHost *self = ZB_WALL_HOST (object);

  g_clear_handle_id (&self->asserting, g_source_remove);
  g_clear_handle_id (&self->again, g_source_remove);
  for (guint i = 0; i < self->windows->len; i++)
    {
      release (self, i);
      if (self->windows->pdata[i])
        close_window (self->windows->pdata[i]);
      g_clear_object ((ZbWallWindow **)&self->windows->pdata[i]);
    }
  if (self->inhibited)
    gtk_application_uninhibit (self->application, self->inhibited);
  self->inhibited = 0;
  if (self->application)
    g_application_release (G_APPLICATION (self->application));
  g_clear_object (&self->application);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->profile, zb_wall_profile_free);
  g_clear_pointer (&self->wall, g_free);
  G_OBJECT_CLASS (zb_wall_host_parent_class)->dispose (object);
}

static void
zb_wall_host_finalize (GObject *object)
{
  g_ptr_array_unref (ZB_WALL_HOST (object)->windows);
  g_ptr_array_unref (ZB_WALL_HOST (object)->monitors);
  G_OBJECT_CLASS (zb_wall_host_parent_class)->finalize (object);
}

static void
zb_wall_host_class_init (ZbWallHostClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = zb_wall_host_get_property;
  object_class->dispose = zb_wall_host_dispose;
  object_class->finalize = zb_wall_host_finalize;
  properties[PROP_WALL] =
      g_param_spec_string ("wall", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
zb_wall_host_init (ZbWallHost *self)
{
  self->windows = g_ptr_array_new ();
  self->monitors = g_ptr_array_new ();
}
