/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The panel of layers on a real map: what its toggles show and hide, what they count, and the sets. */
#include "zb-base-map.h"
#include "zb-case.h"
#include "zb-layer-group.h"
#include "zb-named-set-row.h"
#include "zb-map-fixture.h"
#include "zb-map-view-private.h"
#include "zb-unit.h"

#include <adwaita.h>

typedef struct
{
  ZbWorld *world;
  ZbMapView *view;
  GtkWindow *window;
  GPtrArray *rows; /* by layer */
  char *chosen;
} Fixture;

static void
find_all (GtkWidget *widget, GType type, GPtrArray *found)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    g_ptr_array_add (found, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    find_all (child, type, found);
}

static gpointer
find_one (gpointer widget, GType type)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  find_all (widget, type, found);
  return found->len ? found->pdata[0] : NULL;
}

static void
on_show (GSimpleAction *action, GVariant *id, gpointer fixture)
{
  Fixture *f = fixture;
  g_free (f->chosen);
  f->chosen = g_variant_dup_string (id, NULL);
}

static void
add_case_action (Fixture *f)
{
  const GActionEntry entries[] = { { .name = "show", .activate = on_show, .parameter_type = "s" } };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, 1, f);
  gtk_widget_insert_action_group (GTK_WIDGET (f->window), "case", G_ACTION_GROUP (group));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->world = zb_map_fixture_world ();
  f->view = ZB_MAP_VIEW (zb_map_view_new ());
  f->window = zb_map_fixture_show (GTK_WIDGET (f->view), 1040, 792);
  f->rows = g_ptr_array_new ();
  add_case_action (f);
  zb_map_view_set_world (f->view, f->world);
  zb_map_fixture_wait (f->view);
  find_all (GTK_WIDGET (f->view->panel), ZB_TYPE_LAYER_ROW, f->rows);
  g_assert_cmpuint (f->rows->len, ==, ZB_N_MAP_LAYERS);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (f->window);
  g_clear_object (&f->world);
  g_ptr_array_unref (f->rows);
  g_free (f->chosen);
}

/* What a click on the row does. */
static void
toggle (Fixture *f, ZbMapLayer layer, gboolean shown)
{
  ZbLayerRow *row = f->rows->pdata[layer];
  if (zb_layer_row_get_active (row) != shown)
    gtk_widget_activate (find_one (row, GTK_TYPE_CHECK_BUTTON));
}

static void
set_mask (Fixture *f, guint32 mask)
{
  for (guint i = 0; i < ZB_N_MAP_LAYERS; i++)
    toggle (f, i, mask >> i & 1);
  zb_map_fixture_run (100);
}

/* The last label of a row is its count. */
static guint
get_total (Fixture *f, ZbMapLayer layer)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  find_all (f->rows->pdata[layer], GTK_TYPE_LABEL, labels);
  g_autofree char *digits = g_strdup (gtk_label_get_label (labels->pdata[labels->len - 1]));
  g_strcanon (digits, "0123456789", ',');
  g_auto (GStrv) parts = g_strsplit (digits, ",", -1);
  g_autofree char *joined = g_strjoinv (NULL, parts);
  return (guint)g_ascii_strtoull (joined, NULL, 10);
}

static void
wait_total (Fixture *f, ZbMapLayer layer, guint total)
{
  for (guint i = 0; i < 100 && get_total (f, layer) != total; i++)
    zb_map_fixture_run (50);
  g_assert_cmpuint (get_total (f, layer), ==, total);
}

/* --- devices ----------------------------------------------------------------------------------- */

/* Said once more here, in the words of the contract. */
static guint
line_of (const ZbDevice *device)
{
  if (device->kind != ZB_DEVICE_CAMERA)
    return 0;
  switch ((ZbPlacement)device->placement)
    {
    case ZB_PLACEMENT_RESIDENTIAL:
    case ZB_PLACEMENT_COMMERCIAL:
      return 1;
    case ZB_PLACEMENT_CROWDED:
    case ZB_PLACEMENT_KEY_AREA:
      return 2;
    case ZB_PLACEMENT_BOUNDARY:
      return 3;
    case ZB_PLACEMENT_HIGH_LOOKOUT:
    case ZB_PLACEMENT_MOBILE:
      return 4;
    case ZB_PLACEMENT_NONE:
    default:
      return 0;
    }
}

static gboolean
is_wanted (const ZbDevice *device, guint32 mask)
{
  guint line = line_of (device);
  return (mask >> zb_map_layer_of_device (device) & 1) &&
         (line == 0 || (mask >> (ZB_MAP_LAYER_LINE_1 + line - 1) & 1));
}

static guint
count_wanted (Fixture *f, guint32 mask, const ZbBox *box)
{
  ZbStore *store = zb_world_get_store (f->world, ZB_KIND_DEVICE);
  guint n = 0;
  for (guint i = 0; i < zb_store_get_size (store); i++)
    {
      const ZbDevice *device = zb_store_get_nth (store, i);
      n += is_wanted (device, mask) && zb_box_contains (box, device->location);
    }
  return n;
}

/* Whatever is chosen, the map shows just that: in the district, and in a part of it. */
static void
test_lines (Fixture *f, gconstpointer data)
{
  const ZbBox whole = { 121.2, 31.1, 121.6, 31.3 }, part = { 121.38, 31.2, 121.41, 31.22 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  for (guint i = 0; i < 12; i++)
    {
      guint32 mask = i == 0 ? zb_map_layers_all () : g_rand_int (rand) & zb_map_layers_all ();
      set_mask (f, mask);
      g_assert_cmpuint (zb_device_layer_count (f->view->devices, &whole), ==, count_wanted (f, mask, &whole));
      int difference =
          (int)zb_device_layer_count (f->view->devices, &part) - (int)count_wanted (f, mask, &part);
      g_assert_cmpint (ABS (difference), <=, 2);
    }
}

static void
test_line_totals (Fixture *f, gconstpointer data)
{
  ZbStore *store = zb_world_get_store (f->world, ZB_KIND_DEVICE);
  guint totals[ZB_N_DEFENCE_LINES + 1] = { 0 };
  for (guint i = 0; i < zb_store_get_size (store); i++)
    totals[line_of (zb_store_get_nth (store, i))]++;
  for (guint line = 1; line <= ZB_N_DEFENCE_LINES; line++)
    {
      g_test_message ("line %u: %u", line, totals[line]);
      g_assert_cmpuint (totals[line], >, 0);
      wait_total (f, ZB_MAP_LAYER_LINE_1 + line - 1, totals[line]);
    }
}

/* A centre that has drawn its lines otherwise; and one camera is moved to another line. */
static void
test_own_lines (Fixture *f, gconstpointer data)
{
  const ZbBox whole = { 121.2, 31.1, 121.6, 31.3 };
  guint32 mask = zb_map_layers_at_first ();
  guint all = zb_device_layer_count (f->view->devices, &whole);
  g_autoptr (GVariant) lines = g_variant_ref_sink (g_variant_new_parsed ("[['boundary', 'mobile']]"));
  g_object_set (f->view, "defence-lines", lines, NULL);
  zb_map_fixture_wait (f->view);
  set_mask (f, mask & ~(1u << ZB_MAP_LAYER_LINE_1));
  guint hidden = get_total (f, ZB_MAP_LAYER_LINE_1);
  g_assert_cmpuint (hidden, >, 0);
  g_assert_cmpuint (zb_device_layer_count (f->view->devices, &whole), ==, all - hidden);
  g_assert_cmpuint (get_total (f, ZB_MAP_LAYER_LINE_2), ==, 0);
  g_assert_false (gtk_widget_get_visible (f->rows->pdata[ZB_MAP_LAYER_LINE_2]));
}

/* --- alerts ------------------------------------------------------------------------------------ */

static guint
count_drawn_alerts (Fixture *f, int severity)
{
  guint n, count = 0;
  const ZbDrawn *drawn = zb_symbol_layer_get_drawn (ZB_SYMBOL_LAYER (f->view->alerts), &n);
  for (guint i = 0; i < n; i++)
    count += ((const ZbAlert *)drawn[i].entity)->severity == severity;
  return count;
}

static void
test_severities (Fixture *f, gconstpointer data)
{
  guint32 mask = zb_map_layers_at_first ();
  zb_map_fixture_run (300);
  g_assert_cmpuint (count_drawn_alerts (f, ZB_SEVERITY_HIGH), ==, 5);
  g_assert_cmpuint (get_total (f, ZB_MAP_LAYER_ALERT_HIGH), ==, 5);
  g_assert_cmpuint (get_total (f, ZB_MAP_LAYER_ALERT_LOW), ==, 1);
  for (guint layer = ZB_MAP_LAYER_ALERT_HIGH; layer <= ZB_MAP_LAYER_ALERT_LOW; layer++)
    mask &= ~(1u << layer);
  set_mask (f, mask);
  zb_map_fixture_run (300);
  g_assert_cmpuint (count_drawn_alerts (f, ZB_SEVERITY_URGENT), ==, 2);
  for (int severity = ZB_SEVERITY_LOW; severity < ZB_SEVERITY_URGENT; severity++)
    g_assert_cmpuint (count_drawn_alerts (f, severity), ==, 0);
  g_assert_cmpuint (get_total (f, ZB_MAP_LAYER_ALERT_HIGH), ==, 5);
}

/* Not by its toggle, not by a setting, and not by choosing everything else. */
static void
test_urgent_stays (Fixture *f, gconstpointer data)
{
  static const char *const hidden[] = { "no-urgent", "no-high", NULL };
  GtkWidget *check = find_one (f->rows->pdata[ZB_MAP_LAYER_ALERT_URGENT], GTK_TYPE_CHECK_BUTTON);
  g_assert_false (gtk_widget_is_sensitive (check));
  g_assert_nonnull (gtk_widget_get_tooltip_text (f->rows->pdata[ZB_MAP_LAYER_ALERT_URGENT]));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), FALSE);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  g_object_set (f->view, "enabled-layers", hidden, NULL);
  zb_map_fixture_run (300);
  g_assert_cmpuint (count_drawn_alerts (f, ZB_SEVERITY_URGENT), ==, 2);
  g_assert_cmpuint (count_drawn_alerts (f, ZB_SEVERITY_HIGH), ==, 0);
}

static void
test_selected_stays (Fixture *f, gconstpointer data)
{
  toggle (f, ZB_MAP_LAYER_ALERT_LOW, FALSE);
  zb_map_fixture_run (300);
  g_assert_cmpuint (count_drawn_alerts (f, ZB_SEVERITY_LOW), ==, 0);
  zb_map_view_set_selected_alert (f->view, (ZbAlert *)zb_map_fixture_find (f->world, ZB_KIND_ALERT, 10));
  zb_map_fixture_run (300);
  g_assert_cmpuint (count_drawn_alerts (f, ZB_SEVERITY_LOW), ==, 1);
}

/* What an alert becomes is counted at once. */
static void
test_alert_totals (Fixture *f, gconstpointer data)
{
  const ZbAlert *before = (ZbAlert *)zb_map_fixture_find (f->world, ZB_KIND_ALERT, 2);
  g_autoptr (ZbEntity) closed = zb_entity_new (ZB_KIND_ALERT, ((const ZbEntity *)before)->id);
  g_autoptr (ZbEntity) raised = zb_entity_new (ZB_KIND_ALERT, "alert-raised");
  ((ZbAlert *)closed)->state = ZB_ALERT_CLOSED;
  ((ZbAlert *)closed)->severity = before->severity;
  ((ZbAlert *)raised)->state = ZB_ALERT_NEW;
  ((ZbAlert *)raised)->severity = ZB_SEVERITY_LOW;
  closed->version = 2;
  raised->version = 1;
  g_autoptr (ZbEvent) one = zb_event_new ("alert.updated", closed, 0);
  g_autoptr (ZbEvent) other = zb_event_new ("alert.raised", raised, 0);
  wait_total (f, ZB_MAP_LAYER_ALERT_HIGH, 5);
  zb_world_apply (f->world, one);
  zb_world_apply (f->world, other);
  wait_total (f, ZB_MAP_LAYER_ALERT_HIGH, 4);
  wait_total (f, ZB_MAP_LAYER_ALERT_LOW, 2);
}

/* --- units ------------------------------------------------------------------------------------- */

/* How old a position is, is told in words beside the dashes. */
static void
test_position_age (Fixture *f, gconstpointer data)
{
  GListModel *marks = zb_map_view_get_marks (f->view);
  guint n_told = 0;
  for (guint i = 0; i < g_list_model_get_n_items (marks); i++)
    {
      g_autoptr (ZbMapMark) mark = g_list_model_get_item (marks, i);
      if (ZB_IS_UNIT (zb_map_mark_get_entity (mark)))
        n_told += strstr (zb_map_mark_get_detail (mark), "2 minutes ago") != NULL;
    }
  g_assert_cmpuint (n_told, >, 0);
}

/* --- cases ------------------------------------------------------------------------------------- */

static void
click (Fixture *f, graphene_point_t place)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (f->view->map));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      if (GTK_IS_GESTURE_CLICK (controller) &&
          gtk_gesture_single_get_button (GTK_GESTURE_SINGLE (controller)) != GDK_BUTTON_SECONDARY)
        g_signal_emit_by_name (controller, "released", 1, (double)place.x, (double)place.y);
    }
}

static gboolean
is_listed (Fixture *f, gpointer entity)
{
  GListModel *marks = zb_map_view_get_marks (f->view);
  for (guint i = 0; i < g_list_model_get_n_items (marks); i++)
    {
      g_autoptr (ZbMapMark) mark = g_list_model_get_item (marks, i);
      if (zb_map_mark_get_entity (mark) == entity)
        return TRUE;
    }
  return FALSE;
}

static void
test_cases (Fixture *f, gconstpointer data)
{
  ZbEntity *the_case = zb_map_fixture_find (f->world, ZB_KIND_CASE, 0);
  guint n;
  g_assert_false (is_listed (f, the_case));
  g_assert_cmpuint (get_total (f, ZB_MAP_LAYER_CASE), ==, 1);
  toggle (f, ZB_MAP_LAYER_CASE, TRUE);
  zb_map_fixture_run (300);
  const ZbDrawn *drawn = zb_symbol_layer_get_drawn (ZB_SYMBOL_LAYER (f->view->cases), &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_true (drawn[0].entity == the_case);
  g_assert_true (is_listed (f, the_case));
  click (f, drawn[0].place);
  g_assert_cmpstr (f->chosen, ==, the_case->id);
}

/* A case that is over is no open one. */
static void
test_case_closed (Fixture *f, gconstpointer data)
{
  ZbEntity *the_case = zb_map_fixture_find (f->world, ZB_KIND_CASE, 0);
  g_autoptr (ZbEntity) closed = zb_entity_new (ZB_KIND_CASE, the_case->id);
  closed->version = the_case->version + 1;
  ZB_CASE (closed)->step = ZB_STEP_CLOSED;
  ZB_CASE (closed)->location = ZB_CASE (the_case)->location;
  g_autoptr (ZbEvent) event = zb_event_new ("case.updated", closed, 0);
  toggle (f, ZB_MAP_LAYER_CASE, TRUE);
  wait_total (f, ZB_MAP_LAYER_CASE, 1);
  zb_world_apply (f->world, event);
  wait_total (f, ZB_MAP_LAYER_CASE, 0);
  guint n;
  zb_map_fixture_run (200);
  zb_symbol_layer_get_drawn (ZB_SYMBOL_LAYER (f->view->cases), &n);
  g_assert_cmpuint (n, ==, 0);
}

/* --- areas ------------------------------------------------------------------------------------- */

static void
test_areas (Fixture *f, gconstpointer data)
{
  wait_total (f, ZB_MAP_LAYER_COMMITTEE, 180);
  wait_total (f, ZB_MAP_LAYER_COMMUNITY, 359);
  wait_total (f, ZB_MAP_LAYER_SUBDISTRICT, 10);
  zb_map_view_go_to (f->view, (ZbPoint){ 121.40, 31.212 }, 15);
  toggle (f, ZB_MAP_LAYER_COMMITTEE, TRUE);
  toggle (f, ZB_MAP_LAYER_COMMUNITY, TRUE);
  zb_map_fixture_wait (f->view);
  g_assert_true (zb_area_layer_is_ready (f->view->areas));
}

/* Their outlines are the base map's, which is another one without them. */
static void
test_subdistricts (Fixture *f, gconstpointer data)
{
  gpointer with = f->view->base;
  toggle (f, ZB_MAP_LAYER_SUBDISTRICT, FALSE);
  gpointer without = f->view->base;
  g_assert_true (with != without);
  g_assert_nonnull (without);
  for (guint i = 0; i < 100 && !zb_base_map_is_drawn (f->view->map); i++)
    zb_map_fixture_run (50);
  g_assert_true (zb_base_map_is_drawn (f->view->map));
  toggle (f, ZB_MAP_LAYER_CASE, TRUE);
  g_assert_true (f->view->base == without);
  toggle (f, ZB_MAP_LAYER_SUBDISTRICT, TRUE);
  g_assert_true (f->view->base != without);
}

/* --- sets -------------------------------------------------------------------------------------- */

static guint
count_sets (GListStore *sets)
{
  return g_list_model_get_n_items (G_LIST_MODEL (sets));
}

static void
act (Fixture *f, const char *action, const char *text)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->view->panel), action, text ? "s" : NULL, text));
}

static void
test_sets (Fixture *f, gconstpointer data)
{
  g_autoptr (GListStore) sets = zb_named_sets_new ();
  guint32 mine = zb_map_layers_settle (1u << ZB_MAP_LAYER_GATE | 1u << ZB_MAP_LAYER_HEAT_DAY, 0);
  g_object_set (f->view, "layer-sets", sets, NULL);
  set_mask (f, mine);
  act (f, "map.save-set", "  夜间防汛 ");
  g_assert_cmpuint (count_sets (sets), ==, 1);
  g_assert_nonnull (zb_named_sets_find (sets, "夜间防汛", NULL));
  act (f, "map.use-layers", "all");
  g_assert_cmpuint (zb_layer_panel_get_mask (f->view->panel), ==, zb_map_layers_all ());
  act (f, "map.save-set", "全部");
  act (f, "map.use-set", "夜间防汛");
  g_assert_cmpuint (zb_layer_panel_get_mask (f->view->panel), ==, mine);
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (f->view->panel), "map.rename-set", "(ss)", "夜间防汛", "防汛"));
  g_assert_null (zb_named_sets_find (sets, "夜间防汛", NULL));
  g_assert_nonnull (zb_named_sets_find (sets, "防汛", NULL));
}

/* Deleted by mistake, it comes back where it was. */
static void
test_set_removed (Fixture *f, gconstpointer data)
{
  g_autoptr (GListStore) sets = zb_named_sets_new ();
  guint position = 9;
  g_object_set (f->view, "layer-sets", sets, NULL);
  act (f, "map.save-set", "one");
  act (f, "map.save-set", "two");
  act (f, "map.remove-set", "one");
  g_assert_cmpuint (count_sets (sets), ==, 1);
  act (f, "map.restore-set", NULL);
  g_assert_cmpuint (count_sets (sets), ==, 2);
  g_assert_nonnull (zb_named_sets_find (sets, "one", &position));
  g_assert_cmpuint (position, ==, 0);
}

/* In the menu there is a row for each set; the one that is on is marked. */
static void
test_set_rows (Fixture *f, gconstpointer data)
{
  g_autoptr (GListStore) sets = zb_named_sets_new ();
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_object_set (f->view, "layer-sets", sets, NULL);
  act (f, "map.save-set", "now");
  toggle (f, ZB_MAP_LAYER_GATE, TRUE);
  act (f, "map.save-set", "with gates");
  find_all (GTK_WIDGET (f->view->panel), ZB_TYPE_NAMED_SET_ROW, rows);
  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_false (gtk_widget_get_visible (
      gtk_widget_get_last_child (gtk_widget_get_first_child (find_one (rows->pdata[0], GTK_TYPE_BUTTON)))));
  g_assert_true (gtk_widget_get_visible (
      gtk_widget_get_last_child (gtk_widget_get_first_child (find_one (rows->pdata[1], GTK_TYPE_BUTTON)))));
  g_signal_emit_by_name (find_one (rows->pdata[0], GTK_TYPE_BUTTON), "clicked");
  zb_map_fixture_run (50);
  g_assert_false (zb_layer_panel_get_mask (f->view->panel) >> ZB_MAP_LAYER_GATE & 1);
}

/* A list that grows without end is of no use, and neither is a set without a name. */
static void
test_set_bounds (void)
{
  static const char *const layers[] = { "gate", NULL };
  g_autoptr (GListStore) sets = zb_named_sets_new ();
  g_autofree char *name = g_strnfill (500, 'x');
  g_assert_false (zb_named_sets_save (sets, "  ", layers));
  for (guint i = 0; i < ZB_NAMED_SETS_MOST; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);
      g_assert_true (zb_named_sets_save (sets, number, layers));
    }
  g_assert_false (zb_named_sets_save (sets, "one more", layers));
  g_assert_true (zb_named_sets_save (sets, "3", layers));
  g_assert_cmpuint (count_sets (sets), ==, ZB_NAMED_SETS_MOST);
  g_assert_false (zb_named_sets_rename (sets, "3", "4"));
  g_assert_true (zb_named_sets_rename (sets, "3", name));
  g_assert_cmpuint (strlen (zb_named_set_get_name (zb_named_sets_find (sets, name, NULL))), ==,
                    ZB_NAMED_SET_NAME_MOST);
}

/* --- heat -------------------------------------------------------------------------------------- */

typedef struct
{
  GObject parent_instance;
  guint asked; /* for how many hours, last */
  guint n_asked;
  gboolean fails;
} TestQuery;

typedef struct
{
  GObjectClass parent_class;
} TestQueryClass;

static void test_query_init_iface (ZbQueryInterface *iface);
static GType test_query_get_type (void);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestQuery, g_object_unref)
G_DEFINE_TYPE_WITH_CODE (TestQuery, test_query, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (ZB_TYPE_QUERY, test_query_init_iface))

static ZbDensity *
make_density (void)
{
  ZbDensity *density = g_object_new (ZB_TYPE_DENSITY, NULL);
  density->as_of = g_get_real_time ();
  density->alerts = 40;
  density->cells = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < 20; i++)
    {
      ZbDensityCell *cell = g_object_new (ZB_TYPE_DENSITY_CELL, NULL);
      cell->location = zb_point_move ((ZbPoint){ 121.40, 31.212 }, 18.0 * i, 90.0 * i);
      cell->alerts = 2;
      g_ptr_array_add (density->cells, cell);
    }
  return density;
}

static ZbAnswer *
answer_density (ZbQuery *query, guint hours, ZbMode mode)
{
  TestQuery *self = (TestQuery *)query;
  ZbAnswer *answer = zb_answer_new (ZB_TYPE_DENSITY);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (ZbProblem) problem = zb_problem_new (503, "Later", NULL);
  g_assert_cmpint (mode, ==, ZB_MODE_LIVE);
  self->asked = hours;
  self->n_asked++;
  g_ptr_array_add (items, make_density ());
  if (self->fails)
    zb_answer_fail (answer, problem);
  else
    zb_answer_set_items (answer, items);
  return answer;
}

static void
test_query_init_iface (ZbQueryInterface *iface)
{
  iface->density = answer_density;
}

static void
test_query_class_init (TestQueryClass *klass)
{
}

static void
test_query_init (TestQuery *self)
{
}

/* One period at a time, asked for when it is chosen and not before. */
static void
test_heat (Fixture *f, gconstpointer data)
{
  g_autoptr (TestQuery) query = g_object_new (test_query_get_type (), NULL);
  g_object_set (f->view, "query", query, NULL);
  g_assert_cmpuint (query->n_asked, ==, 0);
  toggle (f, ZB_MAP_LAYER_HEAT_DAY, TRUE);
  g_assert_cmpuint (query->asked, ==, 24);
  zb_map_fixture_wait (f->view);
  g_assert_true (zb_heat_layer_is_drawn (f->view->heat));
  g_assert_true (gtk_widget_get_visible (f->view->heat_legend));
  wait_total (f, ZB_MAP_LAYER_HEAT_DAY, 40);
  toggle (f, ZB_MAP_LAYER_HEAT_WEEK, TRUE);
  g_assert_cmpuint (query->asked, ==, 168);
  g_assert_false (zb_layer_row_get_active (f->rows->pdata[ZB_MAP_LAYER_HEAT_DAY]));
  toggle (f, ZB_MAP_LAYER_HEAT_WEEK, FALSE);
  zb_map_fixture_run (100);
  g_assert_cmpuint (query->n_asked, ==, 2);
  g_assert_false (zb_heat_layer_is_drawn (f->view->heat));
  g_assert_false (gtk_widget_get_visible (f->view->heat_legend));
}

/* What was told to one officer is not shown to the next, though both ask in the same way. */
static void
test_heat_is_nobody_elses (Fixture *f, gconstpointer data)
{
  g_autoptr (TestQuery) query = g_object_new (test_query_get_type (), NULL);
  g_object_set (f->view, "query", query, NULL);
  toggle (f, ZB_MAP_LAYER_HEAT_HOUR, TRUE);
  zb_map_fixture_wait (f->view);
  g_assert_true (zb_heat_layer_is_drawn (f->view->heat));
  query->fails = TRUE;
  g_object_set (f->view, "query", query, NULL);
  zb_map_fixture_wait (f->view);
  g_assert_false (zb_heat_layer_is_drawn (f->view->heat));
}

static void
test_heat_fails (Fixture *f, gconstpointer data)
{
  g_autoptr (TestQuery) query = g_object_new (test_query_get_type (), NULL);
  query->fails = TRUE;
  g_object_set (f->view, "query", query, NULL);
  toggle (f, ZB_MAP_LAYER_HEAT_HOUR, TRUE);
  zb_map_fixture_wait (f->view);
  g_assert_false (zb_heat_layer_is_drawn (f->view->heat));
  g_assert_nonnull (strstr (gtk_label_get_label (f->view->heat_label), "does not say"));
}

/* --- the panel --------------------------------------------------------------------------------- */

/* On a low map it scrolls and leaves the footer free. */
static void
test_low_map (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) groups = g_ptr_array_new ();
  graphene_rect_t panel;
  find_all (GTK_WIDGET (f->view->panel), ZB_TYPE_LAYER_GROUP, groups);
  g_assert_cmpuint (groups->len, ==, 3);
  for (guint i = 0; i < groups->len; i++)
    g_object_set (groups->pdata[i], "expanded", TRUE, NULL);
  gtk_window_set_default_size (f->window, 900, 400);
  for (guint i = 0; i < 100 && gtk_widget_get_height (GTK_WIDGET (f->view)) > 400; i++)
    zb_map_fixture_run (50);
  zb_map_fixture_run (400);
  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (f->view->panel), GTK_WIDGET (f->view), &panel));
  g_assert_cmpfloat (panel.origin.y + panel.size.height, <=,
                     gtk_widget_get_height (GTK_WIDGET (f->view)) - 48);
  GtkWidget *scrolled = gtk_widget_get_ancestor (f->rows->pdata[0], GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *down = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  g_assert_cmpfloat (gtk_adjustment_get_upper (down), >, gtk_adjustment_get_page_size (down));
}

#define ADD(path, test) g_test_add ("/map/layers/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  int result;
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  zb_map_fixture_load_style (TRUE);
  ADD ("lines", test_lines);
  ADD ("line-totals", test_line_totals);
  ADD ("own-lines", test_own_lines);
  ADD ("severities", test_severities);
  ADD ("urgent-stays", test_urgent_stays);
  ADD ("selected-stays", test_selected_stays);
  ADD ("alert-totals", test_alert_totals);
  ADD ("position-age", test_position_age);
  ADD ("cases", test_cases);
  ADD ("case-closed", test_case_closed);
  ADD ("areas", test_areas);
  ADD ("subdistricts", test_subdistricts);
  ADD ("sets", test_sets);
  ADD ("set-removed", test_set_removed);
  ADD ("set-rows", test_set_rows);
  g_test_add_func ("/map/layers/set-bounds", test_set_bounds);
  ADD ("heat", test_heat);
  ADD ("heat-is-nobody-elses", test_heat_is_nobody_elses);
  ADD ("heat-fails", test_heat_fails);
  ADD ("low-map", test_low_map);
  result = g_test_run ();
  zb_base_map_stop ();
  return result;
}
