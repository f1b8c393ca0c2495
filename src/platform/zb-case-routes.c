/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands on cases. */
#include "zb-accounts.h"
#include "zb-alert-machine.h"
#include "zb-case-commands.h"
#include "zb-case-family.h"
#include "zb-drill-commands.h"
#include "zb-fields.h"
#include "zb-json.h"
#include "zb-routes.h"
#include "zb-time.h"
#include "zb-uuid.h"

#define WORDS 4000
#define MAX_ASSIGNMENTS 20
#define LONGEST_TASK 200
#define MAX_LINES 10
#define LONGEST_LINE 100

static ZbCase *
load (ZbTransaction *tx)
{
  return zb_transaction_load (tx, ZB_KIND_CASE, tx->call->id);
}

static gboolean
answer (ZbTransaction *tx, ZbResponse *response, guint status, gpointer entity, ZbProblem *refusal)
{
  g_autoptr (ZbProblem) problem = refusal;
  return problem ? zb_response_refuse (response, problem)
                 : zb_response_entity (response, tx->call, status, entity);
}

static const char *
text (ZbTransaction *tx, const char *member)
{
  return zb_call_text (tx->call, member, ZB_OPTIONAL, WORDS);
}

static gboolean
command (ZbTransaction *tx, ZbResponse *response, ZbCaseVerb verb, const ZbCaseArgs *args)
{
  if (!zb_call_is_good (tx->call, response))
    return FALSE;
  ZbCase *of = load (tx);
  return answer (tx, response, 200, of, zb_case_command (tx, of, verb, args, NULL));
}

/* --- opening and editing ------------------------------------------------------------------------ */

static const char *const case_fields[] = { "id",    "kind",     "severity", "title",   "description",
                                           "place", "location", "alerts",   "contact", "parent",
                                           "mode",  "drill",    NULL };
static const char *const edited_fields[] = { "kind",  "severity", "title",   "description",
                                             "place", "location", "contact", NULL };

static void
check_draft (ZbTransaction *tx, ZbCase *draft)
{
  const char *id = draft->parent_instance.id;
  const char *because;
  if (!id || !zb_uuid_is_valid (id) || zb_acting_exists (tx, ZB_KIND_CASE, id))
    zb_call_refuse_field (tx->call, "/id", "must be a new UUID");
  if (draft->parent && !zb_transaction_sees (tx, ZB_KIND_CASE, draft->parent))
    zb_call_refuse_field (tx->call, "/parent", "is not a case in your area");
  else if (draft->parent && (because = zb_case_refuse_parent (tx, draft, draft->parent)))
    zb_call_refuse_field (tx->call, "/parent", "%s", zb_guard_explain (because));
  if (draft->alerts && g_strv_length (draft->alerts) > ZB_CASE_ALERTS_AT_MOST)
    zb_call_refuse_field (tx->call, "/alerts", "has too many items");
  zb_drill_check_draft (tx, &draft->parent_instance, draft->drill);
  const ZbCase *parent = zb_transaction_load (tx, ZB_KIND_CASE, draft->parent);
  if (parent && !draft->drill && !draft->parent_instance.mode)
    {
      draft->drill = g_strdup (parent->drill);
      draft->parent_instance.mode = parent->parent_instance.mode;
    }
  if (parent && g_strcmp0 (parent->drill, draft->drill) != 0)
    zb_call_refuse_field (tx->call, "/parent", "A drill and the real thing do not mix.");
  g_set_str (&draft->area, zb_acting_locate (tx, draft->location));
}

static gboolean
create (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  g_autoptr (ZbCase) draft = g_object_new (ZB_TYPE_CASE, NULL);
  draft->step = ZB_STEP_COLLECTED; /* a case cannot be read without */
  if (zb_fields_fill (call, draft, case_fields))
    check_draft (tx, draft);
  if (!zb_call_is_good (call, response))
    return FALSE;
  g_auto (GStrv) alerts = g_steal_pointer (&draft->alerts);
  draft->step = ZB_STEP_NONE;
  return answer (tx, response, 201, draft, zb_case_open (tx, draft, alerts));
}

/* Before it is filed, another kind means another plan. */
static void
take_edits (ZbTransaction *tx, ZbCase *of)
{
  g_autofree char *kind = g_strdup (of->kind);
  if (!zb_fields_fill (tx->call, of, edited_fields))
    return;
  g_set_str (&of->area, zb_acting_locate (tx, of->location));
  if (of->step == ZB_STEP_COLLECTED && g_strcmp0 (kind, of->kind) != 0)
    zb_case_adopt_plan (of, zb_case_find_plan (tx, of->kind));
}

/* Who was sent goes with the case: its new area sees them, the old one no more. */
static void
move_assignments (ZbTransaction *tx, ZbCase *of, GPtrArray *assignments)
{
  for (guint i = 0; i < assignments->len; i++)
    {
      ZbAssignment *assignment = assignments->pdata[i];
      if (g_strcmp0 (assignment->area, of->area) == 0)
        continue;
      g_set_str (&assignment->area, of->area);
      zb_transaction_save (tx, assignment, NULL);
    }
}

static gboolean
edit (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  ZbCase *of = load (tx);
  g_autoptr (ZbCaseWork) work = zb_case_work_new (tx, of);
  g_autoptr (ZbProblem) problem = zb_case_guard (of, ZB_CASE_VERB_EDIT, NULL, &work->actor, &work->context);
  if (problem)
    return zb_response_refuse (response, problem);
  if (call->if_match < 0)
    return zb_response_problem (response, 400, "header",
                                "An If-Match with the revision that was read is needed.");
  if (call->if_match != of->parent_instance.revision)
    return zb_response_edited (response, call, of);
  const int severity = of->severity;
  take_edits (tx, of);
  const ZbCaseArgs args = { .raised = severity < ZB_SEVERITY_URGENT && of->severity == ZB_SEVERITY_URGENT };
  if (!command (tx, response, ZB_CASE_VERB_EDIT, &args))
    return FALSE;
  move_assignments (tx, of, work->assignments);
  return TRUE;
}

/* --- from step to step ------------------------------------------------------------------------------ */

static gboolean
file (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  ZbCase *of = load (tx);
  return answer (tx, response, 200, of, zb_case_file (tx, of));
}

static void
read_task (ZbCall *call, yyjson_val *object, guint place, ZbAssignment *draft)
{
  yyjson_val *task = yyjson_obj_get (object, "task");
  const char *words = yyjson_get_str (task);
  g_autofree char *pointer = g_strdup_printf ("/assignments/%u/task", place);
  if (task && !words && !yyjson_is_null (task))
    zb_call_refuse_field (call, pointer, "must be text");
  else if (words && g_utf8_strlen (words, -1) > LONGEST_TASK)
    zb_call_refuse_field (call, pointer, "is too long");
  else if (words && *words)
    draft->task = g_strdup (words);
}

static ZbAssignment *
read_assignment (ZbCall *call, yyjson_val *object, guint place)
{
  const char *id = yyjson_get_str (yyjson_obj_get (object, "id"));
  if (!id || !zb_uuid_is_valid (id))
    {
      g_autofree char *pointer = g_strdup_printf ("/assignments/%u/id", place);
      zb_call_refuse_field (call, pointer, "must be a new UUID");
      return NULL;
    }
  ZbAssignment *draft = ZB_ASSIGNMENT (zb_entity_new (ZB_KIND_ASSIGNMENT, id));
  draft->unit = g_strdup (yyjson_get_str (yyjson_obj_get (object, "unit")));
  draft->organisation = g_strdup (yyjson_get_str (yyjson_obj_get (object, "organisation")));
  draft->lead = yyjson_get_bool (yyjson_obj_get (object, "lead"));
  read_task (call, object, place, draft);
  return draft;
}

/* Whom to send; none is for the guard to refuse. */
static GPtrArray *
read_assignments (ZbCall *call)
{
  GPtrArray *drafts = g_ptr_array_new_with_free_func (g_object_unref);
  yyjson_val *array = yyjson_obj_get (call->body, "assignments"), *item;
  size_t i, n;
  if (array && !yyjson_is_arr (array))
    zb_call_refuse_field (call, "/assignments", "must be an array");
  if (yyjson_arr_size (array) > MAX_ASSIGNMENTS)
    zb_call_refuse_field (call, "/assignments", "has too many items");
  yyjson_arr_foreach (array, i, n, item)
  {
    ZbAssignment *draft = i < MAX_ASSIGNMENTS ? read_assignment (call, item, (guint)i) : NULL;
    if (draft)
      g_ptr_array_add (drafts, draft);
  }
  return drafts;
}

static char **
read_lines (ZbCall *call)
{
  char **lines = zb_call_texts (call, "checklist", ZB_OPTIONAL, MAX_LINES);
  for (guint i = 0; lines && lines[i]; i++)
    if (!*lines[i] || g_utf8_strlen (lines[i], -1) > LONGEST_LINE)
      {
        g_autofree char *pointer = g_strdup_printf ("/checklist/%u", i);
        zb_call_refuse_field (call, pointer, "has between 1 and %d characters", LONGEST_LINE);
      }
  return lines;
}

static gboolean
dispatch (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  g_autoptr (GPtrArray) drafts = read_assignments (call);
  g_auto (GStrv) lines = read_lines (call);
  g_autoptr (ZbDeadlines) sooner =
      (ZbDeadlines *)zb_call_record (call, "deadlines", ZB_TYPE_DEADLINES, ZB_OPTIONAL);
  const char *note = text (tx, "note");
  if (!zb_call_is_good (call, response))
    return FALSE;
  ZbCase *of = load (tx);
  zb_case_add_lines (of, lines);
  return answer (tx, response, 200, of, zb_case_dispatch (tx, of, drafts, sooner, note));
}

static gboolean
assign (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  g_autoptr (GPtrArray) drafts = read_assignments (call);
  if (!zb_call_is_good (call, response))
    return FALSE;
  ZbCase *of = load (tx);
  return answer (tx, response, 200, of, zb_case_add_assignments (tx, of, drafts));
}

static gboolean
report (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  const char *note = text (tx, "note"), *on_behalf = text (tx, "on_behalf");
  g_autoptr (GPtrArray) evidence = zb_fields_evidence (tx, "evidence", "after");
  if (!zb_call_is_good (call, response))
    return FALSE;
  ZbCase *of = load (tx);
  g_autoptr (ZbProblem) problem = zb_case_report (tx, of, note, on_behalf, evidence);
  if (problem)
    return zb_response_refuse (response, problem);
  zb_case_find_checker (tx, of);
  return zb_response_entity (response, call, 200, of);
}

static gboolean
set_checker (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  const char *id = zb_call_uuid (call, "checker", ZB_OPTIONAL);
  if (!zb_call_is_good (call, response))
    return FALSE;
  g_autoptr (ZbAccount) checker = id ? zb_accounts_load (tx->connection, id, &tx->error) : NULL;
  ZbCase *of = load (tx);
  return answer (tx, response, 200, of, zb_case_set_checker (tx, of, checker));
}

static gboolean
check (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  ZbCaseArgs args = { .note = text (tx, "note"), .reason = text (tx, "reason") };
  return command (tx, response, ZB_CASE_VERB_PASS, &args);
}

static gboolean
send_back (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  ZbCaseArgs args = { .reason = text (tx, "reason") };
  return command (tx, response, ZB_CASE_VERB_RETURN, &args);
}

static gboolean
suspend (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  ZbCaseArgs args = { .reason = text (tx, "reason"), .until = zb_call_time (call, "until", ZB_OPTIONAL) };
  return command (tx, response, ZB_CASE_VERB_SUSPEND, &args);
}

static gboolean
resume (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  return command (tx, response, ZB_CASE_VERB_RESUME, NULL);
}

static gboolean
extend (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  ZbCaseArgs args = { .reason = text (tx, "reason"),
                      .deadline = zb_call_time (call, "deadline", ZB_OPTIONAL) };
  return command (tx, response, ZB_CASE_VERB_EXTEND, &args);
}

static gboolean
supervise (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  ZbCaseArgs args = { .note = text (tx, "note") };
  return command (tx, response, ZB_CASE_VERB_SUPERVISE, &args);
}

static gboolean
make_void (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  ZbCaseArgs args = { .reason = text (tx, "reason") };
  return command (tx, response, ZB_CASE_VERB_VOID, &args);
}

static gboolean
reopen (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  ZbCaseArgs args = { .reason = text (tx, "reason") };
  return command (tx, response, ZB_CASE_VERB_REOPEN, &args);
}

/* --- beside the steps ---------------------------------------------------------------------------------- */

static gboolean
link_to (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  const char *other = zb_call_uuid (call, "case", ZB_OPTIONAL);
  if (!zb_call_is_good (call, response))
    return FALSE;
  ZbCase *of = load (tx);
  return answer (tx, response, 200, of, zb_case_link (tx, of, other));
}

static gboolean
merge (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  const char *into = zb_call_uuid (call, "into", ZB_OPTIONAL), *reason = text (tx, "reason");
  if (!zb_call_is_good (call, response))
    return FALSE;
  ZbCase *of = load (tx);
  return answer (tx, response, 200, of, zb_case_merge (tx, of, into, reason));
}

/* Without a parent it is taken out of the one that it has. */
static gboolean
set_parent (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  const char *parent = zb_call_uuid (call, "parent", ZB_OPTIONAL), *reason = text (tx, "reason");
  if (!zb_call_is_good (call, response))
    return FALSE;
  ZbCase *of = load (tx);
  return answer (tx, response, 200, of, zb_case_set_parent (tx, of, parent, reason));
}

static gboolean
tick (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  ZbCaseArgs args = { .item = (guint)zb_call_integer (call, "index", ZB_NEEDED, 0, G_MAXINT32),
                      .done = zb_call_flag (call, "done", ZB_NEEDED) };
  if (!zb_call_is_good (call, response))
    return FALSE;
  ZbCase *of = load (tx);
  ZbCheckItem *item =
      of->checklist && args.item < of->checklist->len ? of->checklist->pdata[args.item] : NULL;
  return answer (tx, response, 200, of,
                 zb_case_command (tx, of, ZB_CASE_VERB_CHECKLIST, &args,
                                  &(ZbHappening){ .title = item ? item->text : NULL }));
}

static const char *
read_phase (ZbCall *call)
{
  static const char *const phases[] = { "before", "after", "other", NULL };
  const char *phase = zb_call_text (call, "phase", ZB_OPTIONAL, 20);
  if (phase && !g_strv_contains (phases, phase))
    zb_call_refuse_field (call, "/phase", "is before, after or other");
  return phase;
}

static gboolean
note (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  ZbCaseArgs args = { .note = text (tx, "text") };
  g_autofree char *fresh = zb_uuid_new ();
  const char *id = zb_call_uuid (call, "id", ZB_OPTIONAL), *phase = read_phase (call);
  g_autoptr (GPtrArray) evidence = zb_fields_evidence (tx, "evidence", phase);
  if (id && zb_acting_exists (tx, ZB_KIND_ENTRY, id))
    zb_call_refuse_field (call, "/id", "must be a new UUID");
  if (!zb_call_is_good (call, response))
    return FALSE;
  ZbCase *of = load (tx);
  id = id ? id : fresh;
  if (phase)
    zb_case_add_evidence (tx, of, evidence);
  else
    zb_transaction_keep_evidence (tx, of, evidence);
  g_autoptr (ZbProblem) problem =
      zb_case_command (tx, of, ZB_CASE_VERB_NOTE, &args, &(ZbHappening){ .id = id, .evidence = evidence });
  if (problem)
    return zb_response_refuse (response, problem);
  if (phase)
    zb_transaction_save (tx, of, NULL);
  return zb_response_entity (response, call, 201, zb_transaction_load (tx, ZB_KIND_ENTRY, id));
}

/* --- on paper ------------------------------------------------------------------------------------- */

static const ZbChoices papers = { (const char *const[]){ "unknown", "paper", "pdf", NULL }, FALSE };

/* How much of what was done to a case is looked through. */
#define LOOKED_AT "1000"

static const char past_areas_query[] =
    "SELECT area, at FROM audit WHERE id = ? AND kind = 'case' ORDER BY number"
    " DESC LIMIT " LOOKED_AT;

/* Where a case lay stands in the audit with whatever was done to it. */
static gboolean
has_seen (ZbTransaction *tx, const char *id, gint64 before)
{
  const char *const *areas = (const char *const *)tx->call->account->areas;
  g_autoptr (ZbStatement) rows = zb_connection_query (tx->connection, &tx->error, past_areas_query, "t", id);
  while (rows && zb_statement_step (rows, &tx->error) == ZB_STEP_ROW)
    if (zb_statement_get_int64 (rows, 1) <= before && !zb_statement_is_null (rows, 0) &&
        zb_areas_contain (tx->areas, areas, zb_statement_get_text (rows, 0)))
      return TRUE;
  return FALSE;
}

/* A console that had no line goes on showing what has left the officer's areas meanwhile. */
static gboolean
could_print (ZbTransaction *tx, const char *id, gint64 at)
{
  return zb_transaction_sees (tx, ZB_KIND_CASE, id) || has_seen (tx, id, at);
}

/* The console prints what it has at hand, without a line as well, and tells of it: nothing of the case
 * changes, so that nothing is refused but what nobody could have printed. */
static gboolean
note_print (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  char time[ZB_TIME_LENGTH + 1];
  const gint64 at = zb_call_time_past (call, "at");
  const int on = zb_call_choice (call, "on", &papers, ZB_NEEDED);
  const gboolean personal = zb_call_flag (call, "personal", ZB_NEEDED);
  if (!zb_call_is_good (call, response))
    return FALSE;
  if (!could_print (tx, call->id, at))
    return zb_response_not_there (response);
  zb_time_format (at, time);
  g_autofree char *why =
      g_strjoin (" ", zb_choices_nick (&papers, on), time, personal ? "personal" : NULL, NULL);
  zb_transaction_audit (tx, "case.print", load (tx), why);
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_doc_set_root (doc, yyjson_mut_obj (doc));
  yyjson_mut_obj_add_strcpy (doc, yyjson_mut_doc_get_root (doc), "at", time);
  return zb_response_json (response, 201, doc);
}

static gboolean
timeline (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  gint64 limit = zb_call_query_integer (call, "limit", 500, 1, 5000);
  gint64 after = zb_call_query_integer (call, "after", 0, 0, G_MAXINT64);
  if (!zb_call_is_good (call, response))
    return FALSE;
  /* Looked up before the entries: what is written in between comes twice rather than not at all. */
  gint64 seq = zb_transaction_count (tx, "SELECT coalesce (max (seq), 0) FROM event", "");
  g_autoptr (GPtrArray) entries = zb_transaction_find (
      tx, ZB_KIND_ENTRY, "of_case = ? AND rid > ? ORDER BY rid LIMIT ?", "tii", call->id, after, limit + 1);
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_val *items = yyjson_mut_obj_add_arr (doc, root, "items");
  for (guint i = 0; i < entries->len && i < limit; i++)
    yyjson_mut_arr_append (items, zb_json_write_record (doc, entries->pdata[i], ZB_JSON_WRITE_ALL));
  if (entries->len > limit)
    {
      const char *last = ZB_ENTITY (entries->pdata[limit - 1])->id;
      gint64 rid =
          zb_transaction_count (tx, "SELECT rid FROM entity WHERE kind = 'entry' AND id = ?", "t", last);
      g_autofree char *next = g_strdup_printf ("%" G_GINT64_FORMAT, rid);
      yyjson_mut_obj_add_strcpy (doc, root, "next", next);
    }
  else
    yyjson_mut_obj_add_null (doc, root, "next");
  g_autofree char *feed_seq = g_strdup_printf ("%" G_GINT64_FORMAT, seq);
  zb_response_set_header (response, "Feed-Seq", feed_seq);
  return zb_response_json (response, 200, doc);
}

#define MAY_NOTE (ZB_MAY_DESK | ZB_MAY (HANDLER) | ZB_MAY (CHECKER))
/* Whoever reads a case at a desk; a wall has no paper, and what officers write to each other, which nobody
 * can mask, is nothing to hang up in a hall. */
#define MAY_READ (MAY_NOTE | ZB_MAY (ALGORITHM_REVIEWER) | ZB_MAY (AUDITOR) | ZB_MAY (ADMINISTRATOR))
#define MAY_CHECK (ZB_MAY (CHECKER) | ZB_MAY (DUTY_LEADER))
#define MAY_LEAD ZB_MAY (DUTY_LEADER)

const ZbRoute zb_case_routes[] = {
  { "POST", "/cases", ZB_MAY_DESK, ZB_ROUTE_COMMAND, create },
  { "PATCH", "/cases/{id}", ZB_MAY_DESK, ZB_ROUTE_COMMAND, edit },
  { "POST", "/cases/{id}/file", ZB_MAY_DUTY, ZB_ROUTE_COMMAND, file },
  { "POST", "/cases/{id}/dispatch", ZB_MAY_DESK, ZB_ROUTE_COMMAND, dispatch },
  { "POST", "/cases/{id}/assignments", ZB_MAY_DUTY, ZB_ROUTE_COMMAND, assign },
  { "POST", "/cases/{id}/report", ZB_MAY (HANDLER) | ZB_MAY_DUTY, ZB_ROUTE_COMMAND, report },
  { "POST", "/cases/{id}/checker", MAY_LEAD, ZB_ROUTE_COMMAND, set_checker },
  { "POST", "/cases/{id}/check", MAY_CHECK, ZB_ROUTE_COMMAND, check },
  { "POST", "/cases/{id}/return", MAY_CHECK, ZB_ROUTE_COMMAND, send_back },
  { "POST", "/cases/{id}/suspend", MAY_LEAD, ZB_ROUTE_COMMAND, suspend },
  { "POST", "/cases/{id}/resume", MAY_LEAD, ZB_ROUTE_COMMAND, resume },
  { "POST", "/cases/{id}/extend", MAY_LEAD, ZB_ROUTE_COMMAND, extend },
  { "POST", "/cases/{id}/supervise", MAY_LEAD, ZB_ROUTE_COMMAND, supervise },
  { "POST", "/cases/{id}/void", MAY_LEAD, ZB_ROUTE_COMMAND, make_void },
  { "POST", "/cases/{id}/reopen", MAY_LEAD, ZB_ROUTE_COMMAND, reopen },
  { "POST", "/cases/{id}/link", ZB_MAY_DUTY, ZB_ROUTE_COMMAND, link_to },
  { "POST", "/cases/{id}/merge", ZB_MAY_DUTY, ZB_ROUTE_COMMAND, merge },
  { "POST", "/cases/{id}/parent", ZB_MAY_DUTY, ZB_ROUTE_COMMAND, set_parent },
  { "POST", "/cases/{id}/checklist", ZB_MAY_DESK | ZB_MAY (CHECKER), ZB_ROUTE_COMMAND, tick },
  { "POST", "/cases/{id}/notes", MAY_NOTE, ZB_ROUTE_COMMAND, note },
  { "POST", "/cases/{id}/print", MAY_READ, ZB_ROUTE_COMMAND | ZB_ROUTE_PAST, note_print },
  { "GET", "/cases/{id}/timeline", MAY_READ, ZB_ROUTE_READ, timeline },
  { 0 },
};
