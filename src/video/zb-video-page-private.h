/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-camera-tree.h"
#include "zb-playback-bar.h"
#include "zb-ptz-panel.h"
#include "zb-layouts-menu.h"
#include "zb-video-page.h"

G_BEGIN_DECLS

struct _ZbVideoPage
{
  ZbPage parent_instance;
  ZbWorld *world;
  ZbMedia *media;
  char *watermark;
  ZbCameraTree *tree;
  GtkTreeListModel *rows;
  ZbCameraPatrol *patrol;
  char **wanted; /* of a layout: ids whose cameras are not known yet */
  gboolean arranging;
  guint clock_source;
  GSignalGroup *beside_signals; /* of a tile that plays back beside the live picture, ... */
  guint beside_place;
  ZbDevice *beside_camera;
  ZbDevice *beside_former; /* ... and what the officer had put there */
  GListStore *layouts;     /* NULL while it is not known whose they are */
  ZbLayout *removed_layout;
  guint removed_position;
  char **favourites;
  char *pictures; /* where pictures are saved, NULL for the officer's own */

  GtkEditable *search;
  AdwToggleGroup *grouping;
  GtkListView *list;
  GtkLabel *counts;
  GtkWidget *tree_hint;
  GtkWidget *tree_menu;
  GtkWidget *tree_side;
  GtkWidget *detail_side;
  GtkToggleButton *sides_button;

  GtkLabel *heading;
  GtkLabel *status;
  GtkWidget *patrol_button;
  GtkWidget *patrol_bar;
  GtkLabel *patrol_title;
  GtkLabel *patrol_line;
  GtkImage *patrol_icon;
  AdwToggleGroup *shapes;
  GtkMenuButton *layouts_button;
  ZbLayoutsMenu *layouts_menu;
  ZbTileGrid *grid;
  ZbPlaybackBar *playback;

  ZbPtzPanel *ptz;
  ZbTile *turned_tile; /* that says who turns its camera */

  GtkStack *detail;
  GtkLabel *camera_name;
  GtkLabel *camera_line;
  GtkLabel *camera_place;
  GtkLabel *camera_view;
  GtkLabel *camera_state;
  GtkLabel *camera_format;
  GtkLabel *camera_decoding;
  GtkWidget *retry;
};

/* zb-video-patrol.c: cameras in turn */
void zb_video_page_install_patrol (GtkWidgetClass *widget_class);
void zb_video_page_init_patrol (ZbVideoPage *self);
void zb_video_page_update_patrol (ZbVideoPage *self);

/* zb-video-detail.c: the selected tile's camera */
void zb_video_page_install_detail (GtkWidgetClass *widget_class);
void zb_video_page_update_detail (ZbVideoPage *self);

/* zb-video-playback.c: what was recorded */
void zb_video_page_init_playback (ZbVideoPage *self);
void zb_video_page_dispose_playback (ZbVideoPage *self);
void zb_video_page_update_playback (ZbVideoPage *self);
ZbDevice *zb_video_page_get_arranged (ZbVideoPage *self, guint place);
/* zb-video-ptz.c: turning it */
void zb_video_page_init_ptz (ZbVideoPage *self);
void zb_video_page_update_ptz (ZbVideoPage *self);
void zb_video_page_dispose_ptz (ZbVideoPage *self);

/* zb-video-snapshot.c: the selected tile's picture, saved */
void zb_video_page_install_snapshot (GtkWidgetClass *widget_class);

/* zb-video-layouts.c: arrangements that have a name */
void zb_video_page_install_layouts (GtkWidgetClass *widget_class);
gboolean zb_video_page_take_layouts (ZbVideoPage *self, GListStore *layouts);

/* zb-video-favourites.c: what the officer comes back to, and the keys of the tree */
void zb_video_page_install_favourites (GtkWidgetClass *widget_class);
void zb_video_page_init_tree_keys (ZbVideoPage *self);
gboolean zb_video_page_take_favourites (ZbVideoPage *self, const char *const *favourites);

void zb_video_page_show_in (ZbVideoPage *self, guint place, ZbDevice *camera);
void zb_video_page_update_tiles (ZbVideoPage *self);
ZbCameraNode *zb_video_page_get_chosen (ZbVideoPage *self);
ZbCameraGrouping zb_video_page_get_grouping (ZbVideoPage *self);
ZbDevice *zb_video_page_get_selected (ZbVideoPage *self);

G_END_DECLS
