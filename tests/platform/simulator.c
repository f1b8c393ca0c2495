/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulator against a platform that only listens: what comes in by the ingest door. */
#include "zb-alert-kind.h"
#include "zb-district.h"
#include "zb-json.h"
#include "zb-sighting.h"
#include "zb-simulator.h"

#include <libsoup/soup.h>

#define KEY "key-for-tests"

typedef struct
{
  SoupServer *server;
  char *url;
  GPtrArray *events;      /* yyjson_val * */
  GPtrArray *docs;        /* yyjson_doc * */
  GHashTable *pictures;   /* id → SHA-256 */
  guint refuse;           /* so many batches are answered with 503 */
  guint unknown_pictures; /* named by an event before they were stored */
  guint strangers;        /* without the key */
} Door;

static ZbDistrict *district;

static void
keep_event (Door *door, yyjson_val *event)
{
  yyjson_val *evidence = yyjson_ptr_get (event, "/data/evidence/0");
  g_ptr_array_add (door->events, event);
  if (evidence &&
      g_strcmp0 (g_hash_table_lookup (door->pictures, yyjson_get_str (yyjson_obj_get (evidence, "id"))),
                 yyjson_get_str (yyjson_obj_get (evidence, "sha256"))) != 0)
    door->unknown_pictures++;
}

static void
take_batch (Door *door, SoupServerMessage *message)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  const char *type =
      soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Content-Type");
  yyjson_doc *doc = NULL;
  size_t i, n;
  yyjson_val *event;
  if (door->refuse > 0)
    {
      door->refuse--;
      soup_message_headers_replace (soup_server_message_get_response_headers (message), "Retry-After", "1");
      soup_server_message_set_status (message, 503, NULL);
      return;
    }
  g_assert_cmpstr (type, ==, "application/cloudevents-batch+json");
  doc = zb_json_parse (body->data, (gssize)body->length, NULL);
  g_ptr_array_add (door->docs, doc);
  yyjson_arr_foreach (yyjson_doc_get_root (doc), i, n, event) keep_event (door, event);
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, "{\"items\":[]}", 12);
}

static void
take_picture (Door *door, SoupServerMessage *message, const char *path)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);
  const char *said =
      soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Content-SHA256");
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  const guint8 *data = g_bytes_get_data (bytes, NULL);
  g_assert_cmpstr (said, ==, sum);
  g_assert_true (data[0] == 0xff && data[1] == 0xd8); /* JPEG */
  g_hash_table_insert (door->pictures, g_path_get_basename (path), g_strdup (sum));
  soup_server_message_set_status (message, 201, NULL);
}

static void
on_request (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
            gpointer data)
{
  Door *door = data;
  const char *key =
      soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Authorization");
  if (g_strcmp0 (key, "ApiKey " KEY) != 0)
    door->strangers++;
  if (g_str_equal (path, "/api/v1/ingest/events"))
    take_batch (door, message);
  else if (g_str_has_prefix (path, "/api/v1/evidence/"))
    take_picture (door, message, path);
  else
    g_error ("The simulator asked for %s", path);
}

static Door *
door_new (void)
{
  Door *door = g_new0 (Door, 1);
  GSList *uris;
  door->events = g_ptr_array_new ();
  door->docs = g_ptr_array_new_with_free_func ((GDestroyNotify)yyjson_doc_free);
  door->pictures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  door->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (door->server, NULL, on_request, door, NULL);
  g_assert_true (soup_server_listen_local (door->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (door->server);
  door->url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify)g_uri_unref);
  return door;
}

static void
door_free (Door *door)
{
  soup_server_disconnect (door->server);
  g_object_unref (door->server);
  g_ptr_array_unref (door->events);
  g_ptr_array_unref (door->docs);
  g_hash_table_unref (door->pictures);
  g_free (door->url);
  g_free (door);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Door, door_free)

static const char *
text_at (yyjson_val *event, const char *pointer)
{
  return yyjson_get_str (yyjson_ptr_get (event, pointer));
}

/* How many of the events are of a type and, where a pointer is given, have a text there. */
static guint
count (Door *door, const char *type, const char *pointer, const char *text)
{
  guint n = 0;
  for (guint i = 0; i < door->events->len; i++)
    n += g_strcmp0 (text_at (door->events->pdata[i], "/type"), type) == 0 &&
         (!pointer || g_strcmp0 (text_at (door->events->pdata[i], pointer), text) == 0);
  return n;
}

/* Different matters, repeats not counted. */
static GHashTable *
collect (Door *door, const char *severity)
{
  GHashTable *keys = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < door->events->len; i++)
    if (g_strcmp0 (text_at (door->events->pdata[i], "/data/severity"), severity) == 0)
      g_hash_table_add (keys, (gpointer)text_at (door->events->pdata[i], "/data/dedup_key"));
  return keys;
}

static guint
count_matters (Door *door, const char *severity)
{
  g_autoptr (GHashTable) keys = collect (door, severity);
  return g_hash_table_size (keys);
}

static gboolean
on_timeout (gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
listen_for (guint milliseconds)
{
  gboolean over = FALSE;
  g_timeout_add (milliseconds, on_timeout, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

/* Frees it while the door still answers. */
static gpointer
end_in_thread (gpointer simulator)
{
  zb_simulator_free (simulator);
  return NULL;
}

static void
end (ZbSimulator *simulator)
{
  g_autoptr (GThread) thread = g_thread_new ("end", end_in_thread, simulator);
  listen_for (300);
  g_thread_join (g_steal_pointer (&thread));
}

static ZbSimulator *
begin (Door *door, double per_minute, gboolean opening, gboolean pictures)
{
  ZbSimulatorOptions options = { door->url, KEY, ZB_DISTRICT_SEED, per_minute, opening, pictures };
  return zb_simulator_new (&options);
}

static void
test_opening (void)
{
  g_autoptr (Door) door = door_new ();
  ZbSimulator *simulator = begin (door, 0, TRUE, TRUE);
  for (guint i = 0; i < 400 && count_matters (door, "urgent") + count_matters (door, "high") +
                                       count_matters (door, "medium") + count_matters (door, "low") <
                                   47;
       i++)
    listen_for (200);
  listen_for (500);
  end (simulator);
  g_assert_cmpuint (count_matters (door, "urgent"), ==, 2);
  g_assert_cmpuint (count_matters (door, "high"), ==, 9);
  g_assert_cmpuint (count_matters (door, "medium"), ==, 21);
  g_assert_cmpuint (count_matters (door, "low"), ==, 15);
  g_assert_cmpuint (count (door, "alert.raised", "/data/title", "车棚疑似明火"), ==, 3);
  g_assert_cmpuint (g_hash_table_size (door->pictures), >, 30);
  g_assert_cmpuint (door->unknown_pictures, ==, 0);
  g_assert_cmpuint (door->strangers, ==, 0);
}

static gboolean
is_known_device (const char *id)
{
  static GHashTable *ids;
  if (!ids)
    {
      ids = g_hash_table_new (g_str_hash, g_str_equal);
      for (guint i = 0; i < district->devices->len; i++)
        g_hash_table_add (ids, ((ZbEntity *)district->devices->pdata[i])->id);
    }
  return g_hash_table_contains (ids, id);
}

static void
check_alert (yyjson_val *event)
{
  const char *device = text_at (event, "/data/device");
  const ZbAlertKind *kind = zb_alert_kind_find (text_at (event, "/data/kind"));
  g_assert_nonnull (kind);
  g_assert_cmpint (zb_choices_parse (&zb_severities, text_at (event, "/data/severity")), >, 0);
  g_assert_nonnull (text_at (event, "/data/title"));
  g_assert_null (strchr (text_at (event, "/data/title"), '|'));
  g_assert_nonnull (text_at (event, "/data/place"));
  g_assert_true (yyjson_is_num (yyjson_ptr_get (event, "/data/location/coordinates/1")));
  g_assert_true (!device || is_known_device (device));
  g_assert_true (device || text_at (event, "/data/contact/telephone"));
  g_assert_cmpint (text_at (event, "/data/algorithm") != NULL, ==,
                   yyjson_is_num (yyjson_ptr_get (event, "/data/score")));
}

static void
test_every_kind_is_raised (void)
{
  g_autoptr (Door) door = door_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  ZbSimulator *simulator = begin (door, 120000, FALSE, FALSE);
  guint n_kinds;
  zb_alert_kinds (&n_kinds);
  for (guint i = 0; i < 300 && count (door, "alert.raised", NULL, NULL) < 4000; i++)
    listen_for (100);
  end (simulator);
  for (guint i = 0; i < door->events->len; i++)
    if (g_strcmp0 (text_at (door->events->pdata[i], "/type"), "alert.raised") == 0)
      {
        check_alert (door->events->pdata[i]);
        g_hash_table_add (seen, (gpointer)text_at (door->events->pdata[i], "/data/kind"));
      }
  g_assert_cmpuint (g_hash_table_size (seen), ==, n_kinds);
}

static gboolean
is_on_a_road (yyjson_val *event)
{
  ZbPoint point = { yyjson_get_num (yyjson_ptr_get (event, "/data/location/coordinates/0")),
                    yyjson_get_num (yyjson_ptr_get (event, "/data/location/coordinates/1")) };
  return zb_segments_nearest (district->ground.fabric->segments, zb_xy_from_point (point), 8, NULL) != NULL;
}

static void
test_units_and_devices_report (void)
{
  g_autoptr (Door) door = door_new ();
  ZbSimulator *simulator = begin (door, 0, FALSE, FALSE);
  g_autoptr (GHashTable) units = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < 300 && count (door, "unit.position", NULL, NULL) < 50; i++)
    listen_for (100);
  listen_for (6000);
  end (simulator);
  for (guint i = 0; i < door->events->len; i++)
    if (g_strcmp0 (text_at (door->events->pdata[i], "/type"), "unit.position") == 0)
      {
        g_assert_true (is_on_a_road (door->events->pdata[i]));
        g_hash_table_add (units, (gpointer)text_at (door->events->pdata[i], "/subject"));
      }
  g_assert_cmpuint (g_hash_table_size (units), >, 50);
  g_assert_cmpuint (count (door, "unit.position", NULL, NULL), >=, 2 * g_hash_table_size (units) - 8);
  g_assert_cmpuint (count (door, "device.health", NULL, NULL), >=, 8);
  g_assert_cmpuint (count (door, "alert.raised", NULL, NULL), ==, 0);
}

static void
test_nothing_is_lost_while_the_platform_is_busy (void)
{
  g_autoptr (Door) door = door_new ();
  ZbSimulator *simulator;
  door->refuse = 2;
  simulator = begin (door, 0, TRUE, FALSE);
  for (guint i = 0; i < 300 && count_matters (door, "low") < 15; i++)
    listen_for (200);
  listen_for (300);
  end (simulator);
  g_assert_cmpuint (door->refuse, ==, 0);
  g_assert_cmpuint (count_matters (door, "urgent") + count_matters (door, "high") +
                        count_matters (door, "medium") + count_matters (door, "low"),
                    ==, 47);
}

static char *
list_titles (void)
{
  g_autoptr (ZbLookout) lookout = zb_lookout_new (district, 7);
  GString *titles = g_string_new (NULL);
  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (ZbSighting) sighting = zb_lookout_see (lookout, zb_lookout_pick (lookout));
      g_string_append_printf (titles, "%s %s %s\n", sighting->title, sighting->place, sighting->dedup_key);
    }
  return g_string_free (titles, FALSE);
}

static void
test_same_seed_same_day (void)
{
  g_autofree char *first = list_titles (), *second = list_titles ();
  g_assert_cmpstr (first, ==, second);
}

static void
test_places_read_well (void)
{
  static const struct
  {
    const char *name, *place;
  } pairs[] = {
    { "天山路889弄 3号车棚", "天山路 889 弄 · 3 号车棚" },
    { "娄山关路天山路口 2", "娄山关路 · 天山路口" },
    { "虹桥路1440号雨水井 12", "虹桥路 1440 号雨水井" },
    { "中山公园站3号口", "中山公园站 3 号口" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *place = zb_sighting_describe_place (pairs[i].name);
      g_assert_cmpstr (place, ==, pairs[i].place);
    }
}

int
main (int argc, char **argv)
{
  int code;
  g_test_init (&argc, &argv, NULL);
  district = zb_district_new (ZB_DISTRICT_SEED);
  g_test_add_func ("/simulator/places", test_places_read_well);
  g_test_add_func ("/simulator/same-seed", test_same_seed_same_day);
  g_test_add_func ("/simulator/opening", test_opening);
  g_test_add_func ("/simulator/every-kind", test_every_kind_is_raised);
  g_test_add_func ("/simulator/units-and-devices", test_units_and_devices_report);
  g_test_add_func ("/simulator/busy-platform", test_nothing_is_lost_while_the_platform_is_busy);
  code = g_test_run ();
  zb_district_free (district);
  return code;
}
