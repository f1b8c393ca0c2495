/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From sums to the figures that the contract names. The table below and that of zb-figure.c belong together:
 * a figure without a row here would be missing from every answer, and the tests would say so. */
#include "zb-figure-sums.h"

/* A figure is a sum, one sum divided by others, or a rank among times. */
typedef struct
{
  const char *id;
  int sum;       /* a ZbSum, or -1 */
  int over[3];   /* divided by the sum of these, ended by -1 */
  int time;      /* a ZbTimeTaken, or -1 */
  guint percent; /* of the rank */
} Rule;

#define SUM(id, which) { id, ZB_SUM_##which, { -1 }, -1, 0 }
#define SHARE(id, which, ...) { id, ZB_SUM_##which, { __VA_ARGS__, -1 }, -1, 0 }
#define RANKS(id, which)                                                                                     \
  { id "_s_median", -1, { -1 }, ZB_TIME_##which, 50 }, { id "_s_p90", -1, { -1 }, ZB_TIME_##which, 90 }

static const Rule rules[] = {
  SUM ("alerts_received", ALERTS),
  SUM ("alerts_received_yesterday", ALERTS_YESTERDAY),
  SUM ("alerts_occurrences", OCCURRENCES),
  SUM ("alerts_high", HIGH),
  SUM ("alerts_claimed", CLAIMED),
  SUM ("alerts_judged", JUDGED),
  SUM ("alerts_true", TRUE),
  SUM ("alerts_false", FALSE),
  SUM ("alerts_test", TEST),
  SUM ("alerts_undetermined", UNDETERMINED),
  SHARE ("false_alarm_rate", FALSE, ZB_SUM_TRUE, ZB_SUM_FALSE),
  RANKS ("claim", CLAIM),
  RANKS ("verdict", VERDICT),
  SUM ("cases_received", CASES),
  SUM ("cases_received_yesterday", CASES_YESTERDAY),
  SUM ("cases_void", VOID),
  SUM ("cases_closed_of_received", CLOSED_OF_RECEIVED),
  SHARE ("closing_rate", CLOSED_OF_RECEIVED, ZB_SUM_NOT_VOID),
  SUM ("cases_closed", CLOSED),
  SHARE ("on_time_rate", ON_TIME, ZB_SUM_CLOSED),
  SUM ("cases_in_hand", IN_HAND),
  SUM ("cases_overdue", OVERDUE),
  SUM ("cases_overdue_now", OVERDUE_NOW),
  SUM ("cases_returned", RETURNED),
  SUM ("cases_reopened", REOPENED),
  RANKS ("file", FILE),
  RANKS ("dispatch", DISPATCH),
  RANKS ("accept", ACCEPT),
  RANKS ("arrive", ARRIVE),
  RANKS ("handle", HANDLE),
  RANKS ("finish", FINISH),
  RANKS ("check", CHECK),
  RANKS ("close", CLOSE),
  SUM ("assignments", ASSIGNMENTS),
  SUM ("assignments_declined", DECLINED),
  SUM ("assignments_handed_back", HANDED_BACK),
  SUM ("busy_s", BUSY_S),
  SHARE ("device_online_rate", ONLINE_MS, ZB_SUM_KNOWN_MS),
  SUM ("devices", DEVICES),
  SUM ("devices_online", DEVICES_ONLINE),
  SHARE ("devices_online_rate", DEVICES_ONLINE, ZB_SUM_DEVICES),
};

/**
 * zb_figure_sums_new:
 *
 * Returns: (transfer full): sums of nothing
 */
ZbFigureSums *
zb_figure_sums_new (void)
{
  return g_new0 (ZbFigureSums, 1);
}

/**
 * zb_figure_sums_free:
 * @self: (transfer full): sums
 */
void
zb_figure_sums_free (ZbFigureSums *self)
{
  for (guint i = 0; i < ZB_N_TIMES; i++)
    g_clear_pointer (&self->times[i], g_array_unref);
  g_free (self);
}

/**
 * zb_figure_sums_take_time:
 * @self: sums
 * @which: what took time
 * @seconds: how long; a clock that went back makes no negative time
 */
void
zb_figure_sums_take_time (ZbFigureSums *self, ZbTimeTaken which, gint64 seconds)
{
  guint32 value = (guint32)CLAMP (seconds, 0, (gint64)G_MAXUINT32);
  if (self->times[which] == NULL)
    self->times[which] = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_array_append_val (self->times[which], value);
}

static void
swap (guint32 *a, guint32 *b)
{
  guint32 kept = *a;
  *a = *b;
  *b = kept;
}

/* One round of Hoare's selection: parts @values between @low and @high around a middle value. */
static void
part (guint32 *values, gssize *low, gssize *high)
{
  guint32 pivot = values[*low + (*high - *low) / 2];
  while (*low <= *high)
    {
      while (values[*low] < pivot)
        (*low)++;
      while (values[*high] > pivot)
        (*high)--;
      if (*low <= *high)
        swap (&values[(*low)++], &values[(*high)--]);
    }
}

/**
 * zb_figure_rank:
 * @values: values, which are put into another order
 * @n: how many, at least one
 * @percent: 1 to 100
 *
 * The nearest-rank definition of a percentile: no value in between is made up.
 *
 * Returns: the value at place ⌈@percent · @n / 100⌉ of those in rising order
 */
gint64
zb_figure_rank (guint32 *values, guint n, guint percent)
{
  gssize place = (gssize)(((guint64)n * percent + 99) / 100) - 1;
  gssize low = 0, high = (gssize)n - 1;
  while (low < high)
    {
      gssize up = low, down = high;
      part (values, &up, &down);
      if (place <= down)
        high = down;
      else if (place >= up)
        low = up;
      else
        break;
    }
  return values[place];
}

static gint64
get_divisor (const ZbFigureSums *self, const Rule *rule)
{
  gint64 sum = 0;
  for (guint i = 0; rule->over[i] != -1; i++)
    sum += self->counts[rule->over[i]];
  return sum;
}

static void
write_time (ZbFigureSums *self, const Rule *rule, yyjson_mut_doc *doc, yyjson_mut_val *values)
{
  GArray *times = self->times[rule->time];
  if (times != NULL && times->len > 0)
    yyjson_mut_obj_add_sint (doc, values, rule->id,
                             zb_figure_rank ((guint32 *)(gpointer)times->data, times->len, rule->percent));
  else
    yyjson_mut_obj_add_null (doc, values, rule->id);
}

static void
write_figure (ZbFigureSums *self, const Rule *rule, yyjson_mut_doc *doc, yyjson_mut_val *values)
{
  gint64 divisor = get_divisor (self, rule);
  if (rule->time >= 0)
    write_time (self, rule, doc, values);
  else if (rule->over[0] == -1)
    yyjson_mut_obj_add_sint (doc, values, rule->id, self->counts[rule->sum]);
  else if (divisor > 0)
    yyjson_mut_obj_add_real (doc, values, rule->id, (double)self->counts[rule->sum] / (double)divisor);
  else
    yyjson_mut_obj_add_null (doc, values, rule->id);
}

static const Rule *
find_rule (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (g_str_equal (rules[i].id, id))
      return &rules[i];
  return NULL;
}

/* Those of the definitions that have one, in their order; looked for once. */
static const Rule **
get_rules (void)
{
  static const Rule **ordered;
  if (g_once_init_enter_pointer (&ordered))
    {
      guint n;
      const ZbFigure *figures = zb_figures_get (&n);
      const Rule **found = g_new0 (const Rule *, n);
      for (guint i = 0; i < n; i++)
        found[i] = find_rule (figures[i].id);
      g_once_init_leave_pointer (&ordered, found);
    }
  return ordered;
}

/**
 * zb_figure_sums_write:
 * @self: sums
 * @doc: where it is written
 * @found: of which place of an answer
 * @by: #ZbFigureBy bits of the grouping; 0 for a total
 *
 * Returns: the figures by their ids
 */
yyjson_mut_val *
zb_figure_sums_write (ZbFigureSums *self, yyjson_mut_doc *doc, ZbFigureFound found, guint by)
{
  guint n;
  const ZbFigure *figures = zb_figures_get (&n);
  const Rule **ordered = get_rules ();
  yyjson_mut_val *values = yyjson_mut_obj (doc);
  for (guint i = 0; i < n; i++)
    if ((figures[i].found & found) != 0 && (by & ~figures[i].by) == 0 && ordered[i] != NULL)
      write_figure (self, ordered[i], doc, values);
  return values;
}
