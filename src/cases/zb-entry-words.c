/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line of a case's timeline in words: what happened, to whom, and what was said. */
#include "zb-entry-words.h"

#include "zb-escalation.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/* With a name in it where the line is about a unit, an organisation or a thing. */
static const struct
{
  const char *what, *plain, *named, *icon;
} lines[] = {
  { "alert.raised", N_ ("Alert raised"), N_ ("Reported by %s"), "algorithm" },
  { "alert.case", N_ ("An alert joined"), N_ ("Alert joined: %s"), "alert" },
  { "alert.verdict", N_ ("Verdict on the alert"), N_ ("Verdict on the alert: %s"), "alert" },
  { "alert.again", N_ ("Alert raised again"), N_ ("Alert raised again: %s"), "alert" },
  { "alert.worse", N_ ("Alert raised again, graver"), N_ ("Alert raised again, graver: %s"), "alert" },
  { "alert.merge", N_ ("Alert merged"), N_ ("Alert merged: %s"), "merge" },
  { "alert.close", N_ ("Alert closed"), N_ ("Alert closed: %s"), "check" },
  { "case.create", N_ ("Case opened"), N_ ("Case opened: %s"), "case" },
  { "case.file", N_ ("Case filed"), N_ ("Case filed: %s"), "case" },
  { "case.dispatch", N_ ("Dispatched"), N_ ("Dispatched: %s"), "send" },
  { "case.assignments", N_ ("More were sent"), N_ ("Also sent: %s"), "send" },
  { "case.accepted", N_ ("Handling begins"), N_ ("Handling begins: %s"), "unit" },
  { "case.emptied", N_ ("Nobody has it any more"), N_ ("Nobody has it any more: %s"), "undo" },
  { "case.report", N_ ("Reported back"), N_ ("%s reported back"), "check" },
  { "case.checker", N_ ("Handed over for checking"), N_ ("Handed over for checking: %s"), "shield-check" },
  { "case.check", N_ ("Check passed, case closed"), N_ ("Check passed by %s, case closed"), "shield-check" },
  { "case.return", N_ ("Returned"), N_ ("Returned: %s"), "chevron-left" },
  { "case.suspend", N_ ("Suspended"), N_ ("Suspended: %s"), "snooze" },
  { "case.resume", N_ ("Resumed"), N_ ("Resumed: %s"), "refresh" },
  { "case.extend", N_ ("Deadline extended"), N_ ("Deadline extended: %s"), "clock" },
  { "case.supervise", N_ ("Supervised"), N_ ("Supervised: %s"), "phone" },
  { "case.void", N_ ("Made void"), N_ ("Made void: %s"), "close" },
  { "case.reopen", N_ ("Reopened"), N_ ("Reopened: %s"), "refresh" },
  { "case.edit", N_ ("Edited"), N_ ("Edited: %s"), "note" },
  { "case.checklist", N_ ("Checklist ticked"), N_ ("Ticked: %s"), "check" },
  { "case.note", N_ ("Note"), N_ ("Note: %s"), "note" },
  { "note", N_ ("Note"), N_ ("Note: %s"), "note" },
  { "case.link", N_ ("Linked with another case"), N_ ("Linked with %s"), "merge" },
  { "case.merge", N_ ("Merged into another case"), N_ ("Merged into %s"), "merge" },
  { "case.merged", N_ ("Another case was merged into this one"), N_ ("%s was merged into this case"),
    "merge" },
  { "case.parent", N_ ("Taken out of the major incident"), N_ ("Part of the major incident %s"), "layers" },
  { "case.part", N_ ("A case became part of this major incident"),
    N_ ("%s became part of this major incident"), "layers" },
  { "case.part-out", N_ ("A case was taken out of this major incident"),
    N_ ("%s was taken out of this major incident"), "layers" },
  { "case.print", N_ ("Case file printed"), N_ ("Case file printed: %s"), "case" },
  { "case.unmask", N_ ("Personal data unmasked"), N_ ("Personal data unmasked: %s"), "unlock" },
  { "assignment.accept", N_ ("Accepted"), N_ ("%s accepted"), "unit" },
  { "assignment.decline", N_ ("Declined"), N_ ("%s declined"), "close" },
  { "assignment.en-route", N_ ("Set out"), N_ ("%s set out"), "route" },
  { "assignment.arrive", N_ ("Arrived"), N_ ("%s arrived"), "route" },
  { "assignment.done", N_ ("Done"), N_ ("%s is done"), "snapshot" },
  { "assignment.hand-back", N_ ("Handed back"), N_ ("%s handed it back"), "undo" },
  { "assignment.cancel", N_ ("Task cancelled"), N_ ("Task cancelled: %s"), "close" },
  { "deadline.near", N_ ("Deadline is near"), N_ ("Deadline is near: %s"), "clock" },
  { "deadline.past", N_ ("Deadline missed"), N_ ("Deadline missed: %s"), "bell" },
  { "suspension.over", N_ ("Suspension is over"), N_ ("Suspension is over: %s"), "clock" },
};

static const struct
{
  const char *name, *words;
} clocks[] = {
  { "accept", NC_ ("deadline", "Accept") },
  { "arrive", NC_ ("deadline", "Arrive") },
  { "finish", NC_ ("deadline", "Finish") },
};

/* The two sides write the same verb with a dash or with an underscore. */
static gboolean
is_same (const char *a, const char *b)
{
  for (; *a && *b; a++, b++)
    if ((*a == '_' ? '-' : *a) != (*b == '_' ? '-' : *b))
      return FALSE;
  return *a == *b;
}

static int
find_line (const ZbEntry *entry)
{
  for (int i = 0; entry->what && i < (int)G_N_ELEMENTS (lines); i++)
    if (is_same (lines[i].what, entry->what))
      return i;
  return -1;
}

static const char *
get_title (const ZbEntry *entry)
{
  const gboolean is_clock = entry->what && g_str_has_prefix (entry->what, "deadline.");

  for (gsize i = 0; is_clock && i < G_N_ELEMENTS (clocks); i++)
    if (g_strcmp0 (clocks[i].name, entry->title) == 0)
      return g_dpgettext2 (NULL, "deadline", clocks[i].words);
  return entry->title && *entry->title ? entry->title : NULL;
}

/**
 * zb_entry_describe:
 * @entry: a line of a timeline
 *
 * Returns: (transfer full): what happened
 */
char *
zb_entry_describe (const ZbEntry *entry)
{
  const int i = find_line (entry);
  const char *title = get_title (entry);

  if (i < 0)
    return g_strdup (title ? title : entry->what ? entry->what : "");
  return title ? g_strdup_printf (_ (lines[i].named), title) : g_strdup (_ (lines[i].plain));
}

/* What the platform notes of a missed deadline is the level that was told. */
static char *
describe_told (const char *level)
{
  const int told = zb_choices_parse (&zb_levels, level);

  return g_strdup_printf (C_ ("a missed deadline was told to a level", "Told: %s"),
                          told > 0 ? zb_words_choice (&zb_levels, told) : level);
}

/**
 * zb_entry_describe_more:
 * @entry: a line of a timeline
 *
 * Returns: (transfer full): who did it and what was said, empty where that is not known
 */
char *
zb_entry_describe_more (const ZbEntry *entry)
{
  const char *by = entry->by && *entry->by ? entry->by : NULL;
  const char *note = entry->note && *entry->note ? entry->note : NULL;

  if (note && g_strcmp0 (entry->what, "deadline.past") == 0)
    return describe_told (note);
  if (by && note)
    return g_strdup_printf ("%s · %s", by, note);
  return g_strdup (by ? by : note ? note : _ ("By the platform"));
}

/**
 * zb_entry_get_icon:
 * @entry: a line of a timeline
 *
 * Returns: (transfer none): the name of its icon
 */
const char *
zb_entry_get_icon (const ZbEntry *entry)
{
  static char name[64];
  const int i = find_line (entry);

  g_snprintf (name, sizeof name, "zb-%s-symbolic", i < 0 ? "case" : lines[i].icon);
  return name;
}

/**
 * zb_entry_describe_action:
 * @action: (nullable): what was done, as a timeline or the audit log names it: "case.dispatch"
 *
 * Returns: (transfer full): the same in the officer's language
 */
char *
zb_entry_describe_action (const char *action)
{
  g_autoptr (ZbEntry) entry = g_object_new (ZB_TYPE_ENTRY, NULL);

  entry->what = g_strdup (action);
  return zb_entry_describe (entry);
}
