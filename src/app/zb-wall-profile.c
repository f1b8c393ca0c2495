/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A wall as this machine knows it: ~/.config/zhiban/walls/NAME.conf. */
#include "zb-wall-profile.h"

#include <glib/gi18n.h>

#define GROUP "Wall"
#define SCREEN "Screen "
#define MOST_SCREENS 16

static void
screen_free (gpointer data)
{
  ZbWallScreen *self = data;

  g_free (self->connector);
  g_free (self->manufacturer);
  g_free (self->model);
  g_free (self);
}

/**
 * zb_wall_profile_is_name:
 * @name: a word
 *
 * Returns: whether a profile can be called so: letters, digits, "-", "_" and ".", no path
 */
gboolean
zb_wall_profile_is_name (const char *name)
{
  if (!name || !*name || *name == '.' || strlen (name) > 100)
    return FALSE;
  for (const char *at = name; *at; at = g_utf8_next_char (at))
    if (!g_unichar_isalnum (g_utf8_get_char (at)) && !strchr ("-_.", *at))
      return FALSE;
  return TRUE;
}

/**
 * zb_wall_profile_new:
 * @name: what it is called, see zb_wall_profile_is_name()
 *
 * Returns: (transfer full): a profile for the first screen there is and the platform of this machine
 */
ZbWallProfile *
zb_wall_profile_new (const char *name)
{
  ZbWallProfile *self = g_new0 (ZbWallProfile, 1);

  self->name = g_strdup (name);
  self->screens = g_ptr_array_new_with_free_func (screen_free);
  return self;
}

/**
 * zb_wall_profile_free:
 * @self: (nullable): a profile
 */
void
zb_wall_profile_free (ZbWallProfile *self)
{
  if (!self)
    return;
  g_free (self->name);
  g_free (self->platform);
  g_free (self->username);
  g_ptr_array_unref (self->screens);
  g_free (self);
}

/**
 * zb_wall_profile_add_screen:
 * @self: a profile
 * @screen: what one of its screens is known by
 *
 * Adds a screen after those it has.
 */
void
zb_wall_profile_add_screen (ZbWallProfile *self, const ZbWallScreen *screen)
{
  ZbWallScreen *own = g_new0 (ZbWallScreen, 1);

  own->connector = g_strdup (screen->connector);
  own->manufacturer = g_strdup (screen->manufacturer);
  own->model = g_strdup (screen->model);
  own->scale = screen->scale;
  g_ptr_array_add (self->screens, own);
}

static char *
find_path (const char *name)
{
  g_autofree char *file = g_strconcat (name, ".conf", NULL);

  return g_build_filename (g_get_user_config_dir (), "zhiban", "walls", file, NULL);
}

static char *
read_text (GKeyFile *file, const char *group, const char *key)
{
  g_autofree char *text = g_key_file_get_string (file, group, key, NULL);

  return text && *text ? g_steal_pointer (&text) : NULL;
}

static double
read_number (GKeyFile *file, const char *group, const char *key, double least, double most, double usual)
{
  const double number = g_key_file_get_double (file, group, key, NULL);

  return number >= least && number <= most ? number : usual;
}

static void
read_screens (ZbWallProfile *self, GKeyFile *file)
{
  for (int i = 1; i <= MOST_SCREENS; i++)
    {
      g_autofree char *group = g_strdup_printf (SCREEN "%d", i);
      ZbWallScreen *screen;
      if (!g_key_file_has_group (file, group))
        return;
      screen = g_new0 (ZbWallScreen, 1);
      screen->connector = read_text (file, group, "connector");
      screen->manufacturer = read_text (file, group, "manufacturer");
      screen->model = read_text (file, group, "model");
      screen->scale.pitch = read_number (file, group, "pitch-mm", 0.05, 20, 0);
      screen->scale.distance = read_number (file, group, "distance-m", 0.5, 100, 0);
      g_ptr_array_add (self->screens, screen);
    }
}

/**
 * zb_wall_profile_load:
 * @name: what it is called
 * @error: return location for a #GFileError, #GKeyFileError or #GIOErrorEnum
 *
 * Returns: (transfer full) (nullable): the profile that was saved under that name
 */
ZbWallProfile *
zb_wall_profile_load (const char *name, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = NULL;
  ZbWallProfile *self;

  if (!zb_wall_profile_is_name (name))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           _ ("A wall's name has letters, digits, hyphens and dots only"));
      return NULL;
    }
  path = find_path (name);
  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, error))
    return NULL;
  self = zb_wall_profile_new (name);
  self->platform = read_text (file, GROUP, "platform");
  self->username = read_text (file, GROUP, "username");
  read_screens (self, file);
  return self;
}

static void
write_text (GKeyFile *file, const char *group, const char *key, const char *text)
{
  if (text)
    g_key_file_set_string (file, group, key, text);
}

static void
write_screens (const ZbWallProfile *self, GKeyFile *file)
{
  for (guint i = 0; i < self->screens->len; i++)
    {
      const ZbWallScreen *screen = self->screens->pdata[i];
      g_autofree char *group = g_strdup_printf (SCREEN "%u", i + 1);
      /* A screen of which nothing is known is one all the same. */
      g_key_file_set_boolean (file, group, "any",
                              !screen->connector && !screen->manufacturer && !screen->model);
      write_text (file, group, "connector", screen->connector);
      write_text (file, group, "manufacturer", screen->manufacturer);
      write_text (file, group, "model", screen->model);
      if (screen->scale.pitch > 0)
        g_key_file_set_double (file, group, "pitch-mm", screen->scale.pitch);
      if (screen->scale.distance > 0)
        g_key_file_set_double (file, group, "distance-m", screen->scale.distance);
    }
}

/**
 * zb_wall_profile_save:
 * @self: a profile
 * @error: return location for a #GFileError
 *
 * Writes it to its file, whole or not at all.
 *
 * Returns: whether it was written
 */
gboolean
zb_wall_profile_save (const ZbWallProfile *self, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = find_path (self->name), *folder = g_path_get_dirname (path);

  write_text (file, GROUP, "platform", self->platform);
  write_text (file, GROUP, "username", self->username);
  write_screens (self, file);
  g_mkdir_with_parents (folder, 0700);
  return g_key_file_save_to_file (file, path, error);
}

/* --- screens ------------------------------------------------------------------------------------- */

/* The more of what is known fits, the likelier it is that screen; -1 where something contradicts. A
 * cable that was put elsewhere does not make another screen of it, so a maker and model that fit
 * outweigh a connector that does not. */
static int
likeness (const ZbWallScreen *self, GdkMonitor *monitor)
{
  const gboolean connector =
      !self->connector || g_strcmp0 (self->connector, gdk_monitor_get_connector (monitor)) == 0;
  const gboolean maker =
      !self->manufacturer || g_strcmp0 (self->manufacturer, gdk_monitor_get_manufacturer (monitor)) == 0;
  const gboolean model = !self->model || g_strcmp0 (self->model, gdk_monitor_get_model (monitor)) == 0;

  if (!maker || !model)
    return -1;
  if (!connector && !self->manufacturer && !self->model)
    return -1;
  return connector ? 2 : 1;
}

/**
 * zb_wall_screen_find:
 * @self: a screen of a wall
 * @monitors: those that there are
 * @taken: (element-type GdkMonitor): those that other screens of the wall have
 *
 * Returns: (transfer none) (nullable): the monitor that it most likely is, %NULL where it is not there
 */
GdkMonitor *
zb_wall_screen_find (const ZbWallScreen *self, GListModel *monitors, GPtrArray *taken)
{
  GdkMonitor *best = NULL;
  int best_likeness = 0;

  for (guint i = 0; i < g_list_model_get_n_items (monitors); i++)
    {
      g_autoptr (GdkMonitor) monitor = g_list_model_get_item (monitors, i);
      const int like = likeness (self, monitor);
      if (like <= best_likeness || g_ptr_array_find (taken, monitor, NULL) || !gdk_monitor_is_valid (monitor))
        continue;
      best_likeness = like;
      best = monitor;
    }
  return best;
}

/**
 * zb_wall_screen_get_scale:
 * @self: a screen of a wall
 * @monitor: the monitor that it is
 *
 * Returns: its pitch, asked of the monitor where nobody has said it; and its reading distance, where
 *   nobody has said it that for which the design's proportions hold
 */
ZbWallScale
zb_wall_screen_get_scale (const ZbWallScreen *self, GdkMonitor *monitor)
{
  ZbWallScale scale = self->scale;
  GdkRectangle geometry;

  gdk_monitor_get_geometry (monitor, &geometry);
  if (scale.pitch <= 0)
    scale.pitch = zb_wall_scale_pitch_of (gdk_monitor_get_width_mm (monitor), geometry.width);
  if (scale.pitch <= 0)
    scale.pitch = ZB_WALL_SCALE_INIT.pitch;
  if (scale.distance <= 0)
    scale.distance = zb_wall_scale_usual_distance (scale.pitch, geometry.height);
  return scale;
}
