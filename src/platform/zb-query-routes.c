/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked rather than pushed: units for a case, search, the audit. */
#include "zb-alert-deed.h"
#include "zb-audit-entry.h"
#include "zb-audit.h"
#include "zb-case-commands.h"
#include "zb-drill-sight.h"
#include "zb-json.h"
#include "zb-recommendations.h"
#include "zb-routes.h"
#include "zb-entity-search.h"
#include "zb-time.h"

static gboolean
recommend (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  ZbCase *of = zb_transaction_load (tx, ZB_KIND_CASE, call->id);
  g_autoptr (GPtrArray) units = zb_recommendations_new (tx, of);
  return zb_response_items (response, units);
}

static gboolean
list_checkers (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  ZbCase *of = zb_transaction_load (tx, ZB_KIND_CASE, call->id);
  g_autoptr (GPtrArray) checkers = zb_case_list_checkers (tx, of);
  return zb_response_items (response, checkers);
}

static gboolean
search (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  const char *text = zb_call_query (call, "q");
  gint64 limit = zb_call_query_integer (call, "limit", 20, 1, 100);
  if (!text || !*text)
    zb_call_refuse_field (call, "", "the query's q says what to look for");
  else if (g_utf8_strlen (text, -1) > 100)
    zb_call_refuse_field (call, "", "the query's q is too long");
  if (!zb_call_is_good (call, response))
    return FALSE;
  g_autoptr (GPtrArray) hits = zb_search_new (tx, text, (guint)limit);
  return zb_response_items (response, hits);
}

/* --- what has happened to an alert ------------------------------------------------------------- */

/* A sensor that chatters for days leaves many thousand lines: of these the latest are looked at, and of its
 * repeats fewer are told than of what people have done. */
#define LOOKED_AT "5000"
#define MOST_REPEATS "50"
#define MOST_DEEDS "200"

static const char history_query[] =
    "WITH latest AS (SELECT number, at, action, name, why FROM audit WHERE id = ?1 AND kind = 'alert'"
    " ORDER BY number DESC LIMIT " LOOKED_AT "),"
    " told AS (SELECT * FROM latest WHERE action <> 'alert.again' UNION ALL SELECT * FROM"
    " (SELECT * FROM latest WHERE action = 'alert.again' ORDER BY number DESC LIMIT " MOST_REPEATS "))"
    " SELECT at, action, name, why FROM told WHERE action LIKE 'alert.%' ORDER BY number DESC "
    "LIMIT " MOST_DEEDS;

static ZbAlertDeed *
read_deed (ZbStatement *row)
{
  ZbAlertDeed *deed = g_object_new (ZB_TYPE_ALERT_DEED, NULL);
  deed->at = zb_statement_get_int64 (row, 0);
  deed->what = g_strdup (zb_statement_get_text (row, 1) + strlen ("alert."));
  deed->by = g_strdup (zb_statement_get_text (row, 2));
  deed->why = g_strdup (zb_statement_get_text (row, 3));
  return deed;
}

static gboolean
list_history (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  g_autoptr (GPtrArray) deeds = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (ZbStatement) rows =
      zb_connection_query (tx->connection, &tx->error, history_query, "t", call->id);
  while (rows && zb_statement_step (rows, &tx->error) == ZB_STEP_ROW)
    g_ptr_array_add (deeds, read_deed (rows));
  return zb_response_items (response, deeds);
}

/* --- the audit ------------------------------------------------------------------------------- */

static const char *const columns[] = { "seq", "at",     "actor", "actor_name", "action", "kind",
                                       "id",  "origin", "why",   "previous",   "hash",   "area" };

static void
add_column (yyjson_mut_doc *doc, yyjson_mut_val *item, ZbStatement *row, int column)
{
  const char *name = columns[column];
  char time[ZB_TIME_LENGTH + 1];
  if (column == 0)
    yyjson_mut_obj_add_sint (doc, item, name, zb_statement_get_int64 (row, column));
  else if (column == 1)
    {
      zb_time_format (zb_statement_get_int64 (row, column), time);
      yyjson_mut_obj_add_strcpy (doc, item, name, time);
    }
  else if (zb_statement_is_null (row, column))
    yyjson_mut_obj_add_null (doc, item, name);
  else
    yyjson_mut_obj_add_strcpy (doc, item, name, zb_statement_get_text (row, column));
}

static void
add_next (yyjson_mut_doc *doc, yyjson_mut_val *root, gboolean more, gint64 seq)
{
  g_autofree char *next = g_strdup_printf ("%" G_GINT64_FORMAT, seq);
  if (more)
    yyjson_mut_obj_add_strcpy (doc, root, "next", next);
  else
    yyjson_mut_obj_add_null (doc, root, "next");
}

static gboolean
is_mine (ZbTransaction *tx, ZbStatement *row)
{
  const char *area = zb_statement_get_text (row, G_N_ELEMENTS (columns) - 1);
  /* What was done in a drill is audited like anything else. */
  return zb_drill_is_sight (area) ||
         zb_areas_contain (tx->areas, (const char *const *)tx->call->account->areas, area);
}

/* Whose rows are asked for: `case/<id>`, or an id alone. */
typedef struct
{
  ZbKind kind;
  const char *id;
} Subject;

static Subject
read_subject (ZbCall *call)
{
  const char *subject = zb_call_query (call, "subject"), *slash = subject ? strchr (subject, '/') : NULL;
  if (!subject)
    return (Subject){ ZB_KIND_NONE, zb_call_query (call, "id") };
  g_autofree char *kind = slash ? g_strndup (subject, (gsize)(slash - subject)) : NULL;
  int found = slash ? zb_choices_parse (&zb_kinds, kind) : -1;
  if (found <= 0 || !slash[1])
    zb_call_refuse_field (call, "", "the query's subject is a kind and an id: case/<id>");
  return (Subject){ found > 0 ? found : ZB_KIND_NONE, slash ? slash + 1 : NULL };
}

/* The whole log is for those who keep it; what was done to a case, for the desk that sees the case, too. */
static ZbProblem *
refuse_to_show (ZbTransaction *tx, const Subject *subject)
{
  const int role = tx->call->account->role;
  if (role == ZB_ROLE_AUDITOR || role == ZB_ROLE_ADMINISTRATOR)
    return NULL;
  if (subject->kind != ZB_KIND_CASE)
    return zb_guard_forbidden ("role");
  return zb_transaction_sees (tx, ZB_KIND_CASE, subject->id) ? NULL : zb_guard_refuse ("area", NULL, NULL);
}

#define AUDIT_ROWS                                                                                           \
  "SELECT number, at, account, name, action, kind, id, address, why, previous, hash, area FROM audit"        \
  " WHERE number < ?1 "

static ZbStatement *
find_rows (ZbTransaction *tx, const Subject *subject, gint64 before)
{
  if (!subject->id)
    return zb_connection_query (tx->connection, &tx->error, AUDIT_ROWS "ORDER BY number DESC", "i", before);
  return zb_connection_query (
      tx->connection, &tx->error, AUDIT_ROWS "AND id = ?2 AND (?3 IS NULL OR kind = ?3) ORDER BY number DESC",
      "itt", before, subject->id, subject->kind ? zb_choices_nick (&zb_kinds, subject->kind) : NULL);
}

/* Where the rows are mostly those of other areas, a page has less in it and the next one goes on from there:
 * the log is never shortened, and is not read to its beginning for one who sees little of it. */
#define ROWS_OF_PAGE 20000

/* The newest first; `after` is the number of the last row that was read. */
static gboolean
list_audit (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  gint64 limit = zb_call_query_integer (call, "limit", 200, 1, 1000), n = 0, n_rows = 0;
  gint64 before = zb_call_query_integer (call, "after", G_MAXINT64, 0, G_MAXINT64);
  const Subject subject = read_subject (call);
  gboolean more = FALSE;
  if (!zb_call_is_good (call, response))
    return FALSE;
  g_autoptr (ZbProblem) problem = refuse_to_show (tx, &subject);
  if (problem)
    return zb_response_refuse (response, problem);
  g_autoptr (ZbStatement) rows = find_rows (tx, &subject, before);
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc), *items;
  yyjson_mut_doc_set_root (doc, root);
  items = yyjson_mut_obj_add_arr (doc, root, "items");
  while (rows && !more && zb_statement_step (rows, &tx->error) == ZB_STEP_ROW)
    {
      const gboolean mine = is_mine (tx, rows);
      more = n_rows++ == ROWS_OF_PAGE || (mine && n == limit);
      if (more)
        break;
      before = zb_statement_get_int64 (rows, 0);
      if (!mine)
        continue;
      yyjson_mut_val *item = yyjson_mut_arr_add_obj (doc, items);
      for (int column = 0; column < (int)G_N_ELEMENTS (columns); column++)
        add_column (doc, item, rows, column);
      n++;
    }
  add_next (doc, root, more, before);
  return zb_response_json (response, 200, doc);
}

/* A case's rows stand among those of others, whose contents are not for everybody; whether the chain holds
 * between them is. */
static gboolean
check_audit (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  gint64 from = zb_call_query_integer (call, "from", 0, 1, G_MAXINT64);
  gint64 through = zb_call_query_integer (call, "through", 0, 1, G_MAXINT64);
  if (!from || !through || from > through)
    zb_call_refuse_field (call, "", "the query's from and through are the numbers of two rows");
  if (!zb_call_is_good (call, response))
    return FALSE;
  g_autoptr (ZbAuditSpan) span = g_object_new (ZB_TYPE_AUDIT_SPAN, NULL);
  span->from = from;
  span->broken = zb_audit_verify_span (tx->connection, from, &through, &tx->error);
  span->through = through;
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_doc_set_root (doc, zb_json_write_record (doc, span, ZB_JSON_WRITE_ALL));
  return zb_response_json (response, 200, doc);
}

#define MAY_AUDIT (ZB_MAY_DUTY | ZB_MAY (AUDITOR) | ZB_MAY (ADMINISTRATOR))

const ZbRoute zb_query_routes[] = {
  { "GET", "/cases/{id}/recommendations", ZB_MAY_ANY, ZB_ROUTE_READ, recommend },
  { "GET", "/cases/{id}/checkers", ZB_MAY (DUTY_LEADER), ZB_ROUTE_READ, list_checkers },
  { "GET", "/alerts/{id}/history", ZB_MAY_DESK | ZB_MAY (AUDITOR) | ZB_MAY (ADMINISTRATOR), ZB_ROUTE_READ,
    list_history },
  { "GET", "/search", ZB_MAY_ANY, ZB_ROUTE_READ, search },
  { "GET", "/audit", MAY_AUDIT, ZB_ROUTE_READ, list_audit },
  { "GET", "/audit/span", MAY_AUDIT, ZB_ROUTE_READ, check_audit },
  { 0 },
};
