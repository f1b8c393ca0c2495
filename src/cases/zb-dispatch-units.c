/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The middle column of the dispatch form: whom to send. */
#include "zb-dispatch-dialog-private.h"

#include "zb-area.h"
#include "zb-local-recommendations.h"
#include "zb-now.h"
#include "zb-organisation.h"
#include "zb-recommendation-row.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/* How many units are in sight at first, and of these how many at least that cannot come now. */
#define N_AT_FIRST 7
#define LAST_AT_FIRST 2

/* --- units -------------------------------------------------------------------------------------- */

static gboolean
was_chosen (GPtrArray *before, const char *unit)
{
  return g_ptr_array_find_with_equal_func (before, unit, g_str_equal, NULL);
}

/* What an officer has ticked stays ticked when a better answer comes. */
static GPtrArray *
list_chosen (ZbDispatchDialog *self)
{
  GPtrArray *units = g_ptr_array_new_with_free_func (g_free);
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->units, i)); i++)
    if (zb_recommendation_row_get_chosen (ZB_RECOMMENDATION_ROW (row)))
      g_ptr_array_add (
          units, g_strdup (zb_recommendation_row_get_recommendation (ZB_RECOMMENDATION_ROW (row))->unit));
  return units;
}

static guint
count_fit (ZbDispatchDialog *self)
{
  GtkListBoxRow *row;
  guint n = 0;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->units, i)); i++)
    n += !zb_recommendation_row_is_put_last (ZB_RECOMMENDATION_ROW (row));
  return n;
}

/* The fittest, and below them the nearest of those who cannot come now, with the reason: a list of sixty
 * hides both. Whoever is chosen is always shown. */
static void
show_few (ZbDispatchDialog *self)
{
  const guint n_fit = count_fit (self), n_last = N_AT_FIRST - MIN (n_fit, N_AT_FIRST - LAST_AT_FIRST);
  guint fit = 0, last = 0, n_hidden = 0;
  g_autofree char *words = NULL;
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->units, i)); i++)
    {
      ZbRecommendationRow *unit = ZB_RECOMMENDATION_ROW (row);
      const gboolean few =
          zb_recommendation_row_is_put_last (unit) ? ++last <= n_last : ++fit <= N_AT_FIRST - LAST_AT_FIRST;
      const gboolean shown = self->all_units || few || zb_recommendation_row_get_chosen (unit);
      gtk_widget_set_visible (GTK_WIDGET (row), shown);
      n_hidden += !shown;
    }
  words = g_strdup_printf (ngettext ("%u more unit", "%u more units", n_hidden), n_hidden);
  gtk_button_set_label (GTK_BUTTON (self->more_units), words);
  gtk_widget_set_visible (self->more_units, n_hidden > 0);
}

/**
 * zb_dispatch_dialog_show_all_units:
 * @self: a form
 *
 * Shows the units that are not among the first, too.
 */
void
zb_dispatch_dialog_show_all_units (ZbDispatchDialog *self)
{
  self->all_units = TRUE;
  show_few (self);
}

static void
show_units (ZbDispatchDialog *self, GListModel *items)
{
  g_autoptr (GPtrArray) chosen = list_chosen (self);

  gtk_list_box_remove_all (self->units);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (ZbRecommendation) item = g_list_model_get_item (items, i);
      GtkWidget *row = zb_recommendation_row_new (item);
      if (was_chosen (chosen, item->unit))
        g_object_set (row, "chosen", TRUE, NULL);
      g_signal_connect_object (row, "notify::chosen", G_CALLBACK (zb_dispatch_dialog_show_state), self,
                               G_CONNECT_SWAPPED);
      gtk_list_box_append (self->units, row);
    }
  show_few (self);
}

static void
show_local_units (ZbDispatchDialog *self, const char *why)
{
  const ZbDispatchFacts facts = zb_dispatch_dialog_get_facts (self);
  g_autoptr (GPtrArray) items =
      zb_recommend_locally (self->world, facts.location, zb_dispatch_dialog_find_plan (self),
                            self->of      ? self->of->drill
                            : self->alert ? self->alert->drill
                                          : NULL,
                            zb_now ());
  g_autoptr (GListStore) store = g_list_store_new (ZB_TYPE_RECOMMENDATION);

  g_list_store_splice (store, 0, 0, items->pdata, items->len);
  show_units (self, G_LIST_MODEL (store));
  gtk_label_set_text (self->units_note, why ? why : "");
  gtk_widget_set_visible (GTK_WIDGET (self->units_note), why != NULL);
}

static void
on_answer (ZbDispatchDialog *self)
{
  switch (zb_answer_get_state (self->answer))
    {
    case ZB_ANSWER_READY:
      show_units (self, zb_answer_get_items (self->answer));
      gtk_widget_set_visible (GTK_WIDGET (self->units_note), FALSE);
      break;
    case ZB_ANSWER_FAILED:
      show_local_units (self,
                        _ ("Estimated here from the last known positions: the platform does not answer"));
      break;
    case ZB_ANSWER_PENDING:
    default:
      show_local_units (self, NULL);
    }
  zb_dispatch_dialog_show_state (self);
}

/**
 * zb_dispatch_dialog_fill_units:
 * @self: a form
 *
 * Asks the platform whom it would send; until it answers, and before it has the case, the units
 * that the console knows are shown.
 */
void
zb_dispatch_dialog_fill_units (ZbDispatchDialog *self)
{
  if (!self->world)
    return;
  if (self->answer)
    g_signal_handlers_disconnect_by_func (self->answer, on_answer, self);
  g_clear_object (&self->answer);
  if (!self->query || !self->of)
    {
      show_local_units (self, NULL);
      return;
    }
  self->answer = zb_query_recommend (self->query, ZB_ENTITY (self->of)->id);
  g_signal_connect_object (self->answer, "notify::state", G_CALLBACK (on_answer), self, G_CONNECT_SWAPPED);
  on_answer (self);
}

/* --- organisations -------------------------------------------------------------------------------- */

static GtkWidget *
new_area (const ZbArea *area)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *kind = gtk_label_new (zb_words_choice (&zb_area_kinds, area->kind));
  GtkWidget *name = gtk_label_new (area->name);

  gtk_label_set_xalign (GTK_LABEL (kind), 0);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (kind, "zb-caption");
  gtk_widget_add_css_class (kind, "zb-t3");
  gtk_box_append (GTK_BOX (column), kind);
  gtk_box_append (GTK_BOX (column), name);
  return column;
}

static gboolean
serves (const ZbOrganisation *organisation, const char *area)
{
  return organisation->areas && g_strv_contains ((const char *const *)organisation->areas, area);
}

static void
append_organisation (ZbDispatchDialog *self, ZbOrganisation *organisation)
{
  GtkWidget *chip = gtk_toggle_button_new_with_label (organisation->name);

  gtk_widget_add_css_class (chip, "zb-chip");
  g_object_set_data_full (G_OBJECT (chip), "id", g_strdup (ZB_ENTITY (organisation)->id), g_free);
  g_signal_connect_object (chip, "toggled", G_CALLBACK (zb_dispatch_dialog_show_state), self,
                           G_CONNECT_SWAPPED);
  adw_wrap_box_append (self->organisations, chip);
}

/* Committee and subdistrict are who is called; the others have their own ways. */
static void
append_contact (GString *contacts, const ZbOrganisation *organisation)
{
  const gboolean is_called =
      g_strcmp0 (organisation->kind, "committee") == 0 || g_strcmp0 (organisation->kind, "subdistrict") == 0;

  if (!organisation->contact || !is_called)
    return;
  if (contacts->len > 0)
    g_string_append (contacts, " · ");
  if (g_ascii_isdigit (*organisation->contact))
    g_string_append_printf (contacts, "%s ", organisation->name);
  g_string_append (contacts, organisation->contact);
}

/* Every centre has its own tree; those of an area are who serves it by name. */
static void
append_organisations_of (ZbDispatchDialog *self, const ZbArea *area, GString *contacts)
{
  ZbStore *store = zb_world_get_store (self->world, ZB_KIND_ORGANISATION);
  const gboolean district = area->kind == ZB_AREA_DISTRICT;
  ZbPlan *plan = zb_dispatch_dialog_find_plan (self);

  for (guint i = 0; i < zb_store_get_size (store); i++)
    {
      ZbOrganisation *it = zb_store_get_nth (store, i);
      const gboolean planned = plan && plan->organisations && it->kind &&
                               g_strv_contains ((const char *const *)plan->organisations, it->kind);
      if (!serves (it, ZB_ENTITY (area)->id) || (district && !planned))
        continue;
      append_organisation (self, it);
      append_contact (contacts, it);
    }
}

/**
 * zb_dispatch_dialog_fill_organisations:
 * @self: a form
 *
 * Shows the areas in which the place lies and who is responsible there.
 */
void
zb_dispatch_dialog_fill_organisations (ZbDispatchDialog *self)
{
  const char *id = zb_dispatch_dialog_get_facts (self).area;
  g_autoptr (GString) contacts = g_string_new (NULL);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->areas))))
    gtk_box_remove (self->areas, child);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->organisations))))
    adw_wrap_box_remove (self->organisations, child);
  for (int depth = 0; depth < 8 && self->world && id; depth++)
    {
      const ZbArea *area = zb_world_lookup (self->world, ZB_KIND_AREA, id);
      if (!area)
        break;
      if (area->kind != ZB_AREA_GRID)
        gtk_box_prepend (self->areas, new_area (area));
      append_organisations_of (self, area, contacts);
      id = area->parent;
    }
  gtk_label_set_text (self->contact_label, contacts->len > 0 ? contacts->str : _ ("Not known"));
}

/* --- what was chosen ---------------------------------------------------------------------------------- */

/**
 * zb_dispatch_dialog_count_chosen:
 * @self: a form
 *
 * Returns: how many units and organisations are to be sent
 */
guint
zb_dispatch_dialog_count_chosen (ZbDispatchDialog *self)
{
  g_autoptr (GPtrArray) units = list_chosen (self);
  guint n = units->len;

  for (GtkWidget *chip = gtk_widget_get_first_child (GTK_WIDGET (self->organisations)); chip;
       chip = gtk_widget_get_next_sibling (chip))
    n += gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (chip));
  return n;
}
