/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an officer has put into the form and not handed over yet, as one value, so that it outlives the
 * window; and the form filled in again from it. */
#include "zb-dispatch-dialog-private.h"

#include "zb-recommendation-row.h"

/* --- remembering -------------------------------------------------------------------------------- */

static GVariant *
remember_units (ZbDispatchDialog *self)
{
  GVariantBuilder units = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{ss}"));
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->units, i)); i++)
    {
      ZbRecommendationRow *unit = ZB_RECOMMENDATION_ROW (row);
      if (zb_recommendation_row_get_chosen (unit))
        g_variant_builder_add (&units, "{ss}", zb_recommendation_row_get_recommendation (unit)->unit,
                               zb_recommendation_row_get_task (unit));
    }
  return g_variant_builder_end (&units);
}

static GVariant *
remember_organisations (ZbDispatchDialog *self)
{
  GVariantBuilder organisations = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{ss}"));

  for (GtkWidget *chip = zb_dispatch_dialog_next_organisation (self, NULL); chip;
       chip = zb_dispatch_dialog_next_organisation (self, chip))
    g_variant_builder_add (&organisations, "{ss}", zb_dispatch_dialog_get_organisation (chip),
                           zb_dispatch_dialog_get_task (chip));
  return g_variant_builder_end (&organisations);
}

/* Nothing for those that are the plan's: it may set others by then. */
static GVariant *
remember_minutes (ZbDispatchDialog *self)
{
  GVariantBuilder minutes = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("ax"));

  for (int i = 0; i < ZB_N_DEADLINES; i++)
    g_variant_builder_add (&minutes, "x", self->minutes[i] < self->longest[i] ? self->minutes[i] : 0);
  return g_variant_builder_end (&minutes);
}

static gboolean
is_same (const char *text, const char *before)
{
  return g_strcmp0 (text ? text : "", before ? before : "") == 0;
}

static gboolean
remember_text (GVariantBuilder *all, const char *name, const char *text, const char *before)
{
  if (is_same (text, before))
    return FALSE;
  g_variant_builder_add (all, "{sv}", name, g_variant_new_string (text ? text : ""));
  return TRUE;
}

static gboolean
remember_severity (ZbDispatchDialog *self, GVariantBuilder *all)
{
  const int severity = zb_dispatch_dialog_get_severity (self);

  if (severity == self->filled.severity)
    return FALSE;
  g_variant_builder_add (all, "{sv}", "severity", g_variant_new_int32 (severity));
  g_variant_builder_add (all, "{sv}", "severity-before", g_variant_new_int32 (self->filled.severity));
  return TRUE;
}

/* Only what the officer has changed, and the revision that it rests on: a field that nobody touched may be
 * corrected by others until the form is opened again, and must not be put back then. */
static void
remember_words (ZbDispatchDialog *self, GVariantBuilder *all)
{
  const ZbDispatchFilled *filled = &self->filled;
  const char *place = gtk_editable_get_text (GTK_EDITABLE (self->place_text));
  g_autofree char *description = zb_dispatch_dialog_get_description (self);
  gboolean any = remember_severity (self, all);

  any |= remember_text (all, "kind", zb_dispatch_dialog_get_kind (self), filled->kind);
  any |= remember_text (all, "place", place, filled->place);
  any |= remember_text (all, "description", description, filled->proposed);
  if (any)
    g_variant_builder_add (all, "{sv}", "revision", g_variant_new_int64 (filled->revision));
}

static GVariant *
remember (ZbDispatchDialog *self)
{
  GVariantBuilder all = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  remember_words (self, &all);
  g_variant_builder_add (&all, "{sv}", "units", remember_units (self));
  g_variant_builder_add (&all, "{sv}", "organisations", remember_organisations (self));
  g_variant_builder_add (&all, "{sv}", "minutes", remember_minutes (self));
  g_variant_builder_add (&all, "{sv}", "ticks", g_variant_new_uint64 (self->ticks));
  g_variant_builder_add (&all, "{sv}", "lines", zb_dispatch_dialog_list_lines (self));
  g_variant_builder_add (&all, "{sv}", "attachments", zb_dispatch_dialog_collect_attachments (self));
  return g_variant_ref_sink (g_variant_builder_end (&all));
}

/**
 * zb_dispatch_dialog_note_draft:
 * @self: a form
 *
 * Something was put into the form. What is as it was at first is nobody's work and not kept.
 */
void
zb_dispatch_dialog_note_draft (ZbDispatchDialog *self)
{
  g_autoptr (GVariant) now = NULL;

  if (self->filling || self->handed_over || !self->untouched || self->n_adding > 0)
    return;
  now = remember (self);
  zb_dispatch_dialog_set_draft (self, g_variant_equal (now, self->untouched) ? NULL : now);
}

/**
 * zb_dispatch_dialog_note_untouched:
 * @self: a form that was just filled
 *
 * Notes how it was at first.
 */
void
zb_dispatch_dialog_note_untouched (ZbDispatchDialog *self)
{
  g_clear_pointer (&self->untouched, g_variant_unref);
  self->untouched = remember (self);
}

/* --- filling in again --------------------------------------------------------------------------------- */

/* An alert has no revision that the platform could hold the officer to, so what it has risen to meanwhile
 * stays. Drafts of older consoles held the severity even where nobody had touched it: it is never lowered by
 * them. */
static gboolean
holds_severity (ZbDispatchDialog *self, GVariant *draft, int severity)
{
  gint32 before;

  if (!g_variant_lookup (draft, "severity-before", "i", &before))
    return severity > self->filled.severity;
  return self->of || before == self->filled.severity;
}

static gboolean
restore_severity (ZbDispatchDialog *self, GVariant *draft)
{
  gint32 severity;

  if (!g_variant_lookup (draft, "severity", "i", &severity) || severity == self->filled.severity ||
      !holds_severity (self, draft, severity))
    return FALSE;
  adw_toggle_group_set_active_name (self->severity_toggle, zb_choices_nick (&zb_severities, severity));
  return TRUE;
}

static gboolean
differs (GVariant *draft, const char *name, const char *now, const char **text)
{
  return g_variant_lookup (draft, name, "&s", text) && !is_same (*text, now);
}

/* Returns whether any of it is not as the form was filled in. */
static gboolean
restore_words (ZbDispatchDialog *self, GVariant *draft)
{
  const ZbDispatchFilled *filled = &self->filled;
  const char *kind, *place, *description;
  const gboolean is_kind = differs (draft, "kind", filled->kind, &kind);
  const gboolean is_place = differs (draft, "place", filled->place, &place);
  const gboolean is_description = differs (draft, "description", filled->proposed, &description);

  if (is_kind)
    zb_dispatch_dialog_choose_kind (self, kind);
  if (is_place)
    gtk_editable_set_text (GTK_EDITABLE (self->place_text), place);
  if (is_description)
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->description), description, -1);
  return restore_severity (self, draft) || is_kind || is_place || is_description;
}

/* What was written before rests on what the case said then: where it has changed since, the platform refuses
 * the edit and the officer is shown both. Of a draft by an older console that is not known; no case has the
 * revision 0, so that is always asked. */
static void
rest_on_draft (ZbDispatchDialog *self, GVariant *draft)
{
  gint64 revision = 0;

  g_variant_lookup (draft, "revision", "x", &revision);
  self->filled.revision = MIN (self->filled.revision, revision);
}

/* The plan may allow less by now than it did. */
static void
restore_minutes (ZbDispatchDialog *self, GVariant *draft)
{
  g_autoptr (GVariant) minutes = g_variant_lookup_value (draft, "minutes", G_VARIANT_TYPE ("ax"));

  for (gsize i = 0; minutes && i < MIN (g_variant_n_children (minutes), ZB_N_DEADLINES); i++)
    {
      gint64 value;
      g_variant_get_child (minutes, i, "x", &value);
      if (value > 0 && value < self->longest[i])
        gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->spins[i]), value);
    }
}

static void
restore_organisations (ZbDispatchDialog *self, GVariant *draft)
{
  g_autoptr (GVariant) chosen = g_variant_lookup_value (draft, "organisations", G_VARIANT_TYPE ("a{ss}"));
  const char *task;

  for (GtkWidget *chip = gtk_widget_get_first_child (GTK_WIDGET (self->organisations)); chip && chosen;
       chip = gtk_widget_get_next_sibling (chip))
    if (gtk_widget_get_sensitive (chip) &&
        g_variant_lookup (chosen, zb_dispatch_dialog_get_organisation (chip), "&s", &task))
      {
        gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), TRUE);
        zb_dispatch_dialog_set_task (chip, task);
      }
}

static void
restore_lines (ZbDispatchDialog *self, GVariant *draft)
{
  g_autoptr (GVariant) lines = g_variant_lookup_value (draft, "lines", G_VARIANT_TYPE_STRING_ARRAY);

  for (gsize i = 0; lines && i < g_variant_n_children (lines); i++)
    {
      const char *line;
      g_variant_get_child (lines, i, "&s", &line);
      zb_dispatch_dialog_add_line (self, line);
    }
}

/**
 * zb_dispatch_dialog_restore:
 * @self: a form that was filled
 * @draft: what was kept of it
 *
 * Puts back what an officer has written, as far as it still fits. What the officer did not touch stays as it
 * is by now.
 */
void
zb_dispatch_dialog_restore (ZbDispatchDialog *self, GVariant *draft)
{
  g_autoptr (GVariant) units = g_variant_lookup_value (draft, "units", G_VARIANT_TYPE ("a{ss}"));
  g_autoptr (GVariant) attachments = g_variant_lookup_value (draft, "attachments", G_VARIANT_TYPE ("aa{sv}"));
  guint64 ticks = 0;

  if (restore_words (self, draft))
    rest_on_draft (self, draft);
  restore_minutes (self, draft);
  restore_organisations (self, draft);
  restore_lines (self, draft);
  if (units)
    zb_dispatch_dialog_choose_units (self, units);
  if (g_variant_lookup (draft, "ticks", "t", &ticks))
    self->ticks = ticks;
  if (attachments)
    zb_dispatch_dialog_restore_attachments (self, attachments);
  zb_dispatch_dialog_fill_plan (self);
}
