/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-sample-services.h"
#include "zb-sample-window.h"
#include "zb-sample-world.h"

G_BEGIN_DECLS

/**
 * ZbSampleDesk:
 * @world: a sample world
 * @services: who answers
 * @account: who sits there
 * @window: (nullable): where a screen is shown
 * @log: the actions that a screen has activated: "alert.claim 'alert-01'"
 *
 * Where a screen is tried: what it asks of the window's actions is written down.
 */
typedef struct
{
  ZbWorld *world;
  ZbSampleServices *services;
  ZbAccount *account;
  GtkWidget *window;
  GPtrArray *log;
  GtkWidget *screen;
} ZbSampleDesk;

void zb_sample_desk_open (ZbSampleDesk *self, const char *account);
void zb_sample_desk_show (ZbSampleDesk *self, GtkWidget *screen, int width, int height);
void zb_sample_desk_close (ZbSampleDesk *self);
const char *zb_sample_desk_last (ZbSampleDesk *self);

G_END_DECLS
