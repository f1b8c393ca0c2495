/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk.h"

#include "zb-json.h"
#include "zb-time.h"
#include "zb-uuid.h"

const char *const desk_people[ZB_N_ROLES] = { NULL,      "officer",  "leader",  "north", "handler",
                                              "checker", "reviewer", "auditor", "admin", "wall" };

static gpointer
read_record (GType type, yyjson_val *value)
{
  g_autoptr (GError) error = NULL;
  gpointer record = zb_json_read_record (type, value, &error);
  g_assert_no_error (error);
  return record;
}

/**
 * desk_new:
 *
 * Returns: (transfer full): a desk with somebody of each role
 */
Desk *
desk_new (void)
{
  Desk *self = g_new0 (Desk, 1);
  /* The tests say themselves when it is time; nothing is to happen between two of their looks. */
  self->platform = zb_test_platform_new_with (
      &(ZbPlatformOptions){ .heartbeat_ms = 1000, .clock_ms = 3600 * 1000, .token_seconds = 3600 });
  self->sent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_strfreev);
  for (int role = ZB_ROLE_DUTY_OFFICER; role < ZB_N_ROLES; role++)
    {
      g_autoptr (ZbTestAnswer) me = zb_test_get (self->platform, desk_people[role], "/me");
      zb_test_assert_status (me, 200);
      self->accounts[role] = read_record (ZB_TYPE_ACCOUNT, me->root);
      g_assert_cmpint (self->accounts[role]->role, ==, role);
    }
  self->plan = desk_fetch (self, ZB_KIND_PLAN, ZB_TEST_PLAN);
  return self;
}

void
desk_free (Desk *self)
{
  for (int role = 0; role < ZB_N_ROLES; role++)
    g_clear_object (&self->accounts[role]);
  g_clear_object (&self->plan);
  g_hash_table_unref (self->sent);
  zb_test_platform_free (self->platform);
  g_free (self);
}

static gboolean
read_seq (ZbTransaction *tx, gpointer seq)
{
  *(gint64 *)seq = zb_transaction_count (tx, "SELECT coalesce (max (seq), 0) FROM event", "");
  return TRUE;
}

/**
 * desk_seq:
 * @self: a desk
 *
 * Returns: the number of the platform's last event
 */
gint64
desk_seq (Desk *self)
{
  gint64 seq = -1;
  g_autoptr (GError) error = NULL;
  zb_platform_work_sync (zb_test_platform_get (self->platform), read_seq, &seq, &error);
  g_assert_no_error (error);
  return seq;
}

ZbActor
desk_actor (Desk *self, int role)
{
  const ZbAccount *account = self->accounts[role];
  return (ZbActor){ .account = account->parent_instance.id,
                    .name = account->name,
                    .role = role,
                    .unit = account->unit,
                    .organisation = account->organisation,
                    .covers = TRUE,
                    .now = g_get_real_time () };
}

gpointer
desk_fetch (Desk *self, ZbKind kind, const char *id)
{
  g_autofree char *path = g_strdup_printf ("/%s/%s", zb_kind_get_plural (kind), id);
  g_autoptr (ZbTestAnswer) answer = zb_test_get (self->platform, "officer", path);
  zb_test_assert_status (answer, 200);
  return read_record (zb_kind_get_type (kind), answer->root);
}

/**
 * desk_fetch_assignments:
 * @self: a desk
 * @of_case: the id of a case
 *
 * Returns: (transfer full) (element-type ZbAssignment): its assignments
 */
GPtrArray *
desk_fetch_assignments (Desk *self, const char *of_case)
{
  g_autoptr (ZbTestAnswer) answer = zb_test_get (self->platform, "officer", "/assignments?limit=5000");
  GPtrArray *assignments = g_ptr_array_new_with_free_func (g_object_unref);
  yyjson_val *items = yyjson_obj_get (answer->root, "items"), *item;
  size_t i, n;
  yyjson_arr_foreach (items, i, n, item)
  {
    if (g_strcmp0 (yyjson_get_str (yyjson_obj_get (item, "case")), of_case) == 0)
      g_ptr_array_add (assignments, read_record (ZB_TYPE_ASSIGNMENT, item));
  }
  return assignments;
}

/**
 * desk_fetch_sent:
 * @self: a desk
 * @of_case: the id of a case that desk_make_case() made
 *
 * Returns: (transfer full) (element-type ZbAssignment): the assignments that it made for it
 */
GPtrArray *
desk_fetch_sent (Desk *self, const char *of_case)
{
  GPtrArray *assignments = g_ptr_array_new_with_free_func (g_object_unref);
  char **ids = g_hash_table_lookup (self->sent, of_case);
  for (guint i = 0; ids && ids[i]; i++)
    g_ptr_array_add (assignments, desk_fetch (self, ZB_KIND_ASSIGNMENT, ids[i]));
  return assignments;
}

char *
desk_time (gint64 time)
{
  char text[ZB_TIME_LENGTH + 1];
  zb_time_format (time, text);
  return g_strdup (text);
}

/* --- bringing things about ------------------------------------------------------------------- */

/* "/cases/%s/file" → "/cases/0199…/file" */
static char *
fill_in (const char *path, const char *id)
{
  g_auto (GStrv) parts = g_strsplit (path, "%s", 2);
  return g_strjoinv (id, parts);
}

/**
 * desk_do:
 * @self: a desk
 * @who: a user name
 * @path: with %s for the id
 * @id: the id
 * @body: the body
 *
 * Does what has to succeed.
 */
void
desk_do (Desk *self, const char *who, const char *path, const char *id, const char *body)
{
  g_autofree char *filled = fill_in (path, id);
  g_autoptr (ZbTestAnswer) answer = zb_test_post (self->platform, who, filled, "%s", body);
  if (answer->status / 100 != 2)
    g_error ("%s by %s: %u %s", path, who, answer->status, answer->text);
}

/**
 * desk_make_alert:
 * @self: a desk
 * @state: a #ZbAlertState
 *
 * Returns: (transfer full): the id of an alert in that state; where it is claimed, by "officer"
 */
char *
desk_make_alert (Desk *self, int state)
{
  char *id = zb_uuid_new ();
  g_autofree char *body =
      g_strdup_printf ("{\"id\":\"%s\",\"kind\":\"smoke_fire\",\"severity\":\"high\",\"title\":\"冒烟\","
                       "\"place\":\"天山路\",\"location\":" NORTH_POINT "}",
                       id);
  desk_do (self, "officer", "/alerts", id, body);
  if (state >= ZB_ALERT_CLAIMED)
    desk_do (self, "officer", "/alerts/%s/claim", id, "{}");
  if (state >= ZB_ALERT_VERIFIED)
    desk_do (self, "officer", "/alerts/%s/verdict", id, "{\"verdict\":\"true\",\"seen_occurrence\":1}");
  if (state >= ZB_ALERT_CLOSED)
    desk_do (self, "officer", "/alerts/%s/close", id, "{\"reason\":\"已电话处理\"}");
  return id;
}

static void
send_two (Desk *self, const char *id)
{
  g_autofree char *first = zb_uuid_new (), *second = zb_uuid_new ();
  g_autofree char *body =
      g_strdup_printf ("{\"assignments\":[{\"id\":\"%s\",\"unit\":\"" ZB_TEST_UNIT_1 "\",\"lead\":true},"
                       "{\"id\":\"%s\",\"unit\":\"" ZB_TEST_UNIT_2 "\"}]}",
                       first, second);
  desk_do (self, "officer", "/cases/%s/dispatch", id, body);
  char *ids[] = { first, second, NULL };
  g_hash_table_insert (self->sent, g_strdup (id), g_strdupv (ids));
}

/**
 * desk_first_assignment:
 * @self: a desk
 * @of_case: the id of a case
 *
 * Returns: (transfer full): the id of its lead assignment
 */
char *
desk_first_assignment (Desk *self, const char *of_case)
{
  char **ids = g_hash_table_lookup (self->sent, of_case);
  if (ids)
    return g_strdup (ids[0]);
  g_autoptr (GPtrArray) assignments = desk_fetch_assignments (self, of_case);
  return g_strdup (ZB_ENTITY (assignments->pdata[0])->id);
}

static void
handle (Desk *self, const char *id)
{
  char **ids = g_hash_table_lookup (self->sent, id);
  desk_do (self, "handler2", "/assignments/%s/decline", ids[1], "{\"reason\":\"处置另案\"}");
  desk_do (self, "handler", "/assignments/%s/accept", ids[0], "{}");
}

static void
finish (Desk *self, const char *id)
{
  g_autofree char *first = desk_first_assignment (self, id);
  desk_do (self, "handler", "/assignments/%s/done", first, "{\"note\":\"已扑灭\"}");
}

static void
tick_all (Desk *self, const char *id)
{
  desk_do (self, "checker", "/cases/%s/checklist", id, "{\"index\":2,\"done\":true}");
  desk_do (self, "checker", "/cases/%s/checklist", id, "{\"index\":3,\"done\":true}");
}

static gboolean
enable_checking (ZbTransaction *tx, gpointer on)
{
  return zb_connection_run (tx->connection, &tx->error,
                            "UPDATE account SET enabled = ? WHERE role IN ('checker', 'duty_leader')", "i",
                            (gint64)GPOINTER_TO_INT (on));
}

/* Where nobody may check, a case stays reported until a leader names somebody. */
static void
set_checking (Desk *self, gboolean on)
{
  zb_platform_work_sync (zb_test_platform_get (self->platform), enable_checking, GINT_TO_POINTER (on), NULL);
}

static void
report (Desk *self, const char *id, gboolean to_checking)
{
  if (!to_checking)
    set_checking (self, FALSE);
  desk_do (self, "handler", "/cases/%s/report", id, "{\"note\":\"已清运\"}");
  set_checking (self, TRUE);
}

/**
 * desk_make_case:
 * @self: a desk
 * @step: a #ZbStep
 *
 * Returns: (transfer full): the id of a case in that step, which "officer" created and dispatched,
 *   "handler" leads, whose one assignment is done from handling on, and "checker" checks with a complete
 *   checklist. A suspended one comes from being filed.
 */
char *
desk_make_case (Desk *self, int step)
{
  char *id = zb_uuid_new ();
  g_autofree char *body =
      g_strdup_printf ("{\"id\":\"%s\",\"kind\":\"smoke_fire\",\"severity\":\"high\",\"title\":\"冒烟\","
                       "\"place\":\"天山路\",\"location\":" NORTH_POINT "}",
                       id);
  g_autofree char *until = desk_time (g_get_real_time () + G_TIME_SPAN_HOUR);
  g_autofree char *suspend = g_strdup_printf ("{\"until\":\"%s\",\"reason\":\"等待备件\"}", until);
  desk_do (self, "officer", "/cases", id, body);
  if (step == ZB_STEP_VOID)
    desk_do (self, "leader", "/cases/%s/void", id, "{\"reason\":\"重复\"}");
  if (step == ZB_STEP_COLLECTED || step == ZB_STEP_VOID)
    return id;
  desk_do (self, "officer", "/cases/%s/file", id, "{}");
  if (step == ZB_STEP_SUSPENDED)
    desk_do (self, "leader", "/cases/%s/suspend", id, suspend);
  if (step == ZB_STEP_FILED || step == ZB_STEP_SUSPENDED)
    return id;
  send_two (self, id);
  if (step >= ZB_STEP_HANDLING)
    handle (self, id);
  if (step >= ZB_STEP_HANDLING)
    finish (self, id);
  if (step >= ZB_STEP_REPORTED)
    report (self, id, step > ZB_STEP_REPORTED);
  if (step >= ZB_STEP_CHECKING)
    tick_all (self, id);
  if (step >= ZB_STEP_CLOSED)
    desk_do (self, "checker", "/cases/%s/check", id, "{}");
  return id;
}

/**
 * desk_make_assignment:
 * @self: a desk
 * @state: a #ZbAssignmentState
 *
 * Returns: (transfer full): the id of an assignment of "handler"'s unit in that state
 */
char *
desk_make_assignment (Desk *self, int state)
{
  g_autofree char *id = desk_make_case (self, ZB_STEP_DISPATCHED);
  char *first = desk_first_assignment (self, id);
  if (state == ZB_ASSIGNMENT_DECLINED)
    desk_do (self, "handler", "/assignments/%s/decline", first, "{\"reason\":\"处置另案\"}");
  else if (state == ZB_ASSIGNMENT_CANCELLED)
    desk_do (self, "officer", "/assignments/%s/cancel", first, "{\"reason\":\"派错\"}");
  else if (state >= ZB_ASSIGNMENT_ACCEPTED)
    desk_do (self, "handler", "/assignments/%s/accept", first, "{}");
  if (state == ZB_ASSIGNMENT_EN_ROUTE || state == ZB_ASSIGNMENT_ON_SCENE)
    desk_do (self, "handler", "/assignments/%s/en-route", first, "{}");
  if (state == ZB_ASSIGNMENT_ON_SCENE)
    desk_do (self, "handler", "/assignments/%s/arrive", first, "{}");
  if (state == ZB_ASSIGNMENT_DONE)
    desk_do (self, "handler", "/assignments/%s/done", first, "{\"note\":\"已扑灭\"}");
  if (state == ZB_ASSIGNMENT_HANDED_BACK)
    desk_do (self, "handler", "/assignments/%s/hand-back", first, "{\"reason\":\"车辆故障\"}");
  return first;
}

/* --- holding the two against each other ---------------------------------------------------------- */

static void
compare_problem (const char *what, ZbTestAnswer *answer, ZbProblem *local)
{
  const char *because = zb_test_answer_text (answer, "/because");
  if (answer->status != (guint)local->status || g_strcmp0 (because, local->because) != 0)
    g_error ("%s: the console expects %d %s, the platform says %u %s", what, (int)local->status,
             local->because, answer->status, answer->text);
  g_assert_cmpstr (answer->type, ==, "application/problem+json");
  if (answer->status == 409)
    {
      g_assert_cmpstr (zb_test_answer_text (answer, "/state"), ==, local->state);
      g_assert_cmpuint (yyjson_arr_size (yyjson_obj_get (answer->root, "allowed")), ==,
                        g_strv_length (local->allowed));
    }
  if (answer->status == 423)
    g_assert_cmpstr (zb_test_answer_text (answer, "/claim/by"), ==, local->claim->by);
  if (answer->status == 422)
    g_assert_cmpstr (zb_test_answer_text (answer, "/errors/0/pointer"), ==,
                     ((ZbFieldError *)local->errors->pdata[0])->pointer);
}

/**
 * desk_compare:
 * @self: a desk
 * @role: who acts
 * @path: with %s for the id
 * @id: the id
 * @body: the body
 * @local: (transfer full) (nullable): what the console's guard says
 *
 * Sends it, and fails where the platform does not say the same or where a refusal has left anything
 * behind.
 *
 * Returns: whether it was done
 */
gboolean
desk_compare (Desk *self, int role, const char *path, const char *id, const char *body, ZbProblem *local)
{
  g_autoptr (ZbProblem) owned = local;
  g_autofree char *filled = fill_in (path, id);
  g_autofree char *what = g_strdup_printf ("%s %s by %s", filled, body, desk_people[role]);
  gint64 before = desk_seq (self);
  g_autoptr (ZbTestAnswer) answer = zb_test_post (self->platform, desk_people[role], filled, "%s", body);
  if (owned)
    {
      compare_problem (what, answer, owned);
      g_assert_cmpint (desk_seq (self), ==, before);
      return FALSE;
    }
  if (answer->status / 100 != 2)
    g_error ("%s: the console would allow it, the platform says %u %s", what, answer->status, answer->text);
  return TRUE;
}
