/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-same-world.h"

#include "zb-feed-frame.h"
#include "zb-fiber.h"
#include "zb-session.h"
#include "zb-wait.h"

#define CATCH_UP 5000

static const ZbKind kinds[] = { ZB_KIND_AREA,   ZB_KIND_ORGANISATION, ZB_KIND_ALGORITHM,  ZB_KIND_PLAN,
                                ZB_KIND_ALERT,  ZB_KIND_CASE,         ZB_KIND_ASSIGNMENT, ZB_KIND_UNIT,
                                ZB_KIND_DEVICE, ZB_KIND_WALL,         ZB_KIND_ZONE,       ZB_KIND_DRILL };

typedef struct
{
  ZbSession *session;
  ZbWorld *world;
  guint n_compared;
  guint n_newer;
} Comparison;

static gboolean
settled (DexFuture *future)
{
  return !dex_future_is_pending (future);
}

static gpointer
wait_for_object (DexFuture *future)
{
  g_autoptr (GError) error = NULL;
  const GValue *value;
  gpointer object;

  zb_wait_for (settled (future), 30000);
  value = dex_future_get_value (future, &error);
  g_assert_no_error (error);
  object = G_VALUE_HOLDS_OBJECT (value) ? g_value_dup_object (value) : NULL;
  dex_unref (future);
  return object;
}

static gboolean
is_as_new (Comparison *self, ZbKind kind, ZbEntity *theirs)
{
  ZbEntity *ours = zb_world_lookup (self->world, kind, theirs->id);

  return ours != NULL && ours->version >= theirs->version;
}

/* What happens while the lists are read is on its way to us, too. */
static void
compare (Comparison *self, ZbKind kind, ZbEntity *theirs)
{
  ZbEntity *ours;

  if (!is_as_new (self, kind, theirs))
    zb_wait_for (is_as_new (self, kind, theirs), CATCH_UP);
  ours = zb_world_lookup (self->world, kind, theirs->id);
  self->n_compared++;
  if (ours->version > theirs->version)
    self->n_newer++;
  else if (!zb_record_equal (ZB_RECORD (theirs), ZB_RECORD (ours)))
    g_error ("%s %s differs at version %" G_GINT64_FORMAT, G_OBJECT_TYPE_NAME (ours), ours->id,
             ours->version);
}

static char *
compare_page (Comparison *self, ZbKind kind, const char *after, GHashTable *named)
{
  g_autoptr (ZbRequest) request =
      zb_request_new ("GET", "/%s?limit=5000%s%s", zb_kind_get_plural (kind), *after ? "&after=" : "", after);
  g_autoptr (ZbReply) reply = wait_for_object (zb_session_send (self->session, request));
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbListPage) page =
      zb_list_page_parse (kind, g_bytes_get_data (reply->body, NULL), g_bytes_get_size (reply->body), &error);

  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_no_error (error);
  g_assert_cmpuint (page->unreadable->len, ==, 0);
  for (guint i = 0; i < page->entities->len; i++)
    {
      ZbEntity *theirs = g_ptr_array_index (page->entities, i);
      compare (self, kind, theirs);
      g_hash_table_add (named, g_strdup (theirs->id));
    }
  return g_strdup (page->next);
}

static void
compare_kind (Comparison *self, ZbKind kind)
{
  g_autoptr (GHashTable) named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *after = g_strdup ("");
  gint64 began = g_get_real_time ();
  ZbStore *store = zb_world_get_store (self->world, kind);

  while (after != NULL)
    {
      char *next = compare_page (self, kind, after, named);
      g_free (after);
      after = next;
    }
  for (guint i = 0; i < zb_store_get_size (store); i++)
    {
      ZbEntity *ours = zb_store_get_nth (store, i);
      if (!g_hash_table_contains (named, ours->id) && ours->updated_at < began - G_TIME_SPAN_SECOND)
        g_error ("%s %s is not at the platform", G_OBJECT_TYPE_NAME (ours), ours->id);
    }
}

/* Asserts that @world holds what the platform tells who has signed in to @session, entity by entity, and
 * nothing else. The platform may go on meanwhile. Returns how many entities were compared. */
guint
zb_assert_same_world_in (ZbSession *session, ZbWorld *world)
{
  Comparison self = { .session = session, .world = world };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    compare_kind (&self, kinds[i]);
  g_test_message ("%u entities are the same, %u of them newer here", self.n_compared, self.n_newer);
  return self.n_compared;
}

/* The same for who signs in with @username and @password, only for this. */
guint
zb_assert_same_world (const char *url, const char *username, const char *password, ZbWorld *world)
{
  g_autoptr (ZbRest) rest = zb_rest_new (url, NULL);
  g_autoptr (ZbSession) session = zb_session_new (rest);
  guint n_compared;

  wait_for_object (zb_session_sign_in (session, username, password));
  n_compared = zb_assert_same_world_in (session, world);
  wait_for_object (zb_session_sign_out (session));
  return n_compared;
}
