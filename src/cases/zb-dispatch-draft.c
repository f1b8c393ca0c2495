/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the dispatch form hands over: everything that has to happen, in one value, so that the
 * console can queue it as one chain of commands of which each follows the one before. */
#include "zb-dispatch-dialog-private.h"

#include "zb-alert.h"
#include "zb-now.h"
#include "zb-recommendation-row.h"
#include "zb-uuid.h"

/* --- assignments ------------------------------------------------------------------------------ */

static void
add_assignment (GVariantBuilder *list, const char *field, const char *id, const char *task, gboolean lead)
{
  g_autofree char *assignment = zb_uuid_new ();
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "id", "s", assignment);
  g_variant_dict_insert (&dict, field, "s", id);
  if (task && *task)
    g_variant_dict_insert (&dict, "task", "s", task);
  if (lead)
    g_variant_dict_insert (&dict, "lead", "b", TRUE);
  g_variant_builder_add_value (list, g_variant_dict_end (&dict));
}

/* Units come first: the fittest of them leads. */
static GVariant *
collect_assignments (ZbDispatchDialog *self)
{
  GVariantBuilder list;
  GtkListBoxRow *row;
  gboolean lead = TRUE;

  g_variant_builder_init (&list, G_VARIANT_TYPE ("aa{sv}"));
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->units, i)); i++)
    {
      ZbRecommendationRow *unit = ZB_RECOMMENDATION_ROW (row);
      if (!zb_recommendation_row_get_chosen (unit))
        continue;
      add_assignment (&list, "unit", zb_recommendation_row_get_recommendation (unit)->unit,
                      zb_recommendation_row_get_task (unit), lead);
      lead = FALSE;
    }
  for (GtkWidget *chip = zb_dispatch_dialog_next_organisation (self, NULL); chip;
       chip = zb_dispatch_dialog_next_organisation (self, chip))
    {
      add_assignment (&list, "organisation", zb_dispatch_dialog_get_organisation (chip),
                      zb_dispatch_dialog_get_task (chip), lead);
      lead = FALSE;
    }
  return g_variant_builder_end (&list);
}

/* Only what was shortened is said; the platform knows the plan. */
static GVariant *
collect_deadlines (ZbDispatchDialog *self)
{
  static const char *const names[] = { "accept", "arrive", "finish" };
  GVariantDict dict;
  gboolean any = FALSE;

  g_variant_dict_init (&dict, NULL);
  for (int i = 0; i < ZB_N_DEADLINES; i++)
    if (self->minutes[i] > 0 && self->minutes[i] < self->longest[i])
      {
        g_variant_dict_insert (&dict, names[i], "x", zb_now () + self->minutes[i] * G_TIME_SPAN_MINUTE);
        any = TRUE;
      }
  if (any)
    return g_variant_dict_end (&dict);
  g_variant_dict_clear (&dict);
  return NULL;
}

static gboolean
is_under_way (const ZbCase *of)
{
  return of && (of->step == ZB_STEP_DISPATCHED || of->step == ZB_STEP_HANDLING);
}

static GVariant *
collect_dispatch (ZbDispatchDialog *self)
{
  GVariant *deadlines = collect_deadlines (self);
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert_value (&dict, "assignments", collect_assignments (self));
  if (self->lines->len > 0 && !is_under_way (self->of))
    g_variant_dict_insert_value (&dict, "checklist", zb_dispatch_dialog_list_lines (self));
  if (deadlines)
    g_variant_dict_insert_value (&dict, "deadlines", deadlines);
  return g_variant_dict_end (&dict);
}

/* --- the case itself ------------------------------------------------------------------------------ */

/* What was emptied is told, too: who is sent would get the old text otherwise. */
static void
insert_if_new (GVariantDict *dict, const char *name, const char *text, const char *before)
{
  const char *now = text ? text : "";

  if (!g_str_equal (now, before ? before : ""))
    g_variant_dict_insert (dict, name, "s", now);
}

/* The fields that the officer has changed; for a new case, all. */
static void
insert_fields (ZbDispatchDialog *self, GVariantDict *dict)
{
  const ZbDispatchFilled none = { 0 };
  const ZbDispatchFilled *before = self->of ? &self->filled : &none;
  g_autofree char *description = zb_dispatch_dialog_get_description (self);
  const int severity = zb_dispatch_dialog_get_severity (self);

  insert_if_new (dict, "kind", zb_dispatch_dialog_get_kind (self), before->kind);
  insert_if_new (dict, "place", gtk_editable_get_text (GTK_EDITABLE (self->place_text)), before->place);
  insert_if_new (dict, "description", description, before->description);
  if (severity != before->severity)
    g_variant_dict_insert (dict, "severity", "s", zb_choices_nick (&zb_severities, severity));
}

static GVariant *
collect_new_case (ZbDispatchDialog *self)
{
  const ZbDispatchFacts facts = zb_dispatch_dialog_get_facts (self);
  const char *alerts[] = { ZB_ENTITY (self->alert)->id, NULL };
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  insert_fields (self, &dict);
  g_variant_dict_insert (&dict, "title", "s", facts.title ? facts.title : "");
  g_variant_dict_insert (&dict, "location", "(dd)", facts.location.lon, facts.location.lat);
  g_variant_dict_insert (&dict, "alerts", "^as", alerts);
  /* Said and not only meant: a command that waits must never come to what is real. */
  if (self->alert->drill)
    {
      g_variant_dict_insert (&dict, "mode", "s", zb_choices_nick (&zb_modes, ZB_MODE_DRILL));
      g_variant_dict_insert (&dict, "drill", "s", self->alert->drill);
    }
  return g_variant_dict_end (&dict);
}

static GVariant *
collect_edit (ZbDispatchDialog *self)
{
  GVariantDict dict;
  g_autoptr (GVariant) fields = NULL;

  g_variant_dict_init (&dict, NULL);
  insert_fields (self, &dict);
  fields = g_variant_ref_sink (g_variant_dict_end (&dict));
  return g_variant_n_children (fields) > 0 ? g_steal_pointer (&fields) : NULL;
}

static void
insert_existing_case (ZbDispatchDialog *self, GVariantDict *dict)
{
  g_autoptr (GVariant) fields = collect_edit (self);

  g_variant_dict_insert (dict, "case", "s", ZB_ENTITY (self->of)->id);
  if (fields)
    {
      g_variant_dict_insert_value (dict, "edit", fields);
      g_variant_dict_insert (dict, "revision", "x", self->filled.revision);
    }
  g_variant_dict_insert (dict, "file", "b", self->of->step == ZB_STEP_COLLECTED);
}

static void
insert_new_case (ZbDispatchDialog *self, GVariantDict *dict)
{
  g_autofree char *id = zb_uuid_new ();

  g_variant_dict_insert (dict, "case", "s", id);
  g_variant_dict_insert (dict, "alert", "s", ZB_ENTITY (self->alert)->id);
  g_variant_dict_insert (dict, "verdict", "b", self->alert->state != ZB_ALERT_VERIFIED);
  g_variant_dict_insert_value (dict, "create", collect_new_case (self));
  g_variant_dict_insert (dict, "file", "b", TRUE);
}

/* What was ticked of the plan before there is a case. */
static GVariant *
collect_ticks (ZbDispatchDialog *self)
{
  GVariantBuilder list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("ax"));

  for (gint64 i = 0; i < 64; i++)
    if (self->ticks >> i & 1)
      g_variant_builder_add (&list, "x", i);
  return g_variant_builder_end (&list);
}

/**
 * zb_dispatch_dialog_collect:
 * @self: a form in which nothing is missing
 *
 * `case` is the id; `alert`, `verdict` and `create` come with a case that there is not yet, `edit`
 * and `revision`, which they rest on, with fields that were changed; `file` says whether it has to be filed;
 * `dispatch`, or `assign` for a case that is under way, holds assignments and deadlines; `ticks` are lines of
 * the checklist that are done, `attachments` files in the spool.
 *
 * Returns: (transfer floating): an `a{sv}` for the action `case.dispatch`
 */
GVariant *
zb_dispatch_dialog_collect (ZbDispatchDialog *self)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  if (self->of)
    insert_existing_case (self, &dict);
  else
    insert_new_case (self, &dict);
  g_variant_dict_insert_value (&dict, is_under_way (self->of) ? "assign" : "dispatch",
                               collect_dispatch (self));
  if (self->ticks && !self->of)
    g_variant_dict_insert_value (&dict, "ticks", collect_ticks (self));
  if (self->spooled->len > 0)
    g_variant_dict_insert_value (&dict, "attachments", zb_dispatch_dialog_collect_attachments (self));
  return g_variant_dict_end (&dict);
}
