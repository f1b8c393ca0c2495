/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How many streams may be opened at once. */
#define ZB_STREAM_PLACES 4

/* What opens before all others, and what nobody said anything about. */
#define ZB_URGENCY_FIRST 0
#define ZB_URGENCY_USUAL 100

/**
 * ZbStreamPlaceOpen:
 * @user_data: whose turn it is
 *
 * Called in the main context when there is a place.
 */
typedef void (*ZbStreamPlaceOpen) (gpointer user_data);

/**
 * ZbStreamPlaceState:
 * @ZB_STREAM_PLACE_NONE: wants none
 * @ZB_STREAM_PLACE_COMING: will want one in a moment
 * @ZB_STREAM_PLACE_WAITING: waits for one
 * @ZB_STREAM_PLACE_TAKEN: has one
 *
 * How somebody who opens a stream stands with the places for that.
 */
typedef enum
{
  ZB_STREAM_PLACE_NONE,
  ZB_STREAM_PLACE_COMING,
  ZB_STREAM_PLACE_WAITING,
  ZB_STREAM_PLACE_TAKEN,
} ZbStreamPlaceState;

/**
 * ZbStreamPlace:
 *
 * Somebody who opens a stream now and then. Its fields are for zb-stream-places.c.
 */
typedef struct
{
  ZbStreamPlaceOpen open;
  gpointer user_data;
  ZbStreamPlaceState state;
  guint urgency;
  gint64 since; /* monotonic µs */
} ZbStreamPlace;

void zb_stream_place_init (ZbStreamPlace *self, ZbStreamPlaceOpen open, gpointer user_data);
void zb_stream_place_announce (ZbStreamPlace *self);
void zb_stream_place_wait (ZbStreamPlace *self);
void zb_stream_place_leave (ZbStreamPlace *self);
void zb_stream_place_set_urgency (ZbStreamPlace *self, guint urgency);
guint zb_stream_place_get_number (const ZbStreamPlace *self);
void zb_stream_places_go_on (void);

G_END_DECLS
