/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which cases are listed: by the step, the chips, the choices of area and severity, and the words looked for.
 */
#include "zb-cases-page-private.h"

#include "zb-area.h"
#include "zb-escalation.h"
#include "zb-now.h"
#include "zb-words.h"

#include <glib/gi18n.h>

gboolean
zb_cases_page_is_overdue (const ZbCase *of)
{
  const gint64 due = of->deadlines ? of->deadlines->finish : 0;

  if (!zb_case_is_open (of) || !of->deadlines)
    return FALSE;
  if (of->deadlines->past_due && *of->deadlines->past_due)
    return TRUE;
  return (of->step == ZB_STEP_DISPATCHED || of->step == ZB_STEP_HANDLING) && due && due < zb_now ();
}

gboolean
zb_cases_page_is_near (const ZbCase *of)
{
  return zb_case_is_open (of) && of->deadlines && of->deadlines->near_due && *of->deadlines->near_due;
}

gboolean
zb_cases_page_is_escalated (ZbCasesPage *self, const ZbCase *of)
{
  const ZbLevel level = self->account ? zb_account_get_level (self->account, self->world) : ZB_LEVEL_NONE;

  return zb_case_is_escalated_to (of, level);
}

gboolean
zb_cases_page_is_mine (ZbCasesPage *self, const ZbCase *of)
{
  const char *me = self->account ? ZB_ENTITY (self->account)->id : NULL;

  return me && zb_case_is_open (of) &&
         (g_strcmp0 (of->creator, me) == 0 || g_strcmp0 (of->dispatcher, me) == 0 ||
          g_strcmp0 (of->checker, me) == 0);
}

static gboolean
lies_in (ZbCasesPage *self, const ZbCase *of, const char *area)
{
  const char *id = of->area;

  for (int depth = 0; depth < 8 && id; depth++)
    {
      ZbArea *found = zb_world_lookup (self->world, ZB_KIND_AREA, id);
      if (g_str_equal (id, area))
        return TRUE;
      id = found ? found->parent : NULL;
    }
  return FALSE;
}

static gboolean
contains (const char *text, const char *words)
{
  return text && (g_str_match_string (words, text, TRUE) || strstr (text, words));
}

static gboolean
is_today (gint64 time)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local_usec (time);
  g_autoptr (GDateTime) now = zb_now_local ();

  return then && g_date_time_get_year (then) == g_date_time_get_year (now) &&
         g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (now);
}

gboolean
zb_cases_page_was_closed_today (const ZbCase *of)
{
  const ZbStepTime *end = of->step == ZB_STEP_CLOSED ? zb_case_find_step (of, ZB_STEP_CLOSED) : NULL;

  return end && is_today (end->at);
}

static gboolean
passes_step (ZbCasesPage *self, const ZbCase *of)
{
  const ZbStep chosen = zb_cases_page_get_step (self);

  if (chosen != ZB_STEP_NONE)
    return of->step == (int)chosen;
  return zb_case_is_open (of) || (zb_cases_page_is_board (self) && zb_cases_page_was_closed_today (of));
}

gboolean
zb_cases_page_passes (gpointer item, gpointer data)
{
  ZbCasesPage *self = data;
  const ZbCase *of = item;
  const guint area = gtk_drop_down_get_selected (self->area_choice);
  const guint severity = gtk_drop_down_get_selected (self->severity_choice);
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->search));

  if (!passes_step (self, of))
    return FALSE;
  if (gtk_toggle_button_get_active (self->mine_chip) && !zb_cases_page_is_mine (self, of))
    return FALSE;
  if (gtk_toggle_button_get_active (self->near_chip) && !zb_cases_page_is_near (of) &&
      !zb_cases_page_is_overdue (of))
    return FALSE;
  if (gtk_toggle_button_get_active (self->overdue_chip) && !zb_cases_page_is_overdue (of))
    return FALSE;
  if (gtk_toggle_button_get_active (self->escalated_chip) && !zb_cases_page_is_escalated (self, of))
    return FALSE;
  if (severity > 0 && severity <= ZB_SEVERITY_URGENT && of->severity != ZB_N_SEVERITIES - (int)severity)
    return FALSE;
  if (area > 0 && area < self->area_ids->len && !lies_in (self, of, self->area_ids->pdata[area]))
    return FALSE;
  return !*words || contains (of->title, words) || contains (of->place, words) ||
         contains (of->number, words);
}

void
zb_cases_page_fill_severities (ZbCasesPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _ ("All severities"));
  for (int severity = ZB_SEVERITY_URGENT; severity > ZB_SEVERITY_NONE; severity--)
    gtk_string_list_append (names, zb_words_severity (severity));
  gtk_drop_down_set_model (self->severity_choice, G_LIST_MODEL (names));
}

void
zb_cases_page_fill_areas (ZbCasesPage *self)
{
  ZbStore *store = zb_world_get_store (self->world, ZB_KIND_AREA);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_ptr_array_set_size (self->area_ids, 0);
  g_ptr_array_add (self->area_ids, NULL);
  gtk_string_list_append (names, _ ("All subdistricts"));
  for (guint i = 0; i < zb_store_get_size (store); i++)
    {
      ZbArea *area = zb_store_get_nth (store, i);
      if (area->kind != ZB_AREA_SUBDISTRICT)
        continue;
      gtk_string_list_append (names, area->name);
      g_ptr_array_add (self->area_ids, g_strdup (ZB_ENTITY (area)->id));
    }
  gtk_drop_down_set_model (self->area_choice, G_LIST_MODEL (names));
}

static void
drop_filter (ZbCasesPage *self)
{
  GtkToggleButton *chips[] = { self->mine_chip, self->near_chip, self->overdue_chip, self->escalated_chip };

  for (gsize i = 0; i < G_N_ELEMENTS (chips); i++)
    gtk_toggle_button_set_active (chips[i], FALSE);
  for (int step = ZB_STEP_COLLECTED; step <= ZB_STEP_CLOSED; step++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->cards[step].button), FALSE);
  gtk_drop_down_set_selected (self->area_choice, 0);
  gtk_drop_down_set_selected (self->severity_choice, 0);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
}

/* Who sits down next sees neither what the one before was looking for, nor less than there is. The same
 * officer finds the page as it was left. */
void
zb_cases_page_begin_filter_of (ZbCasesPage *self, ZbAccount *account)
{
  const char *id = account ? ZB_ENTITY (account)->id : NULL;

  if (!id || g_strcmp0 (self->filter_is_of, id) == 0)
    return;
  if (self->filter_is_of)
    drop_filter (self);
  g_set_str (&self->filter_is_of, id);
}
