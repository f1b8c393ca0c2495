/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-wall-pulse.h"

#include "zb-now.h"

#include <math.h>
#include <unistd.h>

/**
 * ZbWallPulse:
 *
 * How a wall is, measured every five seconds and given to the link, which tells the platform: how long
 * it runs, how many screens and cameras are not there, its longest frame, its memory, and how old what
 * it shows is.
 */
struct _ZbWallPulse
{
  GObject parent_instance;
  ZbDesk *desk;
  ZbWallHost *host;
  GPtrArray *clocks; /* GdkFrameClock that are watched */
  gint64 began;
  gint64 frame_began;
  double worst_frame;
  guint restarts;
  guint tick;
};

G_DEFINE_FINAL_TYPE (ZbWallPulse, zb_wall_pulse, G_TYPE_OBJECT)

#define TAKE_SECONDS 5

/* --- frames -------------------------------------------------------------------------------------- */

static void
on_before_paint (ZbWallPulse *self)
{
  self->frame_began = g_get_monotonic_time ();
}

static void
on_after_paint (ZbWallPulse *self)
{
  if (self->frame_began)
    self->worst_frame = MAX (self->worst_frame, (double)(g_get_monotonic_time () - self->frame_began) / 1000);
  self->frame_began = 0;
}

static void
watch_frames (ZbWallPulse *self, GtkWidget *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);

  if (!clock || g_ptr_array_find (self->clocks, clock, NULL))
    return;
  g_ptr_array_add (self->clocks, g_object_ref (clock));
  g_signal_connect_object (clock, "before-paint", G_CALLBACK (on_before_paint), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (clock, "after-paint", G_CALLBACK (on_after_paint), self, G_CONNECT_SWAPPED);
}

/**
 * zb_wall_pulse_get_worst_frame:
 * @self: a pulse
 *
 * Returns: the longest frame since it was told last, in milliseconds
 */
double
zb_wall_pulse_get_worst_frame (ZbWallPulse *self)
{
  g_return_val_if_fail (ZB_IS_WALL_PULSE (self), 0);
  return self->worst_frame;
}

/* --- the rest ------------------------------------------------------------------------------------ */

/* The second figure of statm is what is resident, in pages (proc(5)). */
static double
measure_resident (void)
{
  g_autofree char *text = NULL;
  const char *second;

  if (!g_file_get_contents ("/proc/self/statm", &text, NULL, NULL) || !(second = strchr (text, ' ')))
    return NAN;
  return (double)g_ascii_strtoll (second, NULL, 10) * (double)sysconf (_SC_PAGESIZE) / (1024 * 1024);
}

static double
measure_age (ZbWallPulse *self)
{
  gint64 as_of;

  g_object_get (self->desk, "as-of", &as_of, NULL);
  return as_of ? MAX (0, (double)(zb_now () - as_of) / G_TIME_SPAN_SECOND) : NAN;
}

static void
count_windows (ZbWallPulse *self, ZbWallHealth *health)
{
  GPtrArray *windows = zb_wall_host_get_windows (self->host);

  for (guint i = 0; i < windows->len; i++)
    {
      guint n_tiles = 0;
      if (!windows->pdata[i])
        continue;
      watch_frames (self, windows->pdata[i]);
      health->tiles_live += zb_wall_window_count_live (windows->pdata[i], &n_tiles);
      health->tiles += n_tiles;
    }
  health->screens = windows->len;
  health->screens_missing = zb_wall_host_count_missing (self->host);
}

/**
 * zb_wall_pulse_take:
 * @self: a pulse
 *
 * Measures how the wall is and hands it to the link.
 */
void
zb_wall_pulse_take (ZbWallPulse *self)
{
  g_autoptr (ZbWallHealth) health = g_object_new (ZB_TYPE_WALL_HEALTH, NULL);

  g_return_if_fail (ZB_IS_WALL_PULSE (self));
  health->version = g_strdup (ZB_VERSION);
  health->uptime = (g_get_monotonic_time () - self->began) / G_TIME_SPAN_SECOND;
  health->restarts = self->restarts;
  health->worst_frame_ms = self->worst_frame;
  health->resident_mib = measure_resident ();
  health->data_age = measure_age (self);
  count_windows (self, health);
  self->worst_frame = 0;
  zb_link_set_wall_health (zb_desk_get_link (self->desk), health);
}

static gboolean
on_tick (gpointer data)
{
  zb_wall_pulse_take (data);
  return G_SOURCE_CONTINUE;
}

/**
 * zb_wall_pulse_new:
 * @desk: what is shown
 * @host: where
 * @restarts: how often the program had to be started again
 *
 * Returns: (transfer full): a pulse that goes on until it is let go
 */
ZbWallPulse *
zb_wall_pulse_new (ZbDesk *desk, ZbWallHost *host, guint restarts)
{
  ZbWallPulse *self = g_object_new (ZB_TYPE_WALL_PULSE, NULL);

  self->desk = g_object_ref (desk);
  self->host = g_object_ref (host);
  self->restarts = restarts;
  self->tick = g_timeout_add_seconds (TAKE_SECONDS, on_tick, self);
  zb_wall_pulse_take (self);
  return self;
}

static void
zb_wall_pulse_dispose (GObject *object)
{
  ZbWallPulse *self = ZB_WALL_PULSE (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_pointer (&self->clocks, g_ptr_array_unref);
  g_clear_object (&self->host);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (zb_wall_pulse_parent_class)->dispose (object);
}

static void
zb_wall_pulse_class_init (ZbWallPulseClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zb_wall_pulse_dispose;
}

static void
zb_wall_pulse_init (ZbWallPulse *self)
{
  self->began = g_get_monotonic_time ();
  self->clocks = g_ptr_array_new_with_free_func (g_object_unref);
}
