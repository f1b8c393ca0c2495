/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-video-page-private.h"

#include "zb-camera-row.h"

#include <glib/gi18n.h>

/**
 * ZbVideoPage:
 *
 * A wall of live pictures that an officer arranges: the cameras of the district at one side, tiles in the
 * middle, and the selected tile's camera at the other. What is arranged is its layout, for whoever remembers
 * it.
 */

typedef enum
{
  PROP_WORLD = 1,
  PROP_MEDIA,
  PROP_WATERMARK,
  PROP_LAYOUT,
  PROP_LAYOUTS,
  PROP_FAVOURITES,
} ZbVideoPageProperty;

static GParamSpec *properties[PROP_FAVOURITES + 1];

G_DEFINE_FINAL_TYPE (ZbVideoPage, zb_video_page, ZB_TYPE_PAGE)

#define USUAL_SHAPE "9"

/* --- the tree ------------------------------------------------------------------------------------- */

static GListModel *
get_children (gpointer item, gpointer nothing)
{
  GListModel *children = zb_camera_node_get_children (item);

  return children ? g_object_ref (children) : NULL;
}

static GtkTreeListRow *
get_row (ZbVideoPage *self, guint position)
{
  return position == GTK_INVALID_LIST_POSITION ? NULL : gtk_tree_list_model_get_row (self->rows, position);
}

ZbCameraNode *
zb_video_page_get_chosen (ZbVideoPage *self)
{
  GtkSingleSelection *selection = GTK_SINGLE_SELECTION (gtk_list_view_get_model (self->list));
  g_autoptr (GtkTreeListRow) row =
      selection ? get_row (self, gtk_single_selection_get_selected (selection)) : NULL;
  g_autoptr (ZbCameraNode) node = row ? gtk_tree_list_row_get_item (row) : NULL;

  return node; /* the tree keeps it */
}

/* A camera goes to a tile, a group opens or folds. */
static void
on_row_activated (ZbVideoPage *self, guint position)
{
  g_autoptr (GtkTreeListRow) row = get_row (self, position);
  g_autoptr (ZbCameraNode) node = row ? gtk_tree_list_row_get_item (row) : NULL;
  ZbDevice *camera = node ? zb_camera_node_get_device (node) : NULL;

  if (camera)
    zb_video_page_open (self, camera);
  else if (row)
    gtk_tree_list_row_set_expanded (row, !gtk_tree_list_row_get_expanded (row));
}

static void
on_search_changed (ZbVideoPage *self)
{
  zb_camera_tree_set_needle (self->tree, gtk_editable_get_text (self->search));
}

ZbCameraGrouping
zb_video_page_get_grouping (ZbVideoPage *self)
{
  static const char *const names[] = { [ZB_CAMERA_BY_AREA] = "area",
                                       [ZB_CAMERA_BY_PLACEMENT] = "placement",
                                       [ZB_CAMERA_BY_PROJECT] = "project",
                                       [ZB_CAMERA_FAVOURITES] = "favourites" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (adw_toggle_group_get_active_name (self->grouping), names[i]) == 0)
      return (ZbCameraGrouping)i;
  return ZB_CAMERA_BY_AREA;
}

static void
on_grouping_chosen (ZbVideoPage *self)
{
  /* None while the page is being made. */
  if (self->grouping)
    zb_camera_tree_set_grouping (self->tree, zb_video_page_get_grouping (self));
}

static void take_wanted (ZbVideoPage *self);

static void
on_counted (ZbVideoPage *self)
{
  guint online, all;
  g_autofree char *text = NULL;

  zb_camera_tree_get_counts (self->tree, &online, &all);
  /* Translators: so many of so many cameras are online */
  text = g_strdup_printf (_ ("%'u / %'u"), online, all);
  gtk_label_set_label (self->counts, text);
  zb_video_page_update_patrol (self);
  gtk_widget_set_visible (self->tree_hint,
                          all == 0 && zb_video_page_get_grouping (self) == ZB_CAMERA_FAVOURITES);
  take_wanted (self);
}

static void
fill_list (ZbVideoPage *self)
{
  GtkSingleSelection *selection;

  self->rows = gtk_tree_list_model_new (g_object_ref (zb_camera_tree_get_roots (self->tree)), FALSE, FALSE,
                                        get_children, NULL, NULL);
  selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->rows)));
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  g_signal_connect_object (selection, "notify::selected-item", G_CALLBACK (zb_video_page_update_patrol), self,
                           G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
}

/* --- the tiles ------------------------------------------------------------------------------------ */

static guint
find_place (ZbVideoPage *self, ZbDevice *camera)
{
  const guint n = zb_tile_grid_get_n_tiles (self->grid), selected = zb_tile_grid_get_selected (self->grid);

  for (guint i = 0; i < n; i++)
    if (zb_tile_grid_get_device (self->grid, i) == camera)
      return i;
  if (!zb_tile_grid_get_device (self->grid, selected))
    return selected;
  for (guint i = 0; i < n; i++)
    if (!zb_tile_grid_get_device (self->grid, i))
      return i;
  return selected;
}

/**
 * zb_video_page_open:
 * @self: the page
 * @camera: a camera
 *
 * Shows a camera: where it is shown already, else in the selected tile if that is dark, in the first dark
 * one, or in the place of the selected one.
 */
void
zb_video_page_open (ZbVideoPage *self, ZbDevice *camera)
{
  g_return_if_fail (ZB_IS_VIDEO_PAGE (self));
  take_wanted (self);
  zb_video_page_show_in (self, find_place (self, camera), camera);
}

/**
 * zb_video_page_show_in:
 * @self: the page
 * @place: which tile, from 0
 * @camera: a camera
 *
 * Shows a camera in a tile, whatever was in it.
 */
void
zb_video_page_show_in (ZbVideoPage *self, guint place, ZbDevice *camera)
{
  zb_camera_patrol_stop (self->patrol);
  zb_tile_grid_put (self->grid, place, camera);
  zb_tile_grid_select (self->grid, place);
}

static gboolean
has_cameras (ZbVideoPage *self)
{
  for (guint i = 0; i < zb_tile_grid_get_n_tiles (self->grid); i++)
    if (zb_tile_get_device (zb_tile_grid_get_tile (self->grid, i)))
      return TRUE;
  return FALSE;
}

static void
update_status (ZbVideoPage *self)
{
  guint n, n_live = zb_tile_grid_count_live (self->grid, &n);
  g_autofree char *text = NULL;

  if (n == 0)
    text = g_strdup (has_cameras (self) ? "" : _ ("Choose cameras at the left"));
  else if (n_live == n)
    text = g_strdup_printf (_ ("%u cameras · all live"), n);
  else
    text = g_strdup_printf (_ ("%u cameras · %u live · %u not"), n, n_live, n - n_live);
  gtk_label_set_label (self->status, text);
}

static gboolean
on_second (gpointer data)
{
  update_status (data);
  zb_video_page_update_detail (data);
  return G_SOURCE_CONTINUE;
}

static void
show_on_tree (ZbVideoPage *self)
{
  ZbDevice *cameras[ZB_TILE_GRID_MOST];
  const guint n = zb_tile_grid_get_n_tiles (self->grid);

  for (guint i = 0; i < n; i++)
    cameras[i] = zb_tile_grid_get_device (self->grid, i);
  zb_camera_tree_set_shown (self->tree, cameras, n);
}

void
zb_video_page_update_tiles (ZbVideoPage *self)
{
  show_on_tree (self);
  update_status (self);
  zb_video_page_update_detail (self);
}

/* What a patrol shows is not what the officer has arranged. */
static void
on_placed (ZbVideoPage *self)
{
  if (self->arranging)
    return;
  zb_video_page_update_tiles (self);
  if (!zb_camera_patrol_is_on (self->patrol))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAYOUT]);
}

static void
on_selected (ZbVideoPage *self)
{
  zb_video_page_update_detail (self);
  if (self->playback)
    zb_video_page_update_playback (self);
}

static void
on_opened (ZbVideoPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "tiles.enlarge", NULL);
}

static void
on_shape_chosen (ZbVideoPage *self)
{
  const char *name = self->shapes ? adw_toggle_group_get_active_name (self->shapes) : NULL;
  const ZbTileShape *shape = zb_tile_shape_find (name);

  if (!shape)
    return;
  zb_tile_grid_set_single (self->grid, FALSE);
  zb_tile_grid_arrange (self->grid, shape);
  zb_camera_patrol_set_page_size (self->patrol, zb_tile_grid_get_n_tiles (self->grid));
  on_placed (self);
}

static void
on_sides_toggled (ZbVideoPage *self, GtkToggleButton *button)
{
  gtk_widget_set_visible (self->tree_side, !gtk_toggle_button_get_active (button));
  gtk_widget_set_visible (self->detail_side, !gtk_toggle_button_get_active (button));
}

/* --- the layout: the shape's name, and the ids of cameras by place --------------------------------- */

static char **
make_layout (ZbVideoPage *self)
{
  g_autoptr (GStrvBuilder) layout = g_strv_builder_new ();
  const char *shape = adw_toggle_group_get_active_name (self->shapes);

  g_strv_builder_add (layout, shape ? shape : USUAL_SHAPE);
  if (self->wanted)
    g_strv_builder_addv (layout, (const char **)self->wanted);
  for (guint i = 0; !self->wanted && i < ZB_TILE_GRID_MOST; i++)
    {
      ZbDevice *camera = zb_video_page_get_arranged (self, i);
      g_strv_builder_add (layout, camera ? ZB_ENTITY (camera)->id : "");
    }
  return g_strv_builder_end (layout);
}

/* A layout may be told before the cameras are: it waits for them. */
static void
take_wanted (ZbVideoPage *self)
{
  g_auto (GStrv) ids = NULL;

  if (!self->wanted || !self->world ||
      zb_store_get_size (zb_world_get_store (self->world, ZB_KIND_DEVICE)) == 0)
    return;
  ids = g_steal_pointer (&self->wanted);
  self->arranging = TRUE;
  for (guint i = 0; i < ZB_TILE_GRID_MOST && ids[i]; i++)
    zb_tile_grid_put (self->grid, i, *ids[i] ? zb_world_lookup (self->world, ZB_KIND_DEVICE, ids[i]) : NULL);
  self->arranging = FALSE;
  on_placed (self);
}

static void
set_layout (ZbVideoPage *self, const char *const *layout)
{
  if (!layout || !layout[0])
    return;
  zb_camera_patrol_stop (self->patrol);
  if (zb_tile_shape_find (layout[0]))
    adw_toggle_group_set_active_name (self->shapes, layout[0]);
  g_strfreev (self->wanted);
  self->wanted = g_strdupv ((char **)layout + 1);
  take_wanted (self);
}

/* --- GObject -------------------------------------------------------------------------------------- */

static void
zb_video_page_map (GtkWidget *widget)
{
  ZbVideoPage *self = ZB_VIDEO_PAGE (widget);

  GTK_WIDGET_CLASS (zb_video_page_parent_class)->map (widget);
  self->clock_source = g_timeout_add_seconds (1, on_second, self);
  /* Eleven thousand lines are sorted when somebody looks at them, not when the console starts. */
  zb_camera_tree_set_world (self->tree, self->world);
  update_status (self);
}

/* Nobody looks: nothing goes round. */
static void
zb_video_page_unmap (GtkWidget *widget)
{
  ZbVideoPage *self = ZB_VIDEO_PAGE (widget);

  g_clear_handle_id (&self->clock_source, g_source_remove);
  zb_camera_patrol_set_paused (self->patrol, TRUE);
  GTK_WIDGET_CLASS (zb_video_page_parent_class)->unmap (widget);
}

static void
zb_video_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbVideoPage *self = ZB_VIDEO_PAGE (object);

  switch ((ZbVideoPageProperty)id)
    {
    case PROP_WORLD:
      g_value_set_object (value, self->world);
      break;
    case PROP_MEDIA:
      g_value_set_object (value, self->media);
      break;
    case PROP_WATERMARK:
      g_value_set_string (value, self->watermark);
      break;
    case PROP_LAYOUT:
      g_value_take_boxed (value, make_layout (self));
      break;
    case PROP_LAYOUTS:
      g_value_set_object (value, self->layouts);
      break;
    case PROP_FAVOURITES:
      g_value_set_boxed (value, self->favourites);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
set_watermark (ZbVideoPage *self, const char *watermark)
{
  if (!g_set_str (&self->watermark, watermark))
    return;
  zb_tile_grid_set_watermark (self->grid, watermark);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WATERMARK]);
}

static void
zb_video_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbVideoPage *self = ZB_VIDEO_PAGE (object);

  switch ((ZbVideoPageProperty)id)
    {
    case PROP_WORLD:
      zb_video_page_set_world (self, g_value_get_object (value));
      break;
    case PROP_MEDIA:
      zb_video_page_set_media (self, g_value_get_object (value));
      break;
    case PROP_WATERMARK:
      set_watermark (self, g_value_get_string (value));
      break;
    case PROP_LAYOUT:
      set_layout (self, g_value_get_boxed (value));
      break;
    case PROP_LAYOUTS:
      if (zb_video_page_take_layouts (self, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_FAVOURITES:
      if (zb_video_page_take_favourites (self, g_value_get_boxed (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_video_page_dispose (GObject *object)
{
  ZbVideoPage *self = ZB_VIDEO_PAGE (object);

  if (self->patrol)
    {
      g_signal_handlers_disconnect_by_data (self->patrol, self);
      zb_camera_patrol_stop (self->patrol);
    }
  if (self->tree)
    g_signal_handlers_disconnect_by_data (self->tree, self);
  zb_video_page_dispose_playback (self);
  zb_video_page_dispose_ptz (self);
  g_clear_pointer (&self->tree_menu, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_VIDEO_PAGE);
  g_clear_object (&self->patrol);
  g_clear_object (&self->rows);
  g_clear_object (&self->tree);
  g_clear_object (&self->world);
  g_clear_object (&self->media);
  g_clear_pointer (&self->watermark, g_free);
  g_clear_pointer (&self->wanted, g_strfreev);
  g_clear_object (&self->layouts);
  g_clear_object (&self->removed_layout);
  g_clear_pointer (&self->favourites, g_strfreev);
  g_clear_pointer (&self->pictures, g_free);
  G_OBJECT_CLASS (zb_video_page_parent_class)->dispose (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_WORLD] = g_param_spec_object ("world", NULL, NULL, ZB_TYPE_WORLD, flags);
  properties[PROP_MEDIA] = g_param_spec_object ("media", NULL, NULL, ZB_TYPE_MEDIA, flags);
  properties[PROP_WATERMARK] = g_param_spec_string ("watermark", NULL, NULL, NULL, flags);
  properties[PROP_LAYOUT] = g_param_spec_boxed ("layout", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_LAYOUTS] = g_param_spec_object ("layouts", NULL, NULL, G_TYPE_LIST_STORE, flags);
  properties[PROP_FAVOURITES] = g_param_spec_boxed ("favourites", NULL, NULL, G_TYPE_STRV, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, ZbVideoPage, child)

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/video/video-page.ui");
  BIND (search);
  BIND (grouping);
  BIND (list);
  BIND (counts);
  BIND (tree_hint);
  BIND (tree_side);
  BIND (detail_side);
  BIND (sides_button);
  BIND (heading);
  BIND (status);
  BIND (patrol_button);
  BIND (patrol_bar);
  BIND (patrol_title);
  BIND (patrol_line);
  BIND (patrol_icon);
  BIND (shapes);
  BIND (layouts_button);
  BIND (layouts_menu);
  BIND (grid);
  BIND (playback);
  BIND (detail);
  BIND (ptz);
  BIND (camera_name);
  BIND (camera_line);
  BIND (camera_place);
  BIND (camera_view);
  BIND (camera_state);
  BIND (camera_format);
  BIND (camera_decoding);
  BIND (retry);
}

#define CALL(callback) gtk_widget_class_bind_template_callback (widget_class, callback)

static void
bind_callbacks (GtkWidgetClass *widget_class)
{
  CALL (on_row_activated);
  CALL (on_search_changed);
  CALL (on_grouping_chosen);
  CALL (on_placed);
  CALL (on_selected);
  CALL (on_opened);
  CALL (on_shape_chosen);
  CALL (on_sides_toggled);
}

static void
zb_video_page_class_init (ZbVideoPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = zb_video_page_get_property;
  object_class->set_property = zb_video_page_set_property;
  object_class->dispose = zb_video_page_dispose;
  widget_class->map = zb_video_page_map;
  widget_class->unmap = zb_video_page_unmap;
  install_properties (object_class);
  g_type_ensure (ZB_TYPE_TILE_GRID);
  g_type_ensure (ZB_TYPE_PLAYBACK_BAR);
  g_type_ensure (ZB_TYPE_PTZ_PANEL);
  g_type_ensure (ZB_TYPE_CAMERA_ROW);
  g_type_ensure (ZB_TYPE_CAMERA_NODE);
  g_type_ensure (ZB_TYPE_LAYOUTS_MENU);
  bind_template (widget_class);
  bind_callbacks (widget_class);
  zb_video_page_install_patrol (widget_class);
  zb_video_page_install_detail (widget_class);
  zb_video_page_install_snapshot (widget_class);
  zb_video_page_install_layouts (widget_class);
  zb_video_page_install_favourites (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "tiles.clear", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "tiles.back", NULL);
}

static void
zb_video_page_init (ZbVideoPage *self)
{
  self->tree = zb_camera_tree_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  zb_video_page_init_patrol (self);
  zb_video_page_init_playback (self);
  zb_video_page_init_ptz (self);
  zb_video_page_init_tree_keys (self);
  zb_video_page_take_favourites (self, NULL);
  fill_list (self);
  g_signal_connect_swapped (self->tree, "counted", G_CALLBACK (on_counted), self);
  on_shape_chosen (self);
  zb_video_page_update_playback (self);
}

/**
 * zb_video_page_new:
 *
 * Returns: (transfer floating): a page that knows no camera yet
 */
GtkWidget *
zb_video_page_new (void)
{
  return g_object_new (ZB_TYPE_VIDEO_PAGE, NULL);
}

/**
 * zb_video_page_set_world:
 * @self: the page
 * @world: (nullable): whose cameras; a page is given one world and keeps it
 */
void
zb_video_page_set_world (ZbVideoPage *self, ZbWorld *world)
{
  g_return_if_fail (ZB_IS_VIDEO_PAGE (self));
  if (!world || self->world)
    return;
  self->world = g_object_ref (world);
  zb_playback_bar_set_world (self->playback, world);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    zb_camera_tree_set_world (self->tree, world);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WORLD]);
}

/**
 * zb_video_page_set_media:
 * @self: the page
 * @media: (nullable): whoever gets tickets
 */
void
zb_video_page_set_media (ZbVideoPage *self, ZbMedia *media)
{
  g_return_if_fail (ZB_IS_VIDEO_PAGE (self));
  if (!g_set_object (&self->media, media))
    return;
  zb_tile_grid_set_media (self->grid, media);
  zb_camera_patrol_set_media (self->patrol, media);
  zb_playback_bar_set_media (self->playback, media);
  zb_ptz_panel_set_media (self->ptz, media);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MEDIA]);
}

/**
 * zb_video_page_get_grid:
 * @self: the page
 *
 * Returns: (transfer none): its tiles
 */
ZbTileGrid *
zb_video_page_get_grid (ZbVideoPage *self)
{
  g_return_val_if_fail (ZB_IS_VIDEO_PAGE (self), NULL);
  return self->grid;
}

/**
 * zb_video_page_get_patrol:
 * @self: the page
 *
 * Returns: (transfer none): what shows cameras in turn
 */
ZbCameraPatrol *
zb_video_page_get_patrol (ZbVideoPage *self)
{
  g_return_val_if_fail (ZB_IS_VIDEO_PAGE (self), NULL);
  return self->patrol;
}

/**
 * zb_video_page_set_only_tiles:
 * @self: the page
 * @only: whether the tree and the detail beside the tiles are hidden
 *
 * Gives the tiles all of the room.
 */
void
zb_video_page_set_only_tiles (ZbVideoPage *self, gboolean only)
{
  g_return_if_fail (ZB_IS_VIDEO_PAGE (self));
  gtk_toggle_button_set_active (self->sides_button, only);
}
