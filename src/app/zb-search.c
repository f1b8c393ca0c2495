/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-search.h"

#include "zb-base-map.h"
#include "zb-map-places.h"
#include "zb-search-index.h"
#include "zb-search-row.h"

#include <glib/gi18n.h>

/**
 * ZbSearch:
 *
 * Search over devices, places, alerts and cases (Ctrl+K). What the console knows is found at
 * once; what only the platform knows (places, closed cases) joins when it answers. Enter goes
 * there.
 */
struct _ZbSearch
{
  GtkPopover parent_instance;
  ZbWorld *world;
  ZbQuery *query;
  ZbAnswer *answer;
  char *looked_for;
  gboolean reads_places;
  GListStore *found;
  GtkEditable *entry;
  GtkStack *faces;
  GtkLabel *nothing;
  GtkListBox *list;
};

#define MOST_OF_A_KIND 6

G_DEFINE_FINAL_TYPE (ZbSearch, zb_search, GTK_TYPE_POPOVER)

/**
 * zb_search_set_world:
 * @self: the search
 * @world: (nullable): what is searched at once
 */
void
zb_search_set_world (ZbSearch *self, ZbWorld *world)
{
  g_set_object (&self->world, world);
  if (world)
    zb_search_index_of (world);
}

/**
 * zb_search_set_query:
 * @self: the search
 * @query: (nullable): who searches at the platform
 */
void
zb_search_set_query (ZbSearch *self, ZbQuery *query)
{
  g_set_object (&self->query, query);
}

/**
 * zb_search_get_hits:
 * @self: the search
 *
 * Returns: (transfer none): what was found, a list of #ZbSearchHit
 */
GListModel *
zb_search_get_hits (ZbSearch *self)
{
  return G_LIST_MODEL (self->found);
}

static const char *
say_nothing (ZbSearch *self)
{
  const ZbAnswerState state = self->answer ? zb_answer_get_state (self->answer) : ZB_ANSWER_FAILED;

  if (state == ZB_ANSWER_FAILED)
    return _ ("Nothing is known here; the platform was not asked, there is no line to it");
  return state == ZB_ANSWER_PENDING ? _ ("Asking the platform") : _ ("Nothing found");
}

static void
update_face (ZbSearch *self)
{
  const char *face = "hits";

  if (g_list_model_get_n_items (G_LIST_MODEL (self->found)) == 0)
    face = *gtk_editable_get_text (self->entry) ? "nothing" : "hint";
  gtk_label_set_label (self->nothing, say_nothing (self));
  gtk_stack_set_visible_child_name (self->faces, face);
}

static gboolean
is_found (ZbSearch *self, const ZbSearchHit *hit)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->found)); i++)
    {
      g_autoptr (ZbSearchHit) other = g_list_model_get_item (G_LIST_MODEL (self->found), i);
      if (hit->id && g_strcmp0 (hit->id, other->id) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
on_answer (ZbSearch *self)
{
  GListModel *items = zb_answer_get_items (self->answer);

  if (zb_answer_get_state (self->answer) != ZB_ANSWER_READY)
    {
      update_face (self);
      return;
    }
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (ZbSearchHit) hit = g_list_model_get_item (items, i);
      if (!is_found (self, hit))
        g_list_store_append (self->found, hit);
    }
  update_face (self);
}

/* --- rows -------------------------------------------------------------------------------- */

static GtkListBoxRow *
get_row (ZbSearch *self, guint position)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int)position);

  if (row)
    return row;
  gtk_list_box_append (self->list, zb_search_row_new ());
  return gtk_list_box_get_row_at_index (self->list, (int)position);
}

/* Rows that are not needed are hidden until they are: with each key some come and go, and making twenty took
 * longer than finding what they say. */
static void
show_rows (ZbSearch *self)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->found));
  GtkListBoxRow *row;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (ZbSearchHit) hit = g_list_model_get_item (G_LIST_MODEL (self->found), i);

      row = get_row (self, i);
      zb_search_row_set_hit (ZB_SEARCH_ROW (row), hit);
      gtk_widget_set_visible (GTK_WIDGET (row), TRUE);
    }
  for (guint i = n; (row = gtk_list_box_get_row_at_index (self->list, (int)i)); i++)
    gtk_widget_set_visible (GTK_WIDGET (row), FALSE);
  if (n > 0 && !gtk_list_box_get_selected_row (self->list))
    gtk_list_box_select_row (self->list, get_row (self, 0));
}

static int
get_selected (ZbSearch *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  return row ? gtk_list_box_row_get_index (row) : 0;
}

/* The entry keeps the focus, so the list does not follow by itself. */
static void
select_row (ZbSearch *self, guint position)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int)position);
  GtkAdjustment *adjustment = gtk_list_box_get_adjustment (self->list);
  graphene_rect_t bounds;

  gtk_list_box_select_row (self->list, row);
  if (position == 0 && adjustment)
    gtk_adjustment_set_value (adjustment, 0);
  else if (adjustment && row &&
           gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->list), &bounds))
    gtk_adjustment_clamp_page (adjustment, (double)bounds.origin.y,
                               (double)(bounds.origin.y + bounds.size.height));
}

/* --- looking ----------------------------------------------------------------------------- */

static void
forget_answer (ZbSearch *self)
{
  if (self->answer)
    g_signal_handlers_disconnect_by_data (self->answer, self);
  g_clear_object (&self->answer);
}

static void
look_here (ZbSearch *self, const char *text)
{
  g_autoptr (GPtrArray) hits = NULL;

  forget_answer (self);
  g_set_str (&self->looked_for, text);
  if (*text && self->world)
    hits = zb_search_index_search (zb_search_index_of (self->world), text, MOST_OF_A_KIND);
  g_list_store_splice (self->found, 0, g_list_model_get_n_items (G_LIST_MODEL (self->found)),
                       hits ? hits->pdata : NULL, hits ? hits->len : 0);
  select_row (self, 0);
}

static void
ask_platform (ZbSearch *self)
{
  if (!*self->looked_for || !self->query || self->answer)
    return;
  self->answer = zb_query_search (self->query, self->looked_for);
  g_signal_connect_object (self->answer, "notify::state", G_CALLBACK (on_answer), self, G_CONNECT_SWAPPED);
  on_answer (self);
}

/**
 * zb_search_look_for:
 * @self: the search
 * @text: what for
 *
 * Searches; the hits fill at once and again when the platform has answered.
 */
void
zb_search_look_for (ZbSearch *self, const char *text)
{
  look_here (self, text);
  ask_platform (self);
  update_face (self);
}

/* --- going there ------------------------------------------------------------------------- */

static void
go_to (ZbSearch *self, const ZbSearchHit *hit)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  gtk_popover_popdown (GTK_POPOVER (self));
  if (g_str_equal (hit->kind, "device"))
    gtk_widget_activate_action (parent, "map.show-device", "s", hit->id);
  else if (g_str_equal (hit->kind, "unit"))
    gtk_widget_activate_action (parent, "map.show-unit", "s", hit->id);
  else if (g_str_equal (hit->kind, "case"))
    gtk_widget_activate_action (parent, "case.show", "s", hit->id);
  else if (g_str_equal (hit->kind, "alert"))
    {
      gtk_widget_activate_action (parent, "win.page", "s", "map");
      gtk_widget_activate_action (parent, "alert.select", "s", hit->id);
    }
  else
    gtk_widget_activate_action (parent, "map.show-place", "(dd)", hit->location.lon, hit->location.lat);
}

static void
go_to_nth (ZbSearch *self, int position)
{
  g_autoptr (ZbSearchHit) hit = g_list_model_get_item (G_LIST_MODEL (self->found), (guint)position);

  if (hit)
    go_to (self, hit);
}

static void
on_activate (ZbSearch *self, GtkListBoxRow *row)
{
  go_to_nth (self, gtk_list_box_row_get_index (row));
}

/* What has been written just now has not been looked for yet. */
static void
on_enter (ZbSearch *self)
{
  const char *text = gtk_editable_get_text (self->entry);

  if (g_strcmp0 (text, self->looked_for) != 0)
    zb_search_look_for (self, text);
  go_to_nth (self, get_selected (self));
}

static void
move (ZbSearch *self, int by)
{
  const int n = (int)g_list_model_get_n_items (G_LIST_MODEL (self->found));

  if (n > 0)
    select_row (self, (guint)CLAMP (get_selected (self) + by, 0, n - 1));
}

static void
on_next (ZbSearch *self)
{
  move (self, 1);
}

static void
on_previous (ZbSearch *self)
{
  move (self, -1);
}

static void
on_stop (ZbSearch *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

/* The entry keeps the focus; up and down move the selection below it. The entry has them first (bubble):
 * while a word is composed they choose among its candidates. */
static gboolean
on_entry_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType modifiers,
              ZbSearch *self)
{
  if (key != GDK_KEY_Down && key != GDK_KEY_Up)
    return GDK_EVENT_PROPAGATE;
  move (self, key == GDK_KEY_Down ? 1 : -1);
  return GDK_EVENT_STOP;
}

/* What is known here is found with each key. */
static void
on_typed (ZbSearch *self)
{
  look_here (self, gtk_editable_get_text (self->entry));
  update_face (self);
}

/* The platform is asked when the officer stops for a moment. */
static void
on_paused (ZbSearch *self)
{
  if (self->looked_for)
    ask_platform (self);
  update_face (self);
}

static void
on_places (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ZbWorld) world = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) places = zb_map_places_read_finish (result, &error);

  if (places)
    zb_search_index_set_places (zb_search_index_of (world), places);
  else
    g_message ("Search: %s", error->message);
}

/* Streets, stations and quarters are read from the base map when they are first needed. */
static void
read_places (ZbSearch *self)
{
  g_autofree char *directory = zb_base_map_find_directory ();

  if (self->reads_places || !self->world)
    return;
  self->reads_places = TRUE;
  zb_map_places_read_async (directory, NULL, on_places, g_object_ref (self->world));
}

/**
 * zb_search_open:
 * @self: the search
 *
 * Shows it, with what was looked for last selected.
 */
void
zb_search_open (ZbSearch *self)
{
  read_places (self);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (self->entry, 0, -1);
  update_face (self);
}

/* --- GObject ----------------------------------------------------------------------------- */

static void
zb_search_dispose (GObject *object)
{
  ZbSearch *self = ZB_SEARCH (object);

  forget_answer (self);
  if (self->found)
    g_signal_handlers_disconnect_by_data (self->found, self);
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_SEARCH);
  g_clear_object (&self->found);
  g_clear_object (&self->world);
  g_clear_object (&self->query);
  g_clear_pointer (&self->looked_for, g_free);
  G_OBJECT_CLASS (zb_search_parent_class)->dispose (object);
}

static void
zb_search_class_init (ZbSearchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
#define CALLBACK(name) gtk_widget_class_bind_template_callback (widget_class, name)

  G_OBJECT_CLASS (klass)->dispose = zb_search_dispose;
  g_type_ensure (ZB_TYPE_SEARCH_HIT);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/app/search.ui");
  gtk_widget_class_bind_template_child (widget_class, ZbSearch, entry);
  gtk_widget_class_bind_template_child (widget_class, ZbSearch, faces);
  gtk_widget_class_bind_template_child (widget_class, ZbSearch, nothing);
  gtk_widget_class_bind_template_child (widget_class, ZbSearch, list);
  CALLBACK (on_typed);
  CALLBACK (on_paused);
  CALLBACK (on_enter);
  CALLBACK (on_next);
  CALLBACK (on_previous);
  CALLBACK (on_stop);
  CALLBACK (on_entry_key);
  CALLBACK (on_activate);
#undef CALLBACK
}

static void
zb_search_init (ZbSearch *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->found = g_list_store_new (ZB_TYPE_SEARCH_HIT);
  g_signal_connect_swapped (self->found, "items-changed", G_CALLBACK (show_rows), self);
}
