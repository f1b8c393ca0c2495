/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of entities and single ones. Bodies are stored as they are answered, so a list is put
 * together from them without reading any; only what holds personal data is masked for its reader. */
#include "zb-routes.h"

#include "zb-json.h"
#include "zb-lately.h"
#include "zb-masking.h"
#include "zb-platform.h"
#include "zb-time.h"
#include "zb-views.h"

#define LIMIT 500
#define MAX_LIMIT 5000
/* Of what is over, a list shows what has changed since then. */
#define SHOWN_FOR G_TIME_SPAN_DAY

/* One page on its way. */
typedef struct
{
  ZbTransaction *tx;
  ZbKind kind;
  ZbView *view;
  gint64 after;
  gint64 limit;
  gint64 since;
  GString *text;
  gint64 n;
  gboolean more;
} Page;

static void
append_body (Page *page, const char *body)
{
  ZbAccount *account = page->tx->call->account;
  gboolean personal = zb_masking_is_needed (page->kind, body, account);
  g_autofree char *masked = personal ? zb_mask_body (page->kind, body, account) : NULL;
  /* What cannot be read cannot be masked, and is not shown. */
  if (personal && masked == NULL)
    return;
  if (page->n > 0)
    g_string_append_c (page->text, ',');
  g_string_append (page->text, masked != NULL ? masked : body);
  page->n++;
}

static void
take_row (Page *page, ZbStatement *row)
{
  const char *const *areas = (const char *const *)page->tx->call->account->areas;
  if (!zb_areas_contain (page->tx->areas, areas, zb_statement_get_text (row, 1)))
    return;
  page->more = page->n == page->limit;
  if (page->more)
    return;
  append_body (page, zb_statement_get_text (row, 2));
  page->after = zb_statement_get_int64 (row, 0);
}

static gboolean
read_page (Page *page, GError **error)
{
  g_autofree char *query = zb_lately_list (page->kind, "rid, area, body");
  g_autoptr (ZbStatement) rows =
      zb_connection_query (page->view->connection, error, query, "ii", page->after, page->since);
  if (rows == NULL)
    return FALSE;
  ZbStepOutcome step = ZB_STEP_DONE;
  while (!page->more && (step = zb_statement_step (rows, error)) == ZB_STEP_ROW)
    take_row (page, rows);
  return step != ZB_STEP_FAILED;
}

static void
answer_page (Page *page, ZbResponse *response)
{
  if (page->more)
    g_string_append_printf (page->text, "],\"next\":\"%s-%" G_GINT64_FORMAT "\"}", page->view->token,
                            page->after);
  else
    g_string_append (page->text, "],\"next\":null}");
  g_autofree char *seq = g_strdup_printf ("%" G_GINT64_FORMAT, page->view->seq);
  zb_response_set_header (response, "Feed-Seq", seq);
  zb_response_take_text (response, 200, g_string_free_and_steal (g_steal_pointer (&page->text)));
}

/* "<view>-<row>" */
static ZbView *
find_view (ZbViews *views, const char *cursor, const char *owner, gint64 *after)
{
  const char *dash = strchr (cursor, '-');
  if (dash == NULL || !g_ascii_string_to_signed (dash + 1, 10, 0, G_MAXINT64, after, NULL))
    return NULL;
  g_autofree char *token = g_strndup (cursor, (gsize)(dash - cursor));
  return zb_views_take (views, token, owner);
}

static gint64
read_since (ZbCall *call, ZbKind kind)
{
  const char *text = zb_call_query (call, "since");
  gint64 since = call->now - SHOWN_FOR;
  if (text != NULL && !zb_time_parse (text, &since))
    zb_call_refuse_field (call, "", "the query's since must be a time of RFC 3339");
  else if (zb_lately_bounds (kind) && since < call->now - ZB_LATELY_LONGEST)
    zb_call_refuse_field (call, "", "the query's since must lie within the last 30 days");
  return since;
}

static gboolean
list (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  ZbViews *views = zb_platform_get_views (tx->platform);
  const char *cursor = zb_call_query (call, "after");
  const char *owner = ZB_ENTITY (call->account)->id;
  Page page = { .tx = tx, .kind = zb_kind_from_plural (call->path + 1) };
  page.since = read_since (call, page.kind);
  page.limit = zb_call_query_integer (call, "limit", LIMIT, 1, MAX_LIMIT);
  if (!zb_call_is_good (call, response))
    return FALSE;
  page.view = cursor != NULL ? find_view (views, cursor, owner, &page.after)
                             : zb_views_open (views, owner, &tx->error);
  if (page.view == NULL)
    {
      zb_call_refuse_field (call, "", "the query's after is not known, or too old; begin the list again");
      return zb_call_is_good (call, response);
    }
  page.text = g_string_new ("{\"items\":[");
  if (read_page (&page, &tx->error))
    answer_page (&page, response);
  else
    g_string_free (page.text, TRUE);
  if (page.more && tx->error == NULL)
    zb_views_keep (views, page.view);
  else
    zb_views_end (views, page.view);
  return tx->error == NULL;
}

static gboolean
get (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  g_auto (GStrv) parts = g_strsplit (call->path, "/", 3);
  gpointer entity = zb_transaction_load (tx, zb_kind_from_plural (parts[1]), call->id);
  return entity != NULL ? zb_response_entity (response, call, 200, entity) : zb_response_not_there (response);
}

/* Opening personal data that does not concern one asks for a reason, and is written down. */
static gboolean
unmask (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  const char *reason = zb_call_text (call, "reason", ZB_NEEDED, 500);
  if (!zb_call_is_good (call, response))
    return FALSE;
  g_auto (GStrv) parts = g_strsplit (call->path, "/", 3);
  ZbKind kind = zb_kind_from_plural (parts[1]);
  gpointer entity = zb_transaction_load (tx, kind, call->id);
  if (entity == NULL)
    return zb_response_not_there (response);
  zb_transaction_audit (tx, kind == ZB_KIND_ALERT ? "alert.unmask" : "case.unmask", entity, reason);
  zb_response_tag (response, ZB_ENTITY (entity)->revision);
  return zb_response_take_text (response, 200, zb_json_write_record_text (entity, ZB_JSON_WRITE_ALL, NULL));
}

#define LIST(plural)                                                                                         \
  { "GET", "/" plural, ZB_MAY_ANY, ZB_ROUTE_READ, list },                                                    \
  {                                                                                                          \
    "GET", "/" plural "/{id}", ZB_MAY_ANY, ZB_ROUTE_READ, get                                                \
  }

const ZbRoute zb_list_routes[] = {
  LIST ("areas"),
  LIST ("organisations"),
  LIST ("devices"),
  LIST ("units"),
  LIST ("algorithms"),
  LIST ("alerts"),
  LIST ("cases"),
  LIST ("assignments"),
  LIST ("plans"),
  LIST ("walls"),
  LIST ("zones"),
  LIST ("drills"),
  { "POST", "/alerts/{id}/unmask", ZB_MAY_DESK, ZB_ROUTE_WRITE | ZB_ROUTE_BODY, unmask },
  { "POST", "/cases/{id}/unmask", ZB_MAY_DESK | ZB_MAY (HANDLER) | ZB_MAY (CHECKER),
    ZB_ROUTE_WRITE | ZB_ROUTE_BODY, unmask },
  { 0 },
};
