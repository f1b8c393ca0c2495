/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-alarm-flood.h"

#include "zb-alert.h"
#include "zb-now.h"
#include "zb-officer.h"

/**
 * ZbAlarmFlood:
 *
 * Whether more alerts come in than the officers on watch can deal with, and which of them are put aside
 * until that is over.
 *
 * Counted is what was raised for the first time within ten minutes, in each severity and above, for each
 * officer: what a sensor repeats is one alert. First the low ones go aside; where those above them alone are
 * still too many, the medium ones, too. High and urgent ones never do. What has begun at ten is over below
 * five, so that it does not come and go (ISA-18.2, EEMUA 191).
 */
struct _ZbAlarmFlood
{
  GObject parent_instance;
  guint officers;
  guint recent;
  guint aside;
  ZbStore *alerts; /* that it watches */
  guint tick, soon;
};

typedef enum
{
  PROP_OFFICERS = 1,
  PROP_RECENT,
  PROP_ASIDE,
} ZbAlarmFloodProperty;

static GParamSpec *properties[PROP_ASIDE + 1];

G_DEFINE_FINAL_TYPE (ZbAlarmFlood, zb_alarm_flood, G_TYPE_OBJECT)

#define NOTIFY(self, property) g_object_notify_by_pspec (G_OBJECT (self), properties[property])

static void
set_number (ZbAlarmFlood *self, guint *number, guint value, ZbAlarmFloodProperty property)
{
  if (*number == value)
    return;
  *number = value;
  NOTIFY (self, property);
}

/* --- counting ------------------------------------------------------------------------------ */

static gboolean
is_recent (const ZbAlert *alert, gint64 now)
{
  return alert->parent_instance.mode != ZB_MODE_DRILL && alert->first_at > now - ZB_FLOOD_SPAN &&
         alert->first_at <= now + ZB_FLOOD_SPAN;
}

/* Those of each severity and of all above it. */
static void
count (ZbStore *alerts, gint64 now, guint counts[ZB_N_SEVERITIES])
{
  for (guint i = 0; i < zb_store_get_size (alerts); i++)
    {
      const ZbAlert *alert = zb_store_get_nth (alerts, i);
      counts[alert->severity] += is_recent (alert, now);
    }
  for (int severity = ZB_N_SEVERITIES - 1; severity > 0; severity--)
    counts[severity - 1] += counts[severity];
}

/* Whether what stands from @severity upwards is too much; what was too much before is so for longer. */
static gboolean
is_too_much (ZbAlarmFlood *self, guint n, ZbSeverity severity)
{
  const gboolean before = (self->aside & (1u << severity)) != 0;

  return n >= (before ? ZB_FLOOD_ENDS : ZB_FLOOD_BEGINS) * self->officers;
}

/**
 * zb_alarm_flood_look:
 * @self: a flood
 * @alerts: the alerts that are known, closed ones too
 * @now: µs UTC
 *
 * Counts anew.
 */
void
zb_alarm_flood_look (ZbAlarmFlood *self, ZbStore *alerts, gint64 now)
{
  guint counts[ZB_N_SEVERITIES] = { 0 }, aside = 0;

  g_return_if_fail (ZB_IS_ALARM_FLOOD (self));
  count (alerts, now, counts);
  if (is_too_much (self, counts[ZB_SEVERITY_LOW], ZB_SEVERITY_LOW))
    aside |= 1u << ZB_SEVERITY_LOW;
  if (aside && is_too_much (self, counts[ZB_SEVERITY_MEDIUM], ZB_SEVERITY_MEDIUM))
    aside |= 1u << ZB_SEVERITY_MEDIUM;
  set_number (self, &self->recent, counts[ZB_SEVERITY_NONE], PROP_RECENT);
  set_number (self, &self->aside, aside, PROP_ASIDE);
}

/**
 * zb_alarm_flood_set_officers:
 * @self: a flood
 * @officers: how many officers are on watch; 0 counts as one
 *
 * Sets among how many the alerts are shared. It counts from the next look on.
 */
void
zb_alarm_flood_set_officers (ZbAlarmFlood *self, guint officers)
{
  g_return_if_fail (ZB_IS_ALARM_FLOOD (self));
  set_number (self, &self->officers, MAX (officers, 1), PROP_OFFICERS);
}

/**
 * zb_alarm_flood_get_aside:
 * @self: a flood
 *
 * Returns: a bit for each #ZbSeverity that is put aside; 0 where there is no flood
 */
guint
zb_alarm_flood_get_aside (ZbAlarmFlood *self)
{
  g_return_val_if_fail (ZB_IS_ALARM_FLOOD (self), 0);
  return self->aside;
}

/**
 * zb_alarm_flood_get_recent:
 * @self: a flood
 *
 * Returns: how many alerts were raised in the last ten minutes
 */
guint
zb_alarm_flood_get_recent (ZbAlarmFlood *self)
{
  g_return_val_if_fail (ZB_IS_ALARM_FLOOD (self), 0);
  return self->recent;
}

/* --- by itself ------------------------------------------------------------------------------- */

#define LOOK_EVERY_SECONDS 10
#define LOOK_SOON_MS 500

static gboolean
on_tick (gpointer data)
{
  ZbAlarmFlood *self = data;

  zb_alarm_flood_look (self, self->alerts, zb_now ());
  return G_SOURCE_CONTINUE;
}

static gboolean
on_soon (gpointer data)
{
  ZbAlarmFlood *self = data;

  self->soon = 0;
  zb_alarm_flood_look (self, self->alerts, zb_now ());
  return G_SOURCE_REMOVE;
}

/* However many come, they are counted twice a second at the most. */
static void
look_soon (ZbAlarmFlood *self)
{
  if (!self->soon)
    self->soon = g_timeout_add (LOOK_SOON_MS, on_soon, self);
}

/* Those who take alerts; a reader of the log or a checker does not share the work. */
static gboolean
takes_alerts (const ZbOfficer *officer)
{
  return officer->role == ZB_ROLE_DUTY_OFFICER || officer->role == ZB_ROLE_DUTY_LEADER ||
         officer->role == ZB_ROLE_SUBDISTRICT_OFFICER;
}

static void
count_officers (ZbAlarmFlood *self, guint position, guint removed, guint added, GListModel *officers)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (officers); i++)
    {
      g_autoptr (ZbOfficer) officer = g_list_model_get_item (officers, i);
      n += takes_alerts (officer);
    }
  zb_alarm_flood_set_officers (self, MAX (1, n));
}

/* The more are on watch, the more it takes to be a flood. */
static void
watch_officers (ZbAlarmFlood *self, GListModel *officers)
{
  g_signal_connect_object (officers, "items-changed", G_CALLBACK (count_officers), self, G_CONNECT_SWAPPED);
  count_officers (self, 0, 0, 0, officers);
}

/**
 * zb_alarm_flood_of:
 * @world: a world
 *
 * Returns: (transfer none): whether there is a flood in it, kept up to date from the first call on
 */
ZbAlarmFlood *
zb_alarm_flood_of (ZbWorld *world)
{
  ZbAlarmFlood *self = g_object_get_data (G_OBJECT (world), "zb-alarm-flood");

  if (self)
    return self;
  self = zb_alarm_flood_new ();
  self->alerts = g_object_ref (zb_world_get_store (world, ZB_KIND_ALERT));
  g_object_set_data_full (G_OBJECT (world), "zb-alarm-flood", self, g_object_unref);
  g_signal_connect_object (self->alerts, "items-changed", G_CALLBACK (look_soon), self, G_CONNECT_SWAPPED);
  self->tick = g_timeout_add_seconds (LOOK_EVERY_SECONDS, on_tick, self);
  watch_officers (self, zb_world_get_officers (world));
  zb_alarm_flood_look (self, self->alerts, zb_now ());
  return self;
}

/* --- GObject ------------------------------------------------------------------------------- */

static void
zb_alarm_flood_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbAlarmFlood *self = ZB_ALARM_FLOOD (object);

  switch ((ZbAlarmFloodProperty)id)
    {
    case PROP_OFFICERS:
      g_value_set_uint (value, self->officers);
      break;
    case PROP_RECENT:
      g_value_set_uint (value, self->recent);
      break;
    case PROP_ASIDE:
      g_value_set_uint (value, self->aside);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_alarm_flood_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_OFFICERS)
    zb_alarm_flood_set_officers (ZB_ALARM_FLOOD (object), g_value_get_uint (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
zb_alarm_flood_dispose (GObject *object)
{
  ZbAlarmFlood *self = ZB_ALARM_FLOOD (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_handle_id (&self->soon, g_source_remove);
  g_clear_object (&self->alerts);
  G_OBJECT_CLASS (zb_alarm_flood_parent_class)->dispose (object);
}

static void
zb_alarm_flood_class_init (ZbAlarmFloodClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = zb_alarm_flood_get_property;
  object_class->set_property = zb_alarm_flood_set_property;
  object_class->dispose = zb_alarm_flood_dispose;
  properties[PROP_OFFICERS] =
      g_param_spec_uint ("officers", NULL, NULL, 0, G_MAXUINT, 1, read | G_PARAM_WRITABLE);
  properties[PROP_RECENT] = g_param_spec_uint ("recent", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_ASIDE] = g_param_spec_uint ("aside", NULL, NULL, 0, G_MAXUINT, 0, read);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
zb_alarm_flood_init (ZbAlarmFlood *self)
{
  self->officers = 1;
}

/**
 * zb_alarm_flood_new:
 *
 * Returns: (transfer full): no flood, for one officer
 */
ZbAlarmFlood *
zb_alarm_flood_new (void)
{
  return g_object_new (ZB_TYPE_ALARM_FLOOD, NULL);
}
