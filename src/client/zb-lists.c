/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The lists of the platform, which the world begins with. */
#include "zb-lists.h"

#include "zb-feed-frame.h"
#include "zb-fiber.h"
#include "zb-json.h"

/* More at a time would be fetched no sooner, and hold the main loop up for longer when they are put down. */
#define PAGE_SIZE 1000

/* In this order, so that what is looked at first is there first and what an entity refers to comes before it.
 */
static const ZbKind fetched_kinds[] = { ZB_KIND_AREA,  ZB_KIND_ORGANISATION, ZB_KIND_ALGORITHM,
                                        ZB_KIND_PLAN,  ZB_KIND_DRILL,        ZB_KIND_ZONE,
                                        ZB_KIND_ALERT, ZB_KIND_CASE,         ZB_KIND_ASSIGNMENT,
                                        ZB_KIND_UNIT,  ZB_KIND_DEVICE,       ZB_KIND_WALL };

/* Without these a watch goes on. A platform that fails at one of them does not keep the alerts from who sits
 * here. */
static const ZbKind kinds_that_can_wait[] = { ZB_KIND_ALGORITHM, ZB_KIND_PLAN, ZB_KIND_DRILL, ZB_KIND_ZONE,
                                              ZB_KIND_WALL };

G_STATIC_ASSERT (ZB_N_KINDS <= 32);
#define BIT(kind) (1u << (guint)(kind))

typedef struct
{
  ZbKind kind;
  GBytes *body;
} Page;

static void
page_free (gpointer data)
{
  Page *page = data;

  g_bytes_unref (page->body);
  g_free (page);
}

/* Runs on a thread of the pool: 22,869 devices are some 10 MB of JSON, which the main loop has no time for.
 */
static DexFuture *
parse_page (gpointer data)
{
  Page *page = data;
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *text = g_bytes_get_data (page->body, &length);
  ZbListPage *list = zb_list_page_parse (page->kind, text, length, &error);

  return list ? dex_future_new_for_pointer (list) : dex_future_new_for_error (g_steal_pointer (&error));
}

static DexFuture *
spawn_parse (ZbKind kind, GBytes *body)
{
  Page *page = g_new0 (Page, 1);

  page->kind = kind;
  page->body = g_bytes_ref (body);
  return dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), ZB_FIBER_STACK, parse_page, page,
                              page_free);
}

static DexFuture *
ask_for_page (ZbSession *session, ZbKind kind, const char *after)
{
  g_autofree char *escaped = after ? g_uri_escape_string (after, NULL, FALSE) : NULL;
  g_autoptr (ZbRequest) request = zb_request_new ("GET", "/%s?limit=%d%s%s", zb_kind_get_plural (kind),
                                                  PAGE_SIZE, after ? "&after=" : "", after ? escaped : "");

  request->is_file = TRUE;
  return zb_session_send (session, request);
}

static void
note_names (ZbKind kind, ZbListPage *page, GHashTable *named)
{
  for (guint i = 0; i < page->entities->len; i++)
    g_hash_table_add (named, g_strdup (((ZbEntity *)g_ptr_array_index (page->entities, i))->id));

  /* What cannot be read is there all the same: what we knew of it before stays. */
  for (guint i = 0; i < page->unreadable->len; i++)
    {
      ZbUnreadable *item = g_ptr_array_index (page->unreadable, i);
      g_warning ("one of the %s could not be read: %s", zb_kind_get_plural (kind), item->why);
      if (item->id != NULL)
        g_hash_table_add (named, g_strdup (item->id));
    }
}

/* In another log versions count anew: what is held does not become right by having the higher number. */
static void
forget_other_log (ZbWorld *world, ZbKind kind, GPtrArray *entities)
{
  for (guint i = 0; i < entities->len; i++)
    {
      ZbEntity *entity = g_ptr_array_index (entities, i);
      ZbEntity *held = zb_world_lookup (world, kind, entity->id);

      if (held == NULL || entity->version > held->version ||
          zb_record_equal (ZB_RECORD (held), ZB_RECORD (entity)))
        continue;
      g_autoptr (ZbEvent) event = zb_event_new_removed (kind, entity->id, 0);
      zb_world_apply (world, event);
    }
}

/* What the fetching of one list is about. */
typedef struct
{
  ZbSession *session;
  ZbWorld *world;
  gboolean other_log;
  DexFuture *stop;
  GHashTable *gone; /* (nullable): ids of what was removed meanwhile */
  ZbKind kind;
  GHashTable *named;
  gboolean is_whole;   /* its last page was read */
  gboolean is_missing; /* the platform failed at it, and it can wait */
} Fetch;

/* What this officer may not see, or this platform does not have, is an empty list; one that ends with such an
 * answer is none. */
static gboolean
is_empty_list (const Fetch *fetch, const ZbReply *reply)
{
  return (reply->status == 403 || reply->status == 404) && g_hash_table_size (fetch->named) == 0;
}

static gboolean
can_wait (const Fetch *fetch, const ZbReply *reply)
{
  if (reply->status == 401)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (kinds_that_can_wait); i++)
    if (kinds_that_can_wait[i] == fetch->kind)
      return TRUE;
  return FALSE;
}

static ZbListPage *
await_page (Fetch *fetch, DexFuture *coming, GError **error)
{
  g_autoptr (ZbReply) reply =
      dex_await_object (dex_future_first (coming, dex_ref (fetch->stop), NULL), error);

  if (reply == NULL)
    return NULL;
  fetch->is_whole = is_empty_list (fetch, reply);
  if (fetch->is_whole)
    return NULL;
  if (reply->problem == NULL)
    return dex_await_pointer (spawn_parse (fetch->kind, reply->body), error);
  fetch->is_missing = can_wait (fetch, reply);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the list of %s was answered with %u",
               zb_kind_get_plural (fetch->kind), reply->status);
  return NULL;
}

static void
leave_out_gone (const Fetch *fetch, GPtrArray *entities)
{
  for (guint i = entities->len; fetch->gone != NULL && i-- > 0;)
    if (g_hash_table_contains (fetch->gone, ((ZbEntity *)g_ptr_array_index (entities, i))->id))
      g_ptr_array_remove_index (entities, i);
}

static void
put_down (Fetch *fetch, ZbListPage *page)
{
  leave_out_gone (fetch, page->entities);
  note_names (fetch->kind, page, fetch->named);
  if (fetch->other_log)
    forget_other_log (fetch->world, fetch->kind, page->entities);
  zb_world_fill (fetch->world, fetch->kind, page->entities);
}

/* The next page is asked for before this one is put down, so that the platform looks for it meanwhile.
 * Returns it, or NULL after the last one and where the line went. */
static DexFuture *
take_page (Fetch *fetch, DexFuture *coming, GError **error)
{
  g_autoptr (ZbListPage) page = await_page (fetch, coming, error);
  DexFuture *next = NULL;

  if (page == NULL || !dex_future_is_pending (fetch->stop))
    return NULL;
  fetch->is_whole = page->next == NULL;
  if (page->next != NULL)
    next = ask_for_page (fetch->session, fetch->kind, page->next);
  put_down (fetch, page);
  return next;
}

/* All pages of one, and which ids they named. */
static void
fetch_pages (Fetch *fetch, GError **error)
{
  DexFuture *coming = ask_for_page (fetch->session, fetch->kind, NULL);

  fetch->is_whole = fetch->is_missing = FALSE;
  while (coming != NULL)
    coming = take_page (fetch, coming, error);
}

/* Of another log nothing is kept, whether there is something in its place or not. */
static gboolean
fetch_list (Fetch *fetch, GError **error)
{
  g_autoptr (GHashTable) named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) why = NULL;

  fetch->named = named;
  fetch_pages (fetch, &why);
  if (fetch->is_whole || (fetch->is_missing && fetch->other_log))
    zb_world_sweep (fetch->world, fetch->kind, named);
  if (fetch->is_missing)
    g_warning ("%s; the watch goes on without it", why->message);
  else if (why != NULL)
    g_propagate_error (error, g_steal_pointer (&why));
  else if (!fetch->is_whole)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "stopped");
  return fetch->is_whole || fetch->is_missing;
}

/**
 * zb_lists_fetch_everything:
 * @session: who asks
 * @world: what to bring up to date
 * @other_log: whether the platform's log is another than that which @world came from
 * @stop: gives up when it rejects
 * @missing: (out): lists that the platform failed at and that can wait, for zb_lists_fetch_missing()
 * @error: return location
 *
 * Fetches every list, takes from it what is newer and sweeps what it did not name. To be called in a fiber,
 * while the events of an open feed are held back.
 *
 * Returns: %FALSE where the line was lost on the way; what was fetched is kept
 */
gboolean
zb_lists_fetch_everything (ZbSession *session, ZbWorld *world, gboolean other_log, DexFuture *stop,
                           guint *missing, GError **error)
{
  Fetch fetch = { .session = session, .world = world, .other_log = other_log, .stop = stop };

  *missing = 0;
  for (guint i = 0; i < G_N_ELEMENTS (fetched_kinds); i++)
    {
      fetch.kind = fetched_kinds[i];
      if (!fetch_list (&fetch, error))
        return FALSE;
      if (fetch.is_missing)
        *missing |= BIT (fetch.kind);
    }
  return TRUE;
}

/* What came by the feed meanwhile may be newer than this list, so what it does not name stays. */
static gboolean
fetch_late (Fetch *fetch)
{
  g_autoptr (GHashTable) named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;

  fetch->named = named;
  fetch_pages (fetch, &error);
  return fetch->is_whole;
}

/**
 * zb_lists_fetch_missing:
 * @session: who asks
 * @world: what to bring up to date
 * @missing: what zb_lists_fetch_everything() or this told
 * @gone: (element-type utf8): ids of what the feed has removed since this was called: an answer that was on
 *   its way does not bring them back
 * @stop: gives up when it rejects
 *
 * Asks once more for lists that the platform failed at. To be called in a fiber; events may be applied
 * meanwhile.
 *
 * Returns: those that are missing still
 */
guint
zb_lists_fetch_missing (ZbSession *session, ZbWorld *world, guint missing, GHashTable *gone, DexFuture *stop)
{
  Fetch fetch = { .session = session, .world = world, .gone = gone, .stop = stop };

  for (guint i = 0; i < G_N_ELEMENTS (kinds_that_can_wait); i++)
    {
      fetch.kind = kinds_that_can_wait[i];
      if ((missing & BIT (fetch.kind)) != 0 && fetch_late (&fetch))
        missing &= ~BIT (fetch.kind);
    }
  return missing;
}

typedef struct
{
  ZbSession *session;
  ZbInbox *inbox;
  DexFuture *stop;
  ZbKind kind;
  char *id;
} One;

static void
one_free (gpointer data)
{
  One *one = data;

  g_object_unref (one->session);
  g_object_unref (one->inbox);
  dex_unref (one->stop);
  g_free (one->id);
  g_free (one);
}

static ZbEvent *
read_one (One *one, ZbReply *reply, GError **error)
{
  g_autoptr (ZbEntity) entity = NULL;
  gsize length;
  const char *text = g_bytes_get_data (reply->body, &length);

  if (reply->status == 404)
    return zb_event_new_removed (one->kind, one->id, 0);
  if (reply->problem != NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "it was answered with %u", reply->status);
      return NULL;
    }
  entity = zb_json_read_record_text (zb_kind_get_type (one->kind), text, (gssize)length, error);
  return entity ? zb_event_new ("entity.fetched", entity, 0) : NULL;
}

/* What a platform answers that has no time or fails just now says nothing of the entity. An answer that comes
 * when its officer has gone is none for who sits here now. */
static ZbReply *
await_one (One *one, GError **error)
{
  g_autofree char *id = g_uri_escape_string (one->id, NULL, FALSE);
  g_autoptr (ZbRequest) request = zb_request_new ("GET", "/%s/%s", zb_kind_get_plural (one->kind), id);
  g_autoptr (ZbReply) reply = dex_await_object (
      dex_future_first (zb_session_send (one->session, request), dex_ref (one->stop), NULL), error);

  if (reply == NULL || (zb_reply_is_final (reply) && dex_future_is_pending (one->stop)))
    return g_steal_pointer (&reply);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, "it was answered with %u", reply->status);
  return NULL;
}

static DexFuture *
fetch_one_fiber (gpointer data)
{
  One *one = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbReply) reply = await_one (one, &error);
  g_autoptr (ZbEvent) event = reply ? read_one (one, reply, &error) : NULL;
  g_autoptr (GPtrArray) events = g_ptr_array_new ();

  if (reply == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (event == NULL)
    {
      g_warning ("%s %s cannot be read by itself either: %s", zb_kind_get_plural (one->kind), one->id,
                 error->message);
      return dex_future_new_false ();
    }
  g_ptr_array_add (events, event);
  zb_inbox_push (one->inbox, events, -1);
  return dex_future_new_true ();
}

/**
 * zb_lists_fetch_one:
 * @session: who asks
 * @inbox: where the entity goes
 * @kind: a known kind of entity
 * @id: its id
 * @stop: what is answered after it rejects is dropped
 *
 * Fetches one entity by itself, since an event about it could not be read. One that is not there is removed.
 *
 * Returns: (transfer full): a future of whether it could be read; it rejects where no answer came, or one
 * that decides nothing
 */
DexFuture *
zb_lists_fetch_one (ZbSession *session, ZbInbox *inbox, ZbKind kind, const char *id, DexFuture *stop)
{
  One *one = g_new0 (One, 1);

  one->stop = dex_ref (stop);
  one->session = g_object_ref (session);
  one->inbox = g_object_ref (inbox);
  one->kind = kind;
  one->id = g_strdup (id);
  return zb_fiber_spawn (fetch_one_fiber, one, one_free);
}
