/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A second console, in a process of its own: see second-seat.c for what it can be told. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _ZbSeat ZbSeat;

ZbSeat *zb_seat_new (const char *url);
void zb_seat_free (ZbSeat *self);
void zb_seat_tell (ZbSeat *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
gboolean zb_seat_hear (ZbSeat *self);
gboolean zb_seat_ask (ZbSeat *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
