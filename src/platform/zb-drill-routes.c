/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drills: who plans and runs them, and what came of them. */
#include "zb-routes.h"

#include "zb-accounts.h"
#include "zb-acting.h"
#include "zb-drill-commands.h"
#include "zb-drill-debrief.h"
#include "zb-drill-shelf.h"
#include "zb-json.h"
#include "zb-uuid.h"

#define MAY_RUN (ZB_MAY (DUTY_LEADER) | ZB_MAY (ADMINISTRATOR))
/* Whoever can be a member but a wall: what an officer has missed is nothing to hang up in a hall. */
#define MAY_READ (ZB_MAY_DESK | ZB_MAY (CHECKER) | ZB_MAY (ADMINISTRATOR))
#define NEEDS_A_LINE (ZB_ROUTE_WRITE | ZB_ROUTE_BODY)

static gboolean
answer (ZbTransaction *tx, ZbResponse *response, guint status, ZbDrill *drill, ZbProblem *refusal)
{
  g_autoptr (ZbProblem) problem = refusal;
  return problem != NULL ? zb_response_refuse (response, problem)
                         : zb_response_entity (response, tx->call, status, drill);
}

static void
refuse_all (ZbCall *call, const char *pointer, const ZbProblem *problem)
{
  for (guint i = 0; problem->errors != NULL && i < problem->errors->len; i++)
    {
      const ZbFieldError *error = g_ptr_array_index (problem->errors, i);
      g_autofree char *where = g_strconcat (pointer, error->pointer, NULL);
      zb_call_refuse_field (call, where, "%s", error->detail);
    }
}

/* --- who can take part ---------------------------------------------------------------------------------- */

/* Whoever acts outside is not called by an exercise; a wall shows it where a leader names it. */
static gboolean
can_take_part (const ZbAccount *account)
{
  return account->enabled && (account->role == ZB_ROLE_DUTY_OFFICER || account->role == ZB_ROLE_DUTY_LEADER ||
                              account->role == ZB_ROLE_SUBDISTRICT_OFFICER ||
                              account->role == ZB_ROLE_CHECKER || account->role == ZB_ROLE_WALL);
}

/* Whether they work, in part at least, where the caller does. */
static gboolean
is_near (ZbTransaction *tx, const ZbAccount *account)
{
  const char *const *mine = (const char *const *)tx->call->account->areas;
  gboolean has_some = FALSE;
  for (char **area = account->areas; area != NULL && *area != NULL; area++)
    {
      gboolean is_place = strchr (*area, ':') == NULL;
      has_some = has_some || is_place;
      if (is_place && zb_areas_contain (tx->areas, mine, *area))
        return TRUE;
    }
  return !has_some;
}

static ZbDrillMember *
new_member (const ZbAccount *account)
{
  ZbDrillMember *member = g_object_new (ZB_TYPE_DRILL_MEMBER, NULL);
  member->account = g_strdup (account->parent_instance.id);
  member->name = g_strdup (account->name);
  member->role = account->role;
  return member;
}

static gboolean
list_people (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  g_autoptr (GPtrArray) accounts = zb_accounts_list (tx->connection, &tx->error);
  g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    if (can_take_part (accounts->pdata[i]) && is_near (tx, accounts->pdata[i]))
      g_ptr_array_add (members, new_member (accounts->pdata[i]));
  return zb_response_items (response, members);
}

static void
add_member (ZbTransaction *tx, ZbDrill *draft, const char *id, guint place)
{
  g_autoptr (ZbAccount) account = zb_accounts_load (tx->connection, id, &tx->error);
  g_autofree char *pointer = g_strdup_printf ("/members/%u", place);
  if (account == NULL || !can_take_part (account) || !is_near (tx, account))
    zb_call_refuse_field (tx->call, pointer, "is nobody who can take part");
  else if (!zb_drill_has_member (draft, id))
    g_ptr_array_add (draft->members, new_member (account));
}

static void
read_members (ZbTransaction *tx, ZbDrill *draft)
{
  g_auto (GStrv) ids = zb_call_texts (tx->call, "members", ZB_NEEDED, ZB_DRILL_MEMBERS_MOST);
  draft->members = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    add_member (tx, draft, ids[i], i);
}

/* --- scripts ----------------------------------------------------------------------------------- */

static guint
count_alerts (const ZbDrillScript *script)
{
  guint n = 0;
  for (guint i = 0; i < script->steps->len; i++)
    n += ((ZbDrillStep *)script->steps->pdata[i])->what == ZB_DRILL_DO_ALERT ? 1 : 0;
  return n;
}

static void
describe (yyjson_mut_doc *doc, yyjson_mut_val *items, const char *name, const ZbDrillScript *script)
{
  yyjson_mut_val *item = yyjson_mut_arr_add_obj (doc, items);
  yyjson_mut_obj_add_strcpy (doc, item, "name", name);
  yyjson_mut_obj_add_strcpy (doc, item, "title", script->title);
  yyjson_mut_obj_add_strcpy (doc, item, "summary", script->summary != NULL ? script->summary : "");
  yyjson_mut_obj_add_sint (doc, item, "minutes", script->minutes);
  yyjson_mut_obj_add_uint (doc, item, "alerts", count_alerts (script));
  yyjson_mut_obj_add_uint (doc, item, "steps", script->steps->len);
}

static gboolean
list_scripts (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  g_auto (GStrv) names = zb_drill_shelf_list ();
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_val *items = yyjson_mut_obj_add_arr (doc, root, "items");
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (ZbDrillScript) script = zb_drill_shelf_load (names[i]);
      if (script != NULL)
        describe (doc, items, names[i], script);
    }
  return zb_response_json (response, 200, doc);
}

/* A script that was sent: each mistake in it is told with its own place. */
static ZbDrillScript *
read_own_script (ZbCall *call, yyjson_val *value)
{
  g_autoptr (ZbDrillScript) script = g_object_new (ZB_TYPE_DRILL_SCRIPT, NULL);
  g_autoptr (ZbProblem) problem = zb_problem_new (422, NULL, NULL);
  gboolean is_read = zb_json_read_fields ((ZbRecord *)script, value, problem);
  g_autoptr (ZbProblem) wrong = is_read ? zb_drill_script_check (script) : NULL;
  refuse_all (call, "/script", wrong != NULL ? wrong : problem);
  return is_read && wrong == NULL ? g_steal_pointer (&script) : NULL;
}

static ZbDrillScript *
read_script (ZbCall *call)
{
  yyjson_val *value = yyjson_obj_get (call->body, "script");
  if (yyjson_is_obj (value))
    return read_own_script (call, value);
  ZbDrillScript *script = yyjson_is_str (value) ? zb_drill_shelf_load (yyjson_get_str (value)) : NULL;
  if (script == NULL)
    zb_call_refuse_field (call, "/script", "is needed: the name of a script, or a script");
  return script;
}

/* --- planning and running ---------------------------------------------------------------------- */

static gint64
read_speed (ZbCall *call)
{
  return zb_call_has (call, "speed")
             ? zb_call_integer (call, "speed", ZB_OPTIONAL, ZB_DRILL_SPEED_LEAST, ZB_DRILL_SPEED_MOST)
             : 0;
}

static ZbDrill *
read_draft (ZbTransaction *tx)
{
  const char *id = zb_call_uuid (tx->call, "id", ZB_NEEDED);
  const char *title = zb_call_text (tx->call, "title", ZB_OPTIONAL, ZB_DRILL_TITLE_MOST);
  ZbDrill *draft = ZB_DRILL (zb_entity_new (ZB_KIND_DRILL, id));
  if (id != NULL && zb_acting_exists (tx, ZB_KIND_DRILL, id))
    zb_call_refuse_field (tx->call, "/id", "must be a new UUID");
  draft->title = g_strdup (title);
  draft->speed = MAX (read_speed (tx->call), ZB_DRILL_SPEED_LEAST);
  read_members (tx, draft);
  return draft;
}

static gboolean
create (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  g_autoptr (ZbDrill) draft = read_draft (tx);
  g_autoptr (ZbDrillScript) script = read_script (call);
  if (!zb_call_is_good (call, response))
    return FALSE;
  if (draft->title == NULL || *draft->title == '\0')
    g_set_str (&draft->title, script->title);
  return answer (tx, response, 201, draft, zb_drill_make (tx, draft, script));
}

/* One handler for all: they differ only in the last part of the path. */
static gboolean
command (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  gint64 speed = read_speed (call);
  if (!zb_call_is_good (call, response))
    return FALSE;
  ZbDrill *drill = zb_transaction_load (tx, ZB_KIND_DRILL, call->id);
  ZbDrillVerb verb = zb_choices_parse (&zb_drill_verbs, strrchr (call->path, '/') + 1);
  return answer (tx, response, 200, drill, zb_drill_command (tx, drill, verb, speed));
}

static gboolean
inject (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  g_autoptr (ZbDrillStep) step = (ZbDrillStep *)zb_call_record (call, "step", ZB_TYPE_DRILL_STEP, ZB_NEEDED);
  g_autoptr (ZbProblem) wrong = step != NULL ? zb_drill_step_check (step) : NULL;
  if (wrong != NULL)
    refuse_all (call, "", wrong);
  if (!zb_call_is_good (call, response))
    return FALSE;
  ZbDrill *drill = zb_transaction_load (tx, ZB_KIND_DRILL, call->id);
  return answer (tx, response, 200, drill, zb_drill_inject (tx, drill, step));
}

static gboolean
debrief (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  ZbDrill *drill = zb_transaction_load (tx, ZB_KIND_DRILL, call->id);
  g_autoptr (ZbDebrief) debriefed = zb_drill_debrief_new (tx, drill);
  return zb_response_take_text (response, 200,
                                zb_json_write_record_text (debriefed, ZB_JSON_WRITE_ALL, NULL));
}

const ZbRoute zb_drill_routes[] = {
  { "GET", "/drill-scripts", MAY_RUN, ZB_ROUTE_READ, list_scripts },
  { "GET", "/drill-people", MAY_RUN, ZB_ROUTE_READ, list_people },
  { "POST", "/drills", MAY_RUN, ZB_ROUTE_COMMAND, create },
  { "POST", "/drills/{id}/start", MAY_RUN, NEEDS_A_LINE, command },
  { "POST", "/drills/{id}/pause", MAY_RUN, NEEDS_A_LINE, command },
  { "POST", "/drills/{id}/resume", MAY_RUN, NEEDS_A_LINE, command },
  { "POST", "/drills/{id}/end", MAY_RUN, NEEDS_A_LINE, command },
  { "POST", "/drills/{id}/inject", MAY_RUN, NEEDS_A_LINE, inject },
  { "GET", "/drills/{id}/debrief", MAY_READ, ZB_ROUTE_READ, debrief },
  { 0 },
};
