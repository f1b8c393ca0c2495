/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A real platform for tests, in this process, in a folder of its own, on a free port. */
#include "zb-test-platform.h"

#include "zb-accounts.h"
#include "zb-alert.h"
#include "zb-area.h"
#include "zb-algorithm.h"
#include "zb-device.h"
#include "zb-organisation.h"
#include "zb-plan.h"
#include "zb-unit.h"
#include "zb-uuid.h"

#include <glib/gstdio.h>
#include <math.h>
#include <sodium.h>
#include <stdarg.h>

#define DEADLINE 10000

struct _ZbTestPlatform
{
  ZbPlatform *platform;
  ZbPlatformOptions options;
  char *dir;
  char *address;
  SoupSession *session;
  GHashTable *tokens;
};

/* --- waiting ------------------------------------------------------------------------------------------ */

static gboolean
on_deadline (gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_CONTINUE;
}

static gboolean
keep_turning (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/**
 * zb_test_wait:
 * @condition: what to wait for
 * @data: for it
 * @milliseconds: at most so long
 *
 * Turns the main loop until @condition holds.
 *
 * Returns: whether it came to hold
 */
gboolean
zb_test_wait (ZbTestCondition condition, gpointer data, guint milliseconds)
{
  gboolean late = FALSE;
  guint timer = g_timeout_add (milliseconds, on_deadline, &late);
  guint tick = g_timeout_add (5, keep_turning, NULL);
  gboolean holds;
  while (!(holds = condition (data)) && !late)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timer);
  g_source_remove (tick);
  return holds;
}

static gboolean
is_settled (gpointer future)
{
  return !dex_future_is_pending (future);
}

/**
 * zb_test_await:
 * @future: (transfer full): a future
 * @milliseconds: at most so long
 *
 * Returns: (transfer full): @future, settled
 */
DexFuture *
zb_test_await (DexFuture *future, guint milliseconds)
{
  g_assert_true (zb_test_wait (is_settled, future, milliseconds));
  return future;
}

/* --- what is in it -------------------------------------------------------------------------------------- */

/* A box of a tenth of a degree eastwards from 121.35, between two latitudes. */
static ZbGeometry *
make_box (double south, double north)
{
  const ZbPoint corners[] = {
    { 121.35, south }, { 121.45, south }, { 121.45, north }, { 121.35, north }, { 121.35, south }
  };
  ZbGeometry *box = zb_geometry_new ();
  zb_geometry_begin_polygon (box);
  zb_geometry_begin_ring (box);
  for (guint i = 0; i < G_N_ELEMENTS (corners); i++)
    zb_geometry_add_point (box, corners[i]);
  return box;
}

static void
add_area (ZbTransaction *tx, const char *id, ZbAreaKind kind, const char *name, const char *parent,
          double south, double north)
{
  ZbArea *area = ZB_AREA (zb_entity_new (ZB_KIND_AREA, id));
  area->kind = kind;
  area->name = g_strdup (name);
  area->code = g_strdup (name);
  area->parent = g_strdup (parent);
  area->geometry = make_box (south, north);
  zb_transaction_add (tx, area, NULL);
}

static void
add_camera (ZbTransaction *tx, const char *id, const char *name, const char *area, ZbDeviceStatus status)
{
  ZbDevice *device = ZB_DEVICE (zb_entity_new (ZB_KIND_DEVICE, id));
  device->kind = ZB_DEVICE_CAMERA;
  device->name = g_strdup (name);
  device->code = g_strdup (name);
  device->area = g_strdup (area);
  device->status = status;
  device->location = (ZbPoint){ 121.40, 31.22 };
  device->heading = device->fov = device->range = NAN;
  device->profiles = g_strsplit ("main,sub", ",", -1);
  zb_transaction_add (tx, device, NULL);
}

static void
add_unit (ZbTransaction *tx, const char *id, const char *call_sign)
{
  ZbUnit *unit = ZB_UNIT (zb_entity_new (ZB_KIND_UNIT, id));
  unit->call_sign = g_strdup (call_sign);
  unit->organisation = g_strdup (ZB_TEST_ORGANISATION);
  unit->area = g_strdup (ZB_TEST_NORTH);
  unit->skills = g_strsplit ("消防", ",", -1);
  unit->on_duty = TRUE;
  unit->location = (ZbPoint){ 121.401, 31.221 };
  unit->accuracy = 5;
  unit->heading = unit->speed = NAN;
  unit->as_of = tx->now;
  unit->status = ZB_UNIT_AVAILABLE;
  zb_transaction_add (tx, unit, NULL);
}

static ZbPlanTimes *
make_times (ZbSeverity severity)
{
  ZbPlanTimes *times = g_object_new (ZB_TYPE_PLAN_TIMES, NULL);
  times->severity = severity;
  times->accept = 5;
  times->arrive = 15;
  times->finish = 120;
  return times;
}

static void
add_plan (ZbTransaction *tx)
{
  ZbPlan *plan = ZB_PLAN (zb_entity_new (ZB_KIND_PLAN, ZB_TEST_PLAN));
  plan->kind = g_strdup ("smoke_fire");
  plan->name = g_strdup ("烟火处置规程");
  plan->edition = 1;
  plan->checklist = g_strsplit ("看画面,打电话", ",", -1);
  plan->checks = g_strsplit ("火已扑灭,现场已清理", ",", -1);
  plan->organisations = g_strsplit ("emergency", ",", -1);
  plan->skills = g_strsplit ("消防", ",", -1);
  plan->required = g_strsplit ("title,place", ",", -1);
  plan->times = g_ptr_array_new_with_free_func (g_object_unref);
  for (int severity = ZB_SEVERITY_LOW; severity <= ZB_SEVERITY_URGENT; severity++)
    g_ptr_array_add (plan->times, make_times (severity));
  zb_transaction_add (tx, plan, NULL);
}

static void
add_others (ZbTransaction *tx)
{
  ZbOrganisation *organisation = ZB_ORGANISATION (zb_entity_new (ZB_KIND_ORGANISATION, ZB_TEST_ORGANISATION));
  organisation->kind = g_strdup ("emergency");
  organisation->name = g_strdup ("应急站");
  organisation->areas = g_strsplit (ZB_TEST_DISTRICT, ",", -1);
  zb_transaction_add (tx, organisation, NULL);
  ZbAlgorithm *algorithm = ZB_ALGORITHM (zb_entity_new (ZB_KIND_ALGORITHM, ZB_TEST_ALGORITHM));
  algorithm->name = g_strdup ("烟火识别");
  algorithm->release = g_strdup ("1.0");
  algorithm->use = ZB_ALGORITHM_ASSIST;
  algorithm->threshold = 0.5;
  algorithm->review = g_object_new (ZB_TYPE_REVIEW, NULL);
  algorithm->review->state = ZB_REVIEW_APPROVED;
  zb_transaction_add (tx, algorithm, NULL);
}

static const struct
{
  const char *username;
  ZbRole role;
  const char *area;
  const char *unit;
} people[] = {
  { "officer", ZB_ROLE_DUTY_OFFICER, NULL, NULL },
  { "officer2", ZB_ROLE_DUTY_OFFICER, NULL, NULL },
  { "leader", ZB_ROLE_DUTY_LEADER, NULL, NULL },
  { "north", ZB_ROLE_SUBDISTRICT_OFFICER, ZB_TEST_NORTH, NULL },
  { "south", ZB_ROLE_SUBDISTRICT_OFFICER, ZB_TEST_SOUTH, NULL },
  { "handler", ZB_ROLE_HANDLER, NULL, ZB_TEST_UNIT_1 },
  { "handler2", ZB_ROLE_HANDLER, NULL, ZB_TEST_UNIT_2 },
  { "checker", ZB_ROLE_CHECKER, NULL, NULL },
  { "reviewer", ZB_ROLE_ALGORITHM_REVIEWER, NULL, NULL },
  { "auditor", ZB_ROLE_AUDITOR, NULL, NULL },
  { "admin", ZB_ROLE_ADMINISTRATOR, NULL, NULL },
  { "wall", ZB_ROLE_WALL, NULL, NULL },
};

static void
add_person (ZbTransaction *tx, guint index, const char *hash)
{
  g_autoptr (ZbAccount) account = g_object_new (ZB_TYPE_ACCOUNT, NULL);
  account->username = g_strdup (people[index].username);
  account->name = g_strdup (people[index].username);
  account->role = (int)people[index].role;
  account->unit = g_strdup (people[index].unit);
  account->organisation = people[index].unit != NULL ? g_strdup (ZB_TEST_ORGANISATION) : NULL;
  const char *areas[] = { people[index].area, NULL };
  account->areas = g_strdupv ((char **)areas);
  zb_accounts_add (tx->connection, account, hash, &tx->error);
}

static const char *
get_hash (void)
{
  static char *hash;
  if (hash == NULL)
    hash = zb_password_hash (ZB_TEST_PASSWORD, NULL);
  return hash;
}

static gboolean
fill (ZbTransaction *tx, gpointer data)
{
  add_area (tx, ZB_TEST_DISTRICT, ZB_AREA_DISTRICT, "长宁区", NULL, 31.15, 31.25);
  add_area (tx, ZB_TEST_NORTH, ZB_AREA_SUBDISTRICT, "北街道", ZB_TEST_DISTRICT, 31.20, 31.25);
  add_area (tx, ZB_TEST_SOUTH, ZB_AREA_SUBDISTRICT, "南街道", ZB_TEST_DISTRICT, 31.15, 31.20);
  add_area (tx, ZB_TEST_NORTH_COMMITTEE, ZB_AREA_COMMITTEE, "北一居委", ZB_TEST_NORTH, 31.21, 31.24);
  add_area (tx, ZB_TEST_SOUTH_COMMITTEE, ZB_AREA_COMMITTEE, "南一居委", ZB_TEST_SOUTH, 31.16, 31.19);
  add_others (tx);
  add_plan (tx);
  add_unit (tx, ZB_TEST_UNIT_1, "一号");
  add_unit (tx, ZB_TEST_UNIT_2, "二号");
  add_camera (tx, ZB_TEST_CAMERA_NORTH, "北一", ZB_TEST_NORTH_COMMITTEE, ZB_DEVICE_ONLINE);
  add_camera (tx, ZB_TEST_CAMERA_SOUTH, "南一", ZB_TEST_SOUTH_COMMITTEE, ZB_DEVICE_ONLINE);
  add_camera (tx, ZB_TEST_CAMERA_OFFLINE, "北二", ZB_TEST_NORTH_COMMITTEE, ZB_DEVICE_OFFLINE);
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    add_person (tx, i, get_hash ());
  g_autofree char *key = zb_secret_hash (ZB_TEST_API_KEY);
  zb_connection_run (tx->connection, &tx->error, "INSERT INTO api_key VALUES (?, ?, ?)", "tti", key,
                     ZB_TEST_SOURCE, tx->now);
  return TRUE;
}

/* --- the platform ----------------------------------------------------------------------------------------
 */

static void
start (ZbTestPlatform *self)
{
  g_autoptr (GError) error = NULL;
  self->platform = zb_platform_new (&self->options, &error);
  g_assert_no_error (error);
  zb_platform_listen (self->platform, &error);
  g_assert_no_error (error);
}

/**
 * zb_test_platform_new:
 *
 * Returns: (transfer full): a platform that runs in this process and beats every second
 */
ZbTestPlatform *
zb_test_platform_new (void)
{
  return zb_test_platform_new_with (&(ZbPlatformOptions){ .heartbeat_ms = 1000 });
}

/**
 * zb_test_platform_new_with:
 * @options: how it differs; its folder and address are chosen here
 *
 * Returns: (transfer full): a platform that runs in this process
 */
ZbTestPlatform *
zb_test_platform_new_with (const ZbPlatformOptions *options)
{
  dex_init ();
  g_assert_cmpint (sodium_init (), >=, 0);
  ZbTestPlatform *self = g_new0 (ZbTestPlatform, 1);
  self->dir = g_dir_make_tmp ("zb-platform-XXXXXX", NULL);
  self->options = *options;
  self->options.data_dir = self->dir;
  self->options.listen = "127.0.0.1:0";
  self->session = soup_session_new ();
  self->tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  start (self);
  g_autoptr (GError) error = NULL;
  zb_platform_work_sync (self->platform, fill, NULL, &error);
  g_assert_no_error (error);
  return self;
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  for (const char *name = dir != NULL ? g_dir_read_name (dir) : NULL; name != NULL;
       name = g_dir_read_name (dir))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

/**
 * zb_test_platform_free:
 * @self: (transfer full): a platform, which may be stopped
 *
 * Stops it and removes its folder.
 */
void
zb_test_platform_free (ZbTestPlatform *self)
{
  soup_session_abort (self->session);
  if (self->platform != NULL)
    zb_platform_stop (self->platform);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&self->platform);
  g_object_unref (self->session);
  g_hash_table_unref (self->tokens);
  remove_folder (self->dir);
  g_free (self->dir);
  g_free (self->address);
  g_free (self);
}

/**
 * zb_test_platform_restart:
 * @self: a platform
 *
 * Stops it and starts it again with what it has in its folder, on another port.
 */
void
zb_test_platform_restart (ZbTestPlatform *self)
{
  soup_session_abort (self->session);
  zb_platform_stop (self->platform);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&self->platform);
  start (self);
}

/**
 * zb_test_platform_stop:
 * @self: a platform that runs
 *
 * Stops it, as a console sees it for good.
 */
void
zb_test_platform_stop (ZbTestPlatform *self)
{
  soup_session_abort (self->session);
  g_free (self->address);
  self->address = g_strdup (zb_platform_get_url (self->platform) + strlen ("http://"));
  zb_platform_stop (self->platform);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&self->platform);
}

/**
 * zb_test_platform_start:
 * @self: a platform that was stopped
 *
 * Starts it again where it was, with what it has in its folder.
 */
void
zb_test_platform_start (ZbTestPlatform *self)
{
  self->options.listen = self->address;
  start (self);
}

/**
 * zb_test_platform_get:
 * @self: a platform
 *
 * Returns: the object itself
 */
ZbPlatform *
zb_test_platform_get (ZbTestPlatform *self)
{
  return self->platform;
}

/**
 * zb_test_platform_get_url:
 * @self: a platform
 *
 * Returns: where it is
 */
const char *
zb_test_platform_get_url (ZbTestPlatform *self)
{
  return zb_platform_get_url (self->platform);
}

/**
 * zb_test_platform_get_dir:
 * @self: a platform
 *
 * Returns: its folder
 */
const char *
zb_test_platform_get_dir (ZbTestPlatform *self)
{
  return self->dir;
}

/* --- asking it --------------------------------------------------------------------------------------------
 */

typedef struct
{
  GBytes *body;
  GError *error;
  gboolean done;
} Exchange;

static void
on_answered (GObject *session, GAsyncResult *result, gpointer data)
{
  Exchange *exchange = data;
  exchange->body = soup_session_send_and_read_finish (SOUP_SESSION (session), result, &exchange->error);
  exchange->done = TRUE;
}

static gboolean
is_done (gpointer data)
{
  return ((Exchange *)data)->done;
}

static ZbTestAnswer *
make_answer (SoupMessage *message, GBytes *body)
{
  ZbTestAnswer *self = g_new0 (ZbTestAnswer, 1);
  gsize length;
  const char *data = g_bytes_get_data (body, &length);
  self->status = soup_message_get_status (message);
  self->type =
      g_strdup (soup_message_headers_get_content_type (soup_message_get_response_headers (message), NULL));
  self->text = g_strndup (data != NULL ? data : "", length);
  if (self->type != NULL && strstr (self->type, "json") != NULL)
    self->doc = yyjson_read (self->text, length, 0);
  self->root = yyjson_doc_get_root (self->doc);
  self->message = g_object_ref (message);
  return self;
}

static ZbTestAnswer *
exchange (ZbTestPlatform *self, SoupMessage *message)
{
  Exchange exchange = { 0 };
  soup_session_send_and_read_async (self->session, message, G_PRIORITY_DEFAULT, NULL, on_answered, &exchange);
  g_assert_true (zb_test_wait (is_done, &exchange, DEADLINE));
  g_assert_no_error (exchange.error);
  ZbTestAnswer *answer = make_answer (message, exchange.body);
  g_bytes_unref (exchange.body);
  return answer;
}

static void
authorize (ZbTestPlatform *self, SoupMessage *message, const char *who)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  if (who == NULL)
    return;
  if (g_str_equal (who, ZB_TEST_SOURCE))
    {
      soup_message_headers_replace (headers, "X-API-Key", ZB_TEST_API_KEY);
      return;
    }
  g_autofree char *value = g_strconcat ("Bearer ", zb_test_platform_sign_in (self, who), NULL);
  soup_message_headers_replace (headers, "Authorization", value);
}

/**
 * zb_test_send:
 * @self: a platform
 * @who: (nullable): a user name, %ZB_TEST_SOURCE for the source, NULL for nobody
 * @method: HTTP's method
 * @path: below /api/v1
 * @headers: (nullable): names and values of further headers in turn, ended by NULL
 * @body: (nullable): the body
 *
 * Returns: (transfer full): the answer
 */
ZbTestAnswer *
zb_test_send (ZbTestPlatform *self, const char *who, const char *method, const char *path,
              const char *const *headers, const char *body)
{
  g_autofree char *url = g_strconcat (zb_test_platform_get_url (self), "/api/v1", path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  authorize (self, message, who);
  if (body != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
      soup_message_set_request_body_from_bytes (message, "application/json", bytes);
    }
  for (guint i = 0; headers != NULL && headers[i] != NULL; i += 2)
    soup_message_headers_replace (soup_message_get_request_headers (message), headers[i], headers[i + 1]);
  return exchange (self, message);
}

/**
 * zb_test_platform_sign_in:
 * @self: a platform
 * @username: one of officer, officer2, leader, north, south, handler, handler2, checker, reviewer, auditor,
 *   admin, wall
 *
 * Returns: a token
 */
const char *
zb_test_platform_sign_in (ZbTestPlatform *self, const char *username)
{
  const char *token = g_hash_table_lookup (self->tokens, username);
  if (token != NULL)
    return token;
  g_autofree char *body =
      g_strdup_printf ("{\"username\":\"%s\",\"password\":\"%s\"}", username, ZB_TEST_PASSWORD);
  g_autoptr (ZbTestAnswer) answer = zb_test_send (self, NULL, "POST", "/session", NULL, body);
  zb_test_assert_status (answer, 201);
  g_hash_table_insert (self->tokens, g_strdup (username), g_strdup (zb_test_answer_text (answer, "/token")));
  return g_hash_table_lookup (self->tokens, username);
}

/**
 * zb_test_get:
 * @self: a platform
 * @who: (nullable): a user name
 * @path: below /api/v1
 *
 * Returns: (transfer full): the answer
 */
ZbTestAnswer *
zb_test_get (ZbTestPlatform *self, const char *who, const char *path)
{
  return zb_test_send (self, who, "GET", path, NULL, NULL);
}

/**
 * zb_test_post:
 * @self: a platform
 * @who: (nullable): a user name
 * @path: below /api/v1
 * @format: the body
 * @...: for @format
 *
 * Posts with a new Idempotency-Key.
 *
 * Returns: (transfer full): the answer
 */
ZbTestAnswer *
zb_test_post (ZbTestPlatform *self, const char *who, const char *path, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *body = g_strdup_vprintf (format, args);
  va_end (args);
  g_autofree char *key = zb_uuid_new ();
  const char *headers[] = { "Idempotency-Key", key, NULL };
  return zb_test_send (self, who, "POST", path, headers, body);
}

/**
 * zb_test_raise:
 * @self: a platform
 * @kind: a kind of alert
 * @severity: its severity
 * @device: the id of the camera that raises it
 * @dedup_key: what tells it from others
 *
 * Raises an alert as a source does.
 *
 * Returns: (transfer full): its id
 */
char *
zb_test_raise (ZbTestPlatform *self, const char *kind, const char *severity, const char *device,
               const char *dedup_key)
{
  g_autofree char *id = zb_uuid_new ();
  g_autofree char *body =
      g_strdup_printf ("[{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/"
                       "tests\",\"type\":\"alert.raised\",\"data\":{\"kind\":\"%s\","
                       "\"severity\":\"%s\",\"title\":\"试\",\"device\":\"%s\",\"dedup_key\":\"%s\","
                       "\"location\":{\"type\":\"Point\",\"coordinates\":[121.4,31.22]}}}]",
                       id, kind, severity, device, dedup_key);
  const char *headers[] = { "Content-Type", "application/cloudevents-batch+json", NULL };
  g_autoptr (ZbTestAnswer) answer =
      zb_test_send (self, ZB_TEST_SOURCE, "POST", "/ingest/events", headers, body);
  zb_test_assert_status (answer, 200);
  return g_strdup (zb_test_answer_text (answer, "/items/0/entity"));
}

/**
 * zb_test_answer_text:
 * @self: an answer
 * @pointer: a JSON pointer
 *
 * Returns: (nullable): the string there
 */
const char *
zb_test_answer_text (ZbTestAnswer *self, const char *pointer)
{
  return yyjson_get_str (yyjson_ptr_get (self->root, pointer));
}

/**
 * zb_test_answer_integer:
 * @self: an answer
 * @pointer: a JSON pointer
 *
 * Returns: the number there, -1 where there is none
 */
gint64
zb_test_answer_integer (ZbTestAnswer *self, const char *pointer)
{
  yyjson_val *value = yyjson_ptr_get (self->root, pointer);
  return yyjson_is_int (value) ? yyjson_get_sint (value) : -1;
}

/**
 * zb_test_answer_header:
 * @self: an answer
 * @name: a header
 *
 * Returns: (nullable): its value
 */
const char *
zb_test_answer_header (ZbTestAnswer *self, const char *name)
{
  return soup_message_headers_get_one (soup_message_get_response_headers (self->message), name);
}

/**
 * zb_test_answer_free:
 * @self: (transfer full): an answer
 */
void
zb_test_answer_free (ZbTestAnswer *self)
{
  yyjson_doc_free (self->doc);
  g_object_unref (self->message);
  g_free (self->type);
  g_free (self->text);
  g_free (self);
}
