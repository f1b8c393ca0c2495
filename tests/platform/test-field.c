/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages for a unit's telephone over HTTP, as a browser without script uses them: codes and sessions,
 * whose tasks they show, what a form does, once, and what is said where it is refused. */
#include "desk.h"

#include "zb-accounts.h"
#include "zb-assignment.h"
#include "zb-catalogue.h"
#include "zb-field-sessions.h"
#include "zb-html.h"
#include "zb-routes.h"
#include "zb-sign-in-limit.h"
#include "zb-uuid.h"

#define CODE_PATH "/units/" ZB_TEST_UNIT_1 "/field-code"
#define SESSIONS_PATH "/units/" ZB_TEST_UNIT_1 "/field-sessions"
#define WORDS "application/x-www-form-urlencoded"
#define PICTURE "\xff\xd8\xff\xe0 a picture"

static Desk *desk;

/* --- a browser ----------------------------------------------------------------------------------------- */

/* Remembers its cookie and the token of the page that it saw last. */
typedef struct
{
  SoupSession *session;
  char *cookie;
  char *token;
  const char *language;
  const char *accept;
} Browser;

typedef struct
{
  guint status;
  char *text;
  char *where;
  SoupMessage *message;
} Page;

static void
page_free (Page *self)
{
  g_free (self->text);
  g_free (self->where);
  g_object_unref (self->message);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Page, page_free)

static Browser *
browser_new (void)
{
  Browser *self = g_new0 (Browser, 1);
  self->session = soup_session_new ();
  self->language = "en";
  return self;
}

static void
browser_free (Browser *self)
{
  g_object_unref (self->session);
  g_free (self->cookie);
  g_free (self->token);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Browser, browser_free)

static const char *
get_header (SoupMessage *message, const char *name)
{
  return soup_message_headers_get_one (soup_message_get_response_headers (message), name);
}

static void
keep_cookie (Browser *self, SoupMessage *message)
{
  const char *cookie = get_header (message, "Set-Cookie");
  if (cookie == NULL)
    return;
  g_free (self->cookie);
  self->cookie = g_strndup (cookie, strcspn (cookie, ";"));
}

static char *
take_between (const char *text, const char *before, char end)
{
  const char *at = strstr (text, before);
  if (at == NULL)
    return NULL;
  at += strlen (before);
  return g_strndup (at, (gsize)(strchr (at, end) - at));
}

static void
keep_token (Browser *self, const char *text)
{
  char *token = take_between (text, "data-token=\"", '"');
  if (token == NULL)
    return;
  g_free (self->token);
  self->token = token;
}

static SoupMessage *
make_message (Browser *self, const char *method, const char *path)
{
  g_autofree char *url = g_strconcat (zb_test_platform_get_url (desk->platform), path, NULL);
  SoupMessage *message = soup_message_new (method, url);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_replace (headers, "Accept-Language", self->language);
  if (self->accept != NULL)
    soup_message_headers_replace (headers, "Accept", self->accept);
  if (self->cookie != NULL)
    soup_message_headers_replace (headers, "Cookie", self->cookie);
  return message;
}

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

static Page *
send_message (Browser *self, SoupMessage *message)
{
  Exchange exchange = { 0 };
  soup_session_send_and_read_async (self->session, message, G_PRIORITY_DEFAULT, NULL, on_answered, &exchange);
  g_assert_true (zb_test_wait (is_done, &exchange, 10000));
  g_assert_no_error (exchange.error);
  Page *page = g_new0 (Page, 1);
  gsize length;
  const char *data = g_bytes_get_data (exchange.body, &length);
  page->status = soup_message_get_status (message);
  page->text = g_strndup (data != NULL ? data : "", length);
  page->where = g_strdup (get_header (message, "Location"));
  page->message = message;
  keep_cookie (self, message);
  keep_token (self, page->text);
  g_bytes_unref (exchange.body);
  return page;
}

static Page *
get (Browser *self, const char *path)
{
  return send_message (self, make_message (self, "GET", path));
}

static Page *
post (Browser *self, const char *path, const char *type, const char *body, gssize length)
{
  SoupMessage *message = make_message (self, "POST", path);
  g_autoptr (GBytes) bytes = g_bytes_new (body, length >= 0 ? (gsize)length : strlen (body));
  soup_message_set_request_body_from_bytes (message, type, bytes);
  return send_message (self, message);
}

static void
assert_status (Page *page, guint status)
{
  if (page->status != status)
    g_test_message ("%s", page->text);
  g_assert_cmpuint (page->status, ==, status);
}

/* --- what the tests share ---------------------------------------------------------------------------------
 */

static void
forgive (void)
{
  zb_sign_in_limit_succeeded ("field 127.0.0.1", NULL);
}

static char *
make_code (void)
{
  g_autoptr (ZbTestAnswer) answer = zb_test_send (desk->platform, "officer", "POST", CODE_PATH, NULL, NULL);
  zb_test_assert_status (answer, 201);
  return g_strdup (zb_test_answer_text (answer, "/code"));
}

static Page *
type_code (Browser *self, const char *code)
{
  g_autofree char *body = g_strconcat ("code=", code, NULL);
  return post (self, "/field/session", WORDS, body, -1);
}

/* With the token of a page that it has seen. */
static Browser *
signed_in (void)
{
  Browser *self = browser_new ();
  g_autofree char *code = make_code ();
  g_autoptr (Page) came = type_code (self, code);
  assert_status (came, 303);
  g_assert_cmpstr (came->where, ==, "/field");
  g_autoptr (Page) list = get (self, "/field");
  assert_status (list, 200);
  g_assert_nonnull (self->token);
  return self;
}

static char *
task_path (const char *id, const char *verb)
{
  return g_strjoin ("/", "/field/assignments", id, verb, NULL);
}

static Page *
act_with (Browser *self, const char *id, const char *verb, const char *word, const char *key)
{
  g_autofree char *path = task_path (id, verb);
  g_autofree char *escaped = g_uri_escape_string (word, NULL, FALSE);
  g_autofree char *body = g_strdup_printf ("token=%s&key=%s&word=%s", self->token, key, escaped);
  return post (self, path, WORDS, body, -1);
}

static Page *
act (Browser *self, const char *id, const char *verb, const char *word)
{
  g_autofree char *key = zb_uuid_new ();
  return act_with (self, id, verb, word, key);
}

static int
state_of (const char *id)
{
  g_autoptr (ZbAssignment) assignment = desk_fetch (desk, ZB_KIND_ASSIGNMENT, id);
  return assignment->state;
}

static ZbConnection *
open_database (ZbConnectionMode mode)
{
  g_autofree char *path = g_build_filename (zb_test_platform_get_dir (desk->platform), "platform.db", NULL);
  return zb_connection_open (path, mode, NULL);
}

static gint64
count (const char *sql, const char *value)
{
  g_autoptr (ZbConnection) connection = open_database (ZB_CONNECTION_READ);
  g_autoptr (ZbStatement) row = zb_connection_query (connection, NULL, sql, "t", value);
  g_assert_cmpint (zb_statement_step (row, NULL), ==, ZB_STEP_ROW);
  return zb_statement_get_int64 (row, 0);
}

static gint64
count_audit (const char *action)
{
  return count ("SELECT count(*) FROM audit WHERE action = ?", action);
}

static void
run (const char *sql)
{
  g_autoptr (ZbConnection) connection = open_database (ZB_CONNECTION_WRITE);
  g_autoptr (GError) error = NULL;
  zb_connection_run (connection, &error, sql, "");
  g_assert_no_error (error);
}

/* --- how pages are made ------------------------------------------------------------------------------------
 */

static void
test_escape (void)
{
  const struct
  {
    const char *text, *html;
  } cases[] = {
    { "天山路 <b> & \"x\" 'y'", "天山路 &lt;b&gt; &amp; &quot;x&quot; &#39;y&#39;" },
    { "</script><script>alert(1)</script>", "&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;" },
    { "one\ntwo\tthree\x01\x1b", "one\ntwo\tthree" },
    { "\xff\xfe", "\xef\xbf\xbd\xef\xbf\xbd" },
    { "&amp;", "&amp;amp;" },
    { NULL, "" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) html = g_string_new (NULL);
      zb_html_escape (html, cases[i].text);
      g_assert_cmpstr (html->str, ==, cases[i].html);
    }
}

static void
test_fill (void)
{
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_insert (values, (gpointer) "text", (gpointer) "<{{html}}>");
  g_hash_table_insert (values, (gpointer) "html", (gpointer) "<p>");
  const struct
  {
    const char *pattern, *page;
  } cases[] = {
    { "a {{text}} b", "a &lt;{{html}}&gt; b" },
    { "{{{html}}}{{html}}", "<p>&lt;p&gt;" },
    { "{{nothing}}{{{nothing}}}.", "." },
    { "open {{text", "open {{text" },
    { "{ } {{", "{ } {{" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *page = zb_html_fill (cases[i].pattern, values);
      g_assert_cmpstr (page, ==, cases[i].page);
    }
}

static void
test_languages (void)
{
  g_assert_true (zb_catalogue_is_chinese ("zh-CN,zh;q=0.9,en;q=0.8"));
  g_assert_true (zb_catalogue_is_chinese ("fr"));
  g_assert_true (zb_catalogue_is_chinese (NULL));
  g_assert_true (zb_catalogue_is_chinese ("en;q=0.3, ZH-hans;q=0.4"));
  g_assert_false (zb_catalogue_is_chinese ("en-GB,en;q=0.9,zh;q=0.8"));
  g_assert_false (zb_catalogue_is_chinese ("en"));
  const ZbCatalogue *chinese = zb_catalogue_get_chinese ();
  g_assert_nonnull (chinese);
  g_assert_cmpstr (zb_catalogue_find (chinese, "choice", "Urgent"), ==, "紧急");
  g_assert_cmpstr (zb_catalogue_find (chinese, NULL, "no such words"), ==, "no such words");
  g_assert_cmpstr (zb_catalogue_find (NULL, NULL, "Sign in"), ==, "Sign in");
}

/* --- codes and sessions ------------------------------------------------------------------------------------
 */

static void
test_code (void)
{
  gint64 made = count_audit ("unit.field_code"), begun = count_audit ("field.session_begin");
  g_autofree char *code = make_code (), *small = g_ascii_strdown (code, -1);
  g_autofree char *apart = g_strdup_printf ("%.4s+-%s", small, small + 4);
  g_assert_cmpuint (strlen (code), ==, 8);
  g_assert_null (strpbrk (code, "01ILOUV"));
  g_assert_cmpint (count ("SELECT count(*) FROM field_code WHERE hash = ?", code), ==, 0);
  g_autofree char *plain = zb_secret_hash (code);
  g_assert_cmpint (count ("SELECT count(*) FROM field_code WHERE hash = ?", plain), ==, 0);
  g_autoptr (Browser) browser = browser_new ();
  g_autoptr (Page) came = type_code (browser, apart);
  assert_status (came, 303);
  const char *cookie = get_header (came->message, "Set-Cookie");
  g_assert_nonnull (strstr (cookie, "; HttpOnly"));
  g_assert_nonnull (strstr (cookie, "; SameSite=Strict"));
  g_assert_nonnull (strstr (cookie, "; Path=/field;"));
  g_assert_null (strstr (cookie, "Secure"));
  g_autofree char *with_tls = zb_field_session_make_cookie ("x", TRUE);
  g_assert_true (g_str_has_suffix (with_tls, "; Secure"));
  g_assert_cmpint (count_audit ("unit.field_code"), ==, made + 1);
  g_assert_cmpint (count_audit ("field.session_begin"), ==, begun + 1);
  g_autoptr (Page) again = type_code (browser, code);
  assert_status (again, 401);
  forgive ();
}

static void
test_code_ends (void)
{
  g_autofree char *first = make_code (), *second = make_code ();
  g_autoptr (Browser) browser = browser_new ();
  g_autoptr (Page) replaced = type_code (browser, first);
  assert_status (replaced, 401);
  run ("UPDATE field_code SET expires_at = expires_at - 600000000");
  g_autoptr (Page) late = type_code (browser, second);
  assert_status (late, 401);
  g_assert_null (browser->cookie);
  forgive ();
}

static void
test_code_roles (void)
{
  const char *others[] = { "north", "handler", "checker", "reviewer", "auditor", "wall" };
  const char *these[] = { "leader", "admin" };
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (ZbTestAnswer) answer =
          zb_test_send (desk->platform, others[i], "POST", CODE_PATH, NULL, NULL);
      zb_test_assert_status (answer, 403);
    }
  for (guint i = 0; i < G_N_ELEMENTS (these); i++)
    {
      g_autoptr (ZbTestAnswer) answer =
          zb_test_send (desk->platform, these[i], "POST", CODE_PATH, NULL, NULL);
      zb_test_assert_status (answer, 201);
    }
}

static void
test_guesses (void)
{
  g_autoptr (Browser) browser = browser_new ();
  g_autofree char *code = make_code ();
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (Page) wrong = type_code (browser, "AAAABBBB");
      assert_status (wrong, 401);
    }
  g_autoptr (Page) late = type_code (browser, code);
  assert_status (late, 429);
  g_assert_nonnull (get_header (late->message, "Retry-After"));
  g_assert_null (browser->cookie);
  forgive ();
}

/* What the cookie holds opens the pages and nothing else. */
static void
test_no_token (void)
{
  g_autoptr (Browser) browser = signed_in ();
  g_autofree char *value = g_strconcat ("Bearer ", strchr (browser->cookie, '=') + 1, NULL);
  const char *headers[] = { "Authorization", value, "Cookie", browser->cookie, NULL };
  g_autoptr (ZbTestAnswer) answer = zb_test_send (desk->platform, NULL, "GET", "/assignments", headers, NULL);
  zb_test_assert_status (answer, 401);
  g_autoptr (ZbTestAnswer) none = zb_test_get (desk->platform, "officer", "/field");
  zb_test_assert_status (none, 404);
}

static void
test_revoke (void)
{
  g_autoptr (Browser) browser = signed_in (), other = signed_in ();
  g_autofree char *id = desk_make_assignment (desk, ZB_ASSIGNMENT_SENT);
  g_autoptr (ZbTestAnswer) ended =
      zb_test_send (desk->platform, "officer", "DELETE", SESSIONS_PATH, NULL, NULL);
  zb_test_assert_status (ended, 200);
  g_assert_cmpint (zb_test_answer_integer (ended, "/ended"), >=, 2);
  g_autoptr (Page) out = act (browser, id, "accept", "");
  assert_status (out, 303);
  g_assert_cmpstr (out->where, ==, "/field");
  g_autoptr (Page) list = get (other, "/field");
  g_assert_nonnull (strstr (list->text, "name=\"code\""));
  g_assert_cmpint (state_of (id), ==, ZB_ASSIGNMENT_SENT);
}

static void
test_sign_out (void)
{
  g_autoptr (Browser) browser = signed_in ();
  g_autofree char *cookie = g_strdup (browser->cookie);
  g_autoptr (Page) forged = post (browser, "/field/session/end", WORDS, "token=made-up", -1);
  g_autoptr (Page) still = get (browser, "/field");
  g_assert_null (strstr (still->text, "name=\"code\""));
  g_autofree char *body = g_strconcat ("token=", browser->token, NULL);
  g_autoptr (Page) out = post (browser, "/field/session/end", WORDS, body, -1);
  assert_status (out, 303);
  g_assert_nonnull (strstr (get_header (out->message, "Set-Cookie"), "Max-Age=0"));
  g_free (browser->cookie);
  browser->cookie = g_steal_pointer (&cookie);
  g_autoptr (Page) list = get (browser, "/field");
  g_assert_nonnull (strstr (list->text, "name=\"code\""));
}

static void
test_session_ends (void)
{
  g_autoptr (Browser) browser = signed_in ();
  run ("UPDATE field_session SET expires_at = expires_at - 43200000000");
  g_autoptr (Page) list = get (browser, "/field");
  g_assert_nonnull (strstr (list->text, "name=\"code\""));
}

/* --- pages -------------------------------------------------------------------------------------------------
 */

static void
test_headers (void)
{
  g_autoptr (Browser) browser = signed_in ();
  g_autoptr (Page) list = get (browser, "/field");
  const char *policy = get_header (list->message, "Content-Security-Policy");
  g_assert_true (g_str_has_prefix (policy, "default-src 'self';"));
  g_assert_null (strstr (policy, "unsafe"));
  g_assert_cmpstr (get_header (list->message, "Cache-Control"), ==, "no-store");
  g_assert_cmpstr (get_header (list->message, "X-Content-Type-Options"), ==, "nosniff");
  g_assert_cmpstr (get_header (list->message, "Content-Type"), ==, "text/html; charset=utf-8");
  g_autoptr (Page) style = get (browser, "/field/field.css"), script = get (browser, "/field/field.js");
  g_assert_cmpstr (get_header (style->message, "Content-Type"), ==, "text/css; charset=utf-8");
  g_assert_cmpstr (get_header (script->message, "Content-Type"), ==, "text/javascript; charset=utf-8");
  g_autoptr (Page) nowhere = get (browser, "/field/nowhere"), beside = get (browser, "/fields");
  assert_status (nowhere, 404);
  assert_status (beside, 404);
}

static void
test_shows (void)
{
  g_autoptr (Browser) browser = signed_in ();
  g_autofree char *id = desk_make_assignment (desk, ZB_ASSIGNMENT_SENT), *path = task_path (id, NULL);
  g_autoptr (Page) list = get (browser, "/field");
  g_assert_nonnull (strstr (list->text, path));
  g_autoptr (Page) task = get (browser, path);
  assert_status (task, 200);
  const char *needed[] = { "冒烟",       "天山路",          "High",
                           "Sent",       "Accept by ",      "geo:31.220000,121.400000",
                           "看画面",     "Accept the task", "Decline the task",
                           "lang=\"en\"" };
  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    if (strstr (task->text, needed[i]) == NULL)
      g_error ("%s is not in %s", needed[i], task->text);
  g_assert_null (strstr (task->text, "火已扑灭")); /* that is for the checker */
  g_assert_null (strstr (task->text, "Cancel"));
  browser->language = "zh-CN,zh;q=0.9";
  g_autoptr (Page) chinese = get (browser, path);
  g_assert_nonnull (strstr (chinese->text, "lang=\"zh-CN\""));
  g_assert_null (strstr (chinese->text, "Accept"));
}

/* What anybody typed is text on the page, whatever it looks like. */
static void
test_nothing_gets_in (void)
{
  g_autoptr (Browser) browser = signed_in ();
  g_autofree char *of = zb_uuid_new (), *assignment = zb_uuid_new ();
  g_autofree char *body = g_strdup_printf (
      "{\"id\":\"%s\",\"kind\":\"smoke_fire\",\"severity\":\"urgent\",\"title\":\"<script>x()</script>\","
      "\"description\":\"\\\"><img src=x onerror=x()> "
      "{{{token}}}\",\"place\":\"<b>\",\"location\":" NORTH_POINT "}",
      of);
  g_autofree char *dispatch = g_strdup_printf ("{\"assignments\":[{\"id\":\"%s\",\"unit\":\"" ZB_TEST_UNIT_1
                                               "\",\"lead\":true}],\"note\":\"</p><p>\"}",
                                               assignment);
  desk_do (desk, "officer", "/cases", of, body);
  desk_do (desk, "officer", "/cases/%s/file", of, "{}");
  desk_do (desk, "officer", "/cases/%s/dispatch", of, dispatch);
  g_autofree char *path = task_path (assignment, NULL);
  g_autoptr (Page) task = get (browser, path);
  g_assert_null (strstr (task->text, "<script>x"));
  g_assert_null (strstr (task->text, "<img"));
  g_assert_null (strstr (task->text, "place\"><b>"));
  g_assert_nonnull (strstr (task->text, "&lt;script&gt;x()&lt;/script&gt;"));
  g_assert_nonnull (strstr (task->text, "{{{token}}}"));
  g_autoptr (Page) refused = act (browser, assignment, "done", "<i>done</i>");
  assert_status (refused, 409);
  g_assert_null (strstr (refused->text, "<i>"));
  g_assert_nonnull (strstr (refused->text, "&lt;i&gt;done&lt;/i&gt;</textarea>"));
}

/* --- deeds -------------------------------------------------------------------------------------------------
 */

static void
test_steps (void)
{
  g_autoptr (Browser) browser = signed_in ();
  g_autofree char *id = desk_make_assignment (desk, ZB_ASSIGNMENT_SENT), *path = task_path (id, NULL);
  const struct
  {
    const char *verb, *word;
    int state;
  } steps[] = {
    { "accept", "", ZB_ASSIGNMENT_ACCEPTED },
    { "en-route", "", ZB_ASSIGNMENT_EN_ROUTE },
    { "arrive", "到了", ZB_ASSIGNMENT_ON_SCENE },
    { "done", "已清运", ZB_ASSIGNMENT_DONE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (Page) page = act (browser, id, steps[i].verb, steps[i].word);
      assert_status (page, 303);
      g_assert_cmpstr (page->where, ==, path);
      g_assert_cmpint (state_of (id), ==, steps[i].state);
    }
  g_autoptr (ZbAssignment) done = desk_fetch (desk, ZB_KIND_ASSIGNMENT, id);
  g_assert_cmpstr (done->note, ==, "已清运");
  g_assert_cmpstr (done->by, ==, "一号");
  g_assert_cmpint (
      count ("SELECT count(*) FROM audit WHERE action = 'assignment.done' AND account = '" ZB_TEST_UNIT_1
             "' AND id = ?",
             id),
      ==, 1);
}

static void
test_once (void)
{
  g_autoptr (Browser) browser = signed_in ();
  g_autofree char *id = desk_make_assignment (desk, ZB_ASSIGNMENT_SENT), *key = zb_uuid_new ();
  gint64 before = count_audit ("assignment.accept");
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (Page) page = act_with (browser, id, "accept", "", key);
      assert_status (page, 303);
    }
  g_assert_cmpint (count_audit ("assignment.accept"), ==, before + 1);
  g_autoptr (Page) another = act_with (browser, id, "accept", "another word", key);
  assert_status (another, 422);
  g_autoptr (Page) elsewhere = act_with (browser, id, "en-route", "", key);
  assert_status (elsewhere, 422);
  g_assert_cmpint (state_of (id), ==, ZB_ASSIGNMENT_ACCEPTED);
}

static void
test_refusals (void)
{
  g_autoptr (Browser) browser = signed_in ();
  g_autofree char *id = desk_make_assignment (desk, ZB_ASSIGNMENT_SENT);
  g_autoptr (Page) no_reason = act (browser, id, "decline", " ");
  assert_status (no_reason, 422);
  g_assert_nonnull (strstr (no_reason->text, "Please say why."));
  g_autoptr (Page) too_soon = act (browser, id, "arrive", "在路上");
  assert_status (too_soon, 409);
  g_assert_nonnull (strstr (too_soon->text, "在路上</textarea>"));
  g_autoptr (Page) not_theirs = act (browser, id, "cancel", "x");
  assert_status (not_theirs, 404);
  g_autofree char *longer = g_strnfill (2001, 'x');
  g_autoptr (Page) too_long = act (browser, id, "decline", longer);
  assert_status (too_long, 422);
  g_autoptr (Page) no_key = act_with (browser, id, "accept", "", "x");
  assert_status (no_key, 400);
  g_set_str (&browser->token, "0000000000000000000000000000000000000000000000000000000000000000");
  g_autoptr (Page) forged = act (browser, id, "accept", "");
  assert_status (forged, 403);
  g_clear_pointer (&browser->cookie, g_free);
  g_autoptr (Page) nobody = act (browser, id, "accept", "");
  assert_status (nobody, 303);
  g_assert_cmpint (state_of (id), ==, ZB_ASSIGNMENT_SENT);
}

static char *
find_other (const char *id)
{
  g_autoptr (ZbAssignment) mine = desk_fetch (desk, ZB_KIND_ASSIGNMENT, id);
  g_autoptr (GPtrArray) all = desk_fetch_sent (desk, mine->case_id);
  for (guint i = 0; i < all->len; i++)
    if (g_strcmp0 (ZB_ASSIGNMENT (all->pdata[i])->unit, ZB_TEST_UNIT_2) == 0)
      return g_strdup (ZB_ENTITY (all->pdata[i])->id);
  g_assert_not_reached ();
}

/* The same case has an assignment of another unit: it is not there. */
static void
test_not_ours (void)
{
  g_autoptr (Browser) browser = signed_in ();
  g_autofree char *mine = desk_make_assignment (desk, ZB_ASSIGNMENT_SENT), *other = find_other (mine);
  g_autofree char *path = task_path (other, NULL);
  g_autoptr (Page) list = get (browser, "/field");
  g_assert_null (strstr (list->text, other));
  g_autoptr (Page) task = get (browser, path);
  assert_status (task, 404);
  g_autoptr (Page) done = act (browser, other, "accept", "");
  assert_status (done, 404);
  g_autoptr (Page) nonsense = get (browser, "/field/assignments/%0d%0aX-Y:%20z");
  assert_status (nonsense, 404);
  g_autoptr (Page) header = get (browser, "/field/assignments/%0d%0aX-Y:%20z/done");
  assert_status (header, 303);
  g_assert_cmpstr (header->where, ==, "/field");
}

static void
test_decline (void)
{
  g_autoptr (Browser) browser = signed_in ();
  g_autofree char *id = desk_make_assignment (desk, ZB_ASSIGNMENT_SENT);
  g_autofree char *other = desk_make_assignment (desk, ZB_ASSIGNMENT_ON_SCENE);
  g_autoptr (Page) declined = act (browser, id, "decline", "处置另案");
  assert_status (declined, 303);
  g_autoptr (Page) back = act (browser, other, "hand-back", "车辆故障");
  assert_status (back, 303);
  g_autoptr (ZbAssignment) first = desk_fetch (desk, ZB_KIND_ASSIGNMENT, id);
  g_autoptr (ZbAssignment) second = desk_fetch (desk, ZB_KIND_ASSIGNMENT, other);
  g_assert_cmpint (first->state, ==, ZB_ASSIGNMENT_DECLINED);
  g_assert_cmpstr (first->reason, ==, "处置另案");
  g_assert_cmpint (second->state, ==, ZB_ASSIGNMENT_HANDED_BACK);
}

/* A word is a line in the timeline of the case, and the task stays as it is. */
static void
test_word (void)
{
  g_autoptr (Browser) browser = signed_in ();
  g_autofree char *id = desk_make_assignment (desk, ZB_ASSIGNMENT_ON_SCENE);
  g_autoptr (Page) page = act (browser, id, "note", "火源在二楼");
  assert_status (page, 303);
  g_assert_cmpint (state_of (id), ==, ZB_ASSIGNMENT_ON_SCENE);
  g_autoptr (ZbAssignment) assignment = desk_fetch (desk, ZB_KIND_ASSIGNMENT, id);
  g_autofree char *path = g_strdup_printf ("/cases/%s/timeline", assignment->case_id);
  g_autoptr (ZbTestAnswer) timeline = zb_test_get (desk->platform, "officer", path);
  g_assert_nonnull (strstr (timeline->text, "火源在二楼"));
  g_assert_nonnull (strstr (timeline->text, "\"by\":\"一号\""));
}

static Page *
send_parts (Browser *self, const char *id, const char *verb, const char *key, const char *picture,
            gsize length)
{
  g_autofree char *path = task_path (id, verb);
  g_autoptr (GByteArray) body = g_byte_array_new ();
  g_autofree char *head =
      g_strdup_printf ("--limit\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n%s\r\n"
                       "--limit\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\n%s\r\n"
                       "--limit\r\nContent-Disposition: form-data; name=\"word\"\r\n\r\n已清运\r\n"
                       "--limit\r\nContent-Disposition: form-data; name=\"file\"; "
                       "filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n",
                       self->token, key);
  const char *tail =
      "\r\n--limit\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\n\r\n\r\n--limit--\r\n";
  g_byte_array_append (body, (const guint8 *)head, (guint)strlen (head));
  g_byte_array_append (body, (const guint8 *)picture, (guint)length);
  g_byte_array_append (body, (const guint8 *)tail, (guint)strlen (tail));
  return post (self, path, "multipart/form-data; boundary=limit", (const char *)body->data,
               (gssize)body->len);
}

static void
test_pictures (void)
{
  g_autoptr (Browser) browser = signed_in ();
  g_autofree char *id = desk_make_assignment (desk, ZB_ASSIGNMENT_ON_SCENE), *key = zb_uuid_new ();
  g_autoptr (Page) none = send_parts (browser, id, "done", key, "no picture", strlen ("no picture"));
  assert_status (none, 422);
  g_assert_cmpint (state_of (id), ==, ZB_ASSIGNMENT_ON_SCENE);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (Page) page = send_parts (browser, id, "done", key, PICTURE, strlen (PICTURE));
      assert_status (page, 303);
    }
  g_autoptr (ZbAssignment) done = desk_fetch (desk, ZB_KIND_ASSIGNMENT, id);
  g_assert_cmpint (done->state, ==, ZB_ASSIGNMENT_DONE);
  g_assert_cmpuint (done->evidence->len, ==, 1);
  ZbAttachment *picture = done->evidence->pdata[0];
  g_assert_cmpstr (picture->mime, ==, "image/jpeg");
  g_assert_cmpstr (picture->phase, ==, "after");
  g_autofree char *path = g_strconcat ("/evidence/", picture->id, NULL);
  g_autoptr (ZbTestAnswer) file = zb_test_get (desk->platform, "officer", path);
  zb_test_assert_status (file, 200);
  g_assert_cmpstr (file->text, ==, PICTURE);
}

/* What somebody else has put is not the unit's to show. */
static void
test_others_pictures (void)
{
  g_autoptr (Browser) browser = signed_in ();
  g_autofree char *id = desk_make_assignment (desk, ZB_ASSIGNMENT_ON_SCENE), *key = zb_uuid_new ();
  g_autofree char *picture = zb_uuid_new (), *put = g_strconcat ("/evidence/", picture, NULL);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, PICTURE, -1);
  const char *headers[] = { "Content-SHA256", hash, "Content-Type", "image/jpeg", NULL };
  g_autoptr (ZbTestAnswer) stored = zb_test_send (desk->platform, "officer", "PUT", put, headers, PICTURE);
  zb_test_assert_status (stored, 201);
  g_autofree char *path = task_path (id, "done");
  g_autofree char *body =
      g_strdup_printf ("token=%s&key=%s&word=x&pictures=%s", browser->token, key, picture);
  g_autoptr (Page) page = post (browser, path, WORDS, body, -1);
  assert_status (page, 422);
  g_assert_cmpint (state_of (id), ==, ZB_ASSIGNMENT_ON_SCENE);
}

/* A script is answered in a few words of its language. */
static void
test_script (void)
{
  g_autoptr (Browser) browser = signed_in ();
  g_autofree char *id = desk_make_assignment (desk, ZB_ASSIGNMENT_SENT);
  browser->accept = "application/json";
  g_autoptr (Page) english = act (browser, id, "decline", "");
  assert_status (english, 422);
  g_assert_cmpstr (english->text, ==, "{\"words\":\"Please say why.\"}");
  browser->language = "zh";
  g_autoptr (Page) chinese = act (browser, id, "decline", "");
  g_assert_null (strstr (chinese->text, "Please"));
  g_autoptr (Page) good = act (browser, id, "accept", "");
  assert_status (good, 200);
  g_assert_cmpstr (good->text, ==, "{}");
  g_clear_pointer (&browser->cookie, g_free);
  g_autoptr (Page) nobody = act (browser, id, "en-route", "");
  assert_status (nobody, 401);
}

/* A drill is no task of a real unit's telephone. */
static void
test_drill (void)
{
  g_autoptr (Browser) browser = signed_in ();
  g_autofree char *id = desk_make_assignment (desk, ZB_ASSIGNMENT_SENT), *path = task_path (id, NULL);
  g_autofree char *sql =
      g_strdup_printf ("UPDATE entity SET mode = 'drill', body = json_set (body, '$.mode', 'drill')"
                       " WHERE kind = 'assignment' AND id = '%s'",
                       id);
  run (sql);
  g_autoptr (Page) list = get (browser, "/field"), task = get (browser, path);
  g_assert_null (strstr (list->text, id));
  assert_status (task, 404);
}

/* --- nonsense ----------------------------------------------------------------------------------------------
 */

static const struct
{
  const char *type, *body;
} nonsense[] = {
  { WORDS, "" },
  { WORDS, "%" },
  { WORDS, "word=%ff%fe%00&key=%00&token=%00&pictures=,,,," },
  { WORDS, "key=01890000-0000-7000-8000-0000000000aa&word=x&pictures=../../etc/passwd" },
  { WORDS, "code=';DROP TABLE field_code;--" },
  { "multipart/form-data", "--limit\r\n\r\n--limit--" },
  { "multipart/form-data; boundary=limit", "--limit\r\nContent-Disposition: form-data\r\n\r\nx" },
  { "multipart/form-data; boundary=limit",
    "--limit\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\n" },
  { "multipart/form-data; boundary=\"", "--" },
  { "application/json", "{\"word\":\"x\"}" },
  { "image/jpeg", "\xff\xd8\xff" },
};

static Page *
send_nonsense (Browser *self, const ZbRoute *route, guint n)
{
  static const char *const ids[] = { "x", "01890000-0000-7000-8000-00000000dead", "%2e%2e%2f", "%00" };
  g_auto (GStrv) parts = g_strsplit (route->path, "{id}", 2);
  g_autofree char *path = g_strjoinv (ids[n % G_N_ELEMENTS (ids)], parts);
  g_autoptr (GString) whole = g_string_new (path);
  g_string_replace (whole, "{verb}", n % 2 == 0 ? "done" : "%0a", 0);
  SoupMessage *message = make_message (self, route->method, whole->str);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autoptr (GBytes) body = g_bytes_new_static (nonsense[n % G_N_ELEMENTS (nonsense)].body,
                                                strlen (nonsense[n % G_N_ELEMENTS (nonsense)].body));
  if (self->token != NULL && n % 3 == 0)
    soup_message_headers_replace (headers, "X-Field-Token", self->token);
  soup_message_headers_replace (headers, "Accept-Language", n % 2 == 0 ? ";;q=,zh;q=x" : "\xc3\xa9");
  if (!g_str_equal (route->method, "GET"))
    soup_message_set_request_body_from_bytes (message, nonsense[n % G_N_ELEMENTS (nonsense)].type, body);
  return send_message (self, message);
}

static void
knock (Browser *self)
{
  for (const ZbRoute *route = zb_field_routes; route->method != NULL; route++)
    for (guint n = 0; n < 3 * G_N_ELEMENTS (nonsense) && !g_str_has_suffix (route->path, "/end"); n++)
      {
        g_autoptr (Page) page = send_nonsense (self, route, n);
        if (page->status >= 500)
          g_error ("%s %s, round %u: %u %s", route->method, route->path, n, page->status, page->text);
        forgive ();
      }
}

static void
test_nonsense (void)
{
  g_autoptr (Browser) nobody = browser_new (), browser = signed_in ();
  gint64 before = count ("SELECT count(*) + sum(version) FROM entity WHERE id <> ?", "");
  knock (nobody);
  knock (browser);
  g_assert_cmpint (count ("SELECT count(*) + sum(version) FROM entity WHERE id <> ?", ""), ==, before);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  desk = desk_new ();
#define ADD(name, function) g_test_add_func ("/field/" name, test_##function)
  ADD ("escape", escape);
  ADD ("fill", fill);
  ADD ("languages", languages);
  ADD ("code", code);
  ADD ("code-ends", code_ends);
  ADD ("code-roles", code_roles);
  ADD ("guesses", guesses);
  ADD ("no-token", no_token);
  ADD ("revoke", revoke);
  ADD ("sign-out", sign_out);
  ADD ("session-ends", session_ends);
  ADD ("headers", headers);
  ADD ("shows", shows);
  ADD ("nothing-gets-in", nothing_gets_in);
  ADD ("steps", steps);
  ADD ("once", once);
  ADD ("refusals", refusals);
  ADD ("not-ours", not_ours);
  ADD ("decline", decline);
  ADD ("word", word);
  ADD ("pictures", pictures);
  ADD ("others-pictures", others_pictures);
  ADD ("script", script);
  ADD ("drill", drill);
  ADD ("nonsense", nonsense);
  int code = g_test_run ();
  desk_free (desk);
  return code;
}
