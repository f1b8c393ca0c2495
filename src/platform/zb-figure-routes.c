/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The routes of figures. They wait for a desk of their own, so that a year that somebody asks for keeps
 * nobody's commands and lists waiting. */
#include "zb-routes.h"

#include "zb-figure-answer.h"
#include "zb-platform.h"

#define MAX_DAYS 366
#define MAX_KIND 100
/* A shift, and a week. */
#define USUAL_HOURS 8
#define MAX_HOURS (7 * 24)

static void
read_mode (ZbCall *call, ZbFigureQuestion *question)
{
  const char *text = zb_call_query (call, "mode");
  int mode = text != NULL ? zb_choices_parse (&zb_modes, text) : ZB_MODE_LIVE;
  if (mode != ZB_MODE_LIVE && mode != ZB_MODE_DRILL)
    zb_call_refuse_field (call, "", "the query's mode must be live or drill");
  question->mode = mode;
}

static void
read_period (ZbCall *call, ZbFigureQuestion *question)
{
  if (!zb_calendar_parse_day (zb_call_query (call, "from"), &question->first_day))
    zb_call_refuse_field (call, "", "the query's from must be a day, such as 2026-11-26");
  else if (!zb_calendar_parse_day (zb_call_query (call, "to"), &question->last_day))
    zb_call_refuse_field (call, "", "the query's to must be a day, such as 2026-11-26");
  else if (question->last_day < question->first_day)
    zb_call_refuse_field (call, "", "the query's to lies before its from");
  else if (question->last_day - question->first_day >= MAX_DAYS)
    zb_call_refuse_field (call, "", "the period must have no more than %d days", MAX_DAYS);
}

static void
add_by (ZbCall *call, ZbFigureQuestion *question, const char *name)
{
  for (guint i = 0; i < ZB_N_FIGURE_BYS; i++)
    if (g_str_equal (zb_figure_bys[i], name))
      {
        question->by |= 1u << i;
        return;
      }
  zb_call_refuse_field (call, "",
                        "the query's by must be some of day, shift, subdistrict, organisation and kind");
}

static void
read_by (ZbCall *call, ZbFigureQuestion *question)
{
  const char *text = zb_call_query (call, "by");
  if (text == NULL)
    return;
  g_auto (GStrv) names = g_strsplit (text, ",", ZB_N_FIGURE_BYS + 1);
  for (guint i = 0; names[i] != NULL; i++)
    add_by (call, question, names[i]);
  if (*text == '\0')
    add_by (call, question, text);
}

static void
read_filters (ZbCall *call, ZbFigureQuestion *question)
{
  question->subdistrict = g_strdup (zb_call_query (call, "subdistrict"));
  question->kind = g_strdup (zb_call_query (call, "kind"));
  if (question->kind != NULL && (*question->kind == '\0' || g_utf8_strlen (question->kind, -1) > MAX_KIND))
    zb_call_refuse_field (call, "", "the query's kind must have 1 to %d letters", MAX_KIND);
}

static ZbFigureQuestion *
make_question (ZbPlatform *platform, ZbCall *call)
{
  g_autoptr (ZbAreas) areas = zb_platform_dup_areas (platform);
  return zb_figure_question_new (zb_platform_get_calendar (platform), areas, call->account->areas, call->now);
}

static void
refuse (ZbCall *call, ZbResponse *response, const GError *error)
{
  if (error->domain == ZB_FIGURE_ERROR)
    {
      zb_call_refuse_field (call, "", "%s", error->message);
      zb_call_is_good (call, response);
    }
  else if (g_error_matches (error, ZB_DATABASE_ERROR, ZB_DATABASE_ERROR_LATE))
    zb_response_later (response, 503, 30, "The figures took too long. Ask for a shorter period.");
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BUSY))
    zb_response_later (response, 503, 5, "Too many are asking for figures now.");
  else
    {
      g_warning ("%s: %s", call->path, error->message);
      zb_response_later (response, 503, 5, "The figures cannot be read now.");
    }
}

static void
answer (ZbPlatform *platform, ZbCall *call, ZbResponse *response, ZbFigureQuestion *question,
        ZbFigureWork work)
{
  g_autoptr (GError) error = NULL;
  ZbFigureDesk *desk = zb_platform_get_figures (platform);
  if (desk == NULL)
    {
      zb_figure_question_free (question);
      zb_response_later (response, 503, 5, "The platform ends.");
      return;
    }
  g_autofree char *text =
      dex_await_string (zb_figure_desk_ask (desk, work, question, zb_figure_question_free), &error);
  if (text == NULL)
    {
      refuse (call, response, error);
      return;
    }
  zb_response_take_text (response, 200, g_steal_pointer (&text));
  if (call->gzip)
    zb_response_compress (response, 2048);
}

static void
get_period (ZbPlatform *platform, ZbCall *call, ZbResponse *response)
{
  g_autoptr (ZbFigureQuestion) question = make_question (platform, call);
  read_mode (call, question);
  read_period (call, question);
  read_by (call, question);
  read_filters (call, question);
  if (zb_call_is_good (call, response))
    answer (platform, call, response, g_steal_pointer (&question), zb_figures_of_period);
}

static void
get_day (ZbPlatform *platform, ZbCall *call, ZbResponse *response)
{
  g_autoptr (ZbFigureQuestion) question = make_question (platform, call);
  read_mode (call, question);
  if (zb_call_is_good (call, response))
    answer (platform, call, response, g_steal_pointer (&question), zb_figures_of_day);
}

static void
get_density (ZbPlatform *platform, ZbCall *call, ZbResponse *response)
{
  g_autoptr (ZbFigureQuestion) question = make_question (platform, call);
  read_mode (call, question);
  question->hours = zb_call_query_integer (call, "hours", USUAL_HOURS, 1, MAX_HOURS);
  if (zb_call_is_good (call, response))
    answer (platform, call, response, g_steal_pointer (&question), zb_figures_of_density);
}

/* --- definitions ------------------------------------------------------------------------------------ */

static void
add_names (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *name, const char *const *names, guint n,
           guint bits)
{
  yyjson_mut_val *list = yyjson_mut_obj_add_arr (doc, object, name);
  for (guint i = 0; i < n; i++)
    if ((bits & (1u << i)) != 0)
      yyjson_mut_arr_add_str (doc, list, names[i]);
}

static gboolean
list_definitions (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  guint n;
  const ZbFigure *figures = zb_figures_get (&n);
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_val *items = yyjson_mut_obj_add_arr (doc, root, "items");
  for (guint i = 0; i < n; i++)
    {
      yyjson_mut_val *item = yyjson_mut_arr_add_obj (doc, items);
      yyjson_mut_obj_add_str (doc, item, "id", figures[i].id);
      yyjson_mut_obj_add_str (doc, item, "unit", zb_choices_nick (&zb_figure_units, (int)figures[i].unit));
      yyjson_mut_obj_add_str (doc, item, "title", figures[i].title);
      yyjson_mut_obj_add_str (doc, item, "formula", figures[i].formula);
      add_names (doc, item, "found", zb_figure_founds, ZB_N_FIGURE_FOUNDS, figures[i].found);
      add_names (doc, item, "by", zb_figure_bys, ZB_N_FIGURE_BYS, figures[i].by);
    }
  return zb_response_json (response, 200, doc);
}

const ZbRoute zb_figure_routes[] = {
  { "GET", "/figures", ZB_MAY_ANY, ZB_ROUTE_FLOW, .flow = get_period },
  { "GET", "/figures/day", ZB_MAY_ANY, ZB_ROUTE_FLOW, .flow = get_day },
  { "GET", "/figures/density", ZB_MAY_ANY, ZB_ROUTE_FLOW, .flow = get_density },
  { "GET", "/figures/definitions", ZB_MAY_ANY, ZB_ROUTE_READ, list_definitions },
  { 0 },
};
