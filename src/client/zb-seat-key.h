/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-account.h"

#include <libdex.h>

G_BEGIN_DECLS

/* Who has not signed in at the platform for longer has to. */
#define ZB_SEAT_KEY_LIFE (7 * G_TIME_SPAN_DAY)

DexFuture *zb_seat_key_keep (const char *url, ZbAccount *account, const char *password);
DexFuture *zb_seat_key_open (const char *url, const char *username, const char *password);
void zb_seat_key_forget (const char *url, const char *username);

G_END_DECLS
