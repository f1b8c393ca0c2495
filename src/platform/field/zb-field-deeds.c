/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a unit does from its telephone. A form becomes the body of a command of the contract and goes the same
 * way as one: idempotency by the key that the form carries, the assignment's machine, event and audit row in
 * one transaction.
 *
 *   form ─▶ session, token ─▶ its pictures are put ─▶ key seen before? ─▶ machine ─▶ COMMIT
 *
 * A page without script is answered with the task anew, or with the same page and what is wrong; a script,
 * which says that it reads JSON, is told in a few words. */
#include "zb-field-deeds.h"

#include "zb-acting.h"
#include "zb-assignment-commands.h"
#include "zb-case-commands.h"
#include "zb-evidence-files.h"
#include "zb-field-form.h"
#include "zb-field-sessions.h"
#include "zb-field-tasks.h"
#include "zb-fields.h"
#include "zb-idempotency.h"
#include "zb-platform.h"
#include "zb-uuid.h"

#include <gio/gio.h>

#define N_(text) text

/* One form on its way; the fiber waits while a thread of the database looks at it. */
typedef struct
{
  ZbCall *call;
  ZbResponse *response;
  ZbFieldForm *form;
  const char *verb;
  const char *word;
  GPtrArray *pictures; /* their ids */
  guint status;
  const char *problem; /* English words, a constant of the program */
} Deed;

static gboolean
reads_json (ZbCall *call)
{
  const char *accept = zb_call_header (call, "accept");
  return accept != NULL && strstr (accept, "application/json") != NULL;
}

static gboolean
fail (Deed *self, guint status, const char *problem)
{
  self->status = status;
  self->problem = problem;
  return FALSE;
}

/* --- answers -----------------------------------------------------------------------------------------------
 */

static void
answer_words (ZbPlatform *platform, ZbCall *call, ZbResponse *response, guint status, const char *problem)
{
  g_autoptr (ZbFieldPage) page = zb_field_page_new (platform, call);
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  yyjson_mut_doc_set_root (doc, root);
  if (problem != NULL)
    yyjson_mut_obj_add_strcpy (doc, root, "words", zb_field_page_say (page, problem));
  zb_response_json (response, status, doc);
}

static void
answer_problem (ZbPlatform *platform, ZbCall *call, ZbResponse *response, guint status, const char *problem)
{
  g_autoptr (ZbFieldPage) page = zb_field_page_new (platform, call);
  zb_field_page_set (page, "title", zb_field_page_say (page, N_ ("Tasks")));
  zb_field_page_set (page, "problem-text", zb_field_page_say (page, problem));
  zb_field_page_include (page, "problem", "problem.html");
  zb_field_page_answer (page, response, status, "gone.html");
}

/**
 * zb_field_deed_answer_task:
 * @tx: the transaction or view of a call by a unit
 * @response: where the answer goes
 * @status: HTTP's status
 * @problem: (nullable): why not, in English words
 * @word: (nullable): what was typed
 *
 * Answers with the page of the assignment that the call's path names.
 */
void
zb_field_deed_answer_task (ZbTransaction *tx, ZbResponse *response, guint status, const char *problem,
                           const char *word)
{
  ZbAssignment *assignment = zb_field_task_load (tx, tx->call->id);
  if (assignment == NULL)
    {
      answer_problem (tx->platform, tx->call, response, 404,
                      N_ ("There is no such task, or it is not yours any more."));
      return;
    }
  g_autoptr (ZbFieldPage) page = zb_field_page_new (tx->platform, tx->call);
  zb_field_page_set (page, "word", word);
  zb_field_page_set (page, "problem-text", problem != NULL ? zb_field_page_say (page, problem) : NULL);
  if (problem != NULL)
    zb_field_page_include (page, "problem", "problem.html");
  zb_field_page_include (page, "bar", "bar.html");
  zb_field_task_show (page, tx, assignment);
  zb_field_page_answer (page, response, status, "assignment.html");
}

/* --- who, and from where -----------------------------------------------------------------------------------
 */

static DexFuture *
find_caller (ZbConnection *connection, gpointer data)
{
  ZbCall *call = data;
  g_clear_object (&call->account);
  call->account = zb_field_session_find (connection, call, NULL);
  return dex_future_new_true ();
}

static gboolean
is_signed_in (ZbPlatform *platform, ZbCall *call)
{
  return dex_await (zb_database_read (zb_platform_get_database (platform), find_caller, call, NULL), NULL) &&
         call->account != NULL;
}

/* A script sends the token in a header, a form in a field. */
static gboolean
is_ours (ZbCall *call, ZbFieldForm *form)
{
  const char *header = zb_call_header (call, "x-field-token");
  return zb_field_session_check_token (call, header != NULL ? header
                                             : form != NULL ? zb_field_form_get (form, "token")
                                                            : NULL);
}

/* --- pictures ----------------------------------------------------------------------------------------------
 */

static gboolean
put_picture (ZbPlatform *platform, ZbCall *call, const char *id, GBytes *content)
{
  g_autoptr (ZbCall) put = zb_call_new ("PUT", "/evidence");
  g_autoptr (ZbResponse) answer = zb_response_new ();
  put->id = g_strdup (id);
  put->content = g_bytes_ref (content);
  put->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content);
  put->account = g_object_ref (call->account);
  put->address = g_strdup (call->address);
  put->now = call->now;
  zb_evidence_files_put (platform, put, answer);
  return answer->status / 100 == 2;
}

/* The same form sent twice puts the same files under the same ids. */
static char *
make_id (const char *key, GBytes *content)
{
  g_autofree char *of_content = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content);
  g_autofree char *both = g_strconcat (key, of_content, NULL);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, both, -1);
  return g_strdup_printf ("%.8s-%.4s-8%.3s-8%.3s-%.12s", hash, hash + 8, hash + 12, hash + 15, hash + 18);
}

static gboolean
put_files (ZbPlatform *platform, Deed *self)
{
  GPtrArray *files = self->form->files;
  if (files->len > ZB_FIELD_PICTURES_MOST)
    return fail (self, 422, N_ ("No more pictures fit."));
  for (guint i = 0; i < files->len; i++)
    {
      g_autofree char *id = make_id (self->call->key, files->pdata[i]);
      if (g_bytes_get_size (files->pdata[i]) > ZB_FIELD_PICTURE_BYTES)
        return fail (self, 413, N_ ("This picture is too large."));
      if (!put_picture (platform, self->call, id, files->pdata[i]))
        return fail (self, 422, N_ ("This is no picture that the platform can keep."));
      g_ptr_array_add (self->pictures, g_steal_pointer (&id));
    }
  return TRUE;
}

/* Those that a script has put before, by name. */
static gboolean
read_named (Deed *self)
{
  const char *named = zb_field_form_get (self->form, "pictures");
  g_auto (GStrv) ids = g_strsplit (named != NULL ? named : "", ",", ZB_FIELD_PICTURES_MOST + 1);
  for (guint i = 0; ids[i] != NULL; i++)
    if (!zb_uuid_is_valid (ids[i]) || i >= ZB_FIELD_PICTURES_MOST)
      return fail (self, 422, N_ ("No more pictures fit."));
    else
      g_ptr_array_add (self->pictures, g_strdup (ids[i]));
  return TRUE;
}

static void
take_picture (ZbPlatform *platform, ZbCall *call, ZbResponse *response)
{
  zb_evidence_files_put (platform, call, response);
  if (response->status >= 400 && response->status < 500)
    answer_words (platform, call, response, response->status,
                  N_ ("This is no picture that the platform can keep."));
}

/**
 * zb_field_deed_put_picture:
 * @platform: a platform
 * @call: a picture with its SHA-256
 * @response: where the answer goes
 *
 * Takes in a picture of whoever is signed in.
 */
void
zb_field_deed_put_picture (ZbPlatform *platform, ZbCall *call, ZbResponse *response)
{
  if (!is_signed_in (platform, call) || !is_ours (call, NULL))
    answer_words (platform, call, response, 401, N_ ("Sign in again."));
  else if (call->content != NULL && g_bytes_get_size (call->content) > ZB_FIELD_PICTURE_BYTES)
    answer_words (platform, call, response, 413, N_ ("This picture is too large."));
  else
    take_picture (platform, call, response);
}

/* --- the command -------------------------------------------------------------------------------------------
 */

/* As the contract would have it: what is kept for a key is the same however a form was written. */
static void
make_body (Deed *self)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc), *list;
  yyjson_mut_doc_set_root (doc, root);
  if (self->word != NULL)
    yyjson_mut_obj_add_str (doc, root, "word", self->word);
  list = yyjson_mut_obj_add_arr (doc, root, "evidence");
  for (guint i = 0; i < self->pictures->len; i++)
    yyjson_mut_arr_add_str (doc, list, self->pictures->pdata[i]);
  gsize length;
  char *text = yyjson_mut_write (doc, 0, &length);
  yyjson_mut_doc_free (doc);
  g_clear_pointer (&self->call->content, g_bytes_unref);
  self->call->content = g_bytes_new_take (text, length);
  zb_call_parse_body (self->call);
}

/* A unit shows its own pictures, and nobody else's. */
static gboolean
owns_pictures (ZbTransaction *tx, GPtrArray *ids)
{
  for (guint i = 0; i < ids->len; i++)
    if (zb_transaction_count (tx, "SELECT count(*) FROM evidence WHERE id = ? AND by = ?", "tt",
                              ids->pdata[i], tx->call->account->unit) == 0)
      return FALSE;
  return TRUE;
}

static ZbProblem *
add_note (ZbTransaction *tx, Deed *self, ZbAssignment *assignment, GPtrArray *evidence)
{
  ZbCase *of = zb_transaction_load (tx, ZB_KIND_CASE, assignment->case_id);
  ZbCaseArgs args = { .note = self->word };
  if (of == NULL)
    return zb_guard_forbidden ("not_yours");
  zb_transaction_keep_evidence (tx, of, evidence);
  return zb_case_command (tx, of, ZB_CASE_VERB_NOTE, &args,
                          &(ZbHappening){ .title = tx->call->account->name, .evidence = evidence });
}

static ZbProblem *
act (ZbTransaction *tx, Deed *self, ZbAssignment *assignment)
{
  gboolean done = g_str_equal (self->verb, "done");
  g_autoptr (GPtrArray) evidence = zb_fields_evidence (tx, "evidence", done ? "after" : NULL);
  int verb = zb_choices_parse (&zb_assignment_verbs, self->verb);
  gboolean because = verb == ZB_ASSIGNMENT_VERB_DECLINE || verb == ZB_ASSIGNMENT_VERB_HAND_BACK;
  ZbAssignmentArgs args = { .note = because ? NULL : self->word, .reason = because ? self->word : NULL };
  if (g_str_equal (self->verb, "note"))
    return add_note (tx, self, assignment, evidence);
  return zb_assignment_command (tx, assignment, verb, &args, evidence);
}

static gboolean
act_once (ZbTransaction *tx, Deed *self)
{
  ZbAssignment *assignment = zb_field_task_load (tx, self->call->id);
  if (assignment == NULL)
    return fail (self, 404, N_ ("There is no such task, or it is not yours any more."));
  if (!owns_pictures (tx, self->pictures))
    return fail (self, 422, N_ ("A picture did not arrive. Take it again."));
  g_autoptr (ZbProblem) problem = act (tx, self, assignment);
  if (problem != NULL)
    return fail (self, (guint)problem->status, zb_guard_explain (problem->because));
  zb_response_entity (self->response, self->call, 200, assignment);
  zb_idempotency_keep (tx, self->response);
  return TRUE;
}

static gboolean
run (ZbTransaction *tx, Deed *self)
{
  ZbCall *call = self->call;
  g_clear_object (&call->account);
  call->account = zb_field_session_find (tx->connection, call, &tx->error);
  if (call->account == NULL)
    return fail (self, 401, N_ ("Sign in again."));
  switch (zb_idempotency_check (tx, self->response))
    {
    case ZB_IDEMPOTENCY_REPEATED:
      return TRUE;
    case ZB_IDEMPOTENCY_REFUSED:
      return fail (self, self->response->status, N_ ("This was sent before."));
    case ZB_IDEMPOTENCY_NEW:
    default:
      return act_once (tx, self);
    }
}

/* What was refused is shown with what was typed, as things are now. */
static gboolean
do_deed (ZbTransaction *tx, gpointer data)
{
  Deed *self = data;
  tx->call = self->call;
  gboolean good = run (tx, self);
  if (!good && self->status != 401 && !reads_json (self->call))
    zb_field_deed_answer_task (tx, self->response, self->status, self->problem, self->word);
  tx->call = NULL;
  return good;
}

/* --- the form ----------------------------------------------------------------------------------------------
 */

static gboolean
is_known (const char *verb)
{
  int known = zb_choices_parse (&zb_assignment_verbs, verb);
  return g_str_equal (verb, "note") || (known > 0 && known != ZB_ASSIGNMENT_VERB_CANCEL);
}

static gboolean
check_form (ZbPlatform *platform, Deed *self)
{
  ZbCall *call = self->call;
  const char *word = zb_field_form_get (self->form, "word");
  const char *key = call->key == NULL ? zb_field_form_get (self->form, "key") : NULL;
  if (key != NULL)
    call->key = g_strdup (key);
  self->word = word;
  if (!is_signed_in (platform, call))
    return fail (self, 401, N_ ("Sign in again."));
  if (!is_ours (call, self->form))
    return fail (self, 403, N_ ("This page is too old. Load it again."));
  if (!is_known (self->verb))
    return fail (self, 404, N_ ("The platform does not allow this now."));
  if (!zb_uuid_is_valid (call->key))
    return fail (self, 400, N_ ("This page is too old. Load it again."));
  if (word != NULL && g_utf8_strlen (word, -1) > ZB_FIELD_WORD_MOST)
    return fail (self, 422, N_ ("This is too long: 2000 characters at the most."));
  return TRUE;
}

static gboolean
send_form (ZbPlatform *platform, Deed *self)
{
  g_autoptr (GError) error = NULL;
  if (!check_form (platform, self) || !put_files (platform, self) || !read_named (self))
    return FALSE;
  make_body (self);
  if (dex_await (zb_platform_work (platform, do_deed, self, NULL), &error))
    return TRUE;
  if (self->problem == NULL)
    fail (self, 503, N_ ("The platform cannot do it now. Try again."));
  return FALSE;
}

static void
answer_form (ZbPlatform *platform, Deed *self, gboolean good)
{
  gboolean has_page = self->response->body != NULL && g_str_has_prefix (self->response->type, "text/html");
  if (reads_json (self->call))
    answer_words (platform, self->call, self->response, good ? 200 : self->status, self->problem);
  else if (good)
    zb_field_page_redirect_to_task (self->response, self->call->id);
  else if (self->status == 401)
    zb_field_page_redirect (self->response, "/field");
  else if (!has_page)
    answer_problem (platform, self->call, self->response, self->status, self->problem);
}

/**
 * zb_field_deed_do:
 * @platform: a platform
 * @call: a form of an assignment's page
 * @response: where the answer goes
 *
 * Does what the form asks for, once.
 */
void
zb_field_deed_do (ZbPlatform *platform, ZbCall *call, ZbResponse *response)
{
  g_autoptr (ZbFieldForm) form = zb_field_form_new (call);
  g_autoptr (GPtrArray) pictures = g_ptr_array_new_with_free_func (g_free);
  Deed self = {
    .call = call,
    .response = response,
    .form = form,
    .verb = strrchr (call->path, '/') + 1,
    .pictures = pictures,
  };
  answer_form (platform, &self, send_form (platform, &self));
}
