/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-herald.h"

#include "zb-alert-memory.h"
#include "zb-alert.h"
#include "zb-deep-link.h"
#include "zb-sounder.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * ZbHerald:
 *
 * Tells an officer who does not look: an alert that is new, becomes graver or is new again sounds
 * by its severity, and while the window is not in front an urgent or high one is a notice of the
 * desktop, too. The notice leads to the alert, and goes when somebody has taken it. Listens to the
 * world and not to a view, because views rest while the window is minimised.
 */
struct _ZbHerald
{
  GObject parent_instance;
  GtkApplication *application;
  ZbWorld *world;
  GSettings *settings;
  ZbSounder *sounder;
  ZbAlertMemory *memory;
  GHashTable *noticed; /* ids of alerts of which the desktop shows a notice */
  char *officer;
  gint64 announced_at;
  int announced_severity;
  guint n_announced;
  guint watch;
  gboolean has_notices;
};

/* A screen reader is told of new alerts no more often than this, but of a graver one at once. */
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
  const gboolean again = self->n_announced > 0 && now - self->announced_at < ANNOUNCE_EVERY;
  g_autofree char *words = NULL;

  if (again && alert->severity <= self->announced_severity && alert->severity < ZB_SEVERITY_URGENT)
    return;
  self->announced_at = now;
  self->announced_severity = alert->severity;
  self->n_announced++;
  if (!can_announce ())
    return;
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
  g_notification_set_default_action_and_target (notification, "app.show-alert", "s", ZB_ENTITY (alert)->id);
  g_hash_table_add (self->noticed, g_strdup (ZB_ENTITY (alert)->id));
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
withdraw (ZbHerald *self, const char *id)
{
  if (g_hash_table_remove (self->noticed, id))
    g_application_withdraw_notification (G_APPLICATION (self->application), id);
}

/* A notice that outlived its console starts another, which finds the alert when somebody sits there. */
static void
open_alert (ZbHerald *self, const char *id)
{
  g_autofree char *link = zb_deep_link_write (ZB_KIND_ALERT, id);
  g_autoptr (GFile) file = g_file_new_for_uri (link);

  if (g_application_get_flags (G_APPLICATION (self->application)) & G_APPLICATION_HANDLES_OPEN)
    g_application_open (G_APPLICATION (self->application), &file, 1, "");
}

/* A notice leads to its alert; behind the door, it waits there. */
static void
on_show_alert (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *window = gtk_application_get_active_window (ZB_HERALD (data)->application);

  if (!window)
    {
      open_alert (data, g_variant_get_string (parameter, NULL));
      return;
    }
  gtk_window_present (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.page", "s", "map");
  gtk_widget_activate_action_variant (GTK_WIDGET (window), "alert.select", parameter);
}

static void
add_action (ZbHerald *self)
{
  g_autoptr (GSimpleAction) action = g_simple_action_new ("show-alert", G_VARIANT_TYPE_STRING);

  g_signal_connect_object (action, "activate", G_CALLBACK (on_show_alert), self, G_CONNECT_DEFAULT);
  g_action_map_add_action (G_ACTION_MAP (self->application), G_ACTION (action));
}

/* What an officer has done is no news to them: one who gives a claim back hears nothing. */
static gboolean
is_own_doing (ZbHerald *self, const ZbAlertBefore *before)
{
  return before->state == ZB_ALERT_CLAIMED && g_strcmp0 (before->claimed_by, self->officer) == 0;
}

static gboolean
is_news (ZbHerald *self, ZbEvent *event, const ZbAlert *alert)
{
  const ZbAlertBefore *before = zb_alert_memory_get_before (self->memory, event->id);

  if (!before)
    return g_strcmp0 (event->type, "alert.raised") == 0;
  if (!zb_alert_is_open (alert))
    return FALSE;
  return alert->severity > before->severity ||
         (alert->state == ZB_ALERT_NEW && before->state != ZB_ALERT_NEW && !is_own_doing (self, before));
}

static void
tell (ZbHerald *self, const ZbAlert *alert)
{
  GtkWindow *window = gtk_application_get_active_window (self->application);

  if (g_settings_get_boolean (self->settings, "sound"))
    zb_sounder_sound (self->sounder, alert->severity);
  if (!window || !gtk_window_is_active (window))
    notify (self, alert);
  else
    announce (self, window, alert);
}

/* Whoever held an alert hears that another has taken it. */
static gboolean
is_taken (ZbHerald *self, ZbEvent *event, const ZbAlert *alert)
{
  const ZbAlertBefore *before = zb_alert_memory_get_before (self->memory, event->id);

  return before && self->officer && is_own_doing (self, before) && alert->state == ZB_ALERT_CLAIMED &&
         alert->claim && g_strcmp0 (alert->claim->by, self->officer) != 0;
}

static void
on_applied (ZbHerald *self, ZbEvent *event)
{
  const ZbAlert *alert = event->kind == ZB_KIND_ALERT ? (const ZbAlert *)event->entity : NULL;

  if (event->kind != ZB_KIND_ALERT)
    return;
  if (!alert || alert->state != ZB_ALERT_NEW)
    withdraw (self, event->id);
  if (alert && is_taken (self, event, alert) && g_settings_get_boolean (self->settings, "sound"))
    zb_sounder_sound (self->sounder, ZB_SEVERITY_MEDIUM);
  if (alert && is_news (self, event, alert))
    tell (self, alert);
}

/**
 * zb_herald_set_officer:
 * @self: a herald
 * @officer: (nullable): the id of the account that sits at the desk
 */
void
zb_herald_set_officer (ZbHerald *self, const char *officer)
{
  g_return_if_fail (ZB_IS_HERALD (self));
  g_set_str (&self->officer, officer);
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
  self->memory = zb_alert_memory_new (world);
  add_action (self);
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

/**
 * zb_herald_get_sounder:
 * @self: a herald
 *
 * Returns: (transfer none): what it sounds with
 */
ZbSounder *
zb_herald_get_sounder (ZbHerald *self)
{
  g_return_val_if_fail (ZB_IS_HERALD (self), NULL);
  return self->sounder;
}

/**
 * zb_herald_get_n_announced:
 * @self: a herald
 *
 * Returns: how often it has told a screen reader
 */
guint
zb_herald_get_n_announced (ZbHerald *self)
{
  g_return_val_if_fail (ZB_IS_HERALD (self), 0);
  return self->n_announced;
}

static void
zb_herald_dispose (GObject *object)
{
  ZbHerald *self = ZB_HERALD (object);

  g_clear_handle_id (&self->watch, g_bus_unwatch_name);
  g_clear_object (&self->sounder);
  g_clear_object (&self->memory);
  g_clear_pointer (&self->noticed, g_hash_table_unref);
  g_clear_pointer (&self->officer, g_free);
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
  self->noticed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->watch =
      g_bus_watch_name (G_BUS_TYPE_SESSION, "org.freedesktop.Notifications", G_BUS_NAME_WATCHER_FLAGS_NONE,
                        on_notices_appeared, on_notices_vanished, self, NULL);
}
