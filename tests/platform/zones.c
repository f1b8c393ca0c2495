/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zones.h"

#include "zb-due.h"
#include "zb-time.h"
#include "zb-uuid.h"

static void
work (ZbTestPlatform *platform, ZbPlatformWork work_func, gpointer data)
{
  g_autoptr (GError) error = NULL;
  zb_platform_work_sync (zb_test_platform_get (platform), work_func, data, &error);
  g_assert_no_error (error);
}

/**
 * zones_new:
 *
 * Returns: (transfer full): a platform without zones, whose clock stands still
 */
ZbTestPlatform *
zones_new (void)
{
  return zb_test_platform_new_with (
      &(ZbPlatformOptions){ .heartbeat_ms = 1000, .clock_ms = 3600 * 1000, .token_seconds = 3600 });
}

typedef struct
{
  const char *sql;
  gint64 number;
} Count;

static gboolean
count (ZbTransaction *tx, gpointer data)
{
  Count *self = data;
  self->number = zb_transaction_count (tx, self->sql, "");
  return TRUE;
}

gint64
zones_count (ZbTestPlatform *platform, const char *sql)
{
  Count job = { sql, -1 };
  work (platform, count, &job);
  return job.number;
}

gint64
zones_count_audit (ZbTestPlatform *platform, const char *action)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM audit WHERE action = '%s'", action);
  return zones_count (platform, sql);
}

gint64
zones_read_seq (ZbTestPlatform *platform)
{
  return zones_count (platform, "SELECT coalesce (max (seq), 0) FROM event");
}

/* --- commands ---------------------------------------------------------------------------------- */

char *
zones_time (gint64 from_now)
{
  char text[ZB_TIME_LENGTH + 1];
  zb_time_format (g_get_real_time () + from_now, text);
  return g_strdup (text);
}

/**
 * zones_post:
 * @platform: a platform
 * @who: who draws it
 * @id: its id
 * @members: members of the body beside its id, name and end; one of them may be said again
 *
 * Returns: (transfer full): the answer to a zone that ends tomorrow
 */
ZbTestAnswer *
zones_post (ZbTestPlatform *platform, const char *who, const char *id, const char *members)
{
  g_autofree char *until = zones_time (G_TIME_SPAN_DAY);
  g_autofree char *end =
      strstr (members, "expires_at") ? g_strdup ("") : g_strdup_printf ("\"expires_at\":\"%s\",", until);
  const char *name = strstr (members, "\"name\"") ? "" : "\"name\":\"秋季市集\",";
  return zb_test_post (platform, who, "/zones", "{%s%s%s,\"id\":\"%s\"}", name, end, members, id);
}

char *
zones_draw (ZbTestPlatform *platform, const char *who, const char *members)
{
  char *id = zb_uuid_new ();
  g_autoptr (ZbTestAnswer) answer = zones_post (platform, who, id, members);
  zb_test_assert_status (answer, 201);
  return id;
}

ZbTestAnswer *
zones_get (ZbTestPlatform *platform, const char *who, const char *id)
{
  g_autofree char *path = g_strconcat ("/zones/", id, NULL);
  return zb_test_get (platform, who, path);
}

/**
 * zones_patch:
 * @platform: a platform
 * @who: who edits it
 * @id: its id
 * @revision: the revision that was read; 0 to say none
 * @body: the body
 *
 * Returns: (transfer full): the answer
 */
ZbTestAnswer *
zones_patch (ZbTestPlatform *platform, const char *who, const char *id, gint64 revision, const char *body)
{
  g_autofree char *path = g_strconcat ("/zones/", id, NULL), *key = zb_uuid_new ();
  g_autofree char *match = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", revision);
  const char *headers[] = { "Idempotency-Key", key, revision > 0 ? "If-Match" : NULL, match, NULL };
  return zb_test_send (platform, who, "PATCH", path, headers, body);
}

ZbTestAnswer *
zones_end (ZbTestPlatform *platform, const char *who, const char *id)
{
  g_autofree char *path = g_strconcat ("/zones/", id, "/end", NULL);
  return zb_test_post (platform, who, path, "{\"reason\":\"活动提前结束\"}");
}

/* --- time ---------------------------------------------------------------------------------------- */

typedef struct
{
  const char *id;
  gint64 from_now;
} Moment;

static gboolean
set_expiry (ZbTransaction *tx, gpointer data)
{
  Moment *moment = data;
  ZbZone *zone = zb_transaction_load (tx, ZB_KIND_ZONE, moment->id);
  zone->expires_at = tx->now + moment->from_now;
  zb_transaction_save (tx, zone, NULL);
  return TRUE;
}

void
zones_set_expiry (ZbTestPlatform *platform, const char *id, gint64 from_now)
{
  work (platform, set_expiry, &(Moment){ .id = id, .from_now = from_now });
}

static gboolean
turn (ZbTransaction *tx, gpointer data)
{
  Moment *moment = data;
  tx->now += moment->from_now;
  zb_due_work (tx);
  return TRUE;
}

/**
 * zones_turn:
 * @platform: a platform
 * @from_now: how much later it is
 *
 * Lets the platform do what is due then, once.
 */
void
zones_turn (ZbTestPlatform *platform, gint64 from_now)
{
  work (platform, turn, &(Moment){ .from_now = from_now });
}

static gboolean
end_all (ZbTransaction *tx, gpointer data)
{
  g_autoptr (GPtrArray) zones =
      zb_transaction_find (tx, ZB_KIND_ZONE, "body ->> '$.ended_at' IS NULL ORDER BY rid", "");
  for (guint i = 0; i < zones->len; i++)
    {
      ZB_ZONE (zones->pdata[i])->ended_at = tx->now;
      zb_transaction_save (tx, zones->pdata[i], NULL);
    }
  return TRUE;
}

/* What a test has drawn is nothing to the next. */
void
zones_clear (ZbTestPlatform *platform)
{
  work (platform, end_all, NULL);
}
