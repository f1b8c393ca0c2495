/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages for a unit's telephone, and signing in and out of them.
 *
 *   GET  /field                           the unit's assignments; the sign-in where nobody is signed in
 *   GET  /field/assignments/{id}          one of them, with what can be done now
 *   POST /field/assignments/{id}/{verb}   does it: zb-field-deeds.c
 *   PUT  /field/pictures/{id}             takes a picture in: zb-field-deeds.c
 *   POST /field/session, …/session/end    in by a code of the duty desk, and out
 *
 * None of them is part of the contract: what they do is done by the same machines and written down the same
 * way. */
#include "zb-field-deeds.h"
#include "zb-field-codes.h"
#include "zb-field-form.h"
#include "zb-field-sessions.h"
#include "zb-field-tasks.h"
#include "zb-platform.h"
#include "zb-routes.h"
#include "zb-sign-in-limit.h"
#include "zb-unit.h"

#define N_(text) text

static gboolean
is_secure (ZbPlatform *platform)
{
  return zb_platform_get_certificate (platform) != NULL;
}

/* --- looking ---------------------------------------------------------------------------------------------
 */

static gboolean
find_caller (ZbTransaction *tx)
{
  tx->call->account = zb_field_session_find (tx->connection, tx->call, &tx->error);
  return tx->call->account != NULL;
}

static void
answer_sign_in (ZbPlatform *platform, ZbCall *call, ZbResponse *response, guint status, const char *problem)
{
  g_autoptr (ZbFieldPage) page = zb_field_page_new (platform, call);
  zb_field_page_set (page, "title", zb_field_page_say (page, N_ ("Sign in")));
  if (problem != NULL)
    {
      zb_field_page_set (page, "problem-text", zb_field_page_say (page, problem));
      zb_field_page_include (page, "problem", "problem.html");
    }
  zb_field_page_answer (page, response, status, "sign-in.html");
}

static gboolean
get_list (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  if (!find_caller (tx))
    {
      answer_sign_in (tx->platform, call, response, 200, NULL);
      return TRUE;
    }
  g_autoptr (ZbFieldPage) page = zb_field_page_new (tx->platform, call);
  zb_field_page_include (page, "head", "refresh.html");
  zb_field_page_include (page, "bar", "bar.html");
  zb_field_tasks_show (page, tx);
  zb_field_page_answer (page, response, 200, "list.html");
  return TRUE;
}

static gboolean
get_task (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  if (!find_caller (tx))
    {
      zb_field_page_redirect (response, "/field");
      return TRUE;
    }
  zb_field_deed_answer_task (tx, response, 200, NULL, NULL);
  return TRUE;
}

/* Whoever loads again what a form has answered comes back to the task. */
static gboolean
get_verb (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  zb_field_page_redirect_to_task (response, call->id);
  return TRUE;
}

static gboolean
get_style (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  zb_field_page_send_file (response, "text/css; charset=utf-8", "field.css");
  return TRUE;
}

static gboolean
get_script (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  zb_field_page_send_file (response, "text/javascript; charset=utf-8", "field.js");
  return TRUE;
}

/* It looks after the list, too, which lies beside its own folder. */
static gboolean
get_worker (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  zb_field_page_send_file (response, "text/javascript; charset=utf-8", "worker.js");
  zb_response_set_header (response, "Service-Worker-Allowed", "/field");
  return TRUE;
}

/* --- signing in and out ------------------------------------------------------------------------------------
 */

typedef struct
{
  ZbCall *call;
  const char *code;
  char *secret;
  gboolean good;
} SignIn;

/* A code that is wrong is written down, too, without what was typed. */
static gboolean
redeem (ZbTransaction *tx, gpointer data)
{
  SignIn *self = data;
  g_autofree char *unit = zb_field_code_redeem (tx, self->code);
  ZbUnit *found = zb_transaction_load (tx, ZB_KIND_UNIT, unit);
  ZbCall by = { .source = found != NULL ? found->call_sign : NULL, .address = self->call->address };
  tx->call = &by;
  self->good = found != NULL;
  if (self->good)
    self->secret = zb_field_session_begin (tx, unit);
  zb_transaction_audit (tx, self->good ? "field.session_begin" : "field.session_refused", found, NULL);
  tx->call = NULL;
  return TRUE;
}

static gboolean
is_from_elsewhere (ZbCall *call)
{
  const char *site = zb_call_header (call, "sec-fetch-site");
  return site != NULL && !g_str_equal (site, "same-origin") && !g_str_equal (site, "none");
}

static void
finish_sign_in (ZbPlatform *platform, SignIn *self, const char *who, ZbResponse *response)
{
  if (!self->good)
    {
      zb_sign_in_limit_failed (who, who);
      answer_sign_in (platform, self->call, response, 401,
                      N_ ("This code is not good. Ask the duty desk for another one."));
      return;
    }
  g_autofree char *cookie = zb_field_session_make_cookie (self->secret, is_secure (platform));
  zb_sign_in_limit_succeeded (who, who);
  zb_field_page_redirect (response, "/field");
  zb_response_set_header (response, "Set-Cookie", cookie);
}

static void
sign_in (ZbPlatform *platform, ZbCall *call, ZbResponse *response)
{
  g_autoptr (ZbFieldForm) form = zb_field_form_new (call);
  g_autofree char *who = g_strconcat ("field ", call->address, NULL);
  SignIn self = { .call = call, .code = zb_field_form_get (form, "code") };
  gint64 wait = zb_sign_in_limit_ask (who, who);
  if (is_from_elsewhere (call) || self.code == NULL)
    answer_sign_in (platform, call, response, 400, N_ ("Type the code."));
  else if (wait > 0)
    {
      zb_response_later (response, 429, wait, NULL);
      answer_sign_in (platform, call, response, 429, N_ ("Too many wrong codes. Wait before the next try."));
    }
  else if (!dex_await (zb_platform_work (platform, redeem, &self, NULL), NULL))
    answer_sign_in (platform, call, response, 503, N_ ("The platform cannot do it now. Try again."));
  else
    finish_sign_in (platform, &self, who, response);
  g_free (self.secret);
}

static gboolean
sign_out (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  g_autoptr (ZbFieldForm) form = zb_field_form_new (call);
  g_autofree char *secret = zb_field_session_get_secret (call);
  g_autofree char *cookie = zb_field_session_make_cookie (NULL, is_secure (tx->platform));
  zb_field_page_redirect (response, "/field");
  if (!find_caller (tx) || !zb_field_session_check_token (call, zb_field_form_get (form, "token")))
    return TRUE;
  zb_field_session_end (tx, secret);
  zb_transaction_audit (tx, "field.session_end", zb_transaction_load (tx, ZB_KIND_UNIT, call->account->unit),
                        NULL);
  zb_response_set_header (response, "Set-Cookie", cookie);
  return TRUE;
}

#define LOOK (ZB_ROUTE_READ | ZB_ROUTE_OPEN | ZB_ROUTE_HEADERS)
#define ACT (ZB_ROUTE_FLOW | ZB_ROUTE_OPEN | ZB_ROUTE_HEADERS)

const ZbRoute zb_field_routes[] = {
  { "GET", "/field", ZB_MAY_ANY, LOOK, get_list },
  { "GET", "/field/", ZB_MAY_ANY, LOOK, get_list },
  { "GET", "/field/field.css", ZB_MAY_ANY, LOOK, get_style },
  { "GET", "/field/field.js", ZB_MAY_ANY, LOOK, get_script },
  { "GET", "/field/worker.js", ZB_MAY_ANY, LOOK, get_worker },
  { "GET", "/field/assignments/{id}", ZB_MAY_ANY, LOOK, get_task },
  { "GET", "/field/assignments/{id}/{verb}", ZB_MAY_ANY, LOOK, get_verb },
  { "POST", "/field/assignments/{id}/{verb}", ZB_MAY_ANY, ACT | ZB_ROUTE_FILE, NULL, zb_field_deed_do },
  { "PUT", "/field/pictures/{id}", ZB_MAY_ANY, ACT | ZB_ROUTE_FILE, NULL, zb_field_deed_put_picture },
  { "POST", "/field/session", ZB_MAY_ANY, ACT, NULL, sign_in },
  { "POST", "/field/session/end", ZB_MAY_ANY, ZB_ROUTE_WRITE | ZB_ROUTE_OPEN | ZB_ROUTE_HEADERS, sign_out },
  { 0 },
};
