/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-figures-page-private.h"

#include "zb-age-label.h"
#include "zb-alert-kind.h"
#include "zb-area.h"
#include "zb-figure-card.h"
#include "zb-figure-period.h"
#include "zb-figure-words.h"
#include "zb-now.h"
#include "zb-stale-mark.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * ZbFiguresPage:
 *
 * Figures of a period, as the platform works them out of its log: none is computed here.
 *
 *   choices ─▶ question ─▶ platform ─▶ #ZbFigureReport ─▶ cards, chart, tables, files, paper
 *
 * A question is asked when it has changed and the page is seen. Live and drill are never on the page
 * together: what was answered for the one goes when the other is asked for.
 */
typedef enum
{
  PROP_WORLD = 1,
  PROP_QUERY,
  PROP_ACCOUNT,
  PROP_CONNECTED,
  PROP_SUMMARY,
  PROP_CONTEXT,
  PROP_TROUBLE,
  PROP_ASKING,
  PROP_DRILL,
  PROP_CHOSEN,
  PROP_DATA_AS_OF,
} ZbFiguresPageProperty;

static GParamSpec *properties[PROP_DATA_AS_OF + 1];

G_DEFINE_FINAL_TYPE (ZbFiguresPage, zb_figures_page, ZB_TYPE_PAGE)

#define NOTIFY(self, property) g_object_notify_by_pspec (G_OBJECT (self), properties[property])
#define MOST_DAYS 366

/* --- the question ------------------------------------------------------------------------------- */

static ZbFigurePeriod
get_period (ZbFiguresPage *self)
{
  /* While the template is made and taken apart there is no choice. */
  return self->period_choice ? (ZbFigurePeriod)gtk_drop_down_get_selected (self->period_choice)
                             : ZB_PERIOD_LAST_7_DAYS;
}

static char *
format_day (GtkCalendar *calendar)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (calendar);

  return g_date_time_format (day, "%F");
}

static void
read_period (ZbFiguresPage *self)
{
  g_autoptr (GDateTime) now = zb_now_local ();

  g_clear_pointer (&self->from, g_free);
  g_clear_pointer (&self->to, g_free);
  if (zb_figure_period_find_days (get_period (self), now, &self->from, &self->to))
    return;
  self->from = format_day (self->from_calendar);
  self->to = format_day (self->to_calendar);
}

/* The first of both choices is "not at all"; the others are in the order of #zb_figure_bys. */
static void
read_groups (ZbFiguresPage *self)
{
  const guint by = gtk_drop_down_get_selected (self->by_choice);
  const guint then = gtk_drop_down_get_selected (self->then_choice);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 1; i <= ZB_N_FIGURE_BYS; i++)
    if (i == by || i == then)
      g_string_append_printf (names, "%s%s", names->len ? "," : "", zb_figure_bys[i - 1]);
  g_set_str (&self->by, names->len ? names->str : NULL);
}

static void
read_filters (ZbFiguresPage *self)
{
  const guint area = gtk_drop_down_get_selected (self->area_choice);
  const guint kind = gtk_drop_down_get_selected (self->kind_choice);
  guint n_kinds;
  const ZbAlertKind *kinds = zb_alert_kinds (&n_kinds);

  g_set_str (&self->subdistrict, area < self->area_ids->len ? self->area_ids->pdata[area] : NULL);
  self->kind = kind > 0 && kind <= n_kinds ? kinds[kind - 1].nick : NULL;
  /* Of two buttons in a group the one that goes off says so first. */
  self->mode = gtk_toggle_button_get_active (self->live_button) ? ZB_MODE_LIVE : ZB_MODE_DRILL;
}

static char *
read_question (ZbFiguresPage *self)
{
  read_period (self);
  read_groups (self);
  read_filters (self);
  return g_strdup_printf ("%s %s %s %s %s %d", self->from, self->to, self->by ? self->by : "-",
                          self->subdistrict ? self->subdistrict : "-", self->kind ? self->kind : "-",
                          (int)self->mode);
}

static const char *
find_fault (ZbFiguresPage *self)
{
  GDate from, to;

  g_date_clear (&from, 1);
  g_date_clear (&to, 1);
  g_date_set_parse (&from, self->from);
  g_date_set_parse (&to, self->to);
  if (!self->query || !self->connected)
    return _ ("There is no line to the platform. The figures are asked for when it is back.");
  if (g_date_valid (&from) && g_date_valid (&to) && g_date_days_between (&from, &to) < 0)
    return _ ("The first day is after the last one. Choose the days again.");
  if (g_date_valid (&from) && g_date_valid (&to) && g_date_days_between (&from, &to) >= MOST_DAYS)
    return _ ("A period has 366 days at the most. Choose a shorter one.");
  return NULL;
}

/* --- what is shown ---------------------------------------------------------------------------- */

static void
show_state (ZbFiguresPage *self, gboolean asking, const char *trouble)
{
  self->asking = asking;
  g_set_str (&self->trouble, trouble);
  gtk_stack_set_visible_child_name (self->stack, self->report ? "report" : asking ? "asking" : "nothing");
  NOTIFY (self, PROP_ASKING);
  NOTIFY (self, PROP_TROUBLE);
}

static char *
describe_groups (guint by)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;
  g_autofree char *joined = NULL;

  for (guint i = 0; i < ZB_N_FIGURE_BYS; i++)
    if (by & (1u << i))
      g_strv_builder_add (names, zb_figure_words_by (1u << i));
  all = g_strv_builder_end (names);
  joined = g_strjoinv (C_ ("list", ", "), all);
  return *joined ? g_strdup_printf (_ ("by %s"), joined) : g_strdup (_ ("not grouped"));
}

static void
describe (ZbFiguresPage *self)
{
  g_autofree char *groups = self->report ? describe_groups (self->report->by) : NULL;

  g_free (self->summary);
  g_free (self->context);
  self->summary = self->report
                      ? g_strdup_printf ("%s · %s · %s", self->report->period, self->report->scope, groups)
                      : NULL;
  self->context = self->report ? g_strdup_printf (_ ("Period: %s\nComputed from the log as of %s"),
                                                  self->report->period, self->report->as_of)
                               : NULL;
  NOTIFY (self, PROP_SUMMARY);
  NOTIFY (self, PROP_CONTEXT);
  NOTIFY (self, PROP_DRILL);
  NOTIFY (self, PROP_DATA_AS_OF);
}

static void
show_tables (ZbFiguresPage *self)
{
  ZbFigureTable *const tables[] = { self->groups,  self->steps, self->algorithms,
                                    self->devices, self->units, self->online };
  static const char *const names[] = { "groups", "steps", "algorithms", "devices", "units", "online" };

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    zb_figure_table_show (
        tables[i], self->report ? zb_figure_report_get_sheet (self->report, names[i]) : NULL, self->context);
  gtk_widget_set_visible (GTK_WIDGET (self->groups), self->report && self->report->by);
}

static void
take_report (ZbFiguresPage *self, ZbFigureReport *report)
{
  if (!g_set_object (&self->report, report))
    return;
  describe (self);
  for (GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self->cards)); card;
       card = gtk_widget_get_next_sibling (card))
    zb_figure_card_show (ZB_FIGURE_CARD (card), report);
  show_tables (self);
  zb_figures_page_fill_chart_choices (self);
  zb_figures_page_enable_exports (self, report != NULL);
  if (report && report->mode == ZB_MODE_DRILL)
    gtk_widget_add_css_class (self->content, "drill");
  else
    gtk_widget_remove_css_class (self->content, "drill");
}

/* --- asking ------------------------------------------------------------------------------------- */

static void
take_answer (ZbFiguresPage *self, ZbAnswer *answer)
{
  const ZbFigureQuestion question = { self->from,        self->to,   self->by,
                                      self->subdistrict, self->kind, self->mode };
  g_autoptr (ZbFigures) figures = g_list_model_get_item (zb_answer_get_items (answer), 0);
  g_autoptr (ZbFigureReport) report = figures ? zb_figure_report_new (&question, figures) : NULL;

  take_report (self, report);
  show_state (self, FALSE, report ? NULL : _ ("The platform did not say why."));
}

static void
on_answer (ZbAnswer *answer, GParamSpec *pspec, ZbFiguresPage *self)
{
  const ZbAnswerState state = zb_answer_get_state (answer);

  /* An answer to an older question comes too late. */
  if (answer != self->answer || state == ZB_ANSWER_PENDING)
    return;
  if (state == ZB_ANSWER_READY)
    take_answer (self, answer);
  else
    {
      g_autofree char *words = g_strdup_printf (_ ("The figures did not come: %s"),
                                                zb_words_problem (zb_answer_get_problem (answer)));
      show_state (self, FALSE, words);
    }
  g_signal_handlers_disconnect_by_func (answer, on_answer, self);
  g_clear_object (&self->answer);
}

static void
forget_answer (ZbFiguresPage *self)
{
  if (self->answer)
    g_signal_handlers_disconnect_by_func (self->answer, on_answer, self);
  g_clear_object (&self->answer);
}

static void
send_question (ZbFiguresPage *self)
{
  const ZbFigureQuestion question = { self->from,        self->to,   self->by,
                                      self->subdistrict, self->kind, self->mode };
  g_autoptr (ZbAnswer) answer = zb_query_figures (self->query, &question);

  self->answer = g_object_ref (answer);
  g_signal_connect_object (answer, "notify::state", G_CALLBACK (on_answer), self, G_CONNECT_DEFAULT);
  show_state (self, TRUE, NULL);
  on_answer (answer, NULL, self);
}

static void
ask (ZbFiguresPage *self, gboolean again)
{
  g_autofree char *question = NULL;
  const char *fault;

  if (self->filling || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  question = read_question (self);
  if (!again && g_strcmp0 (question, self->asked) == 0)
    return;
  forget_answer (self);
  if (self->report && self->report->mode != self->mode)
    take_report (self, NULL);
  fault = find_fault (self);
  g_set_str (&self->asked, fault ? NULL : question);
  if (fault)
    show_state (self, FALSE, fault);
  else
    send_question (self);
}

static void
on_choice (ZbFiguresPage *self)
{
  if (self->filling)
    return;
  NOTIFY (self, PROP_CHOSEN);
  ask (self, FALSE);
}

static void
refresh (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ask (ZB_FIGURES_PAGE (widget), TRUE);
}

static void
on_day (ZbFiguresPage *self)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (self->filling)
    return;
  from = format_day (self->from_calendar);
  to = format_day (self->to_calendar);
  gtk_menu_button_set_label (self->from_button, from);
  gtk_menu_button_set_label (self->to_button, to);
  ask (self, FALSE);
}

static void
on_chart_choice (ZbFiguresPage *self)
{
  if (!self->filling)
    zb_figures_page_fill_chart_choices (self);
}

static void
on_compared_choice (ZbFiguresPage *self)
{
  if (!self->filling)
    zb_figures_page_show_chart (self);
}

/* --- choices ------------------------------------------------------------------------------------ */

static void
set_names (GtkDropDown *choice, GtkStringList *names, guint selected)
{
  gtk_drop_down_set_model (choice, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (choice, selected);
  g_object_unref (names);
}

static void
fill_periods (ZbFiguresPage *self)
{
  GtkStringList *names = gtk_string_list_new (NULL);

  for (int i = 0; i < ZB_N_PERIODS; i++)
    gtk_string_list_append (names, zb_figure_period_get_title ((ZbFigurePeriod)i));
  set_names (self->period_choice, names, ZB_PERIOD_LAST_7_DAYS);
}

static void
fill_groups (GtkDropDown *choice, const char *none, guint selected)
{
  GtkStringList *names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, none);
  for (guint i = 0; i < ZB_N_FIGURE_BYS; i++)
    {
      g_autofree char *name = g_strdup_printf (_ ("By %s"), zb_figure_words_by (1u << i));
      gtk_string_list_append (names, name);
    }
  set_names (choice, names, selected);
}

static void
fill_kinds (ZbFiguresPage *self)
{
  GtkStringList *names = gtk_string_list_new (NULL);
  guint n_kinds;
  const ZbAlertKind *kinds = zb_alert_kinds (&n_kinds);

  gtk_string_list_append (names, _ ("All kinds"));
  for (guint i = 0; i < n_kinds; i++)
    gtk_string_list_append (names, _ (kinds[i].label));
  set_names (self->kind_choice, names, 0);
}

/* The list of subdistricts may come after somebody has chosen: what was chosen stays. */
static void
fill_areas (ZbFiguresPage *self)
{
  ZbStore *store = self->world ? zb_world_get_store (self->world, ZB_KIND_AREA) : NULL;
  GtkStringList *names = gtk_string_list_new (NULL);
  g_autofree char *chosen = g_strdup (self->subdistrict);
  guint selected = 0;

  self->filling = TRUE;
  g_ptr_array_set_size (self->area_ids, 0);
  g_ptr_array_add (self->area_ids, NULL);
  gtk_string_list_append (names, _ ("All subdistricts"));
  for (guint i = 0; store && i < zb_store_get_size (store); i++)
    {
      ZbArea *area = zb_store_get_nth (store, i);
      if (area->kind != ZB_AREA_SUBDISTRICT)
        continue;
      if (g_strcmp0 (ZB_ENTITY (area)->id, chosen) == 0)
        selected = self->area_ids->len;
      gtk_string_list_append (names, area->name);
      g_ptr_array_add (self->area_ids, g_strdup (ZB_ENTITY (area)->id));
    }
  set_names (self->area_choice, names, selected);
  self->filling = FALSE;
  ask (self, FALSE);
}

static void
fill_cards (ZbFiguresPage *self)
{
  static const char *const beside[] = { "alerts_high",    "alerts_judged",  "cases_void",
                                        "cases_overdue",  "cases_reopened", "cases_closed_of_received",
                                        "cases_returned", "accept_s_p90",   "arrive_s_p90",
                                        "close_s_p90" };
  const char *const *ids = zb_figure_report_get_cards ();

  for (int i = 0; ids[i]; i++)
    gtk_grid_attach (self->cards, zb_figure_card_new (ids[i], zb_figure_find (beside[i]) ? beside[i] : NULL),
                     i % 5, i / 5, 1, 1);
}

/* --- what the desk says ------------------------------------------------------------------------- */

static void
set_world (ZbFiguresPage *self, ZbWorld *world)
{
  if (self->world)
    g_signal_handlers_disconnect_by_func (zb_world_get_store (self->world, ZB_KIND_AREA), fill_areas, self);
  if (!g_set_object (&self->world, world))
    return;
  if (world)
    g_signal_connect_object (zb_world_get_store (world, ZB_KIND_AREA), "items-changed",
                             G_CALLBACK (fill_areas), self, G_CONNECT_SWAPPED);
  fill_areas (self);
}

/* Whoever sits down sees nothing of what another was allowed to see. */
static void
set_account (ZbFiguresPage *self, ZbAccount *account)
{
  const gboolean same =
      account && self->account && g_strcmp0 (ZB_ENTITY (account)->id, ZB_ENTITY (self->account)->id) == 0;

  g_set_object (&self->account, account);
  if (same)
    return;
  forget_answer (self);
  take_report (self, NULL);
  ask (self, TRUE);
}

static void
set_connected (ZbFiguresPage *self, gboolean connected)
{
  self->connected = connected;
  NOTIFY (self, PROP_CONNECTED);
  ask (self, !connected || self->trouble);
}

static void
zb_figures_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (zb_figures_page_parent_class)->map (widget);
  ask (ZB_FIGURES_PAGE (widget), FALSE);
}

/* --- GObject ------------------------------------------------------------------------------------ */

static void
zb_figures_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbFiguresPage *self = ZB_FIGURES_PAGE (object);

  switch ((ZbFiguresPageProperty)id)
    {
    case PROP_WORLD:
      g_value_set_object (value, self->world);
      break;
    case PROP_QUERY:
      g_value_set_object (value, self->query);
      break;
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;
    case PROP_CONNECTED:
      g_value_set_boolean (value, self->connected);
      break;
    case PROP_SUMMARY:
      g_value_set_string (value, self->summary);
      break;
    case PROP_CONTEXT:
      g_value_set_string (value, self->context);
      break;
    case PROP_TROUBLE:
      g_value_set_string (value, self->trouble);
      break;
    case PROP_ASKING:
      g_value_set_boolean (value, self->asking);
      break;
    case PROP_DRILL:
      g_value_set_boolean (value, self->report && self->report->mode == ZB_MODE_DRILL);
      break;
    case PROP_CHOSEN:
      g_value_set_boolean (value, get_period (self) == ZB_PERIOD_CHOSEN);
      break;
    case PROP_DATA_AS_OF:
      g_value_set_int64 (value, self->report ? self->report->figures->as_of : 0);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_figures_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbFiguresPage *self = ZB_FIGURES_PAGE (object);

  switch (id)
    {
    case PROP_WORLD:
      set_world (self, g_value_get_object (value));
      break;
    case PROP_QUERY:
      g_set_object (&self->query, g_value_get_object (value));
      ask (self, self->trouble != NULL);
      break;
    case PROP_ACCOUNT:
      set_account (self, g_value_get_object (value));
      break;
    case PROP_CONNECTED:
      set_connected (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_figures_page_dispose (GObject *object)
{
  ZbFiguresPage *self = ZB_FIGURES_PAGE (object);

  self->filling = TRUE;
  forget_answer (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_FIGURES_PAGE);
  g_clear_object (&self->world);
  g_clear_object (&self->query);
  g_clear_object (&self->account);
  g_clear_object (&self->report);
  G_OBJECT_CLASS (zb_figures_page_parent_class)->dispose (object);
}

static void
zb_figures_page_finalize (GObject *object)
{
  ZbFiguresPage *self = ZB_FIGURES_PAGE (object);

  g_ptr_array_unref (self->area_ids);
  g_ptr_array_unref (self->compared);
  g_free (self->asked);
  g_free (self->from);
  g_free (self->to);
  g_free (self->by);
  g_free (self->subdistrict);
  g_free (self->summary);
  g_free (self->context);
  g_free (self->trouble);
  G_OBJECT_CLASS (zb_figures_page_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *klass)
{
  const GParamFlags told = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  properties[PROP_WORLD] = g_param_spec_object ("world", NULL, NULL, ZB_TYPE_WORLD, told);
  properties[PROP_QUERY] = g_param_spec_object ("query", NULL, NULL, ZB_TYPE_QUERY, told);
  properties[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, ZB_TYPE_ACCOUNT, told);
  properties[PROP_CONNECTED] = g_param_spec_boolean ("connected", NULL, NULL, FALSE, told);
  properties[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, NULL, read);
  properties[PROP_CONTEXT] = g_param_spec_string ("context", NULL, NULL, NULL, read);
  properties[PROP_TROUBLE] = g_param_spec_string ("trouble", NULL, NULL, NULL, read);
  properties[PROP_ASKING] = g_param_spec_boolean ("asking", NULL, NULL, FALSE, read);
  properties[PROP_DRILL] = g_param_spec_boolean ("drill", NULL, NULL, FALSE, read);
  properties[PROP_CHOSEN] = g_param_spec_boolean ("chosen", NULL, NULL, FALSE, read);
  properties[PROP_DATA_AS_OF] = g_param_spec_int64 ("data-as-of", NULL, NULL, 0, G_MAXINT64, 0, read);
  g_object_class_install_properties (klass, G_N_ELEMENTS (properties), properties);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ZbFiguresPage, name)
  CHILD (live_button);
  CHILD (drill_button);
  CHILD (period_choice);
  CHILD (by_choice);
  CHILD (then_choice);
  CHILD (area_choice);
  CHILD (kind_choice);
  CHILD (figure_choice);
  CHILD (compared_choice);
  CHILD (from_button);
  CHILD (to_button);
  CHILD (from_calendar);
  CHILD (to_calendar);
  CHILD (stack);
  CHILD (cards);
  CHILD (content);
  CHILD (chart_part);
  CHILD (chart_note);
  CHILD (chart);
  CHILD (chart_definition);
  CHILD (groups);
  CHILD (steps);
  CHILD (algorithms);
  CHILD (devices);
  CHILD (units);
  CHILD (online);
#undef CHILD
}

static void
zb_figures_page_class_init (ZbFiguresPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = zb_figures_page_get_property;
  object_class->set_property = zb_figures_page_set_property;
  object_class->dispose = zb_figures_page_dispose;
  object_class->finalize = zb_figures_page_finalize;
  widget_class->map = zb_figures_page_map;
  install_properties (object_class);
  g_type_ensure (ZB_TYPE_AGE_LABEL);
  g_type_ensure (ZB_TYPE_CHART);
  g_type_ensure (ZB_TYPE_DEFINITION_BUTTON);
  g_type_ensure (ZB_TYPE_FIGURE_TABLE);
  g_type_ensure (ZB_TYPE_STALE_MARK);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/figures/figures-page.ui");
  zb_words_bind (widget_class);
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_choice);
  gtk_widget_class_bind_template_callback (widget_class, on_day);
  gtk_widget_class_bind_template_callback (widget_class, on_chart_choice);
  gtk_widget_class_bind_template_callback (widget_class, on_compared_choice);
  gtk_widget_class_install_action (widget_class, "figures.refresh", NULL, refresh);
  zb_figures_page_install_exports (widget_class);
}

static void
zb_figures_page_init (ZbFiguresPage *self)
{
  self->filling = TRUE;
  self->area_ids = g_ptr_array_new_with_free_func (g_free);
  self->compared = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_periods (self);
  fill_groups (self->by_choice, _ ("Not grouped"), 1);
  fill_groups (self->then_choice, _ ("and no further"), 0);
  fill_kinds (self);
  fill_areas (self);
  fill_cards (self);
  on_day (self);
  show_tables (self);
  zb_figures_page_enable_exports (self, FALSE);
}
