/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-near-panel.h"

#include "zb-alert.h"
#include "zb-case.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * ZbNearPanel:
 *
 * What there is around a place: how far to look, what to list, and the list, the nearest first.
 */
struct _ZbNearPanel
{
  AdwBin parent_instance;
  ZbNear *near;
  GListStore *marks; /* the same in words */
  ZbMapMark *pointed;
  GtkLabel *title;
  AdwToggleGroup *radii;
  AdwWrapBox *chips;
  GtkLabel *empty;
  GtkWidget *scroller;
  GtkListView *list;
  GtkToggleButton *chip[ZB_N_NEAR_GROUPS];
  GtkLabel *count[ZB_N_NEAR_GROUPS];
};

typedef enum
{
  PROP_POINTED = 1,
} ZbNearPanelProperty;

static GParamSpec *properties[PROP_POINTED + 1];

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZbNearPanel, zb_near_panel, ADW_TYPE_BIN)

/* By #ZbNearGroup. */
static const struct
{
  const char *icon, *name;
} groups[ZB_N_NEAR_GROUPS] = {
  [ZB_NEAR_CAMERA] = { "zb-video-symbolic", N_ ("Cameras") },
  [ZB_NEAR_UNIT] = { "zb-unit-symbolic", N_ ("Units") },
  [ZB_NEAR_ALERT] = { "zb-alert-symbolic", N_ ("Alerts") },
  [ZB_NEAR_CASE] = { "zb-case-symbolic", N_ ("Cases") },
  [ZB_NEAR_GATE] = { "zb-door-symbolic", N_ ("Gates") },
  [ZB_NEAR_BIKE_SHED] = { "zb-shed-symbolic", N_ ("Bike sheds") },
  [ZB_NEAR_MANHOLE] = { "zb-manhole-symbolic", N_ ("Manhole covers") },
  [ZB_NEAR_OTHER] = { "zb-sensor-symbolic", N_ ("Other devices") },
};

/* --- what is counted ---------------------------------------------------------------------------------- */

static void
update_chip (ZbNearPanel *self, ZbNearGroup group)
{
  guint n = zb_near_count (self->near, group);
  g_autofree char *text = g_strdup_printf (_ ("%'u"), n);
  /* Translators: what, and how many of it */
  g_autofree char *words = g_strdup_printf (C_ ("count", "%s: %s"), _ (groups[group].name), text);

  gtk_label_set_label (self->count[group], text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->chip[group]), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->chip[group]), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
  gtk_widget_set_visible (GTK_WIDGET (self->chip[group]), n > 0);
}

static void
update_counts (ZbNearPanel *self)
{
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->near)) > 0;
  g_autofree char *distance = zb_words_distance (zb_near_get_radius (self->near));
  g_autofree char *words = g_strdup_printf (_ ("Nothing of what is chosen is within %s."), distance);

  for (guint group = 0; group < ZB_N_NEAR_GROUPS; group++)
    update_chip (self, group);
  gtk_label_set_label (self->empty, words);
  gtk_widget_set_visible (GTK_WIDGET (self->empty), !any);
  gtk_widget_set_visible (self->scroller, any);
}

static void
on_chip_toggled (ZbNearPanel *self)
{
  guint32 chosen = 0;

  for (guint group = 0; group < ZB_N_NEAR_GROUPS; group++)
    if (gtk_toggle_button_get_active (self->chip[group]))
      chosen |= ZB_NEAR_MASK (group);
  zb_near_set_groups (self->near, chosen);
}

static void
on_radius_chosen (ZbNearPanel *self)
{
  /* None while the panel is being made. */
  const char *metres = self->radii ? adw_toggle_group_get_active_name (self->radii) : NULL;

  if (metres)
    zb_near_set_radius (self->near, g_ascii_strtod (metres, NULL));
}

static void
add_chip (ZbNearPanel *self, ZbNearGroup group)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *icon = gtk_image_new_from_icon_name (groups[group].icon);

  self->count[group] = GTK_LABEL (gtk_label_new (NULL));
  self->chip[group] = GTK_TOGGLE_BUTTON (gtk_toggle_button_new ());
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->count[group]));
  gtk_button_set_child (GTK_BUTTON (self->chip[group]), box);
  gtk_widget_add_css_class (GTK_WIDGET (self->chip[group]), "zb-chip");
  gtk_toggle_button_set_active (self->chip[group], TRUE);
  g_signal_connect_swapped (self->chip[group], "toggled", G_CALLBACK (on_chip_toggled), self);
  adw_wrap_box_append (self->chips, GTK_WIDGET (self->chip[group]));
}

/* --- the list ----------------------------------------------------------------------------------------- */

/* Not by a GtkMapListModel: that of GTK 4.18 gives what is put before something it remembers the words of
 * that. */
static void
follow_near (GListModel *near, guint position, guint removed, guint added, ZbNearPanel *self)
{
  g_autoptr (GPtrArray) marks = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (ZbNearThing) thing = g_list_model_get_item (near, i);
      g_ptr_array_add (marks, zb_map_mark_new_near (thing));
    }
  g_list_store_splice (self->marks, position, removed, marks->pdata, added);
}

static void
on_pointed (GtkSingleSelection *selection, GParamSpec *pspec, ZbNearPanel *self)
{
  if (g_set_object (&self->pointed, gtk_single_selection_get_selected_item (selection)))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POINTED]);
}

static void
on_chosen (ZbNearPanel *self, guint position)
{
  g_autoptr (ZbMapMark) mark =
      g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (self->list)), position);

  if (mark)
    g_signal_emit (self, signals[CHOSEN], 0, mark);
}

/* No row moves away under a pointer that is about to choose it. */
static void
on_pointer (GtkEventControllerMotion *motion, GParamSpec *pspec, ZbNearPanel *self)
{
  zb_near_set_held (self->near, gtk_event_controller_motion_contains_pointer (motion));
}

static void
fill_list (ZbNearPanel *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  g_autoptr (GtkSingleSelection) selection =
      gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->marks)));

  g_signal_connect (self->near, "items-changed", G_CALLBACK (follow_near), self);
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  g_signal_connect_object (selection, "notify::selected-item", G_CALLBACK (on_pointed), self,
                           G_CONNECT_DEFAULT);
  g_signal_connect_swapped (self->list, "activate", G_CALLBACK (on_chosen), self);
  g_signal_connect_object (motion, "notify::contains-pointer", G_CALLBACK (on_pointer), self,
                           G_CONNECT_DEFAULT);
  gtk_widget_add_controller (GTK_WIDGET (self->list), motion);
}

/* --- GObject ------------------------------------------------------------------------------------------ */

static void
zb_near_panel_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ZbNearPanelProperty)id)
    {
    case PROP_POINTED:
      g_value_set_object (value, ZB_NEAR_PANEL (object)->pointed);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_near_panel_dispose (GObject *object)
{
  ZbNearPanel *self = ZB_NEAR_PANEL (object);

  if (self->near)
    g_signal_handlers_disconnect_by_data (self->near, self);
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_NEAR_PANEL);
  g_clear_object (&self->pointed);
  g_clear_object (&self->marks);
  g_clear_object (&self->near);
  G_OBJECT_CLASS (zb_near_panel_parent_class)->dispose (object);
}

static void
zb_near_panel_class_init (ZbNearPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = zb_near_panel_get_property;
  G_OBJECT_CLASS (klass)->dispose = zb_near_panel_dispose;
  properties[PROP_POINTED] = g_param_spec_object ("pointed", NULL, NULL, ZB_TYPE_MAP_MARK,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (properties), properties);

  /**
   * ZbNearPanel::chosen:
   * @self: the panel
   * @mark: what was chosen of the list
   */
  signals[CHOSEN] = g_signal_new ("chosen", ZB_TYPE_NEAR_PANEL, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, ZB_TYPE_MAP_MARK);
  g_type_ensure (ZB_TYPE_MAP_MARK);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/map/near-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, ZbNearPanel, title);
  gtk_widget_class_bind_template_child (widget_class, ZbNearPanel, radii);
  gtk_widget_class_bind_template_child (widget_class, ZbNearPanel, chips);
  gtk_widget_class_bind_template_child (widget_class, ZbNearPanel, empty);
  gtk_widget_class_bind_template_child (widget_class, ZbNearPanel, scroller);
  gtk_widget_class_bind_template_child (widget_class, ZbNearPanel, list);
  gtk_widget_class_bind_template_callback (widget_class, on_radius_chosen);
}

static void
zb_near_panel_init (ZbNearPanel *self)
{
  self->near = zb_near_new ();
  self->marks = g_list_store_new (ZB_TYPE_MAP_MARK);
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint group = 0; group < ZB_N_NEAR_GROUPS; group++)
    add_chip (self, group);
  fill_list (self);
  g_signal_connect_swapped (self->near, "counted", G_CALLBACK (update_counts), self);
  zb_near_panel_close (self);
}

/**
 * zb_near_panel_get_near:
 * @self: a panel
 *
 * Returns: (transfer none): what it lists, which is to be told what to follow
 */
ZbNear *
zb_near_panel_get_near (ZbNearPanel *self)
{
  return self->near;
}

/* In the officer's words: what the question is about, or where. */
static char *
name_place (ZbPoint place, ZbEntity *about)
{
  if (about && ZB_IS_ALERT (about) && ZB_ALERT (about)->title)
    return g_strdup (ZB_ALERT (about)->title);
  if (about && ZB_IS_CASE (about) && ZB_CASE (about)->title)
    return g_strdup (ZB_CASE (about)->title);
  return zb_words_coordinates (place);
}

/**
 * zb_near_panel_ask:
 * @self: a panel
 * @place: what is asked about
 * @about: (nullable): the alert or case that is there, which is not near itself
 *
 * Opens the panel.
 */
void
zb_near_panel_ask (ZbNearPanel *self, ZbPoint place, ZbEntity *about)
{
  g_autofree char *name = name_place (place, about);
  g_autofree char *title = g_strdup_printf (_ ("Near %s"), name);

  gtk_label_set_label (self->title, title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), title);
  zb_near_set_without (self->near, about);
  zb_near_set_centre (self->near, place);
  update_counts (self);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

/**
 * zb_near_panel_close:
 * @self: a panel
 */
void
zb_near_panel_close (ZbNearPanel *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  zb_near_set_held (self->near, FALSE);
  zb_near_set_centre (self->near, ZB_POINT_NOWHERE);
  zb_near_set_without (self->near, NULL);
}

/**
 * zb_near_panel_is_open:
 * @self: a panel
 *
 * Returns: whether something is asked about
 */
gboolean
zb_near_panel_is_open (ZbNearPanel *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self));
}
