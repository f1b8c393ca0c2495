/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A unit's assignments as its telephone shows them: what is asked for, how grave it is, by when and where,
 * and which steps the machine allows now. Other units' assignments, and those of drills, are not there. */
#include "zb-field-tasks.h"

#include "zb-acting.h"
#include "zb-alert-kind.h"
#include "zb-entry.h"
#include "zb-uuid.h"

#define MOST_OPEN "50"
#define MOST_ENDED "10"
#define ENDED_FOR (12 * G_TIME_SPAN_HOUR)

#define N_(text) text
#define NC_(context, text) text

/* --- words ---------------------------------------------------------------------------------------------- */

/* Shape, word and colour say the same, as at the desk: an octagon, a triangle, a square, a hollow circle. */
static const struct
{
  const char *word, *shape;
} severities[ZB_N_SEVERITIES] = {
  { NC_ ("choice", "Not known"), "" },
  { NC_ ("choice", "Low"), "<circle r=\"0.75\" fill=\"none\" stroke-width=\"0.34\"/>" },
  { NC_ ("choice", "Medium"), "<rect x=\"-0.8\" y=\"-0.8\" width=\"1.6\" height=\"1.6\" rx=\"0.2\"/>" },
  { NC_ ("choice", "High"), "<path d=\"M0-0.95 0.98 0.8H-0.98Z\"/>" },
  { NC_ ("choice", "Urgent"), "<path d=\"M-0.41-1H0.41L1-0.41V0.41L0.41 1H-0.41L-1 0.41V-0.41Z\"/>" },
};

static const char *const states[] = {
  NC_ ("choice", "Not known"),  NC_ ("choice", "Sent"),         NC_ ("choice", "Accepted"),
  NC_ ("choice", "On the way"), NC_ ("choice", "On the scene"), NC_ ("choice", "Done"),
  NC_ ("choice", "Declined"),   NC_ ("choice", "Handed back"),  NC_ ("choice", "Cancelled"),
};

static const struct
{
  const char *verb, *word;
  gboolean primary;
} verbs[] = {
  { "accept", N_ ("Accept the task"), TRUE },
  { "en-route", N_ ("Set out"), TRUE },
  { "arrive", N_ ("Arrive"), TRUE },
  { "done", N_ ("Finish the task"), TRUE },
  { "decline", N_ ("Decline the task"), FALSE },
  { "hand-back", N_ ("Hand back the task"), FALSE },
};

/* --- what both pages show ------------------------------------------------------------------------------- */

static void
show_severity (ZbFieldPage *page, int severity)
{
  int known = severity > 0 && severity < ZB_N_SEVERITIES ? severity : ZB_SEVERITY_NONE;
  zb_field_page_set (page, "severity", zb_choices_nick (&zb_severities, known));
  zb_field_page_set (page, "severity-word", zb_field_page_name (page, severities[known].word));
  zb_field_page_set (page, "shape", severities[known].shape);
}

/* The next of the case's clocks that this assignment can still meet. */
static const char *
find_due (const ZbAssignment *assignment, const ZbDeadlines *deadlines, gint64 *due)
{
  switch ((ZbAssignmentState)assignment->state)
    {
    case ZB_ASSIGNMENT_SENT:
      *due = deadlines->accept;
      return N_ ("Accept by %s");
    case ZB_ASSIGNMENT_ACCEPTED:
    case ZB_ASSIGNMENT_EN_ROUTE:
      *due = deadlines->arrive;
      return N_ ("Be there by %s");
    case ZB_ASSIGNMENT_ON_SCENE:
      *due = deadlines->finish;
      return N_ ("Finish by %s");
    case ZB_ASSIGNMENT_NONE:
    case ZB_ASSIGNMENT_DONE:
    case ZB_ASSIGNMENT_DECLINED:
    case ZB_ASSIGNMENT_HANDED_BACK:
    case ZB_ASSIGNMENT_CANCELLED:
    default:
      *due = 0;
      return "";
    }
}

static void
show_due (ZbFieldPage *page, ZbTransaction *tx, ZbAssignment *assignment, ZbCase *of)
{
  gint64 due = 0;
  const char *format = of != NULL && of->deadlines != NULL ? find_due (assignment, of->deadlines, &due) : "";
  g_autofree char *time = due != 0 ? zb_field_page_format_time (page, due) : NULL;
  gboolean past = due != 0 && due < tx->now;
  zb_field_page_take (page, "due",
                      due != 0 ? g_strdup_printf (zb_field_page_say (page, format), time) : NULL);
  zb_field_page_set (page, "due-class", past ? "due past" : "due");
  zb_field_page_set (page, "overdue", past ? zb_field_page_say (page, N_ ("overdue")) : "");
}

static const char *
get_title (ZbFieldPage *page, ZbCase *of)
{
  const ZbAlertKind *kind = of != NULL ? zb_alert_kind_find (of->kind) : NULL;
  if (of != NULL && of->title != NULL && *of->title != '\0')
    return of->title;
  return kind != NULL ? zb_field_page_say (page, kind->label) : zb_field_page_say (page, N_ ("A task"));
}

static ZbCase *
show_common (ZbFieldPage *page, ZbTransaction *tx, ZbAssignment *assignment)
{
  ZbCase *of = zb_transaction_load (tx, ZB_KIND_CASE, assignment->case_id);
  const char *state = states[CLAMP (assignment->state, 0, (int)G_N_ELEMENTS (states) - 1)];
  zb_field_page_set (page, "id", ZB_ENTITY (assignment)->id);
  zb_field_page_set (page, "state", zb_field_page_name (page, state));
  zb_field_page_set (page, "state-class", zb_choices_nick (&zb_assignment_states, assignment->state));
  zb_field_page_set (page, "title", get_title (page, of));
  zb_field_page_set (page, "number", of != NULL ? of->number : NULL);
  zb_field_page_set (page, "place", of != NULL ? of->place : NULL);
  show_severity (page, of != NULL ? of->severity : ZB_SEVERITY_NONE);
  show_due (page, tx, assignment, of);
  return of;
}

/* --- one -------------------------------------------------------------------------------------------------
 */

/* RFC 5870: latitude first, WGS 84. */
static void
show_place (ZbFieldPage *page, ZbCase *of)
{
  if (of == NULL || !zb_point_is_known (of->location))
    return;
  char lat[G_ASCII_DTOSTR_BUF_SIZE], lon[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_formatd (lat, sizeof lat, "%.6f", of->location.lat);
  g_ascii_formatd (lon, sizeof lon, "%.6f", of->location.lon);
  zb_field_page_take (page, "geo", g_strdup_printf ("geo:%s,%s?q=%s,%s", lat, lon, lat, lon));
  zb_field_page_include (page, "map", "map.html");
}

static void
show_text (ZbFieldPage *page, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  zb_field_page_set (page, "text", text);
  zb_field_page_include (page, "texts", "text.html");
}

/* What the desk said when it sent somebody. */
static void
show_orders (ZbFieldPage *page, ZbTransaction *tx, ZbAssignment *assignment)
{
  g_autoptr (GPtrArray) entries = zb_transaction_find (
      tx, ZB_KIND_ENTRY,
      "of_case = ? AND body ->> '$.what' IN ('case.dispatch', 'case.assign') ORDER BY rid DESC LIMIT 1", "t",
      assignment->case_id);
  if (entries->len > 0)
    show_text (page, ZB_ENTRY (entries->pdata[0])->note);
}

static void
show_checklist (ZbFieldPage *page, ZbCase *of)
{
  gboolean any = FALSE;
  for (guint i = 0; of != NULL && of->checklist != NULL && i < of->checklist->len; i++)
    {
      ZbCheckItem *item = g_ptr_array_index (of->checklist, i);
      if (g_strcmp0 (item->stage, "check") == 0)
        continue;
      zb_field_page_set (page, "text", item->text);
      zb_field_page_set (page, "item-class", item->done ? "done" : "");
      zb_field_page_set (page, "item-state", item->done ? zb_field_page_say (page, N_ ("done")) : "");
      zb_field_page_include (page, "items", "item.html");
      any = TRUE;
    }
  if (any)
    zb_field_page_include (page, "steps", "steps.html");
}

static void
add_button (ZbFieldPage *page, const char *verb, const char *word, gboolean primary)
{
  zb_field_page_set (page, "verb", verb);
  zb_field_page_set (page, "verb-word", zb_field_page_say (page, word));
  zb_field_page_set (page, "verb-class", primary ? "primary" : "");
  zb_field_page_include (page, "buttons", "button.html");
}

/* The machine says what can be done; the first of it is what one usually does next. */
static void
show_buttons (ZbFieldPage *page, ZbTransaction *tx, ZbAssignment *assignment)
{
  ZbActor actor = zb_acting_get_actor (tx, assignment);
  g_auto (GStrv) allowed = zb_assignment_list_allowed (assignment, &actor);
  gboolean first = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (allowed != NULL && g_strv_contains ((const char *const *)allowed, verbs[i].verb))
      {
        add_button (page, verbs[i].verb, verbs[i].word, verbs[i].primary && first);
        first = FALSE;
      }
  add_button (page, "note", N_ ("Send a word and pictures"), FALSE);
}

static void
show_form (ZbFieldPage *page, ZbTransaction *tx, ZbAssignment *assignment)
{
  if (!zb_assignment_is_open (assignment))
    return;
  show_buttons (page, tx, assignment);
  zb_field_page_take (page, "key", zb_uuid_new ());
  zb_field_page_include (page, "form", "form.html");
}

/**
 * zb_field_task_load:
 * @tx: the transaction or view of a call by a unit
 * @id: (nullable): the id of an assignment
 *
 * Returns: (nullable): the assignment, NULL where there is none or where it is not that unit's
 */
ZbAssignment *
zb_field_task_load (ZbTransaction *tx, const char *id)
{
  ZbAssignment *assignment = zb_transaction_load (tx, ZB_KIND_ASSIGNMENT, id);
  if (assignment == NULL || ZB_ENTITY (assignment)->mode == ZB_MODE_DRILL ||
      g_strcmp0 (assignment->unit, tx->call->account->unit) != 0)
    return NULL;
  return assignment;
}

/**
 * zb_field_task_show:
 * @page: a page; its "word" and "problem" are the caller's to set
 * @tx: the transaction or view of a call by a unit
 * @assignment: one of its assignments
 *
 * Fills in all that assignment.html names.
 */
void
zb_field_task_show (ZbFieldPage *page, ZbTransaction *tx, ZbAssignment *assignment)
{
  ZbCase *of = show_common (page, tx, assignment);
  show_place (page, of);
  show_text (page, of != NULL ? of->description : NULL);
  show_orders (page, tx, assignment);
  show_text (page, assignment->reason != NULL ? assignment->reason : assignment->note);
  show_checklist (page, of);
  show_form (page, tx, assignment);
}

/* --- all -------------------------------------------------------------------------------------------------
 */

static void
add_cards (ZbFieldPage *page, ZbTransaction *tx, GPtrArray *assignments, const char *name)
{
  for (guint i = 0; i < assignments->len; i++)
    {
      show_common (page, tx, g_ptr_array_index (assignments, i));
      zb_field_page_include (page, name, "card.html");
    }
}

/**
 * zb_field_tasks_show:
 * @page: a page
 * @tx: the view of a call by a unit
 *
 * Fills in all that list.html names: what is open, the latest first, and what has ended in this shift.
 */
void
zb_field_tasks_show (ZbFieldPage *page, ZbTransaction *tx)
{
  const char *unit = tx->call->account->unit;
  g_autoptr (GPtrArray) open = zb_transaction_find (
      tx, ZB_KIND_ASSIGNMENT,
      "unit = ? AND state IN ('sent', 'accepted', 'en_route', 'on_scene') AND coalesce (mode, '') <> 'drill'"
      " ORDER BY rid DESC LIMIT " MOST_OPEN,
      "t", unit);
  g_autoptr (GPtrArray) ended =
      zb_transaction_find (tx, ZB_KIND_ASSIGNMENT,
                           "unit = ? AND state IN ('done', 'declined', 'handed_back', 'cancelled') AND "
                           "coalesce (mode, '') <> 'drill'"
                           " AND updated_at > ? ORDER BY rid DESC LIMIT " MOST_ENDED,
                           "ti", unit, tx->now - ENDED_FOR);
  add_cards (page, tx, open, "cards");
  add_cards (page, tx, ended, "old-cards");
  if (open->len == 0)
    zb_field_page_include (page, "cards", "none.html");
  if (ended->len > 0)
    zb_field_page_include (page, "ended", "ended.html");
  zb_field_page_set (page, "title", zb_field_page_say (page, N_ ("Tasks")));
}
