/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-zone-card.h"

#include "zb-now.h"
#include "zb-pending-mark.h"
#include "zb-severity-icon.h"
#include "zb-words.h"
#include "zb-zone-words.h"

#include <glib/gi18n.h>

/**
 * ZbZoneCard:
 *
 * The watch zone that was chosen on the map: what it is about, until when, who drew it, which open alerts it
 * holds now, and what can be done with it.
 */
struct _ZbZoneCard
{
  AdwBin parent_instance;
  ZbWorld *world;
  ZbZone *zone;
  GListStore *alerts;
  guint soon, tick;
  gboolean occupied;
  GtkLabel *name, *until, *hours, *about, *effect, *place, *author, *note, *holds, *why_not;
  ZbPendingMark *pending;
  GtkListView *list;
};

typedef enum
{
  PROP_OCCUPIED = 1,
} ZbZoneCardProperty;

static GParamSpec *properties[PROP_OCCUPIED + 1];

G_DEFINE_FINAL_TYPE (ZbZoneCard, zb_zone_card, ADW_TYPE_BIN)

/* Alerts come by the thousand in a storm: it is enough to look at them this often. */
#define SOON_MS 400
#define TICK_SECONDS 10
/* The gravest of so many; the queue has them all. */
#define MOST_ALERTS 50

/* --- what it holds ------------------------------------------------------------------------------ */

static int
compare_alerts (gconstpointer a, gconstpointer b)
{
  const ZbAlert *one = *(const ZbAlert *const *)a, *other = *(const ZbAlert *const *)b;
  if (one->severity != other->severity)
    return other->severity - one->severity;
  return (one->last_at < other->last_at) - (one->last_at > other->last_at);
}

static GPtrArray *
list_alerts (ZbZoneCard *self, gint64 now)
{
  ZbStore *store = zb_world_get_store (self->world, ZB_KIND_ALERT);
  GPtrArray *held = g_ptr_array_new ();
  for (guint i = 0; i < zb_store_get_size (store); i++)
    if (zb_zone_holds (self->zone, zb_store_get_nth (store, i), now))
      g_ptr_array_add (held, zb_store_get_nth (store, i));
  g_ptr_array_sort (held, compare_alerts);
  g_ptr_array_set_size (held, (int)MIN (held->len, MOST_ALERTS));
  return held;
}

static gboolean
is_listed (ZbZoneCard *self, const GPtrArray *held)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->alerts));
  for (guint i = 0; i < n && n == held->len; i++)
    {
      g_autoptr (ZbAlert) alert = g_list_model_get_item (G_LIST_MODEL (self->alerts), i);
      if (alert != held->pdata[i])
        return FALSE;
    }
  return n == held->len;
}

/* A list that is as it was is left alone, with its focus. */
static void
show_alerts (ZbZoneCard *self, gint64 now)
{
  g_autoptr (GPtrArray) held = list_alerts (self, now);
  g_autofree char *words = zb_zone_words_holds (self->zone, zb_zone_count (self->zone, self->world, now));
  gtk_label_set_label (self->holds, words);
  if (!is_listed (self, held))
    g_list_store_splice (self->alerts, 0, g_list_model_get_n_items (G_LIST_MODEL (self->alerts)), held->pdata,
                         held->len);
  if (self->occupied == (held->len > 0))
    return;
  self->occupied = held->len > 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OCCUPIED]);
}

/* --- what it is ----------------------------------------------------------------------------------- */

static void
show_times (ZbZoneCard *self, gint64 now)
{
  g_autofree char *until = zb_zone_words_until (self->zone, now), *hours = zb_zone_words_hours (self->zone);
  gtk_label_set_label (self->until, until);
  gtk_label_set_label (self->hours, hours);
}

static void
show_about (ZbZoneCard *self)
{
  g_autofree char *kinds = zb_zone_words_kinds (self->zone);
  g_autofree char *severities = zb_zone_words_severities (self->zone);
  g_autofree char *place = zb_zone_words_place (self->zone);
  g_autofree char *about = g_strdup_printf ("%s · %s", kinds, severities);
  gtk_label_set_label (self->about, about);
  gtk_label_set_label (self->place, place);
  gtk_label_set_label (self->effect, self->zone->raises ? _ ("Alerts inside rise by one step")
                                                        : _ ("Alerts are marked only"));
}

static void
show_author (ZbZoneCard *self)
{
  g_autofree char *when = zb_words_day_and_time (self->zone->created_at);
  g_autofree char *author =
      self->zone->by_name ? g_strdup_printf ("%s · %s", self->zone->by_name, when) : g_strdup (when);
  const char *note = self->zone->note;
  gtk_label_set_label (self->author, author);
  gtk_label_set_label (self->note, note ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note && *note);
}

static void
refresh (ZbZoneCard *self)
{
  gint64 now = zb_now ();
  if (!self->zone || !self->world)
    return;
  gtk_label_set_label (self->name, self->zone->name ? self->zone->name : "");
  show_times (self, now);
  show_about (self);
  show_author (self);
  show_alerts (self, now);
}

static gboolean
on_soon (gpointer user_data)
{
  ((ZbZoneCard *)user_data)->soon = 0;
  refresh (user_data);
  return G_SOURCE_REMOVE;
}

static void
refresh_soon (ZbZoneCard *self)
{
  if (self->zone && !self->soon)
    self->soon = g_timeout_add (SOON_MS, on_soon, self);
}

static gboolean
on_tick (gpointer user_data)
{
  refresh (user_data);
  return G_SOURCE_CONTINUE;
}

static void
on_alert_chosen (ZbZoneCard *self, guint position)
{
  g_autoptr (ZbEntity) alert = g_list_model_get_item (G_LIST_MODEL (self->alerts), position);
  if (alert)
    gtk_widget_activate_action (GTK_WIDGET (self), "alert.select", "s", alert->id);
}

/* --- GObject ----------------------------------------------------------------------------------------- */

static void
zb_zone_card_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ZbZoneCardProperty)id)
    {
    case PROP_OCCUPIED:
      g_value_set_boolean (value, ZB_ZONE_CARD (object)->occupied);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
stop (ZbZoneCard *self)
{
  g_clear_handle_id (&self->soon, g_source_remove);
  g_clear_handle_id (&self->tick, g_source_remove);
}

static void
zb_zone_card_map (GtkWidget *widget)
{
  ZbZoneCard *self = ZB_ZONE_CARD (widget);
  GTK_WIDGET_CLASS (zb_zone_card_parent_class)->map (widget);
  if (!self->tick)
    self->tick = g_timeout_add_seconds (TICK_SECONDS, on_tick, self);
  refresh (self);
}

static void
zb_zone_card_unmap (GtkWidget *widget)
{
  stop (ZB_ZONE_CARD (widget));
  GTK_WIDGET_CLASS (zb_zone_card_parent_class)->unmap (widget);
}

static void
zb_zone_card_dispose (GObject *object)
{
  ZbZoneCard *self = ZB_ZONE_CARD (object);
  stop (self);
  g_clear_object (&self->zone);
  g_clear_object (&self->world);
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_ZONE_CARD);
  g_clear_object (&self->alerts);
  G_OBJECT_CLASS (zb_zone_card_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ZbZoneCard, name)
  CHILD (name);
  CHILD (until);
  CHILD (hours);
  CHILD (about);
  CHILD (effect);
  CHILD (place);
  CHILD (author);
  CHILD (note);
  CHILD (holds);
  CHILD (why_not);
  CHILD (pending);
  CHILD (list);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, on_alert_chosen);
}

static void
zb_zone_card_class_init (ZbZoneCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  g_type_ensure (ZB_TYPE_PENDING_MARK);
  g_type_ensure (ZB_TYPE_SEVERITY_ICON);
  g_type_ensure (ZB_TYPE_ALERT);
  G_OBJECT_CLASS (klass)->get_property = zb_zone_card_get_property;
  G_OBJECT_CLASS (klass)->dispose = zb_zone_card_dispose;
  widget_class->map = zb_zone_card_map;
  widget_class->unmap = zb_zone_card_unmap;
  properties[PROP_OCCUPIED] =
      g_param_spec_boolean ("occupied", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (properties), properties);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "map.leave-zone", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/map/zone-card.ui");
  bind_template (widget_class);
}

static void
zb_zone_card_init (ZbZoneCard *self)
{
  g_autoptr (GtkNoSelection) rows = NULL;
  self->alerts = g_list_store_new (ZB_TYPE_ALERT);
  gtk_widget_init_template (GTK_WIDGET (self));
  rows = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->alerts)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (rows));
}

static void
follow (ZbZoneCard *self, ZbKind kind)
{
  ZbStore *store = zb_world_get_store (self->world, kind);
  g_signal_connect_object (store, "items-changed", G_CALLBACK (refresh_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "changed", G_CALLBACK (refresh_soon), self, G_CONNECT_SWAPPED);
}

/**
 * zb_zone_card_set_world:
 * @self: a card that has none yet
 * @world: whose alerts it looks at
 */
void
zb_zone_card_set_world (ZbZoneCard *self, ZbWorld *world)
{
  g_return_if_fail (self->world == NULL);
  self->world = g_object_ref (world);
  follow (self, ZB_KIND_ALERT);
  follow (self, ZB_KIND_ZONE);
}

/**
 * zb_zone_card_set_zone:
 * @self: a card
 * @zone: (nullable): what it tells of; without one it is not seen
 */
void
zb_zone_card_set_zone (ZbZoneCard *self, ZbZone *zone)
{
  if (!g_set_object (&self->zone, zone))
    return;
  g_object_set (self->pending, "subject", zone ? ZB_ENTITY (zone)->id : NULL, NULL);
  refresh (self);
  gtk_widget_set_visible (GTK_WIDGET (self), zone != NULL);
}

/**
 * zb_zone_card_set_problem:
 * @self: a card
 * @words: (nullable): why the officer can neither change nor end the zone
 */
void
zb_zone_card_set_problem (ZbZoneCard *self, const char *words)
{
  gtk_label_set_label (self->why_not, words ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->why_not), words != NULL);
}

/**
 * zb_zone_card_get_zone:
 * @self: a card
 *
 * Returns: (transfer none) (nullable): what it tells of
 */
ZbZone *
zb_zone_card_get_zone (ZbZoneCard *self)
{
  return self->zone;
}

/**
 * zb_zone_card_get_alerts:
 * @self: a card
 *
 * Returns: (transfer none): the alerts that it lists, the gravest first
 */
GListModel *
zb_zone_card_get_alerts (ZbZoneCard *self)
{
  return G_LIST_MODEL (self->alerts);
}
