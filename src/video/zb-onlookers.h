/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-media.h"

G_BEGIN_DECLS

/**
 * ZbOnlookers:
 *
 * Who watches a camera that serves no more, as the platform told when it was last asked.
 */
typedef struct _ZbOnlookers ZbOnlookers;

/**
 * ZbOnlookersTold:
 * @user_data: whoever asked
 *
 * Called once for each question to which the platform knew an answer.
 */
typedef void (*ZbOnlookersTold) (gpointer user_data);

ZbOnlookers *zb_onlookers_new (ZbOnlookersTold told, gpointer user_data);
void zb_onlookers_free (ZbOnlookers *self);
void zb_onlookers_ask (ZbOnlookers *self, ZbMedia *media, const char *camera);
void zb_onlookers_forget (ZbOnlookers *self);
ZbAudience *zb_onlookers_get_audience (ZbOnlookers *self);
char *zb_onlookers_describe (ZbAudience *audience);

G_END_DECLS
