/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The middle column of the dispatch form: whom to send. */
#include "zb-dispatch-dialog-private.h"

#include "zb-area.h"
#include "zb-assignment.h"
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

/* What an officer has ticked stays ticked when a better answer comes, with what was written to it. */
static GHashTable *
list_chosen (ZbDispatchDialog *self)
{
  GHashTable *units = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->units, i)); i++)
    {
      ZbRecommendationRow *unit = ZB_RECOMMENDATION_ROW (row);
      if (zb_recommendation_row_get_chosen (unit))
        g_hash_table_insert (units, g_strdup (zb_recommendation_row_get_recommendation (unit)->unit),
                             g_strdup (zb_recommendation_row_get_task (unit)));
    }
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

/* The guard of the platform would refuse to send it twice. */
static gboolean
is_assigned (ZbDispatchDialog *self, const char *whom)
{
  ZbStore *assignments = zb_world_get_store (self->world, ZB_KIND_ASSIGNMENT);
  const char *of = self->of ? ZB_ENTITY (self->of)->id : NULL;

  for (guint i = 0; of && i < zb_store_get_size (assignments); i++)
    {
      const ZbAssignment *it = zb_store_get_nth (assignments, i);
      if (zb_assignment_is_open (it) && g_strcmp0 (it->case_id, of) == 0 &&
          (g_strcmp0 (it->unit, whom) == 0 || g_strcmp0 (it->organisation, whom) == 0))
        return TRUE;
    }
  return FALSE;
}

static void
note_assigned (ZbRecommendation *item)
{
  g_autoptr (GStrvBuilder) reasons = g_strv_builder_new ();

  if (item->reasons_against && g_strv_contains ((const char *const *)item->reasons_against, "assigned"))
    return;
  if (item->reasons_against)
    g_strv_builder_addv (reasons, (const char **)item->reasons_against);
  g_strv_builder_add (reasons, "assigned");
  g_strfreev (item->reasons_against);
  item->reasons_against = g_strv_builder_end (reasons);
}

static GtkWidget *
new_row (ZbDispatchDialog *self, ZbRecommendation *item, GHashTable *chosen)
{
  const char *task = g_hash_table_lookup (chosen, item->unit);
  GtkWidget *row;

  if (is_assigned (self, item->unit))
    note_assigned (item);
  row = zb_recommendation_row_new (item);
  if (g_hash_table_contains (chosen, item->unit))
    g_object_set (row, "chosen", TRUE, "task", task, NULL);
  g_signal_connect_object (row, "notify::chosen", G_CALLBACK (zb_dispatch_dialog_show_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "notify::task", G_CALLBACK (zb_dispatch_dialog_note_draft), self,
                           G_CONNECT_SWAPPED);
  return row;
}

static void
fill_rows (ZbDispatchDialog *self, GListModel *items, GHashTable *chosen)
{
  gtk_list_box_remove_all (self->units);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (ZbRecommendation) item = g_list_model_get_item (items, i);
      gtk_list_box_append (self->units, new_row (self, item, chosen));
    }
  show_few (self);
}

static void
show_units (ZbDispatchDialog *self, GListModel *items)
{
  g_autoptr (GHashTable) chosen = list_chosen (self);

  fill_rows (self, items, chosen);
}

/**
 * zb_dispatch_dialog_choose_units:
 * @self: a form
 * @units: `a{ss}`: units and what each is to do
 *
 * Chooses units, those that can be sent.
 */
void
zb_dispatch_dialog_choose_units (ZbDispatchDialog *self, GVariant *units)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->units, i)); i++)
    {
      const char *id = zb_recommendation_row_get_recommendation (ZB_RECOMMENDATION_ROW (row))->unit;
      const char *task;
      if (g_variant_lookup (units, id, "&s", &task))
        zb_recommendation_row_choose (ZB_RECOMMENDATION_ROW (row), task);
    }
  show_few (self);
}

/* --- what the console works out by itself ------------------------------------------------------------ */

static void
show_worked_out (ZbDispatchDialog *self, GPtrArray *items)
{
  g_autoptr (GListStore) store = g_list_store_new (ZB_TYPE_RECOMMENDATION);

  g_list_store_splice (store, 0, 0, items->pdata, items->len);
  show_units (self, G_LIST_MODEL (store));
}

static void
on_searched (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ZbDispatchDialog) self = data;
  g_autoptr (GPtrArray) items = zb_recommend_by_road_finish (result);

  if (!items)
    return;
  g_clear_object (&self->searching);
  show_worked_out (self, items);
  zb_dispatch_dialog_show_state (self);
}

static void
stop_searching (ZbDispatchDialog *self)
{
  if (self->searching)
    g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
}

static void
search_roads (ZbDispatchDialog *self)
{
  const ZbDispatchFacts facts = zb_dispatch_dialog_get_facts (self);

  stop_searching (self);
  self->searching = g_cancellable_new ();
  zb_recommend_by_road_async (self->world, facts.location, zb_dispatch_dialog_find_plan (self),
                              zb_dispatch_dialog_get_drill (self), zb_now (), self->roads, self->searching,
                              on_searched, g_object_ref (self));
}

/**
 * zb_dispatch_dialog_use_roads:
 * @self: a form
 *
 * The roads are at hand: where the platform has not told distances they are worked out here.
 */
void
zb_dispatch_dialog_use_roads (ZbDispatchDialog *self)
{
  const gboolean told = self->answer && zb_answer_get_state (self->answer) == ZB_ANSWER_READY;

  if (self->world && self->roads && !told)
    search_roads (self);
}

static void
show_local_units (ZbDispatchDialog *self, const char *why)
{
  const ZbDispatchFacts facts = zb_dispatch_dialog_get_facts (self);
  g_autoptr (GPtrArray) items =
      zb_recommend_locally (self->world, facts.location, zb_dispatch_dialog_find_plan (self),
                            zb_dispatch_dialog_get_drill (self), zb_now ());

  show_worked_out (self, items);
  if (self->roads)
    search_roads (self);
  gtk_label_set_text (self->units_note, why ? why : "");
  gtk_widget_set_visible (GTK_WIDGET (self->units_note), why != NULL);
}

static void
on_answer (ZbDispatchDialog *self)
{
  switch (zb_answer_get_state (self->answer))
    {
    case ZB_ANSWER_READY:
      stop_searching (self);
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

/* What it is to do is asked of who is chosen. */
static GtkWidget *
new_task (ZbDispatchDialog *self, const char *name)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (name), *entry = gtk_entry_new ();
  /* Translators: an organisation */
  g_autofree char *spoken = g_strdup_printf (_ ("What %s is to do"), name);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 14);
  gtk_widget_add_css_class (label, "zb-dense");
  gtk_widget_add_css_class (line, "zb-form-row");
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_entry_set_max_length (GTK_ENTRY (entry), ZB_LONGEST_TASK);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("What it is to do"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_signal_connect_object (entry, "changed", G_CALLBACK (zb_dispatch_dialog_note_draft), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), entry);
  return line;
}

static void
append_organisation (ZbDispatchDialog *self, ZbOrganisation *organisation)
{
  GtkWidget *chip = gtk_toggle_button_new_with_label (organisation->name);
  GtkWidget *task = new_task (self, organisation->name);

  gtk_widget_add_css_class (chip, "zb-chip");
  g_object_set_data_full (G_OBJECT (chip), "id", g_strdup (ZB_ENTITY (organisation)->id), g_free);
  g_object_set_data (G_OBJECT (chip), "task", gtk_widget_get_last_child (task));
  g_object_bind_property (chip, "active", task, "visible", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (chip, "toggled", G_CALLBACK (zb_dispatch_dialog_show_state), self,
                           G_CONNECT_SWAPPED);
  if (is_assigned (self, ZB_ENTITY (organisation)->id))
    {
      gtk_widget_set_sensitive (chip, FALSE);
      gtk_widget_set_tooltip_text (chip, _ ("Sent to this case already"));
    }
  adw_wrap_box_append (self->organisations, chip);
  gtk_box_append (self->tasks, task);
}

/**
 * zb_dispatch_dialog_next_organisation:
 * @self: a form
 * @before: (nullable): the one before
 *
 * Returns: (transfer none) (nullable): the next organisation that is chosen
 */
GtkWidget *
zb_dispatch_dialog_next_organisation (ZbDispatchDialog *self, GtkWidget *before)
{
  GtkWidget *chip = before ? gtk_widget_get_next_sibling (before)
                           : gtk_widget_get_first_child (GTK_WIDGET (self->organisations));

  while (chip && !gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (chip)))
    chip = gtk_widget_get_next_sibling (chip);
  return chip;
}

/**
 * zb_dispatch_dialog_get_organisation:
 * @chip: an organisation of the form
 *
 * Returns: (transfer none): its id
 */
const char *
zb_dispatch_dialog_get_organisation (GtkWidget *chip)
{
  return g_object_get_data (G_OBJECT (chip), "id");
}

/**
 * zb_dispatch_dialog_get_task:
 * @chip: an organisation of the form
 *
 * Returns: (transfer none): what it is to do
 */
const char *
zb_dispatch_dialog_get_task (GtkWidget *chip)
{
  return gtk_editable_get_text (g_object_get_data (G_OBJECT (chip), "task"));
}

/**
 * zb_dispatch_dialog_set_task:
 * @chip: an organisation of the form
 * @task: what it is to do
 */
void
zb_dispatch_dialog_set_task (GtkWidget *chip, const char *task)
{
  gtk_editable_set_text (g_object_get_data (G_OBJECT (chip), "task"), task);
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
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->tasks))))
    gtk_box_remove (self->tasks, child);
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
  g_autoptr (GHashTable) units = list_chosen (self);
  guint n = g_hash_table_size (units);

  for (GtkWidget *chip = zb_dispatch_dialog_next_organisation (self, NULL); chip;
       chip = zb_dispatch_dialog_next_organisation (self, chip))
    n++;
  return n;
}
