/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-wall-numbers.h"

#include "zb-now.h"
#include "zb-wall-bar.h"
#include "zb-wall-words.h"
#include "zb-words.h"

#include <glib/gi18n.h>
#include <math.h>

/**
 * ZbWallNumbers:
 *
 * The figures of the day in the words of a wall. They are the platform's, which is asked for them
 * every half minute; figures that could not be renewed for two minutes say from when they are, and
 * after ten they are taken off, for an old figure must never be read as a new one.
 */
struct _ZbWallNumbers
{
  GObject parent_instance;
  ZbQuery *query;
  ZbAnswer *answer;
  ZbFiguresOfDay *figures;
  GListStore *subdistricts;
  GListStore *rates;
  gint64 asked_at;
  gboolean old;
};

typedef enum
{
  PROP_QUERY = 1,
  PROP_RECEIVED,
  PROP_RECEIVED_NOTE,
  PROP_IN_HAND,
  PROP_IN_HAND_NOTE,
  PROP_CLOSED,
  PROP_CLOSED_NOTE,
  PROP_RATE,
  PROP_RATE_NOTE,
  PROP_ACCEPT,
  PROP_ACCEPT_NOTE,
  PROP_ARRIVE,
  PROP_CLOSE,
  PROP_ALERTS,
  PROP_ALERTS_NOTE,
  PROP_SUBDISTRICTS,
  PROP_RATES,
} ZbWallNumbersProperty;

static GParamSpec *properties[PROP_RATES + 1];

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZbWallNumbers, zb_wall_numbers, G_TYPE_OBJECT)

#define ASK_EVERY (30 * G_TIME_SPAN_SECOND)
#define OLD_AFTER (2 * G_TIME_SPAN_MINUTE)
#define GONE_AFTER (10 * G_TIME_SPAN_MINUTE)

/* A kind of device of which less is online is shown as low. */
#define WELL_ONLINE 0.9

/**
 * zb_wall_numbers_new:
 *
 * Returns: (transfer full): no figures yet
 */
ZbWallNumbers *
zb_wall_numbers_new (void)
{
  return g_object_new (ZB_TYPE_WALL_NUMBERS, NULL);
}

static double
get (ZbWallNumbers *self, const char *name)
{
  return self->figures ? zb_numbers_get (self->figures->total, name) : NAN;
}

/* --- cards ------------------------------------------------------------------------------------- */

/* What is old says so in the place of every note. */
static char *
note_or_age (ZbWallNumbers *self, char *note)
{
  g_autofree char *time = NULL;

  if (!self->old || !self->figures)
    return note;
  g_free (note);
  time = zb_words_time (self->figures->as_of);
  time[MIN (strlen (time), strlen ("hh:mm"))] = '\0';
  return g_strdup_printf (_ ("as of %s"), time);
}

static char *
count_note (const char *format, double count)
{
  return isnan (count) ? g_strdup ("") : g_strdup_printf (format, (int)count);
}

static char *
share_note (const char *format, double share)
{
  g_autofree char *percent = zb_wall_words_share (share);

  return *percent ? g_strdup_printf (format, percent) : g_strdup ("");
}

static char *
time_note (const char *format, double seconds)
{
  g_autofree char *time = zb_wall_words_duration (seconds);

  return *time ? g_strdup_printf (format, time) : g_strdup ("");
}

static char *
make_note (ZbWallNumbers *self, ZbWallNumbersProperty id)
{
  switch ((int)id)
    {
    case PROP_RECEIVED_NOTE:
      return count_note (_ ("this time yesterday %d"), get (self, "cases_received_yesterday"));
    case PROP_IN_HAND_NOTE:
      return count_note (_ ("overdue %d"), get (self, "cases_overdue_now"));
    case PROP_CLOSED_NOTE:
      return count_note (_ ("of today's %d"), get (self, "cases_closed_of_received"));
    case PROP_RATE_NOTE:
      return share_note (_ ("on time %s%%"), get (self, "on_time_rate"));
    case PROP_ALERTS_NOTE:
      return count_note (_ ("this time yesterday %d"), get (self, "alerts_received_yesterday"));
    case PROP_ACCEPT_NOTE:
      return time_note (_ ("arrive %s"), get (self, "arrive_s_median"));
    default:
      g_return_val_if_reached (NULL);
    }
}

static char *
make_value (ZbWallNumbers *self, ZbWallNumbersProperty id)
{
  switch ((int)id)
    {
    case PROP_RECEIVED:
      return zb_wall_words_count (get (self, "cases_received"));
    case PROP_IN_HAND:
      return zb_wall_words_count (get (self, "cases_in_hand"));
    case PROP_CLOSED:
      return zb_wall_words_count (get (self, "cases_closed"));
    case PROP_RATE:
      return zb_wall_words_share (get (self, "closing_rate"));
    case PROP_ACCEPT:
      return zb_wall_words_duration (get (self, "accept_s_median"));
    case PROP_ARRIVE:
      return zb_wall_words_duration (get (self, "arrive_s_median"));
    case PROP_CLOSE:
      return zb_wall_words_duration (get (self, "close_s_median"));
    case PROP_ALERTS:
      return zb_wall_words_count (get (self, "alerts_received"));
    default:
      return note_or_age (self, make_note (self, id));
    }
}

/* --- comparisons ------------------------------------------------------------------------------- */

static void
add_subdistrict (ZbWallNumbers *self, GPtrArray *bars, ZbFigureRow *row)
{
  const double received = zb_numbers_get (row->values, "cases_received");
  const double closed = zb_numbers_get (row->values, "cases_closed_of_received");
  g_autofree char *figure = isnan (closed) ? g_strdup ("–") : g_strdup_printf ("%.0f", closed);
  g_autofree char *rest = isnan (received) ? NULL : g_strdup_printf (" / %.0f", received);

  g_ptr_array_add (bars, zb_wall_bar_new (row->name ? row->name : "", isnan (closed) ? 0 : closed,
                                          isnan (received) ? 0 : received, figure, rest, FALSE));
}

static int
by_whole (gconstpointer a, gconstpointer b)
{
  const double one = zb_wall_bar_get_whole (*(ZbWallBar *const *)a);
  const double other = zb_wall_bar_get_whole (*(ZbWallBar *const *)b);

  return one > other ? -1 : one < other;
}

static const char *
name_of_devices (const ZbFigureRow *row)
{
  if (g_strcmp0 (row->kind, "camera") == 0)
    return g_strcmp0 (row->project, "xueliang") == 0 ? C_ ("wall", "Xueliang") : C_ ("wall", "Residential");
  if (g_strcmp0 (row->kind, "gate") == 0)
    return C_ ("wall", "Gates");
  if (g_strcmp0 (row->kind, "bike_shed") == 0)
    return C_ ("wall", "Bike sheds");
  if (g_strcmp0 (row->kind, "manhole") == 0)
    return C_ ("wall", "Manholes");
  return row->kind ? row->kind : "";
}

static void
add_rate (ZbWallNumbers *self, GPtrArray *bars, ZbFigureRow *row)
{
  const double share = zb_numbers_get (row->values, "devices_online_rate");
  g_autofree char *percent = zb_wall_words_share (share);
  g_autofree char *figure = *percent ? g_strdup_printf ("%s%%", percent) : g_strdup ("–");

  g_ptr_array_add (bars, zb_wall_bar_new (name_of_devices (row), isnan (share) ? 0 : share, 1, figure, NULL,
                                          !isnan (share) && share < WELL_ONLINE));
}

/* As the layers of the map have them; what they do not have comes last. */
static int
rank_of (const ZbFigureRow *row)
{
  static const char *const order[] = { "camera", "gate", "bike_shed", "manhole" };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (g_strcmp0 (row->kind, order[i]) == 0)
      return (int)i * 2 + (g_strcmp0 (row->project, "xueliang") != 0);
  return G_N_ELEMENTS (order) * 2;
}

static int
by_rank (gconstpointer a, gconstpointer b)
{
  return rank_of (*(ZbFigureRow *const *)a) - rank_of (*(ZbFigureRow *const *)b);
}

static void
fill_list (ZbWallNumbers *self, GListStore *list, GPtrArray *rows,
           void (*add) (ZbWallNumbers *self, GPtrArray *bars, ZbFigureRow *row), GCompareFunc order)
{
  g_autoptr (GPtrArray) bars = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; rows && i < rows->len; i++)
    add (self, bars, rows->pdata[i]);
  if (order)
    g_ptr_array_sort (bars, order);
  g_list_store_splice (list, 0, g_list_model_get_n_items (G_LIST_MODEL (list)), bars->pdata, bars->len);
}

/**
 * zb_wall_numbers_fill_trend:
 * @self: the figures
 * @chart: a chart
 *
 * Shows in @chart the alerts of each hour of the day, the high and urgent ones apart, and as a line
 * those of yesterday.
 */
void
zb_wall_numbers_fill_trend (ZbWallNumbers *self, ZbChart *chart)
{
  const GPtrArray *hours = self->figures ? self->figures->hours : NULL;
  const guint n = hours ? hours->len : 0;
  g_autoptr (GStrvBuilder) names = g_strv_builder_new (), ticks = g_strv_builder_new ();
  g_auto (GStrv) name_list = NULL, tick_list = NULL;
  double *high = g_newa0 (double, n + 1), *rest = g_newa0 (double, n + 1), *before = g_newa0 (double, n + 1);

  for (guint i = 0; i < n; i++)
    {
      const ZbFigureHour *hour = hours->pdata[i];
      /* TRANSLATORS: an hour of the day on the axis of a chart */
      g_autofree char *name = g_strdup_printf (_ ("%02d h"), (int)hour->hour);
      g_strv_builder_add (names, name);
      g_strv_builder_add (ticks, hour->hour % 6 == 0 ? name : "");
      high[i] = hour->today_high;
      rest[i] = hour->today - (isnan (hour->today_high) ? 0 : hour->today_high);
      before[i] = hour->yesterday;
    }
  name_list = g_strv_builder_end (names);
  tick_list = g_strv_builder_end (ticks);
  zb_chart_set_categories (chart, (const char *const *)name_list, (const char *const *)tick_list);
  if (n == 0)
    return;
  zb_chart_add_series (chart, _ ("high and urgent"), ZB_CHART_COLUMN, ZB_CHART_INK_HIGH, high, n);
  zb_chart_add_series (chart, _ ("others"), ZB_CHART_COLUMN, ZB_CHART_INK_QUIET, rest, n);
  zb_chart_add_series (chart, _ ("yesterday"), ZB_CHART_LINE, ZB_CHART_INK_COMPARED, before, n);
}

/* --- asking ------------------------------------------------------------------------------------ */

static void
tell (ZbWallNumbers *self)
{
  for (ZbWallNumbersProperty id = PROP_RECEIVED; id <= PROP_ALERTS_NOTE; id++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[id]);
  fill_list (self, self->subdistricts, self->figures ? self->figures->subdistricts : NULL, add_subdistrict,
             by_whole);
  fill_list (self, self->rates, self->figures ? self->figures->online : NULL, add_rate, NULL);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_answer (ZbWallNumbers *self)
{
  g_autoptr (ZbFiguresOfDay) figures = NULL;

  if (zb_answer_get_state (self->answer) == ZB_ANSWER_READY)
    figures = g_list_model_get_item (zb_answer_get_items (self->answer), 0);
  if (!figures)
    return;
  g_set_object (&self->figures, figures);
  if (figures->online)
    g_ptr_array_sort (figures->online, by_rank);
  self->old = FALSE;
  tell (self);
}

static void
ask (ZbWallNumbers *self, gint64 now)
{
  self->asked_at = now;
  g_clear_object (&self->answer);
  if (!self->query)
    return;
  self->answer = zb_query_figures_of_day (self->query, ZB_MODE_LIVE);
  g_signal_connect_object (self->answer, "notify::state", G_CALLBACK (on_answer), self, G_CONNECT_SWAPPED);
  on_answer (self);
}

/**
 * zb_wall_numbers_look_at_age:
 * @self: the figures
 * @now: µs UTC
 *
 * Asks for them again where that is due, and marks what has grown old. To be called every second.
 */
void
zb_wall_numbers_look_at_age (ZbWallNumbers *self, gint64 now)
{
  const gint64 age = self->figures ? now - self->figures->as_of : 0;
  const gboolean old = age > OLD_AFTER;

  g_return_if_fail (ZB_IS_WALL_NUMBERS (self));
  if (now - self->asked_at >= ASK_EVERY || now < self->asked_at)
    ask (self, now);
  if (age > GONE_AFTER)
    g_clear_object (&self->figures);
  else if (old == self->old)
    return;
  self->old = old;
  tell (self);
}

/**
 * zb_wall_numbers_set_query:
 * @self: the figures
 * @query: (nullable): whoever can ask the platform
 *
 * Sets who is asked.
 */
void
zb_wall_numbers_set_query (ZbWallNumbers *self, ZbQuery *query)
{
  g_return_if_fail (ZB_IS_WALL_NUMBERS (self));
  g_set_object (&self->query, query);
  if (query)
    ask (self, zb_now ());
}

/**
 * zb_wall_numbers_get_as_of:
 * @self: the figures
 *
 * Returns: until when what happened is in them, µs UTC; 0 where there are none
 */
gint64
zb_wall_numbers_get_as_of (ZbWallNumbers *self)
{
  g_return_val_if_fail (ZB_IS_WALL_NUMBERS (self), 0);
  return self->figures ? self->figures->as_of : 0;
}

/* --- GObject ----------------------------------------------------------------------------------- */

static void
zb_wall_numbers_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbWallNumbers *self = ZB_WALL_NUMBERS (object);

  if (id == PROP_QUERY)
    g_value_set_object (value, self->query);
  else if (id == PROP_SUBDISTRICTS)
    g_value_set_object (value, self->subdistricts);
  else if (id == PROP_RATES)
    g_value_set_object (value, self->rates);
  else
    g_value_take_string (value, make_value (self, (ZbWallNumbersProperty)id));
}

static void
zb_wall_numbers_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_QUERY)
    zb_wall_numbers_set_query (ZB_WALL_NUMBERS (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
zb_wall_numbers_dispose (GObject *object)
{
  ZbWallNumbers *self = ZB_WALL_NUMBERS (object);

  g_clear_object (&self->query);
  g_clear_object (&self->answer);
  g_clear_object (&self->figures);
  g_clear_object (&self->subdistricts);
  g_clear_object (&self->rates);
  G_OBJECT_CLASS (zb_wall_numbers_parent_class)->dispose (object);
}

static void
zb_wall_numbers_class_init (ZbWallNumbersClass *klass)
{
  static const char *const names[] = { "received", "received-note", "in-hand", "in-hand-note",
                                       "closed",   "closed-note",   "rate",    "rate-note",
                                       "accept",   "accept-note",   "arrive",  "close",
                                       "alerts",   "alerts-note" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zb_wall_numbers_get_property;
  object_class->set_property = zb_wall_numbers_set_property;
  object_class->dispose = zb_wall_numbers_dispose;
  properties[PROP_QUERY] =
      g_param_spec_object ("query", NULL, NULL, ZB_TYPE_QUERY, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    properties[PROP_RECEIVED + i] = g_param_spec_string (names[i], NULL, NULL, NULL, flags);
  properties[PROP_SUBDISTRICTS] = g_param_spec_object ("subdistricts", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_RATES] = g_param_spec_object ("rates", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[CHANGED] =
      g_signal_new ("changed", ZB_TYPE_WALL_NUMBERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
zb_wall_numbers_init (ZbWallNumbers *self)
{
  self->subdistricts = g_list_store_new (ZB_TYPE_WALL_BAR);
  self->rates = g_list_store_new (ZB_TYPE_WALL_BAR);
}
