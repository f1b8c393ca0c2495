/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The door for sensors and algorithms: a batch of CloudEvents, one transaction, an answer for each.
 *
 *   alert.raised   ─▶ algorithm in use? ─▶ place from the device ─▶ the alert machine (raise, again, worse)
 *   device.health  ─▶ the device, and what hangs on it
 *   unit.position  ─▶ the unit, whose status follows
 *
 * An event that is wrong is refused by itself; the others of its batch are taken. An alert that was taken is
 * remembered by source and id of its event for a day: sent again, it is answered as before and counts once.
 */
#include "zb-routes.h"

#include "zb-alert-commands.h"
#include "zb-alert-kind.h"
#include "zb-algorithm.h"
#include "zb-device.h"
#include "zb-ingest-data.h"
#include "zb-json.h"
#include "zb-limits.h"
#include "zb-time.h"
#include "zb-units.h"
#include "zb-uuid.h"

#include <math.h>

#define MAX_BATCH 1000
/* Bytes of an event's source and of its id. */
#define MAX_NAME 200
/* A device that says the same again is written down no more often than this. */
#define HEALTH_REPEATS (10 * G_TIME_SPAN_MINUTE)
/* A source whose clock is ahead must not hide what comes after. */
#define CLOCK_AHEAD (5 * G_TIME_SPAN_SECOND)
/* A camera hangs on a recorder, that on a gateway, that on a line; more than this is a ring. */
#define MOST_LEVELS 8

typedef enum
{
  CREATED,
  UPDATED,
  IGNORED,
  REFUSED,
} Outcome;

static const char *const outcomes[] = { "created", "updated", "ignored", "refused" };

/* One event of the batch on its way. */
typedef struct
{
  ZbTransaction *tx;
  yyjson_val *event;
  yyjson_val *data;
  gint64 time;
  char *entity;
  char *detail;
  ZbProblem *problem;
} Item;

static Outcome
refuse (Item *item, const char *detail)
{
  g_set_str (&item->detail, detail);
  return REFUSED;
}

static Outcome
ignore (Item *item, const char *entity, const char *detail)
{
  g_set_str (&item->entity, entity);
  g_set_str (&item->detail, detail);
  return IGNORED;
}

static gboolean
read_checked (Item *item, ZbRecord *record)
{
  return zb_json_read_fields (record, item->data, item->problem) &&
         zb_limits_check (record, item->data, item->problem);
}

/* Most data are well; what is wrong with others is found by reading them once more. */
static gpointer
read_data (Item *item, GType type)
{
  g_autoptr (ZbRecord) record = g_object_new (type, NULL);
  if (read_checked (item, record))
    return g_steal_pointer (&record);
  g_autoptr (ZbRecord) again = g_object_new (type, NULL);
  item->problem = zb_problem_new (422, NULL, NULL);
  read_checked (item, again);
  refuse (item, "A field is wrong.");
  return NULL;
}

/* "device/0199…" */
static const char *
get_subject (Item *item, const char *kind)
{
  const char *subject = yyjson_get_str (yyjson_obj_get (item->event, "subject"));
  gsize length = strlen (kind);
  return subject != NULL && g_str_has_prefix (subject, kind) && subject[length] == '/' ? subject + length + 1
                                                                                       : NULL;
}

static ZbDevice *
find_device (ZbTransaction *tx, const char *name)
{
  if (name == NULL)
    return NULL;
  gpointer device = zb_uuid_is_valid (name) ? zb_transaction_load (tx, ZB_KIND_DEVICE, name) : NULL;
  if (device != NULL)
    return device;
  g_autoptr (GPtrArray) found = zb_transaction_find (tx, ZB_KIND_DEVICE, "code = ? LIMIT 1", "t", name);
  return found->len > 0 ? g_ptr_array_index (found, 0) : NULL;
}

static gint64
time_of (Item *item, gint64 told)
{
  gint64 time = told != 0 ? told : item->time;
  return CLAMP (time, 0, item->tx->now + CLOCK_AHEAD);
}

/* --- alerts ------------------------------------------------------------------------------------------- */

static const char *
check_kind (ZbRaised *raised)
{
  if (raised->kind[strspn (raised->kind, "abcdefghijklmnopqrstuvwxyz0123456789_")] != '\0' ||
      *raised->kind == '\0')
    return "kind must be a name of small letters.";
  return NULL;
}

/* What an algorithm finds counts only while people have approved it. */
static const char *
check_algorithm (ZbTransaction *tx, ZbRaised *raised, gboolean *known)
{
  ZbAlgorithm *algorithm = zb_transaction_load (tx, ZB_KIND_ALGORITHM, raised->algorithm);
  *known = raised->algorithm == NULL || algorithm != NULL;
  if (algorithm == NULL)
    return NULL;
  if (algorithm->use == ZB_ALGORITHM_SHADOW)
    return "The algorithm is in shadow.";
  if (algorithm->review == NULL || algorithm->review->state != ZB_REVIEW_APPROVED)
    return "The algorithm is not approved.";
  if (algorithm->review->until != 0 && algorithm->review->until <= tx->now)
    return "The algorithm's approval has run out.";
  /* Also where it tells no score, which is less than no number. */
  if (isfinite (algorithm->threshold) && !(raised->score >= algorithm->threshold))
    return "The score is below the algorithm's threshold.";
  return NULL;
}

static void
fill_from_device (ZbAlert *alert, ZbDevice *device)
{
  g_set_str (&alert->device, ZB_ENTITY (device)->id);
  if (alert->area == NULL)
    alert->area = g_strdup (device->area);
  if (!zb_point_is_known (alert->location))
    alert->location = device->location;
  if (alert->place == NULL)
    alert->place = g_strdup (device->name);
}

static ZbAlert *
make_draft (Item *item, ZbRaised *raised)
{
  g_autofree char *id = zb_uuid_new ();
  const ZbAlertKind *kind = zb_alert_kind_find (raised->kind);
  ZbAlert *alert = ZB_ALERT (zb_entity_new (ZB_KIND_ALERT, id));
  ZB_ENTITY (alert)->mode = raised->mode != 0 ? raised->mode : ZB_MODE_LIVE;
  alert->kind = g_strdup (raised->kind);
  alert->severity = raised->severity != 0 ? raised->severity
                    : kind != NULL        ? (int)kind->severity
                                          : ZB_SEVERITY_MEDIUM;
  alert->title = g_strdup (raised->title != NULL ? raised->title : kind != NULL ? kind->label : raised->kind);
  alert->description = g_strdup (raised->description);
  alert->place = g_strdup (raised->place);
  alert->location = raised->location;
  alert->area = g_strdup (raised->area);
  alert->algorithm = g_strdup (raised->algorithm);
  alert->score = raised->score;
  alert->source = g_strdup (item->tx->call->source);
  alert->dedup_key = g_strdup (raised->dedup_key != NULL ? raised->dedup_key : "");
  alert->first_at = time_of (item, raised->first_at);
  alert->last_at = time_of (item, raised->last_at);
  g_set_object (&alert->contact, raised->contact);
  if (raised->evidence != NULL)
    alert->evidence = g_ptr_array_ref (raised->evidence);
  return alert;
}

/* The files were put before; what is known of them is the platform's to say. */
static const char *
check_evidence (ZbTransaction *tx, GPtrArray *evidence)
{
  for (guint i = 0; evidence != NULL && i < evidence->len; i++)
    {
      ZbAttachment *attachment = g_ptr_array_index (evidence, i);
      g_autoptr (ZbStatement) row = zb_connection_query (
          tx->connection, &tx->error, "SELECT mime, sha256 FROM evidence WHERE id = ? AND by = ?", "tt",
          attachment->id, tx->call->source);
      if (row == NULL || zb_statement_step (row, &tx->error) != ZB_STEP_ROW)
        return "A file of its evidence was not put before.";
      g_set_str (&attachment->mime, zb_statement_get_text (row, 0));
      g_set_str (&attachment->sha256, zb_statement_get_text (row, 1));
    }
  return NULL;
}

static const char *
place_draft (ZbTransaction *tx, ZbAlert *draft, const char *device_name)
{
  ZbDevice *device = find_device (tx, device_name);
  if (device_name != NULL && device == NULL)
    return "The device is not known.";
  if (device != NULL)
    fill_from_device (draft, device);
  if (draft->area != NULL && !zb_transaction_has (tx, ZB_KIND_AREA, draft->area))
    return "The area is not known.";
  if (!zb_point_is_known (draft->location))
    return "It has no place: location or a device is needed.";
  if (draft->area == NULL)
    draft->area = g_strdup (zb_areas_locate (tx->areas, draft->location));
  return draft->area != NULL ? NULL : "The place lies outside the district.";
}

static Outcome
raise_draft (Item *item, ZbAlert *draft)
{
  g_clear_object (&item->problem);
  ZbAlert *alert = zb_alert_raise (item->tx, draft, &item->problem);
  if (alert == NULL)
    return refuse (item, item->problem != NULL ? item->problem->detail : "It was refused.");
  g_set_str (&item->entity, ZB_ENTITY (alert)->id);
  return alert == draft ? CREATED : UPDATED;
}

static Outcome
take_alert (Item *item)
{
  g_autoptr (ZbRaised) raised = read_data (item, zb_raised_get_type ());
  if (raised == NULL)
    return REFUSED;
  gboolean known;
  const char *wrong = check_kind (raised);
  const char *unused = wrong == NULL ? check_algorithm (item->tx, raised, &known) : NULL;
  if (wrong != NULL || !known)
    return refuse (item, wrong != NULL ? wrong : "The algorithm is not known.");
  if (unused != NULL)
    return ignore (item, NULL, unused);
  g_autoptr (ZbAlert) draft = make_draft (item, raised);
  if ((wrong = place_draft (item->tx, draft, raised->device)) != NULL ||
      (wrong = check_evidence (item->tx, draft->evidence)) != NULL)
    return refuse (item, wrong);
  return raise_draft (item, draft);
}

/* Source and id, which tell one event from another; NULL where it has none. */
static const char *
get_name (Item *item, const char *member)
{
  const char *name = yyjson_get_str (yyjson_obj_get (item->event, member));
  return name != NULL && *name != '\0' ? name : NULL;
}

static gboolean
was_taken (Item *item, const char *source, const char *id, Outcome *outcome)
{
  g_autoptr (ZbStatement) row =
      zb_connection_query (item->tx->connection, &item->tx->error,
                           "SELECT status, entity FROM ingested WHERE by = ? AND source = ? AND id = ?",
                           "ttt", item->tx->call->source, source, id);
  if (row == NULL || zb_statement_step (row, &item->tx->error) != ZB_STEP_ROW)
    return FALSE;
  *outcome = g_str_equal (zb_statement_get_text (row, 0), outcomes[CREATED]) ? CREATED : UPDATED;
  g_set_str (&item->entity, zb_statement_get_text (row, 1));
  return TRUE;
}

static Outcome
take_alert_once (Item *item)
{
  const char *source = get_name (item, "source"), *id = get_name (item, "id");
  Outcome outcome;
  if (source == NULL || id == NULL)
    return take_alert (item);
  if (strlen (source) > MAX_NAME || strlen (id) > MAX_NAME)
    return refuse (item, "source or id is too long.");
  if (was_taken (item, source, id, &outcome))
    return outcome;
  outcome = take_alert (item);
  if (item->tx->error == NULL && (outcome == CREATED || outcome == UPDATED))
    zb_connection_run (item->tx->connection, &item->tx->error,
                       "INSERT INTO ingested (by, source, id, status, entity, at) VALUES (?, ?, ?, ?, ?, ?)",
                       "ttttti", item->tx->call->source, source, id, outcomes[outcome], item->entity,
                       item->tx->now);
  return outcome;
}

/* --- devices -----------------------------------------------------------------------------------------------
 */

static void
set_status (ZbTransaction *tx, ZbDevice *device, int status, gint64 as_of)
{
  device->status = status;
  device->as_of = as_of;
  g_set_str (&device->source, tx->call->source);
  zb_transaction_save (tx, device, "device.health");
}

/* What hangs on something that is offline is not known, whatever it has told itself. */
static gboolean
hangs_on_offline (ZbTransaction *tx, ZbDevice *device)
{
  for (guint level = 0; device != NULL && device->parent != NULL && level < MOST_LEVELS; level++)
    {
      device = zb_transaction_load (tx, ZB_KIND_DEVICE, device->parent);
      if (device != NULL && device->status == ZB_DEVICE_OFFLINE)
        return TRUE;
    }
  return FALSE;
}

static void
doubt_below (ZbTransaction *tx, ZbDevice *device, const ZbDevice *root, gint64 as_of, guint levels)
{
  g_autoptr (GPtrArray) children =
      zb_transaction_find (tx, ZB_KIND_DEVICE, "body ->> '$.parent' = ?", "t", ZB_ENTITY (device)->id);
  for (guint i = 0; levels > 0 && i < children->len; i++)
    {
      ZbDevice *child = g_ptr_array_index (children, i);
      if (child == root)
        continue;
      if (child->status != ZB_DEVICE_UNKNOWN)
        set_status (tx, child, ZB_DEVICE_UNKNOWN, MAX (as_of, child->as_of));
      doubt_below (tx, child, root, as_of, levels - 1);
    }
}

static Outcome
take_status (Item *item, ZbDevice *device, int status, gint64 as_of, gboolean doubted)
{
  if (as_of < device->as_of || (device->status == status && as_of - device->as_of < HEALTH_REPEATS))
    return ignore (item, ZB_ENTITY (device)->id,
                   doubted ? "What it hangs on is offline." : "It is known already.");
  gboolean went = device->status != status && status == ZB_DEVICE_OFFLINE;
  set_status (item->tx, device, status, as_of);
  if (went)
    doubt_below (item->tx, device, device, as_of, MOST_LEVELS);
  g_set_str (&item->entity, ZB_ENTITY (device)->id);
  return UPDATED;
}

static Outcome
take_health (Item *item)
{
  g_autoptr (ZbHealth) health = read_data (item, zb_health_get_type ());
  if (health == NULL)
    return REFUSED;
  ZbDevice *device =
      find_device (item->tx, health->device != NULL ? health->device : get_subject (item, "device"));
  if (device == NULL)
    return refuse (item, "The device is not known.");
  gboolean doubted = hangs_on_offline (item->tx, device);
  return take_status (item, device, doubted ? ZB_DEVICE_UNKNOWN : health->status,
                      time_of (item, health->as_of), doubted);
}

/* --- units
 * --------------------------------------------------------------------------------------------------- */

static Outcome
take_position (Item *item)
{
  g_autoptr (ZbPosition) position = read_data (item, zb_position_get_type ());
  if (position == NULL)
    return REFUSED;
  const char *id = position->unit != NULL ? position->unit : get_subject (item, "unit");
  ZbUnit *unit = id != NULL ? zb_transaction_load (item->tx, ZB_KIND_UNIT, id) : NULL;
  if (unit == NULL)
    return refuse (item, "The unit is not known.");
  if (!zb_unit_move (item->tx, unit, position, time_of (item, position->as_of), item->tx->call->source))
    return ignore (item, id, "A later position is known.");
  g_set_str (&item->entity, id);
  return UPDATED;
}

/* --- the batch
 * ------------------------------------------------------------------------------------------------- */

static const struct
{
  const char *type;
  Outcome (*take) (Item *item);
} types[] = {
  { "alert.raised", take_alert_once },
  { "device.health", take_health },
  { "unit.position", take_position },
};

static Outcome
take_typed (Item *item)
{
  const char *type = yyjson_get_str (yyjson_obj_get (item->event, "type"));
  item->data = yyjson_obj_get (item->event, "data");
  if (!yyjson_is_obj (item->data))
    return refuse (item, "data must be an object.");
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (types[i].type, type) == 0)
      return types[i].take (item);
  return refuse (item, "This type of event is not known.");
}

static Outcome
take_event (Item *item)
{
  const char *version = yyjson_get_str (yyjson_obj_get (item->event, "specversion"));
  const char *time = yyjson_get_str (yyjson_obj_get (item->event, "time"));
  if (!yyjson_is_obj (item->event))
    return refuse (item, "An event must be an object.");
  if (g_strcmp0 (version, "1.0") != 0)
    return refuse (item, "specversion must be 1.0.");
  item->time = item->tx->now;
  if (time != NULL && !zb_time_parse (time, &item->time))
    return refuse (item, "time must be a time of RFC 3339.");
  return take_typed (item);
}

static void
add_errors (yyjson_mut_doc *doc, yyjson_mut_val *object, ZbProblem *problem)
{
  if (problem == NULL || problem->errors == NULL || problem->errors->len == 0)
    return;
  yyjson_mut_val *list = yyjson_mut_obj_add_arr (doc, object, "errors");
  for (guint i = 0; i < problem->errors->len; i++)
    {
      ZbFieldError *error = g_ptr_array_index (problem->errors, i);
      yyjson_mut_val *entry = yyjson_mut_arr_add_obj (doc, list);
      yyjson_mut_obj_add_strcpy (doc, entry, "pointer", error->pointer);
      yyjson_mut_obj_add_strcpy (doc, entry, "detail", error->detail);
    }
}

static void
add_text (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *name, const char *text)
{
  if (text != NULL)
    yyjson_mut_obj_add_strcpy (doc, object, name, text);
  else
    yyjson_mut_obj_add_null (doc, object, name);
}

static void
take_one (ZbTransaction *tx, yyjson_val *event, yyjson_mut_doc *doc, yyjson_mut_val *list)
{
  Item item = { .tx = tx, .event = event };
  Outcome outcome = take_event (&item);
  const char *id = yyjson_get_str (yyjson_obj_get (event, "id"));
  yyjson_mut_val *object = yyjson_mut_arr_add_obj (doc, list);
  yyjson_mut_obj_add_strcpy (doc, object, "id", id != NULL ? id : "");
  yyjson_mut_obj_add_str (doc, object, "status", outcomes[outcome]);
  add_text (doc, object, "entity", item.entity);
  add_text (doc, object, "detail", item.detail);
  if (outcome == REFUSED)
    add_errors (doc, object, item.problem);
  g_clear_object (&item.problem);
  g_free (item.entity);
  g_free (item.detail);
}

static gboolean
parse_batch (ZbCall *call, ZbResponse *response)
{
  if (!zb_call_parse_json (call))
    return zb_response_refuse (response, call->problem);
  yyjson_val *root = yyjson_doc_get_root (call->doc);
  if (!yyjson_is_arr (root) && !yyjson_is_obj (root))
    zb_call_refuse_field (call, "", "must be an array of CloudEvents");
  if (yyjson_arr_size (root) > MAX_BATCH)
    zb_call_refuse_field (call, "", "must have no more than %d events", MAX_BATCH);
  return zb_call_is_good (call, response);
}

static gboolean
ingest (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  if (!parse_batch (call, response))
    return FALSE;
  yyjson_val *root = yyjson_doc_get_root (call->doc);
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *answer = yyjson_mut_obj (doc);
  yyjson_mut_doc_set_root (doc, answer);
  yyjson_mut_val *list = yyjson_mut_obj_add_arr (doc, answer, "items");
  if (yyjson_is_obj (root))
    take_one (tx, root, doc, list);
  yyjson_arr_iter iter = yyjson_arr_iter_with (root);
  for (yyjson_val *event = yyjson_arr_iter_next (&iter); event != NULL; event = yyjson_arr_iter_next (&iter))
    take_one (tx, event, doc, list);
  return zb_response_json (response, 200, doc);
}

const ZbRoute zb_ingest_routes[] = {
  { "POST", "/ingest/events", ZB_MAY_ANY, ZB_ROUTE_WRITE | ZB_ROUTE_INGEST, ingest },
  { 0 },
};
