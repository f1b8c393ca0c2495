/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-desk.h"

#include "zb-alarm-flood.h"
#include "zb-area.h"
#include "zb-evidence.h"
#include "zb-looking-mark.h"
#include "zb-media.h"
#include "zb-now.h"
#include "zb-organisation.h"
#include "zb-query.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * ZbDesk:
 *
 * What an officer has before them: the world, who they are, how the line is, what is selected.
 *
 * Every screen is given the desk's properties and asks nothing else. What the platform is asked
 * for (pictures, tickets, questions) comes through the interfaces that the link implements.
 */
struct _ZbDesk
{
  GObject parent_instance;
  ZbWorld *world;
  ZbLink *link;
  ZbAccount *account;
  ZbAlert *selected_alert;
  ZbCase *selected_case;
  GListStore *filters; /* the officer's, for the queue; NULL while they are not known */
  char *connection_line;
  char *connection_status;
  char *stale_line;
  char *officer_line;
  char *device_line;
  char *looking_at; /* what was chosen last, such as "alert/<id>" */
  gboolean away;
  gint64 as_of;
  guint n_alerts;
  guint n_cases;
  guint n_pending;
  guint counting;
  guint forgetting;
  gboolean connected;
};

typedef enum
{
  PROP_WORLD = 1,
  PROP_MEDIA,
  PROP_EVIDENCE,
  PROP_QUERY,
  PROP_ACCOUNT,
  PROP_SELECTED_ALERT,
  PROP_SELECTED_CASE,
  PROP_CONNECTED,
  PROP_AS_OF,
  PROP_CONNECTION_LINE,
  PROP_CONNECTION_STATUS,
  PROP_STALE_LINE,
  PROP_OFFICER_LINE,
  PROP_DEVICE_LINE,
  PROP_CENTRE,
  PROP_SHIFT,
  PROP_WATERMARK,
  PROP_N_ALERTS,
  PROP_N_CASES,
  PROP_N_PENDING,
  PROP_FLOOD,
  PROP_FILTERS,
} ZbDeskProperty;

static GParamSpec *properties[PROP_FILTERS + 1];

G_DEFINE_FINAL_TYPE (ZbDesk, zb_desk, G_TYPE_OBJECT)

#define NOTIFY(self, property) g_object_notify_by_pspec (G_OBJECT (self), properties[property])

/**
 * zb_desk_new:
 * @world: (nullable): what is known; %NULL for an empty world
 *
 * Returns: (transfer full): a desk at which nobody sits
 */
ZbDesk *
zb_desk_new (ZbWorld *world)
{
  return g_object_new (ZB_TYPE_DESK, "world", world, NULL);
}

/* --- counts for rail and header ------------------------------------------------------- */

static void
set_count (ZbDesk *self, guint *count, guint value, ZbDeskProperty property)
{
  if (*count == value)
    return;
  *count = value;
  NOTIFY (self, property);
}

static guint
count_open (ZbStore *store, gboolean (*is_open) (gpointer))
{
  guint n = 0;

  for (guint i = 0; i < zb_store_get_size (store); i++)
    n += is_open (zb_store_get_nth (store, i));
  return n;
}

static gboolean
alert_is_open (gpointer alert)
{
  return zb_alert_is_open (alert);
}

static gboolean
case_is_open (gpointer a_case)
{
  return zb_case_is_open (a_case);
}

static guint
count_pending (ZbDesk *self)
{
  GListModel *commands = zb_world_get_commands (self->world);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (commands); i++)
    {
      g_autoptr (ZbCommand) command = g_list_model_get_item (commands, i);
      const ZbCommandState state = zb_command_get_state (command);
      n += state != ZB_COMMAND_ACCEPTED && state != ZB_COMMAND_WITHDRAWN;
    }
  return n;
}

static const char *
shift_of_hour (int hour)
{
  if (hour < 8)
    return C_ ("shift", "Night shift");
  return hour < 16 ? C_ ("shift", "Early shift") : C_ ("shift", "Late shift");
}

/* The officer's own organisation, else the one at the head of the district's, else the district. */
static const char *
find_centre (ZbDesk *self)
{
  ZbStore *organisations = zb_world_get_store (self->world, ZB_KIND_ORGANISATION);
  ZbStore *areas = zb_world_get_store (self->world, ZB_KIND_AREA);
  const char *own = self->account ? zb_words_name (ZB_KIND_ORGANISATION, self->account->organisation) : "";

  if (*own)
    return own;
  for (guint i = 0; i < zb_store_get_size (organisations); i++)
    if (!ZB_ORGANISATION (zb_store_get_nth (organisations, i))->parent)
      return ZB_ORGANISATION (zb_store_get_nth (organisations, i))->name;
  for (guint i = 0; i < zb_store_get_size (areas); i++)
    if (ZB_AREA (zb_store_get_nth (areas, i))->kind == ZB_AREA_DISTRICT)
      return ZB_AREA (zb_store_get_nth (areas, i))->name;
  return "";
}

static const char *
shift_now (void)
{
  g_autoptr (GDateTime) now = zb_now_local ();

  return shift_of_hour (g_date_time_get_hour (now));
}

static void
update_officer_line (ZbDesk *self)
{
  const char *centre = find_centre (self);
  const char *shift = shift_now ();
  g_autofree char *line = NULL;

  if (!self->account)
    line = g_strdup (_ ("Nobody is signed in"));
  else if (*centre)
    line = g_strdup_printf ("%s · %s · %s", centre, shift, self->account->name);
  else
    line = g_strdup_printf ("%s · %s", shift, self->account->name);
  if (!g_set_str (&self->officer_line, line))
    return;
  NOTIFY (self, PROP_OFFICER_LINE);
  NOTIFY (self, PROP_CENTRE);
  NOTIFY (self, PROP_SHIFT);
}

static void
update_device_line (ZbDesk *self)
{
  const guint n = zb_store_get_size (zb_world_get_store (self->world, ZB_KIND_DEVICE));
  g_autofree char *line = g_strdup_printf (ngettext ("%'u device", "%'u devices", n), n);

  if (g_set_str (&self->device_line, n > 0 ? line : ""))
    NOTIFY (self, PROP_DEVICE_LINE);
}

static gboolean
count (gpointer data)
{
  ZbDesk *self = data;

  self->counting = 0;
  set_count (self, &self->n_alerts,
             count_open (zb_world_get_store (self->world, ZB_KIND_ALERT), alert_is_open), PROP_N_ALERTS);
  set_count (self, &self->n_cases, count_open (zb_world_get_store (self->world, ZB_KIND_CASE), case_is_open),
             PROP_N_CASES);
  set_count (self, &self->n_pending, count_pending (self), PROP_N_PENDING);
  update_officer_line (self);
  update_device_line (self);
  return G_SOURCE_REMOVE;
}

/* A burst of events is counted once. */
static void
count_soon (ZbDesk *self)
{
  if (self->counting == 0)
    self->counting = g_timeout_add (50, count, self);
}

/* --- who, how, what -------------------------------------------------------------------- */

/**
 * zb_desk_get_world:
 * @self: a desk
 *
 * Returns: (transfer none): all that the console knows
 */
ZbWorld *
zb_desk_get_world (ZbDesk *self)
{
  g_return_val_if_fail (ZB_IS_DESK (self), NULL);
  return self->world;
}

/**
 * zb_desk_get_account:
 * @self: a desk
 *
 * Returns: (transfer none) (nullable): who is signed in
 */
ZbAccount *
zb_desk_get_account (ZbDesk *self)
{
  g_return_val_if_fail (ZB_IS_DESK (self), NULL);
  return self->account;
}

/**
 * zb_desk_get_link:
 * @self: a desk
 *
 * Returns: (transfer none): the way to the platform
 */
ZbLink *
zb_desk_get_link (ZbDesk *self)
{
  g_return_val_if_fail (ZB_IS_DESK (self), NULL);
  return self->link;
}

/**
 * zb_desk_get_connected:
 * @self: a desk
 *
 * Returns: whether the world is as the platform says
 */
gboolean
zb_desk_get_connected (ZbDesk *self)
{
  g_return_val_if_fail (ZB_IS_DESK (self), FALSE);
  return self->connected;
}

/* What is selected goes when the world does not hold it any more. */
static void
follow_world (ZbDesk *self)
{
  ZbAlert *alert = self->selected_alert;
  ZbCase *a_case = self->selected_case;

  if (alert && zb_world_lookup (self->world, ZB_KIND_ALERT, ZB_ENTITY (alert)->id) != alert)
    zb_desk_select_alert (self, NULL);
  if (a_case && zb_world_lookup (self->world, ZB_KIND_CASE, ZB_ENTITY (a_case)->id) != a_case)
    zb_desk_select_case (self, NULL);
}

static void
on_account (ZbDesk *self)
{
  zb_desk_set_account (self, zb_link_get_account (self->link));
}

/* What was known last may be of another day. */
static char *
words_as_of (gint64 as_of)
{
  return zb_now () - as_of < 12 * G_TIME_SPAN_HOUR ? zb_words_time (as_of) : zb_words_day_and_time (as_of);
}

/* For the heads of what shows data: how old they are, unless they are as the platform says. */
static char *
stale_words (ZbLinkState state, gint64 as_of)
{
  g_autofree char *time = words_as_of (as_of);

  if (state == ZB_LINK_STALE && as_of == 0)
    return g_strdup (_ ("No connection"));
  if ((state == ZB_LINK_STALE || state == ZB_LINK_CONNECTING) && as_of != 0)
    return g_strdup_printf (C_ ("data", "As of %s"), time);
  return NULL;
}

static char *
connection_words (ZbLinkState state, gint64 as_of)
{
  g_autofree char *time = words_as_of (as_of);

  if (state == ZB_LINK_LIVE)
    return g_strdup_printf (_ ("Connected · data as of %s"), time);
  if (state == ZB_LINK_STALE && as_of != 0)
    return g_strdup_printf (_ ("Connection lost, reconnecting · data as of %s"), time);
  if (state == ZB_LINK_STALE)
    return g_strdup (_ ("Connection lost, reconnecting"));
  if (state == ZB_LINK_CONNECTING && as_of != 0)
    return g_strdup_printf (_ ("Connecting · data as of %s"), time);
  return g_strdup (_ ("Connecting"));
}

/* How the line is, for the header and for every view that marks what is old. */
static void
on_link (ZbDesk *self)
{
  const ZbLinkState state = zb_link_get_state (self->link);
  const gint64 as_of = zb_link_get_as_of (self->link);
  const gboolean connected = state == ZB_LINK_LIVE;
  g_autofree char *line = connection_words (state, as_of);
  g_autofree char *stale = stale_words (state, as_of);

  if (self->connected != connected)
    {
      self->connected = connected;
      NOTIFY (self, PROP_CONNECTED);
    }
  if (self->as_of != as_of)
    {
      self->as_of = as_of;
      NOTIFY (self, PROP_AS_OF);
    }
  if (g_set_str (&self->connection_status, connected ? "ok" : state == ZB_LINK_STALE ? "warn" : "idle"))
    NOTIFY (self, PROP_CONNECTION_STATUS);
  if (g_set_str (&self->connection_line, line))
    NOTIFY (self, PROP_CONNECTION_LINE);
  if (g_set_str (&self->stale_line, stale))
    NOTIFY (self, PROP_STALE_LINE);
}

/**
 * zb_desk_set_account:
 * @self: a desk
 * @account: (nullable): who is signed in
 *
 * Sets who sits at the desk. Another officer finds nothing selected.
 */
void
zb_desk_set_account (ZbDesk *self, ZbAccount *account)
{
  g_return_if_fail (ZB_IS_DESK (self));
  if (self->account != account)
    {
      zb_desk_select_alert (self, NULL);
      zb_desk_select_case (self, NULL);
    }
  if (!g_set_object (&self->account, account))
    return;
  zb_looking_mark_set_own (account ? ZB_ENTITY (account)->id : NULL);
  NOTIFY (self, PROP_ACCOUNT);
  NOTIFY (self, PROP_WATERMARK);
  NOTIFY (self, PROP_MEDIA);
  NOTIFY (self, PROP_EVIDENCE);
  NOTIFY (self, PROP_QUERY);
  update_officer_line (self);
}

static char *
subject_of (gpointer entity)
{
  if (!entity)
    return NULL;
  return g_strdup_printf ("%s/%s", ZB_IS_ALERT (entity) ? "alert" : "case", ZB_ENTITY (entity)->id);
}

/* Others are told what is being looked at, so that two officers do not do the same: what was chosen last, and
 * when that is left, what else is open. */
static void
look_at (ZbDesk *self, gpointer chosen, gpointer otherwise)
{
  g_free (self->looking_at);
  self->looking_at = subject_of (chosen ? chosen : otherwise);
  zb_link_set_looking_at (self->link, self->away ? NULL : self->looking_at);
}

/**
 * zb_desk_set_away:
 * @self: a desk
 * @away: whether nobody looks at it, as while it is locked
 *
 * Nobody is told that something is looked at which nobody sees.
 */
void
zb_desk_set_away (ZbDesk *self, gboolean away)
{
  g_return_if_fail (ZB_IS_DESK (self));
  self->away = away;
  zb_link_set_looking_at (self->link, away ? NULL : self->looking_at);
}

/**
 * zb_desk_get_selected_alert:
 * @self: a desk
 *
 * Returns: (transfer none) (nullable): the alert that the officer looks at
 */
ZbAlert *
zb_desk_get_selected_alert (ZbDesk *self)
{
  g_return_val_if_fail (ZB_IS_DESK (self), NULL);
  return self->selected_alert;
}

/**
 * zb_desk_select_alert:
 * @self: a desk
 * @id: (nullable): the id of an alert
 *
 * Sets which alert the officer looks at: queue, map, detail and cameras follow.
 */
void
zb_desk_select_alert (ZbDesk *self, const char *id)
{
  g_return_if_fail (ZB_IS_DESK (self));
  if (!g_set_object (&self->selected_alert, id ? zb_world_lookup (self->world, ZB_KIND_ALERT, id) : NULL))
    return;
  look_at (self, self->selected_alert, self->selected_case);
  NOTIFY (self, PROP_SELECTED_ALERT);
}

/**
 * zb_desk_get_selected_case:
 * @self: a desk
 *
 * Returns: (transfer none) (nullable): the case that the officer looks at
 */
ZbCase *
zb_desk_get_selected_case (ZbDesk *self)
{
  g_return_val_if_fail (ZB_IS_DESK (self), NULL);
  return self->selected_case;
}

/**
 * zb_desk_select_case:
 * @self: a desk
 * @id: (nullable): the id of a case
 *
 * Sets which case the officer looks at.
 */
void
zb_desk_select_case (ZbDesk *self, const char *id)
{
  g_return_if_fail (ZB_IS_DESK (self));
  if (!g_set_object (&self->selected_case, id ? zb_world_lookup (self->world, ZB_KIND_CASE, id) : NULL))
    return;
  look_at (self, self->selected_case, self->selected_alert);
  NOTIFY (self, PROP_SELECTED_CASE);
}

/**
 * zb_desk_submit:
 * @self: a desk
 * @command: what the officer does
 *
 * Hands a command to the outbox.
 */
void
zb_desk_submit (ZbDesk *self, ZbCommand *command)
{
  zb_link_submit (self->link, command);
}

static ZbCommand *
find_command (ZbDesk *self, const char *key)
{
  GListModel *commands = zb_world_get_commands (self->world);

  for (guint i = 0; i < g_list_model_get_n_items (commands); i++)
    {
      g_autoptr (ZbCommand) command = g_list_model_get_item (commands, i);
      if (g_strcmp0 (zb_command_get_key (command), key) == 0)
        return g_steal_pointer (&command);
    }
  return NULL;
}

/**
 * zb_desk_withdraw:
 * @self: a desk
 * @key: the key of a command
 *
 * Takes a command back. One that was refused is forgotten, and one that was sent and is asked about is not
 * sent again.
 *
 * Returns: whether it is not sent any more
 */
gboolean
zb_desk_withdraw (ZbDesk *self, const char *key)
{
  g_autoptr (ZbCommand) command = find_command (self, key);

  if (!command)
    return FALSE;
  if (zb_command_can_be_given_up (command))
    return zb_link_give_up (self->link, command);
  if (zb_command_get_state (command) != ZB_COMMAND_REFUSED)
    return zb_link_withdraw (self->link, command);
  zb_link_dismiss (self->link, command);
  return TRUE;
}

/**
 * zb_desk_confirm:
 * @self: a desk
 * @key: the key of a command that asks whether it should still be sent
 *
 * Lets it be sent.
 */
void
zb_desk_confirm (ZbDesk *self, const char *key)
{
  g_autoptr (ZbCommand) command = find_command (self, key);

  if (command)
    zb_link_confirm (self->link, command);
}

/**
 * zb_desk_get_actor:
 * @self: a desk
 * @area: (nullable): the area of what is acted on
 *
 * Returns: who acts here and now, for the guards; it borrows from the account
 */
ZbActor
zb_desk_get_actor (ZbDesk *self, const char *area)
{
  return zb_account_act (self->account, self->world, area, zb_link_get_now (self->link));
}

/* Over every live picture: who looks at it, and at which workplace, which has its machine's name. */
static char *
watermark (ZbDesk *self)
{
  const char *workplace = g_get_host_name ();

  if (!self->account)
    return NULL;
  if (!self->account->number)
    return g_strdup_printf ("%s %s", self->account->name, workplace);
  return g_strdup_printf ("%s %s %s", self->account->name, self->account->number, workplace);
}

/* --- GObject ---------------------------------------------------------------------------- */

static void
zb_desk_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbDesk *self = ZB_DESK (object);

  switch ((ZbDeskProperty)id)
    {
    case PROP_WORLD:
      g_value_set_object (value, self->world);
      break;
    case PROP_MEDIA:
    case PROP_EVIDENCE:
    case PROP_QUERY:
      g_value_set_object (value, self->account ? self->link : NULL);
      break;
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;
    case PROP_SELECTED_ALERT:
      g_value_set_object (value, self->selected_alert);
      break;
    case PROP_SELECTED_CASE:
      g_value_set_object (value, self->selected_case);
      break;
    case PROP_CONNECTED:
      g_value_set_boolean (value, self->connected);
      break;
    case PROP_AS_OF:
      g_value_set_int64 (value, self->as_of);
      break;
    case PROP_CONNECTION_LINE:
      g_value_set_string (value, self->connection_line);
      break;
    case PROP_CONNECTION_STATUS:
      g_value_set_string (value, self->connection_status);
      break;
    case PROP_STALE_LINE:
      g_value_set_string (value, self->stale_line);
      break;
    case PROP_OFFICER_LINE:
      g_value_set_string (value, self->officer_line);
      break;
    case PROP_CENTRE:
      g_value_set_string (value, find_centre (self));
      break;
    case PROP_SHIFT:
      g_value_set_static_string (value, shift_now ());
      break;
    case PROP_DEVICE_LINE:
      g_value_set_string (value, self->device_line);
      break;
    case PROP_WATERMARK:
      g_value_take_string (value, watermark (self));
      break;
    case PROP_N_ALERTS:
      g_value_set_uint (value, self->n_alerts);
      break;
    case PROP_N_CASES:
      g_value_set_uint (value, self->n_cases);
      break;
    case PROP_N_PENDING:
      g_value_set_uint (value, self->n_pending);
      break;
    case PROP_FLOOD:
      g_value_set_object (value, zb_alarm_flood_of (self->world));
      break;
    case PROP_FILTERS:
      g_value_set_object (value, self->filters);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_desk_dispose (GObject *object)
{
  ZbDesk *self = ZB_DESK (object);

  g_clear_handle_id (&self->counting, g_source_remove);
  g_clear_handle_id (&self->forgetting, g_source_remove);
  g_clear_object (&self->selected_alert);
  g_clear_object (&self->selected_case);
  g_clear_object (&self->filters);
  g_clear_object (&self->account);
  if (self->link)
    g_signal_handlers_disconnect_by_data (self->link, self);
  g_clear_object (&self->link);
  G_OBJECT_CLASS (zb_desk_parent_class)->dispose (object);
}

static void
zb_desk_finalize (GObject *object)
{
  ZbDesk *self = ZB_DESK (object);

  g_clear_object (&self->world);
  g_clear_pointer (&self->connection_line, g_free);
  g_clear_pointer (&self->connection_status, g_free);
  g_clear_pointer (&self->stale_line, g_free);
  g_clear_pointer (&self->officer_line, g_free);
  g_clear_pointer (&self->device_line, g_free);
  g_clear_pointer (&self->looking_at, g_free);
  G_OBJECT_CLASS (zb_desk_parent_class)->finalize (object);
}

/* What is over is kept as long as the platform lists it. */
#define KEPT_FOR G_TIME_SPAN_DAY
#define FORGET_SECONDS 600

static gboolean
forget (gpointer data)
{
  zb_world_forget_over (((ZbDesk *)data)->world, zb_now () - KEPT_FOR);
  return G_SOURCE_CONTINUE;
}

static void
zb_desk_constructed (GObject *object)
{
  ZbDesk *self = ZB_DESK (object);
  static const ZbKind counted[] = { ZB_KIND_ALERT, ZB_KIND_CASE, ZB_KIND_DEVICE, ZB_KIND_AREA,
                                    ZB_KIND_ORGANISATION };

  G_OBJECT_CLASS (zb_desk_parent_class)->constructed (object);
  if (!self->world)
    self->world = zb_world_new ();
  zb_words_set_world (self->world);
  for (gsize i = 0; i < G_N_ELEMENTS (counted); i++)
    g_signal_connect_object (zb_world_get_store (self->world, counted[i]), "items-changed",
                             G_CALLBACK (count_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (zb_world_get_store (self->world, ZB_KIND_ALERT), "changed",
                           G_CALLBACK (count_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (zb_world_get_store (self->world, ZB_KIND_CASE), "changed", G_CALLBACK (count_soon),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (zb_world_get_store (self->world, ZB_KIND_ALERT), "items-changed",
                           G_CALLBACK (follow_world), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (zb_world_get_store (self->world, ZB_KIND_CASE), "items-changed",
                           G_CALLBACK (follow_world), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->world, "pending-changed", G_CALLBACK (count_soon), self, G_CONNECT_SWAPPED);
  self->link = zb_link_new (self->world);
  g_signal_connect_object (self->link, "notify::state", G_CALLBACK (on_link), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->link, "notify::as-of", G_CALLBACK (on_link), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->link, "notify::account", G_CALLBACK (on_account), self, G_CONNECT_SWAPPED);
  self->forgetting = g_timeout_add_seconds (FORGET_SECONDS, forget, self);
  on_link (self);
  update_officer_line (self);
  count_soon (self);
}

static void
zb_desk_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_WORLD)
    ZB_DESK (object)->world = g_value_dup_object (value);
  else if (id == PROP_FILTERS)
    g_set_object (&ZB_DESK (object)->filters, g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
#define OBJECT(name, TYPE) g_param_spec_object (name, NULL, NULL, TYPE, flags)
#define TEXT(name) g_param_spec_string (name, NULL, NULL, NULL, flags)
#define COUNT(name) g_param_spec_uint (name, NULL, NULL, 0, G_MAXUINT, 0, flags)

  properties[PROP_WORLD] =
      g_param_spec_object ("world", NULL, NULL, ZB_TYPE_WORLD,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_MEDIA] = OBJECT ("media", ZB_TYPE_MEDIA);
  properties[PROP_EVIDENCE] = OBJECT ("evidence", ZB_TYPE_EVIDENCE);
  properties[PROP_QUERY] = OBJECT ("query", ZB_TYPE_QUERY);
  properties[PROP_ACCOUNT] = OBJECT ("account", ZB_TYPE_ACCOUNT);
  properties[PROP_SELECTED_ALERT] = OBJECT ("selected-alert", ZB_TYPE_ALERT);
  properties[PROP_SELECTED_CASE] = OBJECT ("selected-case", ZB_TYPE_CASE);
  properties[PROP_CONNECTED] = g_param_spec_boolean ("connected", NULL, NULL, FALSE, flags);
  properties[PROP_AS_OF] = g_param_spec_int64 ("as-of", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_CONNECTION_LINE] = TEXT ("connection-line");
  properties[PROP_CONNECTION_STATUS] = TEXT ("connection-status");
  properties[PROP_STALE_LINE] = TEXT ("stale-line");
  properties[PROP_OFFICER_LINE] = TEXT ("officer-line");
  properties[PROP_DEVICE_LINE] = TEXT ("device-line");
  properties[PROP_CENTRE] = TEXT ("centre");
  properties[PROP_SHIFT] = TEXT ("shift");
  properties[PROP_WATERMARK] = TEXT ("watermark");
  properties[PROP_N_ALERTS] = COUNT ("n-alerts");
  properties[PROP_N_CASES] = COUNT ("n-cases");
  properties[PROP_N_PENDING] = COUNT ("n-pending");
  properties[PROP_FLOOD] = OBJECT ("flood", ZB_TYPE_ALARM_FLOOD);
  properties[PROP_FILTERS] = g_param_spec_object ("filters", NULL, NULL, G_TYPE_LIST_STORE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
#undef OBJECT
#undef TEXT
#undef COUNT
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
zb_desk_class_init (ZbDeskClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = zb_desk_constructed;
  object_class->get_property = zb_desk_get_property;
  object_class->set_property = zb_desk_set_property;
  object_class->dispose = zb_desk_dispose;
  object_class->finalize = zb_desk_finalize;
  install_properties (object_class);
}

static void
zb_desk_init (ZbDesk *self)
{
}
