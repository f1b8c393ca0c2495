/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-wall-ticker.h"

#include "zb-alert-queue.h"
#include "zb-wall-ticker-item.h"

#include <glib/gi18n.h>

/**
 * ZbWallTicker:
 *
 * The urgent and the high alerts that are open, a page of a few at a time, turned every eight
 * seconds. Nothing runs across: moving words cannot be read from ten metres. It goes back to the
 * first page when there is a new one among the gravest, so that it is seen at once; not when one is
 * raised again, or two that are so by turns would keep all others from being seen.
 */
struct _ZbWallTicker
{
  GtkWidget parent_instance;
  ZbWorld *world;
  ZbAlertQueue *queue;
  GPtrArray *items;
  GHashTable *told; /* ZbAlert → its severity, of all that were open when it looked last */
  GtkWidget *quiet;
  gboolean known;
  double unit;
  guint n_slots;
  guint first;
  guint turning;
  guint looking;
};

typedef enum
{
  PROP_WORLD = 1,
  PROP_UNIT,
} ZbWallTickerProperty;

static GParamSpec *properties[PROP_UNIT + 1];

G_DEFINE_FINAL_TYPE (ZbWallTicker, zb_wall_ticker, GTK_TYPE_WIDGET)

#define TURN_SECONDS 8
#define MOST_SLOTS 6

/* How wide a line is that can be read to its end, in units of the smallest type. */
#define SLOT_OVER_UNIT 31

static guint
count_alerts (ZbWallTicker *self)
{
  return self->queue ? g_list_model_get_n_items (G_LIST_MODEL (self->queue)) : 0;
}

static void
fill (ZbWallTicker *self)
{
  const guint n_alerts = count_alerts (self);

  if (self->first >= n_alerts)
    self->first = 0;
  for (guint i = 0; i < self->items->len; i++)
    {
      const guint position = self->first + i;
      g_autoptr (ZbAlert) alert = NULL;
      if (i < self->n_slots && position < n_alerts)
        alert = g_list_model_get_item (G_LIST_MODEL (self->queue), position);
      zb_wall_ticker_item_set_alert (g_ptr_array_index (self->items, i), alert);
    }
  gtk_widget_set_child_visible (self->quiet, self->known && n_alerts == 0);
}

/**
 * zb_wall_ticker_turn:
 * @self: the ticker
 *
 * Turns to the next page, after the last one to the first.
 */
void
zb_wall_ticker_turn (ZbWallTicker *self)
{
  g_return_if_fail (ZB_IS_WALL_TICKER (self));
  self->first += MAX (1, self->n_slots);
  fill (self);
}

/**
 * zb_wall_ticker_set_known:
 * @self: the ticker
 * @known: whether the platform has told which alerts there are
 *
 * Before that it does not say that there are none.
 */
void
zb_wall_ticker_set_known (ZbWallTicker *self, gboolean known)
{
  g_return_if_fail (ZB_IS_WALL_TICKER (self));
  if (self->known == known)
    return;
  self->known = known;
  fill (self);
}

static gboolean
on_turn (gpointer data)
{
  zb_wall_ticker_turn (data);
  return G_SOURCE_CONTINUE;
}

/* --- what is new ----------------------------------------------------------------------------- */

static void
note_alerts (ZbWallTicker *self)
{
  const guint n_alerts = count_alerts (self);

  g_hash_table_remove_all (self->told);
  for (guint i = 0; i < n_alerts; i++)
    {
      ZbAlert *alert = g_list_model_get_item (G_LIST_MODEL (self->queue), i);
      g_hash_table_insert (self->told, alert, GINT_TO_POINTER (alert->severity));
    }
}

/* On the first page, among those as grave as the first: one that was not open before, or not as grave. */
static gboolean
has_news (ZbWallTicker *self)
{
  const guint n_first = MIN (count_alerts (self), MAX (1, self->n_slots));
  int gravest = ZB_SEVERITY_NONE;

  for (guint i = 0; i < n_first; i++)
    {
      g_autoptr (ZbAlert) alert = g_list_model_get_item (G_LIST_MODEL (self->queue), i);
      gravest = MAX (gravest, alert->severity);
      if (alert->severity == gravest && GPOINTER_TO_INT (g_hash_table_lookup (self->told, alert)) < gravest)
        return TRUE;
    }
  return FALSE;
}

static gboolean
look (gpointer data)
{
  ZbWallTicker *self = data;

  self->looking = 0;
  if (has_news (self))
    self->first = 0;
  note_alerts (self);
  fill (self);
  return G_SOURCE_REMOVE;
}

/* The queue tells of what moves in parts: it goes, and then it comes. What is new is seen when all is told.
 */
static void
look_soon (ZbWallTicker *self)
{
  if (self->looking == 0)
    self->looking = g_idle_add_full (G_PRIORITY_DEFAULT, look, self, NULL);
}

/**
 * zb_wall_ticker_set_world:
 * @self: the ticker
 * @world: (nullable): whose alerts it shows
 *
 * Sets what it tells of.
 */
void
zb_wall_ticker_set_world (ZbWallTicker *self, ZbWorld *world)
{
  g_return_if_fail (ZB_IS_WALL_TICKER (self));
  if (!g_set_object (&self->world, world))
    return;
  g_clear_object (&self->queue);
  if (world)
    {
      self->queue = zb_alert_queue_new (zb_world_get_store (world, ZB_KIND_ALERT));
      zb_alert_queue_set_held (self->queue, FALSE);
      zb_alert_queue_set_severities (self->queue, 1u << ZB_SEVERITY_URGENT | 1u << ZB_SEVERITY_HIGH);
      g_signal_connect_object (self->queue, "items-changed", G_CALLBACK (look_soon), self, G_CONNECT_SWAPPED);
    }
  note_alerts (self);
  fill (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WORLD]);
}

/**
 * zb_wall_ticker_set_unit:
 * @self: the ticker
 * @unit: the smallest type that can be read, in pixels
 *
 * Sets how much goes beside one another.
 */
void
zb_wall_ticker_set_unit (ZbWallTicker *self, double unit)
{
  g_return_if_fail (ZB_IS_WALL_TICKER (self));
  self->unit = unit;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* --- GtkWidget ------------------------------------------------------------------------------- */

static void
zb_wall_ticker_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                        int *natural, int *minimum_baseline, int *natural_baseline)
{
  ZbWallTicker *self = ZB_WALL_TICKER (widget);
  int least = 0;

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;
  for (guint i = 0; i < self->items->len; i++)
    {
      gtk_widget_measure (g_ptr_array_index (self->items, i), orientation, -1, &least, NULL, NULL, NULL);
      *minimum = MAX (*minimum, least);
    }
  gtk_widget_measure (self->quiet, orientation, -1, &least, NULL, NULL, NULL);
  *minimum = *natural = MAX (*minimum, least);
}

static void
zb_wall_ticker_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ZbWallTicker *self = ZB_WALL_TICKER (widget);
  const guint n_slots = (guint)CLAMP (width / (self->unit * SLOT_OVER_UNIT), 1, MOST_SLOTS);
  const int slot = width / (int)n_slots;

  if (n_slots != self->n_slots)
    {
      self->n_slots = n_slots;
      fill (self);
    }
  for (guint i = 0; i < self->items->len; i++)
    {
      GtkWidget *item = g_ptr_array_index (self->items, i);
      gtk_widget_set_child_visible (item, i < n_slots);
      if (i < n_slots)
        gtk_widget_size_allocate (item, &(GtkAllocation){ slot * (int)i, 0, slot, height }, -1);
    }
  gtk_widget_size_allocate (self->quiet, &(GtkAllocation){ 0, 0, width, height }, -1);
}

static void
zb_wall_ticker_map (GtkWidget *widget)
{
  ZbWallTicker *self = ZB_WALL_TICKER (widget);

  GTK_WIDGET_CLASS (zb_wall_ticker_parent_class)->map (widget);
  self->turning = g_timeout_add_seconds (TURN_SECONDS, on_turn, self);
}

static void
zb_wall_ticker_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&ZB_WALL_TICKER (widget)->turning, g_source_remove);
  GTK_WIDGET_CLASS (zb_wall_ticker_parent_class)->unmap (widget);
}

/* --- GObject --------------------------------------------------------------------------------- */

static void
zb_wall_ticker_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbWallTicker *self = ZB_WALL_TICKER (object);

  switch ((ZbWallTickerProperty)id)
    {
    case PROP_WORLD:
      g_value_set_object (value, self->world);
      break;
    case PROP_UNIT:
      g_value_set_double (value, self->unit);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_wall_ticker_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbWallTicker *self = ZB_WALL_TICKER (object);

  switch ((ZbWallTickerProperty)id)
    {
    case PROP_WORLD:
      zb_wall_ticker_set_world (self, g_value_get_object (value));
      break;
    case PROP_UNIT:
      zb_wall_ticker_set_unit (self, g_value_get_double (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_wall_ticker_dispose (GObject *object)
{
  ZbWallTicker *self = ZB_WALL_TICKER (object);

  g_clear_handle_id (&self->looking, g_source_remove);
  for (guint i = 0; i < self->items->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->items, i));
  g_ptr_array_set_size (self->items, 0);
  g_clear_pointer (&self->quiet, gtk_widget_unparent);
  g_clear_object (&self->queue);
  g_clear_object (&self->world);
  G_OBJECT_CLASS (zb_wall_ticker_parent_class)->dispose (object);
}

static void
zb_wall_ticker_finalize (GObject *object)
{
  g_ptr_array_unref (ZB_WALL_TICKER (object)->items);
  g_hash_table_unref (ZB_WALL_TICKER (object)->told);
  G_OBJECT_CLASS (zb_wall_ticker_parent_class)->finalize (object);
}

static void
zb_wall_ticker_class_init (ZbWallTickerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zb_wall_ticker_get_property;
  object_class->set_property = zb_wall_ticker_set_property;
  object_class->dispose = zb_wall_ticker_dispose;
  object_class->finalize = zb_wall_ticker_finalize;
  widget_class->measure = zb_wall_ticker_measure;
  widget_class->size_allocate = zb_wall_ticker_size_allocate;
  widget_class->map = zb_wall_ticker_map;
  widget_class->unmap = zb_wall_ticker_unmap;
  properties[PROP_WORLD] = g_param_spec_object ("world", NULL, NULL, ZB_TYPE_WORLD, flags);
  properties[PROP_UNIT] = g_param_spec_double ("unit", NULL, NULL, 1, 1000, 28, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_css_name (widget_class, "ticker");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
zb_wall_ticker_init (ZbWallTicker *self)
{
  self->unit = 28;
  self->items = g_ptr_array_new ();
  self->told = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  for (guint i = 0; i < MOST_SLOTS; i++)
    {
      GtkWidget *item = zb_wall_ticker_item_new ();
      gtk_widget_set_parent (item, GTK_WIDGET (self));
      g_ptr_array_add (self->items, item);
    }
  self->quiet = gtk_label_new (_ ("No urgent or high alert is open"));
  gtk_widget_add_css_class (self->quiet, "zb-wall-text");
  gtk_widget_add_css_class (self->quiet, "zb-t3");
  gtk_widget_set_parent (self->quiet, GTK_WIDGET (self));
}
