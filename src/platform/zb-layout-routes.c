/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tiles as officers have arranged and named them: each officer's own, seen by nobody else and found at any
 * seat. What they name are ids of cameras; whether those may be watched is asked when they are. */
#include "zb-routes.h"

#include "zb-fields.h"
#include "zb-guard.h"
#include "zb-json.h"
#include "zb-layout-schema.h"
#include "zb-layout.h"
#include "zb-uuid.h"

/* The key has the account in it: nobody learns from an id what others have. */
const char zb_layout_schema[] =
    "CREATE TABLE layout (number INTEGER PRIMARY KEY, account TEXT NOT NULL, id TEXT NOT NULL,"
    " body TEXT NOT NULL, updated_at INTEGER NOT NULL, UNIQUE (account, id))";

static const char *const layout_fields[] = { "name", "shape", "cameras", "seconds", NULL };

/* --- what is wrong with one ------------------------------------------------------------------------- */

static void
check_name (ZbCall *call, const ZbLayout *layout)
{
  g_autofree char *name = g_strstrip (g_strdup (layout->name != NULL ? layout->name : ""));
  if (*name == '\0' || g_utf8_strlen (layout->name, -1) > ZB_LAYOUT_NAME_MOST)
    zb_call_refuse_field (call, "/name", "has to have 1 to %d characters", ZB_LAYOUT_NAME_MOST);
}

static void
check_shape (ZbCall *call, const char *shape)
{
  gsize length = shape != NULL ? strlen (shape) : 0;
  if (length == 0 || length > ZB_LAYOUT_SHAPE_MOST || shape[strspn (shape, "0123456789+")] != '\0')
    zb_call_refuse_field (call, "/shape", "has to be a number of tiles, such as 9 or 1+5");
}

static void
check_cameras (ZbCall *call, char **cameras)
{
  guint n = cameras != NULL ? g_strv_length (cameras) : 0;
  if (n > ZB_LAYOUT_CAMERAS_MOST)
    zb_call_refuse_field (call, "/cameras", "has too many items: %d at the most", ZB_LAYOUT_CAMERAS_MOST);
  for (guint i = 0; i < MIN (n, ZB_LAYOUT_CAMERAS_MOST); i++)
    {
      g_autofree char *pointer = g_strdup_printf ("/cameras/%u", i);
      if (*cameras[i] != '\0' && !zb_uuid_is_valid (cameras[i]))
        zb_call_refuse_field (call, pointer, "must be a UUID, or empty");
    }
}

static void
check_layout (ZbCall *call, const ZbLayout *layout)
{
  check_name (call, layout);
  check_shape (call, layout->shape);
  check_cameras (call, layout->cameras);
  if (layout->seconds != 0 &&
      (layout->seconds < ZB_LAYOUT_SECONDS_LEAST || layout->seconds > ZB_LAYOUT_SECONDS_MOST))
    zb_call_refuse_field (call, "/seconds", "has to be 0, or from %d to %d", ZB_LAYOUT_SECONDS_LEAST,
                          ZB_LAYOUT_SECONDS_MOST);
}

/* --- the table -------------------------------------------------------------------------------------- */

static const char *
get_account (ZbTransaction *tx)
{
  return ZB_ENTITY (tx->call->account)->id;
}

/* Read rather than only counted: what a deleted one was called is written down. */
static ZbLayout *
find (ZbTransaction *tx, const char *id)
{
  g_autoptr (ZbStatement) row =
      zb_connection_query (tx->connection, &tx->error, "SELECT body FROM layout WHERE account = ? AND id = ?",
                           "tt", get_account (tx), id);
  if (row == NULL || zb_statement_step (row, &tx->error) != ZB_STEP_ROW)
    return NULL;
  return zb_json_read_record_text (ZB_TYPE_LAYOUT, zb_statement_get_text (row, 0),
                                   (gssize)zb_statement_get_text_length (row, 0), &tx->error);
}

static gboolean
is_full (ZbTransaction *tx)
{
  return zb_transaction_count (tx, "SELECT count(*) FROM layout WHERE account = ?", "t", get_account (tx)) >=
         ZB_LAYOUTS_MOST;
}

static void
write_row (ZbTransaction *tx, const ZbLayout *layout, const char *body)
{
  if (tx->error == NULL)
    zb_connection_run (tx->connection, &tx->error,
                       "INSERT INTO layout (account, id, body, updated_at) VALUES (?, ?, ?, ?)"
                       " ON CONFLICT (account, id) DO UPDATE SET body = excluded.body,"
                       " updated_at = excluded.updated_at",
                       "ttti", get_account (tx), layout->id, body, tx->now);
}

/* --- routes ----------------------------------------------------------------------------------------- */

static gboolean
list_layouts (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  g_autoptr (ZbStatement) rows = zb_connection_query (
      tx->connection, &tx->error, "SELECT body FROM layout WHERE account = ? ORDER BY number LIMIT ?", "ti",
      get_account (tx), (gint64)ZB_LAYOUTS_MOST);
  GString *text = g_string_new ("{\"items\":[");
  const gsize empty = text->len;
  while (rows != NULL && zb_statement_step (rows, &tx->error) == ZB_STEP_ROW)
    g_string_append_printf (text, "%s%s", text->len > empty ? "," : "", zb_statement_get_text (rows, 0));
  g_string_append (text, "],\"next\":null}");
  return zb_response_take_text (response, 200, g_string_free_and_steal (text));
}

static gboolean
save (ZbTransaction *tx, ZbLayout *layout, ZbResponse *response)
{
  g_autoptr (ZbLayout) before = find (tx, layout->id);
  if (before == NULL && is_full (tx))
    {
      g_autoptr (ZbProblem) problem = zb_guard_refuse ("layouts_full", NULL, NULL);
      return zb_response_refuse (response, problem);
    }
  layout->updated_at = tx->now;
  g_autofree char *body = zb_json_write_record_text (layout, ZB_JSON_WRITE_ALL, NULL);
  write_row (tx, layout, body);
  zb_transaction_audit (tx, "layout.save", NULL, layout->name);
  return zb_response_take_text (response, 200, g_steal_pointer (&body));
}

static gboolean
put_layout (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  g_autoptr (ZbLayout) layout = g_object_new (ZB_TYPE_LAYOUT, NULL);
  if (!zb_uuid_is_valid (call->id))
    return zb_response_not_there (response);
  layout->id = g_strdup (call->id);
  if (zb_fields_fill (call, layout, layout_fields))
    check_layout (call, layout);
  if (!zb_call_is_good (call, response))
    return FALSE;
  return save (tx, layout, response);
}

static gboolean
delete_layout (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  g_autoptr (ZbLayout) layout = find (tx, call->id);
  if (layout == NULL)
    return zb_response_not_there (response);
  zb_connection_run (tx->connection, &tx->error, "DELETE FROM layout WHERE account = ? AND id = ?", "tt",
                     get_account (tx), call->id);
  zb_transaction_audit (tx, "layout.remove", NULL, layout->name);
  return zb_response_nothing (response);
}

const ZbRoute zb_layout_routes[] = {
  { "GET", "/layouts", ZB_MAY_ANY, ZB_ROUTE_READ, list_layouts },
  { "PUT", "/layouts/{id}", ZB_MAY_ANY, ZB_ROUTE_COMMAND, put_layout },
  { "DELETE", "/layouts/{id}", ZB_MAY_ANY, ZB_ROUTE_WRITE | ZB_ROUTE_DURABLE, delete_layout },
  { 0 },
};
