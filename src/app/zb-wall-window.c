/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-wall-window-private.h"

#include "zb-frame-memory.h"
#include "zb-image.h"
#include "zb-now.h"
#include "zb-video-clock.h"
#include "zb-severity-icon.h"
#include "zb-status-dot.h"
#include "zb-unit.h"
#include "zb-wall-bars.h"
#include "zb-wall-clock.h"
#include "zb-wall-figure.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * ZbWallWindow:
 *
 * One screen of a wall. Nobody touches it and everybody reads it from afar, for weeks: it has no
 * controls and no pointer, its type follows from the screen's pitch and the distance, and it says of
 * what it shows how old it is. What it shows is what the platform says the wall shows now
 * (zb_wall_get_scene_at()); which part is where is in zb-wall-scenes.c.
 */

typedef enum
{
  PROP_DESK = 1,
  PROP_NUMBERS,
} ZbWallWindowProperty;

static GParamSpec *properties[PROP_NUMBERS + 1];

G_DEFINE_FINAL_TYPE (ZbWallWindow, zb_wall_window, GTK_TYPE_APPLICATION_WINDOW)

/* A line that is down for so long makes everything old that is on the wall. */
#define STALE_AFTER (5 * G_TIME_SPAN_SECOND)

/* What stays for so long at the same pixels does not burn in yet. */
#define MOST_MINUTES_IN_PLACE 5

/**
 * zb_wall_window_new:
 * @application: the console
 * @desk: what it shows
 * @position: which of the wall's screens it is, from 0
 *
 * Returns: (transfer floating): a screen of a wall
 */
ZbWallWindow *
zb_wall_window_new (GtkApplication *application, ZbDesk *desk, guint position)
{
  ZbWallWindow *self = g_object_new (ZB_TYPE_WALL_WINDOW, "application", application, "desk", desk, NULL);

  self->position = position;
  return self;
}

/* --- sizes ------------------------------------------------------------------------------------- */

static void
set_icon_sizes (GtkWidget *widget, int size)
{
  if (ZB_IS_SEVERITY_ICON (widget))
    g_object_set (widget, "size", CLAMP (size, 8, 64), NULL);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    set_icon_sizes (child, size);
}

/* Parts that the layout before had no place for were not there when sizes were set. */
void
zb_wall_window_size_icons (ZbWallWindow *self)
{
  set_icon_sizes (GTK_WIDGET (self), (int)(zb_wall_scale_get_unit (&self->scale) * 1.15));
}

/**
 * zb_wall_window_set_scale:
 * @self: a screen of a wall
 * @scale: its pitch, and from how far it is read
 *
 * Sets all sizes.
 */
void
zb_wall_window_set_scale (ZbWallWindow *self, const ZbWallScale *scale)
{
  const double unit = zb_wall_scale_get_unit (scale);
  g_autofree char *css =
      g_strdup_printf ("window.zb-wall-window#wall-%u { --wall-unit: %dpx; }", self->position, (int)unit);

  g_return_if_fail (ZB_IS_WALL_WINDOW (self));
  self->scale = *scale;
  gtk_css_provider_load_from_string (self->sizes, css);
  zb_wall_frame_set_unit (self->frame, unit);
  zb_wall_ticker_set_unit (self->ticker, unit);
  zb_wall_callouts_set_unit (self->callouts, unit);
  zb_wall_map_set_sizes (self->map, unit, zb_wall_scale_get_symbols (scale));
  zb_wall_window_size_icons (self);
}

/* --- once a second ----------------------------------------------------------------------------- */

static ZbWall *
get_wall (ZbWallWindow *self)
{
  return self->wall ? zb_world_lookup (zb_desk_get_world (self->desk), ZB_KIND_WALL, self->wall) : NULL;
}

static char *
words_of_age (gint64 as_of, gint64 now, gboolean stale)
{
  g_autofree char *time = zb_words_time (as_of);
  g_autofree char *age = zb_words_age (as_of, now);

  if (as_of == 0)
    return g_strdup (_ ("No data yet"));
  if (!stale)
    return g_strdup_printf (_ ("Data as of %s"), time);
  /* TRANSLATORS: %1$s is a time of day, %2$s how long ago that was */
  return g_strdup_printf (_ ("Data as of %1$s, stopped for %2$s"), time, age);
}

static void
show_age (ZbWallWindow *self, gint64 now)
{
  gint64 as_of;
  gboolean connected, stale;
  g_autofree char *words = NULL;

  g_object_get (self->desk, "as-of", &as_of, "connected", &connected, NULL);
  if (connected)
    self->stale_since = 0;
  else if (self->stale_since == 0)
    self->stale_since = now;
  stale = !connected && (as_of == 0 || now - self->stale_since >= STALE_AFTER);
  words = words_of_age (as_of, now, stale);
  gtk_label_set_label (self->pill_label, words);
  zb_wall_frame_set_stale (self->frame, stale);
  zb_wall_numbers_look_at_age (self->numbers, now);
  g_object_set (self->pill_dot, "status", stale ? "warn" : "ok", NULL);
  if (stale)
    gtk_widget_add_css_class (self->pill, "warn");
  else
    gtk_widget_remove_css_class (self->pill, "warn");
}

/* Against burn-in. All of the screen is drawn for it, as it is for another scene: so it is done together with
 * that, and only where a scene stays is it done for itself. */
static void
move_picture (ZbWallWindow *self, gint64 minute, gboolean turned)
{
  if (!turned && minute - self->moved_at < MOST_MINUTES_IN_PLACE)
    return;
  self->moved_at = minute;
  zb_wall_frame_set_minute (self->frame, minute);
}

static void
dim (ZbWallWindow *self, const ZbWall *wall, gint64 now)
{
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_local_usec (now);
  const int minute = g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local);

  zb_wall_frame_set_dimming (
      self->frame, zb_wall_dimming_at (minute, (int)wall->dim_from, (int)wall->dim_to, wall->dim_level));
}

/* A wall that the platform does not tell of, not yet or no more, shows the overview. Where it did once, the
 * night is when it was. */
static void
show_wall (ZbWallWindow *self, gint64 now)
{
  ZbWall *wall = get_wall (self);
  gboolean turned;

  if (wall)
    g_set_object (&self->told, wall);
  if (self->told)
    dim (self, self->told, now);
  turned = zb_wall_window_show_scene (self, wall ? zb_wall_get_scene_at (wall, now, self->position) : NULL);
  move_picture (self, now / G_TIME_SPAN_MINUTE, turned);
}

static void
show_count (GtkLabel *label, gboolean known, guint count)
{
  g_autofree char *words = known ? g_strdup_printf ("%u", count) : g_strdup ("–");

  gtk_label_set_label (label, words);
}

/* Before the platform has told anything it is not known that there is nothing. */
static void
show_counts (ZbWallWindow *self)
{
  ZbStore *units = zb_world_get_store (zb_desk_get_world (self->desk), ZB_KIND_UNIT);
  guint n_units = 0;
  gint64 as_of;

  g_object_get (self->desk, "as-of", &as_of, NULL);
  for (guint i = 0; i < zb_store_get_size (units); i++)
    {
      const ZbUnit *unit = zb_store_get_nth (units, i);
      n_units += unit->on_duty && !unit->drill;
    }
  show_count (self->n_urgent, as_of != 0, zb_alert_queue_count_open (self->queue, ZB_SEVERITY_URGENT));
  show_count (self->n_high, as_of != 0, zb_alert_queue_count_open (self->queue, ZB_SEVERITY_HIGH));
  show_count (self->n_units, as_of != 0, n_units);
  zb_wall_ticker_set_known (self->ticker, as_of != 0);
}

static gboolean
on_second (gpointer data)
{
  ZbWallWindow *self = data;
  const gint64 now = zb_now ();

  zb_wall_window_show_drill (self);
  show_age (self, now);
  show_counts (self);
  if (zb_wall_window_look_at_gravest (self))
    zb_wall_window_lay_out (self);
  show_wall (self, now);
  return G_SOURCE_CONTINUE;
}

/* A push shows at once, not with the next second; so do other cameras in a scene that stays. */
static void
on_walls_changed (ZbWallWindow *self)
{
  show_wall (self, zb_now ());
  zb_wall_window_choose_cameras (self);
}

static gboolean
on_laying (gpointer data)
{
  ZbWallWindow *self = data;

  self->laying = 0;
  zb_wall_window_lay_out (self);
  return G_SOURCE_REMOVE;
}

static void
lay_out_soon (ZbWallWindow *self)
{
  if (self->laying == 0)
    self->laying = g_idle_add_full (GTK_PRIORITY_RESIZE, on_laying, self, NULL);
}

/* The queue tells of what moves in parts: it goes, and then it comes. */
static void
on_gravest_changed (ZbWallWindow *self, guint position)
{
  if (position == 0)
    lay_out_soon (self);
}

static void
on_case_changed (ZbWallWindow *self)
{
  if (self->scene && self->scene->kind == ZB_WALL_SCENE_CASE)
    zb_wall_window_lay_out (self);
}

/**
 * zb_wall_window_set_wall:
 * @self: a screen of a wall
 * @id: (nullable): the id of the wall
 *
 * Sets which wall it is a screen of.
 */
void
zb_wall_window_set_wall (ZbWallWindow *self, const char *id)
{
  g_return_if_fail (ZB_IS_WALL_WINDOW (self));
  if (g_set_str (&self->wall, id))
    show_wall (self, zb_now ());
}

/**
 * zb_wall_window_get_layout:
 * @self: a screen of a wall
 *
 * Returns: (transfer none): the name of the layout that is shown, such as "overview-wide"
 */
const char *
zb_wall_window_get_layout (ZbWallWindow *self)
{
  g_return_val_if_fail (ZB_IS_WALL_WINDOW (self), NULL);
  return adw_multi_layout_view_get_layout_name (self->layouts);
}

/**
 * zb_wall_window_count_live:
 * @self: a screen of a wall
 * @n_tiles: (out) (optional): how many tiles with a camera are on it
 *
 * Returns: how many of these are live
 */
guint
zb_wall_window_count_live (ZbWallWindow *self, guint *n_tiles)
{
  g_return_val_if_fail (ZB_IS_WALL_WINDOW (self), 0);
  if (gtk_widget_get_mapped (GTK_WIDGET (self->tiles)))
    return zb_tile_grid_count_live (self->tiles, n_tiles);
  if (n_tiles)
    *n_tiles = 0;
  return 0;
}

/**
 * zb_wall_window_is_stale:
 * @self: a screen of a wall
 *
 * Returns: whether it says that what it shows is old
 */
gboolean
zb_wall_window_is_stale (ZbWallWindow *self)
{
  gboolean stale;

  g_return_val_if_fail (ZB_IS_WALL_WINDOW (self), FALSE);
  g_object_get (self->frame, "stale", &stale, NULL);
  return stale;
}

/* --- GtkWidget --------------------------------------------------------------------------------- */

/* Parts cannot be moved while they are given their sizes. */
static void
zb_wall_window_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ZbWallWindow *self = ZB_WALL_WINDOW (widget);
  const gboolean narrow = width < height * ZB_WALL_WIDE;

  GTK_WIDGET_CLASS (zb_wall_window_parent_class)->size_allocate (widget, width, height, baseline);
  if (narrow != self->narrow)
    {
      self->narrow = narrow;
      lay_out_soon (self);
    }
}

/* --- GObject ----------------------------------------------------------------------------------- */

static gboolean
locate (gpointer map, ZbPoint point, graphene_point_t *place)
{
  return zb_wall_map_locate (map, point, place);
}

static void
show_trend (ZbWallWindow *self)
{
  zb_wall_numbers_fill_trend (self->numbers, self->trend);
}

static void
follow (ZbWallWindow *self)
{
  ZbWorld *world = zb_desk_get_world (self->desk);
  ZbStore *walls = zb_world_get_store (world, ZB_KIND_WALL);

  g_signal_connect_object (walls, "changed", G_CALLBACK (on_walls_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (walls, "items-changed", G_CALLBACK (on_walls_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (zb_world_get_store (world, ZB_KIND_CASE), "items-changed",
                           G_CALLBACK (on_case_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->queue, "items-changed", G_CALLBACK (on_gravest_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->numbers, "changed", G_CALLBACK (show_trend), self, G_CONNECT_SWAPPED);
}

static void
zb_wall_window_constructed (GObject *object)
{
  ZbWallWindow *self = ZB_WALL_WINDOW (object);
  ZbWorld *world = zb_desk_get_world (self->desk);

  G_OBJECT_CLASS (zb_wall_window_parent_class)->constructed (object);
  self->queue = zb_alert_queue_new (zb_world_get_store (world, ZB_KIND_ALERT));
  zb_alert_queue_set_held (self->queue, FALSE);
  zb_alert_queue_set_severities (self->queue, 1u << ZB_SEVERITY_URGENT | 1u << ZB_SEVERITY_HIGH);
  self->cameras = zb_wall_cameras_new (world);
  g_object_bind_property (self->desk, "query", self->numbers, "query", G_BINDING_SYNC_CREATE);
  zb_tile_grid_set_devices (self->tiles, zb_wall_cameras_get_list (self->cameras));
  zb_wall_callouts_set_map (self->callouts, GTK_WIDGET (self->map), locate);
  zb_wall_callouts_set_alerts (self->callouts, G_LIST_MODEL (self->queue));
  follow (self);
  zb_wall_window_lay_out (self);
  self->tick = g_timeout_add_seconds (1, on_second, self);
  on_second (self);
}

static void
zb_wall_window_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbWallWindow *self = ZB_WALL_WINDOW (object);

  switch ((ZbWallWindowProperty)id)
    {
    case PROP_DESK:
      g_value_set_object (value, self->desk);
      break;
    case PROP_NUMBERS:
      g_value_set_object (value, self->numbers);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_wall_window_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbWallWindow *self = ZB_WALL_WINDOW (object);

  switch ((ZbWallWindowProperty)id)
    {
    case PROP_DESK:
      g_set_object (&self->desk, g_value_get_object (value));
      break;
    case PROP_NUMBERS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* --- GtkWidget ------------------------------------------------------------------------------------ */

/* A processor that paints all cameras of a wall in one frame takes about as long as a frame may. */
static void
zb_wall_window_map (GtkWidget *widget)
{
  ZbWallWindow *self = ZB_WALL_WINDOW (widget);

  GTK_WIDGET_CLASS (zb_wall_window_parent_class)->map (widget);
  self->takes_turns = zb_image_suits (widget);
  if (self->takes_turns)
    zb_video_clock_begin_turns ();
}

static void
zb_wall_window_unmap (GtkWidget *widget)
{
  ZbWallWindow *self = ZB_WALL_WINDOW (widget);

  if (self->takes_turns)
    zb_video_clock_end_turns ();
  self->takes_turns = FALSE;
  GTK_WIDGET_CLASS (zb_wall_window_parent_class)->unmap (widget);
}

static void
zb_wall_window_dispose (GObject *object)
{
  ZbWallWindow *self = ZB_WALL_WINDOW (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_handle_id (&self->laying, g_source_remove);
  if (self->sizes)
    gtk_style_context_remove_provider_for_display (gtk_widget_get_display (GTK_WIDGET (self)),
                                                   GTK_STYLE_PROVIDER (self->sizes));
  g_clear_object (&self->sizes);
  /* A GtkWindow has children of its own besides those of the template. */
  gtk_window_set_child (GTK_WINDOW (self), NULL);
  g_clear_object (&self->queue);
  g_clear_object (&self->cameras);
  g_clear_object (&self->numbers);
  g_clear_object (&self->scene);
  g_clear_object (&self->told);
  g_clear_object (&self->gravest);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->wall, g_free);
  G_OBJECT_CLASS (zb_wall_window_parent_class)->dispose (object);
}

static void
ensure_types (void)
{
  g_type_ensure (ZB_TYPE_CHART);
  g_type_ensure (ZB_TYPE_SEVERITY_ICON);
  g_type_ensure (ZB_TYPE_STATUS_DOT);
  g_type_ensure (ZB_TYPE_TILE_GRID);
  g_type_ensure (ZB_TYPE_WALL_BARS);
  g_type_ensure (ZB_TYPE_WALL_CALLOUTS);
  g_type_ensure (ZB_TYPE_WALL_CASE);
  g_type_ensure (ZB_TYPE_WALL_CLOCK);
  g_type_ensure (ZB_TYPE_WALL_FIGURE);
  g_type_ensure (ZB_TYPE_WALL_FRAME);
  g_type_ensure (ZB_TYPE_WALL_MAP);
  g_type_ensure (ZB_TYPE_WALL_NUMBERS);
  g_type_ensure (ZB_TYPE_WALL_TICKER);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/app/wall-window.ui");
  gtk_widget_class_bind_template_child (widget_class, ZbWallWindow, frame);
  gtk_widget_class_bind_template_child (widget_class, ZbWallWindow, drill_badge);
  gtk_widget_class_bind_template_child (widget_class, ZbWallWindow, layouts);
  gtk_widget_class_bind_template_child (widget_class, ZbWallWindow, map);
  gtk_widget_class_bind_template_child (widget_class, ZbWallWindow, callouts);
  gtk_widget_class_bind_template_child (widget_class, ZbWallWindow, tiles);
  gtk_widget_class_bind_template_child (widget_class, ZbWallWindow, focus);
  gtk_widget_class_bind_template_child (widget_class, ZbWallWindow, ticker);
  gtk_widget_class_bind_template_child (widget_class, ZbWallWindow, trend);
  gtk_widget_class_bind_template_child (widget_class, ZbWallWindow, pill);
  gtk_widget_class_bind_template_child (widget_class, ZbWallWindow, pill_label);
  gtk_widget_class_bind_template_child (widget_class, ZbWallWindow, pill_dot);
  gtk_widget_class_bind_template_child (widget_class, ZbWallWindow, n_urgent);
  gtk_widget_class_bind_template_child (widget_class, ZbWallWindow, n_high);
  gtk_widget_class_bind_template_child (widget_class, ZbWallWindow, n_units);
}

static void
zb_wall_window_class_init (ZbWallWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = zb_wall_window_constructed;
  object_class->get_property = zb_wall_window_get_property;
  object_class->set_property = zb_wall_window_set_property;
  object_class->dispose = zb_wall_window_dispose;
  widget_class->size_allocate = zb_wall_window_size_allocate;
  widget_class->map = zb_wall_window_map;
  widget_class->unmap = zb_wall_window_unmap;
  properties[PROP_DESK] = g_param_spec_object (
      "desk", NULL, NULL, ZB_TYPE_DESK, G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_NUMBERS] = g_param_spec_object ("numbers", NULL, NULL, ZB_TYPE_WALL_NUMBERS,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  ensure_types ();
  bind_template (widget_class);
}

static void
zb_wall_window_init (ZbWallWindow *self)
{
  self->scale = ZB_WALL_SCALE_INIT;
  self->numbers = zb_wall_numbers_new ();
  self->sizes = gtk_css_provider_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  zb_frame_memory_keep (GTK_WIDGET (self));
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "none");
  gtk_style_context_add_provider_for_display (gtk_widget_get_display (GTK_WIDGET (self)),
                                              GTK_STYLE_PROVIDER (self->sizes),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
}
