/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-alert-queue.h"
#include "zb-chart.h"
#include "zb-tile-grid.h"
#include "zb-wall-callouts.h"
#include "zb-wall-cameras.h"
#include "zb-wall-case.h"
#include "zb-wall-frame.h"
#include "zb-wall-map.h"
#include "zb-wall-numbers.h"
#include "zb-wall-ticker.h"
#include "zb-wall-window.h"

G_BEGIN_DECLS

/* A wall is wide where nearly two screens of 16:9 fit beside one another. */
#define ZB_WALL_WIDE 2.6

struct _ZbWallWindow
{
  GtkApplicationWindow parent_instance;
  ZbDesk *desk;
  char *wall;
  guint position;
  ZbWallScale scale;
  GtkCssProvider *sizes;
  ZbAlertQueue *queue;
  ZbWallCameras *cameras;
  ZbWallNumbers *numbers;
  ZbWallScene *scene;
  ZbWall *told; /* the wall as the platform told of it last */
  ZbAlert *gravest;
  gint64 gravest_since;
  guint tick;
  guint laying;
  gint64 stale_since;
  gint64 moved_at; /* minutes */
  gboolean narrow;
  gboolean takes_turns; /* at painting cameras */

  ZbWallFrame *frame;
  AdwMultiLayoutView *layouts;
  ZbWallMap *map;
  ZbWallCallouts *callouts;
  ZbTileGrid *tiles;
  ZbWallCase *focus;
  ZbWallTicker *ticker;
  ZbChart *trend;
  GtkWidget *drill_badge;
  GtkWidget *pill;
  GtkLabel *pill_label;
  GtkWidget *pill_dot;
  GtkLabel *n_urgent;
  GtkLabel *n_high;
  GtkLabel *n_units;
};

void zb_wall_window_size_icons (ZbWallWindow *self);

/* zb-wall-drill.c */
void zb_wall_window_show_drill (ZbWallWindow *self);

/* zb-wall-gravest.c: which alert it looks at */
gboolean zb_wall_window_look_at_gravest (ZbWallWindow *self);

/* zb-wall-scenes.c: which parts are where, and what they look at */
void zb_wall_window_lay_out (ZbWallWindow *self);
void zb_wall_window_choose_cameras (ZbWallWindow *self);

G_END_DECLS
