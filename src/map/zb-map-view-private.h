/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-alert-layer.h"
#include "zb-area-layer.h"
#include "zb-case-layer.h"
#include "zb-device-layer.h"
#include "zb-heat-layer.h"
#include "zb-layer-panel.h"
#include "zb-map-arrangement.h"
#include "zb-map-mark.h"
#include "zb-map-view.h"
#include "zb-near-layer.h"
#include "zb-near-panel.h"
#include "zb-query.h"
#include "zb-scale-bar.h"
#include "zb-sketch-bar.h"
#include "zb-sketch-layer.h"
#include "zb-unit-layer.h"
#include "zb-zone-card.h"
#include "zb-zone-layer.h"

G_BEGIN_DECLS

struct _ZbMapView
{
  AdwBin parent_instance;

  ShumateMap *map;
  ZbLayerPanel *panel;
  ZbNearPanel *near_panel;
  ZbScaleBar *scale;
  GtkLabel *count;
  GtkListView *list;
  GtkPopover *list_popover;
  GtkLabel *trouble;
  GtkLabel *base_line;
  GtkLabel *attribution;
  GtkWidget *old;
  GtkLabel *old_label;
  GtkWidget *heat_legend;
  GtkLabel *heat_label;

  ShumateLayer *base;
  gboolean base_subdistricts;
  ZbAreaLayer *areas;
  ZbHeatLayer *heat;
  ZbDeviceLayer *devices;
  ZbCaseLayer *cases;
  ZbUnitLayer *units;
  ZbAlertLayer *alerts;
  ZbNearLayer *near_layer;
  ZbMapArrangement *arrangement;

  ZbWorld *world;
  ZbAlert *selected;
  char *map_dir;
  gboolean locked;
  gboolean connected;
  gint64 as_of;
  gboolean fitted;
  int width, height; /* that it was last drawn at */
  double pointer_x, pointer_y;
  gint64 wheel_turned;
  guint footer_source;
  guint totals_source;
  GListStore *marks;
  GtkPopoverMenu *menu;
  ZbPoint menu_place;
  ZbPoint near_place;
  double near_metres;
  GVariant *defence_lines; /* NULL for the usual ones */
  GListStore *sets;        /* NULL while it is not known whose they are */
  ZbNamedSet *removed_set; /* the last one that was deleted, and where it was */
  guint removed_position;
  ZbQuery *query;        /* NULL while nobody has signed in */
  ZbAnswer *heat_answer; /* while it is waited for */
  guint heat_hours;      /* 0 for no heat map */
  guint heat_total;      /* G_MAXUINT while it is not known */
  guint heat_source;

  ZbSketchLayer *sketch_layer;
  ZbSketchBar *sketch_bar;
  ZbSketch *sketch;
  gboolean sketching_by_keys;
  gboolean locked_before;
  double pressed_x, pressed_y;
  gboolean holds_point;
  guint held_point;

  ZbAccount *account;
  ZbZoneLayer *zones;
  ZbZoneCard *zone_card;
  ZbZone *draft;       /* a zone that the platform does not have as it was filled in */
  ZbZone *draft_read;  /* as that zone was read before any change, NULL for one that was drawn */
  gboolean draft_sent; /* and that waits for its answer */
  gboolean draft_refused;
};

/* zb-map-camera.c: where the map looks */
void zb_map_view_install_camera (GtkWidgetClass *widget_class);
void zb_map_view_init_camera (ZbMapView *self);
void zb_map_view_zoom_about (ZbMapView *self, double x, double y, int step);
void zb_map_view_follow_alert (ZbMapView *self);
void zb_map_view_fit_once (ZbMapView *self);

/* zb-map-input.c: what a pointer and a chosen row of the list mean */
void zb_map_view_init_input (ZbMapView *self);
const ZbDrawn *zb_map_view_pick (ZbMapView *self, double x, double y);
void zb_map_view_activate_mark (ZbMapView *self, ZbMapMark *mark);
void zb_map_view_fill_marks (ZbMapView *self);

/* zb-map-drag.c: a camera's symbol, dragged to where cameras are shown */
void zb_map_view_init_drag (ZbMapView *self);

/* zb-map-near.c: what is around a place */
void zb_map_view_install_near (GtkWidgetClass *widget_class);
void zb_map_view_init_near (ZbMapView *self);
void zb_map_view_close_near (ZbMapView *self);
void zb_map_view_update_surroundings (ZbMapView *self);

/* zb-map-export.c: a picture of it */
void zb_map_view_install_export (GtkWidgetClass *widget_class);

/* zb-map-menu.c: what can be done with a place */
void zb_map_view_install_menu (GtkWidgetClass *widget_class);
void zb_map_view_init_menu (ZbMapView *self);

/* zb-map-heat.c: where alerts were */
void zb_map_view_show_heat (ZbMapView *self, guint hours);
void zb_map_view_set_query (ZbMapView *self, ZbQuery *query);
guint zb_map_view_count_heat (ZbMapView *self, ZbMapLayer layer);
void zb_map_view_stop_heat (ZbMapView *self);
void zb_map_view_tell_totals (ZbMapView *self);

/* zb-map-sets.c: the officer's sets of layers */
void zb_map_view_install_sets (GtkWidgetClass *widget_class);
void zb_map_view_take_sets (ZbMapView *self, GListStore *sets);
/* zb-map-sketch.c: drawing on it */
void zb_map_view_install_sketch (GtkWidgetClass *widget_class);
void zb_map_view_init_sketch (ZbMapView *self);
void zb_map_view_begin_sketch (ZbMapView *self, ZbSketch *sketch);
void zb_map_view_end_sketch (ZbMapView *self);
gboolean zb_map_view_is_drawing (ZbMapView *self);

/* zb-map-zones.c: watch zones */
void zb_map_view_install_zones (GtkWidgetClass *widget_class);
void zb_map_view_init_zones (ZbMapView *self);
void zb_map_view_follow_zones (ZbMapView *self);
void zb_map_view_select_zone (ZbMapView *self, ZbZone *zone);
void zb_map_view_drop_draft (ZbMapView *self);

G_END_DECLS
