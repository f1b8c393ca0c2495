/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one player learns of a server, all learn. An officer must not look at dark tiles for half a minute
 * because the wait had grown that long when the server came back; and sixteen tiles must not ask it sixteen
 * times a second. So one knocks for all, and whoever gets a picture tells those who wait. */
#include "zb-gateway.h"

#include "zb-knock.h"

#include <string.h>

/* How long after a knock the next one comes, at the most and at the least, and how long one waits for an
 * answer, in ms. */
#define EVERY 1000
#define SOON 100
#define WITHIN 1000

/* A server may answer and send no pictures all the same: then it is knocked at less and less often. */
#define SELDOM (32 * EVERY)

typedef struct
{
  ZbGatewayTold told;
  gpointer user_data;
} Member;

struct _ZbGateway
{
  grefcount refs; /* of members, and while they are told something */
  char *key;      /* scheme, host and port */
  char *uri;
  GArray *members;
  ZbKnock *knock;
  guint timer;
  gint64 knocked_at; /* monotonic µs */
  guint wait;        /* ms until one begins to knock */
  gboolean is_sure;  /* that it did not answer */
};

static GHashTable *gateways; /* key → ZbGateway, not owned */

/* "rtsp://host:port", what comes before the path. */
static char *
make_key (const char *uri)
{
  const char *host = strstr (uri, "://");
  const gsize length = host ? (gsize)(host + 3 - uri) + strcspn (host + 3, "/?#") : strlen (uri);

  return g_strndup (uri, length);
}

static void
unref (ZbGateway *self)
{
  if (!g_ref_count_dec (&self->refs))
    return;
  g_hash_table_remove (gateways, self->key);
  g_clear_pointer (&self->knock, zb_knock_free);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_array_unref (self->members);
  g_free (self->key);
  g_free (self->uri);
  g_free (self);
}

static gboolean
find (ZbGateway *self, gpointer user_data, guint *index)
{
  for (*index = 0; *index < self->members->len; (*index)++)
    if (g_array_index (self->members, Member, *index).user_data == user_data)
      return TRUE;
  return FALSE;
}

/**
 * zb_gateway_tell:
 * @self: a gateway
 * @news: what there is
 * @user_data: (nullable): who knows it already
 *
 * Tells all others that watch cameras of it. They may come and go meanwhile.
 */
void
zb_gateway_tell (ZbGateway *self, ZbGatewayNews news, gpointer user_data)
{
  g_autoptr (GArray) now = g_array_copy (self->members);
  guint index;

  g_ref_count_inc (&self->refs);
  if (news != ZB_GATEWAY_ANSWERS)
    {
      g_clear_pointer (&self->knock, zb_knock_free);
      g_clear_handle_id (&self->timer, g_source_remove);
      self->wait = EVERY;
    }
  for (guint i = 0; i < now->len; i++)
    {
      const Member *member = &g_array_index (now, Member, i);
      if (member->user_data != user_data && find (self, member->user_data, &index))
        member->told (news, member->user_data);
    }
  unref (self);
}

static gboolean on_time (gpointer data);

/* One that waited in vain for an answer has waited enough. */
static void
knock_again (ZbGateway *self)
{
  const gint64 since = (g_get_monotonic_time () - self->knocked_at) / G_TIME_SPAN_MILLISECOND;

  self->timer = g_timeout_add ((guint)CLAMP (EVERY - since, SOON, EVERY), on_time, self);
}

static void
on_knocked (gboolean answered, gpointer data)
{
  ZbGateway *self = data;

  g_clear_pointer (&self->knock, zb_knock_free);
  if (answered && !self->is_sure)
    return;
  if (!answered)
    {
      self->is_sure = TRUE;
      self->wait = EVERY;
      knock_again (self);
      return;
    }
  self->wait = MIN (self->wait * 2, SELDOM);
  zb_gateway_tell (self, ZB_GATEWAY_ANSWERS, NULL);
}

static gboolean
on_time (gpointer data)
{
  ZbGateway *self = data;

  self->timer = 0;
  self->knocked_at = g_get_monotonic_time ();
  self->knock = zb_knock_new (self->uri, WITHIN, on_knocked, self);
  return G_SOURCE_REMOVE;
}

/**
 * zb_gateway_doubt:
 * @self: a gateway
 * @is_sure: whether it surely did not answer; otherwise it may only be slow
 *
 * Begins to knock until it answers, where that is not done yet. When it does after it did not, all are told
 * %ZB_GATEWAY_ANSWERS.
 */
void
zb_gateway_doubt (ZbGateway *self, gboolean is_sure)
{
  if (self->knock || self->timer)
    {
      self->is_sure = self->is_sure || is_sure;
      return;
    }
  self->is_sure = is_sure;
  self->timer = g_timeout_add (is_sure ? self->wait : 0, on_time, self);
}

/**
 * zb_gateway_is_of:
 * @self: a gateway
 * @uri: where a stream is
 *
 * Returns: whether the stream comes from it
 */
gboolean
zb_gateway_is_of (ZbGateway *self, const char *uri)
{
  g_autofree char *key = make_key (uri);

  return g_str_equal (key, self->key);
}

static ZbGateway *
gateway_new (const char *uri)
{
  ZbGateway *self = g_new0 (ZbGateway, 1);

  g_ref_count_init (&self->refs);
  self->key = make_key (uri);
  self->uri = g_strdup (uri);
  self->members = g_array_new (FALSE, FALSE, sizeof (Member));
  self->wait = EVERY;
  g_hash_table_insert (gateways, self->key, self);
  return self;
}

/**
 * zb_gateway_join:
 * @uri: where a stream is
 * @told: (scope forever): told what there is, until zb_gateway_leave()
 * @user_data: for @told, and who leaves
 *
 * Returns: (transfer full): the server of it, the same for all who watch cameras of it
 */
ZbGateway *
zb_gateway_join (const char *uri, ZbGatewayTold told, gpointer user_data)
{
  g_autofree char *key = make_key (uri);
  const Member member = { told, user_data };
  ZbGateway *self;

  if (!gateways)
    gateways = g_hash_table_new (g_str_hash, g_str_equal);
  self = g_hash_table_lookup (gateways, key);
  if (self)
    g_ref_count_inc (&self->refs);
  else
    self = gateway_new (uri);
  g_array_append_val (self->members, member);
  return self;
}

/**
 * zb_gateway_leave:
 * @self: (transfer full): a gateway
 * @user_data: who leaves
 *
 * Is not told any more.
 */
void
zb_gateway_leave (ZbGateway *self, gpointer user_data)
{
  guint index;

  if (find (self, user_data, &index))
    g_array_remove_index_fast (self->members, index);
  unref (self);
}
