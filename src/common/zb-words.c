/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-words.h"

#include "zb-alert-kind.h"
#include "zb-algorithm.h"
#include "zb-area.h"
#include "zb-assignment.h"
#include "zb-case.h"
#include "zb-device.h"
#include "zb-drill.h"
#include "zb-escalation.h"
#include "zb-guard.h"
#include "zb-organisation.h"
#include "zb-plan.h"
#include "zb-unit.h"
#include "zb-wall.h"
#include "zb-zone.h"

#include <glib/gi18n.h>
#include <math.h>

/*
 * What the console says about values: severities, ages, times. Views use these through the
 * closures of zb_words_bind(), so that a value is called the same everywhere.
 */

/* The world whose names stand for ids; one console knows one world. */
static ZbWorld *named_world;

/**
 * zb_words_set_world:
 * @world: (nullable): where names are looked up
 *
 * Sets the world in which the ids of areas, devices, units, organisations and algorithms are
 * looked up when they are to be shown by name. It is not kept alive.
 */
void
zb_words_set_world (ZbWorld *world)
{
  g_set_weak_pointer (&named_world, world);
}

/**
 * zb_words_get_world:
 *
 * Returns: (transfer none) (nullable): see zb_words_set_world()
 */
ZbWorld *
zb_words_get_world (void)
{
  return named_world;
}

/* The words for the values of one enumerated field, in the order of its values. */
typedef struct
{
  const ZbChoices *choices;
  const char *words[16];
} Vocabulary;

static const Vocabulary vocabularies[] = {
  { &zb_severities,
    { NC_ ("choice", "Not known"), NC_ ("choice", "Low"), NC_ ("choice", "Medium"), NC_ ("choice", "High"),
      NC_ ("choice", "Urgent") } },
  { &zb_modes, { NC_ ("choice", "Live"), NC_ ("choice", "Live"), NC_ ("choice", "Drill") } },
  { &zb_drill_states,
    { NC_ ("choice", "Not known"), NC_ ("choice", "Planned"), NC_ ("choice", "Running"),
      NC_ ("choice", "Paused"), NC_ ("choice", "Ended") } },
  { &zb_roles,
    { NC_ ("choice", "Not known"), NC_ ("choice", "Duty officer"), NC_ ("choice", "Duty leader"),
      NC_ ("choice", "Subdistrict officer"), NC_ ("choice", "Handler"), NC_ ("choice", "Checker"),
      NC_ ("choice", "Algorithm reviewer"), NC_ ("choice", "Auditor"), NC_ ("choice", "Administrator"),
      NC_ ("choice", "Wall") } },
  { &zb_device_kinds,
    { NC_ ("choice", "Other device"), NC_ ("choice", "Camera"), NC_ ("choice", "Smart gate"),
      NC_ ("choice", "Bike shed"), NC_ ("choice", "Smart manhole") } },
  { &zb_device_statuses,
    { NC_ ("choice", "Unknown"), NC_ ("choice", "Online"), NC_ ("choice", "Offline"), NC_ ("choice", "Fault"),
      NC_ ("choice", "Maintenance") } },
  { &zb_projects,
    { NC_ ("choice", "No project"), NC_ ("choice", "Xueliang"), NC_ ("choice", "Smart security") } },
  { &zb_placements,
    { NC_ ("choice", "–"), NC_ ("choice", "Residential"), NC_ ("choice", "Commercial"),
      NC_ ("choice", "Crowded place"), NC_ ("choice", "Boundary"), NC_ ("choice", "Key area"),
      NC_ ("choice", "High lookout"), NC_ ("choice", "Mobile") } },
  { &zb_unit_statuses,
    { NC_ ("choice", "Unknown"), NC_ ("choice", "Off duty"), NC_ ("choice", "Unreachable"),
      NC_ ("choice", "Busy"), NC_ ("choice", "Available") } },
  { &zb_alert_states,
    { NC_ ("choice", "Not known"), NC_ ("choice", "New"), NC_ ("choice", "Claimed"),
      NC_ ("choice", "Verified"), NC_ ("choice", "Closed") } },
  { &zb_verdicts,
    { NC_ ("choice", "No verdict"), NC_ ("choice", "True"), NC_ ("choice", "False alarm"),
      NC_ ("choice", "Test"), NC_ ("choice", "Undetermined") } },
  { &zb_steps,
    { NC_ ("choice", "Not known"), NC_ ("choice", "Information collected"), NC_ ("choice", "Case filed"),
      NC_ ("choice", "Task dispatched"), NC_ ("choice", "Being handled"), NC_ ("choice", "Reported back"),
      NC_ ("choice", "Being checked"), NC_ ("choice", "Case closed"), NC_ ("choice", "Suspended"),
      NC_ ("choice", "Void") } },
  { &zb_assignment_states,
    { NC_ ("choice", "Not known"), NC_ ("choice", "Sent"), NC_ ("choice", "Accepted"),
      NC_ ("choice", "On the way"), NC_ ("choice", "On the scene"), NC_ ("choice", "Done"),
      NC_ ("choice", "Declined"), NC_ ("choice", "Handed back"), NC_ ("choice", "Cancelled") } },
  { &zb_area_kinds,
    { NC_ ("choice", "Area"), NC_ ("choice", "District"), NC_ ("choice", "Subdistrict"),
      NC_ ("choice", "Community"), NC_ ("choice", "Committee"), NC_ ("choice", "Grid") } },
  { &zb_levels,
    { NC_ ("choice", "Nobody"), NC_ ("choice", "Committee"), NC_ ("choice", "Subdistrict"),
      NC_ ("choice", "District") } },
  { &zb_review_states,
    { NC_ ("choice", "Not reviewed"), NC_ ("choice", "Review pending"), NC_ ("choice", "Reviewed"),
      NC_ ("choice", "Review suspended"), NC_ ("choice", "Review expired") } },
};

/**
 * zb_words_choice:
 * @choices: the names of an enumerated field
 * @value: one of its values
 *
 * Returns: (transfer none): what the officer reads for it; the contract's name where there are no
 *   words
 */
const char *
zb_words_choice (const ZbChoices *choices, int value)
{
  for (gsize i = 0; i < G_N_ELEMENTS (vocabularies); i++)
    if (vocabularies[i].choices == choices && value >= 0 &&
        value < (int)G_N_ELEMENTS (vocabularies[i].words) && vocabularies[i].words[value])
      return g_dpgettext2 (NULL, "choice", vocabularies[i].words[value]);
  return zb_choices_nick (choices, value);
}

/**
 * zb_words_severity:
 * @severity: a severity
 *
 * Returns: (transfer none): its name in the officer's language
 */
const char *
zb_words_severity (int severity)
{
  return zb_words_choice (&zb_severities, severity);
}

/**
 * zb_words_kind:
 * @kind: the contract's name of a kind of alert
 *
 * Returns: (transfer none) (nullable): its name, %NULL for a kind that the catalogue does not have
 */
const char *
zb_words_kind (const char *kind)
{
  const ZbAlertKind *found = zb_alert_kind_find (kind);

  return found ? _ (found->label) : NULL;
}

/**
 * zb_words_kind_icon:
 * @kind: the contract's name of a kind of alert
 *
 * Returns: (transfer none): the icon's name, a general one for an unknown kind
 */
const char *
zb_words_kind_icon (const char *kind)
{
  const ZbAlertKind *found = zb_alert_kind_find (kind);

  return found ? found->icon : "zb-alert-symbolic";
}

typedef struct
{
  const char *name, *words;
} CommandWords;

static const CommandWords command_words[] = {
  { "alert.create", N_ ("Take down an alert") },
  { "alert.claim", N_ ("Claim") },
  { "alert.release", N_ ("Release") },
  { "alert.verdict", N_ ("Verdict") },
  { "alert.snooze", N_ ("Snooze") },
  { "alert.merge", N_ ("Merge") },
  { "alert.case", N_ ("Join a case") },
  { "alert.close", N_ ("Close the alert") },
  { "case.create", N_ ("Open a case") },
  { "case.edit", N_ ("Edit the case") },
  { "case.file", N_ ("File the case") },
  { "case.dispatch", N_ ("Dispatch") },
  { "case.assign", N_ ("Send others, too") },
  { "case.checker", N_ ("Name the checker") },
  { "case.report", N_ ("Report") },
  { "case.check", N_ ("Check passed") },
  { "case.return", N_ ("Return the case") },
  { "case.suspend", N_ ("Suspend") },
  { "case.resume", N_ ("Resume") },
  { "case.extend", N_ ("Extend the deadline") },
  { "case.supervise", N_ ("Supervise") },
  { "case.void", N_ ("Make void") },
  { "case.reopen", N_ ("Reopen") },
  { "case.link", N_ ("Link a case") },
  { "case.merge", N_ ("Merge the case") },
  { "case.parent", N_ ("Major incident") },
  { "case.print", N_ ("Record of a print") },
  { "case.note", N_ ("Add a note") },
  { "evidence.put", N_ ("Send a file") },
  { "case.checklist", N_ ("Tick the checklist") },
  { "assignment.accept", N_ ("Accept the task") },
  { "assignment.decline", N_ ("Decline the task") },
  { "assignment.en-route", N_ ("Set out") },
  { "assignment.arrive", N_ ("Arrive") },
  { "assignment.done", N_ ("Finish the task") },
  { "assignment.hand-back", N_ ("Hand back the task") },
  { "assignment.cancel", N_ ("Cancel the task") },
  { "zone.create", N_ ("Draw a watch zone") },
  { "zone.edit", N_ ("Change a watch zone") },
  { "zone.end", N_ ("End a watch zone") },
  { "drill.create", N_ ("Plan a drill") },
  { "drill.start", N_ ("Start the drill") },
  { "drill.pause", N_ ("Pause the drill") },
  { "drill.resume", N_ ("Go on with the drill") },
  { "drill.end", N_ ("End the drill") },
  { "drill.inject", N_ ("Bring something into the drill") },
  { "wall.scene", N_ ("Show on a wall") },
  { "wall.edit", N_ ("Change a wall") },
  { "evidence.put", N_ ("Send a picture") },
  { "me.preferences", N_ ("Save preferences") },
  { "layout.save", N_ ("Save a layout") },
  { "layout.remove", N_ ("Delete a layout") },
};

/**
 * zb_words_command:
 * @name: the name of a command, such as "alert.claim"
 *
 * Returns: (transfer none): what it does, in the officer's language
 */
const char *
zb_words_command (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (command_words); i++)
    if (g_str_equal (command_words[i].name, name))
      return _ (command_words[i].words);
  return name;
}

/**
 * zb_words_problem:
 * @problem: (nullable): why something was refused
 *
 * Returns: (transfer none): the same as a sentence in the officer's language
 */
const char *
zb_words_problem (ZbProblem *problem)
{
  if (!problem)
    return _ ("The platform did not say why.");
  if (problem->because)
    return _ (zb_guard_explain (problem->because));
  if (problem->status == 0)
    return problem->detail ? _ (problem->detail) : _ ("The platform does not answer.");
  if (problem->detail)
    return _ (problem->detail);
  return problem->title ? _ (problem->title) : _ ("The platform did not say why.");
}

/**
 * zb_words_name:
 * @kind: a kind of entity
 * @id: (nullable): the id of one
 *
 * Returns: (transfer none): what it is called, an empty text where it is not known
 */
const char *
zb_words_name (ZbKind kind, const char *id)
{
  gpointer entity = named_world && id ? zb_world_lookup (named_world, kind, id) : NULL;

  if (!entity)
    return "";
  switch (kind)
    {
    case ZB_KIND_AREA:
      return ZB_AREA (entity)->name;
    case ZB_KIND_ORGANISATION:
      return ZB_ORGANISATION (entity)->name;
    case ZB_KIND_DEVICE:
      return ZB_DEVICE (entity)->name;
    case ZB_KIND_UNIT:
      return ZB_UNIT (entity)->call_sign;
    case ZB_KIND_ALGORITHM:
      return ZB_ALGORITHM (entity)->name;
    case ZB_KIND_PLAN:
      return ZB_PLAN (entity)->name;
    case ZB_KIND_ALERT:
      return ZB_ALERT (entity)->title;
    case ZB_KIND_CASE:
      return ZB_CASE (entity)->title;
    case ZB_KIND_ACCOUNT:
      return ZB_ACCOUNT (entity)->name;
    case ZB_KIND_WALL:
      return ZB_WALL (entity)->name;
    case ZB_KIND_ZONE:
      return ZB_ZONE (entity)->name;
    case ZB_KIND_DRILL:
      return ZB_DRILL (entity)->title;
    case ZB_KIND_NONE:
    case ZB_KIND_ASSIGNMENT:
    case ZB_KIND_ENTRY:
    default:
      return "";
    }
}

/**
 * zb_words_area:
 * @id: (nullable): the id of an area
 *
 * Returns: (transfer full): subdistrict and committee in which it lies, as far as they are known
 */
char *
zb_words_area (const char *id)
{
  const char *subdistrict = NULL, *committee = NULL;

  for (int depth = 0; depth < 8 && named_world && id; depth++)
    {
      ZbArea *area = zb_world_lookup (named_world, ZB_KIND_AREA, id);
      if (!area)
        break;
      if (area->kind == ZB_AREA_SUBDISTRICT)
        subdistrict = area->name;
      else if (area->kind == ZB_AREA_COMMITTEE)
        committee = area->name;
      id = area->parent;
    }
  if (subdistrict && committee)
    return g_strdup_printf ("%s · %s", subdistrict, committee);
  return g_strdup (subdistrict ? subdistrict : committee ? committee : "");
}

/**
 * zb_words_coordinates:
 * @point: a place
 *
 * Returns: (transfer full): its latitude and longitude in degrees, in the order of ISO 6709, to a tenth of a
 *   metre, as other programs take them
 */
char *
zb_words_coordinates (ZbPoint point)
{
  char latitude[G_ASCII_DTOSTR_BUF_SIZE], longitude[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup_printf ("%s, %s", g_ascii_formatd (latitude, sizeof latitude, "%.6f", point.lat),
                          g_ascii_formatd (longitude, sizeof longitude, "%.6f", point.lon));
}

/* In tenths of a second, so that 59.96″ is a minute more. */
static void
append_degrees (GString *text, double degrees, const char *plus, const char *minus)
{
  const int tenths = (int)lround (fabs (degrees) * 36000);

  g_string_append_printf (text, "%d°%02d′%02d.%d″%s", tenths / 36000, tenths / 600 % 60, tenths / 10 % 60,
                          tenths % 10, degrees < 0 ? minus : plus);
}

/**
 * zb_words_degrees:
 * @point: a place
 *
 * Returns: (transfer full): its latitude and longitude in degrees, minutes and seconds, after ISO 6709, annex
 * D
 */
char *
zb_words_degrees (ZbPoint point)
{
  GString *text = g_string_new (NULL);

  append_degrees (text, point.lat, "N", "S");
  g_string_append_c (text, ' ');
  append_degrees (text, point.lon, "E", "W");
  return g_string_free_and_steal (text);
}

/**
 * zb_words_age:
 * @time: microseconds since the epoch; 0 for none
 * @now: the present, in the same
 *
 * Returns: (transfer full): how long ago @time was, as short as a column of a list wants it
 */
char *
zb_words_age (gint64 time, gint64 now)
{
  const gint64 seconds = MAX (0, (now - time) / G_USEC_PER_SEC);

  if (time == 0)
    return g_strdup ("");
  if (seconds < 60)
    return g_strdup_printf (C_ ("age", "%d s"), (int)seconds);
  if (seconds < 60 * 60)
    return g_strdup_printf (C_ ("age", "%d min"), (int)(seconds / 60));
  if (seconds < 24 * 60 * 60)
    return g_strdup_printf (C_ ("age", "%d h"), (int)(seconds / 3600));
  return g_strdup_printf (C_ ("age", "%d d"), (int)(seconds / 86400));
}

/**
 * zb_words_ago:
 * @time: microseconds since the epoch; 0 for none
 * @now: the present, in the same
 *
 * Returns: (transfer full): how long ago @time was, to stand in a sentence
 */
char *
zb_words_ago (gint64 time, gint64 now)
{
  const gint64 seconds = MAX (0, (now - time) / G_USEC_PER_SEC);
  const gint64 minutes = seconds / 60, hours = minutes / 60, days = hours / 24;

  if (time == 0)
    return g_strdup (_ ("never"));
  if (minutes == 0)
    return g_strdup_printf (ngettext ("%d second ago", "%d seconds ago", seconds), (int)seconds);
  if (hours == 0)
    return g_strdup_printf (ngettext ("%d minute ago", "%d minutes ago", minutes), (int)minutes);
  if (days == 0)
    return g_strdup_printf (ngettext ("%d hour ago", "%d hours ago", hours), (int)hours);
  return g_strdup_printf (ngettext ("%d day ago", "%d days ago", days), (int)days);
}

static char *
format_local (gint64 time, const char *format)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;

  if (time == 0)
    return g_strdup ("–");
  utc = g_date_time_new_from_unix_utc_usec (time);
  local = g_date_time_to_local (utc);
  return g_date_time_format (local, format);
}

/**
 * zb_words_time:
 * @time: microseconds since the epoch; 0 for none
 *
 * Returns: (transfer full): the time of day here, to the second
 */
char *
zb_words_time (gint64 time)
{
  return format_local (time, "%H:%M:%S");
}

/**
 * zb_words_day_and_time:
 * @time: microseconds since the epoch; 0 for none
 *
 * Returns: (transfer full): month, day and time of day here
 */
char *
zb_words_day_and_time (gint64 time)
{
  /* Translators: month, day, hour and minute of a moment in the past */
  return format_local (time, C_ ("time", "%d %b %H:%M"));
}

/**
 * zb_words_distance:
 * @metres: a distance
 *
 * Returns: (transfer full): in metres below one kilometre, otherwise in kilometres
 */
char *
zb_words_distance (double metres)
{
  if (metres < 1000)
    return g_strdup_printf (_ ("%.0f m"), metres);
  return g_strdup_printf (_ ("%.1f km"), metres / 1000);
}

/* --- closures: the same, as Blueprint's expressions call them ------------------------- */

static char *
format_severity (gpointer self, int severity)
{
  return g_strdup (zb_words_severity (severity));
}

#define CLOSURE_FOR_CHOICE(name, choices)                                                                    \
  static char *name (gpointer self, int value) { return g_strdup (zb_words_choice (&choices, value)); }

CLOSURE_FOR_CHOICE (format_role, zb_roles)
CLOSURE_FOR_CHOICE (format_device_kind, zb_device_kinds)
CLOSURE_FOR_CHOICE (format_device_status, zb_device_statuses)
CLOSURE_FOR_CHOICE (format_project, zb_projects)
CLOSURE_FOR_CHOICE (format_placement, zb_placements)
CLOSURE_FOR_CHOICE (format_unit_status, zb_unit_statuses)
CLOSURE_FOR_CHOICE (format_alert_state, zb_alert_states)
CLOSURE_FOR_CHOICE (format_verdict, zb_verdicts)
CLOSURE_FOR_CHOICE (format_step, zb_steps)
CLOSURE_FOR_CHOICE (format_assignment_state, zb_assignment_states)
CLOSURE_FOR_CHOICE (format_review, zb_review_states)

static char *
format_kind (gpointer self, const char *kind)
{
  return g_strdup (zb_words_kind (kind));
}

static char *
format_kind_icon (gpointer self, const char *kind)
{
  return g_strdup (zb_words_kind_icon (kind));
}

static char *
format_area (gpointer self, const char *id)
{
  return zb_words_area (id);
}

static char *
format_organisation (gpointer self, const char *id)
{
  return g_strdup (zb_words_name (ZB_KIND_ORGANISATION, id));
}

static char *
format_list (gpointer self, char **texts)
{
  return texts ? g_strjoinv (C_ ("list", ", "), texts) : g_strdup ("");
}

static char *
format_time (gpointer self, gint64 time)
{
  return zb_words_time (time);
}

static char *
format_day_and_time (gpointer self, gint64 time)
{
  return zb_words_day_and_time (time);
}

static char *
format_distance (gpointer self, double metres)
{
  return zb_words_distance (metres);
}

static char *
format_number (gpointer self, guint number)
{
  return g_strdup_printf ("%'u", number);
}

static gboolean
is_set (gpointer self, const char *text)
{
  return text && *text;
}

/**
 * zb_words_bind:
 * @widget_class: a class with a template
 *
 * Makes the closures above callable from expressions in the template of @widget_class.
 */
void
zb_words_bind (GtkWidgetClass *widget_class)
{
#define BIND(name) gtk_widget_class_bind_template_callback (widget_class, name)
  BIND (format_severity);
  BIND (format_role);
  BIND (format_device_kind);
  BIND (format_device_status);
  BIND (format_project);
  BIND (format_placement);
  BIND (format_unit_status);
  BIND (format_alert_state);
  BIND (format_verdict);
  BIND (format_step);
  BIND (format_assignment_state);
  BIND (format_review);
  BIND (format_kind);
  BIND (format_kind_icon);
  BIND (format_area);
  BIND (format_organisation);
  BIND (format_list);
  BIND (format_time);
  BIND (format_day_and_time);
  BIND (format_distance);
  BIND (format_number);
  BIND (is_set);
#undef BIND
}
