/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-notices.h"

#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * ZbNotices:
 *
 * The desktop's notices of alerts that nobody has taken: by the portal inside a sandbox, by the desktop's own
 * service outside. Never more than three at a time, the gravest first, and one more that counts the others.
 * A notice may be read by anybody who passes, also over a locked screen: it says what kind of thing has
 * happened in which neighbourhood, and nothing that somebody has written.
 */
struct _ZbNotices
{
  GObject parent_instance;
  GApplication *application;
  GHashTable *waiting; /* id → Waiting */
  ZbNoticesTest is_over;
  gpointer data;
  guint n_added, n_more;
  guint update;
  guint watch;
  gboolean has_desktop;
};

typedef struct
{
  char *id;
  int severity;
  char *title, *place;
  guint number;   /* in the order in which they came */
  gboolean again; /* after its verdict: it cannot be claimed */
  gboolean shown, over;
} Waiting;

#define AT_MOST 3
#define MORE "more-alerts"
#define SOUND "sound"
#define LINE "line"

/* A burst is told of once. It also leaves the desktop the time to give a notice its number, without which it
 * cannot be withdrawn. */
#define UPDATE_EVERY_MS 200

#define DESKTOP "org.freedesktop.Notifications"
#define PORTAL "org.freedesktop.portal.Desktop"

G_DEFINE_FINAL_TYPE (ZbNotices, zb_notices, G_TYPE_OBJECT)

static void
waiting_free (gpointer data)
{
  Waiting *waiting = data;

  g_free (waiting->id);
  g_free (waiting->title);
  g_free (waiting->place);
  g_free (waiting);
}

static GNotificationPriority
priority_of (int severity)
{
  static const GNotificationPriority priorities[ZB_N_SEVERITIES] = {
    [ZB_SEVERITY_NONE] = G_NOTIFICATION_PRIORITY_LOW,      [ZB_SEVERITY_LOW] = G_NOTIFICATION_PRIORITY_LOW,
    [ZB_SEVERITY_MEDIUM] = G_NOTIFICATION_PRIORITY_NORMAL, [ZB_SEVERITY_HIGH] = G_NOTIFICATION_PRIORITY_HIGH,
    [ZB_SEVERITY_URGENT] = G_NOTIFICATION_PRIORITY_URGENT,
  };

  return priorities[severity];
}

/* --- what is shown --------------------------------------------------------------------------------- */

/* The gravest first; of those that are as grave, what is shown stays, and the older come before the newer. */
static int
compare (gconstpointer a, gconstpointer b)
{
  const Waiting *first = *(const Waiting *const *)a, *second = *(const Waiting *const *)b;

  if (first->severity != second->severity)
    return second->severity - first->severity;
  if (first->shown != second->shown)
    return second->shown - first->shown;
  return first->number < second->number ? -1 : 1;
}

static void
show (ZbNotices *self, Waiting *waiting)
{
  g_autoptr (GNotification) notice = g_notification_new (waiting->title);

  g_notification_set_body (notice, waiting->place);
  g_notification_set_priority (notice, priority_of (waiting->severity));
  g_notification_set_default_action_and_target (notice, "app.show-alert", "s", waiting->id);
  if (!waiting->again)
    g_notification_add_button_with_target (notice, _ ("Claim"), "app.claim-alert", "s", waiting->id);
  g_notification_add_button_with_target (notice, C_ ("notice", "Show"), "app.show-alert", "s", waiting->id);
  g_application_send_notification (self->application, waiting->id, notice);
  waiting->shown = TRUE;
}

static void
hide (ZbNotices *self, Waiting *waiting)
{
  g_application_withdraw_notification (self->application, waiting->id);
  waiting->shown = FALSE;
}

static void
show_more (ZbNotices *self, guint n_more, int severity)
{
  g_autofree char *words =
      g_strdup_printf (ngettext ("%u more new alert", "%u more new alerts", n_more), n_more);
  g_autoptr (GNotification) notice = g_notification_new (words);

  g_notification_set_priority (notice, priority_of (severity));
  g_notification_set_default_action (notice, "app.show-alerts");
  g_application_send_notification (self->application, MORE, notice);
}

/* The one that counts the others. */
static void
count_more (ZbNotices *self, GPtrArray *all)
{
  const guint n_more = all->len > AT_MOST ? all->len - AT_MOST : 0;

  if (n_more == self->n_more)
    return;
  if (n_more == 0)
    g_application_withdraw_notification (self->application, MORE);
  else
    show_more (self, n_more, ((Waiting *)all->pdata[AT_MOST])->severity);
  self->n_more = n_more;
}

static gboolean
is_over (gpointer id, gpointer value, gpointer data)
{
  ZbNotices *self = data;
  Waiting *waiting = value;

  if (!waiting->over && !(self->is_over && self->is_over (id, self->data)))
    return FALSE;
  if (waiting->shown)
    hide (self, waiting);
  return TRUE;
}

/* What goes makes room first, so that there are never more than there may be. */
static gboolean
update (gpointer data)
{
  ZbNotices *self = data;
  g_autoptr (GPtrArray) all = NULL;

  self->update = 0;
  g_hash_table_foreach_remove (self->waiting, is_over, self);
  all = g_hash_table_get_values_as_ptr_array (self->waiting);
  g_ptr_array_sort (all, compare);
  for (guint i = AT_MOST; i < all->len; i++)
    if (((Waiting *)all->pdata[i])->shown)
      hide (self, all->pdata[i]);
  for (guint i = 0; i < MIN (all->len, AT_MOST); i++)
    if (!((Waiting *)all->pdata[i])->shown)
      show (self, all->pdata[i]);
  count_more (self, all);
  return G_SOURCE_REMOVE;
}

static void
update_soon (ZbNotices *self)
{
  if (self->update == 0)
    self->update = g_timeout_add (UPDATE_EVERY_MS, update, self);
}

/* --- what there is to tell --------------------------------------------------------------------------- */

/* What there was of the same alert goes: it may have become graver. */
static void
put (ZbNotices *self, Waiting *waiting)
{
  Waiting *before = g_hash_table_lookup (self->waiting, waiting->id);

  if (before && before->shown)
    hide (self, before);
  g_hash_table_replace (self->waiting, waiting->id, waiting);
  update_soon (self);
}

static gboolean
is_again (const ZbAlert *alert)
{
  return alert->state == ZB_ALERT_VERIFIED && alert->again;
}

/* The kind is the catalogue's word; the alert's own title may be what a caller has said. */
static char *
title_of (const ZbAlert *alert)
{
  const char *kind = zb_words_kind (alert->kind);

  if (is_again (alert))
    /* Translators: how grave, and what kind of alert; it was judged, and goes on */
    return g_strdup_printf (_ ("Raised again after the verdict. %s: %s"), zb_words_severity (alert->severity),
                            kind ? kind : _ ("New alert"));
  return g_strdup_printf (C_ ("severity and alert", "%s: %s"), zb_words_severity (alert->severity),
                          kind ? kind : _ ("New alert"));
}

/**
 * zb_notices_add:
 * @self: notices
 * @alert: an alert that somebody has to look at
 *
 * Tells the desktop of it, soon. Where there is no desktop that takes notices, nothing happens.
 */
void
zb_notices_add (ZbNotices *self, const ZbAlert *alert)
{
  Waiting *waiting;

  g_return_if_fail (ZB_IS_NOTICES (self));
  if (!self->has_desktop)
    return;
  waiting = g_new0 (Waiting, 1);
  waiting->id = g_strdup (ZB_ENTITY (alert)->id);
  waiting->severity = CLAMP (alert->severity, 0, ZB_N_SEVERITIES - 1);
  waiting->title = title_of (alert);
  waiting->place = zb_words_area (alert->area);
  waiting->again = is_again (alert);
  waiting->number = self->n_added++;
  put (self, waiting);
}

/**
 * zb_notices_withdraw:
 * @self: notices
 * @id: the id of an alert
 *
 * Somebody has taken it: its notice goes, soon.
 */
void
zb_notices_withdraw (ZbNotices *self, const char *id)
{
  Waiting *waiting;

  g_return_if_fail (ZB_IS_NOTICES (self));
  waiting = g_hash_table_lookup (self->waiting, id);
  if (!waiting)
    return;
  waiting->over = TRUE;
  update_soon (self);
}

/**
 * zb_notices_withdraw_all:
 * @self: notices
 *
 * Nobody sits here any more: all notices go.
 */
void
zb_notices_withdraw_all (ZbNotices *self)
{
  GHashTableIter iter;
  gpointer waiting;

  g_return_if_fail (ZB_IS_NOTICES (self));
  g_hash_table_iter_init (&iter, self->waiting);
  while (g_hash_table_iter_next (&iter, NULL, &waiting))
    ((Waiting *)waiting)->over = TRUE;
  update_soon (self);
}

static void
tell (ZbNotices *self, const char *id, const char *words, GNotificationPriority priority)
{
  g_autoptr (GNotification) notice = NULL;

  if (!self->has_desktop)
    return;
  if (!words)
    {
      g_application_withdraw_notification (self->application, id);
      return;
    }
  notice = g_notification_new (words);
  g_notification_set_priority (notice, priority);
  g_application_send_notification (self->application, id, notice);
}

/**
 * zb_notices_tell_sound:
 * @self: notices
 * @words: (nullable): what is wrong with the sound, %NULL where nothing is any more
 */
void
zb_notices_tell_sound (ZbNotices *self, const char *words)
{
  g_return_if_fail (ZB_IS_NOTICES (self));
  tell (self, SOUND, words, G_NOTIFICATION_PRIORITY_HIGH);
}

/**
 * zb_notices_tell_line:
 * @self: notices
 * @words: (nullable): how the line is, %NULL where that concerns nobody any more
 * @is_down: whether alerts do not come in
 *
 * What was told of the line before goes.
 */
void
zb_notices_tell_line (ZbNotices *self, const char *words, gboolean is_down)
{
  g_return_if_fail (ZB_IS_NOTICES (self));
  tell (self, LINE, words, is_down ? G_NOTIFICATION_PRIORITY_HIGH : G_NOTIFICATION_PRIORITY_NORMAL);
}

/**
 * zb_notices_set_test:
 * @self: notices
 * @is_over_now: says whether an alert needs no notice any more
 * @data: for @is_over_now
 *
 * What is over without anybody having told of it, as after a line that was down, is asked about whenever
 * notices change.
 */
void
zb_notices_set_test (ZbNotices *self, ZbNoticesTest is_over_now, gpointer data)
{
  g_return_if_fail (ZB_IS_NOTICES (self));
  self->is_over = is_over_now;
  self->data = data;
}

/**
 * zb_notices_new:
 * @application: the console
 *
 * Returns: (transfer full): no notices
 */
ZbNotices *
zb_notices_new (GApplication *application)
{
  ZbNotices *self = g_object_new (ZB_TYPE_NOTICES, NULL);

  self->application = application;
  return self;
}

/* A desktop without notices is not asked for them. */
static void
on_desktop_appeared (GDBusConnection *connection, const char *name, const char *owner, gpointer data)
{
  ZB_NOTICES (data)->has_desktop = TRUE;
}

static void
on_desktop_vanished (GDBusConnection *connection, const char *name, gpointer data)
{
  ZB_NOTICES (data)->has_desktop = FALSE;
}

static void
zb_notices_dispose (GObject *object)
{
  ZbNotices *self = ZB_NOTICES (object);

  g_clear_handle_id (&self->watch, g_bus_unwatch_name);
  g_clear_handle_id (&self->update, g_source_remove);
  g_clear_pointer (&self->waiting, g_hash_table_unref);
  G_OBJECT_CLASS (zb_notices_parent_class)->dispose (object);
}

static void
zb_notices_class_init (ZbNoticesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zb_notices_dispose;
}

/* Whether GLib sends notices to the portal, see GNotification. */
static gboolean
uses_portal (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) ||
         g_strcmp0 (g_getenv ("GIO_USE_PORTALS"), "1") == 0;
}

static void
zb_notices_init (ZbNotices *self)
{
  const gboolean portal = uses_portal ();

  self->waiting = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, waiting_free);
  self->watch =
      g_bus_watch_name (G_BUS_TYPE_SESSION, portal ? PORTAL : DESKTOP,
                        portal ? G_BUS_NAME_WATCHER_FLAGS_AUTO_START : G_BUS_NAME_WATCHER_FLAGS_NONE,
                        on_desktop_appeared, on_desktop_vanished, self, NULL);
}
