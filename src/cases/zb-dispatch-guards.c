/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands in the way of a dispatch, all of it and in words. The guards are asked about the case as it
 * will be with what is written, not as it is: what the plan asks for and the officer has filled in is not
 * missing.
 */
#include "zb-dispatch-dialog-private.h"

#include "zb-alert-machine.h"
#include "zb-case-machine.h"
#include "zb-now.h"
#include "zb-words.h"

#include <glib/gi18n.h>

#define LONGEST_DESCRIPTION 500

/* --- the case as it will be ---------------------------------------------------------------------- */

static ZbCase *
start_from (ZbDispatchDialog *self)
{
  const ZbDispatchFacts facts = zb_dispatch_dialog_get_facts (self);
  ZbCase *of;

  if (self->of)
    return ZB_CASE (zb_record_copy (ZB_RECORD (self->of)));
  of = ZB_CASE (zb_entity_new (ZB_KIND_CASE, ""));
  of->title = g_strdup (facts.title);
  of->location = facts.location;
  of->area = g_strdup (facts.area);
  of->step = ZB_STEP_COLLECTED;
  return of;
}

static ZbCase *
imagine_case (ZbDispatchDialog *self)
{
  g_autofree char *description = zb_dispatch_dialog_get_description (self);
  const char *place = gtk_editable_get_text (GTK_EDITABLE (self->place_text));
  ZbCase *of = start_from (self);

  g_set_str (&of->kind, zb_dispatch_dialog_get_kind (self));
  of->severity = zb_dispatch_dialog_get_severity (self);
  g_set_str (&of->description, description);
  g_set_str (&of->place, place);
  return of;
}

/* --- what the plan asks for ------------------------------------------------------------------------ */

static const struct
{
  const char *name, *words;
} fields[] = {
  { "location", N_ ("where it is on the map") },
  { "area", N_ ("the area") },
  { "title", N_ ("the title") },
  { "description", N_ ("the description") },
  { "place", N_ ("the place") },
  { "contact", N_ ("who called") },
  { "evidence", N_ ("a picture") },
};

static const char *
name_field (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_str_equal (fields[i].name, name))
      return _ (fields[i].words);
  return name;
}

/* What a case was filed without is not asked for any more; what it had must not be emptied. */
static char **
list_missing (ZbDispatchDialog *self, const ZbCase *of)
{
  const ZbPlan *plan = zb_dispatch_dialog_find_plan (self);
  const gboolean is_filed = self->of && self->of->step > ZB_STEP_COLLECTED;
  g_auto (GStrv) missing = zb_case_list_missing (of, plan);
  g_auto (GStrv) before = is_filed ? zb_case_list_missing (self->of, plan) : g_new0 (char *, 1);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; missing[i]; i++)
    if (!g_strv_contains ((const char *const *)before, missing[i]))
      g_strv_builder_add (names, name_field (missing[i]));
  return g_strv_builder_end (names);
}

static char *
tell_fields (ZbDispatchDialog *self, const ZbCase *of)
{
  g_auto (GStrv) names = list_missing (self, of);
  g_autofree char *list = g_strjoinv (C_ ("list", ", "), names);

  return *names ? g_strdup_printf (_ ("The plan asks for %s"), list) : NULL;
}

static gboolean
is_required (const ZbPlan *plan, const char *name)
{
  return plan && plan->required && g_strv_contains ((const char *const *)plan->required, name);
}

/**
 * zb_dispatch_dialog_show_required:
 * @self: a form
 *
 * Marks the fields that the plan asks for.
 */
void
zb_dispatch_dialog_show_required (ZbDispatchDialog *self)
{
  const ZbPlan *plan = zb_dispatch_dialog_find_plan (self);

  gtk_widget_set_visible (self->place_mark, is_required (plan, "place") || is_required (plan, "location"));
  gtk_widget_set_visible (self->description_mark, is_required (plan, "description"));
}

/* --- the guards -------------------------------------------------------------------------------------- */

static gboolean
is_under_way (const ZbCase *of)
{
  return of->step == ZB_STEP_DISPATCHED || of->step == ZB_STEP_HANDLING;
}

/* What the plan asks for is told field by field. */
static ZbProblem *
ask_case (ZbDispatchDialog *self, const ZbCase *of, const ZbActor *actor)
{
  const ZbCaseArgs args = { .n_assignments = 1 };
  const ZbCaseContext context = { 0 };
  const ZbCaseVerb verb = is_under_way (of)               ? ZB_CASE_VERB_ASSIGN
                          : of->step == ZB_STEP_COLLECTED ? ZB_CASE_VERB_FILE
                                                          : ZB_CASE_VERB_DISPATCH;

  return zb_case_guard (of, verb, verb == ZB_CASE_VERB_FILE ? NULL : &args, actor, &context);
}

static ZbProblem *
ask_alert (ZbDispatchDialog *self, const ZbActor *actor)
{
  const gboolean verified = self->alert->state == ZB_ALERT_VERIFIED;

  return zb_alert_guard (self->alert, verified ? ZB_ALERT_VERB_CASE : ZB_ALERT_VERB_VERDICT, NULL, actor,
                         NULL);
}

static char *
tell_guard (ZbDispatchDialog *self, const ZbCase *of)
{
  const char *area = zb_dispatch_dialog_get_drill (self) ? NULL : zb_dispatch_dialog_get_facts (self).area;
  const ZbActor actor = zb_account_act (self->account, self->world, area, zb_now ());
  g_autoptr (ZbProblem) problem = self->of ? ask_case (self, of, &actor) : ask_alert (self, &actor);

  return problem ? g_strdup (zb_words_problem (problem)) : NULL;
}

static char *
tell_length (ZbDispatchDialog *self)
{
  const int n = gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (self->description));

  return n > LONGEST_DESCRIPTION ? g_strdup (_ ("The description is too long")) : NULL;
}

/* Some are whole sentences: in a row of them a full stop would stand before the dot between two. */
static void
add_line (GStrvBuilder *lines, char *line)
{
  static const char *const stops[] = { ".", "。" };

  if (!line)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (stops); i++)
    if (g_str_has_suffix (line, stops[i]))
      line[strlen (line) - strlen (stops[i])] = '\0';
  g_strv_builder_take (lines, line);
}

/**
 * zb_dispatch_dialog_find_missing:
 * @self: a form
 *
 * Returns: (transfer full) (nullable): why it cannot be handed over yet, in words: all that is in the way
 */
char *
zb_dispatch_dialog_find_missing (ZbDispatchDialog *self)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  g_autoptr (ZbCase) of = NULL;
  g_auto (GStrv) all = NULL;

  if (!self->world || (!self->of && !self->alert))
    return g_strdup (_ ("There is nothing to dispatch"));
  of = imagine_case (self);
  add_line (lines, tell_guard (self, of));
  add_line (lines, tell_fields (self, of));
  if (zb_dispatch_dialog_count_chosen (self) == 0)
    g_strv_builder_add (lines, _ ("Choose whom to send"));
  add_line (lines, tell_length (self));
  if (self->n_adding > 0)
    g_strv_builder_add (lines, _ ("A file is still being read"));
  all = g_strv_builder_end (lines);
  return *all ? g_strjoinv (" · ", all) : NULL;
}
