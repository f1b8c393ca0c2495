/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How many streams may be opened at once. */
#define ZB_PLACES 4

/* What opens before all others, and what nobody said anything about. */
#define ZB_URGENCY_FIRST 0
#define ZB_URGENCY_USUAL 100

/**
 * ZbPlaceOpen:
 * @user_data: whose turn it is
 *
 * Called in the main context when there is a place.
 */
typedef void (*ZbPlaceOpen) (gpointer user_data);

/**
 * ZbPlaceState:
 * @ZB_PLACE_NONE: wants none
 * @ZB_PLACE_COMING: will want one in a moment
 * @ZB_PLACE_WAITING: waits for one
 * @ZB_PLACE_TAKEN: has one
 *
 * How somebody who opens a stream stands with the places for that.
 */
typedef enum
{
  ZB_PLACE_NONE,
  ZB_PLACE_COMING,
  ZB_PLACE_WAITING,
  ZB_PLACE_TAKEN,
} ZbPlaceState;

/**
 * ZbPlace:
 *
 * Somebody who opens a stream now and then. Its fields are for zb-places.c.
 */
typedef struct
{
  ZbPlaceOpen open;
  gpointer user_data;
  ZbPlaceState state;
  guint urgency;
  gint64 since; /* monotonic µs */
} ZbPlace;

void zb_place_init (ZbPlace *self, ZbPlaceOpen open, gpointer user_data);
void zb_place_announce (ZbPlace *self);
void zb_place_wait (ZbPlace *self);
void zb_place_leave (ZbPlace *self);
void zb_place_set_urgency (ZbPlace *self, guint urgency);
guint zb_place_get_number (const ZbPlace *self);
void zb_places_go_on (void);

G_END_DECLS
