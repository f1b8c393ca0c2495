/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-alert.h"
#include "zb-door.h"
#include "zb-herald.h"
#include "zb-test-platform.h"

G_BEGIN_DECLS

/**
 * ZbDuty:
 * @platform: a real platform
 * @desk: a desk whose link speaks to it
 * @settings: those of the window
 * @window: the window, its door shut
 * @door: the door, which asks who sits here
 * @herald: what sounds
 * @alert: (nullable): room for the id of an alert
 *
 * A console at a real platform, all in one process.
 */
typedef struct
{
  ZbTestPlatform *platform;
  ZbDesk *desk;
  GSettings *settings;
  ZbWindow *window;
  ZbDoor *door;
  ZbHerald *herald;
  char *alert;
} ZbDuty;

void zb_duty_init (int *argc, char ***argv);
void zb_duty_set_up_shut (ZbDuty *self, gconstpointer data);
void zb_duty_set_up (ZbDuty *self, gconstpointer data);
void zb_duty_take_picture (ZbDuty *self, const char *name);
void zb_duty_open_console (ZbDuty *self);
void zb_duty_leave_console (ZbDuty *self);
void zb_duty_tear_down (ZbDuty *self, gconstpointer data);
void zb_duty_enter (ZbDuty *self, const char *username, const char *password);
void zb_duty_sign_in (ZbDuty *self, const char *username);
gboolean zb_duty_is_open (gpointer self);
gboolean zb_duty_has_trouble (gpointer self);
gboolean zb_duty_has_alert (gpointer self);
void zb_duty_raise (ZbDuty *self, const char *severity, const char *dedup_key);
ZbAlert *zb_duty_find_alert (ZbDuty *self);
AdwDialog *zb_duty_get_dialog (ZbDuty *self);
gpointer zb_duty_find_child (gpointer widget, GType type, const char *name);
void zb_duty_spin (guint milliseconds);

G_END_DECLS
