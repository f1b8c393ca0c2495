/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-camera-tree.h"
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

  GtkEditable *search;
  AdwToggleGroup *grouping;
  GtkListView *list;
  GtkLabel *counts;
  GtkWidget *tree_side;
  GtkWidget *detail_side;

  GtkLabel *heading;
  GtkLabel *status;
  GtkWidget *patrol_button;
  GtkWidget *patrol_bar;
  GtkLabel *patrol_title;
  GtkLabel *patrol_line;
  GtkImage *patrol_icon;
  AdwToggleGroup *shapes;
  ZbTileGrid *grid;

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

void zb_video_page_update_tiles (ZbVideoPage *self);
ZbCameraNode *zb_video_page_get_chosen (ZbVideoPage *self);
ZbDevice *zb_video_page_get_selected (ZbVideoPage *self);

G_END_DECLS
