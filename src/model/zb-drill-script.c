/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A script of a drill, and whether it makes sense. It is written by people: every mistake is told with its
 * own place. */
#include "zb-drill-script.h"

#include "zb-uuid.h"

#define TITLE_MOST 200
#define WORDS_MOST 2000
#define NAME_MOST 64
#define EVIDENCE_MOST 4
#define LATE_MOST 3600
#define SECONDS_A_MINUTE 60

const ZbChoices zb_drill_dos = { (const char *const[]){ "none", "alert", "again", "rise", "message",
                                                        "decline", "late", "camera_lost", NULL },
                                 FALSE };

static ZbField zb_drill_expect_fields[] = {
  ZB_FIELD (ZbDrillExpect, verdict, CHOICE, .choices = &zb_verdicts),
  ZB_FIELD (ZbDrillExpect, claim, INTEGER),
  ZB_FIELD (ZbDrillExpect, judge, INTEGER),
  ZB_FIELD_NAMED (ZbDrillExpect, open_case, "case", INTEGER),
  ZB_FIELD (ZbDrillExpect, dispatch, INTEGER),
  ZB_FIELD (ZbDrillExpect, close, INTEGER),
};

ZB_DEFINE_RECORD (ZbDrillExpect, zb_drill_expect, ZB_TYPE_RECORD)

static ZbField zb_drill_step_fields[] = {
  ZB_FIELD (ZbDrillStep, at, INTEGER),
  ZB_FIELD (ZbDrillStep, what, CHOICE, .choices = &zb_drill_dos, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbDrillStep, name, TEXT),
  ZB_FIELD (ZbDrillStep, of, TEXT),
  ZB_FIELD (ZbDrillStep, kind, TEXT),
  ZB_FIELD (ZbDrillStep, severity, CHOICE, .choices = &zb_severities),
  ZB_FIELD (ZbDrillStep, title, TEXT),
  ZB_FIELD (ZbDrillStep, description, TEXT),
  ZB_FIELD (ZbDrillStep, place, TEXT),
  ZB_FIELD (ZbDrillStep, device, TEXT),
  ZB_FIELD (ZbDrillStep, area, TEXT),
  ZB_FIELD (ZbDrillStep, location, POINT),
  ZB_FIELD (ZbDrillStep, evidence, TEXTS),
  ZB_FIELD (ZbDrillStep, text, TEXT),
  ZB_FIELD (ZbDrillStep, seconds, INTEGER),
  ZB_FIELD (ZbDrillStep, expect, RECORD, .record_type = zb_drill_expect_get_type),
};

ZB_DEFINE_RECORD (ZbDrillStep, zb_drill_step, ZB_TYPE_RECORD)

static ZbField zb_drill_script_fields[] = {
  ZB_FIELD (ZbDrillScript, title, TEXT, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbDrillScript, summary, TEXT),
  ZB_FIELD (ZbDrillScript, minutes, INTEGER),
  ZB_FIELD (ZbDrillScript, steps, RECORDS, .record_type = zb_drill_step_get_type),
};

ZB_DEFINE_RECORD (ZbDrillScript, zb_drill_script, ZB_TYPE_RECORD)

/* --- one step ---------------------------------------------------------------------------------------- */

/* Where the step is, and where what is wrong with it goes. */
typedef struct
{
  ZbProblem *problem;
  const char *pointer;
} Place;

static void
refuse (const Place *place, const char *member, const char *detail)
{
  g_autofree char *pointer = g_strconcat (place->pointer, member, NULL);
  zb_problem_add_error (place->problem, pointer, detail);
}

static gboolean
is_empty (const char *text)
{
  return text == NULL || text[strspn (text, " \t\r\n")] == '\0';
}

static void
check_length (const Place *place, const char *member, const char *text, glong most)
{
  if (text != NULL && g_utf8_strlen (text, -1) > most)
    refuse (place, member, "is too long");
}

static void
check_within (const Place *place, const char *member, gint64 seconds)
{
  if (seconds < 0 || seconds > ZB_DRILL_WITHIN_MOST)
    refuse (place, member, "is out of range");
}

static void
check_expect (const Place *place, const ZbDrillExpect *expect)
{
  if (expect == NULL)
    return;
  check_within (place, "/expect/claim", expect->claim);
  check_within (place, "/expect/judge", expect->judge);
  check_within (place, "/expect/case", expect->open_case);
  check_within (place, "/expect/dispatch", expect->dispatch);
  check_within (place, "/expect/close", expect->close);
}

static void
check_evidence (const Place *place, char **evidence)
{
  for (guint i = 0; evidence != NULL && evidence[i] != NULL; i++)
    {
      if (i == EVIDENCE_MOST)
        {
          refuse (place, "/evidence", "has too many items");
          return;
        }
      if (!zb_uuid_is_valid (evidence[i]))
        refuse (place, "/evidence", "must be ids of files that the platform has");
    }
}

static void
check_alert (const Place *place, const ZbDrillStep *step)
{
  if (is_empty (step->kind))
    refuse (place, "/kind", "is needed");
  if (step->severity == ZB_SEVERITY_NONE)
    refuse (place, "/severity", "is needed");
  if (is_empty (step->title))
    refuse (place, "/title", "is needed");
  check_expect (place, step->expect);
  check_evidence (place, step->evidence);
}

static void
check_lengths (const Place *place, const ZbDrillStep *step)
{
  check_length (place, "/name", step->name, NAME_MOST);
  check_length (place, "/of", step->of, NAME_MOST);
  check_length (place, "/kind", step->kind, NAME_MOST);
  check_length (place, "/device", step->device, NAME_MOST);
  check_length (place, "/area", step->area, NAME_MOST);
  check_length (place, "/title", step->title, TITLE_MOST);
  check_length (place, "/place", step->place, TITLE_MOST);
  check_length (place, "/description", step->description, WORDS_MOST);
  check_length (place, "/text", step->text, WORDS_MOST);
}

static void
check_step (const Place *place, const ZbDrillStep *step)
{
  check_lengths (place, step);
  if (step->what == ZB_DRILL_DO_NONE)
    refuse (place, "/what", "is needed");
  if (step->what == ZB_DRILL_DO_ALERT)
    check_alert (place, step);
  if ((step->what == ZB_DRILL_DO_AGAIN || step->what == ZB_DRILL_DO_RISE) && is_empty (step->of))
    refuse (place, "/of", "is needed");
  if (step->what == ZB_DRILL_DO_RISE && step->severity == ZB_SEVERITY_NONE)
    refuse (place, "/severity", "is needed");
  if (step->what == ZB_DRILL_DO_MESSAGE && is_empty (step->text))
    refuse (place, "/text", "is needed");
  if (step->what == ZB_DRILL_DO_LATE && (step->seconds < 1 || step->seconds > LATE_MOST))
    refuse (place, "/seconds", "is out of range");
}

/* The problem, if anything was noted in it. */
static ZbProblem *
finish (ZbProblem *problem)
{
  if (problem->errors != NULL && problem->errors->len > 0)
    return problem;
  g_object_unref (problem);
  return NULL;
}

static ZbProblem *
new_problem (void)
{
  return zb_problem_new (422, "A field is wrong", "The script of a drill is not right.");
}

/**
 * zb_drill_step_check:
 * @self: a step that a leader lets happen by hand
 *
 * Returns: (transfer full) (nullable): what is wrong with it, with pointers below "/step"; %NULL where it is
 *   good
 */
ZbProblem *
zb_drill_step_check (const ZbDrillStep *self)
{
  ZbProblem *problem = new_problem ();
  check_step (&(Place){ problem, "/step" }, self);
  return finish (problem);
}

/* --- the script ---------------------------------------------------------------------------------------- */

static const ZbDrillStep *
step_at (const ZbDrillScript *self, guint i)
{
  return g_ptr_array_index (self->steps, i);
}

/* The alert of that name among the first @n steps. */
static const ZbDrillStep *
find_before (const ZbDrillScript *self, const char *name, guint n)
{
  for (guint i = 0; name != NULL && i < n; i++)
    if (step_at (self, i)->what == ZB_DRILL_DO_ALERT && g_strcmp0 (step_at (self, i)->name, name) == 0)
      return step_at (self, i);
  return NULL;
}

/**
 * zb_drill_script_find:
 * @self: a script
 * @name: (nullable): the name of an alert
 *
 * Returns: (transfer none) (nullable): the step that raises it
 */
const ZbDrillStep *
zb_drill_script_find (const ZbDrillScript *self, const char *name)
{
  return self->steps != NULL ? find_before (self, name, self->steps->len) : NULL;
}

static void
check_order (const ZbDrillScript *self, const Place *place, guint i)
{
  const ZbDrillStep *step = step_at (self, i);
  if (step->at < 0 || step->at > self->minutes * SECONDS_A_MINUTE)
    refuse (place, "/at", "must lie within the script's minutes, in seconds");
  else if (i > 0 && step->at < step_at (self, i - 1)->at)
    refuse (place, "/at", "must not lie before the step before it");
  if (step->what == ZB_DRILL_DO_ALERT && find_before (self, step->name, i) != NULL)
    refuse (place, "/name", "is the name of an earlier alert");
  if (!is_empty (step->of) && find_before (self, step->of, i) == NULL)
    refuse (place, "/of", "is not the name of an earlier alert");
}

static void
check_steps (const ZbDrillScript *self, ZbProblem *problem)
{
  guint n = self->steps != NULL ? self->steps->len : 0;
  if (n == 0)
    zb_problem_add_error (problem, "/steps", "is needed");
  if (n > ZB_DRILL_STEPS_MOST)
    {
      zb_problem_add_error (problem, "/steps", "has too many items");
      return;
    }
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *pointer = g_strdup_printf ("/steps/%u", i);
      const Place place = { problem, pointer };
      check_step (&place, step_at (self, i));
      check_order (self, &place, i);
    }
}

/**
 * zb_drill_script_check:
 * @self: a script
 *
 * Returns: (transfer full) (nullable): what is wrong with it, each mistake with its pointer; %NULL where it
 * is good
 */
ZbProblem *
zb_drill_script_check (const ZbDrillScript *self)
{
  ZbProblem *problem = new_problem ();
  const Place place = { problem, "" };
  if (is_empty (self->title))
    refuse (&place, "/title", "is needed");
  check_length (&place, "/title", self->title, TITLE_MOST);
  check_length (&place, "/summary", self->summary, WORDS_MOST);
  if (self->minutes < 1 || self->minutes > ZB_DRILL_MINUTES_MOST)
    refuse (&place, "/minutes", "is out of range");
  else
    check_steps (self, problem);
  return finish (problem);
}
