/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-herald.h"

#include "zb-alert.h"
#include "zb-sounder.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * ZbHerald:
 *
 * Tells an officer who does not look: a new alert sounds by its severity, and while the window is
 * not in front an urgent or high one is a notice of the desktop, too. Listens to the world and
 * not to a view, because views rest while the window is minimised.
 */
struct _ZbHerald
{
  GObject parent_instance;
  GtkApplication *application;
  ZbWorld *world;
  GSettings *settings;
  ZbSounder *sounder;
  gint64 announced_at;
  guint watch;
  gboolean has_notices;
};

/* A screen reader is told of new alerts no more often than this. */
#define ANNOUNCE_EVERY (5 * G_TIME_SPAN_SECOND)

G_DEFINE_FINAL_TYPE (ZbHerald, zb_herald, G_TYPE_OBJECT)

static char *
sentence (const ZbAlert *alert)
{
  return g_strdup_printf (C_ ("severity and alert", "%s: %s"), zb_words_severity (alert->severity),
                          alert->title);
}

/* GTK's backend for tests has no way to announce and calls a null pointer (seen in 4.18). */
static gboolean
can_announce (void)
{
  return g_strcmp0 (g_getenv ("GTK_A11Y"), "test") != 0;
}

static void
announce (ZbHerald *self, GtkWindow *window, const ZbAlert *alert)
{
  const gint64 now = g_get_monotonic_time ();
  g_autofree char *words = NULL;

  if (!can_announce () || now - self->announced_at < ANNOUNCE_EVERY)
    return;
  self->announced_at = now;
  words = sentence (alert);
  gtk_accessible_announce (GTK_ACCESSIBLE (window), words,
                           alert->severity == ZB_SEVERITY_URGENT
                               ? GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH
                               : GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
notify (ZbHerald *self, const ZbAlert *alert)
{
  g_autoptr (GNotification) notification = NULL;
  g_autofree char *title = sentence (alert);

  if (alert->severity < ZB_SEVERITY_HIGH || !self->has_notices)
    return;
  notification = g_notification_new (title);
  g_notification_set_body (notification, alert->place);
  g_notification_set_priority (notification, alert->severity == ZB_SEVERITY_URGENT
                                                 ? G_NOTIFICATION_PRIORITY_URGENT
                                                 : G_NOTIFICATION_PRIORITY_HIGH);
  g_application_send_notification (G_APPLICATION (self->application), ZB_ENTITY (alert)->id, notification);
}

/* A desktop without notices is not asked for them. */
static void
on_notices_appeared (GDBusConnection *connection, const char *name, const char *owner, gpointer data)
{
  ZB_HERALD (data)->has_notices = TRUE;
}

static void
on_notices_vanished (GDBusConnection *connection, const char *name, gpointer data)
{
  ZB_HERALD (data)->has_notices = FALSE;
}

static void
on_applied (ZbHerald *self, ZbEvent *event)
{
  GtkWindow *window = gtk_application_get_active_window (self->application);
  const ZbAlert *alert;

  if (event->kind != ZB_KIND_ALERT || !event->entity || g_strcmp0 (event->type, "alert.raised") != 0)
    return;
  alert = ZB_ALERT (event->entity);
  if (g_settings_get_boolean (self->settings, "sound"))
    zb_sounder_sound (self->sounder, alert->severity);
  if (!window || !gtk_window_is_active (window))
    notify (self, alert);
  else
    announce (self, window, alert);
}

/**
 * zb_herald_new:
 * @application: the console, for notices
 * @world: what it listens to
 * @settings: whether it may sound
 *
 * Returns: (transfer full): a herald
 */
ZbHerald *
zb_herald_new (GtkApplication *application, ZbWorld *world, GSettings *settings)
{
  ZbHerald *self = g_object_new (ZB_TYPE_HERALD, NULL);

  self->application = application;
  self->world = g_object_ref (world);
  self->settings = g_object_ref (settings);
  g_signal_connect_object (world, "applied", G_CALLBACK (on_applied), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * zb_herald_get_n_sounded:
 * @self: a herald
 *
 * Returns: how often it has sounded
 */
guint
zb_herald_get_n_sounded (ZbHerald *self)
{
  g_return_val_if_fail (ZB_IS_HERALD (self), 0);
  return zb_sounder_get_n_sounded (self->sounder);
}

static void
zb_herald_dispose (GObject *object)
{
  ZbHerald *self = ZB_HERALD (object);

  g_clear_handle_id (&self->watch, g_bus_unwatch_name);
  g_clear_object (&self->sounder);
  g_clear_object (&self->settings);
  g_clear_object (&self->world);
  G_OBJECT_CLASS (zb_herald_parent_class)->dispose (object);
}

static void
zb_herald_class_init (ZbHeraldClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zb_herald_dispose;
}

static void
zb_herald_init (ZbHerald *self)
{
  self->sounder = zb_sounder_new ();
  self->watch =
      g_bus_watch_name (G_BUS_TYPE_SESSION, "org.freedesktop.Notifications", G_BUS_NAME_WATCHER_FLAGS_NONE,
                        on_notices_appeared, on_notices_vanished, self, NULL);
}
