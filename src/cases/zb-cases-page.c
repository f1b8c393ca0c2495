/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-cases-page-private.h"

#include "zb-age-label.h"
#include "zb-case-progress.h"
#include "zb-keep-top.h"
#include "zb-pending-mark.h"
#include "zb-severity-icon.h"
#include "zb-stale-mark.h"
#include "zb-step-bar.h"
#include "zb-words.h"

/**
 * ZbCasesPage:
 *
 * All cases by the step they stand in, and one of them beside the table.
 *
 *   world ─▶ GtkFilterListModel ─▶ GtkSortListModel (sections by step) ─▶ GtkSingleSelection ─▶ list
 *
 * Cases are hundreds, not hundreds of thousands as alerts may be, so GTK's own models do.
 *
 * Here are the page, its models and what is shown beside them; zb-cases-page-private.h says which file does
 * the rest.
 */

typedef enum
{
  PROP_WORLD = 1,
  PROP_ACCOUNT,
  PROP_EVIDENCE,
  PROP_QUERY,
  PROP_SELECTED,
  PROP_CONNECTED,
  PROP_AS_OF,
  PROP_VIEW,
  PROP_SUMMARY,
  PROP_N_MINE,
  PROP_N_NEAR,
  PROP_N_OVERDUE,
  PROP_N_ESCALATED,
  PROP_EMPTY,
} ZbCasesPageProperty;

static GParamSpec *properties[PROP_EMPTY + 1];

G_DEFINE_FINAL_TYPE (ZbCasesPage, zb_cases_page, ZB_TYPE_PAGE)

#define NOTIFY(self, property) g_object_notify_by_pspec (G_OBJECT (self), properties[property])

static void show_detail (ZbCasesPage *self);

gboolean
zb_cases_page_is_board (ZbCasesPage *self)
{
  return g_strcmp0 (self->view, "board") == 0;
}

/* --- keeping up ------------------------------------------------------------------------------------------
 */

static void
follow_selected (ZbCasesPage *self)
{
  GListModel *model = G_LIST_MODEL (self->sorted);
  guint position = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; self->selected && i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (ZbCase) of = g_list_model_get_item (model, i);
      if (of == self->selected)
        position = i;
    }
  self->following = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->following = FALSE;
}

static gboolean
refresh (gpointer data)
{
  ZbCasesPage *self = data;

  self->refreshing = 0;
  if (!self->world || !self->filtered)
    return G_SOURCE_REMOVE;
  self->following = TRUE;
  gtk_filter_changed (gtk_filter_list_model_get_filter (self->filtered), GTK_FILTER_CHANGE_DIFFERENT);
  gtk_sorter_changed (gtk_sort_list_model_get_sorter (self->sorted), GTK_SORTER_CHANGE_DIFFERENT);
  gtk_sorter_changed (gtk_sort_list_model_get_section_sorter (self->sorted), GTK_SORTER_CHANGE_DIFFERENT);
  self->following = FALSE;
  zb_cases_page_count (self);
  if (zb_cases_page_is_board (self))
    zb_case_board_show_cases (self->board, G_LIST_MODEL (self->sorted));
  follow_selected (self);
  for (int property = PROP_SUMMARY; property <= PROP_EMPTY; property++)
    NOTIFY (self, property);
  return G_SOURCE_REMOVE;
}

/* It is held until then: its parts tell of changes also while it goes. */
void
zb_cases_page_refresh_soon (ZbCasesPage *self)
{
  if (self->refreshing == 0 && self->world)
    self->refreshing =
        g_timeout_add_full (G_PRIORITY_DEFAULT, 30, refresh, g_object_ref (self), g_object_unref);
}

static void
on_filter_changed (ZbCasesPage *self)
{
  zb_cases_page_refresh_soon (self);
}

/* --- selection --------------------------------------------------------------------------------- */

/**
 * zb_cases_page_get_selected:
 * @self: the page
 *
 * Returns: (transfer none) (nullable): the case beside the table
 */
ZbCase *
zb_cases_page_get_selected (ZbCasesPage *self)
{
  g_return_val_if_fail (ZB_IS_CASES_PAGE (self), NULL);
  return self->selected;
}

/**
 * zb_cases_page_set_selected:
 * @self: the page
 * @of: (nullable): a case
 *
 * Shows another case beside the table.
 */
void
zb_cases_page_set_selected (ZbCasesPage *self, ZbCase *of)
{
  g_return_if_fail (ZB_IS_CASES_PAGE (self));
  if (!g_set_object (&self->selected, of))
    return;
  gtk_stack_set_visible_child_name (self->pane_stack, of ? "case" : "none");
  show_detail (self);
  zb_case_board_set_selected (self->board, of);
  follow_selected (self);
  NOTIFY (self, PROP_SELECTED);
}

/**
 * zb_cases_page_count_shown:
 * @self: the page
 *
 * Returns: how many cases pass the filter
 */
guint
zb_cases_page_count_shown (ZbCasesPage *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->sorted));
}

static void
on_row_selected (ZbCasesPage *self)
{
  ZbCase *of = gtk_single_selection_get_selected_item (self->selection);

  if (self->following || !of || of == self->selected)
    return;
  zb_cases_page_set_selected (self, of);
  gtk_widget_activate_action (GTK_WIDGET (self), "case.show", "s", ZB_ENTITY (of)->id);
}

/* --- table and board ------------------------------------------------------------------------------- */

/* On the board the columns want the room: a case that nobody has opened takes none of it. */
static void
show_detail (ZbCasesPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->pane_stack), !zb_cases_page_is_board (self) || self->selected);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "cases-page.close",
                                 zb_cases_page_is_board (self) && self->selected);
}

static void
set_view (ZbCasesPage *self, const char *view)
{
  const char *known = g_strcmp0 (view, "board") == 0 ? "board" : "table";

  if (!g_set_str (&self->view, known))
    return;
  gtk_stack_set_visible_child_name (self->views, self->view);
  /* The columns are the steps. */
  for (int step = ZB_STEP_COLLECTED; step <= ZB_STEP_CLOSED; step++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->cards[step].button), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->step_cards), !zb_cases_page_is_board (self));
  show_detail (self);
  NOTIFY (self, PROP_VIEW);
  zb_cases_page_refresh_soon (self);
}

static void
act_close (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (zb_cases_page_is_board (ZB_CASES_PAGE (widget)))
    zb_cases_page_set_selected (ZB_CASES_PAGE (widget), NULL);
}

static void
follow_world (ZbCasesPage *self)
{
  ZbStore *cases = zb_world_get_store (self->world, ZB_KIND_CASE);

  g_signal_connect_object (cases, "changed", G_CALLBACK (zb_cases_page_refresh_soon), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (cases, "items-changed", G_CALLBACK (zb_cases_page_refresh_soon), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (zb_world_get_store (self->world, ZB_KIND_AREA), "items-changed",
                           G_CALLBACK (zb_cases_page_fill_areas), self, G_CONNECT_SWAPPED);
}

static void
leave_world (ZbCasesPage *self)
{
  g_signal_handlers_disconnect_by_data (zb_world_get_store (self->world, ZB_KIND_CASE), self);
  g_signal_handlers_disconnect_by_data (zb_world_get_store (self->world, ZB_KIND_AREA), self);
}

static void
set_world (ZbCasesPage *self, ZbWorld *world)
{
  if (self->world == world)
    return;
  if (self->world)
    leave_world (self);
  g_set_object (&self->world, world);
  zb_case_board_set_desk (self->board, world, self->account);
  gtk_filter_list_model_set_model (self->filtered,
                                   world ? G_LIST_MODEL (zb_world_get_store (world, ZB_KIND_CASE)) : NULL);
  if (world)
    {
      follow_world (self);
      zb_cases_page_fill_areas (self);
      refresh (self);
    }
  NOTIFY (self, PROP_WORLD);
}

/* --- GObject ----------------------------------------------------------------------------------- */

static void
zb_cases_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbCasesPage *self = ZB_CASES_PAGE (object);

  switch ((ZbCasesPageProperty)id)
    {
    case PROP_WORLD:
      g_value_set_object (value, self->world);
      break;
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;
    case PROP_EVIDENCE:
      g_value_set_object (value, self->evidence);
      break;
    case PROP_QUERY:
      g_value_set_object (value, self->query);
      break;
    case PROP_SELECTED:
      g_value_set_object (value, self->selected);
      break;
    case PROP_CONNECTED:
      g_value_set_boolean (value, self->connected);
      break;
    case PROP_AS_OF:
      g_value_set_int64 (value, self->as_of);
      break;
    case PROP_SUMMARY:
      g_value_set_string (value, self->summary);
      break;
    case PROP_N_MINE:
      g_value_set_uint (value, self->n_mine);
      break;
    case PROP_N_OVERDUE:
      g_value_set_uint (value, self->n_overdue);
      break;
    case PROP_N_ESCALATED:
      g_value_set_uint (value, self->n_escalated);
      break;
    case PROP_VIEW:
      g_value_set_string (value, self->view);
      break;
    case PROP_N_NEAR:
      g_value_set_uint (value, self->n_near);
      break;
    case PROP_EMPTY:
      g_value_set_boolean (value, zb_cases_page_count_shown (self) == 0);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_cases_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbCasesPage *self = ZB_CASES_PAGE (object);

  if (id == PROP_WORLD)
    set_world (self, g_value_get_object (value));
  else if (id == PROP_SELECTED)
    zb_cases_page_set_selected (self, g_value_get_object (value));
  else if (id == PROP_ACCOUNT && g_set_object (&self->account, g_value_get_object (value)))
    {
      zb_case_board_set_desk (self->board, self->world, self->account);
      zb_cases_page_begin_filter_of (self, self->account);
      zb_cases_page_refresh_soon (self);
      NOTIFY (self, PROP_ACCOUNT);
    }
  else if (id == PROP_EVIDENCE && g_set_object (&self->evidence, g_value_get_object (value)))
    NOTIFY (self, PROP_EVIDENCE);
  else if (id == PROP_QUERY && g_set_object (&self->query, g_value_get_object (value)))
    NOTIFY (self, PROP_QUERY);
  else if (id == PROP_CONNECTED)
    self->connected = g_value_get_boolean (value);
  else if (id == PROP_VIEW)
    set_view (self, g_value_get_string (value));
  else if (id == PROP_AS_OF)
    self->as_of = g_value_get_int64 (value);
}

static void
zb_cases_page_dispose (GObject *object)
{
  ZbCasesPage *self = ZB_CASES_PAGE (object);

  if (self->filtered)
    gtk_filter_list_model_set_filter (self->filtered, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_CASES_PAGE);
  memset (self->cards, 0, sizeof self->cards);
  g_clear_object (&self->selection);
  g_clear_object (&self->sorted);
  g_clear_object (&self->filtered);
  g_clear_object (&self->selected);
  g_clear_object (&self->query);
  g_clear_object (&self->evidence);
  g_clear_object (&self->account);
  g_clear_object (&self->world);
  /* Its parts tell of changes while they go. */
  g_clear_handle_id (&self->refreshing, g_source_remove);
  G_OBJECT_CLASS (zb_cases_page_parent_class)->dispose (object);
}

static void
zb_cases_page_finalize (GObject *object)
{
  ZbCasesPage *self = ZB_CASES_PAGE (object);

  g_ptr_array_unref (self->area_ids);
  g_free (self->summary);
  g_free (self->filter_is_of);
  g_free (self->view);
  G_OBJECT_CLASS (zb_cases_page_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  const GParamFlags write = read | G_PARAM_WRITABLE;

  properties[PROP_WORLD] = g_param_spec_object ("world", NULL, NULL, ZB_TYPE_WORLD, write);
  properties[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, ZB_TYPE_ACCOUNT, write);
  properties[PROP_EVIDENCE] = g_param_spec_object ("evidence", NULL, NULL, ZB_TYPE_EVIDENCE, write);
  properties[PROP_QUERY] = g_param_spec_object ("query", NULL, NULL, ZB_TYPE_QUERY, write);
  properties[PROP_SELECTED] = g_param_spec_object ("selected", NULL, NULL, ZB_TYPE_CASE, write);
  properties[PROP_CONNECTED] =
      g_param_spec_boolean ("connected", NULL, NULL, TRUE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_AS_OF] =
      g_param_spec_int64 ("as-of", NULL, NULL, 0, G_MAXINT64, 0, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, NULL, read);
  properties[PROP_N_MINE] = g_param_spec_uint ("n-mine", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_N_NEAR] = g_param_spec_uint ("n-near", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_N_OVERDUE] = g_param_spec_uint ("n-overdue", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_N_ESCALATED] = g_param_spec_uint ("n-escalated", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_VIEW] = g_param_spec_string ("view", NULL, NULL, "table", write);
  properties[PROP_EMPTY] = g_param_spec_boolean ("empty", NULL, NULL, TRUE, read);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ZbCasesPage, name)
  CHILD (list);
  CHILD (scroller);
  CHILD (pane_stack);
  CHILD (step_cards);
  CHILD (mine_chip);
  CHILD (near_chip);
  CHILD (overdue_chip);
  CHILD (escalated_chip);
  CHILD (severity_choice);
  CHILD (views);
  CHILD (board);
  CHILD (pane);
  CHILD (deadline_head);
  CHILD (severity_head);
  CHILD (title_head);
  CHILD (updated_head);
  CHILD (area_choice);
  CHILD (search);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed);
  zb_cases_page_install_words (widget_class);
  zb_cases_page_install_moves (widget_class);
  zb_words_bind (widget_class);
}

static void
zb_cases_page_class_init (ZbCasesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = zb_cases_page_get_property;
  object_class->set_property = zb_cases_page_set_property;
  object_class->dispose = zb_cases_page_dispose;
  object_class->finalize = zb_cases_page_finalize;
  install_properties (object_class);
  g_type_ensure (ZB_TYPE_SEVERITY_ICON);
  g_type_ensure (ZB_TYPE_AGE_LABEL);
  g_type_ensure (ZB_TYPE_PENDING_MARK);
  g_type_ensure (ZB_TYPE_STALE_MARK);
  g_type_ensure (ZB_TYPE_STEP_BAR);
  g_type_ensure (ZB_TYPE_CASE_PROGRESS);
  g_type_ensure (ZB_TYPE_CASE_PANE);
  g_type_ensure (ZB_TYPE_CASE_BOARD);
  zb_cases_page_install_order (widget_class);
  gtk_widget_class_install_action (widget_class, "cases-page.close", NULL, act_close);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "cases-page.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/cases/cases-page.ui");
  bind_template (widget_class);
}

static void
build_models (ZbCasesPage *self)
{
  GtkFilter *filter = GTK_FILTER (gtk_custom_filter_new (zb_cases_page_passes, self, NULL));
  GtkSorter *sorter = GTK_SORTER (gtk_custom_sorter_new (zb_cases_page_compare, self, NULL));
  GtkSorter *sections = GTK_SORTER (gtk_custom_sorter_new (zb_cases_page_compare_steps, NULL, NULL));

  self->filtered = gtk_filter_list_model_new (NULL, filter);
  self->sorted = gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (self->filtered)), sorter);
  gtk_sort_list_model_set_section_sorter (self->sorted, sections);
  g_object_unref (sections);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->sorted)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (on_row_selected), self,
                           G_CONNECT_SWAPPED);
}

static void
zb_cases_page_init (ZbCasesPage *self)
{
  self->connected = TRUE;
  self->area_ids = g_ptr_array_new_with_free_func (g_free);
  self->view = g_strdup ("table");
  build_models (self);
  gtk_widget_init_template (GTK_WIDGET (self));
  zb_cases_page_build_cards (self);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  zb_keep_top (self->scroller, G_LIST_MODEL (self->sorted));
  zb_cases_page_fill_severities (self);
  zb_cases_page_init_order (self);
  show_detail (self);
}
