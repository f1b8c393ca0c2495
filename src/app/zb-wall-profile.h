/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-wall-scale.h"

#include <gdk/gdk.h>

G_BEGIN_DECLS

/**
 * ZbWallScreen:
 * @connector: (nullable): such as "HDMI-1"; %NULL for any
 * @manufacturer: (nullable): as the screen says it; %NULL for any
 * @model: (nullable): likewise
 * @scale: its pitch, 0 where the screen is asked for it, and from how far it is read, 0 where the type
 *   has the design's share of the screen's height
 *
 * One screen of a wall, by what it is known again after a power cut.
 */
typedef struct
{
  char *connector;
  char *manufacturer;
  char *model;
  ZbWallScale scale;
} ZbWallScreen;

/**
 * ZbWallProfile:
 * @name: what it is called; also that of its file
 * @platform: (nullable): the platform's address; %NULL for one on this machine
 * @username: (nullable): the account of the wall
 * @screens: (element-type ZbWallScreen): where it is shown; empty for the first screen there is
 *
 * Which wall this machine fills, and with which screens. Its file holds no password; that is in the
 * secret store.
 */
typedef struct
{
  char *name;
  char *platform;
  char *username;
  GPtrArray *screens;
} ZbWallProfile;

ZbWallProfile *zb_wall_profile_new (const char *name);
ZbWallProfile *zb_wall_profile_load (const char *name, GError **error);
gboolean zb_wall_profile_save (const ZbWallProfile *self, GError **error);
void zb_wall_profile_add_screen (ZbWallProfile *self, const ZbWallScreen *screen);
void zb_wall_profile_free (ZbWallProfile *self);
gboolean zb_wall_profile_is_name (const char *name);

GdkMonitor *zb_wall_screen_find (const ZbWallScreen *self, GListModel *monitors, GPtrArray *taken);
ZbWallScale zb_wall_screen_get_scale (const ZbWallScreen *self, GdkMonitor *monitor);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbWallProfile, zb_wall_profile_free)

G_END_DECLS
