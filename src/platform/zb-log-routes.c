/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The log of events, for who looks at a shift that is over. What it tells is what was told then, of what lies
 * in the caller's areas; personal data are masked for everybody, and drills are left out. */
#include "zb-routes.h"

#include "zb-drill-sight.h"
#include "zb-feed-item.h"
#include "zb-platform.h"
#include "zb-time.h"

#define LIMIT 1000
#define MAX_LIMIT 2000
#define STANDING_MOST 5000
/* A shift and what came before and after it. */
#define LONGEST G_TIME_SPAN_DAY

/* What a console shows of a shift. Health of devices would be most of it, and is shown as it is now. */
#define KINDS "kind IN ('alert', 'case', 'assignment', 'unit', 'zone')"
#define COLUMNS "seq, type, kind, id, area, area_before, of_case, version, at, body"

/* One that reads, on its way; the fiber that waits for it holds it. */
typedef struct _Reading Reading;
struct _Reading
{
  ZbPlatform *platform;
  ZbCall *call;
  ZbResponse *response;
  gint64 from;
  gint64 until; /* or the moment */
  gint64 after;
  gint64 limit;
  void (*audit) (ZbTransaction *tx, Reading *self);
  gboolean (*tell) (ZbTransaction *tx, Reading *self);
};

static gint64
read_time (ZbCall *call, const char *name)
{
  const char *text = zb_call_query (call, name);
  gint64 time = 0;
  if (text == NULL || !zb_time_parse (text, &time))
    zb_call_refuse_field (call, "", "the query's %s must be a time of RFC 3339", name);
  return time;
}

/* --- where in the log ---------------------------------------------------------------------------------- */

/* The moment of the first event from @seq on. */
static gint64
get_time_from (ZbTransaction *tx, gint64 seq)
{
  return zb_transaction_count (tx, "SELECT at FROM event WHERE seq >= ? ORDER BY seq LIMIT 1", "i", seq);
}

/* The number of the first event of that moment or later: the log is in the order of time but for a clock that
 * was set back, so that it is found without reading what lies before it. */
static gint64
find_seq (ZbTransaction *tx, gint64 at)
{
  gint64 low = zb_transaction_count (tx, "SELECT coalesce (min (seq), 0) FROM event", "");
  gint64 high = zb_transaction_count (tx, "SELECT coalesce (max (seq), 0) + 1 FROM event", "");
  while (low < high)
    {
      gint64 middle = low + (high - low) / 2;
      if (get_time_from (tx, middle) < at)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* --- what is told ------------------------------------------------------------------------------ */

static ZbFeedItem *
read_item (ZbStatement *row)
{
  ZbFeedItem *item = zb_feed_item_new ();
  item->seq = zb_statement_get_int64 (row, 0);
  item->type = g_intern_string (zb_statement_get_text (row, 1));
  item->kind = zb_choices_parse (&zb_kinds, zb_statement_get_text (row, 2));
  item->id = g_strdup (zb_statement_get_text (row, 3));
  item->version = zb_statement_get_int64 (row, 7);
  item->at = zb_statement_get_int64 (row, 8);
  item->body = g_strdup (zb_statement_get_text (row, 9));
  return item;
}

static gboolean
is_mine (ZbTransaction *tx, const char *area)
{
  return !zb_drill_is_sight (area) &&
         zb_areas_contain (tx->areas, (const char *const *)tx->call->account->areas, area);
}

/* What has left the caller's areas is gone for them, as the feed told it then. */
static void
append (ZbTransaction *tx, GString *text, ZbStatement *row)
{
  gboolean mine = is_mine (tx, zb_statement_get_text (row, 4));
  gboolean was_mine = !zb_statement_is_null (row, 5) && is_mine (tx, zb_statement_get_text (row, 5));
  if (!mine && !was_mine)
    return;
  g_autoptr (ZbFeedItem) item = read_item (row);
  if (text->str[text->len - 1] != '[')
    g_string_append_c (text, ',');
  if (mine)
    zb_feed_item_append (item, text, NULL);
  else
    zb_feed_item_append_removed (item, text);
}

/* Returns: the number of the last row that was read, 0 where there was none. */
static gint64
append_all (ZbTransaction *tx, GString *text, ZbStatement *rows, gint64 *n)
{
  gint64 last = 0;
  while (rows != NULL && zb_statement_step (rows, &tx->error) == ZB_STEP_ROW)
    {
      append (tx, text, rows);
      last = zb_statement_get_int64 (rows, 0);
      ++*n;
    }
  return last;
}

/* --- who has read it ------------------------------------------------------------------------------------ */

/* How far back is looked for the row of a period that is read page by page; beyond, there is another. */
#define AUDITED_WITHIN "5000"

static const char last_read_query[] =
    "SELECT count(*) FROM (SELECT why FROM audit WHERE number > (SELECT max(number) FROM audit) "
    "- " AUDITED_WITHIN
    " AND action = 'log.read' AND account = ? ORDER BY number DESC LIMIT 1) WHERE why = ?";

/* Once for the period, not for each page of it: that is what the account's last row tells of, whatever page
 * is asked for. */
static void
audit_period (ZbTransaction *tx, Reading *self)
{
  char begin[ZB_TIME_LENGTH + 1], end[ZB_TIME_LENGTH + 1];
  zb_time_format (self->from, begin);
  zb_time_format (self->until, end);
  g_autofree char *period = g_strjoin (" ", begin, end, NULL);
  if (self->after == 0 ||
      zb_transaction_count (tx, last_read_query, "tt", ZB_ENTITY (tx->call->account)->id, period) == 0)
    zb_transaction_audit (tx, "log.read", NULL, period);
}

static void
audit_moment (ZbTransaction *tx, Reading *self)
{
  char moment[ZB_TIME_LENGTH + 1];
  zb_time_format (self->until, moment);
  zb_transaction_audit (tx, "log.state", NULL, moment);
}

static gboolean
check_period (ZbCall *call, ZbResponse *response, gint64 from, gint64 until)
{
  if (from != 0 && until != 0 && (until <= from || until - from > LONGEST))
    zb_call_refuse_field (call, "", "the query's until must come after from, by a day at the most");
  return zb_call_is_good (call, response);
}

static gboolean
tell_period (ZbTransaction *tx, Reading *self)
{
  gint64 n = 0;
  /* A page goes on from the one before, and never leads out of the period. */
  gint64 after = self->after < G_MAXINT64 ? self->after + 1 : self->after;
  gint64 first = MAX (after, find_seq (tx, self->from)), end = find_seq (tx, self->until);
  g_autoptr (GString) text = g_string_new ("{\"items\":[");
  g_autoptr (ZbStatement) rows =
      tx->error != NULL
          ? NULL
          : zb_connection_query (tx->connection, &tx->error,
                                 "SELECT " COLUMNS " FROM event WHERE seq >= ? AND seq < ? AND " KINDS
                                 " ORDER BY seq LIMIT ?",
                                 "iii", first, end, self->limit);
  gint64 last = append_all (tx, text, rows, &n);
  if (n == self->limit)
    g_string_append_printf (text, "],\"next\":\"%" G_GINT64_FORMAT "\"}", last);
  else
    g_string_append (text, "],\"next\":null}");
  return zb_response_take_text (self->response, 200, g_string_free_and_steal (g_steal_pointer (&text)));
}

/* How things stood: the last word on each before that moment, of what was not over. */
static gboolean
tell_state (ZbTransaction *tx, Reading *self)
{
  gint64 n = 0;
  g_autoptr (GString) text = g_string_new ("{\"items\":[");
  gint64 before = find_seq (tx, self->until);
  g_autoptr (ZbStatement) rows =
      tx->error != NULL
          ? NULL
          : zb_connection_query (
                tx->connection, &tx->error,
                "SELECT " COLUMNS
                " FROM event WHERE seq IN (SELECT max (seq) FROM event WHERE seq < ? AND " KINDS
                " GROUP BY kind, id) AND body IS NOT NULL AND coalesce (body ->> '$.state',"
                " body ->> '$.step', '') NOT IN ('closed', 'void', 'done', 'declined', 'handed_back',"
                " 'cancelled') ORDER BY seq DESC LIMIT ?",
                "ii", before, (gint64)STANDING_MOST);
  append_all (tx, text, rows, &n);
  g_string_append (text, "],\"next\":null}");
  return zb_response_take_text (self->response, 200, g_string_free_and_steal (g_steal_pointer (&text)));
}

/* --- first the audit, then the answer ------------------------------------------------------------ */

static gboolean
note_reading (ZbTransaction *tx, gpointer data)
{
  Reading *self = data;
  tx->call = self->call;
  self->audit (tx, self);
  tx->call = NULL;
  return TRUE;
}

static DexFuture *
tell_reading (ZbConnection *connection, gpointer data)
{
  Reading *self = data;
  g_autoptr (ZbAreas) areas = zb_platform_dup_areas (self->platform);
  g_autoptr (ZbTransaction) tx = zb_transaction_new (connection, areas, self->call, self->call->now);
  self->tell (tx, self);
  if (zb_transaction_get_error (tx) != NULL)
    return dex_future_new_for_error (g_error_copy (zb_transaction_get_error (tx)));
  if (self->call->gzip)
    zb_response_compress (self->response, 2048);
  return dex_future_new_true ();
}

/* Up to two hundred thousand rows are looked at, which nobody who has something to write shall wait for: so
 * it is read apart, once it is on disk who reads it. */
static void
run (Reading *self)
{
  g_autoptr (GError) error = NULL;
  ZbDatabase *database = zb_platform_get_database (self->platform);
  if (dex_await (zb_platform_work (self->platform, note_reading, self, NULL), &error) &&
      dex_await (zb_database_read (database, tell_reading, self, NULL), &error))
    return;
  g_warning ("%s: %s", self->call->path, error->message);
  zb_response_later (self->response, 503, 5, "The log cannot be read now.");
}

static void
read_log (ZbPlatform *platform, ZbCall *call, ZbResponse *response)
{
  Reading self = { platform, call, response, .audit = audit_period, .tell = tell_period };
  self.from = read_time (call, "from");
  self.until = read_time (call, "until");
  self.after = zb_call_query_integer (call, "after", 0, 0, G_MAXINT64);
  self.limit = zb_call_query_integer (call, "limit", LIMIT, 1, MAX_LIMIT);
  if (check_period (call, response, self.from, self.until))
    run (&self);
}

static void
read_state (ZbPlatform *platform, ZbCall *call, ZbResponse *response)
{
  Reading self = { platform, call, response, .audit = audit_moment, .tell = tell_state };
  self.until = read_time (call, "at");
  if (zb_call_is_good (call, response))
    run (&self);
}

#define MAY_LOOK_BACK (ZB_MAY (DUTY_LEADER) | ZB_MAY (ADMINISTRATOR) | ZB_MAY (AUDITOR))

const ZbRoute zb_log_routes[] = {
  { "GET", "/log", MAY_LOOK_BACK, ZB_ROUTE_FLOW, .flow = read_log },
  { "GET", "/log/state", MAY_LOOK_BACK, ZB_ROUTE_FLOW, .flow = read_state },
  { 0 },
};
