/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-wall-clock.h"

#include "zb-now.h"

#include <glib/gi18n.h>

/**
 * ZbWallClock:
 *
 * The time of day, its seconds dimmer than its minutes, and the date as a property. It goes by the
 * platform's clock.
 */
struct _ZbWallClock
{
  AdwBin parent_instance;
  GtkLabel *label;
  char *date;
  guint tick;
};

typedef enum
{
  PROP_DATE = 1,
} ZbWallClockProperty;

static GParamSpec *properties[PROP_DATE + 1];

G_DEFINE_FINAL_TYPE (ZbWallClock, zb_wall_clock, ADW_TYPE_BIN)

static const char *
day_of_week (int day)
{
  static const char *const names[] = { N_ ("Monday"), N_ ("Tuesday"),  N_ ("Wednesday"), N_ ("Thursday"),
                                       N_ ("Friday"), N_ ("Saturday"), N_ ("Sunday") };

  return _ (names[CLAMP (day, 1, 7) - 1]);
}

/**
 * zb_wall_clock_date:
 * @now: a moment
 *
 * Returns: (transfer full): its date and day of the week as one says them
 */
char *
zb_wall_clock_date (GDateTime *now)
{
  /* TRANSLATORS: the date on a wall: month, day, day of the week */
  g_autofree char *date = g_date_time_format (now, C_ ("wall date", "%-d/%-m"));

  return g_strdup_printf ("%s %s", date, day_of_week (g_date_time_get_day_of_week (now)));
}

static GDateTime *
get_now (void)
{
  return g_date_time_new_from_unix_local_usec (zb_now ());
}

static void
show (ZbWallClock *self)
{
  g_autoptr (GDateTime) now = get_now ();
  g_autofree char *date = zb_wall_clock_date (now);
  g_autofree char *minutes = g_date_time_format (now, "%H:%M");
  g_autofree char *markup =
      g_strdup_printf ("<b>%s</b><span alpha=\"55%%\">:%02d</span>", minutes, g_date_time_get_second (now));

  gtk_label_set_markup (self->label, markup);
  if (g_set_str (&self->date, date))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DATE]);
}

static void go_on (ZbWallClock *self);

static gboolean
on_second (gpointer data)
{
  ZbWallClock *self = data;

  self->tick = 0;
  show (self);
  go_on (self);
  return G_SOURCE_REMOVE;
}

/* Each second is shown when it begins, not somewhere within it. */
static void
go_on (ZbWallClock *self)
{
  g_autoptr (GDateTime) now = get_now ();
  const guint left = 1000 - (guint)(g_date_time_get_microsecond (now) / 1000);

  self->tick = g_timeout_add (left + 1, on_second, self);
}

static void
zb_wall_clock_map (GtkWidget *widget)
{
  ZbWallClock *self = ZB_WALL_CLOCK (widget);

  GTK_WIDGET_CLASS (zb_wall_clock_parent_class)->map (widget);
  show (self);
  go_on (self);
}

static void
zb_wall_clock_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&ZB_WALL_CLOCK (widget)->tick, g_source_remove);
  GTK_WIDGET_CLASS (zb_wall_clock_parent_class)->unmap (widget);
}

static void
zb_wall_clock_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbWallClock *self = ZB_WALL_CLOCK (object);

  switch ((ZbWallClockProperty)id)
    {
    case PROP_DATE:
      g_value_set_string (value, self->date);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_wall_clock_dispose (GObject *object)
{
  ZbWallClock *self = ZB_WALL_CLOCK (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_pointer (&self->date, g_free);
  G_OBJECT_CLASS (zb_wall_clock_parent_class)->dispose (object);
}

static void
zb_wall_clock_class_init (ZbWallClockClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = zb_wall_clock_get_property;
  object_class->dispose = zb_wall_clock_dispose;
  widget_class->map = zb_wall_clock_map;
  widget_class->unmap = zb_wall_clock_unmap;
  properties[PROP_DATE] =
      g_param_spec_string ("date", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
zb_wall_clock_init (ZbWallClock *self)
{
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "zb-wall-clock");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->label));
}
