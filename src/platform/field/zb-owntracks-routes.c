/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Positions of units out of an application that their telephones have already: OwnTracks' HTTP mode. Who
 * reports is known by the unit's own key; where the unit was goes the same way as what a radio system
 * reports, so a point that was waiting on the telephone does not move the unit back in time. */
#include "zb-accounts.h"
#include "zb-owntracks.h"
#include "zb-platform.h"
#include "zb-routes.h"
#include "zb-sign-in-limit.h"
#include "zb-units.h"

#include <gio/gio.h>

/* A telephone that was without a line sends what it has kept, one point at a time. */
#define MOST_A_MINUTE 600
#define WINDOW (60 * G_USEC_PER_SEC)
#define MOST_UNITS 10000
#define DEVICE_LENGTH 40

/* --- how often -------------------------------------------------------------------------------------------
 */

typedef struct
{
  gint64 since;
  guint n;
} Count;

static GHashTable *
get_counts (void)
{
  static GHashTable *counts;
  if (counts == NULL)
    counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return counts;
}

static Count *
get_count (const char *unit)
{
  Count *count = g_hash_table_lookup (get_counts (), unit);
  if (count != NULL)
    return count;
  if (g_hash_table_size (get_counts ()) >= MOST_UNITS)
    g_hash_table_remove_all (get_counts ());
  count = g_new0 (Count, 1);
  g_hash_table_insert (get_counts (), g_strdup (unit), count);
  return count;
}

/* In memory, on the main loop; a restart forgives. */
static gint64
ask_limit (const char *unit)
{
  Count *count = get_count (unit);
  gint64 now = g_get_monotonic_time ();
  if (now - count->since >= WINDOW)
    *count = (Count){ .since = now };
  if (++count->n <= MOST_A_MINUTE)
    return 0;
  return (count->since + WINDOW - now) / G_USEC_PER_SEC + 1;
}

/* --- one point --------------------------------------------------------------------------------------------
 */

typedef struct
{
  const char *hash;
  char *unit;
  char *source;
  ZbPosition *position;
} Point;

static DexFuture *
find_unit (ZbConnection *connection, gpointer data)
{
  Point *self = data;
  g_autoptr (ZbStatement) row =
      zb_connection_query (connection, NULL, "SELECT unit FROM field_key WHERE hash = ?", "t", self->hash);
  if (row != NULL && zb_statement_step (row, NULL) == ZB_STEP_ROW)
    self->unit = g_strdup (zb_statement_get_text (row, 0));
  return dex_future_new_true ();
}

/* The key again: it may have been taken away since. */
static gboolean
move_unit (ZbTransaction *tx, gpointer data)
{
  Point *self = data;
  gboolean good = zb_transaction_count (tx, "SELECT count(*) FROM field_key WHERE hash = ? AND unit = ?",
                                        "tt", self->hash, self->unit) > 0;
  ZbUnit *unit = good ? zb_transaction_load (tx, ZB_KIND_UNIT, self->unit) : NULL;
  if (unit != NULL)
    zb_unit_move (tx, unit, self->position, self->position->as_of, self->source);
  return unit != NULL;
}

/* Which of the unit's telephones it was, where it says so. */
static char *
name_source (ZbCall *call)
{
  static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
  const char *device = zb_call_header (call, "x-limit-d");
  gboolean good = device != NULL && *device != '\0' && strlen (device) <= DEVICE_LENGTH &&
                  device[strspn (device, letters)] == '\0';
  return good ? g_strconcat ("owntracks/", device, NULL) : g_strdup ("owntracks");
}

/* --- answers ----------------------------------------------------------------------------------------------
 */

static void
refuse_key (ZbResponse *response)
{
  zb_response_set_header (response, "WWW-Authenticate", "Basic realm=\"zhiban\"");
  zb_response_problem (response, 401, "not-signed-in", "The key of a unit is needed.");
}

static void
refuse_point (ZbResponse *response, ZbCall *call, const GError *error)
{
  zb_call_refuse_field (call, "", "%s", error->message);
  if (error->code == ZB_OWNTRACKS_ERROR_SYNTAX)
    call->problem->status = 400;
  zb_response_refuse (response, call->problem);
}

static void
move (ZbPlatform *platform, Point *self, ZbResponse *response)
{
  g_autoptr (GError) error = NULL;
  if (dex_await (zb_platform_work (platform, move_unit, self, NULL), &error))
    zb_response_take_text (response, 200, g_strdup ("[]"));
  else if (g_error_matches (error, ZB_PLATFORM_ERROR, ZB_PLATFORM_ERROR_REFUSED))
    refuse_key (response);
  else
    zb_response_later (response, 503, 5, "The platform could not write it down.");
}

static void
take (ZbPlatform *platform, ZbCall *call, Point *self, ZbResponse *response)
{
  g_autoptr (GError) error = NULL;
  gsize length = 0;
  const char *text = call->content != NULL ? g_bytes_get_data (call->content, &length) : NULL;
  gint64 wait = ask_limit (self->unit);
  if (wait > 0)
    zb_response_later (response, 429, wait, "Too many positions. Wait before the next one.");
  else if (!zb_owntracks_read (text, length, &self->position, &error))
    refuse_point (response, call, error);
  else if (self->position == NULL)
    zb_response_take_text (response, 200, g_strdup ("[]"));
  else
    move (platform, self, response);
}

static void
check (ZbPlatform *platform, ZbCall *call, Point *self, ZbResponse *response)
{
  g_autofree char *who = g_strconcat ("owntracks ", call->address, NULL);
  gint64 wait = zb_sign_in_limit_ask (who, who);
  if (wait > 0)
    zb_response_later (response, 429, wait, "Too many wrong keys. Wait before the next try.");
  else if (!dex_await (zb_database_read (zb_platform_get_database (platform), find_unit, self, NULL), NULL))
    zb_response_later (response, 503, 5, "The platform cannot be asked now.");
  else if (self->unit != NULL)
    take (platform, call, self, response);
  else
    {
      zb_sign_in_limit_failed (who, who);
      refuse_key (response);
    }
}

static void
post (ZbPlatform *platform, ZbCall *call, ZbResponse *response)
{
  g_autofree char *key = zb_owntracks_read_key (call->basic);
  g_autofree char *hash = key != NULL ? zb_secret_hash (key) : NULL;
  Point self = { .hash = hash, .source = name_source (call) };
  if (hash == NULL)
    refuse_key (response);
  else
    check (platform, call, &self, response);
  g_clear_object (&self.position);
  g_free (self.unit);
  g_free (self.source);
}

const ZbRoute zb_owntracks_routes[] = {
  { "POST", "/owntracks", ZB_MAY_ANY, ZB_ROUTE_FLOW | ZB_ROUTE_OPEN | ZB_ROUTE_HEADERS | ZB_ROUTE_WALL, NULL,
    post },
  { 0 },
};
