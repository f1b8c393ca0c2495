/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-account.h"
#include "zb-problem.h"

#include <yyjson.h>

G_BEGIN_DECLS

typedef struct _ZbRoute ZbRoute;

/* Whether a field has to be given. */
typedef enum
{
  ZB_OPTIONAL,
  ZB_NEEDED,
} ZbNeed;

/**
 * ZbCall:
 * @route: the row of the table that it goes to
 * @method: HTTP's method
 * @path: below /api/v1
 * @id: (nullable): what stands for `{id}`
 * @query: (nullable): the query's fields
 * @content: (nullable): the body as it came
 * @content_type: (nullable): its media type
 * @sha256: (nullable): the header that tells the body's SHA-256, in hexadecimal
 * @body: (nullable): the body as JSON
 * @account: (nullable): who calls
 * @source: (nullable): the name of the source that calls, by its API key
 * @token: (nullable): the bearer token, by its hash
 * @api_key: (nullable): the API key, by its hash
 * @basic: (nullable): the credentials of HTTP Basic as they came, for the few routes that take a ticket
 * @range: (nullable): Range
 * @if_range: (nullable): If-Range
 * @key: (nullable): Idempotency-Key
 * @follows: (nullable): Follows
 * @if_match: the revision of If-Match, -1 where it was not sent
 * @headers: (nullable): all headers by name in small letters, for a %ZB_ROUTE_HEADERS
 * @address: (nullable): where it came from
 * @host: (nullable): what the caller calls this machine: a name or an address, without brackets
 * @gzip: whether the caller reads gzip
 * @is_walls_command: whether it was refused because a wall asked for a command: the router has that written
 *   down, since what the handler did is undone
 * @now: when it came, µs UTC; the time that all it changes carries
 * @problem: the 422 that gathers what is wrong with its fields
 *
 * A request on its way through the platform. Handlers read its fields through zb_call_text() and
 * its sisters, which note what is wrong, and then ask zb_call_is_good() once:
 *
 * |[
 * const char *reason = zb_call_text (call, "reason", ZB_NEEDED, 500);
 * gint64 until = zb_call_time (call, "until", ZB_NEEDED);
 * if (!zb_call_is_good (call, response))
 *   return FALSE;
 * ]|
 */
typedef struct
{
  const ZbRoute *route;
  char *method;
  char *path;
  char *id;
  GHashTable *query;
  GBytes *content;
  char *content_type;
  char *sha256;
  yyjson_doc *doc;
  yyjson_val *body;
  ZbAccount *account;
  char *source;
  char *token;
  char *api_key;
  char *basic;
  char *range;
  char *if_range;
  char *key;
  char *follows;
  gint64 if_match;
  GHashTable *headers;
  char *address;
  char *host;
  gboolean gzip;
  gboolean is_walls_command;
  gint64 now;
  ZbProblem *problem;
} ZbCall;

typedef struct _ZbResponse ZbResponse;

ZbCall *zb_call_new (const char *method, const char *path);
void zb_call_free (ZbCall *self);
gboolean zb_call_parse_json (ZbCall *self);
gboolean zb_call_parse_body (ZbCall *self);

void zb_call_refuse_field (ZbCall *self, const char *pointer, const char *format, ...) G_GNUC_PRINTF (3, 4);
gboolean zb_call_is_good (ZbCall *self, ZbResponse *response);

gboolean zb_call_has (ZbCall *self, const char *member);
const char *zb_call_text (ZbCall *self, const char *member, ZbNeed need, gsize max_length);
const char *zb_call_uuid (ZbCall *self, const char *member, ZbNeed need);
int zb_call_choice (ZbCall *self, const char *member, const ZbChoices *choices, ZbNeed need);
gint64 zb_call_integer (ZbCall *self, const char *member, ZbNeed need, gint64 least, gint64 most);
gboolean zb_call_flag (ZbCall *self, const char *member, ZbNeed need);
gint64 zb_call_time (ZbCall *self, const char *member, ZbNeed need);
gint64 zb_call_time_past (ZbCall *self, const char *member);
char **zb_call_texts (ZbCall *self, const char *member, ZbNeed need, gsize max_items);
ZbRecord *zb_call_record (ZbCall *self, const char *member, GType type, ZbNeed need);
GPtrArray *zb_call_records (ZbCall *self, const char *member, GType type, ZbNeed need, gsize max_items);

const char *zb_call_header (ZbCall *self, const char *name);
gboolean zb_call_query_is_text (ZbCall *self);
const char *zb_call_query (ZbCall *self, const char *name);
gint64 zb_call_query_integer (ZbCall *self, const char *name, gint64 fallback, gint64 least, gint64 most);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbCall, zb_call_free)

G_END_DECLS
