/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ZbFakeNotice:
 * @key: how the desktop calls it
 * @title: of it
 * @body: of it
 * @priority: "low", "normal", "high" or "urgent"; to the desktop's own service, GLib calls a high one normal
 * and an urgent one high
 * @buttons: labels and actions with their targets, in turn
 *
 * What a desktop shows of an alert.
 */
typedef struct
{
  char *key;
  char *title;
  char *body;
  char *priority;
  GPtrArray *buttons;
} ZbFakeNotice;

/**
 * ZbFakeDesktop:
 * @shown: (element-type ZbFakeNotice): what it shows now
 * @n_shown: how often it was asked to show something
 * @n_closed: how often it was asked to take something away
 *
 * A desktop that takes notices, by the portal where the console uses that, by the desktop's own service
 * otherwise.
 */
typedef struct
{
  GDBusConnection *bus;
  guint name, object;
  GPtrArray *shown;
  guint n_shown, n_closed;
  gboolean named;
} ZbFakeDesktop;

gboolean zb_fake_desktop_is_portal (void);
ZbFakeDesktop *zb_fake_desktop_start (void);
void zb_fake_desktop_stop (ZbFakeDesktop *self);
ZbFakeNotice *zb_fake_desktop_find (ZbFakeDesktop *self, const char *words);
void zb_fake_desktop_click (ZbFakeDesktop *self, ZbFakeNotice *notice, const char *label);

G_END_DECLS
