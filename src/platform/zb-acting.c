/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all commands need: who acts, and the line in the timeline that tells of it. */
#include "zb-acting.h"

#include "zb-entry.h"
#include "zb-transaction-private.h"
#include "zb-uuid.h"

/**
 * zb_acting_get_platform:
 * @tx: a transaction
 *
 * Returns: the platform itself, for what nobody asked for
 */
ZbActor
zb_acting_get_platform (ZbTransaction *tx)
{
  return (ZbActor){ .role = ZB_ROLE_NONE, .covers = TRUE, .now = tx->now };
}

/**
 * zb_acting_get_actor:
 * @tx: a transaction
 * @entity: what is acted on, in the store or about to be
 *
 * Returns: who acts in @tx; valid as long as its call
 */
ZbActor
zb_acting_get_actor (ZbTransaction *tx, gpointer entity)
{
  ZbAccount *account = tx->call ? tx->call->account : NULL;
  if (!account)
    return zb_acting_get_platform (tx);
  return (ZbActor){
    .account = ZB_ENTITY (account)->id,
    .name = account->name,
    .role = account->role,
    .unit = account->unit,
    .organisation = account->organisation,
    .covers = zb_areas_contain (tx->areas, (const char *const *)account->areas, zb_entity_get_area (entity)),
    .now = tx->now,
  };
}

/**
 * zb_acting_write_entry:
 * @tx: a transaction
 * @of: a case that @tx loaded or added
 * @happening: what is to be told
 *
 * Returns: (transfer none): the #ZbEntry
 */
gpointer
zb_acting_write_entry (ZbTransaction *tx, ZbCase *of, const ZbHappening *happening)
{
  g_autofree char *fresh = happening->id ? NULL : zb_uuid_new ();
  ZbEntry *entry = ZB_ENTRY (zb_entity_new (ZB_KIND_ENTRY, happening->id ? happening->id : fresh));
  ZbAccount *account = tx->call && !happening->is_platform ? tx->call->account : NULL;
  entry->case_id = g_strdup (of->parent_instance.id);
  entry->at = happening->at ? happening->at : tx->now;
  entry->by = g_strdup (account ? account->name : NULL);
  entry->what = g_strdup (happening->what);
  entry->title = g_strdup (happening->title);
  entry->note = g_strdup (happening->note);
  entry->evidence = happening->evidence ? g_ptr_array_ref (happening->evidence) : NULL;
  zb_transaction_add (tx, entry, NULL);
  return entry;
}

/**
 * zb_acting_find_assignments:
 * @tx: a transaction
 * @of_case: the id of a case
 *
 * Returns: (transfer container) (element-type ZbAssignment): all its assignments, oldest first
 */
GPtrArray *
zb_acting_find_assignments (ZbTransaction *tx, const char *of_case)
{
  return zb_transaction_find (tx, ZB_KIND_ASSIGNMENT, "of_case = ? ORDER BY rid", "t", of_case);
}

/**
 * zb_acting_exists:
 * @tx: a transaction
 * @kind: a kind of entity
 * @id: an id that a client made
 *
 * Returns: whether the id is in use, in anybody's area
 */
gboolean
zb_acting_exists (ZbTransaction *tx, ZbKind kind, const char *id)
{
  return zb_transaction_load (tx, kind, id) != NULL;
}

/**
 * zb_acting_locate:
 * @tx: the transaction of a call with a body that gives a `location`
 * @point: that place
 *
 * Notes in the call where it lies outside the district or the caller's areas.
 *
 * Returns: (nullable): the id of the smallest area it lies in
 */
const char *
zb_acting_locate (ZbTransaction *tx, ZbPoint point)
{
  const char *area = zb_areas_locate (tx->areas, point);
  const char *const *mine = (const char *const *)tx->call->account->areas;
  if (zb_point_is_known (point) && !area)
    zb_call_refuse_field (tx->call, "/location", "lies outside the district");
  else if (!zb_areas_contain (tx->areas, mine, area))
    zb_call_refuse_field (tx->call, "/location", "lies outside your area");
  return area;
}

/**
 * zb_acting_refuse_field:
 * @detail: what is wrong
 * @pointer_format: where in the body, as a JSON pointer
 * @...: for @pointer_format
 *
 * Returns: (transfer full): a 422
 */
ZbProblem *
zb_acting_refuse_field (const char *detail, const char *pointer_format, ...)
{
  va_list args;
  va_start (args, pointer_format);
  g_autofree char *pointer = g_strdup_vprintf (pointer_format, args);
  va_end (args);
  ZbProblem *problem = zb_problem_new (422, "A field is wrong", detail);
  zb_problem_add_error (problem, pointer, detail);
  return problem;
}
