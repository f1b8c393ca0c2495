/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-window-private.h"

#include "zb-alerts-page.h"
#include "zb-cases-page.h"
#include "zb-devices-page.h"
#include "zb-drill-bar.h"
#include "zb-escalation-banner.h"
#include "zb-figures-page.h"
#include "zb-frame-memory.h"
#include "zb-map-page.h"
#include "zb-officers-view.h"
#include "zb-outbox-page.h"
#include "zb-rail-row.h"
#include "zb-rail-spring.h"
#include "zb-status-dot.h"
#include "zb-units-page.h"
#include "zb-walls-view.h"

/**
 * ZbWindow:
 *
 * The console's window: the header, the rail and the pages that the rail leads to. What its
 * actions do is in zb-window-actions.c.
 */

typedef enum
{
  PROP_DESK = 1,
  PROP_SETTINGS,
  PROP_OPEN,
} ZbWindowProperty;

static GParamSpec *properties[PROP_OPEN + 1];

G_DEFINE_FINAL_TYPE (ZbWindow, zb_window, ADW_TYPE_APPLICATION_WINDOW)

/**
 * zb_window_new:
 * @application: the console
 * @desk: what it shows
 * @settings: where sizes and choices are remembered
 *
 * Returns: (transfer floating): the window
 */
ZbWindow *
zb_window_new (AdwApplication *application, ZbDesk *desk, GSettings *settings)
{
  return g_object_new (ZB_TYPE_WINDOW, "application", application, "desk", desk, "settings", settings, NULL);
}

/**
 * zb_window_say:
 * @self: the window
 * @words: a sentence, already in the officer's language
 *
 * Tells the officer something that needs no answer.
 *
 * Returns: (transfer none): the notice, for whoever wants it to stay longer
 */
AdwToast *
zb_window_say (ZbWindow *self, const char *words)
{
  AdwToast *toast = adw_toast_new ("");

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, words);
  adw_toast_overlay_add_toast (self->toasts, toast);
  return toast;
}

/* --- rail and pages -------------------------------------------------------------------- */

static ZbRailRow *
find_row (GtkListBox *rail, GtkWidget *page)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (rail, i)); i++)
    if (GTK_WIDGET (zb_rail_row_get_page (ZB_RAIL_ROW (row))) == page)
      return ZB_RAIL_ROW (row);
  return NULL;
}

static void
on_row_selected (GtkListBox *rail, GtkListBoxRow *row, ZbWindow *self)
{
  if (row)
    adw_view_stack_set_visible_child (self->pages, GTK_WIDGET (zb_rail_row_get_page (ZB_RAIL_ROW (row))));
}

/* A list that the focus comes to chooses its first row where none is chosen, and so a page that nobody asked
 * for: the part of the rail without the page is left out, and reached from the other one by the arrows. */
static void
select_on_rail (GtkListBox *rail, GtkWidget *page)
{
  GtkListBoxRow *row = (GtkListBoxRow *)find_row (rail, page);

  gtk_list_box_select_row (rail, row);
  gtk_widget_set_can_focus (GTK_WIDGET (rail), row != NULL);
}

static gboolean
on_rail_left (GtkListBox *rail, GtkDirectionType direction, ZbWindow *self)
{
  const gboolean down = direction == GTK_DIR_DOWN && rail == self->rail;
  const gboolean up = direction == GTK_DIR_UP && rail == self->rail_end;
  GtkListBox *other = down ? self->rail_end : self->rail;
  GtkWidget *row =
      down ? gtk_widget_get_first_child (GTK_WIDGET (other)) : gtk_widget_get_last_child (GTK_WIDGET (other));

  if ((!down && !up) || !row)
    return FALSE;
  gtk_list_box_select_row (other, GTK_LIST_BOX_ROW (row));
  return gtk_widget_grab_focus (row);
}

/* Both parts of the rail show one selection: that of the page that is shown. */
static void
on_page_shown (ZbWindow *self)
{
  GtkWidget *page = adw_view_stack_get_visible_child (self->pages);

  select_on_rail (self->rail, page);
  select_on_rail (self->rail_end, page);
}

/**
 * zb_window_show_page:
 * @self: the window
 * @name: the name of a page, such as "map"
 *
 * Shows a page; a name that no page has is ignored.
 */
void
zb_window_show_page (ZbWindow *self, const char *name)
{
  if (adw_view_stack_get_child_by_name (self->pages, name))
    adw_view_stack_set_visible_child_name (self->pages, name);
}

/**
 * zb_window_bind_to_desk:
 * @self: the window
 * @page: a page or dialog
 *
 * Gives @page those of the desk's properties that it takes, each under the name that both have
 * for it.
 */
void
zb_window_bind_to_desk (ZbWindow *self, GObject *page)
{
  static const char *const names[] = { "world",   "media",          "evidence",      "query",
                                       "account", "selected-alert", "selected-case", "connected",
                                       "as-of",   "stale-line",     "watermark" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (page), names[i]);
      if (pspec && !(pspec->flags & G_PARAM_CONSTRUCT_ONLY))
        g_object_bind_property (self->desk, names[i], page, names[i], G_BINDING_SYNC_CREATE);
    }
}

static void
add_page (ZbWindow *self, GtkListBox *rail, const char *name, GtkWidget *page, const char *count)
{
  zb_window_bind_to_desk (self, G_OBJECT (page));
  if (count)
    g_object_bind_property (self->desk, count, page, "count", G_BINDING_SYNC_CREATE);
  adw_view_stack_add_named (self->pages, page, name);
  gtk_list_box_append (rail, zb_rail_row_new (ZB_PAGE (page)));
}

static void
add_pages (ZbWindow *self)
{
  g_autofree char *page = g_settings_get_string (self->settings, "page");
  GtkWidget *cases;

  self->map_page = ZB_MAP_PAGE (zb_map_page_new (self->desk, self->settings));
  add_page (self, self->rail, "map", GTK_WIDGET (self->map_page), NULL);
  self->video_page = ZB_VIDEO_PAGE (zb_video_page_new ());
  g_settings_bind (self->settings, "video-layout", self->video_page, "layout", G_SETTINGS_BIND_DEFAULT);
  self->video_keeper = zb_video_keeper_new (zb_map_page_get_preferences (self->map_page), self->video_page);
  self->layout_keeper = zb_layout_keeper_new (self->desk, self->video_page);
  self->template_keeper = zb_template_keeper_new (zb_map_page_get_preferences (self->map_page));
  add_page (self, self->rail, "video", GTK_WIDGET (self->video_page), NULL);
  add_page (self, self->rail, "alerts", zb_alerts_page_new (self->desk), "n-alerts");
  cases = g_object_new (ZB_TYPE_CASES_PAGE, NULL);
  g_settings_bind (self->settings, "cases-view", cases, "view", G_SETTINGS_BIND_DEFAULT);
  g_object_bind_property (self->desk, "selected-case", cases, "selected", G_BINDING_SYNC_CREATE);
  add_page (self, self->rail, "cases", cases, NULL);
  zb_window_bind_to_desk (self, G_OBJECT (self->escalation));
  add_page (self, self->rail, "units", g_object_new (ZB_TYPE_UNITS_PAGE, NULL), NULL);
  add_page (self, self->rail, "devices", g_object_new (ZB_TYPE_DEVICES_PAGE, NULL), NULL);
  add_page (self, self->rail, "figures", g_object_new (ZB_TYPE_FIGURES_PAGE, NULL), NULL);
  add_page (self, self->rail_end, "outbox", g_object_new (ZB_TYPE_OUTBOX_PAGE, NULL), "n-pending");
  zb_rail_spring_attach (self->rail);
  zb_window_show_page (self, page);
  on_page_shown (self);
}

/* --- the door: who is not signed in sees nothing of the desk --------------------------------- */

/**
 * zb_window_get_door:
 * @self: the window
 *
 * Returns: (transfer none): the page that asks who sits here
 */
ZbSignInPage *
zb_window_get_door (ZbWindow *self)
{
  g_return_val_if_fail (ZB_IS_WINDOW (self), NULL);
  return self->door;
}

/**
 * zb_window_set_open:
 * @self: the window
 * @open: whether the desk is shown; otherwise the door is
 *
 * Opens or shuts the door. What goes on behind it goes on: the feed, sounds, notices. Forms that are
 * open are covered, and come back to the same officer.
 */
void
zb_window_set_open (ZbWindow *self, gboolean open)
{
  const gboolean was_open = zb_window_is_open (self);

  if (!open)
    {
      zb_window_cover_drafts (self);
      zb_window_keep_unread (self);
      adw_toast_overlay_dismiss_all (self->toasts);
    }
  gtk_stack_set_visible_child_name (self->faces, open ? "desk" : "door");
  zb_desk_set_away (self->desk, !open);
  zb_window_follow_door_with_map (self);
  zb_window_follow_door_with_video (self);
  if (open)
    {
      zb_window_uncover_drafts (self);
      zb_window_say_unsaid (self);
      zb_window_compare_waiting (self);
      zb_window_take_known_alerts (self);
    }
  if (open != was_open)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OPEN]);
}

/**
 * zb_window_is_open:
 * @self: the window
 *
 * Returns: whether the desk is shown
 */
gboolean
zb_window_is_open (ZbWindow *self)
{
  g_return_val_if_fail (ZB_IS_WINDOW (self), FALSE);
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->faces), "desk") == 0;
}

/**
 * zb_window_get_welcome:
 * @self: the window
 *
 * Returns: (transfer none): the page that asks which platform is used
 */
ZbWelcomePage *
zb_window_get_welcome (ZbWindow *self)
{
  g_return_val_if_fail (ZB_IS_WINDOW (self), NULL);
  return self->welcome;
}

/**
 * zb_window_show_welcome:
 * @self: the window
 *
 * Shuts the door and shows the page that asks which platform is used, until the door or the desk is shown.
 */
void
zb_window_show_welcome (ZbWindow *self)
{
  zb_window_set_open (self, FALSE);
  gtk_stack_set_visible_child_name (self->faces, "welcome");
}

/**
 * zb_window_is_welcoming:
 * @self: the window
 *
 * Returns: whether the page is shown that asks which platform is used
 */
gboolean
zb_window_is_welcoming (ZbWindow *self)
{
  g_return_val_if_fail (ZB_IS_WINDOW (self), FALSE);
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->faces), "welcome") == 0;
}

/* --- search -------------------------------------------------------------------------------- */

static void
on_query (ZbWindow *self)
{
  g_autoptr (GObject) query = NULL;

  if (!self->search)
    return;
  g_object_get (self->desk, "query", &query, NULL);
  zb_search_set_query (self->search, (ZbQuery *)query);
}

static void
add_search (ZbWindow *self)
{
  self->search = g_object_new (ZB_TYPE_SEARCH, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->search), self->search_button);
  zb_search_set_world (self->search, zb_desk_get_world (self->desk));
  g_signal_connect_object (self->desk, "notify::query", G_CALLBACK (on_query), self, G_CONNECT_SWAPPED);
  on_query (self);
}

/* --- what is remembered ---------------------------------------------------------------- */

static void
remember (ZbWindow *self)
{
  const char *page = adw_view_stack_get_visible_child_name (self->pages);
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_int (self->settings, "width", width);
  g_settings_set_int (self->settings, "height", height);
  g_settings_set_boolean (self->settings, "maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
  if (page)
    g_settings_set_string (self->settings, "page", page);
}

static gboolean
zb_window_close_request (GtkWindow *window)
{
  remember (ZB_WINDOW (window));
  return GTK_WINDOW_CLASS (zb_window_parent_class)->close_request (window);
}

/* What came while the lists were fetched for the first time is not new: it is taken into the queue once,
 * unless the officer has begun to work in it. From then on lists move only when they are told to. */
static void
take_opening_alerts (ZbWindow *self)
{
  if (!zb_desk_get_connected (self->desk) || self->has_opened)
    return;
  self->has_opened = TRUE;
  gtk_widget_activate_action (GTK_WIDGET (self), "alert.take-opening", NULL);
}

static void
on_connected (ZbWindow *self)
{
  take_opening_alerts (self);
  if (zb_desk_get_connected (self->desk))
    gtk_widget_remove_css_class (self->connection_pill, "warn");
  else
    gtk_widget_add_css_class (self->connection_pill, "warn");
}

static gboolean
is_not (gpointer self, gboolean flag)
{
  return !flag;
}

/* --- GObject ---------------------------------------------------------------------------- */

static void
zb_window_constructed (GObject *object)
{
  ZbWindow *self = ZB_WINDOW (object);

  G_OBJECT_CLASS (zb_window_parent_class)->constructed (object);
  zb_window_install_actions (self);
  add_pages (self);
  add_search (self);
  zb_officers_view_set_world (ZB_OFFICERS_VIEW (self->officers), zb_desk_get_world (self->desk));
  zb_window_watch_claims (self);
  zb_window_watch_commands (self);
  zb_window_watch_late (self);
  zb_window_watch_drafts (self);
  zb_window_watch_drills (self);
  zb_window_watch_mutes (self);
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (self->settings, "width"),
                               g_settings_get_int (self->settings, "height"));
  if (g_settings_get_boolean (self->settings, "maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  g_signal_connect_object (self->desk, "notify::connected", G_CALLBACK (on_connected), self,
                           G_CONNECT_SWAPPED);
  on_connected (self);
}

static void
zb_window_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbWindow *self = ZB_WINDOW (object);

  switch ((ZbWindowProperty)id)
    {
    case PROP_DESK:
      g_value_set_object (value, self->desk);
      break;
    case PROP_SETTINGS:
      g_value_set_object (value, self->settings);
      break;
    case PROP_OPEN:
      g_value_set_boolean (value, zb_window_is_open (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_window_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbWindow *self = ZB_WINDOW (object);

  switch ((ZbWindowProperty)id)
    {
    case PROP_DESK:
      g_set_object (&self->desk, g_value_get_object (value));
      break;
    case PROP_SETTINGS:
      g_set_object (&self->settings, g_value_get_object (value));
      break;
    case PROP_OPEN:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_window_dispose (GObject *object)
{
  ZbWindow *self = ZB_WINDOW (object);

  if (self->search)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->search)));
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_WINDOW);
  g_clear_pointer (&self->actions, g_hash_table_unref);
  g_clear_pointer (&self->drafts, g_ptr_array_unref);
  if (self->map_window)
    gtk_window_destroy (GTK_WINDOW (self->map_window));
  g_clear_weak_pointer (&self->map_window);
  zb_window_close_video_window (self);
  g_clear_object (&self->claims);
  g_clear_pointer (&self->unsaid, g_ptr_array_unref);
  g_clear_pointer (&self->compared, g_hash_table_unref);
  g_clear_pointer (&self->told, g_hash_table_unref);
  g_clear_pointer (&self->released, g_hash_table_unref);
  g_clear_pointer (&self->asked, g_hash_table_unref);
  g_clear_object (&self->memory);
  g_clear_object (&self->video_keeper);
  g_clear_object (&self->layout_keeper);
  g_clear_object (&self->fetching);
  g_clear_pointer (&self->fetched_id, g_free);
  g_clear_pointer (&self->roads, zb_road_graph_unref);
  g_clear_object (&self->template_keeper);
  g_clear_object (&self->self_test);
  g_clear_pointer (&self->officer, g_free);
  g_clear_object (&self->desk);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (zb_window_parent_class)->dispose (object);
}

static void
zb_window_class_init (ZbWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = zb_window_constructed;
  object_class->get_property = zb_window_get_property;
  object_class->set_property = zb_window_set_property;
  object_class->dispose = zb_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = zb_window_close_request;
  properties[PROP_DESK] = g_param_spec_object ("desk", NULL, NULL, ZB_TYPE_DESK, flags);
  properties[PROP_SETTINGS] = g_param_spec_object ("settings", NULL, NULL, G_TYPE_SETTINGS, flags);
  properties[PROP_OPEN] =
      g_param_spec_boolean ("open", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  g_type_ensure (ZB_TYPE_ESCALATION_BANNER);
  g_type_ensure (ZB_TYPE_DRILL_BAR);
  g_type_ensure (ZB_TYPE_MUTE_PANEL);
  g_type_ensure (ZB_TYPE_MUTED_LINE);
  g_type_ensure (ZB_TYPE_SIGN_IN_PAGE);
  g_type_ensure (ZB_TYPE_STATUS_DOT);
  g_type_ensure (ZB_TYPE_WALLS_VIEW);
  g_type_ensure (ZB_TYPE_OFFICERS_VIEW);
  g_type_ensure (ZB_TYPE_WELCOME_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/app/window.ui");
  gtk_widget_class_bind_template_child (widget_class, ZbWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, ZbWindow, drill_bar);
  gtk_widget_class_bind_template_child (widget_class, ZbWindow, mode_badge);
  gtk_widget_class_bind_template_child (widget_class, ZbWindow, mode_dot);
  gtk_widget_class_bind_template_child (widget_class, ZbWindow, mode_label);
  gtk_widget_class_bind_template_child (widget_class, ZbWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, ZbWindow, rail);
  gtk_widget_class_bind_template_child (widget_class, ZbWindow, rail_end);
  gtk_widget_class_bind_template_child (widget_class, ZbWindow, connection_pill);
  gtk_widget_class_bind_template_child (widget_class, ZbWindow, search_button);
  gtk_widget_class_bind_template_child (widget_class, ZbWindow, walls_button);
  gtk_widget_class_bind_template_child (widget_class, ZbWindow, walls);
  gtk_widget_class_bind_template_child (widget_class, ZbWindow, officers);
  gtk_widget_class_bind_template_child (widget_class, ZbWindow, escalation);
  gtk_widget_class_bind_template_child (widget_class, ZbWindow, sound_button);
  gtk_widget_class_bind_template_child (widget_class, ZbWindow, sound_banner);
  gtk_widget_class_bind_template_child (widget_class, ZbWindow, mute_panel);
  gtk_widget_class_bind_template_child (widget_class, ZbWindow, muted_line);
  gtk_widget_class_bind_template_child (widget_class, ZbWindow, faces);
  gtk_widget_class_bind_template_child (widget_class, ZbWindow, door);
  gtk_widget_class_bind_template_child (widget_class, ZbWindow, welcome);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_rail_left);
  gtk_widget_class_bind_template_callback (widget_class, on_page_shown);
  gtk_widget_class_bind_template_callback (widget_class, is_not);
}

static void
zb_window_init (ZbWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  zb_frame_memory_keep (GTK_WIDGET (self));
}
